"""`clea score`."""

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from clea_cli.cli import options
from clea_cli.cli.sortie import LARGEUR, dire, dire_lectures, largeur_ecran, publier, signaler, statut

if TYPE_CHECKING:  # the help must not load what it does not need
    from clea_cli.diagnostics import Diagnostic
    from clea_cli.renderers.texte import Fragments
    from clea_cli.vues import Resultats

Format = Literal["texte", "json", "csv"]


def score(
    grilles: options.Grilles,
    format_: Annotated[
        Format,
        typer.Option("--format", "-f", show_default=False, help="Par défaut : texte."),
    ] = "texte",
    referentiel: options.Referentiel = None,
    regle: options.Regle = None,
    sortie: options.Sortie = None,
    forcer: options.Forcer = False,
    encodage: options.Encodage = None,
    separateur: options.Separateur = None,
    onglet: options.Onglet = None,
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
    from clea_cli.workflow.score import lire_lot, scores

    lot = lire_lot(grilles, options.lecture(referentiel, regle, encodage, separateur, onglet))
    resultats = scores(lot)
    rapports = resultats.rapports if resultats else ()
    dire_lectures(lot)
    rendu = _rendre(format_, resultats, lot.diagnostics, LARGEUR if sortie else largeur_ecran())
    lus = [*grilles, referentiel or ""]
    publie = publier(rendu, sortie, forcer=forcer, entrees=lus) if rendu else 0
    if sortie and not rendu:
        dire(f"{sortie} : pas écrit, il n'y a aucun verdict.")
    signaler(lot.diagnostics)
    echec = echec_si_non_certifiable and any(rapport.verdict != "certifiable" for rapport in rapports)
    return publie or statut(lot.diagnostics, partiel=bool(rapports)) or (5 if echec else 0)


def _rendre(
    format_: Format, resultats: "Resultats | None", diagnostics: "tuple[Diagnostic, ...]", largeur: int
) -> "bytes | Fragments | None":
    """Render in one format, and load no other; None where there is no verdict to show (JSON always answers)."""
    if format_ == "json":
        from clea_cli.renderers import score_json

        return score_json.rendre(resultats, diagnostics)
    if resultats is None or not resultats.rapports:
        return None
    if format_ == "csv":
        from clea_cli.renderers import score_csv

        return score_csv.rendre(resultats)
    from clea_cli.renderers import score_texte

    return score_texte.rendre(resultats, largeur)
