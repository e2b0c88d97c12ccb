"""Which cells of a table may be shown, so that none speaks of a handful of people, nor lets anybody work it out.

A cell is a set of people, an integer of bits. One under SEUIL people is hidden; an empty one speaks of nobody, and is
hidden only where it would say that its neighbours are not empty. What is shown must not give the rest back: each
hidden cell, and each small difference of cells, is looked for among the sums and differences of the cells that are
shown (exact linear algebra); as long as one is found, the smallest of the cells that give it is hidden too.
"""

import operator
from collections.abc import Callable, Iterator, Sequence
from itertools import permutations
from typing import NamedTuple

SEUIL = 5
_PREMIER = 2**61 - 1  # whole numbers modulo a large prime: exact, and they never grow

_Vecteur = dict[int, int]


class Visibles(NamedTuple):
    """What may be shown: of all people together, then of each cell of each axis."""

    tous: bool
    axes: tuple[tuple[bool, ...], ...]


class _Ligne(NamedTuple):
    """A row of an echelon form: what it is worth in classes of people, and which shown cells it was made of."""

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
    """Choose what is shown of `tous` and of each cell of `axes`, which all divide `tous` in their own way.

    `sensible` says whether what is told of a set of people is about too few; the sets in `caches` are hidden anyway.
    Where something of an axis is hidden, so is what is `vide`: a nought that is shown says that the rest is none.
    """
    cellules = [tous, *(cellule for axe in axes for cellule in axe)]
    visibles = [cellule not in caches and not sensible(cellule) for cellule in cellules]
    classes = _classes(tous, axes)
    while a_cacher := _a_cacher(cellules, axes, visibles, classes, sensible):
        for rang in a_cacher:
            visibles[rang] = False
    reste = iter(visibles[1:])
    vus = (tuple(next(reste) for _ in axe) for axe in axes)
    return Visibles(visibles[0], tuple(_sans_vides(axe, vue, vide) for axe, vue in zip(axes, vus, strict=True)))


def _sans_vides(axe: Sequence[int], vus: tuple[bool, ...], vide: Callable[[int], bool]) -> tuple[bool, ...]:
    if all(vu or not cellule for cellule, vu in zip(axe, vus, strict=True)):
        return vus
    return tuple(vu and not vide(cellule) for cellule, vu in zip(axe, vus, strict=True))


def masquer_attribut(
    tous: int, axes: Sequence[Sequence[int]], ayant: int, visibles: Visibles, *, cache: bool = False
) -> Visibles:
    """Choose of which cells it is shown how many people are in `ayant`: that tells how many are not, too.

    `visibles` says which cells are shown at all; `cache`, that the number for all people is hidden elsewhere.
    """
    vus = zip(axes, visibles.axes, strict=True)
    caches = [c for axe, vue in vus for c, visible in zip(axe, vue, strict=True) if not visible]
    return masquer(
        tous,
        axes,
        lambda c: petit(c & ayant) or petit(c & ~ayant),
        [*caches, tous] if cache else caches,
        lambda c: bool(c) and (not c & ayant or not c & ~ayant),
    )


def _classes(tous: int, axes: Sequence[Sequence[int]]) -> list[int]:
    """People that no cell tells apart, together."""
    classes = [tous]
    for axe in axes:
        classes = [commun for classe in classes for cellule in axe if (commun := classe & cellule)]
    return classes


def _a_cacher(
    cellules: list[int],
    axes: Sequence[Sequence[int]],
    visibles: list[bool],
    classes: list[int],
    sensible: Callable[[int], bool],
) -> list[int]:
    """The cells to hide next, by rank: the smallest that give back what must not be known; none if all is well."""
    base = _echelonner(cellules, visibles, classes)
    for cible in _cibles(cellules, axes, visibles, sensible):
        trouvees = _donnee_par(base, _vecteur(cible, classes))
        if trouvees:
            candidates = [rang for rang in trouvees if rang] or [0]
            moindre = min(cellules[rang].bit_count() for rang in candidates)
            return [rang for rang in candidates if cellules[rang].bit_count() == moindre]
    return []


def _cibles(
    cellules: list[int], axes: Sequence[Sequence[int]], visibles: list[bool], sensible: Callable[[int], bool]
) -> Iterator[int]:
    """What must not be worked out: hidden cells, those of an axis together, and what cells of two axes leave.

    Of a cell, that is what it shares with another, what it does not, and what is outside all those that it holds.
    """
    yield from (cellule for cellule, visible in zip(cellules, visibles, strict=True) if cellule and not visible)
    reste = iter(visibles[1:])
    vues = [[cellule for cellule in axe if next(reste)] for axe in axes]
    ensembles = (sum(axe) & ~sum(vue) for axe, vue in zip(axes, vues, strict=True))
    yield from (ensemble for ensemble in ensembles if sensible(ensemble))
    for ici, la in permutations(range(len(axes)), 2):
        for cellule in axes[ici]:
            croisees = [croisee for autre in axes[la] if (croisee := cellule & autre)]
            dedans = sum(autre for autre in axes[la] if autre & cellule == autre)
            restes = [cellule & ~autre for autre in (*croisees, dedans)]
            yield from (cible for cible in (*croisees, *restes) if cible and sensible(cible))


def _vecteur(cellule: int, classes: list[int]) -> _Vecteur:
    return {rang: 1 for rang, classe in enumerate(classes) if classe & cellule}


def _echelonner(cellules: list[int], visibles: list[bool], classes: list[int]) -> list[_Ligne]:
    base: list[_Ligne] = []
    for rang, (cellule, visible) in enumerate(zip(cellules, visibles, strict=True)):
        if visible and cellule:
            reste, faite_de = _reduire(base, _vecteur(cellule, classes), {rang: 1})
            if reste:
                base.append(_Ligne(min(reste), reste, faite_de))
    return base


def _donnee_par(base: list[_Ligne], cible: _Vecteur) -> list[int]:
    """The cells whose sums and differences give the target; none if they cannot."""
    reste, faite_de = _reduire(base, cible, {})
    return [] if reste else sorted(faite_de)


def _reduire(base: list[_Ligne], vecteur: _Vecteur, faite_de: _Vecteur) -> tuple[_Vecteur, _Vecteur]:
    """Take away from a vector what the rows above give of it; say what is left, and of which cells it is made."""
    for ligne in base:
        if ligne.pivot in vecteur:
            facteur = vecteur[ligne.pivot] * pow(ligne.classes[ligne.pivot], -1, _PREMIER) % _PREMIER
            vecteur, faite_de = _moins(vecteur, ligne.classes, facteur), _moins(faite_de, ligne.cellules, facteur)
    return vecteur, faite_de


def _moins(a: _Vecteur, b: _Vecteur, facteur: int) -> _Vecteur:
    difference = dict(a)
    for rang, valeur in b.items():
        nouvelle = (difference.get(rang, 0) - facteur * valeur) % _PREMIER
        if nouvelle:
            difference[rang] = nouvelle
        else:
            difference.pop(rang, None)
    return difference
