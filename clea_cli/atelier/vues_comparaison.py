"""What renderers know of two référentiels that were compared."""

from typing import NamedTuple

from clea_cli.sorties.nombres import NombreExact


class VersionVue(NamedTuple):
    """One of two référentiels that are compared; `source` is where it was read."""

    source: str
    id: str
    version: str
    empreinte: str
    revision: int = 1

    @property
    def nom(self) -> str:
        """The référentiel and its version."""
        return f"{self.id} {self.version}"


class ChangementVu(NamedTuple):
    """A change: its class, what and where, both values as written, and all that in a sentence."""

    classe: str
    genre: str
    ou: str
    avant: str
    apres: str
    texte: str


class EffetVu(NamedTuple):
    """What a rule requires at a level, before and after: (points required, of how many).

    `texte` says that in a sentence.
    """

    regle: str
    niveau: str
    avant: tuple[NombreExact, NombreExact]
    apres: tuple[NombreExact, NombreExact]
    texte: str


class VerdictChange(NamedTuple):
    """A candidate whose verdict is not the same.

    `mots` say both for a person, `motif` why it is what it becomes.
    """

    source: str
    candidat: str
    avant: str
    apres: str
    mots: str
    motif: str


class GrillesComparees(NamedTuple):
    """What a change does to people.

    How many grilles were read, how many files refused, and whose verdict changes; `perdues` are the
    files that the older version reads and the newer one refuses.
    """

    lues: int
    refusees: int
    changent: tuple[VerdictChange, ...]
    a_reevaluer: tuple[str, ...]
    perdues: tuple[str, ...] = ()


class ComparaisonVue(NamedTuple):
    """Two versions of a référentiel, and what lies between them.

    `verdict_version` says whether `version` tells it.
    """

    avant: VersionVue
    apres: VersionVue
    classe: str
    changements: tuple[ChangementVu, ...]
    effets: tuple[EffetVu, ...]
    version_suffisante: bool
    verdict_version: str
    grilles: GrillesComparees | None

    @property
    def titre(self) -> str:
        """What is compared: « clea 2019.1 → clea 2020.1 »."""
        return f"{self.avant.nom} → {self.apres.nom}"

    def de_classe(self, classe: str) -> tuple[ChangementVu, ...]:
        """The changes of one class."""
        return tuple(vu for vu in self.changements if vu.classe == classe)
