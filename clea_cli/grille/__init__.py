"""A candidate's sheet. Bytes come in, a `Grille` leaves, or the faults that refuse it.

In reading order: `grille` (values), `vocabulaire` and `ecritures` (the words and codes of people),
`lire_csv` and `lire_classeur` (bytes to rows), `titres`, `chercher_titres` and `selon_la_colonne`
(which column says what), `lire_forme` and `lire_lignes` (rows to answers), `mise_au_net` (codes
written otherwise), `verifier` and `verifier_…` (answers to their meaning);
`reprise` (an older version's grille), `accord` (two of them), `mots`, `vues` and `rendus` (a
grille written); `corriger` (what can be mended), `corriger_copie` and the formats beside it.
"""
