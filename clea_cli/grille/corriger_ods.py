"""An ods mended in a copy: the cells that change, and all the rest of the file byte for byte."""

from collections.abc import Collection
from io import BytesIO
from typing import NamedTuple
from xml.sax.saxutils import escape
from zipfile import ZipFile

from clea_cli.grille.corriger import Correction, PlaceDeCellule
from clea_cli.grille.xml_place import Balise, balises, ecrire, local, remplacer
from clea_cli.sorties import archive

_CONTENU = "content.xml"
_NUES = ("mimetype",)  # an OpenDocument file says what it is before anything else, and plainly

_FEUILLE, _RANGEE, _CELLULE, _COUVERTE = "table", "table-row", "table-cell", "covered-table-cell"
_PARAGRAPHE, _NOTE = "p", "annotation"
_FOIS = "table:number-{}-repeated"
_VALEURS = frozenset(
    f"office:{nom}"
    for nom in (
        "value-type",
        "value",
        "string-value",
        "boolean-value",
        "date-value",
        "time-value",
        "currency",
    )
)
_A_OTER = _VALEURS | {"calcext:value-type", _FOIS.format("columns")}


class CelluleOds(NamedTuple):
    """The element of a cell, which may stand for several in a row, and the notes that hang on it."""

    balise: Balise
    premiere: int  # its first column
    fois: int
    notes: tuple[Balise, ...]
    paragraphe: str  # the name of its paragraphs, with its prefix


def endroits(contenu: bytes) -> dict[PlaceDeCellule, CelluleOds]:
    """The cells that can be changed: those that hold a text or a number, and no formula."""
    with ZipFile(BytesIO(contenu)) as classeur:
        return _Lecteur(classeur.read(_CONTENU)).endroits


class _Lecteur:
    """Follows elements as they end: the cells of a row before the row, the rows of a sheet before the sheet."""

    def __init__(self, xml: bytes) -> None:
        self.endroits: dict[PlaceDeCellule, CelluleOds] = {}
        self._rangees: list[
            tuple[int, list[CelluleOds]]
        ] = []  # how many times each is there, and its cells
        self._cellules: list[CelluleOds] = []
        self._notes: list[Balise] = []
        self._paragraphe = ""
        self._colonne = 1
        voulues = {_FEUILLE, _RANGEE, _CELLULE, _COUVERTE, _PARAGRAPHE, _NOTE}
        try:
            lues = balises(xml, voulues.__contains__)
        except ValueError:
            return
        for balise in lues:
            self._voir(local(balise.nom), balise)

    def _voir(self, nom: str, balise: Balise) -> None:
        parent = balise.chemin[-1] if balise.chemin else ""
        if nom == _PARAGRAPHE and parent == _CELLULE:
            self._paragraphe = balise.nom
        elif nom == _NOTE and parent == _CELLULE:
            self._notes.append(balise)
        elif nom in (_CELLULE, _COUVERTE) and parent == _RANGEE:
            self._cellule(nom, balise)
        elif nom == _RANGEE and _FEUILLE in balise.chemin:
            self._rangees.append((_fois(balise, "rows"), self._cellules))
            self._cellules, self._colonne = [], 1
        elif nom == _FEUILLE and parent == "spreadsheet":
            self._feuille(balise.attributs.get("table:name", ""))

    def _cellule(self, nom: str, balise: Balise) -> None:
        fois = _fois(balise, "columns")
        if nom == _CELLULE and self._paragraphe and "table:formula" not in balise.attributs:
            self._cellules.append(
                CelluleOds(balise, self._colonne, fois, tuple(self._notes), self._paragraphe)
            )
        self._colonne += fois
        self._notes, self._paragraphe = [], ""

    def _feuille(self, nom: str) -> None:
        """Say where the cells of a sheet stand; a row that is there several times is left alone."""
        rang = 1
        for fois, cellules in self._rangees:
            for cellule in cellules if fois == 1 else ():
                for colonne in range(cellule.premiere, cellule.premiere + cellule.fois):
                    self.endroits[nom, rang, colonne] = cellule
            rang += fois
        self._rangees = []


def _fois(balise: Balise, quoi: str) -> int:
    return int(balise.attributs.get(_FOIS.format(quoi), "1"))


def recrire(contenu: bytes, corrections: Collection[Correction]) -> bytes:
    """Write the workbook with its corrections."""
    ou = endroits(contenu)
    textes: dict[int, tuple[CelluleOds, dict[int, str]]] = {}
    for correction in corrections:
        endroit = ou[correction.place]
        _, siens = textes.setdefault(endroit.balise.debut, (endroit, {}))
        siens[correction.cellule.colonne] = correction.apres
    with ZipFile(BytesIO(contenu)) as classeur:
        parts = [(nom, classeur.read(nom)) for nom in classeur.namelist()]
    xml = dict(parts)[_CONTENU]
    morceaux = []
    for endroit, siens in textes.values():
        balise = endroit.balise
        morceaux.append((balise.debut, balise.fin, _cellules(xml, endroit, siens)))
    neuf = remplacer(xml, morceaux)
    return archive.ecrire(
        ((nom, neuf if nom == _CONTENU else octets) for nom, octets in parts), _NUES
    )


def _cellules(xml: bytes, endroit: CelluleOds, textes: dict[int, str]) -> bytes:
    """The cells that one element stood for, one by one."""
    colonnes = range(endroit.premiere, endroit.premiere + endroit.fois)
    return b"".join(_cellule(xml, endroit, textes.get(colonne)) for colonne in colonnes)


def _cellule(xml: bytes, endroit: CelluleOds, texte: str | None) -> bytes:
    """One cell, with the text that it gets, or as it was."""
    balise = endroit.balise
    attributs = dict(balise.attributs)
    if texte is None:
        attributs.pop(_FOIS.format("columns"), None)
        vide = ecrire(balise.nom, attributs, "\0")
        ouvrante, _, fermante = vide.partition(b"\0")
        return ouvrante + xml[balise.ouverte : balise.fermee] + fermante
    for nom in _A_OTER:
        attributs.pop(nom, None)
    notes = b"".join(xml[note.debut : note.fin] for note in endroit.notes)
    dedans = ""
    if texte:
        attributs["office:value-type"] = "string"
        dedans = f"<{endroit.paragraphe}>{escape(texte)}</{endroit.paragraphe}>"
    ouvrante, _, fermante = ecrire(balise.nom, attributs, "\0").partition(b"\0")
    return ouvrante + notes + dedans.encode("ascii", "xmlcharrefreplace") + fermante
