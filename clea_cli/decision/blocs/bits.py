"""The answers of a block of candidates as bits, for who counts people rather than writes verdicts."""

from collections.abc import Iterator, Sequence
from typing import Any, BinaryIO

import numpy as np

from clea_cli.decision.colonnes import octets
from clea_cli.grille.grille import Colonnes, Grille


def ecrire(colonnes: Colonnes) -> bytes:
    """A record a candidate: the bits of what is acquired, then of what is not lost, the first critère lowest."""
    moities = [
        _par_candidat(bits, colonnes.nombre) for bits in (colonnes.acquis, colonnes.possibles)
    ]
    return np.concatenate(moities, axis=1).tobytes()


def _par_candidat(colonnes: Sequence[Any], nombre: int) -> Any:
    """A row of packed bits a candidate."""
    tableau = np.array([np.frombuffer(octets(colonne, nombre), "u1") for colonne in colonnes])
    return np.packbits(tableau, axis=0, bitorder="little").T


def lire(flux: BinaryIO, references: Sequence[bytes], criteres: int) -> Iterator[Grille]:
    """The grilles of those records, each with the reference (comparable) of its candidate."""
    long = -(-criteres // 8)
    for reference in references:
        acquis, possibles = flux.read(long), flux.read(long)
        lus = int.from_bytes(acquis, "little"), int.from_bytes(possibles, "little")
        yield Grille(reference.decode(), *lus)
