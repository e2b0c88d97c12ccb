"""A helper: another process that does tasks for this one.

Its death is told apart from the errors of its tasks. It is an executor of one process: of an
executor of several, nobody could tell which task has killed it. Three things that executors lack
are here: a helper ends with the program that it helps, even killed; it takes no module of Python
from the current folder; its death in the middle of a result is seen.
"""

import os
import pickle
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import Thread
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

if TYPE_CHECKING:  # late, as below: most commands share nothing
    from concurrent.futures import Future, ProcessPoolExecutor
    from multiprocessing.process import BaseProcess

_MORTS_MAX = 2  # helpers that a task may kill
_NAISSANCE = 60  # seconds that a helper may take to begin
_SANS_DOSSIER = "PYTHONSAFEPATH"  # the `-P` of Python, for the processes that it starts
# What a system says that has no process, pipe, semaphore or thread to give.
_SANS_AIDE = (OSError, NotImplementedError, ImportError, RuntimeError)

T = TypeVar("T")
R = TypeVar("R")


class Perdue(NamedTuple):
    """What is given instead of a result: the task has killed two helpers, and would kill us too."""


class Confiee(Generic[T, R]):
    """A task that a helper has."""

    def __init__(self, aide: "Aide[T, R]", tache: T) -> None:
        """Make it known, and not sent yet."""
        self._aide = aide
        self.tache = tache
        self.morts = 0  # helpers that it has killed
        self.recue: Future[bytes] | None = None  # None: no helper has it

    def finie(self) -> bool:
        """Whether nothing more is to be awaited from its helper."""
        return self.recue is None or self.recue.done()

    def obtenir(self) -> R | Perdue:
        """Give its result; those of one helper are asked for in their order."""
        return self._aide.rendre()


class Aide(Generic[T, R]):
    """A helper and the tasks that it has; where it dies, another takes its place."""

    def __init__(self, faire: Callable[[T], R], maniere: str) -> None:
        """Start a process that does such tasks, in one of the manners of `multiprocessing`."""
        self._faire = faire
        self._maniere = maniere
        self._confiees: deque[Confiee[T, R]] = deque()
        self._processus: list[BaseProcess] = []
        self._executeur: ProcessPoolExecutor | None = None
        self._nee: Future[None] | None = None  # done when the process has begun
        self._naitre()

    def occupee(self) -> int:
        """How many tasks it is busy with; more than any, where there is no process to be had."""
        if self._executeur is None:
            return sys.maxsize
        en_cours = [confiee for confiee in self._confiees if not confiee.finie()]
        return len(en_cours)

    def confier(self, tache: T) -> Confiee[T, R]:
        """Give it a task."""
        confiee = Confiee(self, tache)
        self._confiees.append(confiee)
        self._envoyer(confiee)
        return confiee

    def rendre(self) -> R | Perdue:
        """Give the result of the first of its tasks.

        It is done here if no process can be had, or if the result cannot come.
        """
        from concurrent.futures import BrokenExecutor

        confiee = self._confiees[0]
        try:
            # Another helper is tried as long as the task may not be what kills them.
            while confiee.morts < _MORTS_MAX and self._est_nee():
                try:
                    if confiee.recue:
                        octets = confiee.recue.result()
                        resultat: R = pickle.loads(octets)  # noqa: S301 — our own helper's
                        return resultat
                except BrokenExecutor:
                    # Tasks are done in their order: it died of the first one that it had.
                    confiee.morts += 1
                except Exception:  # the task is done again here, where its error can be told
                    break
                self._remplacer()
        finally:
            # It stays the first until then, so that a helper that takes over is given it again.
            self._confiees.popleft()
        if confiee.morts == _MORTS_MAX:
            return Perdue()
        return self._faire(confiee.tache)

    def finir(self) -> None:
        """End it, whatever it is doing: what it does leaves no trace."""
        # Killed first: an executor that is shut down waits for what its process is doing.
        for processus in self._processus:
            processus.kill()
        if self._executeur:
            with suppress(RuntimeError):  # its thread could not be started
                self._executeur.shutdown(cancel_futures=True)
        for processus in self._processus:
            processus.join()
        self._executeur = None

    def _naitre(self) -> None:
        from concurrent.futures import ProcessPoolExecutor
        from multiprocessing import active_children, get_context

        # With -E, what forbids the current folder would not be heard.
        if sys.flags.ignore_environment and not sys.flags.safe_path:
            return
        deja = active_children()
        try:
            with _sans_dossier_courant():
                # Here begins what keeps Python's semaphores, after which Ctrl-C is heard whatever
                # was asked before.
                self._executeur = ProcessPoolExecutor(
                    max_workers=1,
                    mp_context=get_context(self._maniere),
                    initializer=_preparer,
                    initargs=(self._faire,),
                )
                # A process starts with the first task, not with the executor.
                with _sans_interruption():
                    self._nee = self._executeur.submit(_rien)
            _fermer_les_autres_bouts(self._executeur)
        except _SANS_AIDE:
            self._nee = None
        # An executor does not say which process it has started: it is the one that was not there.
        self._processus = [enfant for enfant in active_children() if enfant not in deja]
        if self._nee is None:
            self.finir()

    def _est_nee(self) -> bool:
        """Whether a process has begun; what dies at birth, or never begins, is given up."""
        from concurrent.futures import BrokenExecutor

        if self._executeur is None or self._nee is None:
            return False
        try:
            self._nee.result(_NAISSANCE)
        except (BrokenExecutor, TimeoutError):
            self.finir()
        return self._executeur is not None

    def _remplacer(self) -> None:
        """Start another process, and give it all tasks but the one that has killed two."""
        self.finir()
        self._naitre()
        for confiee in self._confiees:
            if confiee.morts < _MORTS_MAX:
                self._envoyer(confiee)

    def _envoyer(self, confiee: Confiee[T, R]) -> None:
        """Hand a task to the process, if there is one."""
        confiee.recue = None
        if self._executeur:
            with suppress(RuntimeError):  # it is dead, as `rendre` will see
                confiee.recue = self._executeur.submit(_servir, confiee.tache)


@contextmanager
def _sans_dossier_courant() -> Iterator[None]:
    """Let no process started meanwhile look for modules in the current folder.

    Anyone may have put some there.
    """
    avant = os.environ.get(_SANS_DOSSIER)
    os.environ[_SANS_DOSSIER] = "1"
    try:
        yield
    finally:
        if avant is None:
            del os.environ[_SANS_DOSSIER]
        else:
            os.environ[_SANS_DOSSIER] = avant


@contextmanager
def _sans_interruption() -> Iterator[None]:
    """Let processes started meanwhile never hear Ctrl-C: it is for this one, afterwards."""
    if sys.platform == "win32":
        yield
    else:
        # A process is born with the mask of the one that starts it.
        avant = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            yield
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, avant)


def _fermer_les_autres_bouts(executeur: "ProcessPoolExecutor") -> None:
    """Close the ends of its pipes that its process alone uses.

    Left open here, a result of which half has come would be awaited for ever, and a long task
    written for ever to a dead process. No public name leads to them; without them, only such a
    death goes unseen.
    """
    for nom, bout in (("_result_queue", "_writer"), ("_call_queue", "_reader")):
        with suppress(AttributeError):
            file = getattr(executeur, nom)
            getattr(file, bout).close()


# What follows runs in the helper.

# What is done of each task.
_TRAVAIL: list[Callable[[Any], Any]] = []


def _preparer(faire: Callable[[Any], Any]) -> None:
    """Begin: deaf to Ctrl-C, bound to the life of the process that is helped."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    veilleur = Thread(target=_finir_avec_l_autre, daemon=True)
    veilleur.start()
    _TRAVAIL.append(faire)


def _finir_avec_l_autre() -> None:
    """End when the process that is helped ends, even killed, whatever this one is doing."""
    from multiprocessing import parent_process

    autre = parent_process()
    if autre:
        autre.join()
        os._exit(1)


def _rien() -> None:
    """Do nothing, once begun."""


def _servir(tache: Any) -> bytes:
    """Give the result as bytes, which surely pass from here to there; b"" if there is none."""
    try:
        resultat = _TRAVAIL[0](tache)
        return pickle.dumps(resultat, pickle.HIGHEST_PROTOCOL)
    except BaseException:  # the other does it again, and meets the error where it can be told
        return b""
