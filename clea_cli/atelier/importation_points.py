"""What critères are worth, where a grid has a column « Points »: said of all of them, or none."""

from fractions import Fraction
from typing import Any

from clea_cli.atelier.donnees import points_ecrits
from clea_cli.referentiel.referentiel import Points, simplifier


class PointsLus:
    """The cells of the column, critère after critère.

    `colonne` (from 0) is None where there is no such column.
    """

    def __init__(self, colonne: int | None) -> None:
        """Begin without any critère."""
        self.colonne = colonne
        self._lus: list[tuple[dict[str, Any], str]] = []

    def noter(self, critere: dict[str, Any], texte: str) -> None:
        """Remember what is written beside a critère."""
        self._lus.append((critere, texte))

    def donner(self) -> bool:
        """Give each critère its points, if all of them can be read; 1 goes without saying."""
        if self.colonne is None:
            return False
        # All are read before any is given: one that cannot be leaves the others out too.
        donnes: list[tuple[dict[str, Any], Points]] = []
        for critere, texte in self._lus:
            points = _points(texte)
            if points is None:
                return False
            donnes.append((critere, points))
        for critere, points in donnes:
            if points != 1:
                critere["points"] = points_ecrits(points)
        return True


def _points(texte: str) -> Points | None:
    """Points as a person writes them: 2, 1/2, 0,5. None for anything else."""
    avec_point = texte.replace(",", ".")
    try:
        lus = Fraction(avec_point)
    except (ValueError, ZeroDivisionError):
        return None
    return simplifier(lus) if lus > 0 else None
