"""Whether two of any number of names are the same, in bounded memory."""

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator
from tempfile import TemporaryFile
from types import TracebackType
from typing import Self

_PAR_PASSAGE = 200_000  # hashes held at once
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
            vues: set[int] = set()
            for morceau in self._morceaux():
                ici = [e for e in morceau if e % passages == passage] if passages > 1 else list(morceau)
                attendu = len(vues) + len(ici)
                deja = vues.intersection(ici)
                vues.update(ici)
                if len(vues) < attendu:
                    doubles |= deja | {e for e, fois in Counter(ici).items() if fois > 1}
        return doubles

    def _morceaux(self) -> Iterator["array[int]"]:
        self._fichier.seek(0)
        while octets := self._fichier.read(_MORCEAU):
            morceau = array("q")
            morceau.frombytes(octets)
            yield morceau
