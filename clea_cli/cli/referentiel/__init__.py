"""`clea referentiel`, assembled: one file a command."""

from clea_cli.cli.francais import ajouter, groupe
from clea_cli.cli.referentiel import consulter, formater, verifier

app = groupe("""Montre et vérifie les référentiels : les lignes évaluées et les règles.""")

ajouter(app, consulter.lister, consulter.afficher)
ajouter(app, verifier.verifier)
ajouter(app, formater.formater)
