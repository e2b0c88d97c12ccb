"""What of the files is counted in a cohorte, and why the rest is not."""

from collections.abc import Mapping
from enum import Enum
from fractions import Fraction
from types import MappingProxyType
from typing import NamedTuple

ECARTES_MAX = Fraction(1, 20)  # of the people: beyond, what is shown would speak of others


class Raison(Enum):
    """Why a person is not counted; the value is how it is told."""

    REFUSEE = "grille dans un fichier refusé"
    ILLISIBLE = "fichier illisible (au moins)"
    A_CHOISIR = "rien ne dit quelle grille compter"
    INTROUVABLE = "grille du dossier introuvable"
    SANS_DOSSIER = "une grille qu'aucune ligne du dossier ne nomme"
    SANS_GRILLE = "dossier sans grille"


class HorsExtrait(Enum):
    """Why a person is outside of the extract that was asked for; the value is how it is told."""

    SITE = "un autre site"
    PERIODE = "une autre période"
    SANS_JOUR = "un jour que la grille ne dit pas"
    REUNIES = "toutes raisons réunies"


class Comptage(NamedTuple):
    """What was read and what of it is counted: files, évaluations, people.

    `ecartees` says why people are left out; `hors` how many are outside of the extract, and
    `comptables` how many of these the whole cohorte counts.
    """

    fichiers: int
    refuses: int
    evaluations: int
    comptees: int
    personnes: int
    ecartees: Mapping[Raison, int]
    hors: Mapping[HorsExtrait, int] = MappingProxyType({})
    comptables: int = 0

    @property
    def dehors(self) -> int:
        """How many people are left out."""
        return sum(self.ecartees.values())

    @property
    def autres(self) -> int:
        """How many people are outside of the extract."""
        return sum(self.hors.values())

    @property
    def biaise(self) -> bool:
        """Whether too many are left out for the others to stand for all."""
        return self.dehors > ECARTES_MAX * (self.dehors + self.personnes)
