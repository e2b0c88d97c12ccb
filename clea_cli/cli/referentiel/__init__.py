"""`clea referentiel`, assembled: one file a command."""

from clea_cli.cli.francais import ajouter, groupe
from clea_cli.cli.referentiel import (
    comparer,
    consulter,
    exporter,
    formater,
    importer,
    schema,
    verifier,
)

app = groupe(
    "Montre, vérifie, compare et met en forme les référentiels : les lignes évaluées et les règles."
)

ajouter(app, consulter.lister, consulter.afficher)
ajouter(app, verifier.verifier)
ajouter(app, comparer.comparer)
ajouter(app, exporter.exporter)
ajouter(app, importer.importer)
ajouter(app, schema.schema)
ajouter(app, formater.formater)
