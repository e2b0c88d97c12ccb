"""A grille: a candidate's answers, first as they were read, then as they are meant."""

import unicodedata
from typing import NamedTuple

from clea_cli.diagnostics import Position
from clea_cli.referentiel import Resultat

_INDIFFERENTS = str.maketrans({"_": " ", "-": " ", "'": " ", "’": " ", "\u00a0": " ", "\u202f": " "})


def forme_comparable(texte: str) -> str:
    """Reduce a heading or an answer to what counts: « Non_Évalué » and « non évalué » give the same."""
    if not texte.isascii():
        texte = "".join(c for c in unicodedata.normalize("NFKD", texte) if not unicodedata.combining(c))
    return " ".join(texte.translate(_INDIFFERENTS).casefold().split())


class Cellule(NamedTuple):
    """The text of a cell and its place: `ligne` of the file, `rang` as a spreadsheet numbers rows, `colonne` from 1."""

    valeur: str
    ligne: int
    rang: int
    colonne: int

    @property
    def nom(self) -> str:
        """The name of the cell in a spreadsheet: B3."""
        lettres, reste = "", self.colonne
        while reste:
            reste, lettre = divmod(reste - 1, 26)
            lettres = chr(ord("A") + lettre) + lettres
        return f"{lettres}{self.rang}"

    def position(self, source: str) -> Position:
        """The place of this cell in the file called `source`."""
        return Position(source, self.ligne, self.colonne, self.nom)


class Lecture(NamedTuple):
    """What the reader understood of a file's form."""

    encodage: str
    separateur: str


class Ligne(NamedTuple):
    """A row: the `ligne` of the file where it begins, its `rang` in a spreadsheet, and the text of its cells."""

    ligne: int
    rang: int
    valeurs: tuple[str, ...]

    def cellule(self, indice: int) -> Cellule:
        """The cell of that index (from 0), empty beyond the end of the row."""
        valeur = self.valeurs[indice] if indice < len(self.valeurs) else ""
        return Cellule(valeur, self.ligne, self.rang, indice + 1)


class Tableau(NamedTuple):
    """The rows of a file before anything is known of their meaning, empty ones left out; `entete` is one's index."""

    source: str
    empreinte: str
    lecture: Lecture
    lignes: tuple[Ligne, ...]
    entete: int


class Saisie(NamedTuple):
    """One answer as it was read: for which critère, by which words.

    `candidat` is None when the file names none; `resultat` is None when the row is at fault, and that was said.
    """

    candidat: Cellule | None
    critere: Cellule
    resultat: Cellule | None


class GrilleBrute(NamedTuple):
    """A file's answers, each with its place, and what its preamble says (`referentiel`, `version`, `candidat`)."""

    source: str
    empreinte: str
    lecture: Lecture
    preambule: dict[str, Cellule]
    saisies: tuple[Saisie, ...]


class Grille(NamedTuple):
    """A candidate's answers to all critères of a référentiel: bit i speaks of its i-th critère.

    `acquis` holds the critères acquired, `possibles` those and the ones not evaluated: the least and the most that any
    way of completing the evaluation could give. Each critère has an answer, so `decide` needs nothing else.
    """

    candidat: str
    acquis: int
    possibles: int

    def resultat(self, rang: int) -> Resultat:
        """The answer for the critère of that rank."""
        if self.acquis >> rang & 1:
            return Resultat.ACQUIS
        return Resultat.NON_EVALUE if self.possibles >> rang & 1 else Resultat.NON_ACQUIS
