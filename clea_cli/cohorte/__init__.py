"""Many décisions as statistics: `statistiques` (values), `masquage` (what may be shown),
`ensembles`, `groupes` and `cohorte` (counts), `lire_dossiers` and `etudier` (files in), `mots`,
`vues`, `rendus`.
"""
