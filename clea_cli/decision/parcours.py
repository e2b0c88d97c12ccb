"""What is missing to a candidate, and the cheapest way to get it: exact, never greedy.

An offer is something that makes critères acquired at a cost: one critère to work on, or a module of
a catalogue that serves several. The offers are looked at one after the other in the référentiel's
order; of all the ways to choose among those already seen, only the cheapest is kept for each
situation that the ones to come can tell apart.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import reduce
from operator import or_
from typing import NamedTuple, TypeVar

from clea_cli.decision.decision import Bareme, Niveau
from clea_cli.grille.grille import Grille
from clea_cli.referentiel.referentiel import Points

_Cout = tuple[Fraction, int]  # what it costs, then how many offers it takes
_Choix = tuple[_Cout, int]  # a cost, and the offers that were chosen as bits by rank
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


_Numerotee = tuple[int, Offre]  # an offer, and its rank among those that were given


class _Exigence(NamedTuple):
    """What a level still wants: points among `bits`, beyond those obtained."""

    niveau: Niveau
    bits: int
    manque: Points


def un_par_critere(bareme: Bareme, grille: Grille) -> list[Offre]:
    """Each critère not acquired, at the same cost: the cheapest way is the one of fewest critères.

    Of as many, the one with most critères that are not evaluated yet: some may be acquired without
    any work.
    """
    nombre = sum(1 for _ in bareme.referentiel.criteres)
    offres: list[Offre] = []
    for rang in range(nombre):
        if grille.acquis >> rang & 1:
            continue
        # All those that are not evaluated yet cost less together than one critère more.
        a_evaluer = grille.possibles >> rang & 1
        offres.append(Offre(1 << rang, Fraction(nombre + 1 - a_evaluer)))
    return offres


def plus_court(bareme: Bareme, grille: Grille) -> int:
    """The fewest critères that make the candidate certifiable, as bits.

    It is the choice of `moins_cher` among one offer a critère. Where all are worth the same, no
    search is needed: each level in turn, the inner ones first, takes the first that it still wants.
    Levels stand one within the other, so that what an inner one must have is never lost for the
    outer one.
    """
    # Critères of different worth: which ones to take has to be searched for.
    if len(bareme.ensemble.poids) > 1:
        offres = un_par_critere(bareme, grille)
        choisies = moins_cher(bareme, grille.acquis, offres) or ()
        return _reunion(offres[rang].bits for rang in choisies)
    # What is mandatory has to be taken anyway; then each level takes what it still wants.
    ((points, _),) = bareme.ensemble.poids
    pris = _obligatoires(bareme, grille.acquis)
    for niveau in _de_l_interieur(bareme):
        ((_, bits),) = niveau.poids
        libres = bits & ~grille.acquis & ~pris
        manque = (niveau.requis or 0) - niveau.points(grille.acquis | pris)
        nombre = -(-manque // points)  # rounded up
        pris |= _premiers(libres & grille.possibles, libres, nombre)
    return pris


def _reunion(ensembles: Iterable[int]) -> int:
    """All bits that are in some of these sets."""
    return reduce(or_, ensembles, 0)


def _de_l_interieur(bareme: Bareme) -> Iterator[Niveau]:
    """The levels at which the rule looks, the inner ones first."""
    for domaine in bareme.domaines:
        for _, niveau in domaine.sous_domaines:
            if niveau.requis is not None:
                yield niveau
        if domaine.niveau.requis is not None:
            yield domaine.niveau
    if bareme.ensemble.requis is not None:
        yield bareme.ensemble


def _premiers(preferes: int, bits: int, nombre: Points) -> int:
    """That many of `bits`, the first of `preferes` before the first of the others."""
    pris = 0
    while nombre > 0:
        restants = preferes & ~pris or bits & ~pris
        premier = restants & -restants
        pris |= premier
        nombre -= 1
    return pris


def moins_cher(bareme: Bareme, acquis: int, offres: Sequence[Offre]) -> tuple[int, ...] | None:
    """The ranks of the offers that make the candidate certifiable at the least cost.

    None if even all of them do not. Of equal costs the fewest offers win, then the first in the
    référentiel's order. Raises TropDeChoixError.
    """
    utiles = _utiles(offres, acquis)
    # 1. What is wanted: points in all, points by level, critères that are mandatory.
    manque = max(0, (bareme.ensemble.requis or 0) - bareme.ensemble.points(acquis))
    exigences = list(_exigences(bareme, acquis))
    obligatoires = _obligatoires(bareme, acquis)
    # 2. Nothing is searched for where no offer at all serves one of these.
    servis = _reunion(offre.bits for _, offre in utiles)
    if obligatoires & ~servis:
        return None
    if not all(exigence.bits & servis for exigence in exigences):
        return None
    # 3. Groups of offers have nothing to do with each other but the points in all: each is solved
    #    apart, and its cheapest choices are put together with those of the groups before.
    meilleurs: dict[Points, _Choix] = {0: ((Fraction(0), 0), 0)}
    for groupe in _groupes(bareme, utiles):
        recherche = _Recherche(bareme.ensemble, manque, exigences, obligatoires, groupe)
        meilleurs = _reunir(meilleurs, recherche.resoudre(), manque)
    if manque not in meilleurs:
        return None
    _, choisis = meilleurs[manque]
    return tuple(rang for rang in range(len(offres)) if choisis >> rang & 1)


def _utiles(offres: Sequence[Offre], acquis: int) -> list[_Numerotee]:
    """The offers that bring something, with their ranks, for what they bring.

    In the order of their first critère, so that what belongs together is looked at together.
    """
    utiles: list[_Numerotee] = []
    for rang, offre in enumerate(offres):
        apport = offre.bits & ~acquis
        if apport:
            utiles.append((rang, offre._replace(bits=apport)))

    def place(utile: _Numerotee) -> tuple[int, int]:
        rang, offre = utile
        premier = offre.bits & -offre.bits
        return premier, rang

    return sorted(utiles, key=place)


def _exigences(bareme: Bareme, acquis: int) -> Iterator[_Exigence]:
    """The levels inside the domaines that want more points."""
    for domaine in bareme.domaines:
        niveaux = [domaine.niveau]
        niveaux += [niveau for _, niveau in domaine.sous_domaines]
        for niveau in niveaux:
            manque = (niveau.requis or 0) - niveau.points(acquis)
            if manque > 0:
                yield _Exigence(niveau, _bits(niveau), manque)


def _bits(niveau: Niveau) -> int:
    """The critères of a level."""
    return _reunion(bits for _, bits in niveau.poids)


def _obligatoires(bareme: Bareme, acquis: int) -> int:
    """The mandatory critères that are not acquired."""
    tous = 0
    for domaine in bareme.domaines:
        for _, niveau in domaine.sous_domaines:
            tous |= _reunion(bit for _, bit in niveau.obligatoires)
    return tous & ~acquis


def _groupes(bareme: Bareme, utiles: Sequence[_Numerotee]) -> list[list[_Numerotee]]:
    """The offers that have to do with each other.

    Those of one domaine have; and those of two domaines, if one offer serves both.
    """
    domaines = [_bits(domaine.niveau) for domaine in bareme.domaines]
    groupes: list[tuple[int, list[_Numerotee]]] = []  # the domaines that it serves, its offers
    for utile in utiles:
        _, offre = utile
        touche = _reunion(bits for bits in domaines if bits & offre.bits)
        # The groups that this offer links become one with it…
        lies = [groupe for groupe in groupes if groupe[0] & touche]
        ensemble = [utile]
        for bits, offres in lies:
            touche |= bits
            ensemble += offres
        # …whose offers stay in their order.
        ensemble.sort(key=utiles.index)
        groupes = [groupe for groupe in groupes if groupe not in lies]
        groupes.append((touche, ensemble))
    return [offres for _, offres in groupes]


def _reunir(
    premiers: Mapping[Points, _Choix],
    seconds: Mapping[Points, _Choix],
    manque: Points,
) -> dict[Points, _Choix]:
    """The cheapest choices of two groups together, by the points that they bring."""
    reunis: dict[Points, _Choix] = {}
    for points, ((cout, nombre), choisis) in premiers.items():
        for autres_points, ((autre_cout, autre_nombre), autres) in seconds.items():
            # Points beyond what is wanted tell nothing apart.
            total = min(points + autres_points, manque)
            choix = ((cout + autre_cout, nombre + autre_nombre), choisis | autres)
            _garder(reunis, total, choix)
    return reunis


def _garder(meilleurs: dict[Cle, _Choix], cle: Cle, choix: _Choix) -> None:
    """Keep a choice, unless a better one leads to the same."""
    if cle not in meilleurs or _prefere(choix, meilleurs[cle]):
        meilleurs[cle] = choix


def _prefere(choix: _Choix, autre: _Choix) -> bool:
    """Whether a choice costs less, or as much with an earlier offer at the first difference."""
    if choix[0] != autre[0]:
        return choix[0] < autre[0]
    difference = choix[1] ^ autre[1]
    premiere = difference & -difference
    return bool(choix[1] & premiere)


class _Recherche:
    """The choices among the offers of one group, cheapest first kept."""

    def __init__(
        self,
        ensemble: Niveau,
        manque: Points,
        exigences: Iterable[_Exigence],
        obligatoires: int,
        offres: Sequence[tuple[int, Offre]],
    ) -> None:
        tous = _reunion(offre.bits for _, offre in offres)
        self._ensemble = ensemble
        self._manque = manque
        self._offres = offres
        self._exigences = [exigence for exigence in exigences if exigence.bits & tous]
        self._obligatoires = obligatoires & tous
        # The critères that the offers from a rank on serve, found from the last one back.
        self._a_venir = [0] * (len(offres) + 1)
        for rang in reversed(range(len(offres))):
            _, offre = offres[rang]
            self._a_venir[rang] = self._a_venir[rang + 1] | offre.bits

    def resoudre(self) -> dict[Points, _Choix]:
        """The cheapest choices that satisfy the levels of the group, by the points they bring in all."""
        depart: _Situation = (0, (0,) * len(self._exigences), 0)
        situations: dict[_Situation, _Choix] = {depart: ((Fraction(0), 0), 0)}
        for rang, (numero, offre) in enumerate(self._offres):
            suivantes: dict[_Situation, _Choix] = {}
            for situation, choix in situations.items():
                # Leave the offer…
                self._poursuivre(suivantes, rang, situation, choix)
                # …or take it.
                (cout, nombre), choisis = choix
                avec = ((cout + offre.cout, nombre + 1), choisis | 1 << numero)
                self._poursuivre(suivantes, rang, self._prendre(situation, offre.bits), avec)
            if len(suivantes) > _SITUATIONS_MAX:
                raise TropDeChoixError
            situations = suivantes
        # All levels have what they want by now: only the points in all still tell situations apart.
        meilleurs: dict[Points, _Choix] = {}
        for (_, _, total), choix in situations.items():
            _garder(meilleurs, total, choix)
        return meilleurs

    def _prendre(self, situation: _Situation, bits: int) -> _Situation:
        """The situation once these critères are acquired too.

        Points beyond what is wanted tell nothing apart.
        """
        acquis, points, total = situation
        neufs = bits & ~acquis
        par_niveau: list[Points] = []
        for avant, exigence in zip(points, self._exigences, strict=True):
            par_niveau.append(min(avant + exigence.niveau.points(neufs), exigence.manque))
        en_tout = min(total + self._ensemble.points(neufs), self._manque)
        return acquis | neufs, tuple(par_niveau), en_tout

    def _poursuivre(
        self,
        suivantes: dict[_Situation, _Choix],
        rang: int,
        situation: _Situation,
        choix: _Choix,
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
        for place, exigence in enumerate(self._exigences):
            if not exigence.bits & a_venir and points[place] < exigence.manque:
                return
        # Critères that no offer to come serves are forgotten: they tell nothing apart any more.
        _garder(suivantes, (acquis & a_venir, points, total), choix)
