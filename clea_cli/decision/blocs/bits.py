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
    par_critere: list[Any] = []
    for colonne in colonnes:
        reponses = octets(colonne, nombre)
        par_critere.append(np.frombuffer(reponses, "u1"))
    # Eight rows of critères become one of bytes; turned, it is a row a candidate.
    tableau = np.array(par_critere)
    serres = np.packbits(tableau, axis=0, bitorder="little")
    return serres.T


def lire(flux: BinaryIO, references: Sequence[bytes], criteres: int) -> Iterator[Grille]:
    """The grilles of those records, each with the reference (comparable) of its candidate."""
    # Each of the two sets takes whole bytes.
    long = -(-criteres // 8)
    for reference in references:
        acquis = flux.read(long)
        possibles = flux.read(long)
        yield Grille(
            candidat=reference.decode(),
            acquis=int.from_bytes(acquis, "little"),
            possibles=int.from_bytes(possibles, "little"),
        )
