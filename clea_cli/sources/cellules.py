"""A cell, a row and a sheet of a table, with their places, whatever they mean."""

from typing import NamedTuple

from clea_cli.diagnostics import Position


def lettres(colonne: int) -> str:
    """A column (from 1) as a spreadsheet names it: A, Z, AA."""
    nom = ""
    # Base 26 with digits from 1 (A) to 26 (Z): there is no zero. The last letter comes out first.
    while colonne:
        colonne, rang = divmod(colonne - 1, 26)
        lettre = chr(ord("A") + rang)
        nom = lettre + nom
    return nom


class Cellule(NamedTuple):
    """The text of a cell and its place.

    `ligne` is that of the file, `rang` the row as a spreadsheet numbers it, `colonne` counts from
    1; `feuille` is the sheet, where a grille takes several.
    """

    valeur: str
    ligne: int
    rang: int
    colonne: int
    feuille: str = ""

    @property
    def nom(self) -> str:
        """The name of the cell in a spreadsheet: B3, or « Domaine 1!B3 »."""
        ici = f"{lettres(self.colonne)}{self.rang}"
        if not self.feuille:
            return ici
        return f"{self.feuille}!{ici}"

    def position(self, source: str) -> Position:
        """The place of this cell in the file called `source`."""
        return Position(source, self.ligne, self.colonne, self.nom)


class Ligne(NamedTuple):
    """A row: the texts of its cells, and its sheet.

    `ligne` is where it begins in the file, `rang` its number in a spreadsheet.
    """

    ligne: int
    rang: int
    valeurs: tuple[str, ...]
    feuille: str = ""

    def cellule(self, indice: int) -> Cellule:
        """The cell of that index (from 0), empty beyond the end of the row."""
        # Unpacked at once: this is done for each cell that is read.
        ligne, rang, valeurs, feuille = self
        valeur = valeurs[indice] if indice < len(valeurs) else ""
        return Cellule(valeur, ligne, rang, indice + 1, feuille)


class Fusion(NamedTuple):
    """A rectangle of merged cells: its rows and its columns (from 1), the last ones included."""

    haut: int
    gauche: int
    bas: int
    droite: int

    def contient(self, rang: int, place: int) -> bool:
        """Whether a cell is one of them."""
        dans_les_lignes = self.haut <= rang <= self.bas
        return dans_les_lignes and self.gauche <= place <= self.droite


class Feuille(NamedTuple):
    """A sheet: its name, and its rows, those without any text left out.

    `masquee` says that a spreadsheet does not show it; of one that it shows, the rows (`rang`) and
    columns (from 1) that it hides. `fusions` are its merged cells, `colorees` those (row, column,
    from 1) with a colour and no text, `barrees` those whose text is struck through, `voilees` those
    whose text is not seen as it is written.
    """

    nom: str
    lignes: tuple[Ligne, ...]
    masquee: bool = False
    lignes_masquees: frozenset[int] = frozenset()
    colonnes_masquees: frozenset[int] = frozenset()
    fusions: tuple[Fusion, ...] = ()
    colorees: frozenset[tuple[int, int]] = frozenset()
    barrees: frozenset[tuple[int, int]] = frozenset()
    voilees: frozenset[tuple[int, int]] = frozenset()

    def fusion(self, rang: int, place: int) -> Fusion | None:
        """The merged cells among which a cell is, if another one of them holds their text."""
        for une in self.fusions:
            # The first of them is the one that holds it.
            if rang == une.haut and place == une.gauche:
                continue
            if une.contient(rang, place):
                return une
        return None
