"""`clea referentiel`, assembled: one file a command."""

from clea_cli.cli.francais import ajouter, groupe
from clea_cli.cli.referentiel import comparer, consulter, verifier

app = groupe("""Montre et vérifie les référentiels : les lignes évaluées et les règles.""")

ajouter(app, consulter.lister, consulter.afficher)
ajouter(app, verifier.verifier)
ajouter(app, comparer.comparer)
