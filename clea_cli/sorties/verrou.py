"""One program at a time in a folder; the system gives the lock back however the program ends."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from clea_cli.diagnostics import Diagnostic, Position, diagnostic
from clea_cli.sorties.ecriture import ecriture_refusee

NOM = ".verrou"


@contextmanager
def seul(dossier: str) -> Iterator[Diagnostic | None]:
    """Hold a folder; the value is the fault that keeps from it: J303 (another is at work there), S202."""
    try:
        flux = (Path(dossier) / NOM).open("ab")
    except OSError as erreur:
        yield ecriture_refusee(dossier, erreur)
        return
    with flux:
        try:
            prendre(flux)
        except OSError:
            yield diagnostic("J303", Position(dossier))
            return
        yield None


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
