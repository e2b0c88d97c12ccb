"""`clea score`."""

from typing import Annotated, Literal

import typer

from clea_cli.cli import options
from clea_cli.cli.sortie import LARGEUR, dire_lectures, largeur_ecran, publier, signaler, statut


def score(
    grilles: options.Grilles,
    format_: Annotated[
        Literal["texte", "json", "csv"],
        typer.Option("--format", "-f", show_default=False, help="Par défaut : texte."),
    ] = "texte",
    referentiel: options.Referentiel = None,
    regle: options.Regle = None,
    sortie: options.Sortie = None,
    forcer: options.Forcer = False,
    encodage: options.Encodage = None,
    separateur: options.Separateur = None,
    echec_si_non_certifiable: Annotated[
        bool,
        typer.Option(
            "--echec-si-non-certifiable", help="Termine avec le statut 5 si un verdict n'est pas « certifiable »."
        ),
    ] = False,
) -> int:
    """Dit le verdict d'une grille, domaine par domaine, et ce qui manque.

    Exemple : clea score grille.csv
    """
    from clea_cli.workflow.score import Lecture, lire_lot, scores

    lot = lire_lot(grilles, Lecture(referentiel, regle, encodage, separateur))
    resultats = scores(lot)
    rapports = resultats.rapports if resultats else ()
    dire_lectures(lot)
    publie = 0
    if format_ == "json":
        from clea_cli.renderers import score_json

        publie = publier(score_json.rendre(resultats, lot.diagnostics), sortie, forcer=forcer)
    elif resultats and rapports and format_ == "csv":
        from clea_cli.renderers import score_csv

        publie = publier(score_csv.rendre(resultats), sortie, forcer=forcer)
    elif resultats and rapports:
        from clea_cli.renderers import score_texte

        largeur = LARGEUR if sortie else largeur_ecran()
        publie = publier(score_texte.rendre(resultats, largeur), sortie, forcer=forcer)
    signaler(lot.diagnostics)
    echec = echec_si_non_certifiable and any(rapport.verdict != "certifiable" for rapport in rapports)
    return publie or statut(lot.diagnostics, partiel=bool(rapports)) or (5 if echec else 0)
