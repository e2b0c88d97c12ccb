"""A table of people as sets of people: an integer of bits each, the first person in the lowest."""

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import pandas as pd

from clea_cli.cohorte.masquage import SEUIL, presents
from clea_cli.cohorte.statistiques import Quartiles

_QUARTILES_MIN = 2 * SEUIL  # people: of five, the quarters are the results of three of them


def bits(vrais: Iterable[bool]) -> int:
    """The people of whom something is true, a bit for each."""
    tableau = np.fromiter(vrais, dtype=bool)
    return _de_tableau(tableau)


def _de_tableau(tableau: Any) -> int:
    octets = np.packbits(tableau, bitorder="little").tobytes()
    return int.from_bytes(octets, "little")


def ensemble(vrais: "pd.Series[Any]") -> int:
    """The same, of a column of a table."""
    return _de_tableau(vrais.to_numpy(dtype=bool))


def parmi(personnes: int, nombre: int) -> Any:
    """Of each of `nombre` people, whether it is one of a set."""
    return presents(personnes, nombre) > 0


def quartiles(valeurs: "pd.Series[Any]") -> Quartiles | None:
    """Of whole numbers, so that the quarters between them are exact; none of too few people."""
    if len(valeurs) < _QUARTILES_MIN:
        return None
    entiers = valeurs.astype("int64")
    # Between two people pandas gives a fraction, which is cut: no quarter is rounded up.
    premier, mediane, troisieme = entiers.quantile([0.25, 0.5, 0.75])
    return Quartiles(int(premier), int(mediane), int(troisieme))


def par_bit(nombres: Sequence[int]) -> list[int]:
    """Of each bit, the lowest first, which of these integers have it: a set of them."""
    plus_long = max(map(int.bit_length, nombres), default=0)
    octets = (plus_long + 7) // 8
    # All of one width, end to end: a table with an integer a row, and a byte of it a column.
    cote_a_cote = b"".join([nombre.to_bytes(octets, "little") for nombre in nombres])
    table = np.frombuffer(cote_a_cote, "u1")
    rangees = table.reshape(len(nombres), octets)
    # A byte at a time: all bits at once would take eight times the room.
    ensembles: list[int] = []
    for colonne in rangees.T:
        for bit in range(8):
            ayant = colonne & (1 << bit) > 0
            ensembles.append(_de_tableau(ayant))
    return ensembles
