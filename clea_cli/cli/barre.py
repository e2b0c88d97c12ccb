"""How far a long work is, on a terminal."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def barre(titre: str, *, longue: bool = True) -> Iterator[Callable[[int, int], None]]:
    """A bar on a terminal that hears how much is done, of how much; nothing elsewhere.

    Nor is there one for a work that is not `longue`.
    """
    if not longue or not sys.stderr.isatty():
        yield lambda fait, tous: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as suivi:
        tache = suivi.add_task(titre, total=None)

        def avancer(fait: int, tous: int) -> None:
            suivi.update(tache, completed=fait, total=tous)

        yield avancer
