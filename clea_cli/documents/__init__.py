"""What is given to people: the gap report, the plan, the page of the candidate, the attestation.

In reading order: `candidat`, `suite`, `ecarts`, `plan` (what a template may say), `rassembler` (all
of it, of one candidate), `modeles` (its words), `rendus` (a format a file), `preparer` and `lots`
(made of files), `controler` (made again and compared). An organisme's templates: `charger_modeles`
(read, with what they would lose: `ecrits_du_modele`), `remplisseur` (filled apart, and stopped),
`essai_modeles` (tried on `exemple`), `variables` (what they may read), `lire_style` (what documents
wear).
"""
