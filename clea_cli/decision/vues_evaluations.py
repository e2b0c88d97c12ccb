"""What renderers know of the évaluations that a grille was made of."""

from typing import NamedTuple


class Evaluation(NamedTuple):
    """One of two évaluations: its file, and the day it was held, if the file says so."""

    source: str
    empreinte: str
    date: str


class Evaluations(NamedTuple):
    """The évaluations that a grille was made of: domaines kept (codes), and where each critère's answer comes from."""

    prealable: Evaluation
    finale: Evaluation
    gardes: tuple[str, ...]
    origines: dict[str, str]
