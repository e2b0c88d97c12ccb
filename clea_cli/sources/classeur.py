"""A workbook (xlsx, xls, ods) as rows of texts, sheet by sheet.

A cell becomes what a person sees in it, whatever the spreadsheet made of it: a number without its « .0 », a date as
JJ/MM/AAAA. The size that a file unfolds to is known before anything is unfolded.
"""

import re
import zlib
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from functools import reduce
from io import BytesIO
from typing import Any
from xml.parsers import expat
from zipfile import BadZipFile, ZipFile

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, WorksheetNotFound

from clea_cli.diagnostics import Outcome, Position, diagnostic
from clea_cli.sources.cellules import Feuille, Ligne

_ZIP = b"PK\x03\x04"
OCTETS_MAX = 20_000_000

_DEPLIE_MAX = 200_000_000  # bytes of the parts of a zip
_CELLULES_MAX = 5_000_000  # of a sheet's rectangle, empty ones included: the reader makes all of them
_CELLULES_SURES = 130 * 29_999  # A1:DZ29999
# A cell beyond DZ29999, or written as few programs write it: with a prefix, an « r » elsewhere, single quotes…
_AILLEURS_XLSX = re.compile(rb'<c[\s/>](?!r="[A-D]?[A-Z][12]?[0-9]{1,4}+"[ "=0-9A-Za-qs-z]*+/?>)')
_PREFIXE_XLSX = re.compile(rb":(?=c[\s/>])")
_CASE_XLSX = re.compile("([A-Za-z]+)([0-9]+)")
_BALISE_ODS = re.compile(rb"<table:(table-row|table-cell|table|covered-table-cell)\b([^>]*)>")
_REPETE = re.compile(rb'table:number-(?:rows|columns)-repeated="([0-9]+)"')
_PAQUET_CHIFFRE = "EncryptedPackage".encode("utf-16-le")  # the name of a stream of an xlsx that is locked
_ODS_CHIFFRE = b"manifest:encryption-data"

_ABIME = (
    *(CalamineError, WorksheetNotFound, BadZipFile, zlib.error, expat.ExpatError),
    *(EOFError, OSError, ValueError, RuntimeError),
)


def lire(contenu: bytes, source: str) -> Outcome[tuple[Feuille, ...]]:
    """Read all sheets. Errors: F117 (locked by a password), F118 (damaged, or no workbook), F119 (unfolds too far)."""
    try:
        refus = _du_zip(contenu) if contenu.startswith(_ZIP) else "F117" if _PAQUET_CHIFFRE in contenu else ""
        if refus:
            return _refus(refus, source)
        classeur = CalamineWorkbook.from_filelike(BytesIO(contenu))
        return Outcome(tuple(Feuille(nom, tuple(_lignes(classeur, nom))) for nom in classeur.sheet_names))
    except PasswordError:
        return _refus("F117", source)
    except _ABIME:
        return _refus("F118", source)


def retenir(feuilles: Sequence[Feuille], onglet: str | None, source: str) -> Outcome[list[Feuille]]:
    """The sheet of that name, or all if none is named. Errors: F120."""
    retenues = [feuille for feuille in feuilles if onglet in (None, feuille.nom)]
    if retenues or onglet is None:
        return Outcome(retenues)
    onglets = " ; ".join(feuille.nom for feuille in feuilles if feuille.nom) or "aucun, c'est un CSV"
    return Outcome(None, (diagnostic("F120", Position(source), onglet=onglet, onglets=onglets),))


def _refus(code: str, source: str) -> Outcome[tuple[Feuille, ...]]:
    return Outcome(None, (diagnostic(code, Position(source)),))


def _lignes(classeur: CalamineWorkbook, nom: str) -> Iterator[Ligne]:
    feuille = classeur.get_sheet_by_name(nom)
    if feuille.total_height * feuille.total_width > _CELLULES_MAX:
        raise ValueError(nom)
    if feuille.start is None:  # no cell at all
        return
    avant = [""] * feuille.start[1]  # the columns without any cell, which it leaves out
    for rang, valeurs in enumerate(feuille.iter_rows(), start=1):
        textes = _textes(avant + valeurs if avant else valeurs)
        if textes:
            yield Ligne(rang, rang, textes)


def _textes(valeurs: Sequence[Any]) -> tuple[str, ...]:
    """The cells of a row as texts; nothing if all are empty."""
    try:
        remplie = "".join(valeurs)  # far faster than to look at each cell, and a row is most often texts only
    except TypeError:
        valeurs = [_texte(valeur) for valeur in valeurs]
        remplie = "".join(valeurs)
    return tuple(valeurs) if remplie else ()


def _texte(valeur: object) -> str:
    if isinstance(valeur, str):
        return valeur
    if isinstance(valeur, bool):
        return "VRAI" if valeur else "FAUX"
    if isinstance(valeur, float):
        return f"{valeur:.15g}"
    if isinstance(valeur, datetime | date):
        return f"{valeur:%d/%m/%Y}"
    return str(valeur)


def _du_zip(contenu: bytes) -> str:
    """The fault of a zip that must not be unfolded: locked, or beyond any grille; "" if there is none."""
    with ZipFile(BytesIO(contenu)) as archive:
        parties = archive.infolist()
        if sum(partie.file_size for partie in parties) > _DEPLIE_MAX:
            return "F119"
        for partie in parties:
            if partie.filename == "META-INF/manifest.xml" and _ODS_CHIFFRE in archive.read(partie):
                return "F117"
            compter = _compteur(partie.filename)
            if compter and compter(archive.read(partie)) > _CELLULES_MAX:
                return "F119"
    return ""


def _compteur(nom: str) -> Callable[[bytes], int] | None:
    """What counts the cells of the largest sheet in a part of a zip; None if that part holds no sheet."""
    if nom.startswith("xl/worksheets/"):
        return _rectangle_xlsx
    return _rectangle_ods if nom == "content.xml" else None


def _rectangle_xlsx(xml: bytes) -> int:
    """The cells between A1 and the last of a sheet; of a usual one, the most that it may have."""
    if not (b"\0" in xml or _PREFIXE_XLSX.search(xml) or _AILLEURS_XLSX.search(xml)):
        return _CELLULES_SURES
    etendue = _Etendue()
    lecteur = expat.ParserCreate()
    lecteur.StartElementHandler = etendue.ouvrir
    lecteur.Parse(xml)
    return etendue.largeur * etendue.hauteur


class _Etendue:
    """Follows the cells of a sheet, wherever they say that they are, or after the one before."""

    def __init__(self) -> None:
        self.largeur = self.hauteur = self._rang = self._colonne = 0

    def ouvrir(self, balise: str, attributs: dict[str, str]) -> None:
        nom, place = balise.rpartition(":")[2], attributs.get("r", "")
        if nom == "row":
            self._rang, self._colonne = int(place) if place.isdecimal() else self._rang + 1, 0
        elif nom == "c":
            self._colonne += 1
            if lue := _CASE_XLSX.fullmatch(place):
                self._colonne = reduce(lambda colonne, lettre: colonne * 26 + ord(lettre) - 64, lue[1].upper(), 0)
                self._rang = int(lue[2])
            self.largeur, self.hauteur = max(self.largeur, self._colonne), max(self.hauteur, self._rang)


def _rectangle_ods(xml: bytes) -> int:
    """The most cells between A1 and the last that says something, of the sheets of an ods."""
    plus_grand = largeur = hauteur = rang = lignes = colonne = 0
    for balise, attributs in _BALISE_ODS.findall(xml):
        trouve = _REPETE.search(attributs)
        fois = int(trouve[1]) if trouve else 1
        if balise == b"table":
            largeur = hauteur = rang = lignes = 0
        elif balise == b"table-row":
            rang, lignes, colonne = rang + lignes, fois, 0
        else:
            colonne += fois
            if b"office:" in attributs:
                largeur, hauteur = max(largeur, colonne), max(hauteur, rang + lignes)
                plus_grand = max(plus_grand, largeur * hauteur)
    return plus_grand
