"""What is missing to a candidate, and the cheapest way to get it: exact, never greedy.

An offer is something that makes critères acquired at a cost: one critère to work on, or a module of
a catalogue that serves several. What is wanted and what is offered is put in order here; the search
itself is in `recherche`.
"""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from clea_cli.decision.decision import Bareme, Niveau
from clea_cli.decision.recherche import (
    Besoin,
    Combinaison,
    Offre,
    OffreNumerotee,
    Recherche,
    garder,
    reunion,
)
from clea_cli.grille.grille import Grille
from clea_cli.referentiel.referentiel import Points


def un_par_critere(bareme: Bareme, grille: Grille) -> list[Offre]:
    """Each critère not acquired, at the same cost: the cheapest way is the one of fewest critères.

    Of as many, the one with most critères that are not evaluated yet: some may be acquired without
    any work.
    """
    nombre = bareme.nombre_de_criteres
    offres: list[Offre] = []
    for rang in range(nombre):
        if grille.acquis >> rang & 1:
            continue
        # All those that are not evaluated yet cost less together than one critère more.
        a_evaluer = grille.possibles >> rang & 1
        cout = Fraction(nombre + 1 - a_evaluer)
        offres.append(Offre(1 << rang, cout))
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
        # All of them together always do: a way is always found.
        choisies = moins_cher(bareme, grille.acquis, offres) or ()
        return reunion(offres[rang].bits for rang in choisies)
    # What is mandatory has to be taken anyway; then each level takes what it still wants.
    [(points, _)] = bareme.ensemble.poids
    pris = _obligatoires(bareme, grille.acquis)
    for niveau in de_l_interieur(bareme):
        tenus = grille.acquis | pris
        requis = niveau.requis or 0
        manque = requis - niveau.points(tenus)
        nombre = -(-manque // points)  # rounded up
        libres = niveau.criteres & ~tenus
        # Of those, the ones not evaluated yet: they may be acquired without any work.
        a_evaluer = libres & grille.possibles
        pris |= _premiers(a_evaluer, libres, nombre)
    return pris


def de_l_interieur(bareme: Bareme) -> Iterator[Niveau]:
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
        restants = preferes & ~pris
        if not restants:
            restants = bits & ~pris
        premier = restants & -restants  # the lowest bit
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
    obtenus = bareme.ensemble.points(acquis)
    requis = bareme.ensemble.requis or 0
    manque = max(0, requis - obtenus)
    besoins = list(_besoins(bareme, acquis))
    obligatoires = _obligatoires(bareme, acquis)
    # 2. Nothing is searched for where no offer at all serves one of these.
    servis = reunion(offre.bits for _, offre in utiles)
    if obligatoires & ~servis:
        return None
    if not all(besoin.bits & servis for besoin in besoins):
        return None
    # 3. Groups of offers have nothing to do with each other but the points in all: each is solved
    #    apart, and its cheapest choices are put together with those of the groups before.
    rien: Combinaison = ((Fraction(0), 0), 0)
    meilleurs: dict[Points, Combinaison] = {0: rien}
    for groupe in _groupes(bareme, utiles):
        recherche = Recherche(
            ensemble=bareme.ensemble,
            manque=manque,
            besoins=besoins,
            obligatoires=obligatoires,
            offres=groupe,
        )
        du_groupe = recherche.resoudre()
        meilleurs = _reunir(meilleurs, du_groupe, manque)
    # 4. Points are counted up to what is wanted: whoever has enough has just that.
    if manque not in meilleurs:
        return None
    _, choisis = meilleurs[manque]
    rangs = range(len(offres))
    return tuple(rang for rang in rangs if choisis >> rang & 1)


def _utiles(offres: Sequence[Offre], acquis: int) -> list[OffreNumerotee]:
    """The offers that bring something, with their ranks, for what they bring.

    In the order of their first critère, so that what belongs together is looked at together.
    """
    utiles: list[OffreNumerotee] = []
    for rang, offre in enumerate(offres):
        apport = offre.bits & ~acquis
        if apport:
            utile = offre._replace(bits=apport)
            utiles.append((rang, utile))

    def place(utile: OffreNumerotee) -> tuple[int, int]:
        rang, offre = utile
        premier = offre.bits & -offre.bits
        return premier, rang

    return sorted(utiles, key=place)


def _besoins(bareme: Bareme, acquis: int) -> Iterator[Besoin]:
    """The levels inside the domaines that want more points."""
    for domaine in bareme.domaines:
        niveaux = [domaine.niveau]
        niveaux += [niveau for _, niveau in domaine.sous_domaines]
        for niveau in niveaux:
            requis = niveau.requis or 0
            manque = requis - niveau.points(acquis)
            if manque > 0:
                yield Besoin(niveau, niveau.criteres, manque)


def _obligatoires(bareme: Bareme, acquis: int) -> int:
    """The mandatory critères that are not acquired."""
    tous = 0
    for domaine in bareme.domaines:
        for _, niveau in domaine.sous_domaines:
            for _, bit in niveau.obligatoires:
                tous |= bit
    return tous & ~acquis


_Groupe = tuple[int, list[OffreNumerotee]]  # the domaines that offers serve, as bits, and these


def _groupes(bareme: Bareme, utiles: Sequence[OffreNumerotee]) -> list[list[OffreNumerotee]]:
    """The offers that have to do with each other.

    Those of one domaine have; and those of two domaines, if one offer serves both.
    """
    domaines = [domaine.niveau.criteres for domaine in bareme.domaines]
    groupes: list[_Groupe] = []
    for utile in utiles:
        _, offre = utile
        sert = reunion(bits for bits in domaines if bits & offre.bits)
        # The groups that this offer links become one with it…
        touche = sert
        ensemble = [utile]
        a_part: list[_Groupe] = []
        for groupe in groupes:
            bits, offres = groupe
            if bits & sert:
                touche |= bits
                ensemble += offres
            else:
                a_part.append(groupe)
        # …whose offers stay in their order: the first of equal costs wins.
        ensemble.sort(key=utiles.index)
        groupes = [*a_part, (touche, ensemble)]
    return [offres for _, offres in groupes]


def _reunir(
    premiers: Mapping[Points, Combinaison],
    seconds: Mapping[Points, Combinaison],
    manque: Points,
) -> dict[Points, Combinaison]:
    """The cheapest choices of two groups together, by the points that they bring."""
    reunis: dict[Points, Combinaison] = {}
    for points, ((cout, nombre), choisis) in premiers.items():
        for autres_points, ((autre_cout, autre_nombre), autres) in seconds.items():
            # Points beyond what is wanted tell nothing apart.
            total = min(points + autres_points, manque)
            en_tout = (cout + autre_cout, nombre + autre_nombre)
            choix = (en_tout, choisis | autres)
            garder(reunis, total, choix)
    return reunis
