"""An xlsx mended in a copy: the cells that change, and all the rest of the file byte for byte.

A library that reads a workbook to write it again loses what it does not know (charts, buttons) and
what formulas gave; here only the XML of the cells is touched.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from io import BytesIO
from typing import NamedTuple
from xml.parsers.expat import ExpatError
from xml.sax.saxutils import escape
from zipfile import ZipFile

from clea_cli.grille.corriger import Correction, PlaceDeCellule
from clea_cli.grille.xml_place import Balise, Remplacement, balises, ecrire, local, remplacer
from clea_cli.sorties import archive
from clea_cli.sources.classeur_xlsx_parties import CLASSEUR, parties
from clea_cli.sources.feuille_lue import colonne

_CELLULE = ("worksheet", "sheetData", "row")
_PLACE = re.compile("([A-Z]{1,3})([0-9]{1,7})")
_GENRES = "[Content_Types].xml"
_GARDES = ("r", "s")  # of what is said of a cell: its place, its style
_RECALCUL = "fullCalcOnLoad"


class CelluleXlsx(NamedTuple):
    """The element of a cell, in which part of the file."""

    partie: str
    balise: Balise


def a_des_macros(contenu: bytes) -> bool:
    """Whether a workbook may run programs: it is then opened by another name only."""
    with ZipFile(BytesIO(contenu)) as classeur:
        noms = classeur.namelist()
        return _GENRES in noms and b"macroEnabled" in classeur.read(_GENRES)


def endroits(contenu: bytes) -> dict[PlaceDeCellule, CelluleXlsx]:
    """The cells that can be changed: those that hold a text or a number, and no formula."""
    trouves: dict[PlaceDeCellule, CelluleXlsx] = {}
    with ZipFile(BytesIO(contenu)) as classeur:
        for feuille in parties(classeur).feuilles:
            if not feuille.partie:
                continue
            xml = classeur.read(feuille.partie)
            for (rang, place), balise in _cellules(xml).items():
                ici = (feuille.nom, rang, place)
                trouves[ici] = CelluleXlsx(feuille.partie, balise)
    return trouves


def _cellules(xml: bytes) -> dict[tuple[int, int], Balise]:
    """The cells of a sheet without a formula, by row and column."""
    # What only a lenient reader reads is not changed.
    try:
        lues = balises(xml, {"c", "f"}.__contains__)
    except (ValueError, ExpatError):
        return {}
    trouvees: dict[tuple[int, int], Balise] = {}
    formule = False  # whether the cell that ends next holds one
    for balise in lues:
        if local(balise.nom) == "f":
            formule = True
            continue
        # A cell that does not say its place is left alone.
        ici = _PLACE.fullmatch(balise.attributs.get("r", ""))
        if ici and not formule and balise.chemin == _CELLULE:
            rang = int(ici[2])
            trouvees[rang, colonne(ici[1])] = balise
        formule = False
    return trouvees


_ParPartie = Mapping[str, Sequence[Remplacement]]


def recrire(contenu: bytes, corrections: Collection[Correction], *, recalculer: bool) -> bytes:
    """Write the workbook with its corrections.

    `recalculer` has its formulas worked out when it is opened.
    """
    ou = endroits(contenu)
    morceaux: dict[str, list[Remplacement]] = defaultdict(list)
    for correction in corrections:
        partie, balise = ou[correction.place]
        neuve = _cellule(balise, correction.apres)
        morceaux[partie].append((balise.debut, balise.fin, neuve))
    return _avec(contenu, morceaux, recalculer=recalculer)


def _cellule(balise: Balise, texte: str) -> bytes:
    """A cell of the same place and style, that holds a text of its own."""
    attributs = {}
    for cle, valeur in balise.attributs.items():
        if cle in _GARDES:
            attributs[cle] = valeur
    if not texte:
        return ecrire(balise.nom, attributs, "")
    # A text of its own (« inline »): those that cells share stay as they are.
    prefixe = balise.nom.removesuffix("c")
    dedans = f'<{prefixe}t xml:space="preserve">{escape(texte)}</{prefixe}t>'
    en_texte = f"<{prefixe}is>{dedans}</{prefixe}is>"
    attributs["t"] = "inlineStr"
    return ecrire(balise.nom, attributs, en_texte)


def _avec(
    contenu: bytes, morceaux: Mapping[str, Sequence[Remplacement]], *, recalculer: bool
) -> bytes:
    neuves: list[tuple[str, bytes]] = []
    with ZipFile(BytesIO(contenu)) as classeur:
        for nom in classeur.namelist():
            octets = classeur.read(nom)
            if nom in morceaux:
                octets = remplacer(octets, morceaux[nom])
            if nom == CLASSEUR and recalculer:
                octets = _a_recalculer(octets)
            neuves.append((nom, octets))
    return archive.ecrire(neuves)


def _a_recalculer(xml: bytes) -> bytes:
    """The workbook, that asks for its formulas to be worked out anew.

    As it is if it has no place to say so.
    """
    lues = balises(xml, "calcPr".__eq__)
    if not lues:
        return xml
    calcul = lues[0]
    attributs = {**calcul.attributs, _RECALCUL: "1"}
    neuf = ecrire(calcul.nom, attributs, "")
    morceau = (calcul.debut, calcul.fin, neuf)
    return remplacer(xml, [morceau])
