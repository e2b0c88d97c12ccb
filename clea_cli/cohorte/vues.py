"""What renderers know of a cohorte: tables in words, and what is drawn beside their rows."""

from fractions import Fraction
from math import ceil, floor, sqrt
from typing import NamedTuple

from clea_cli.sorties.mots import compte
from clea_cli.sorties.nombres import pourcent

MASQUE = "masqué"
_Z2 = 1.959964**2  # the square of the 97.5 % quantile of the normal law
_PRECISION = 1e-6  # of a thousandth: what is left of a whole number is no number


class Part(NamedTuple):
    """How many of how many."""

    nombre: int
    sur: int

    def __str__(self) -> str:
        """The number first, then the percentage, cut, and between what it may be."""
        bas, haut = self.intervalle
        # In whole percents, cut outwards too.
        de = bas // 10
        a = ceil(Fraction(haut, 10))
        part = pourcent(self.fraction)
        return f"{self.nombre} ({part}, {de}\u00a0à\u00a0{a})"

    @property
    def fraction(self) -> Fraction:
        """The share."""
        return Fraction(self.nombre, self.sur)

    @property
    def intervalle(self) -> tuple[int, int]:
        """Between what the rate may be, in thousandths, at 95 %: Wilson's score interval (1927).

        Worked out from the numbers that are shown, so that it gives back none that is hidden.
        """
        n = self.sur
        p = self.nombre / n
        # The rate is drawn towards one half, the more so the fewer people there are.
        centre = p + _Z2 / (2 * n)
        variance = p * (1 - p) + _Z2 / (4 * n)
        rayon = sqrt(_Z2 * variance / n)
        echelle = 1 + _Z2 / n
        bas = (centre - rayon) / echelle
        haut = (centre + rayon) / echelle
        # Both ends are cut outwards; a rate of nought or of all is one of its ends.
        bas_coupe = floor(bas * 1000 + _PRECISION)
        haut_coupe = ceil(haut * 1000 - _PRECISION)
        return max(0, bas_coupe), min(1000, haut_coupe)


class Mesure(NamedTuple):
    """A value in some unit: thousandths of all (« % »), minutes (« h »), or days (« jours »)."""

    valeur: int
    unite: str

    def __str__(self) -> str:
        """The value as a person reads it: « 74,5 % », « 12 h 30 »."""
        if self.unite == "%":
            return pourcent(Fraction(self.valeur, 1000))
        if self.unite == "jours":
            return compte(self.valeur, "jour")
        heures, minutes = divmod(self.valeur, 60)
        if not minutes:
            return f"{heures} h"
        return f"{heures} h {minutes:02}"


class Denombrement(NamedTuple):
    """A number of things, or of people whose results are not told: files, people left out."""

    nombre: int
    unite: str

    def __str__(self) -> str:
        """The number."""
        return str(self.nombre)


CelluleVue = str | int | Part | Mesure | Denombrement | None  # None: hidden


class Etendue(NamedTuple):
    """Where the middle half of a group lies on the axis of its table, and its median."""

    debut: Fraction
    milieu: Fraction
    fin: Fraction


# A bar in one or several pieces, an extent, or nothing (hidden).
Trace = tuple[Fraction, ...] | Etendue | None


class LigneDeTableau(NamedTuple):
    """A row: what it is about, its cells, what is drawn; `ensemble`: it is of all people."""

    nom: str
    cellules: tuple[CelluleVue, ...]
    trace: Trace = None
    detail: str = ""  # what follows the name where there is room
    ensemble: bool = False


class TableauVu(NamedTuple):
    """A table: `cle` names it in files, `phrase` says what it shows.

    `colonnes` names what stands before the cells too. `dessin` says what is drawn of its rows:
    "barres", "etendues" or nothing (""); `morceaux` names the pieces of the bars, if several;
    `axe` the two ends of what is drawn.
    """

    cle: str
    titre: str
    phrase: str
    colonnes: tuple[str, ...]
    lignes: tuple[LigneDeTableau, ...]
    dessin: str = ""
    morceaux: tuple[str, ...] = ()
    axe: tuple[str, str] = ("0 %", "100 %")


class CohorteVue(NamedTuple):
    """A cohorte to be read; `faits` and `avertissements` are sentences.

    `sources` is what it comes from: a source is a name and words. The warnings
    begin with a small letter and have no full stop.
    """

    titre: str
    faits: tuple[str, ...]
    avertissements: tuple[str, ...]
    tableaux: tuple[TableauVu, ...]
    legende: str
    sources: tuple[tuple[str, str], ...]

    @property
    def origines(self) -> list[str]:
        """The sources, a sentence each; one without a name is its words."""
        return [f"{nom} : {mots}" if nom else mots for nom, mots in self.sources]


def ecrite(cellule: CelluleVue) -> str:
    """A cell as a person reads it."""
    return MASQUE if cellule is None else str(cellule)
