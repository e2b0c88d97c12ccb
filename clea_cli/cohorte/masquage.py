"""Which cells of a table may be shown, so that none speaks of a handful of people.

Nor may anybody work one out. A cell is a set of people, an integer of bits. One under SEUIL people
is hidden; an empty one speaks of nobody, and is hidden only where it would say that its neighbours
are not empty. What is shown must not give the rest back: each hidden cell, and each small
difference of cells, is looked for among the sums and differences of the cells that are shown (exact
linear algebra); as long as one is found, the smallest of the cells that give it is hidden too.
"""

import operator
from collections.abc import Callable, Iterator, Sequence
from itertools import permutations
from typing import NamedTuple

import numpy as np

from clea_cli.cohorte.combinaisons import Combinaisons, TableauDeNombres, modulo

SEUIL = 5


Axe = Sequence[int]  # sets of people: each person is in one of them


class Visibles(NamedTuple):
    """What may be shown: of all people together, then of each cell of each axis."""

    tous: bool
    axes: tuple[tuple[bool, ...], ...]


def peu(nombre: int) -> bool:
    """Whether a number of people is too small to be told."""
    return 0 < nombre < SEUIL


def petit(personnes: int) -> bool:
    """Whether a set of people is too small to speak of."""
    return peu(personnes.bit_count())


def masquer(tous: int, axes: Sequence[Axe], caches: Sequence[int] = ()) -> Visibles:
    """Choose what is shown of `tous` and of each cell of `axes`, which all divide `tous`.

    The sets in `caches` are hidden anyway. Where something of an axis is hidden, so is what is
    empty: a nought that is shown says that the rest is none.
    """
    return _Choix(tous, axes, [tous]).choisir(caches, operator.not_)


def masquer_attribut(
    tous: int,
    axes: Sequence[Axe],
    ayant: int,
    presences: Visibles,
    *permis: Visibles,
    cache: bool = False,
) -> Visibles:
    """Choose of which cells it is shown how many people are in `ayant`.

    That tells how many are not, too. `presences` says of which cells it is shown how many people
    they hold; `permis`, each for a reason of its own, where the number may be shown; `cache`, that
    the number for all people is hidden elsewhere.
    """
    # Of a cell that is not shown, no part is.
    caches = [tous] if cache else []
    for vus in (presences, *permis):
        for axe, vue in zip(axes, vus.axes, strict=True):
            caches += [cellule for cellule, vu in zip(axe, vue, strict=True) if not vu]
    # How many people there are in all is always shown, whatever `presences` says of it.
    for vus in permis:
        caches += [] if vus.tous else [tous]

    def vide(cellule: int) -> bool:
        """Whether all its people are on one side: the number then says it of each of them."""
        return bool(cellule) and (not cellule & ayant or not cellule & ~ayant)

    return _Choix(tous, axes, [tous & ayant, tous & ~ayant]).choisir(caches, vide)


class _Choix:
    """The cells of one table: all people, then those of each axis, a row of classes each.

    What is told of a set of people is told of each of `parts`: those who have something, and those
    who have not. It is sensitive where one of them is too few.
    """

    def __init__(self, tous: int, axes: Sequence[Axe], parts: Sequence[int]) -> None:
        self._axes = axes
        self._parts = parts
        self._cellules = [tous]
        self._places: list[range] = []  # the ranks of the cells of each axis
        for axe in axes:
            debut = len(self._cellules)
            self._cellules += axe
            self._places.append(range(debut, len(self._cellules)))
        classes, premiers = _classes(tous, axes)
        membres = np.array([_presents(cellule, tous) for cellule in self._cellules])
        self._rangees = membres[:, premiers].astype(float)
        self._combinaisons = Combinaisons(self._rangees)
        # Of each part, how many people two cells share.
        self._effectifs = []
        self._communs = []
        for part in parts:
            effectifs = np.bincount(classes, _presents(part, tous), len(premiers))
            self._effectifs.append(effectifs)
            self._communs.append((self._rangees * effectifs) @ self._rangees.T)

    def choisir(self, caches: Sequence[int], vide: Callable[[int], bool]) -> Visibles:
        """Hide what must be, then what would give it back, until nothing does."""
        visibles = []
        for cellule in self._cellules:
            sensible = any(petit(cellule & part) for part in self._parts)
            visibles.append(cellule not in caches and not sensible)
        # Each cell that is hidden is one more that must not be worked out: again, until all is
        # well.
        while a_cacher := self._a_cacher(visibles):
            for rang in a_cacher:
                visibles[rang] = False
        vus = []
        for axe, places in zip(self._axes, self._places, strict=True):
            vue = tuple(visibles[rang] for rang in places)
            vus.append(_sans_vides(axe, vue, vide))
        return Visibles(visibles[0], tuple(vus))

    def _a_cacher(self, visibles: Sequence[bool]) -> list[int]:
        """The cells to hide next, by rank: the smallest that give back what must not be known.

        None if all is well.
        """
        montrees = []
        for rang, (cellule, visible) in enumerate(zip(self._cellules, visibles, strict=True)):
            if visible and cellule:
                montrees.append(rang)
        # What this column does not multiply to nought cannot be worked out; what it does is looked
        # for exactly.
        epreuve = self._combinaisons.montrer(montrees)
        for cible in self._cibles(visibles, epreuve):
            trouvees = self._combinaisons.donnee_par(cible)
            if trouvees:
                # The number of all people (rank 0) is the last one to be given up.
                return self._plus_petites([rang for rang in trouvees if rang] or [0])
        return self._a_peu_pres(visibles)

    def _plus_petites(self, candidates: Sequence[int]) -> list[int]:
        """The smallest of these cells: hiding it loses the least.

        Equals go together, for a choice between them would tell which is which.
        """
        tailles = {rang: self._cellules[rang].bit_count() for rang in candidates}
        moindre = min(tailles.values())
        return [rang for rang in candidates if tailles[rang] == moindre]

    def _a_peu_pres(self, visibles: Sequence[bool]) -> list[int]:
        """Of two sets whose numbers are known and that cross, the smallest cell that tells them.

        The difference of their numbers is that of the people of the one alone, less that of the
        people of the other alone. Where these are few, it leaves few numbers that the first can be.
        """
        if len(self._parts) == 1:  # who was there is known to those who were there
            return []
        connus = self._connus(visibles)
        if not connus:
            return []
        rangees = np.array([rangee for rangee, _ in connus])
        tailles = rangees @ sum(self._effectifs)
        seuls = tailles[:, None] - (rangees * sum(self._effectifs)) @ rangees.T
        croises = (seuls > 0) & (seuls.T > 0)
        for effectifs in self._effectifs:
            nombres = rangees @ effectifs
            ecarts = nombres[:, None] - nombres
            moins = np.maximum(ecarts, 0)
            plus = np.minimum(seuls, ecarts + seuls.T)
            # Of a handful of people, only what is known for sure is too much: that one of them has
            # something, any rate says.
            trop = (moins > 0) & (plus < SEUIL) & ((moins == plus) | (seuls >= SEUIL))
            paires = np.argwhere(croises & trop)
            if len(paires):
                un, autre = paires[0]
                return self._plus_petites([*connus[un][1], *connus[autre][1]])
        return []

    def _connus(self, visibles: Sequence[bool]) -> list[tuple[TableauDeNombres, list[int]]]:
        """The sets whose numbers are known, each with the cells that tell it.

        Those are the cells that are shown; where the number of all people is, what each leaves of
        them, and what those of an axis leave together.
        """
        connus = []
        for places in self._places:
            montrees = [rang for rang in places if visibles[rang]]
            connus += [(self._rangees[rang], [rang]) for rang in montrees]
            if visibles[0] and montrees:
                connus += [(1 - self._rangees[rang], [rang]) for rang in montrees]
                connus.append((1 - self._rangees[montrees].sum(axis=0), montrees))
        return connus

    def _cibles(
        self, visibles: Sequence[bool], epreuve: TableauDeNombres
    ) -> Iterator[TableauDeNombres]:
        """What must not be worked out, and may be: hidden cells, those of an axis together, what
        two axes leave.
        """
        nuls = _Epreuve(self._rangees, epreuve)
        # A cell that is hidden, unless it speaks of nobody.
        for rang, (cellule, visible) in enumerate(zip(self._cellules, visibles, strict=True)):
            if cellule and not visible and nuls.seul(self._rangees[rang]):
                yield self._rangees[rang]
        # The hidden cells of an axis, together: all people less those that are shown.
        for places in self._places:
            caches = [rang for rang in places if not visibles[rang]]
            ensemble = sum(self._cellules[rang] for rang in caches)
            if any(petit(ensemble & part) for part in self._parts):
                cible = self._rangees[caches].sum(axis=0)
                if nuls.seul(cible):
                    yield cible
        # A cell of one axis against the cells of another, either way.
        for ici, la in permutations(self._places, 2):
            for rang in ici:
                if self._cellules[rang]:
                    yield from self._croisees(rang, la, nuls)

    def _croisees(self, rang: int, autres: range, nuls: "_Epreuve") -> Iterator[TableauDeNombres]:
        """Of a cell: what it shares with each other or not, and what is outside of all it holds."""
        la = slice(autres.start, autres.stop)
        siens = self._rangees[rang]
        communs = [commun[rang, la] for commun in self._communs]
        tailles = [commun[rang, rang] for commun in self._communs]
        partagent = sum(communs) > 0
        partages = partagent & _peu_de(communs) & nuls.partages(rang, la)
        for autre in np.flatnonzero(partages):
            yield siens * self._rangees[autres[autre]]
        restes = [taille - commun for taille, commun in zip(tailles, communs, strict=True)]
        for autre in np.flatnonzero(partagent & _peu_de(restes) & nuls.restes(rang, la)):
            yield siens * (1 - self._rangees[autres[autre]])
        # Those that it holds whole may be taken away together.
        cellule = self._cellules[rang]
        tenus = [voisin for voisin in autres if not self._cellules[voisin] & ~cellule]
        dehors = cellule & ~sum(self._cellules[voisin] for voisin in tenus)
        if any(petit(dehors & part) for part in self._parts):
            cible = siens - self._rangees[tenus].sum(axis=0)
            if nuls.seul(cible):
                yield cible


class _Epreuve:
    """Which sets a column multiplies to nought, modulo the prime of `combinaisons`."""

    def __init__(self, rangees: TableauDeNombres, colonne: TableauDeNombres) -> None:
        """Multiply what two rows share, for all rows at once."""
        self._colonne = colonne.astype(float)
        self._produits = modulo((rangees * self._colonne) @ rangees.T)

    def seul(self, rangee: TableauDeNombres) -> bool:
        """Whether it does a row."""
        return not modulo(rangee @ self._colonne)

    def partages(self, rang: int, autres: slice) -> TableauDeNombres:
        """Whether it does what a row shares with each of others."""
        return self._produits[rang, autres] == 0

    def restes(self, rang: int, autres: slice) -> TableauDeNombres:
        """Whether it does what a row does not share with each of others."""
        return self._produits[rang, autres] == self._produits[rang, rang]


def _peu_de(nombres: Sequence[TableauDeNombres]) -> TableauDeNombres:
    """Where one of these numbers of people is too small to be told."""
    peu_ici = [(compte > 0) & (compte < SEUIL) for compte in nombres]
    return np.logical_or.reduce(peu_ici)


def _presents(personnes: int, tous: int) -> TableauDeNombres:
    """A nought or a one for each person."""
    nombre = tous.bit_length()
    octets = personnes.to_bytes(-(-nombre // 8), "little")
    return np.unpackbits(np.frombuffer(octets, np.uint8), count=nombre, bitorder="little")


def _classes(tous: int, axes: Sequence[Axe]) -> tuple[TableauDeNombres, TableauDeNombres]:
    """The class of each person, those that no cell tells apart together; and the first of each."""
    classes = np.zeros(tous.bit_length(), np.int64)
    premiers = np.zeros(1, np.int64)
    for axe in axes:
        # Each axis cuts the classes found so far.
        for rang, cellule in enumerate(axe):
            classes[_presents(cellule, tous) > 0] += (len(classes) + 1) * rang
        _, premiers, classes = np.unique(classes, return_index=True, return_inverse=True)
    return classes, premiers


def _sans_vides(
    axe: Sequence[int],
    vus: tuple[bool, ...],
    vide: Callable[[int], bool],
) -> tuple[bool, ...]:
    """Hide the noughts of an axis too, where something of it is hidden."""
    paires = list(zip(axe, vus, strict=True))
    if all(vu or not cellule for cellule, vu in paires):
        return vus
    return tuple(vu and not vide(cellule) for cellule, vu in paires)
