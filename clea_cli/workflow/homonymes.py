"""Whether two of any number of names are the same, in bounded memory."""

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator
from tempfile import TemporaryFile
from types import TracebackType
from typing import Self

_SANS_NUMPY = 20_000  # hashes compared sooner than numpy is loaded
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
        if self._nombre <= _SANS_NUMPY:
            toutes = [empreinte for morceau in self._morceaux() for empreinte in morceau]
            seules = len(set(toutes)) == len(toutes)
            return set() if seules else {empreinte for empreinte, fois in Counter(toutes).items() if fois > 1}
        import numpy as np  # late: a short grille must not wait for it

        doubles: set[int] = set()
        passages = self._nombre // _PAR_PASSAGE + 1
        for passage in range(passages):
            parts = (np.frombuffer(morceau, "q") for morceau in self._morceaux())
            triees = np.concatenate([part[part % passages == passage] for part in parts])
            triees.sort()
            doubles.update(triees[1:][triees[1:] == triees[:-1]].tolist())
        return doubles

    def _morceaux(self) -> Iterator["array[int]"]:
        self._fichier.seek(0)
        while octets := self._fichier.read(_MORCEAU):
            morceau = array("q")
            morceau.frombytes(octets)
            yield morceau
