"""CSV that opens cleanly in a French spreadsheet, and that executes nothing there."""

import csv
import re
from collections.abc import Iterable, Sequence
from io import StringIO

from clea_cli.sorties.texte import inoffensif

# A formula, or what one would look like once made harmless: it gets one apostrophe more.
_FORMULE = re.compile(r"'*[=+\-@]")
# What a spreadsheet takes for a formula in a file that somebody else wrote; a number is none.
_EXECUTEE = re.compile(r"\s*[=+\-@](?!\s*[\d\s.,]*\Z)")


def ecrire(lignes: Iterable[Sequence[str]]) -> bytes:
    """Write rows: `;`, UTF-8 with BOM, CRLF.

    A cell that a spreadsheet would execute begins with an apostrophe.
    """
    sortie = StringIO(newline="")
    ecrivain = csv.writer(sortie, delimiter=";", lineterminator="\r\n")
    for ligne in lignes:
        cellules = [inerte(cellule) for cellule in ligne]
        ecrivain.writerow(cellules)
    texte = sortie.getvalue()
    # Without its mark, Excel takes UTF-8 for Windows-1252; half a letter becomes « ? ».
    return texte.encode("utf-8-sig", "replace")


def est_une_formule(cellule: str) -> bool:
    """Whether a spreadsheet would take a cell for a formula, be there spaces before it."""
    return _EXECUTEE.match(cellule) is not None


def inerte(cellule: str) -> str:
    """A cell that no spreadsheet executes.

    Tabs and ends of line would start a formula too; `inoffensif` has shown them by then.
    """
    cellule = inoffensif(cellule)
    if _FORMULE.match(cellule):
        return f"'{cellule}"
    return cellule
