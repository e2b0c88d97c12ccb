"""`clea referentiel exporter`."""

from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from clea_cli.cli import options
from clea_cli.cli.sortie import publier, signaler, statut

if TYPE_CHECKING:  # the help must not load what it does not need
    from clea_cli.atelier.vues_referentiel import ReferentielDecrit

Format = Literal["json", "csv", "markdown", "html", "case"]


def exporter(
    nom: Annotated[str, typer.Argument(metavar="NOM", help="Un référentiel livré, ou un fichier .yaml.")],
    format_: Annotated[
        Format,
        typer.Option(
            "--format",
            "-f",
            show_default=False,
            help="json (par défaut) et csv disent tout, et se relisent ; html et markdown sont à lire ; case est le"
            " format 1EdTech CASE 1.1 des plateformes de formation.",
        ),
    ] = "json",
    sortie: options.Sortie = None,
    forcer: options.Forcer = False,
) -> int:
    """Écrit un référentiel pour un tableur, pour un autre programme, ou comme une page à lire.

    Exemple : clea referentiel exporter clea --format html --sortie clea.html
    """
    from clea_cli.atelier.decrire import decrire
    from clea_cli.atelier.donnees import donnees
    from clea_cli.decision.charger import charger

    charge = charger(nom)
    signaler(charge.diagnostics)
    if charge.value is None:
        return statut(charge.diagnostics)
    if format_ == "json" or format_ == "csv":
        contenu = _pour_relire(format_, donnees(charge.value))
    else:
        contenu = _pour_lire(format_, decrire(charge.value))
    return publier(contenu, sortie, forcer=forcer, entrees=[nom])


def _pour_relire(format_: Literal["json", "csv"], donnees: dict[str, Any]) -> bytes:
    """Render all that the référentiel says, and load no other format."""
    if format_ == "json":
        from clea_cli.atelier.rendus import referentiel_json

        return referentiel_json.rendre(donnees)
    from clea_cli.atelier.rendus import referentiel_csv

    return referentiel_csv.rendre(donnees)


def _pour_lire(format_: Literal["markdown", "html", "case"], vue: "ReferentielDecrit") -> bytes:
    """Render the référentiel in words, and load no other format."""
    if format_ == "markdown":
        from clea_cli.atelier.rendus import referentiel_markdown

        return referentiel_markdown.rendre(vue)
    if format_ == "html":
        from clea_cli.atelier.rendus import referentiel_html

        return referentiel_html.rendre(vue)
    from clea_cli.atelier.rendus import referentiel_case

    return referentiel_case.rendre(vue)
