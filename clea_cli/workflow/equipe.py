"""Work shared among processes: every result, once and in order, whatever becomes of those that help."""

import os
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection
from threading import Lock, Thread
from typing import Any, TypeVar

_A_LA_FOIS = 2  # processes that have a task each, and this one none
_EN_ATTENTE = 3  # small tasks given to another process: it must not wait while this one is busy with its own
# Forked, a process is there at once and shares this one's memory; only the libraries of Linux bear it, and no thread.
_FOURCHE = sys.platform == "linux"
_SANS_AUTRE = (OSError, NotImplementedError)  # what a system says that has no process, or no pipe, to give

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
) -> Iterator[R]:
    """Give `faire(partage, task)` of each task, in order, by so many other processes and this one, whichever is free.

    Where no other can be had, or one dies, this one does what is left; a lone task is done by this one. Not
    `ici_aussi`: only then, for what they do takes memory that is not given back. `sans_fils`: nothing here starts
    threads.
    """
    autres = autres if len(taches) > 1 else 0
    contexte = get_context("fork" if sans_fils and _FOURCHE else "spawn")
    equipe = [autre for autre in (_naitre(contexte, faire, partage) for _ in range(autres)) if autre]
    for autre in equipe:  # only now: a process that forks must have no thread
        autre.ecouter()
    attendus: deque[tuple[T, Future[R]]] = deque()
    try:
        for rang, tache in enumerate(taches):
            assez = _EN_ATTENTE
            if ici_aussi:  # of the last ones, this process keeps its share
                assez = min(assez, (len(taches) - rang + 1) // 2)
            while (libre := _libre(equipe, assez)) is None and attendus and not ici_aussi:
                yield _obtenir(faire, partage, *attendus.popleft())
            attendus.append((tache, libre.confier(tache) if libre else Future()))
            if not libre:
                attendus[-1][1].set_result(faire(partage, tache))
            while attendus and attendus[0][1].done():
                yield _obtenir(faire, partage, *attendus.popleft())
        yield from (_obtenir(faire, partage, *attendu) for attendu in attendus)
    finally:
        for autre in equipe:
            autre.finir()


def a_part(faire: Callable[[P, T], R], partage: P, taches: Sequence[T]) -> Iterator[R]:
    """Give `faire(partage, task)` of each task, in order, each by a process of its own, whose memory goes with it.

    A lone task is done by this one.
    """
    if len(taches) < 2:
        yield from (faire(partage, tache) for tache in taches)
        return
    en_cours: deque[tuple[T, _Autre | None, Future[R]]] = deque()
    contexte = get_context("spawn")
    try:
        for tache in taches:
            if autre := _naitre(contexte, faire, partage):
                autre.ecouter()
            en_cours.append((tache, autre, autre.confier(tache) if autre else _perdu()))
            if len(en_cours) == _A_LA_FOIS:
                yield _finir(faire, partage, *en_cours.popleft())
        while en_cours:
            yield _finir(faire, partage, *en_cours.popleft())
    finally:
        for _, autre, _ in en_cours:
            if autre:
                autre.finir()


def processeurs() -> int:
    """How many processes can run at once."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class _MortError(Exception):
    """The process that had the task is no more."""


class _Autre:
    """Another process, and what is awaited from it.

    Its pipe is its own, held by nobody else at its end: if it dies in the middle of a result, that is seen at once.
    """

    def __init__(self, contexte: Any, faire: Callable[[P, T], R], partage: P) -> None:
        self._ici, la = contexte.Pipe()
        self._attendus: deque[Future[Any]] = deque()
        self._verrou = Lock()
        self._mort = False
        self._fil = Thread(target=self._recevoir, daemon=True)
        self._processus = contexte.Process(target=_servir, args=(self._ici, la, faire, partage), daemon=True)
        self._processus.start()
        la.close()

    def ecouter(self) -> None:
        """Begin to receive what it gives."""
        try:
            self._fil.start()
        except RuntimeError:  # the system has no thread to give
            self._mort = True

    def occupe(self) -> int:
        """How many tasks it has; more than any, once it is dead."""
        return sys.maxsize if self._mort else len(self._attendus)

    def confier(self, tache: Any) -> Future[Any]:
        """Give it a task."""
        attendu: Future[Any] = Future()
        with self._verrou:
            if self._mort:
                return _perdu()
            self._attendus.append(attendu)
        with suppress(OSError):  # it is dead, and `_recevoir` will see it
            self._ici.send(tache)
        return attendu

    def _recevoir(self) -> None:
        with suppress(EOFError, OSError):
            while True:
                resultat = self._ici.recv()
                self._attendus.popleft().set_result(resultat)
        with self._verrou:
            self._mort = True
            for attendu in self._attendus:
                attendu.set_exception(_MortError())

    def finir(self) -> None:
        """End it, whatever it is doing: what it does leaves no trace."""
        self._processus.kill()
        self._processus.join()
        if self._fil.ident:
            self._fil.join()
        self._ici.close()


def _naitre(contexte: Any, faire: Callable[[P, T], R], partage: P) -> _Autre | None:
    try:
        return _Autre(contexte, faire, partage)
    except _SANS_AUTRE:
        return None


def _libre(equipe: Sequence[_Autre], assez: int) -> _Autre | None:
    """The one that has least to do, unless all have enough tasks."""
    libre = min(equipe, key=_Autre.occupe, default=None)
    return libre if libre and libre.occupe() < assez else None


def _perdu() -> Future[Any]:
    perdu: Future[Any] = Future()
    perdu.set_exception(_MortError())
    return perdu


def _obtenir(faire: Callable[[P, T], R], partage: P, tache: T, attendu: Future[R]) -> R:
    try:
        return attendu.result()
    except _MortError:
        return faire(partage, tache)


def _finir(faire: Callable[[P, T], R], partage: P, tache: T, autre: _Autre | None, attendu: Future[R]) -> R:
    try:
        return _obtenir(faire, partage, tache, attendu)
    finally:
        if autre:
            autre.finir()


def _servir(sien: Connection, ici: Connection, faire: Callable[[P, T], R], partage: P) -> None:
    """Do the tasks that come, in a process that helps another, and ends with it, even if that one is killed.

    It ends also at the first error: the other does the task again, and meets the error where it can be told.
    """
    sien.close()  # or the pipe would have an end as long as this process lives
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the one that is helped
    with suppress(Exception):
        while True:
            ici.send(faire(partage, ici.recv()))
