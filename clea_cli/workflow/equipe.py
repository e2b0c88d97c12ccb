"""Work shared among processes, in order; never more of it waits than the processes can use."""

import os
import sys
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing import get_context, parent_process
from threading import Thread
from typing import Any, TypeVar

# Forked, a process is there at once and shares this one's memory; only the libraries of Linux bear it, and no thread.
_FOURCHE = sys.platform == "linux"
_SANS_AUTRE = (BrokenProcessPool, OSError, NotImplementedError)  # it died, or the system has none to give
_EN_ATTENTE = 6  # small tasks given to another process: it must not wait while this one is busy with its own

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


def ensemble(
    faire: Callable[[P, T], R], partage: P, taches: Sequence[T], autres: int, *, sans_fils: bool
) -> Iterator[R]:
    """Give `faire(partage, task)` of each task, in order, by this process and so many others, whichever is free.

    Where no other can be had, or they die, this one does what is left. `sans_fils`: nothing here starts threads.
    """
    contexte = get_context("fork" if sans_fils and _FOURCHE else "spawn")
    try:
        autre = ProcessPoolExecutor(autres, contexte, _retenir, (faire, partage))
    except _SANS_AUTRE:
        yield from (faire(partage, tache) for tache in taches)
        return
    with autre:
        attendus: deque[tuple[T, Future[R]]] = deque()
        for tache in taches:
            libre = sum(not attendu.done() for _, attendu in attendus) < _EN_ATTENTE * autres
            attendus.append((tache, _confier(autre, tache) if libre else _fait(faire(partage, tache))))
            while attendus and attendus[0][1].done():
                yield _obtenir(faire, partage, *attendus.popleft())
        yield from (_obtenir(faire, partage, *attendu) for attendu in attendus)


def _confier(autre: ProcessPoolExecutor, tache: Any) -> Future[Any]:
    try:
        return autre.submit(_une, tache)
    except _SANS_AUTRE as erreur:
        perdu: Future[Any] = Future()
        perdu.set_exception(erreur)
        return perdu


def _fait(resultat: R) -> Future[R]:
    fait: Future[R] = Future()
    fait.set_result(resultat)
    return fait


def _obtenir(faire: Callable[[P, T], R], partage: P, tache: T, attendu: Future[R]) -> R:
    try:
        return attendu.result()
    except _SANS_AUTRE:
        return faire(partage, tache)


def processeurs() -> int:
    """How many processes can run at once."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


_RETENU: list[Any] = []  # of a process: what all its tasks share


def _retenir(faire: Callable[[P, T], R], partage: P) -> None:
    """Begin as a process that helps another, and ends with it: if that one is killed, nobody asks for more."""
    _RETENU[:] = [faire, partage]
    Thread(target=_finir_avec, args=(parent_process(),), daemon=True).start()


def _finir_avec(autre: Any) -> None:
    autre.join()
    os._exit(1)


def _une(tache: Any) -> Any:
    faire, partage = _RETENU
    return faire(partage, tache)
