"""What renderers know of grilles that were put together."""

from typing import NamedTuple


class ApportVu(NamedTuple):
    """What a file brings: « domaines 1 et 2 », « 40 critères évalués »."""

    source: str
    domaines: str
    evalues: str


_ReponseVue = tuple[str, tuple[str, ...]]  # an answer, and the files that give it


class DesaccordVu(NamedTuple):
    """A critère to settle: each answer, with the files that give it."""

    code: str
    libelle: str
    reponses: tuple[_ReponseVue, ...]


class ReunieVue(NamedTuple):
    """A candidate: what each file brings, what is to be settled, what nobody answers.

    The last in words: « tout le domaine 7 ».
    """

    candidat: str
    apports: tuple[ApportVu, ...]
    desaccords: tuple[DesaccordVu, ...]
    sans_reponse: str


class ReunionVue(NamedTuple):
    """All candidates, and what is to be settled above the headings: « date de l'évaluation »."""

    reunies: tuple[ReunieVue, ...]
    en_haut: tuple[str, ...]
