"""A column below its heading: whether it shows codes, labels, ticks, answers, days."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from clea_cli.grille.ecritures import lire_code, mot_de_reponse
from clea_cli.grille.reconnaitre import repond
from clea_cli.grille.vocabulaire import CASES_VIDES, COCHES

PEU = 2  # cells: fewer prove nothing
_LIBELLE_MIN = 8  # characters
_DATE = re.compile(
    r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}"
    r"|\d{4}-\d{2}-\d{2}"
    r"|\d{1,2}[-. ][^\W\d]{3,9}\.?([-. ]\d{2,4})?"
)
_A_COCHER = COCHES | CASES_VIDES

Rangee = Sequence[str]


class Colonne(NamedTuple):
    """A column below its heading, beside the rows that have a code."""

    titre: str
    textes: tuple[str, ...]

    @property
    def remplis(self) -> list[str]:
        """The cells that are not empty."""
        return _remplis(self.textes)


def _remplis(textes: Sequence[str]) -> list[str]:
    return [texte for texte in textes if texte]


def repondent(colonne: Colonne, la_plupart: int = 2) -> bool:
    """Whether most cells of a column answer, beside half of the codes at least.

    `la_plupart` says how few may not: one in so many.
    """
    remplis = colonne.remplis
    moitie_remplie = 2 * len(remplis) > len(colonne.textes)
    if len(remplis) < PEU or not moitie_remplie:
        return False
    autres = [texte for texte in remplis if not repond(texte, colonne.titre)]
    return la_plupart * len(autres) < len(remplis)


def colonnes_de(titres: Rangee, corps: Sequence[Rangee], codes: int) -> list[Colonne]:
    """All columns, beside the rows that have a code."""
    lignes = avec_un_code(corps, codes)
    colonnes = []
    for place, titre in enumerate(titres):
        siens = textes(lignes, place)
        colonnes.append(Colonne(titre, tuple(siens)))
    return colonnes


def sont_des_dates(titres: Rangee) -> bool:
    """Whether headings are days, three at least: what a spreadsheet makes of codes."""
    dates = list(filter(est_une_date, titres))
    return len(dates) > PEU


def est_une_date(texte: str) -> bool:
    """Whether a text is a day, as spreadsheets write one."""
    return _DATE.fullmatch(texte) is not None


def sont_des_codes(textes: Sequence[str]) -> bool:
    """Whether a column holds codes: most of its texts are, the others being titles."""
    remplis = _remplis(textes)
    # A day counts: a spreadsheet makes one of « 1.1.1 ».
    codes = [texte for texte in remplis if lire_code(texte) or est_une_date(texte)]
    assez = len(codes) >= min(PEU, len(textes))
    la_plupart = 2 * len(codes) > len(remplis)
    return assez and la_plupart


def est_en_mots(textes: Sequence[str]) -> bool:
    """Whether a column holds labels: texts of some length, none twice."""
    remplis = _remplis(textes)
    longs = [texte for texte in remplis if len(texte) > _LIBELLE_MIN]
    tous_differents = len(set(longs)) == len(longs)
    la_plupart = 2 * len(longs) > len(remplis)
    return tous_differents and la_plupart and len(longs) >= PEU


def sont_des_coches(colonne: Colonne) -> bool:
    """Whether nothing but ticks and empty boxes stands in a column."""
    return all(mot_de_reponse(texte) in _A_COCHER for texte in colonne.textes)


def avec_un_code(corps: Sequence[Rangee], place: int) -> list[Rangee]:
    """The rows that have a code in that column; where it holds labels, all that are not blank."""
    # Rows are as long as their last cell.
    remplies = [ligne for ligne in corps if place < len(ligne) and ligne[place]]
    avec = [ligne for ligne in remplies if lire_code(ligne[place])]
    return avec or remplies


def textes(lignes: Sequence[Rangee], place: int) -> list[str]:
    """The cells of a column, one a row."""
    return [ligne[place] if place < len(ligne) else "" for ligne in lignes]
