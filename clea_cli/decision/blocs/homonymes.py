"""Whether two of any number of references are the same, in bounded memory."""

from collections.abc import Iterator, Sequence
from io import SEEK_END
from typing import TYPE_CHECKING, BinaryIO

import numpy as np

from clea_cli.sources.mots import reference_comparable

if TYPE_CHECKING:
    from numpy.typing import NDArray

_OCTETS = 8  # of a hash
_PAR_PASSAGE = 500_000  # hashes held at once
_MORCEAU = 1 << 19  # bytes of them read at once


def comparables(noms: Sequence[bytes]) -> bytes:
    """The names as `reference_comparable` reduces them, one a line."""
    tous = b"\n".join(noms)
    # Names of plain signs and single spaces only want their capitals lowered, all at once.
    if tous.isascii() and b"  " not in tous:
        signes = tous.replace(b"\n", b"").decode()
        if signes.isprintable():
            return tous.lower()
    comparees = [reference_comparable(nom.decode()) for nom in noms]
    return "\n".join(comparees).encode()


def noter(flux: BinaryIO, references: Sequence[bytes]) -> None:
    """Write a hash a reference (comparable), after those of the ones before."""
    empreintes = np.fromiter(map(hash, references), "q", len(references))
    flux.write(empreintes.tobytes())


def doubles(flux: BinaryIO) -> set[int]:
    """The hashes that came more than once.

    They are those of one reference, or of two others once in a billion files.
    """
    trouves: set[int] = set()
    octets = flux.seek(0, SEEK_END)
    nombre = octets // _OCTETS
    passages = nombre // _PAR_PASSAGE + 1
    for passage in range(passages):
        # Equal hashes fall into the same passage…
        siennes = [np.empty(0, "q")]
        for part in _parts(flux):
            ici = part % passages == passage
            siennes.append(part[ici])
        triees = np.concatenate(siennes)
        # …where, once sorted, they stand side by side.
        triees.sort()
        suivantes = triees[1:]
        comme_avant = suivantes == triees[:-1]
        egales = suivantes[comme_avant]
        trouves.update(egales.tolist())
    return trouves


def _parts(flux: BinaryIO) -> "Iterator[NDArray[np.int64]]":
    flux.seek(0)
    while octets := flux.read(_MORCEAU):
        yield np.frombuffer(octets, "q")
