"""A row and a cell of a table, with their places, whatever they mean."""

from typing import NamedTuple

from clea_cli.diagnostics import Position


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
