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
        _, classes = rangees.shape
        self._rangees = rangees
        # Without weights a row could be worth nought against itself, modulo the prime, and look
        # as if others gave it. The random column stands for all the questions to come.
        poids = tirage.integers(1, _PREMIER, classes)
        self._poids = poids.astype(float)
        epreuve = tirage.integers(1, _PREMIER, classes)
        self._epreuve = epreuve.astype(float)
        ponderees = rangees * self._poids
        self._produits = _modulo(ponderees @ rangees.T)
        self._rangs: list[int] = []

    def montrer(self, rangs: Sequence[int]) -> TableauDeNombres:
        """Say which rows are known; returns a column that each sum or difference of them multiplies
        to nought, modulo the prime: a set that it does not cannot be worked out.
        """
        self._rangs = list(rangs)
        connues = self._rangees[self._rangs]
        # How many times each known row is taken, to explain what they all measure of the column.
        mesures = _modulo(connues @ self._epreuve)
        facteurs = self._resoudre(mesures)
        combinees = _modulo(facteurs @ connues)
        # What the known rows explain of the column is taken away from it: they multiply what is
        # left to nought, and so does whatever they add up to.
        explique = combinees * _modulo(self._poids) % _PREMIER
        return (_modulo(self._epreuve) - explique) % _PREMIER

    def donnee_par(self, cible: TableauDeNombres) -> list[int]:
        """The known rows, by rank, whose sums and differences give a row; none if they cannot."""
        connues = self._rangees[self._rangs]
        mesures = _modulo((connues * self._poids) @ cible)
        facteurs = self._resoudre(mesures)
        # There are factors for any row: only those that make it, class by class, are an answer.
        faite = _modulo(facteurs @ connues)
        if (faite != cible).any():
            return []
        trouvees = zip(self._rangs, facteurs, strict=True)
        return [rang for rang, facteur in trouvees if facteur]

    def _resoudre(self, droite: TableauDeNombres) -> TableauDeNombres:
        """How many times each known row is taken, so that their products are these.

        A row that those before it give is not taken.
        """
        # Gauss and Jordan, modulo the prime: the products of the known rows, and at their right
        # what is wanted of them.
        ici = np.ix_(self._rangs, self._rangs)
        produits = self._produits[ici]
        matrice = np.column_stack([produits, droite])
        facteurs = np.zeros(len(self._rangs))
        pris = []
        for rang in range(len(self._rangs)):
            # What is left here is nought only if the rows before give this one: the random weights
            # see to that, so that no rows have to be exchanged.
            pivot = int(matrice[rang, rang])
            if not pivot:
                continue
            pris.append(rang)
            inverse = pow(pivot, -1, _PREMIER)
            matrice[rang] = matrice[rang] * inverse % _PREMIER
            # The row of the pivot is taken away from all others.
            fois = matrice[:, rang].copy()
            fois[rang] = 0
            # Products stay below 2**62: nothing overflows before the remainder is taken.
            retire = np.outer(fois, matrice[rang])
            matrice = (matrice - retire) % _PREMIER
        facteurs[pris] = matrice[pris, -1]
        return facteurs


class Epreuve:
    """Which sets are multiplied to nought, modulo the prime, by the column that `montrer` gives.

    It costs one product, where the exact search costs one a set: nearly all sets end here.
    """

    def __init__(self, rangees: TableauDeNombres, colonne: TableauDeNombres) -> None:
        """Multiply what two rows share, for all rows at once."""
        self._colonne = colonne.astype(float)
        # The product of two rows of noughts and ones is what they share.
        ponderees = rangees * self._colonne
        self._produits = _modulo(ponderees @ rangees.T)

    def seul(self, rangee: TableauDeNombres) -> bool:
        """Whether it does a row."""
        return not _modulo(rangee @ self._colonne)

    def partages(self, rang: int, autres: slice) -> TableauDeNombres:
        """Whether it does what a row shares with each of others."""
        return self._produits[rang, autres] == 0

    def restes(self, rang: int, autres: slice) -> TableauDeNombres:
        """Whether it does what a row does not share with each of others."""
        # The rest is nought where what is shared is worth as much as the row.
        entiere = self._produits[rang, rang]
        return self._produits[rang, autres] == entiere


def _modulo(nombres: TableauDeNombres) -> TableauDeNombres:
    """Exact floats as whole numbers below the prime."""
    return nombres.astype(np.int64) % _PREMIER
