"""Files watched: a moment each time that one of them is saved."""

import time
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

_PAUSE = 0.4  # seconds between two looks
_REPOS = 0.2  # seconds that a file must be still: a spreadsheet writes in several gestures


def enregistrements(chemins: Sequence[str]) -> Iterator[datetime]:
    """Yield at once, then whenever a file was saved; one gone for a moment is waited for."""
    avant = _etat(chemins)
    yield datetime.now().astimezone()
    while True:
        time.sleep(_PAUSE)
        apres = _etat(chemins)
        if apres == avant or None in apres:
            continue
        time.sleep(_REPOS)
        if _etat(chemins) == apres:
            avant = apres
            yield datetime.now().astimezone()


def _etat(chemins: Sequence[str]) -> list[tuple[int, int] | None]:
    """When each file was last written, and its size; None if it is not there."""
    etats: list[tuple[int, int] | None] = []
    for chemin in chemins:
        try:
            vu = Path(chemin).stat()
        except OSError:
            etats.append(None)
        else:
            etats.append((vu.st_mtime_ns, vu.st_size))
    return etats
