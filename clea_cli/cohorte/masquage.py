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

from clea_cli.cohorte.combinaisons import Combinaisons, Epreuve, TableauDeNombres
from clea_cli.cohorte.statistiques import NombreMontre

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


def nombre_montre(personnes: int, *, montre: bool) -> NombreMontre:
    """How many people are in a set; None where that is hidden."""
    return personnes.bit_count() if montre else None


def masquer(tous: int, axes: Sequence[Axe], caches: Sequence[int] = ()) -> Visibles:
    """Choose what is shown of `tous` and of each cell of `axes`, which all divide `tous`.

    The sets in `caches` are hidden anyway. Where something of an axis is hidden, so is what is
    empty: a nought that is shown says that the rest is none.
    """
    # How many people a cell holds is all that is told: there is one part, everybody.
    choix = _Choix(tous, axes, [tous])
    return choix.choisir(caches, operator.not_)


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
    caches = []
    for vus in (presences, *permis):
        for axe, vue in zip(axes, vus.axes, strict=True):
            caches += [cellule for cellule, vu in zip(axe, vue, strict=True) if not vu]
    # How many people there are in all is always shown, whatever `presences` says of it.
    tous_permis = all(vus.tous for vus in permis)
    if cache or not tous_permis:
        caches.append(tous)

    def vide(cellule: int) -> bool:
        """Whether all its people are on one side: the number then says it of each of them."""
        partagee = cellule & ayant and cellule & ~ayant
        return bool(cellule) and not partagee

    parts = [tous & ayant, tous & ~ayant]
    choix = _Choix(tous, axes, parts)
    return choix.choisir(caches, vide)


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
            places = range(debut, len(self._cellules))
            self._places.append(places)
        # People whom no cell tells apart are one column: there are as many columns as mixtures of
        # cells, however many people there are.
        classes, premiers = _classes(tous, axes)
        nombre = tous.bit_length()
        membres = np.array([presents(cellule, nombre) for cellule in self._cellules])
        par_classe = membres[:, premiers]
        self._rangees = par_classe.astype(float)
        self._combinaisons = Combinaisons(self._rangees)
        # Of each part, how many people a class has, then how many two cells share.
        self._effectifs = []
        self._communs = []
        for part in parts:
            effectifs = np.bincount(classes, presents(part, nombre), len(premiers))
            ponderees = self._rangees * effectifs
            self._effectifs.append(effectifs)
            self._communs.append(ponderees @ self._rangees.T)

    def choisir(self, caches: Sequence[int], vide: Callable[[int], bool]) -> Visibles:
        """Hide what must be, then what would give it back, until nothing does."""
        visibles = []
        for cellule in self._cellules:
            cachee = cellule in caches or self._sensible(cellule)
            visibles.append(not cachee)
        # Each cell that is hidden is one more that must not be worked out: again, until all is
        # well. It ends, for there are only so many cells to hide.
        while a_cacher := self._a_cacher(visibles):
            for rang in a_cacher:
                visibles[rang] = False
        # What is empty comes last: it is no unknown, and gives nothing back.
        vus = []
        for axe, places in zip(self._axes, self._places, strict=True):
            vue = visibles[places.start : places.stop]
            vus.append(_sans_vides(axe, vue, vide))
        return Visibles(visibles[0], tuple(vus))

    def _sensible(self, personnes: int) -> bool:
        """Whether too few of a set of people are in one of the parts."""
        return any(petit(personnes & part) for part in self._parts)

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
                sans_tous = [rang for rang in trouvees if rang]
                return self._plus_petites(sans_tous or [0])
        # Nothing is given back to the unit: what is left is what is given back within a few.
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
        # Row by column: how many people the set of the row has, that the set of the column has not.
        # Two sets cross where both have such people.
        par_classe = sum(self._effectifs)
        tailles = rangees @ par_classe
        communs = (rangees * par_classe) @ rangees.T
        seuls = tailles[:, None] - communs
        croises = (seuls > 0) & (seuls.T > 0)
        for effectifs in self._effectifs:
            # How many of the row's own people are in this part is its number less that of the
            # column, and as many more as the column's own people add: from none of them to all.
            nombres = rangees @ effectifs
            ecarts = nombres[:, None] - nombres
            moins = np.maximum(ecarts, 0)
            plus = np.minimum(seuls, ecarts + seuls.T)
            # Of a handful of people, only what is known for sure is too much: that one of them has
            # something, any rate says.
            peu_en_tout = (moins > 0) & (plus < SEUIL)
            dit_trop = (moins == plus) | (seuls >= SEUIL)
            paires = np.argwhere(croises & peu_en_tout & dit_trop)
            if len(paires):
                un, autre = paires[0]
                _, cellules_d_un = connus[un]
                _, cellules_de_l_autre = connus[autre]
                return self._plus_petites([*cellules_d_un, *cellules_de_l_autre])
        return []

    def _connus(self, visibles: Sequence[bool]) -> list[tuple[TableauDeNombres, list[int]]]:
        """The sets whose numbers are known, each with the cells that tell it.

        Those are the cells that are shown; where the number of all people is, what each leaves of
        them, and what those of an axis leave together.
        """
        connus = []
        for places in self._places:
            montrees = [rang for rang in places if visibles[rang]]
            for rang in montrees:
                connus.append((self._rangees[rang], [rang]))
            if not visibles[0] or not montrees:
                continue
            # A row of noughts and ones taken from one is that of all other people.
            for rang in montrees:
                autres = 1 - self._rangees[rang]
                connus.append((autres, [rang]))
            reste = 1 - self._rangees[montrees].sum(axis=0)
            connus.append((reste, montrees))
        return connus

    def _cibles(
        self, visibles: Sequence[bool], epreuve: TableauDeNombres
    ) -> Iterator[TableauDeNombres]:
        """What must not be worked out, and may be: hidden cells, those of an axis together, what
        two axes leave.
        """
        nuls = Epreuve(self._rangees, epreuve)
        # A cell that is hidden, unless it speaks of nobody.
        for rang, (cellule, visible) in enumerate(zip(self._cellules, visibles, strict=True)):
            if cellule and not visible and nuls.seul(self._rangees[rang]):
                yield self._rangees[rang]
        # The hidden cells of an axis, together: all people less those that are shown.
        for places in self._places:
            caches = [rang for rang in places if not visibles[rang]]
            # The cells of an axis share nobody, so that their sum is their union.
            ensemble = sum(self._cellules[rang] for rang in caches)
            if self._sensible(ensemble):
                cible = self._rangees[caches].sum(axis=0)
                if nuls.seul(cible):
                    yield cible
        # A cell of one axis against the cells of another, either way.
        for ici, la in permutations(self._places, 2):
            for rang in ici:
                if self._cellules[rang]:
                    yield from self._croisees(rang, la, nuls)

    def _croisees(self, rang: int, autres: range, nuls: Epreuve) -> Iterator[TableauDeNombres]:
        """Of a cell: what it shares with each other or not, and what is outside of all it holds."""
        # All the others at once, part by part: how many people the cell shares with each of them,
        # and how many it does not.
        la = slice(autres.start, autres.stop)
        communs = []
        restes = []
        for commun in self._communs:
            taille = commun[rang, rang]
            communs.append(commun[rang, la])
            restes.append(taille - commun[rang, la])
        # Cells that share nobody leave each other whole: each was looked for by itself.
        partagent = sum(communs) > 0
        siens = self._rangees[rang]
        rangees = self._rangees[la]
        # What is a handful, and is not proved to be safe: that they share, then that they do not.
        partages = partagent & _peu_de(communs) & nuls.partages(rang, la)
        for leurs in rangees[partages]:
            yield siens * leurs
        laisses = partagent & _peu_de(restes) & nuls.restes(rang, la)
        for leurs in rangees[laisses]:
            yield siens * (1 - leurs)
        # Those that it holds whole may be taken away together.
        cellule = self._cellules[rang]
        tenus = []
        dehors = cellule
        for voisin in autres:
            siens_aussi = self._cellules[voisin]
            if not siens_aussi & ~cellule:
                tenus.append(voisin)
                dehors &= ~siens_aussi
        if self._sensible(dehors):
            cible = siens - self._rangees[tenus].sum(axis=0)
            if nuls.seul(cible):
                yield cible


def _peu_de(nombres: Sequence[TableauDeNombres]) -> TableauDeNombres:
    """Where one of these numbers of people is too small to be told: `peu`, of whole arrays."""
    peu_ici = [(compte > 0) & (compte < SEUIL) for compte in nombres]
    return np.logical_or.reduce(peu_ici)


def presents(personnes: int, nombre: int) -> TableauDeNombres:
    """A nought or a one for each of `nombre` people: whether it is one of a set."""
    octets_entiers = (nombre + 7) // 8
    octets = personnes.to_bytes(octets_entiers, "little")
    # The last byte may be longer than the people: `count` cuts it.
    serie = np.frombuffer(octets, np.uint8)
    return np.unpackbits(serie, count=nombre, bitorder="little")


def _classes(tous: int, axes: Sequence[Axe]) -> tuple[TableauDeNombres, TableauDeNombres]:
    """The class of each person, those that no cell tells apart together; and the first of each."""
    nombre = tous.bit_length()
    classes = np.zeros(nombre, np.int64)
    premiers = np.zeros(1, np.int64)
    # There are no more classes than people: a multiple of this is beyond all their numbers, so that
    # two people have one sum only if they have one class and one cell.
    au_dela = nombre + 1
    for axe in axes:
        # Each axis cuts the classes found so far.
        for rang, cellule in enumerate(axe):
            siens = presents(cellule, nombre) > 0
            classes[siens] += au_dela * rang
        # The sums are numbered again from nought, or they would outgrow 64 bits.
        _, premiers, classes = np.unique(classes, return_index=True, return_inverse=True)
    return classes, premiers


def _sans_vides(
    axe: Sequence[int],
    vus: Sequence[bool],
    vide: Callable[[int], bool],
) -> tuple[bool, ...]:
    """Hide the noughts of an axis too, where something of it is hidden."""
    # An empty cell that was hidden already says nothing by itself.
    paires = list(zip(axe, vus, strict=True))
    if all(vu or not cellule for cellule, vu in paires):
        return tuple(vus)
    return tuple(vu and not vide(cellule) for cellule, vu in paires)
