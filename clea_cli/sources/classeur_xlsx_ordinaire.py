"""Whether the parts of an xlsx are written as Excel writes them: a library then reads them surely.

All is looked for in the whole text at once, in C: 0.1 µs a cell.
"""

import re
from operator import lt

from clea_cli.sources.cellules import Fusion, lettres
from clea_cli.sources.feuille_lue import CELLULES_MAX, DemesureError, colonne, rectangle

# The most usual cells, each with the number of its row: empty, a string, a number, a boolean.
_NOMBRE = rb"-?[0-9]{1,17}+(?:\.[0-9]++)?+(?:E[+-]?[0-9]{1,3})?+"
_CELLULE = (
    rb'<c r="[A-Z]{1,2}\1"(?: s="[0-9]++")?+'
    rb'(?: t="s"><v>[0-9]{1,9}+</v></c>|/>|(?: t="n")?+><v>' + _NOMBRE + rb"</v></c>|"
    rb' t="b"><v>[01]</v></c>)'
)
# A row that is hidden, or has no height, is left to the other reading.
_ATTRIBUTS = rb'(?: (?!hidden|ht="0)[A-Za-z0-9:]++="[^"<>&\']*+")*+'
_LIGNES = re.compile(
    rb'(?:<row r="([0-9]{1,7})"' + _ATTRIBUTS + rb"(?:/>|>(?:" + _CELLULE + rb")*+</row>))*+"
)
_RANG = re.compile(rb'w r="([0-9]++)')

_DECLARATION = (
    rb"(?:\xef\xbb\xbf)?"
    rb'(?:<\?xml version="1\.0" encoding="(?i:utf-8)"(?: standalone="yes")?\?>\s*)?'
)
_DEBUT = re.compile(
    _DECLARATION
    + rb'<worksheet xmlns="http://schemas\.openxmlformats\.org/spreadsheetml/2006/main"'
)
# In what stands before the cells: what hides columns or zeros, or is written as few programs do.
_RARE_AVANT = (b"hidden=", b'width="0', b'Width="0', b"showZeros", b"'", b"<!")
_RARE_APRES = (b"<sheetData", b"<!")
_ICI_LES_LIGNES, _FIN_DES_LIGNES = b"<sheetData>", b"</sheetData>"

_FUSION = re.compile(rb'<mergeCell ref="([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})"/>')

# What is kept of cells to see the order of their columns: « <cA<<<c<cB », and « w » between rows.
_SAUF_COLONNES = bytes(set(range(256)) - set(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ<cw"))
_COLONNE = re.compile(rb"<c([A-Z]+)")
_LARGEUR_MAX = 130  # columns of an ordinary sheet: A to DZ
# Each column may be there or not, in this order. A cell with a value leaves « <cA<<<c », one with
# an exponent « <cA<E<<c », an empty one « <cA ».
_COLONNES_EN_ORDRE = [
    b"(?:<c%b(?:<E?<<c)?+)?+" % lettres(rang).encode() for rang in range(1, _LARGEUR_MAX + 1)
]
_EN_ORDRE = re.compile(
    b"[A-Zc]*+"  # of the attributes of the row
    + b"".join(_COLONNES_EN_ORDRE)
    + b"<?"  # of the tag of a row, before its « w »
)

# A text: whole, or in pieces with their fonts; the spaces around it are kept only if it says so.
_T = rb'<t(?: xml:space="preserve">[^<]*+|>(?![ \t\r\n])[^<]*+(?<![ \t\r\n]))</t>'
_POLICE = rb'(?:<rPr>(?:<[A-Za-z]+(?: val="[^"<>]*+")?(?: [a-z]+="[^"<>]*+")*+/>)*+</rPr>)?+'
_TEXTES = re.compile(
    _DECLARATION + rb'<sst xmlns="http://schemas\.openxmlformats\.org/spreadsheetml/2006/main"'
    rb'(?: [a-zA-Z]+="[0-9]+")*+>'
    rb"(?:<si>(?:" + _T + rb"|(?:<r>" + _POLICE + _T + rb"</r>)*+)</si>)*+</sst>\s*"
)


def textes_ordinaires(xml: bytes) -> bool:
    """Whether the shared texts are all plain: no phonetics, no extension, no rare writing."""
    if not xml:  # a workbook of numbers alone has none
        return True
    return _TEXTES.fullmatch(xml) is not None


def fusions(xml: bytes) -> list[Fusion] | None:
    """The merged cells of a sheet all of which is ordinary; None: it must be read otherwise.

    Raises DemesureError.
    """
    avant, ouvre, suite = xml.partition(_ICI_LES_LIGNES)
    dedans, ferme, apres = suite.rpartition(_FIN_DES_LIGNES)
    if not (ouvre and ferme):
        return None
    if any(rare in avant for rare in _RARE_AVANT):
        return None
    if any(rare in apres for rare in _RARE_APRES):
        return None
    if not (_DEBUT.match(avant) and _LIGNES.fullmatch(dedans) and _en_ordre(dedans)):
        return None
    # One that is written otherwise would not be seen.
    reunies = _FUSION.findall(apres)
    if len(reunies) != apres.count(b"mergeCell "):
        return None
    return [rectangle(*places) for places in reunies]


def _en_ordre(lignes: bytes) -> bool:
    """Whether rows and columns come one after the other, none twice. Raises DemesureError."""
    rangs = [int(rang) for rang in _RANG.findall(lignes)]
    if not all(map(lt, rangs, rangs[1:])):
        return False
    # Of rows that have the same columns, one is looked at.
    colonnes = lignes.translate(None, _SAUF_COLONNES)
    signatures = set(colonnes.split(b"w"))
    if not all(map(_EN_ORDRE.fullmatch, signatures)):
        return False
    # A sheet that may be too large is measured: its last row is there, its last column looked for.
    if rangs and rangs[-1] * _LARGEUR_MAX > CELLULES_MAX:
        largeur = 0
        for signature in signatures:
            for nom in _COLONNE.findall(signature):
                largeur = max(largeur, colonne(nom))
        if rangs[-1] * largeur > CELLULES_MAX:
            raise DemesureError
    return True
