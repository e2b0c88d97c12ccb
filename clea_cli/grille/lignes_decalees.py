"""Rows whose cells may have slipped sideways: a cell too many, or a separator lost."""

from functools import cached_property

from clea_cli.diagnostics import Diagnostic, diagnostic
from clea_cli.grille.grille import Partie, TablesDuFichier
from clea_cli.grille.lignes_a_part import est_en_place
from clea_cli.grille.titres import PlacesDesColonnes
from clea_cli.sources.cellules import Cellule, Ligne

_LIGNES_D_UN_BLOC = 16


class Decalages:
    """The widths of one table, and the faults of the rows that do not fit them."""

    def __init__(
        self, tableau: TablesDuFichier, partie: Partie, colonnes: PlacesDesColonnes
    ) -> None:
        """Look at the headings of a table."""
        self._source = tableau.source
        self._separateur = tableau.lecture.separateur
        self._partie = partie
        self._colonnes = colonnes
        self._titres = colonnes.titres
        # The width of a row that needs no look: each of its cells has a heading.
        self._juste = len(self._titres) if all(self._titres) else None

    def faute(self, ligne: Ligne) -> Diagnostic | None:
        """Why the cells of a row may stand below other headings than theirs; None if they do not.

        Errors: F109, F113, F121.
        """
        longueur = len(ligne.valeurs)
        attendu = len(self._titres)
        if longueur == self._juste:
            return None
        # 1. A text below no heading.
        for rang, valeur in enumerate(ligne.valeurs):
            if valeur and (rang >= attendu or not self._titres[rang]):
                return self._cellule_de_trop(ligne.cellule(rang))
        if self._colonnes.sans_jeu or longueur == attendu:
            return None
        # 2. Empty cells at the end: a separator too many may have pushed an answer aside.
        if longueur > attendu:
            if est_en_place(ligne, self._colonnes, self._partie.noms):
                return None
            return self._cellule_de_trop(ligne.cellule(attendu))
        # 3. Cells too few. Excel leaves out the last columns where they are empty for a whole
        # block of rows: that is no loss.
        if longueur == self._longueurs[_bloc(ligne)]:
            return None
        ici = ligne.cellule(0).position(self._source)
        return diagnostic("F113", ici, trouve=longueur, attendu=attendu)

    @cached_property
    def _longueurs(self) -> dict[int, int]:
        """The longest row of each block; of most tables nobody asks."""
        longueurs: dict[int, int] = {}
        for ligne in self._partie.feuille.lignes:
            bloc = _bloc(ligne)
            jusqu_ici = longueurs.get(bloc, 0)
            longueurs[bloc] = max(jusqu_ici, len(ligne.valeurs))
        return longueurs

    def _cellule_de_trop(self, cellule: Cellule) -> Diagnostic:
        """In a text a separator too many shifted the row; in a workbook something stands beside."""
        ici = cellule.position(self._source)
        if self._separateur:
            return diagnostic("F109", ici, separateur=self._separateur)
        return diagnostic("F121", ici)


def _bloc(ligne: Ligne) -> int:
    """Excel decides for sixteen rows at a time where their last column is."""
    return (ligne.rang - 1) // _LIGNES_D_UN_BLOC
