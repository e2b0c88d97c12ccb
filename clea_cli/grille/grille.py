"""A grille: a candidate's answers, first as they were read, then as they are meant."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from clea_cli.diagnostics import Position
from clea_cli.referentiel.referentiel import Resultat

_ACCENTS = dict.fromkeys(map(ord, "\u0300\u0301\u0302\u0308\u0327"))  # those of French; any other mark is kept
_TRAIT = re.compile(r"(?<=[^\W\d_])[-_\u2010\u2011\u2013](?=[^\W\d_])")  # « non-acquis », not « A- » nor « -1 »
ABIME = re.compile("[\x00\ufeff\ufffd\ud800-\udfff]")  # the traces of a damaged file: no cell may hold one
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060]")  # pasted from a web page: no harm in a comment, a trap elsewhere
MOTS_RETENUS = 2_000  # texts of cells whose reading is kept: codes and answers come again by the hundred
_LIAISONS = str.maketrans("_-'’", "    ")


@lru_cache(maxsize=MOTS_RETENUS)
def mot_comparable(texte: str) -> str:
    """Reduce an answer to what counts, and no further: « Évalué » and « evalue » are one, « A » and « A- » two."""
    if not texte.isascii():
        texte = unicodedata.normalize("NFC", unicodedata.normalize("NFD", texte).translate(_ACCENTS))
    return " ".join(_TRAIT.sub(" ", texte.casefold()).split())


MOTS_PROPRES = {  # the names of each answer, to which a référentiel adds its synonyms
    mot: resultat for resultat in Resultat for mot in (resultat.value, mot_comparable(resultat.libelle))
}


@lru_cache(maxsize=MOTS_RETENUS)
def forme_comparable(texte: str) -> str:
    """Reduce a heading or a name further: « Non_Évalué », « non-évalué » and « non évalué » give the same."""
    return mot_comparable(texte.translate(_LIAISONS))


class Cellule(NamedTuple):
    """The text of a cell and its place: `ligne` of the file, `rang` as a spreadsheet numbers rows, `colonne` from 1.

    `feuille` is the sheet, where a grille takes several.
    """

    valeur: str
    ligne: int
    rang: int
    colonne: int
    feuille: str = ""

    @property
    def nom(self) -> str:
        """The name of the cell in a spreadsheet: B3, or « Domaine 1!B3 »."""
        lettres, reste = "", self.colonne
        while reste:
            reste, lettre = divmod(reste - 1, 26)
            lettres = chr(ord("A") + lettre) + lettres
        return f"{self.feuille}!{lettres}{self.rang}" if self.feuille else f"{lettres}{self.rang}"

    def position(self, source: str) -> Position:
        """The place of this cell in the file called `source`."""
        return Position(source, self.ligne, self.colonne, self.nom)


class Lecture(NamedTuple):
    """What the reader understood of a file's form: of a text both, of a workbook its sheets and no `separateur`."""

    encodage: str
    separateur: str


class Ligne(NamedTuple):
    """A row: the `ligne` of the file where it begins, its `rang` in a spreadsheet, the text of its cells, its sheet."""

    ligne: int
    rang: int
    valeurs: tuple[str, ...]
    feuille: str = ""

    def cellule(self, indice: int) -> Cellule:
        """The cell of that index (from 0), empty beyond the end of the row."""
        ligne, rang, valeurs, feuille = self
        valeur = valeurs[indice] if indice < len(valeurs) else ""
        return Cellule(valeur, ligne, rang, indice + 1, feuille)


class Tableau(NamedTuple):
    """The rows of a file before anything is known of their meaning, empty ones left out.

    `entete` is the index of the headings; `terminee` says whether the last row has its end of line.
    """

    source: str
    empreinte: str
    lecture: Lecture
    lignes: tuple[Ligne, ...]
    entete: int
    terminee: bool


class Saisie(NamedTuple):
    """One answer as it was read: for which critère, by which words.

    `candidat` is None when the file names none; `resultat` is None when the row is at fault, and that was said.
    """

    candidat: Cellule | None
    critere: Cellule
    resultat: Cellule | None


class GrilleBrute(NamedTuple):
    """A table read as a grille: its answers, and what its preamble says (`referentiel`, `version`, `candidat`).

    `entiere` says whether every row could be given to a candidate; what is absent cannot be told otherwise.
    """

    tableau: Tableau
    preambule: dict[str, Cellule]
    saisies: tuple[Saisie, ...]
    entiere: bool

    @property
    def source(self) -> str:
        """The name of the file."""
        return self.tableau.source


class Grille(NamedTuple):
    """A candidate's answers to all critères of a référentiel: bit i speaks of its i-th critère.

    `acquis` holds the critères acquired, `possibles` those and the ones not evaluated: the least and the most that any
    way of completing the evaluation could give. Each critère has an answer, so `decide` needs nothing else.
    """

    candidat: str
    acquis: int
    possibles: int

    @classmethod
    def depuis(cls, candidat: str, resultats: Iterable[Resultat]) -> "Grille":
        """Make a grille of the answers to all critères, in the référentiel's order."""
        acquis = possibles = 0
        for rang, resultat in enumerate(resultats):
            acquis |= (resultat is Resultat.ACQUIS) << rang
            possibles |= (resultat is not Resultat.NON_ACQUIS) << rang
        return cls(candidat, acquis, possibles)

    def resultat(self, rang: int) -> Resultat:
        """The answer for the critère of that rank."""
        if self.acquis >> rang & 1:
            return Resultat.ACQUIS
        return Resultat.NON_EVALUE if self.possibles >> rang & 1 else Resultat.NON_ACQUIS


class Colonnes(NamedTuple):
    """The grilles of `nombre` candidates, a column a critère: a 1 for each candidate in whose bit set it is, else a 0.

    A column is an array of bytes, or one integer made of those bytes: both can be added and combined, a whole column at
    a time. `partout` holds a 1 for everybody.
    """

    nombre: int
    acquis: Sequence[Any]
    possibles: Sequence[Any]
    partout: Any

    @classmethod
    def depuis(cls, grilles: Sequence[Grille], criteres: int) -> "Colonnes":
        """The columns of some grilles, of that many critères."""
        partout = int.from_bytes(b"\1" * len(grilles))

        def colonnes(bits: Iterable[int]) -> list[int]:
            rangees = "".join([f"{un:0{criteres}b}" for un in bits]).encode()  # « 0 » and « 1 » end in such a bit
            return [int.from_bytes(rangees[rang::criteres]) & partout for rang in reversed(range(criteres))]

        acquis, possibles = (grille.acquis for grille in grilles), (grille.possibles for grille in grilles)
        return cls(len(grilles), colonnes(acquis), colonnes(possibles), partout)
