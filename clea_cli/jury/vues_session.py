"""A session of the jury as plain values, in words, for its list, its minutes and its workbook."""

from typing import NamedTuple


class DomaineDuDossier(NamedTuple):
    """Where a candidate stands in a domaine."""

    code: str
    statut: str
    mots: str


class DossierVu(NamedTuple):
    """A dossier that is ready.

    `raisons` say why the jury should look at it first; `notes` are for its page alone.
    """

    reference: str
    statut: str
    prescripteur: str
    verdict: str
    mots: str
    points: str
    domaines: tuple[DomaineDuDossier, ...]
    raisons: tuple[str, ...]
    priorite: int  # the smallest first
    notes: tuple[str, ...] = ()


class RefusVu(NamedTuple):
    """A dossier that is not ready, and what is wrong, by code and in words."""

    reference: str
    fautes: tuple[tuple[str, str], ...]

    @property
    def codes(self) -> list[str]:
        """The codes, each once."""
        return list(dict.fromkeys(code for code, _ in self.fautes))

    @property
    def raisons(self) -> list[str]:
        """What is wrong, code and words."""
        return [f"{code}, {mots}" for code, mots in self.fautes]


class MembreVu(NamedTuple):
    """A member of the jury."""

    nom: str
    college: str
    president: bool


class SessionVue(NamedTuple):
    """A session that is prepared.

    `echeances` say what has come to an end by its day; `avertissement` warns of a référentiel that
    is not official.
    """

    id: str
    date: str
    lieu: str
    organisme: str
    certification: str
    regle: str
    jury: tuple[MembreVu, ...]
    domaines: tuple[tuple[str, str], ...]  # code and libellé
    dossiers: tuple[DossierVu, ...]
    refuses: tuple[RefusVu, ...]
    echeances: tuple[str, ...] = ()
    avertissement: str = ""

    @property
    def a_regarder(self) -> tuple[DossierVu, ...]:
        """The dossiers to look at, those whose verdict hangs by a thread first."""
        avec_raisons = [dossier for dossier in self.dossiers if dossier.raisons]
        return tuple(sorted(avec_raisons, key=lambda dossier: dossier.priorite))


class Changements(NamedTuple):
    """What a run changed in the folder: files written, left as they were, and taken away."""

    ecrits: int
    inchanges: int
    retires: tuple[str, ...]
