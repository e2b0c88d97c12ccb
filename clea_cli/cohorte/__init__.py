"""Many décisions as statistics.

In: `lire_grilles`, `lire_dossiers`, `lire_regroupement`; whose grille is whose (`choisir_grilles`,
`apparier`, `comptage`); whom is asked for (`periode`, `extrait`). What is counted: `statistiques`
(values), `ensembles`, then what may be shown of it (`combinaisons`, `masquage`), for `mois`,
`groupes`, `criteres_manquants` and all (`cohorte`). Out: `mots…`, `vues`, `rendus`. `etudier` goes
from files to what is shown.
"""
