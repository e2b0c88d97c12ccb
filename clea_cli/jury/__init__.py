"""A session of the jury: read, checked, prepared, decided, closed, exported; and what privacy
asks.

In reading order: `session` (values), `lire_session`, `verifier_session`, `sessions` and `dossiers`
(with their grilles), `plan`, `ecrire` and `preparer`, `decisions`, `clore`, `exporter`,
`controler`; `manifeste` and `journal` (what the folder holds); `pseudonymes`, `purge`.
"""
