"""What a person sees in a cell of an OpenDocument workbook.

The attributes are those of ODF 1.3, part 3, 19.367 to 19.390; white space, 6.1.2. Attributes have
short names here: « office:value ».
"""

import re
from collections.abc import Iterable, Mapping
from datetime import date

from clea_cli.sources.formats_de_nombre import avec_ses_zeros
from clea_cli.sources.mots import NON_CALCULEE

# Stand for spaces, tabs and ends of lines that are written as elements: XML may hold none of these.
ESPACE, TABULATION, A_LA_LIGNE = "\x01", "\x02", "\x03"
_ECRITS = str.maketrans({ESPACE: " ", TABULATION: "\t", A_LA_LIGNE: "\n"})
_BLANCS = re.compile("[ \t\r\n]+")

_NOMBRES = ("float", "percentage", "currency")
# What shows a number, however it is cut, rounded or named: « 1 250,00 € », « 50 % », « 1,5E+03 ».
_MONTRE_UN_NOMBRE = re.compile(r"[-+(]?[€$£]?[\d\s.,'’]++(E[+-]?\d++)?\s*+[)%€$£]?(\s*[A-Z]{3})?")
_DECIMALES = re.compile(r"-?[0-9]+[.,]([0-9]+)")
_BOOLEENS = {"true": "VRAI", "false": "FAUX"}
_DUREE = re.compile(r"PT(\d+)H(\d+)M(\d+)(?:[.,]\d+)?S")


def texte(dits: Mapping[str, str], paragraphes: Iterable[str]) -> str:
    """The text of a cell by its attributes and its paragraphs.

    Raises ValueError if it cannot be told.
    """
    lus = [_paragraphe(ecrit) for ecrit in paragraphes]
    montre = "\n".join(lus)
    genre = dits.get("office:value-type", "")
    # An empty paragraph is what a format that hides the value shows; a program that leaves the
    # showing to others writes none.
    if lus and not montre and dits.get("calcext:value-type") != "error":
        return ""
    # LibreOffice stores an error as the number 0, and tells it beside that alone.
    if dits.get("calcext:value-type") == "error":
        return montre or "#ERREUR!"
    # A program that wrote a formula and did not work it out leaves no value.
    if "table:formula" in dits and not genre and not montre:
        return NON_CALCULEE
    if genre in _NOMBRES:
        valeur = float(dits["office:value"])
        return _nombre(valeur, montre)
    if genre == "boolean":
        return _booleen(dits["office:boolean-value"], montre)
    if genre == "date":
        return _date(dits["office:date-value"])
    if genre == "time":
        return _duree(dits["office:time-value"])
    if genre in ("", "string"):
        return _chaine(dits, montre)
    raise ValueError(genre)


def est_un_zero(dits: Mapping[str, str]) -> bool:
    """Whether a cell holds the number 0, however it is shown."""
    if dits.get("office:value-type") not in _NOMBRES or dits.get("calcext:value-type") == "error":
        return False
    return float(dits["office:value"]) == 0


def _paragraphe(ecrit: str) -> str:
    """A paragraph: white space is one space; what is written as an element is kept."""
    reduit = _BLANCS.sub(" ", ecrit).strip(" ")
    return reduit.translate(_ECRITS)


def _nombre(valeur: float, montre: str) -> str:
    """The number, or the words that its format shows instead (« Oui », an old program's error)."""
    if montre and not _MONTRE_UN_NOMBRE.fullmatch(montre):
        return montre
    # A format may put a sign before a number that has none.
    if montre.startswith("-") and valeur >= 0:
        return montre
    # A code 1.10 that became the number 1.1 is known by the zero that is shown.
    zeros = _DECIMALES.fullmatch(montre)
    decimales = len(zeros[1]) if zeros else 0
    ecrit = f"{valeur:.15g}"
    return avec_ses_zeros(ecrit, decimales)


def _booleen(valeur: str, montre: str) -> str:
    """VRAI or FAUX, in whatever language it is shown; or the words of a format (« Oui »)."""
    if valeur not in _BOOLEENS:
        raise ValueError(valeur)
    dit = _BOOLEENS[valeur]
    if montre.upper() in ("", dit, valeur.upper()):
        return dit
    return montre


def _date(valeur: str) -> str:
    """A day, however it is shown, without its hour."""
    sans_heure, _, _ = valeur.partition("T")
    jour = date.fromisoformat(sans_heure)
    return f"{jour:%d/%m/%Y}"


def _duree(valeur: str) -> str:
    lue = _DUREE.fullmatch(valeur)
    if lue is None:
        raise ValueError(valeur)
    heures, minutes, secondes = lue.groups()
    return f"{heures:0>2}:{minutes:0>2}:{secondes:0>2}"


def _chaine(dits: Mapping[str, str], montre: str) -> str:
    """A text. Raises ValueError where an attribute says another: nobody knows which is shown."""
    dite = dits.get("office:string-value")
    if not montre or dite is None:
        return montre or dite or ""
    if montre.split() != dite.split():
        raise ValueError(dite)
    return montre
