"""From grilles to verdicts with their proof.

In reading order: `decision` (the barème, decide), `colonnes` (the same for many at once), `marge`,
`parcours` and its `recherche`, `suite` (what comes next), `evaluations` (préalable and finale),
`effets`; `charger` and `verification` (a référentiel that is sure); `score` (files to verdicts),
`mots` and its `mots_explications`, `vues` and `rendus` (a verdict told), `blocs` (one file of any
size); `deux_grilles`, `reunir_grilles` (several of one candidate), `corriger` (one mended).
"""
