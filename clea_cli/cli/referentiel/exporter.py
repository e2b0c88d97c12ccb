"""`clea referentiel exporter`."""

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from clea_cli.cli import options
from clea_cli.cli.sortie import publier, signaler, statut

if TYPE_CHECKING:  # the help must not load what it does not need
    from clea_cli.referentiel import Referentiel

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
    from clea_cli.workflow.referentiels import charger

    charge = charger(nom)
    signaler(charge.diagnostics)
    if charge.value is None:
        return statut(charge.diagnostics)
    return publier(_rendre(format_, charge.value), sortie, forcer=forcer, entrees=[nom])


def _rendre(format_: Format, referentiel: "Referentiel") -> bytes:
    """Render in one format, and load no other."""
    if format_ in ("json", "csv"):
        from clea_cli.documents.referentiel_donnees import donnees
        from clea_cli.renderers import referentiel_csv, referentiel_json

        return (referentiel_json if format_ == "json" else referentiel_csv).rendre(donnees(referentiel))
    from clea_cli.documents.referentiel_decrit import decrire

    vue = decrire(referentiel)
    if format_ == "markdown":
        from clea_cli.renderers import referentiel_markdown

        return referentiel_markdown.rendre(vue)
    if format_ == "html":
        from clea_cli.renderers import referentiel_html

        return referentiel_html.rendre(vue)
    from clea_cli.renderers import referentiel_case

    return referentiel_case.rendre(vue)
