"""`clea referentiel exporter --format html`: one page that needs nothing else, for screen or paper.

The page is `gabarits/referentiel.html`, its style `page.css`; a name that the page lacks is an
error.
"""

from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from clea_cli import __version__
from clea_cli.atelier.vues_referentiel import ReferentielDecrit
from clea_cli.sorties.styles import COMMUNS
from clea_cli.sorties.texte import coller, en_ligne

_GABARITS = Path(__file__).parent / "gabarits"


def rendre(vue: ReferentielDecrit) -> bytes:
    """Write a référentiel as a page of HTML; nothing in it is obeyed."""
    gabarit = _environnement().get_template("referentiel.html")
    page = gabarit.render(ref=vue, outil=f"clea {__version__}")
    return page.encode(errors="replace")


def _environnement() -> Environment:
    return Environment(
        loader=FileSystemLoader([_GABARITS, COMMUNS]),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_montrer,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def _montrer(valeur: Any) -> Any:
    """What is shown of a value.

    On one line, no control character, and French punctuation held to its word.
    """
    if isinstance(valeur, str) and not isinstance(valeur, Markup):
        return coller(en_ligne(valeur))
    return valeur
