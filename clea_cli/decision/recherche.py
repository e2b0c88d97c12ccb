"""The cheapest choices among the offers of one group: a dynamic programme.

The offers are looked at one after the other in the référentiel's order; of all the ways to choose
among those already seen, only the cheapest is kept for each situation that the ones to come can
tell apart.
"""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from functools import reduce
from operator import or_
from typing import NamedTuple, TypeVar

from clea_cli.decision.decision import Niveau
from clea_cli.referentiel.referentiel import Points

_Cout = tuple[Fraction, int]  # what it costs, then how many offers it takes
Combinaison = tuple[_Cout, int]  # a cost, and the offers that were chosen as bits by rank
_SITUATIONS_MAX = 50_000  # kept at once: a few seconds for a catalogue of a hundred modules

Cle = TypeVar("Cle")
# The critères acquired that offers to come serve too, the points by level, all points.
_Situation = tuple[int, tuple[Points, ...], Points]


class TropDeChoixError(Exception):
    """Offers so entangled that the cheapest choice cannot be proved in a reasonable time."""


class Offre(NamedTuple):
    """What makes critères acquired (`bits`, by rank in the référentiel), and what it costs."""

    bits: int
    cout: Fraction


OffreNumerotee = tuple[int, Offre]  # an offer, and its rank among those that were given


class Besoin(NamedTuple):
    """What a level still wants: points among `bits`, beyond those obtained."""

    niveau: Niveau
    bits: int
    manque: Points


def reunion(ensembles: Iterable[int]) -> int:
    """All bits that are in some of these sets."""
    return reduce(or_, ensembles, 0)


def garder(meilleurs: dict[Cle, Combinaison], cle: Cle, choix: Combinaison) -> None:
    """Keep a choice, unless a better one leads to the same."""
    if cle not in meilleurs or _prefere(choix, meilleurs[cle]):
        meilleurs[cle] = choix


def _prefere(choix: Combinaison, autre: Combinaison) -> bool:
    """Whether a choice costs less, or as much with an earlier offer at the first difference."""
    cout, choisis = choix
    autre_cout, autres = autre
    if cout != autre_cout:
        return cout < autre_cout
    difference = choisis ^ autres
    premiere = difference & -difference
    return bool(choisis & premiere)


class Recherche:
    """The choices among the offers of one group, cheapest first kept."""

    def __init__(
        self,
        ensemble: Niveau,
        manque: Points,
        besoins: Iterable[Besoin],
        obligatoires: int,
        offres: Sequence[tuple[int, Offre]],
    ) -> None:
        """Keep, of what is wanted, that with which the offers of this group have to do."""
        tous = reunion(offre.bits for _, offre in offres)
        self._ensemble = ensemble
        self._manque = manque
        self._offres = offres
        self._besoins = [besoin for besoin in besoins if besoin.bits & tous]
        self._obligatoires = obligatoires & tous
        # The critères that the offers from a rank on serve, found from the last one back; after
        # the last, none.
        a_venir = [0]
        for _, offre in reversed(offres):
            a_venir.append(a_venir[-1] | offre.bits)
        self._a_venir = a_venir[::-1]

    def resoudre(self) -> dict[Points, Combinaison]:
        """The cheapest choices that satisfy the group's levels, by the points they bring in all."""
        sans_points = (0,) * len(self._besoins)
        depart: _Situation = (0, sans_points, 0)
        rien: Combinaison = ((Fraction(0), 0), 0)
        situations = {depart: rien}
        for rang, (numero, offre) in enumerate(self._offres):
            suivantes: dict[_Situation, Combinaison] = {}
            for situation, choix in situations.items():
                # Leave the offer…
                self._poursuivre(suivantes, rang, situation, choix)
                # …or take it.
                (cout, nombre), choisis = choix
                en_tout = (cout + offre.cout, nombre + 1)
                la_sienne = 1 << numero
                avec = (en_tout, choisis | la_sienne)
                apres = self._prendre(situation, offre.bits)
                self._poursuivre(suivantes, rang, apres, avec)
            if len(suivantes) > _SITUATIONS_MAX:
                raise TropDeChoixError
            situations = suivantes
        # All levels have what they want by now: only the points in all still tell situations apart.
        meilleurs: dict[Points, Combinaison] = {}
        for (_, _, total), choix in situations.items():
            garder(meilleurs, total, choix)
        return meilleurs

    def _prendre(self, situation: _Situation, bits: int) -> _Situation:
        """The situation once these critères are acquired too.

        Points beyond what is wanted tell nothing apart.
        """
        acquis, points, total = situation
        neufs = bits & ~acquis
        par_niveau: list[Points] = []
        for avant, besoin in zip(points, self._besoins, strict=True):
            apres = avant + besoin.niveau.points(neufs)
            par_niveau.append(min(apres, besoin.manque))
        en_tout = total + self._ensemble.points(neufs)
        compte = min(en_tout, self._manque)
        return acquis | neufs, tuple(par_niveau), compte

    def _poursuivre(
        self,
        suivantes: dict[_Situation, Combinaison],
        rang: int,
        situation: _Situation,
        choix: Combinaison,
    ) -> None:
        """Keep a situation after the offer of that rank, unless it is lost.

        It is when nothing to come gives what it lacks.
        """
        acquis, points, total = situation
        a_venir = self._a_venir[rang + 1]
        # A mandatory critère that only this offer, of those that were left, could give.
        dernieres_chances = self._a_venir[rang] & ~a_venir
        if self._obligatoires & ~acquis & dernieres_chances:
            return
        # A level of which the offers to come serve nothing.
        for obtenus, besoin in zip(points, self._besoins, strict=True):
            if obtenus < besoin.manque and not besoin.bits & a_venir:
                return
        # Critères that no offer to come serves are forgotten: they tell nothing apart any more.
        retenue = (acquis & a_venir, points, total)
        garder(suivantes, retenue, choix)
