"""Whether two of any number of names are the same, in bounded memory."""

from array import array
from collections.abc import Iterable, Iterator
from tempfile import TemporaryFile
from types import TracebackType
from typing import Self

import numpy as np
from numpy.typing import NDArray

_PAR_PASSAGE = 500_000  # hashes held at once
_MORCEAU = 1 << 19  # bytes of them read at once


class Homonymes:
    """A hash a name, in a temporary file; they are compared a part at a time."""

    def __init__(self) -> None:
        """Start with no name."""
        self._fichier = TemporaryFile()  # noqa: SIM115 — closed by `__exit__`
        self._nombre = 0

    def __enter__(self) -> Self:
        """Hold the file."""
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        """Give it back."""
        self._fichier.close()

    def noter(self, noms: Iterable[bytes]) -> None:
        """Remember more names."""
        empreintes = array("q", map(hash, noms))
        self._nombre += len(empreintes)
        empreintes.tofile(self._fichier)

    def empreintes(self) -> set[int]:
        """The hashes that came more than once: those of the same name, or of two others once in a billion files."""
        doubles: set[int] = set()
        passages = self._nombre // _PAR_PASSAGE + 1
        for passage in range(passages):
            # The same hashes fall into the same passage…
            siennes = [part[part % passages == passage] for part in self._parts()]
            triees = np.concatenate([np.empty(0, "q"), *siennes])
            # …where, sorted, they stand side by side.
            triees.sort()
            doubles.update(triees[1:][triees[1:] == triees[:-1]].tolist())
        return doubles

    def _parts(self) -> Iterator[NDArray[np.int64]]:
        self._fichier.seek(0)
        while octets := self._fichier.read(_MORCEAU):
            yield np.frombuffer(octets, "q")
