"""What is given to people: the gap report, the plan, the page of the candidate, the attestation.

In reading order: `candidat`, `suite`, `ecarts`, `plan` (what a template may say), `rassembler` (all
of it, of one candidate), `modeles` (its words), `rendus` (a format a file), `preparer` and `lots`
(made of files), `controler` (made again and compared).
"""
