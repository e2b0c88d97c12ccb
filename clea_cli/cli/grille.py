"""`clea grille`."""

from typing import Annotated

import typer

from clea_cli.cli import options
from clea_cli.cli.francais import ajouter, groupe
from clea_cli.cli.sortie import dire_lectures, publier, signaler, statut

app = groupe("""Prépare et vérifie des grilles d'évaluation.""")


def nouvelle(
    referentiel: options.Referentiel = None,
    candidat: Annotated[
        str | None,
        typer.Option("--candidat", metavar="REFERENCE", help="La référence du candidat (pas son nom)."),
    ] = None,
    sortie: options.Sortie = None,
    forcer: options.Forcer = False,
) -> int:
    """Prépare une grille vide à remplir dans un tableur, tous les critères « non évalué ».

    Exemple : clea grille nouvelle --candidat C-0001 --sortie C-0001.csv
    """
    from clea_cli.documents.grille import lignes
    from clea_cli.renderers import tableur_csv
    from clea_cli.workflow.livres import DEFAUT
    from clea_cli.workflow.referentiels import a_calculer

    charge = a_calculer(DEFAUT if referentiel is None else referentiel)
    signaler(charge.diagnostics)
    if charge.value is None:
        return statut(charge.diagnostics)
    return publier(tableur_csv.ecrire(lignes(charge.value, candidat)), sortie, forcer=forcer)


def verifier(
    grilles: options.Grilles,
    referentiel: options.Referentiel = None,
    encodage: options.Encodage = None,
    separateur: options.Separateur = None,
    onglet: options.Onglet = None,
) -> int:
    """Vérifie des grilles sans calculer de verdict, et dit toutes leurs fautes.

    Exemple : clea grille verifier grille.csv
    """
    from clea_cli.workflow.score import lire_lot

    lot = lire_lot(grilles, options.lecture(referentiel, None, encodage, separateur, onglet))
    dire_lectures(lot)
    correctes = [fichier.source for fichier in lot.fichiers if fichier.grilles]
    publie = publier([(f"{source} : correcte.\n", "") for source in correctes], None)
    signaler(lot.diagnostics)
    return publie or statut(lot.diagnostics, partiel=bool(correctes))


ajouter(app, nouvelle, verifier)
