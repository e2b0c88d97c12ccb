"""A session of the jury: read, checked, prepared, decided, closed, exported; and what privacy
asks.

In reading order: `session` (values), `lire_session`, `verifier_session`, `sessions` and `dossiers`
(with their grilles), `plan`, `pages` and `rediger` (their words, by our templates or an
organisme's), `ecrire` and `preparer`; `modeles_de_session`, `variables` and `essai_modeles` (those
templates compared, what they may read, tried on `exemple`); `decisions` (the sheet:
`lire_decisions`, `codes`, `verifier_decisions`, and `completer`, which changes a person's file in
its cells alone by `retouche`); `clore` and `changements`, `exporter`, `controler`; `manifeste` and
`journal` (what the folder holds); `sobre` (a fault without a person's words), `nominatifs`,
`pseudonymes`, `purge`.
"""
