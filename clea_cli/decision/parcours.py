"""What is missing to a candidate, and the cheapest way to get it: exact, never greedy.

An offer is something that makes critères acquired at a cost: one critère to work on, or a module of a catalogue that
serves several. The offers are looked at one after the other in the référentiel's order; of all the ways to choose among
those already seen, only the cheapest is kept for each situation that the ones to come can tell apart.
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
_Situation = tuple[int, tuple[Points, ...], Points]  # critères that later offers know of, points by level, all points


class TropDeChoixError(Exception):
    """Offers so entangled that the cheapest choice cannot be proved in a reasonable time."""


class Offre(NamedTuple):
    """What makes critères acquired (`bits`, by rank in the référentiel), and what it costs."""

    bits: int
    cout: Fraction


class _Exigence(NamedTuple):
    """What a level still wants: points among `bits`, beyond those obtained."""

    niveau: Niveau
    bits: int
    manque: Points


def un_par_critere(bareme: Bareme, grille: Grille) -> list[Offre]:
    """Each critère that is not acquired, at the same cost: the cheapest way is then the one of fewest critères.

    Of as many, the one with most critères that are not evaluated yet: some may be acquired without any work.
    """
    nombre = sum(1 for _ in bareme.referentiel.criteres)
    a_acquerir = (rang for rang in range(nombre) if not grille.acquis >> rang & 1)
    return [Offre(1 << rang, Fraction(nombre + 1 - (grille.possibles >> rang & 1))) for rang in a_acquerir]


def plus_court(bareme: Bareme, grille: Grille) -> int:
    """The fewest critères that make the candidate certifiable, as bits: the choice of `moins_cher` among one a critère.

    Where all are worth the same, each level in turn, the inner ones first, takes the first that it still wants: levels
    stand one within the other, so that what an inner one must have is never lost for the outer one.
    """
    if len(bareme.ensemble.poids) > 1:
        offres = un_par_critere(bareme, grille)
        return reduce(or_, (offres[rang].bits for rang in moins_cher(bareme, grille.acquis, offres) or ()), 0)
    ((points, _),) = bareme.ensemble.poids
    pris = _obligatoires(bareme, grille.acquis)
    for niveau in _de_l_interieur(bareme):
        ((_, bits),) = niveau.poids
        libres = bits & ~grille.acquis & ~pris
        manque = (niveau.requis or 0) - niveau.points(grille.acquis | pris)
        pris |= _premiers(libres & grille.possibles, libres, -(-manque // points))
    return pris


def _de_l_interieur(bareme: Bareme) -> Iterator[Niveau]:
    """The levels at which the rule looks, the inner ones first."""
    for domaine in bareme.domaines:
        yield from (niveau for _, niveau in domaine.sous_domaines if niveau.requis is not None)
        if domaine.niveau.requis is not None:
            yield domaine.niveau
    if bareme.ensemble.requis is not None:
        yield bareme.ensemble


def _premiers(preferes: int, bits: int, nombre: Points) -> int:
    """That many of `bits`, the first of `preferes` before the first of the others."""
    pris = 0
    while nombre > 0:
        restants = preferes & ~pris or bits & ~pris
        pris |= restants & -restants
        nombre -= 1
    return pris


def moins_cher(bareme: Bareme, acquis: int, offres: Sequence[Offre]) -> tuple[int, ...] | None:
    """The ranks of the offers that make the candidate certifiable at the least cost; None if even all do not.

    Of equal costs the fewest offers win, then the first in the référentiel's order. Raises TropDeChoixError.
    """
    utiles = [(rang, offre._replace(bits=offre.bits & ~acquis)) for rang, offre in enumerate(offres)]
    utiles = sorted((u for u in utiles if u[1].bits), key=lambda u: (u[1].bits & -u[1].bits, u[0]))
    manque = max(0, (bareme.ensemble.requis or 0) - bareme.ensemble.points(acquis))
    exigences = list(_exigences(bareme, acquis))
    obligatoires = _obligatoires(bareme, acquis)
    meilleurs: dict[Points, _Choix] = {0: ((Fraction(0), 0), 0)}
    if obligatoires & ~reduce(or_, (offre.bits for _, offre in utiles), 0):
        return None
    if any(not any(offre.bits & exigence.bits for _, offre in utiles) for exigence in exigences):
        return None
    for groupe in _groupes(bareme, utiles):
        trouves = _Recherche(bareme.ensemble, manque, exigences, obligatoires, groupe).resoudre()
        meilleurs = _reunir(meilleurs, trouves, manque)
    _, choisis = meilleurs.get(manque, (None, None))
    return None if choisis is None else tuple(rang for rang in range(len(offres)) if choisis >> rang & 1)


def _exigences(bareme: Bareme, acquis: int) -> Iterator[_Exigence]:
    """The levels inside the domaines that want more points."""
    for domaine in bareme.domaines:
        for niveau in (domaine.niveau, *(niveau for _, niveau in domaine.sous_domaines)):
            manque = (niveau.requis or 0) - niveau.points(acquis)
            if manque > 0:
                yield _Exigence(niveau, reduce(or_, (bits for _, bits in niveau.poids)), manque)


def _obligatoires(bareme: Bareme, acquis: int) -> int:
    niveaux = (niveau for domaine in bareme.domaines for _, niveau in domaine.sous_domaines)
    return reduce(or_, (bit for niveau in niveaux for _, bit in niveau.obligatoires), 0) & ~acquis


def _groupes(bareme: Bareme, utiles: Sequence[tuple[int, Offre]]) -> list[list[tuple[int, Offre]]]:
    """The offers that have to do with each other: those of one domaine, and of domaines that one of them links."""
    groupes: list[tuple[int, list[tuple[int, Offre]]]] = []
    domaines = [reduce(or_, (bits for _, bits in domaine.niveau.poids)) for domaine in bareme.domaines]
    for utile in utiles:
        touche = reduce(or_, (bits for bits in domaines if bits & utile[1].bits))
        lies = [groupe for groupe in groupes if groupe[0] & touche]
        groupes = [groupe for groupe in groupes if not groupe[0] & touche]
        reunis = sorted((u for _, offres in lies for u in offres), key=utiles.index)
        groupes.append((reduce(or_, (bits for bits, _ in lies), touche), [*reunis, utile]))
    return [offres for _, offres in groupes]


def _reunir(
    premiers: Mapping[Points, _Choix], seconds: Mapping[Points, _Choix], manque: Points
) -> dict[Points, _Choix]:
    """The cheapest choices of two groups together, by the points that they bring."""
    reunis: dict[Points, _Choix] = {}
    for points, (cout, choisis) in premiers.items():
        for autres, (autre_cout, autres_choisis) in seconds.items():
            total = (cout[0] + autre_cout[0], cout[1] + autre_cout[1])
            _garder(reunis, min(points + autres, manque), (total, choisis | autres_choisis))
    return reunis


def _garder(meilleurs: dict[Cle, _Choix], cle: Cle, choix: _Choix) -> None:
    if cle not in meilleurs or _prefere(choix, meilleurs[cle]):
        meilleurs[cle] = choix


def _prefere(choix: _Choix, autre: _Choix) -> bool:
    """Whether a choice costs less, or as much with an earlier offer at the first difference."""
    if choix[0] != autre[0]:
        return choix[0] < autre[0]
    difference = choix[1] ^ autre[1]
    return bool(choix[1] & difference & -difference)


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
        tous = reduce(or_, (offre.bits for _, offre in offres))
        self._ensemble, self._manque, self._offres = ensemble, manque, offres
        self._exigences = [exigence for exigence in exigences if exigence.bits & tous]
        self._obligatoires = obligatoires & tous
        self._a_venir = [0] * (len(offres) + 1)  # the critères that the offers from a rank on serve
        for rang in reversed(range(len(offres))):
            self._a_venir[rang] = self._a_venir[rang + 1] | offres[rang][1].bits

    def resoudre(self) -> dict[Points, _Choix]:
        """The cheapest choices that satisfy the levels of the group, by the points that they bring in all."""
        depart: _Situation = (0, tuple(0 for _ in self._exigences), 0)
        situations: dict[_Situation, _Choix] = {depart: ((Fraction(0), 0), 0)}
        for rang, (numero, offre) in enumerate(self._offres):
            suivantes: dict[_Situation, _Choix] = {}
            for situation, choix in situations.items():
                self._poursuivre(suivantes, rang, situation, choix)
                (cout, nombre), choisis = choix
                prise = self._prendre(situation, offre.bits)
                self._poursuivre(suivantes, rang, prise, ((cout + offre.cout, nombre + 1), choisis | 1 << numero))
            if len(suivantes) > _SITUATIONS_MAX:
                raise TropDeChoixError
            situations = suivantes
        meilleurs: dict[Points, _Choix] = {}
        for (_, _, total), choix in situations.items():
            _garder(meilleurs, total, choix)
        return meilleurs

    def _prendre(self, situation: _Situation, bits: int) -> _Situation:
        """The situation once these critères are acquired too; points beyond what is wanted tell nothing apart."""
        acquis, points, total = situation
        neufs = bits & ~acquis
        par_niveau = tuple(
            min(avant + exigence.niveau.points(neufs), exigence.manque)
            for avant, exigence in zip(points, self._exigences, strict=True)
        )
        return acquis | neufs, par_niveau, min(total + self._ensemble.points(neufs), self._manque)

    def _poursuivre(self, suivantes: dict[_Situation, _Choix], rang: int, situation: _Situation, choix: _Choix) -> None:
        """Keep a situation after the offer of that rank, unless it is lost: nothing to come gives what it lacks."""
        acquis, points, total = situation
        a_venir = self._a_venir[rang + 1]
        if self._obligatoires & ~acquis & self._a_venir[rang] & ~a_venir:
            return
        for place, exigence in enumerate(self._exigences):
            if not exigence.bits & a_venir and points[place] < exigence.manque:
                return
        _garder(suivantes, (acquis & a_venir, points, total), choix)
