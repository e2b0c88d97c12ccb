"""What is given to people: the gap report, the plan, the page of the candidate, the attestation.

In reading order: `candidat`, `ecarts`, `plan` (what a template may say), `modeles` (its words),
`rendus` (a format a file), `preparer` and `lots` (made of files), `controler` (made again and
compared).
"""
