"""Pages by typst: PDF/A-2a and PDF/UA-1 together, the same bytes for the same data.

What is written goes to a template as JSON: nothing in it can be code. Only the fonts that come with
typst and Source Sans are used, so that every machine gives the same page; what they lack has been
replaced in the data (`lettres`).
"""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any, Protocol

import typst

from clea_cli.sorties.polices import polices

_TITRE_MAX = 1_000  # letters: what a PDF says of itself has no room for more


class DonneesDePage(Protocol):
    """Gives the data of a template, `prudent` as `lettres.montrer` is."""

    def __call__(self, *, prudent: bool) -> Mapping[str, Any]:
        """The data; they have a `titre`."""


def composer(gabarit: Path, donnees: DonneesDePage, jour: datetime) -> bytes:
    """Make the PDF of a template; `jour` is the day that it bears. Raises typst.TypstError."""
    try:
        return _composer(gabarit, donnees(prudent=False), jour)
    except typst.TypstError:
        # A cluster that the fonts have, and that typst could not put together.
        return _composer(gabarit, donnees(prudent=True), jour)


def _composer(gabarit: Path, donnees: Mapping[str, Any], jour: datetime) -> bytes:
    titre = donnees["titre"][:_TITRE_MAX]
    texte = json.dumps({**donnees, "titre": titre}, ensure_ascii=False)
    # Of Greenwich wherever this runs: a PDF bears its hour, and must have the same bytes.
    instant = jour.replace(tzinfo=UTC)
    pdf = _compilateur(gabarit).compile(
        sys_inputs={"document": texte},
        format="pdf",
        pdf_standards=["a-2a", "ua-1"],
        timestamp=int(instant.timestamp()),
    )
    return bytes(pdf) if isinstance(pdf, bytes) else b""


@cache
def _compilateur(gabarit: Path) -> typst.Compiler:
    """One compiler for all pages of a template: making it costs more than using it."""
    return typst.Compiler(
        str(gabarit),
        root=str(gabarit.parent),
        ignore_system_fonts=True,
        font_paths=polices(),
    )
