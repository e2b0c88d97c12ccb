"""Pages by typst: PDF/A-2a and PDF/UA-1 together, the same bytes for the same data.

What is written goes to a template as JSON: nothing in it can be code. Only the fonts
that come with typst and Source Sans are used, so that every machine gives the same page; a letter
that they lack is shown by its Unicode number.
"""

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import typst

from clea_cli.sorties.polices import polices

_SANS_LETTRE = re.compile(r'the text [`"]+(.+?)[`"]+ could not be displayed')
_ESSAIS = 50  # letters without a glyph that are replaced one after the other


def composer(
    gabarit: Path, donnees: Mapping[str, Any], jour: datetime, *, remplacer: bool = True
) -> bytes:
    """Make the PDF of a template; `donnees` have a `titre`, and `jour` is the day that it bears.

    `remplacer` shows by its number a letter that no font has; else TypstError is raised.

    Raises ValueError if letters go on lacking.
    """
    ecrites = json.dumps(donnees, ensure_ascii=False)
    for _ in range(_ESSAIS):
        try:
            pdf = _compilateur(gabarit).compile(
                sys_inputs={"document": ecrites},
                format="pdf",
                pdf_standards=["a-2a", "ua-1"],
                timestamp=int(jour.replace(tzinfo=UTC).timestamp()),
            )
        except typst.TypstError as erreur:
            trouve = _SANS_LETTRE.search(str(erreur))
            # What is told by its number is no letter of the text.
            if trouve is None or "\\u{" in trouve[1] or not remplacer:
                raise
            # A letter without a glyph: its number takes its place, and the page is made again.
            for lettre in trouve[1]:
                ecrites = ecrites.replace(lettre, f"[U+{ord(lettre):04X}]")
        else:
            return bytes(pdf) if isinstance(pdf, bytes) else b""
    raise ValueError(donnees["titre"])


@cache
def _compilateur(gabarit: Path) -> typst.Compiler:
    """One compiler for all pages of a template: making it costs more than using it."""
    return typst.Compiler(
        str(gabarit),
        root=str(gabarit.parent),
        ignore_system_fonts=True,
        font_paths=polices(),
    )
