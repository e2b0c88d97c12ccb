"""CSV that opens cleanly in a French spreadsheet, and that executes nothing there."""

import csv
import re
from collections.abc import Iterable, Sequence
from io import StringIO

from clea_cli.sorties.texte import inoffensif

_FORMULE = re.compile(r"'*[=+\-@]")  # or what a formula would look like once made harmless: one apostrophe more


def ecrire(lignes: Iterable[Sequence[str]]) -> bytes:
    """Write rows: `;`, UTF-8 with BOM, CRLF; a cell that a spreadsheet would execute begins with an apostrophe."""
    sortie = StringIO(newline="")
    csv.writer(sortie, delimiter=";", lineterminator="\r\n").writerows([_inerte(c) for c in ligne] for ligne in lignes)
    return sortie.getvalue().encode("utf-8-sig", "replace")


def _inerte(cellule: str) -> str:
    """Tabs and ends of line would start a formula too; `inoffensif` has shown them by then."""
    cellule = inoffensif(cellule)
    return f"'{cellule}" if _FORMULE.match(cellule) else cellule
