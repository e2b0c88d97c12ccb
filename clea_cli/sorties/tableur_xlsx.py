"""Rows as an Excel workbook: the same bytes for the same rows; every cell is text, no formula."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from io import BytesIO
from typing import Any

import xlsxwriter

from clea_cli.sorties.archive import oublier_le_systeme
from clea_cli.sorties.texte import inoffensif

REGLAGES = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
CASE = {"valign": "top", "text_wrap": True, "num_format": "@"}
TITRE = {**CASE, "bold": True, "bg_color": "#1d2430", "font_color": "#ffffff"}
BON = {"bg_color": "#e2f2e6", "font_color": "#17603a"}
MAUVAIS = {"bg_color": "#fce8e3", "font_color": "#9c2b1d"}
OUVERT = {"bg_color": "#ecebe6", "font_color": "#545e6d"}
_CREE_LE = datetime(2000, 1, 1)  # noqa: DTZ001 — a date that never changes, where Excel wants one


@contextmanager
def ouvrir(sortie: BytesIO, titre: str) -> Iterator[Any]:
    """A workbook, written in `sortie` at the end of the block.

    It bears neither a date nor a machine of its own.
    """
    with xlsxwriter.Workbook(sortie, REGLAGES) as classeur:
        classeur.set_properties({"title": titre, "author": "clea", "created": _CREE_LE})
        yield classeur
    oublier_le_systeme(sortie)


def a_l_impression(feuille: Any) -> None:
    """On paper: A4, lying, as wide as the page."""
    feuille.set_landscape()
    feuille.set_paper(9)
    feuille.fit_to_pages(1, 0)


def ecrire(lignes: Iterable[Sequence[str]], titre: str) -> bytes:
    """Write rows in one sheet."""
    sortie = BytesIO()
    with ouvrir(sortie, titre) as classeur:
        feuille = classeur.add_worksheet("Grille")
        en_texte = classeur.add_format({"num_format": "@"})
        for rang, ligne in enumerate(lignes):
            for colonne, cellule in enumerate(ligne):
                if cellule:
                    feuille.write_string(rang, colonne, inoffensif(cellule), en_texte)
    return sortie.getvalue()
