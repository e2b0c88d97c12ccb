"""Work shared among processes, in order; never more of it waits than the processes can use."""

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice
from multiprocessing import get_context
from typing import Any, TypeVar

P = TypeVar("P")
T = TypeVar("T")
R = TypeVar("R")

_D_AVANCE = 2  # tasks a process, beside the one whose result is awaited: memory does not grow with their number


def tous(
    faire: Callable[[P, T], R], partage: P, taches: Sequence[T], travailleurs: int, par_processus: int | None = None
) -> Iterator[R]:
    """Give `faire(partage, task)` of each task, in order, by that many processes (1: this one).

    `par_processus` is how many tasks one does before another takes its place, with none of the memory that it took.
    """
    if travailleurs < 2 or len(taches) < 2:
        yield from (faire(partage, tache) for tache in taches)
        return
    contexte = get_context("spawn")  # typst has threads, which a process that forks would leave halfway
    with ProcessPoolExecutor(
        travailleurs, contexte, _retenir, (faire, partage), max_tasks_per_child=par_processus
    ) as processus:
        suite = iter(taches)
        attendus: deque[Future[R]] = deque()
        attendus += (processus.submit(_une, tache) for tache in islice(suite, travailleurs * _D_AVANCE))
        while attendus:
            yield attendus.popleft().result()
            attendus += (processus.submit(_une, tache) for tache in islice(suite, 1))


_RETENU: list[Any] = []  # of a process: what all its tasks share


def _retenir(faire: Callable[[P, T], R], partage: P) -> None:
    _RETENU[:] = [faire, partage]


def _une(tache: Any) -> Any:
    faire, partage = _RETENU
    return faire(partage, tache)
