"""The answers of a block of candidates as bits, for who counts people and writes no verdict."""

from collections.abc import Iterator, Sequence
from typing import Any, BinaryIO

import numpy as np

from clea_cli.decision.colonnes import octets
from clea_cli.grille.grille import Colonnes, Grille


def ecrire(colonnes: Colonnes) -> bytes:
    """A record a candidate: the bits of what is acquired, then of what is not lost.

    The first critère is the lowest bit.
    """
    acquis = _par_candidat(colonnes.acquis, colonnes.nombre)
    possibles = _par_candidat(colonnes.possibles, colonnes.nombre)
    return np.concatenate([acquis, possibles], axis=1).tobytes()


def _par_candidat(colonnes: Sequence[Any], nombre: int) -> Any:
    """A row of packed bits a candidate."""
    # A row of bytes a critère becomes, eight critères a byte, a row a candidate.
    lues = [np.frombuffer(octets(colonne, nombre), "u1") for colonne in colonnes]
    return np.packbits(np.array(lues), axis=0, bitorder="little").T


def lire(flux: BinaryIO, references: Sequence[bytes], criteres: int) -> Iterator[Grille]:
    """The grilles of those records, each with the reference (comparable) of its candidate."""
    long = -(-criteres // 8)
    for reference in references:
        acquis = int.from_bytes(flux.read(long), "little")
        possibles = int.from_bytes(flux.read(long), "little")
        yield Grille(reference.decode(), acquis, possibles)
