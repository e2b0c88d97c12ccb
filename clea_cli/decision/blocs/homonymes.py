"""Whether two of any number of names are the same, in bounded memory."""

from collections.abc import Iterator, Sequence
from io import SEEK_END
from typing import TYPE_CHECKING, BinaryIO

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

_OCTETS = 8  # of a hash
_PAR_PASSAGE = 500_000  # hashes held at once
_MORCEAU = 1 << 19  # bytes of them read at once


def noter(flux: BinaryIO, noms: Sequence[bytes]) -> None:
    """Write a hash a name, after those of the names before."""
    flux.write(np.fromiter(map(hash, noms), "q", len(noms)).tobytes())


def doubles(flux: BinaryIO) -> set[int]:
    """The hashes that came more than once: those of one name, or of two others once in a billion files."""
    trouves: set[int] = set()
    passages = flux.seek(0, SEEK_END) // _OCTETS // _PAR_PASSAGE + 1
    for passage in range(passages):
        # Equal hashes fall into the same passage…
        siennes = [np.empty(0, "q")]
        siennes += [part[part % passages == passage] for part in _parts(flux)]
        triees = np.concatenate(siennes)
        # …where, once sorted, they stand side by side.
        triees.sort()
        suivantes = triees[1:]
        trouves.update(suivantes[suivantes == triees[:-1]].tolist())
    return trouves


def _parts(flux: BinaryIO) -> "Iterator[NDArray[np.int64]]":
    flux.seek(0)
    while octets := flux.read(_MORCEAU):
        yield np.frombuffer(octets, "q")
