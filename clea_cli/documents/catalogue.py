"""What an organisme offers: a catalogue of modules. Values only."""

from fractions import Fraction
from typing import NamedTuple


class Module(NamedTuple):
    """A piece of training: the critères that it serves (by code), and its `heures`."""

    id: str
    libelle: str
    criteres: tuple[str, ...]
    heures: Fraction
    modalite: str
    ressource: str
    organisme: str

    @property
    def moyens(self) -> tuple[str, ...]:
        """How it is taught: the way, with what, by whom."""
        return self.modalite, self.ressource, self.organisme


class Catalogue(NamedTuple):
    """Modules for one référentiel, as read from a file of SHA-256 `empreinte`.

    `reserve` says how sure its hours are.

    `heures_par_critere` (by code) is another way to say them: a module a critère, whose name is the
    critère's.
    """

    libelle: str
    referentiel: str
    reserve: str
    empreinte: str
    modules: tuple[Module, ...]
    heures_par_critere: dict[str, Fraction]
