"""What renderers know of the évaluations that a grille was made of."""

from typing import NamedTuple


class EvaluationVue(NamedTuple):
    """One of two évaluations: its file, and the day it was held, if the file says so."""

    source: str
    empreinte: str
    date: str


class Evaluations(NamedTuple):
    """The évaluations that a grille was made of: the domaines kept, by code.

    `origines` says by code which of them each critère's answer comes from.
    """

    prealable: EvaluationVue
    finale: EvaluationVue
    gardes: tuple[str, ...]
    origines: dict[str, str]
