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

SEUIL = 5
_PREMIER = 2**61 - 1  # whole numbers modulo a large prime: exact, and they never grow

_Vecteur = dict[int, int]  # a number by rank, those that are not nought


class Visibles(NamedTuple):
    """What may be shown: of all people together, then of each cell of each axis."""

    tous: bool
    axes: tuple[tuple[bool, ...], ...]


class _Ligne(NamedTuple):
    """A row of an echelon form: what it is worth in classes of people, and of which shown cells."""

    pivot: int
    classes: _Vecteur
    cellules: _Vecteur


def peu(nombre: int) -> bool:
    """Whether a number of people is too small to be told."""
    return 0 < nombre < SEUIL


def petit(personnes: int) -> bool:
    """Whether a set of people is too small to speak of."""
    return peu(personnes.bit_count())


def masquer(
    tous: int,
    axes: Sequence[Sequence[int]],
    sensible: Callable[[int], bool] = petit,
    caches: Sequence[int] = (),
    vide: Callable[[int], bool] = operator.not_,
) -> Visibles:
    """Choose what is shown of `tous` and of each cell of `axes`, which all divide `tous`.

    `sensible` says whether what is told of a set of people is about too few; the sets in `caches`
    are hidden anyway. Where something of an axis is hidden, so is what is `vide`: a nought that is
    shown says that the rest is none.
    """
    cellules = [tous]
    for axe in axes:
        cellules += axe
    visibles = [cellule not in caches and not sensible(cellule) for cellule in cellules]
    classes = _classes(tous, axes)
    # Each cell that is hidden is one more that must not be worked out: again, until all is well.
    while a_cacher := _a_cacher(cellules, axes, visibles, classes, sensible):
        for rang in a_cacher:
            visibles[rang] = False
    vus = []
    for axe, vue in zip(axes, _par_axe(axes, visibles), strict=True):
        vus.append(_sans_vides(axe, vue, vide))
    return Visibles(visibles[0], tuple(vus))


def _par_axe(axes: Sequence[Sequence[int]], visibles: Sequence[bool]) -> list[tuple[bool, ...]]:
    """Give each axis its part of what is shown; that of all people together comes first, alone."""
    reste = iter(visibles[1:])
    return [tuple(next(reste) for _ in axe) for axe in axes]


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


def masquer_attribut(
    tous: int,
    axes: Sequence[Sequence[int]],
    ayant: int,
    visibles: Visibles,
    *,
    cache: bool = False,
) -> Visibles:
    """Choose of which cells it is shown how many people are in `ayant`.

    That tells how many are not, too. `visibles` says which cells are shown at all; `cache`, that
    the number for all people is hidden elsewhere.
    """
    # Of a cell that is not shown, no part is.
    caches = []
    for axe, vue in zip(axes, visibles.axes, strict=True):
        for cellule, visible in zip(axe, vue, strict=True):
            if not visible:
                caches.append(cellule)
    if cache:
        caches.append(tous)

    def sensible(cellule: int) -> bool:
        return petit(cellule & ayant) or petit(cellule & ~ayant)

    def vide(cellule: int) -> bool:
        """Whether all its people are on one side: the number then says it of each of them."""
        return bool(cellule) and (not cellule & ayant or not cellule & ~ayant)

    return masquer(tous, axes, sensible, caches, vide)


def _classes(tous: int, axes: Sequence[Sequence[int]]) -> list[int]:
    """People that no cell tells apart, together."""
    classes = [tous]
    for axe in axes:
        # Each axis cuts the classes found so far.
        coupees = []
        for classe in classes:
            for cellule in axe:
                if commun := classe & cellule:
                    coupees.append(commun)
        classes = coupees
    return classes


def _a_cacher(
    cellules: list[int],
    axes: Sequence[Sequence[int]],
    visibles: list[bool],
    classes: list[int],
    sensible: Callable[[int], bool],
) -> list[int]:
    """The cells to hide next, by rank: the smallest that give back what must not be known.

    None if all is well.
    """
    base = _echelonner(cellules, visibles, classes)
    for cible in _cibles(cellules, axes, visibles, sensible):
        trouvees = _donnee_par(base, _vecteur(cible, classes))
        if trouvees:
            # The number of all people (rank 0) is the last one to be given up.
            candidates = [rang for rang in trouvees if rang] or [0]
            # Of the others, the smallest: hiding it loses the least. Equals go together, for a
            # choice between them would tell which is which.
            tailles = {rang: cellules[rang].bit_count() for rang in candidates}
            moindre = min(tailles.values())
            return [rang for rang in candidates if tailles[rang] == moindre]
    return []


def _cibles(
    cellules: list[int],
    axes: Sequence[Sequence[int]],
    visibles: list[bool],
    sensible: Callable[[int], bool],
) -> Iterator[int]:
    """What must not be worked out: hidden cells, those of an axis together, what two axes leave."""
    # A cell that is hidden, unless it speaks of nobody.
    for cellule, visible in zip(cellules, visibles, strict=True):
        if cellule and not visible:
            yield cellule
    # The hidden cells of an axis, together: all people less those that are shown.
    for axe, vue in zip(axes, _par_axe(axes, visibles), strict=True):
        caches = sum(cellule for cellule, visible in zip(axe, vue, strict=True) if not visible)
        if sensible(caches):
            yield caches
    # A cell of one axis against the cells of another, either way.
    for ici, la in permutations(axes, 2):
        for cellule in ici:
            yield from (cible for cible in _croisees(cellule, la) if cible and sensible(cible))


def _croisees(cellule: int, autres: Sequence[int]) -> Iterator[int]:
    """Of a cell: what it shares with each other, what it does not, what is outside all it holds."""
    communs = [commun for autre in autres if (commun := cellule & autre)]
    yield from communs
    for commun in communs:
        yield cellule & ~commun
    # Those that it holds whole may be taken away together.
    dedans = sum(autre for autre in autres if autre & cellule == autre)
    yield cellule & ~dedans


def _vecteur(cellule: int, classes: list[int]) -> _Vecteur:
    """A cell as the sum of the classes that it is made of."""
    return {rang: 1 for rang, classe in enumerate(classes) if classe & cellule}


def _echelonner(cellules: list[int], visibles: list[bool], classes: list[int]) -> list[_Ligne]:
    """The cells that are shown as an echelon form, each row with the cells that it was made of."""
    base: list[_Ligne] = []
    for rang, (cellule, visible) in enumerate(zip(cellules, visibles, strict=True)):
        if not visible or not cellule:
            continue
        reste, faite_de = _reduire(base, _vecteur(cellule, classes), {rang: 1})
        # Nothing is left of a cell that those before give already: it adds nothing.
        if reste:
            base.append(_Ligne(min(reste), reste, faite_de))
    return base


def _donnee_par(base: list[_Ligne], cible: _Vecteur) -> list[int]:
    """The cells whose sums and differences give the target; none if they cannot."""
    reste, faite_de = _reduire(base, cible, {})
    return [] if reste else sorted(faite_de)


def _reduire(
    base: list[_Ligne],
    vecteur: _Vecteur,
    faite_de: _Vecteur,
) -> tuple[_Vecteur, _Vecteur]:
    """Take away from a vector what the rows above give of it.

    Returns what is left, and of which cells it is made.
    """
    for ligne in base:
        if ligne.pivot in vecteur:
            # As many times the row as takes its pivot out of the vector.
            inverse = pow(ligne.classes[ligne.pivot], -1, _PREMIER)
            facteur = vecteur[ligne.pivot] * inverse % _PREMIER
            vecteur = _moins(vecteur, ligne.classes, facteur)
            faite_de = _moins(faite_de, ligne.cellules, facteur)
    return vecteur, faite_de


def _moins(a: _Vecteur, b: _Vecteur, facteur: int) -> _Vecteur:
    """`a` less `facteur` times `b`, without its noughts."""
    difference = dict(a)
    for rang, valeur in b.items():
        nouvelle = (difference.get(rang, 0) - facteur * valeur) % _PREMIER
        if nouvelle:
            difference[rang] = nouvelle
        else:
            difference.pop(rang, None)
    return difference
