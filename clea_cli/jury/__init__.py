"""A session of the jury: read, checked, prepared, decided, closed, exported; and what privacy
asks.

In reading order: `session` (values), `lire_session`, `verifier_session`, `sessions` and `dossiers`
(with their grilles), `plan`, `ecrire` and `preparer`; `decisions` (the sheet: `lire_decisions`,
`codes`, `verifier_decisions`, and `completer`, which changes a person's file in its cells alone by
`retouche`); `clore` and `changements`, `exporter`, `controler`; `manifeste` and `journal` (what the
folder holds); `sobre` (a fault without a person's words), `pseudonymes`, `purge`.
"""
