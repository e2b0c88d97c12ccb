"""The décisions of many grilles at once: the barème of `decision`, asked of whole columns instead of one grille.

One addition adds up a critère for all candidates. What a rule requires is read from the barème and nowhere else.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import reduce
from math import lcm
from operator import add, and_
from typing import Any, NamedTuple

from clea_cli.decision.decision import Bareme, Niveau, Reponse
from clea_cli.grille.grille import Colonnes
from clea_cli.referentiel.referentiel import Points, simplifier

REPONSES = (Reponse.NON, Reponse.INDETERMINE, Reponse.OUI)  # as the bytes of a column number them

_OCTET_MAX = 255  # no sum may carry into the next candidate's byte


class Decisions(NamedTuple):
    """A byte a candidate: ranks in REPONSES of the verdict and of each domaine's statut, in `Juge.points` of points."""

    verdicts: bytes
    obtenus: bytes
    statuts: tuple[bytes, ...]


class _Palier(NamedTuple):
    """A `Niveau` by the ranks of its critères: their weights in units, those that are mandatory, the units required."""

    poids: tuple[tuple[int, int], ...]
    obligatoires: tuple[int, ...]
    requis: Points | None


class Juge:
    """Decides columns by one barème, as `decide` decides each grille."""

    def __init__(self, bareme: Bareme) -> None:
        """Prepare what is the same for all columns."""
        unite = lcm(*(points.denominator for points, _ in bareme.ensemble.poids))
        self.points: tuple[Points, ...] = tuple(simplifier(Fraction(n, unite)) for n in range(_OCTET_MAX + 1))
        self.convient = bareme.ensemble.total * unite <= _OCTET_MAX
        self.ensemble = _palier(bareme.ensemble, unite)
        self.domaines = [
            (
                _palier(domaine.niveau, unite),
                [_palier(niveau, unite) for _, niveau in domaine.sous_domaines if niveau.requis is not None],
            )
            for domaine in bareme.domaines
        ]

    def decider(self, colonnes: Colonnes) -> Decisions:
        """Judge the grilles of all columns at once; `convient` must say that their points can be counted in a byte."""
        obtenus, *pires = self._tenus(colonnes.acquis, colonnes)
        _, *meilleurs = self._tenus(colonnes.possibles, colonnes)
        reponses = (_octets(p + m, colonnes.nombre) for p, m in zip(pires, meilleurs, strict=True))
        verdicts, *statuts = reponses
        return Decisions(verdicts, _octets(obtenus, colonnes.nombre), tuple(statuts))

    def _tenus(self, bits: Sequence[Any], colonnes: Colonnes) -> list[Any]:
        """In one completion: the points of all critères, where the whole rule holds, and where each domaine does.

        What holds in the worst completion holds in the best, so their sum is the rank of the answer in REPONSES.
        """
        sommes, domaines = [], []
        for domaine, sous_domaines in self.domaines:
            sommes.append(_somme(domaine, bits))
            tenu = _tient(domaine, sommes[-1], bits, colonnes)
            domaines.append(reduce(and_, (_tient(p, _somme(p, bits), bits, colonnes) for p in sous_domaines), tenu))
        ensemble = reduce(add, sommes)
        return [ensemble, reduce(and_, domaines, _tient(self.ensemble, ensemble, bits, colonnes)), *domaines]


def _palier(niveau: Niveau, unite: int) -> _Palier:
    poids = [(rang, int(points * unite)) for points, criteres in niveau.poids for rang in _rangs(criteres)]
    obligatoires = [rang for _, bit in niveau.obligatoires for rang in _rangs(bit)]
    return _Palier(tuple(poids), tuple(obligatoires), niveau.requis and niveau.requis * unite)


def _somme(palier: _Palier, bits: Sequence[Any]) -> Any:
    return reduce(add, (bits[rang] if poids == 1 else bits[rang] * poids for rang, poids in palier.poids))


def _tient(palier: _Palier, somme: Any, bits: Sequence[Any], colonnes: Colonnes) -> Any:
    """Where a level has what it requires: the test of `Niveau.bilan`."""
    if palier.requis is None:
        return colonnes.partout
    assez = _au_moins(somme, palier.requis, colonnes.nombre)
    return reduce(and_, (bits[rang] for rang in palier.obligatoires), assez)


def _rangs(bits: int) -> Iterator[int]:
    return (rang for rang in range(bits.bit_length()) if bits >> rang & 1)


def _au_moins(colonne: Any, plancher: Points, nombre: int) -> Any:
    if isinstance(colonne, int):
        return int.from_bytes(_octets(colonne, nombre).translate(bytes(n >= plancher for n in range(_OCTET_MAX + 1))))
    return (colonne >= int(plancher)).view("u1")


def _octets(colonne: Any, nombre: int) -> bytes:
    octets: bytes = colonne.to_bytes(nombre) if isinstance(colonne, int) else colonne.tobytes()
    return octets
