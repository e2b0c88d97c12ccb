"""An ods mended in a copy: the cells that change, and all the rest of the file byte for byte."""

from collections import defaultdict
from collections.abc import Collection
from io import BytesIO
from typing import NamedTuple
from xml.sax.saxutils import escape
from zipfile import ZipFile

from clea_cli.grille.corriger import Correction, PlaceDeCellule
from clea_cli.grille.xml_place import Balise, balises, ecrire, local, remplacer
from clea_cli.sorties import archive

_CONTENU = "content.xml"
# An OpenDocument file says what it is before anything else, and plainly.
_NUES = ("mimetype",)

_FEUILLE = "table"
_RANGEE = "table-row"
_CELLULE = "table-cell"
_COUVERTE = "covered-table-cell"
_PARAGRAPHE = "p"
_NOTE = "annotation"
_VOULUES = frozenset((_FEUILLE, _RANGEE, _CELLULE, _COUVERTE, _PARAGRAPHE, _NOTE))
_FOIS = "table:number-{}-repeated"
_ParColonne = dict[int, str]  # the texts that cells of a row get
# What a cell says of the value that it had.
_A_OTER = (
    _FOIS.format("columns"),
    "office:value-type",
    "office:value",
    "office:string-value",
    "office:boolean-value",
    "office:date-value",
    "office:time-value",
    "office:currency",
    "calcext:value-type",
)


class CelluleOds(NamedTuple):
    """The element of a cell, which may stand for several in a row, and its notes."""

    balise: Balise
    premiere: int  # its first column
    fois: int
    notes: tuple[Balise, ...]
    paragraphe: str  # the name of its paragraphs, with its prefix

    @property
    def colonnes(self) -> range:
        """The columns where it stands."""
        return range(self.premiere, self.premiere + self.fois)


def endroits(contenu: bytes) -> dict[PlaceDeCellule, CelluleOds]:
    """The cells that can be changed: those that hold a text or a number, and no formula."""
    with ZipFile(BytesIO(contenu)) as classeur:
        return _Lecteur(classeur.read(_CONTENU)).endroits


_Rangee = tuple[int, list[CelluleOds]]  # how many times a row is there, and its cells


class _Lecteur:
    """Follows elements as they end: the cells of a row before the row, its rows before a sheet."""

    def __init__(self, xml: bytes) -> None:
        self.endroits: dict[PlaceDeCellule, CelluleOds] = {}
        self._rangees: list[_Rangee] = []
        self._cellules: list[CelluleOds] = []
        self._notes: list[Balise] = []
        self._paragraphe = ""
        self._colonne = 1
        try:
            lues = balises(xml, _VOULUES.__contains__)
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
            fois = _fois(balise, "rows")
            self._rangees.append((fois, self._cellules))
            self._cellules = []
            self._colonne = 1
        # A table within a cell is none of the sheets.
        elif nom == _FEUILLE and parent == "spreadsheet":
            titre = balise.attributs.get("table:name", "")
            self._feuille(titre)

    def _cellule(self, nom: str, balise: Balise) -> None:
        fois = _fois(balise, "columns")
        a_une_formule = "table:formula" in balise.attributs
        if nom == _CELLULE and self._paragraphe and not a_une_formule:
            cellule = CelluleOds(
                balise=balise,
                premiere=self._colonne,
                fois=fois,
                notes=tuple(self._notes),
                paragraphe=self._paragraphe,
            )
            self._cellules.append(cellule)
        self._colonne += fois
        self._notes = []
        self._paragraphe = ""

    def _feuille(self, nom: str) -> None:
        """Say where the cells of a sheet stand; a row that is there several times is left alone."""
        rang = 1
        for fois, cellules in self._rangees:
            if fois == 1:
                for cellule in cellules:
                    for colonne in cellule.colonnes:
                        self.endroits[nom, rang, colonne] = cellule
            rang += fois
        self._rangees = []


def _fois(balise: Balise, quoi: str) -> int:
    """How many rows or columns an element stands for: « number-rows-repeated »."""
    attribut = _FOIS.format(quoi)
    return int(balise.attributs.get(attribut, "1"))


def recrire(contenu: bytes, corrections: Collection[Correction]) -> bytes:
    """Write the workbook with its corrections."""
    # 1. The texts of each element that changes, by column: an element is known by where it begins.
    ou = endroits(contenu)
    elements: dict[int, CelluleOds] = {}
    textes: dict[int, _ParColonne] = defaultdict(dict)
    for correction in corrections:
        endroit = ou[correction.place]
        debut = endroit.balise.debut
        elements[debut] = endroit
        textes[debut][correction.cellule.colonne] = correction.apres
    # 2. Their bytes, in the place of the ones that they had.
    with ZipFile(BytesIO(contenu)) as classeur:
        parts = [(nom, classeur.read(nom)) for nom in classeur.namelist()]
    xml = dict(parts)[_CONTENU]
    morceaux = []
    for debut, endroit in elements.items():
        neuves = _cellules(xml, endroit, textes[debut])
        morceaux.append((debut, endroit.balise.fin, neuves))
    neuf = remplacer(xml, morceaux)
    # 3. The other parts as they were, and where they were.
    suite: list[tuple[str, bytes]] = []
    for nom, octets in parts:
        suite.append((nom, neuf if nom == _CONTENU else octets))
    return archive.ecrire(suite, _NUES)


def _cellules(xml: bytes, endroit: CelluleOds, textes: _ParColonne) -> bytes:
    """The cells that one element stood for, one by one."""
    neuves: list[bytes] = []
    for colonne in endroit.colonnes:
        texte = textes.get(colonne)
        neuves.append(_cellule(xml, endroit, texte))
    return b"".join(neuves)


def _cellule(xml: bytes, endroit: CelluleOds, texte: str | None) -> bytes:
    """One cell, with the text that it gets, or as it was."""
    balise = endroit.balise
    attributs = dict(balise.attributs)
    # As it was, but once: its neighbours get elements of their own.
    if texte is None:
        attributs.pop(_FOIS.format("columns"), None)
        dedans = xml[balise.ouverte : balise.fermee]
        return _autour(balise.nom, attributs, dedans)
    for nom in _A_OTER:
        attributs.pop(nom, None)
    # Notes stand in the cell, before its text.
    notes = [xml[note.debut : note.fin] for note in endroit.notes]
    dedans = b"".join(notes)
    if texte:
        attributs["office:value-type"] = "string"
        dedans += ecrire(endroit.paragraphe, {}, escape(texte))
    return _autour(balise.nom, attributs, dedans)


def _autour(nom: str, attributs: dict[str, str], dedans: bytes) -> bytes:
    """An element around bytes that are XML already."""
    # No XML holds a null: it keeps the place of what is inside.
    vide = ecrire(nom, attributs, "\0")
    ouvrante, _, fermante = vide.partition(b"\0")
    return ouvrante + dedans + fermante
