"""One program at a time in a folder; the system gives the lock back however the program ends."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from clea_cli.diagnostics import Diagnostic, Position, diagnostic
from clea_cli.sorties.ecriture import ecriture_refusee

NOM = ".verrou"
_PAUSE = 0.05  # seconds between two tries


@contextmanager
def seul(dossier: str, patience: float = 0) -> Iterator[Diagnostic | None]:
    """Hold a folder; the value is the fault that keeps from it: J303 (another is there), S202.

    Whoever is there is waited for, `patience` seconds at most.
    """
    verrou = Path(dossier) / NOM
    try:
        flux = verrou.open("ab")
    except OSError as erreur:
        yield ecriture_refusee(dossier, erreur)
        return
    with flux:
        if _attendre(flux, patience):
            yield None
        else:
            yield diagnostic("J303", Position(dossier))


def _attendre(flux: BinaryIO, patience: float) -> bool:
    """Hold a file, once nobody else does; whether it came to that."""
    fin = time.monotonic() + patience
    while True:
        try:
            prendre(flux)
        except OSError:
            if time.monotonic() >= fin:
                return False
            time.sleep(_PAUSE)
        else:
            return True


if sys.platform == "win32":
    import msvcrt

    def prendre(flux: BinaryIO) -> None:
        """Hold a file that is open, until it is closed. Raises OSError when another holds it."""
        msvcrt.locking(flux.fileno(), msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def prendre(flux: BinaryIO) -> None:
        """Hold a file that is open, until it is closed. Raises OSError when another holds it."""
        fcntl.flock(flux, fcntl.LOCK_EX | fcntl.LOCK_NB)
