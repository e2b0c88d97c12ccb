"""The rows of a grid without what a spreadsheet or a web page put in their cells, not a person."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from clea_cli.sources.cellules import Ligne
from clea_cli.sources.mots import INVISIBLE

# A label that is folded in its cell is one.
_A_LA_LIGNE = re.compile(r"\s*[\n\r\v\f\x85\u2028\u2029]\s*")
_NOMBRE = re.compile(r"[0-9]{1,3}(?:[.,][0-9]+)?")
_DEUX_NOMBRES = re.compile(r"([0-9]{1,3}[.,][0-9]*[1-9])0+")


class LignesNettes(NamedTuple):
    """The rows, and what was done to them that a person should know."""

    lignes: tuple[Ligne, ...]
    remarques: tuple[str, ...]


def nettoyer(lignes: Sequence[Ligne]) -> LignesNettes:
    """Take away spaces around cells, ends of line in them, what nobody sees, zeros of a format."""
    nettes = []
    for ligne in lignes:
        valeurs = tuple(map(_nettoye, ligne.valeurs))
        nettes.append(ligne._replace(valeurs=valeurs))
    return _sans_zeros_de_format(tuple(nettes))


def _nettoye(texte: str) -> str:
    visible = INVISIBLE.sub("", texte).strip()
    return _A_LA_LIGNE.sub(" ", visible)


def _sans_zeros_de_format(lignes: tuple[Ligne, ...]) -> LignesNettes:
    """Read 1.10, 1.20, 2.10 as 1.1, 1.2, 2.1 where a format shows all numbers of a column so.

    No grid begins at 1.10: where 1.1 is there too, or 1.11, the zero is a person's.
    """
    exemple = ""
    largeur = max((len(ligne.valeurs) for ligne in lignes), default=0)
    for indice in range(largeur):
        # One number without such a zero, and no format gave the zeros of its column.
        a_virgule = _nombres_a_virgule(lignes, indice)
        if a_virgule and all(map(_DEUX_NOMBRES.fullmatch, a_virgule)):
            exemple = exemple or a_virgule[0]
            lignes = tuple(_sans_zeros(ligne, indice) for ligne in lignes)
    if not exemple:
        return LignesNettes(lignes, ())
    lu = _DEUX_NOMBRES.sub(r"\1", exemple)
    remarque = f"zéros ajoutés par le format des nombres ôtés ({exemple} se lit {lu})"
    return LignesNettes(lignes, (remarque,))


def _nombres_a_virgule(lignes: tuple[Ligne, ...], indice: int) -> list[str]:
    """The numbers of a column that are not whole."""
    nombres = []
    for ligne in lignes:
        texte = ligne.cellule(indice).valeur
        if _NOMBRE.fullmatch(texte) and not texte.isdecimal():
            nombres.append(texte)
    return nombres


def _sans_zeros(ligne: Ligne, indice: int) -> Ligne:
    """A row, without the zeros of the number in one column."""
    texte = ligne.cellule(indice).valeur
    lu = _DEUX_NOMBRES.fullmatch(texte)
    if lu is None:
        return ligne
    valeurs = list(ligne.valeurs)
    valeurs[indice] = lu[1]
    return ligne._replace(valeurs=tuple(valeurs))
