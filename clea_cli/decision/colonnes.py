"""The décisions of many grilles at once: the barème of `decision`, asked of whole columns.

One addition adds up a critère for all candidates. What a rule requires is read from the barème and
nowhere else.
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
    """A byte a candidate.

    Ranks in REPONSES of the verdict and of each domaine's statut, in `Juge.points` of the points.
    """

    verdicts: bytes
    obtenus: bytes
    statuts: tuple[bytes, ...]


_Poids = tuple[int, int]  # the rank of a critère, and how many units it is worth


class _Palier(NamedTuple):
    """A `Niveau` by the ranks of its critères.

    What they are worth, those that are mandatory, the units required.
    """

    poids: tuple[_Poids, ...]
    obligatoires: tuple[int, ...]
    requis: Points | None


_PalierDomaine = tuple[_Palier, list[_Palier]]  # a domaine, and its sous-domaines


class Juge:
    """Decides columns by one barème, as `decide` decides each grille."""

    def __init__(self, bareme: Bareme) -> None:
        """Prepare what is the same for all columns."""
        # In this unit, the points of every critère are whole numbers.
        denominateurs = [points.denominator for points, _ in bareme.ensemble.poids]
        unite = lcm(*denominateurs)
        # What each byte of a column of sums is in points.
        valeurs: list[Points] = []
        for nombre in range(_OCTET_MAX + 1):
            points = Fraction(nombre, unite)
            valeurs.append(simplifier(points))
        self.points = tuple(valeurs)
        le_plus = bareme.ensemble.total * unite
        self.convient = le_plus <= _OCTET_MAX
        self.ensemble = _palier(bareme.ensemble, unite)
        # Each domaine, and those of its sous-domaines at which the rule looks.
        self.domaines: list[_PalierDomaine] = []
        for domaine in bareme.domaines:
            dessous: list[_Palier] = []
            for _, niveau in domaine.sous_domaines:
                if niveau.requis is not None:
                    dessous.append(_palier(niveau, unite))
            le_sien = _palier(domaine.niveau, unite)
            self.domaines.append((le_sien, dessous))

    def decider(self, colonnes: Colonnes) -> Decisions:
        """Judge the grilles of all columns at once.

        `convient` must say that their points can be counted in a byte.
        """
        nombre = colonnes.nombre
        # The two completions: all that is open failed, then all of it acquired.
        sommes, *pires = self._tenus(colonnes.acquis, colonnes)
        _, *meilleurs = self._tenus(colonnes.possibles, colonnes)
        # What holds in the worst completion holds in the best: 0, 1 or 2 is the rank of the answer.
        reponses: list[bytes] = []
        for pire, meilleur in zip(pires, meilleurs, strict=True):
            rangs = pire + meilleur
            reponses.append(octets(rangs, nombre))
        verdicts, *statuts = reponses
        obtenus = octets(sommes, nombre)
        return Decisions(verdicts, obtenus, tuple(statuts))

    def _tenus(self, bits: Sequence[Any], colonnes: Colonnes) -> list[Any]:
        """What one completion gives, as columns.

        The points of all critères, where the whole rule holds, and where each domaine does.
        """
        sommes: list[Any] = []
        domaines: list[Any] = []
        for domaine, sous_domaines in self.domaines:
            # A domaine holds where its own threshold and those of its sous-domaines do.
            somme = _somme(domaine, bits)
            tenu = _tient(domaine, somme, bits, colonnes)
            for sous_domaine in sous_domaines:
                la = _somme(sous_domaine, bits)
                tenu = tenu & _tient(sous_domaine, la, bits, colonnes)
            sommes.append(somme)
            domaines.append(tenu)
        # Domaines share no critère, so their points make those of the whole.
        ensemble = reduce(add, sommes)
        partout = _tient(self.ensemble, ensemble, bits, colonnes)
        partout = reduce(and_, domaines, partout)
        return [ensemble, partout, *domaines]


def _palier(niveau: Niveau, unite: int) -> _Palier:
    """A level of the barème, its sets of bits undone into ranks of columns."""
    poids: list[_Poids] = []
    for points, criteres in niveau.poids:
        en_unites = int(points * unite)
        poids += [(rang, en_unites) for rang in _rangs(criteres)]
    obligatoires: list[int] = []
    for _, bit in niveau.obligatoires:
        obligatoires += _rangs(bit)
    requis = niveau.requis and niveau.requis * unite
    return _Palier(tuple(poids), tuple(obligatoires), requis)


def _somme(palier: _Palier, bits: Sequence[Any]) -> Any:
    """The points of a level, in units."""
    colonnes: list[Any] = []
    for rang, poids in palier.poids:
        colonne = bits[rang]
        # Most critères are worth one unit: no column is multiplied for nothing.
        if poids != 1:
            colonne = colonne * poids
        colonnes.append(colonne)
    return reduce(add, colonnes)


def _tient(palier: _Palier, somme: Any, bits: Sequence[Any], colonnes: Colonnes) -> Any:
    """Where a level has what it requires: the test of `Niveau.bilan`."""
    if palier.requis is None:
        return colonnes.partout
    tenu = _au_moins(somme, palier.requis, colonnes.nombre)
    for rang in palier.obligatoires:
        tenu = tenu & bits[rang]
    return tenu


def _rangs(bits: int) -> Iterator[int]:
    for rang in range(bits.bit_length()):
        if bits >> rang & 1:
            yield rang


def _au_moins(colonne: Any, plancher: Points, nombre: int) -> Any:
    """A column of 1 where another reaches a floor, of 0 elsewhere."""
    if isinstance(colonne, int):
        # A large integer is a column too: a table of all bytes says what becomes of each.
        table = bytes(octet >= plancher for octet in range(_OCTET_MAX + 1))
        atteints = octets(colonne, nombre).translate(table)
        return int.from_bytes(atteints)
    return (colonne >= int(plancher)).view("u1")


def octets(colonne: Any, nombre: int) -> bytes:
    """A column of that many candidates as bytes, whichever it is made of."""
    if isinstance(colonne, int):
        return colonne.to_bytes(nombre)
    ecrits: bytes = colonne.tobytes()
    return ecrits
