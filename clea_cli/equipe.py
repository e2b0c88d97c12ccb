"""Work shared among processes: every result, once and in order, whatever becomes of those that help."""

import os
import sys
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Generic, NamedTuple, TypeVar

from clea_cli.equipe_aide import Aide, Confiee, Perdue

__all__ = ["Perdue", "a_part", "ensemble", "processeurs"]

_A_LA_FOIS = 2  # processes that have a task each, and this one none
_EN_ATTENTE = 3  # small tasks given to a helper: it must not wait while this process is busy with its own
# Forked, a process is there at once, for a tenth less work on the largest file; only the libraries of Linux bear it.
_FOURCHE = sys.platform == "linux"

P = TypeVar("P")
T = TypeVar("T")
R = TypeVar("R")


def ensemble(
    faire: Callable[[P, T], R],
    partage: P,
    taches: Sequence[T],
    autres: int,
    *,
    ici_aussi: bool = True,
    sans_fils: bool = False,
) -> Iterator[R | Perdue]:
    """Give `faire(partage, task)` of each task, in order, by so many helpers and this process, whichever is free.

    `Perdue` stands for the result of a task that has killed two helpers. Where no helper can be had, this process does
    all; a lone task is done by it. Not `ici_aussi`: only then, for what they do takes memory that is not given back.
    `sans_fils`: nothing here starts threads.
    """
    autres = autres if len(taches) > 1 else 0
    # A second one would be forked beside the threads that look after the first.
    maniere = "fork" if sans_fils and _FOURCHE and autres == 1 else "spawn"
    equipe = [Aide[T, R](partial(faire, partage), maniere) for _ in range(autres)]
    attendus: deque[Confiee[T, R] | _Faite[R]] = deque()
    try:
        for rang, tache in enumerate(taches):
            assez = _EN_ATTENTE
            # Of the last ones, this process keeps its share.
            if ici_aussi:
                assez = min(assez, (len(taches) - rang + 1) // 2)
            while (libre := _libre(equipe, assez)) is None and attendus and not ici_aussi:
                yield attendus.popleft().obtenir()
            attendus.append(libre.confier(tache) if libre else _Faite(faire(partage, tache)))
            while attendus and attendus[0].finie():
                yield attendus.popleft().obtenir()
        while attendus:
            yield attendus.popleft().obtenir()
    finally:
        for aide in equipe:
            aide.finir()


def a_part(faire: Callable[[P, T], R], partage: P, taches: Sequence[T]) -> Iterator[R | Perdue]:
    """Give `faire(partage, task)` of each task, in order, each by a helper of its own, whose memory goes with it.

    `Perdue` stands for the result of a task that has killed two helpers. A lone task is done by this process.
    """
    if len(taches) < 2:
        yield from (faire(partage, tache) for tache in taches)
        return
    en_cours: deque[Aide[T, R]] = deque()
    try:
        for tache in taches:
            en_cours.append(Aide(partial(faire, partage), "spawn"))
            en_cours[-1].confier(tache)
            if len(en_cours) == _A_LA_FOIS:
                yield en_cours[0].rendre()
                en_cours.popleft().finir()
        while en_cours:
            yield en_cours[0].rendre()
            en_cours.popleft().finir()
    finally:
        for aide in en_cours:
            aide.finir()


def processeurs() -> int:
    """How many processes can run at once."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class _Faite(NamedTuple, Generic[R]):
    """A task that this process has done."""

    resultat: R

    def finie(self) -> bool:
        return True

    def obtenir(self) -> R:
        return self.resultat


def _libre(equipe: Sequence[Aide[T, R]], assez: int) -> Aide[T, R] | None:
    """The helper that has least to do, unless all have enough tasks."""
    libre = min(equipe, key=lambda aide: aide.occupee(), default=None)
    return libre if libre and libre.occupee() < assez else None
