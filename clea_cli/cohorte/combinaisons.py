"""Which sets of people are sums and differences of others: linear algebra modulo a prime.

A set is a row of noughts and ones, a column a class of people. All rows are known at the start,
so that they are multiplied once: what is asked later costs rows by rows, not rows by classes.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np

_PREMIER = 2**31 - 1  # two numbers below it multiply within 64 bits

TableauDeNombres = Any  # an array of numpy


class Combinaisons:
    """Sums and differences of some of these rows; which ones is said by `montrer`.

    The weights are drawn at random, always the same, so that nothing but a true dependence makes
    a nought: two rows that are not dependent look so once in two thousand million draws.
    """

    def __init__(self, rangees: TableauDeNombres) -> None:
        """Take all rows, as floats: below 2**53 their sums are exact, and far faster."""
        tirage = np.random.default_rng(0)
        classes = rangees.shape[1]
        self._rangees = rangees
        self._poids = tirage.integers(1, _PREMIER, classes).astype(float)
        self._epreuve = tirage.integers(1, _PREMIER, classes).astype(float)
        self._produits = modulo((rangees * self._poids) @ rangees.T)
        self._rangs: list[int] = []

    def montrer(self, rangs: Sequence[int]) -> TableauDeNombres:
        """Say which rows are known; returns a column that each sum or difference of them multiplies
        to nought, modulo the prime: a set that it does not cannot be worked out.
        """
        self._rangs = list(rangs)
        connues = self._rangees[self._rangs]
        facteurs = self._resoudre(modulo(connues @ self._epreuve))
        # What the known rows explain of a random column is taken away from it.
        explique = modulo(facteurs @ connues) * modulo(self._poids) % _PREMIER
        return (modulo(self._epreuve) - explique) % _PREMIER

    def donnee_par(self, cible: TableauDeNombres) -> list[int]:
        """The known rows, by rank, whose sums and differences give a row; none if they cannot."""
        connues = self._rangees[self._rangs]
        facteurs = self._resoudre(modulo((connues * self._poids) @ cible))
        if (modulo(facteurs @ connues) != cible).any():
            return []
        trouvees = zip(self._rangs, facteurs, strict=True)
        return [rang for rang, facteur in trouvees if facteur]

    def _resoudre(self, droite: TableauDeNombres) -> TableauDeNombres:
        """How many times each known row is taken, so that their products are these.

        A row that those before it give is not taken.
        """
        ici = np.ix_(self._rangs, self._rangs)
        matrice = np.column_stack([self._produits[ici], droite])
        facteurs = np.zeros(len(self._rangs))
        pris = []
        for rang in range(len(self._rangs)):
            pivot = int(matrice[rang, rang])
            if not pivot:
                continue
            pris.append(rang)
            matrice[rang] = matrice[rang] * pow(pivot, -1, _PREMIER) % _PREMIER
            # The row of the pivot is taken away from all others.
            fois = matrice[:, rang].copy()
            fois[rang] = 0
            matrice = (matrice - np.outer(fois, matrice[rang]) % _PREMIER) % _PREMIER
        facteurs[pris] = matrice[pris, -1]
        return facteurs


def modulo(nombres: TableauDeNombres) -> TableauDeNombres:
    """Exact floats as whole numbers below the prime."""
    return nombres.astype(np.int64) % _PREMIER
