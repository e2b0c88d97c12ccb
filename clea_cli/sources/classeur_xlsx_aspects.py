"""What cells of an xlsx show beside their texts: that these are struck through, or a background.

A cell is followed by its elements, however its XML is written; but hardly any workbook strikes
anything, and that is seen at once.
"""

import re
from collections.abc import Iterable
from io import BytesIO
from typing import NamedTuple
from zipfile import ZipFile

from clea_cli.sources.classeur_xlsx_parties import (
    Parties,
    dit_barre,
    est_barre,
    nom_local,
    parties,
)
from clea_cli.sources.feuille_lue import colonne
from clea_cli.sources.xml_borne import parcourir

Places = frozenset[tuple[int, int]]  # of cells: row and column, from 1

_PLACE = re.compile("([A-Z]{1,3})[0-9]{1,7}")
_INDICE = re.compile("[0-9]{1,9}")


class _Cellule(NamedTuple):
    """A cell: where it stands, the number of its style, the rank of its text if it is shared."""

    place: tuple[int, int]
    style: int
    texte: int | None
    remplie: bool
    barree: bool  # by a text of its own


class _Suivi:
    """Follows the elements of a sheet; `_pile` holds the names of those that are open."""

    def __init__(self, xml: bytes) -> None:
        self.cellules: list[_Cellule] = []
        self._pile: list[str] = []
        self._rang = self._colonne = 0  # of the cell
        self._attributs: dict[str, str] = {}
        self._texte = ""
        self._barree = False
        parcourir(xml, self._ouvrir, self._fermer, self._ecrire)

    def _ouvrir(self, balise: str, attributs: dict[str, str]) -> None:
        nom = nom_local(balise)
        self._pile.append(nom)
        ou = self._pile[-2:]
        # A row or a cell that does not say its place comes after the one before.
        if ou == ["sheetData", "row"]:
            self._rang = int(attributs.get("r", self._rang + 1))
            self._colonne = 0
        elif ou == ["row", "c"]:
            dite = _PLACE.fullmatch(attributs.get("r", ""))
            self._colonne = colonne(dite[1]) if dite else self._colonne + 1
            self._attributs = attributs
            self._texte = ""
            self._barree = False
        elif ou == ["rPr", "strike"] and est_barre(attributs):
            self._barree = True

    def _ecrire(self, texte: str) -> None:
        if self._pile[-1] in ("v", "t"):
            self._texte += texte

    def _fermer(self, _balise: str) -> None:
        if self._pile[-2:] == ["row", "c"]:
            rang_du_texte = None
            if self._attributs.get("t") == "s" and _INDICE.fullmatch(self._texte):
                rang_du_texte = int(self._texte)
            cellule = _Cellule(
                place=(self._rang, self._colonne),
                style=int(self._attributs.get("s", "0")),
                texte=rang_du_texte,
                remplie=bool(self._texte),
                barree=self._barree,
            )
            self.cellules.append(cellule)
        self._pile.pop()


def barrees(xml: bytes, lues: Parties) -> Places:
    """The cells of a sheet whose text is struck through, in whole or in part.

    A person who strikes an answer takes it back. Raises ValueError, expat.ExpatError.
    """
    styles = lues.styles.barrent
    textes = lues.textes_barres
    # Three ways of striking: by the style of the cell, in a shared text, in a text of its own.
    if not (styles or textes or dit_barre(xml)):
        return frozenset()
    trouvees: list[_Cellule] = []
    for cellule in _Suivi(xml).cellules:
        raye = cellule.barree or cellule.style in styles or cellule.texte in textes
        if raye and cellule.remplie:
            trouvees.append(cellule)
    return _places(trouvees)


def colorees(contenu: bytes, nom: str) -> Places:
    """The cells of the sheet of that name that have a background and no text.

    The workbook is read again for them: only a grille that lacks answers asks. Raises ValueError,
    expat.ExpatError.
    """
    with ZipFile(BytesIO(contenu)) as archive:
        lues = parties(archive)
        colorent = lues.styles.colorent
        # A chart may bear the same name, and has no part.
        feuilles = [dite.partie for dite in lues.feuilles if dite.nom == nom and dite.partie]
        if not colorent or not feuilles:
            return frozenset()
        xml = archive.read(feuilles[0])
    trouvees: list[_Cellule] = []
    for cellule in _Suivi(xml).cellules:
        if cellule.style in colorent and not cellule.remplie:
            trouvees.append(cellule)
    return _places(trouvees)


def _places(cellules: Iterable[_Cellule]) -> Places:
    return frozenset(cellule.place for cellule in cellules)
