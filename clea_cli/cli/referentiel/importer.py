"""`clea referentiel importer`."""

from datetime import date
from typing import Annotated

import typer

from clea_cli.atelier.formats import IMPORTS
from clea_cli.cli import options
from clea_cli.cli.formats import choisir, option_de_sortie
from clea_cli.cli.sortie import dire, publier, signaler, statut


def importer(
    fichier: Annotated[
        str,
        typer.Argument(
            metavar="FICHIER",
            help="La grille : un CSV, un classeur xlsx, xls ou ods,"
            " ou un JSON (CASE, export de clea).",
        ),
    ],
    onglet: Annotated[
        str | None,
        typer.Option(
            "--onglet",
            metavar="NOM",
            help="L'onglet du classeur. Par défaut : celui qui a le plus de codes.",
        ),
    ] = None,
    sortie: Annotated[str | None, option_de_sortie(IMPORTS)] = None,
    forcer: options.Forcer = False,
    jour: options.JourTape = None,
) -> int:
    """Fait un référentiel d'une grille officielle saisie dans un tableur, et dit tout ce qu'il a
    fallu supposer.

    Une ligne par code avec son libellé, ou une colonne par niveau ; l'export CSV de clea se relit
    au complet.

    Exemple : clea referentiel importer examples/importation/proprete.csv --sortie proprete.yaml
    """
    from clea_cli.atelier.importer import importer as faire
    from clea_cli.atelier.mots_referentiel import resume

    ecrit_en = choisir(IMPORTS, None, sortie)
    importe = faire(fichier, jour or date.today(), onglet)
    if importe.value is None:
        signaler(importe.diagnostics)
        return statut(importe.diagnostics)
    # The file first: who closes the screen has it all the same.
    contenu = ecrit_en.ecrire(importe.value.yaml)
    publie = publier(contenu, sortie, forcer=forcer, entrees=[fichier])
    signaler(importe.diagnostics)
    trouve = resume(importe.value.referentiel)
    lu = " ; ".join(importe.value.lu)
    dire(f"Lu : {trouve} ({lu}).")
    if importe.value.suppositions:
        dire("Supposé, à relire dans le fichier :")
    for ligne in importe.value.suppositions:
        dire(f"  - {ligne}")
    return publie
