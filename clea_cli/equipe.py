"""Work shared among processes: every result, once and in order, whatever becomes of the helpers.

How one of them is started, fed and stopped is in `equipe_aide`.
"""

import os
import sys
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Generic, NamedTuple, TypeVar

from clea_cli.equipe_aide import Aide, Confiee, Perdue

__all__ = ["Perdue", "a_part", "ensemble", "processeurs"]

_A_LA_FOIS = 2  # processes that have a task each, and this one none
_EN_ATTENTE = 3  # small tasks given to a helper: it must not wait while this process is busy
# Forked, a process is there at once, for a tenth less work on the largest file; only the libraries
# of Linux bear it.
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
    """Give `faire(partage, task)` of each task, in order, by so many helpers and this process.

    Whichever is free does the next. `Perdue` stands for the result of a task that has killed two
    helpers. Where no helper can be had, this process does all; a lone task is done by it. Not
    `ici_aussi`: only then, for what they do takes memory that is not given back. `sans_fils`:
    nothing here starts threads.
    """
    if len(taches) < 2:
        autres = 0
    # A fork takes none of the threads along, but the locks that they hold. A second one would be
    # forked beside the threads that look after the first.
    peut_fourcher = sans_fils and _FOURCHE and autres == 1
    maniere = "fork" if peut_fourcher else "spawn"
    travail = partial(faire, partage)
    equipe = [Aide[T, R](travail, maniere) for _ in range(autres)]
    # The results that have not left yet, in the order of their tasks.
    attendus: deque[Confiee[T, R] | _Faite[R]] = deque()
    try:
        for rang, tache in enumerate(taches):
            assez = _EN_ATTENTE
            # Of the last ones, this process keeps its share.
            if ici_aussi:
                restantes = len(taches) - rang
                la_moitie = (restantes + 1) // 2
                assez = min(assez, la_moitie)
            libre = _libre(equipe, assez)
            # Where this process is not to do any, a helper is waited for by waiting for a result.
            while libre is None and attendus and not ici_aussi:
                yield attendus.popleft().obtenir()
                libre = _libre(equipe, assez)
            if libre:
                confiee = libre.confier(tache)
                attendus.append(confiee)
            else:
                resultat = faire(partage, tache)
                attendus.append(_Faite(resultat))
            # Results leave in the order of their tasks, as soon as they are there.
            while attendus and attendus[0].finie():
                yield attendus.popleft().obtenir()
        while attendus:
            yield attendus.popleft().obtenir()
    finally:
        # Whoever takes the results may stop before the last.
        for aide in equipe:
            aide.finir()


def a_part(faire: Callable[[P, T], R], partage: P, taches: Sequence[T]) -> Iterator[R | Perdue]:
    """Give `faire(partage, task)` of each task, in order, each by a helper of its own.

    Its memory goes with it. `Perdue` stands for the result of a task that has killed two helpers. A
    lone task is done by this process.
    """
    if len(taches) < 2:
        for tache in taches:
            yield faire(partage, tache)
        return
    travail = partial(faire, partage)
    en_cours: deque[Aide[T, R]] = deque()
    try:
        for tache in taches:
            aide = Aide[T, R](travail, "spawn")
            en_cours.append(aide)
            aide.confier(tache)
            if len(en_cours) == _A_LA_FOIS:
                # It stays among them until it has ended: `finally` sees to it otherwise.
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
    # A container may give this process fewer than the machine has.
    if hasattr(os, "sched_getaffinity"):
        permis = os.sched_getaffinity(0)
        return len(permis)
    return os.cpu_count() or 1


class _Faite(NamedTuple, Generic[R]):
    """A task that this process has done."""

    resultat: R

    def finie(self) -> bool:
        return True

    def obtenir(self) -> R:
        return self.resultat


def _libre(equipe: Sequence[Aide[T, R]], assez: int) -> Aide[T, R] | None:
    """The helper that has least to do, unless all have enough tasks."""
    trouvee: Aide[T, R] | None = None
    le_moins = assez
    for aide in equipe:
        occupee = aide.occupee()
        if occupee < le_moins:
            trouvee = aide
            le_moins = occupee
    return trouvee
