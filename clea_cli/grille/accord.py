"""Two grilles of one candidate, filled by two évaluateurs: where they agree, beyond chance.

Cohen's kappa (1960) compares the agreement observed with the one that chance would give, if each
évaluateur gave the three answers as often as here but at random: 1 is full agreement, 0 no better
than chance.
"""

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from clea_cli.grille.grille import Grille
from clea_cli.referentiel.referentiel import Critere, Domaine, Referentiel, Resultat

DeuxReponses = tuple[Resultat, Resultat]


class Accord(NamedTuple):
    """How many of `total` answers are the same.

    `kappa` is None where both gave one answer throughout.
    """

    memes: int
    total: int
    kappa: Fraction | None


class Desaccord(NamedTuple):
    """A critère to which the two answers differ."""

    critere: Critere
    reponses: DeuxReponses


class Rapprochement(NamedTuple):
    """Two grilles side by side: in all, by domaine, and where they differ.

    `ecarts` are in the référentiel's order.
    """

    ensemble: Accord
    domaines: tuple[tuple[Domaine, Accord], ...]
    ecarts: tuple[Desaccord, ...]


def rapprocher(referentiel: Referentiel, a: Grille, b: Grille) -> Rapprochement:
    """Compare two grilles, critère by critère."""
    toutes: list[DeuxReponses] = []
    domaines: list[tuple[Domaine, Accord]] = []
    ecarts: list[Desaccord] = []
    for domaine in referentiel.domaines:
        debut = len(toutes)
        for critere in domaine.criteres:
            rang = len(toutes)
            paire = (a.resultat(rang), b.resultat(rang))
            toutes.append(paire)
            if paire[0] is not paire[1]:
                ecarts.append(Desaccord(critere, paire))
        domaines.append((domaine, accord(toutes[debut:])))
    return Rapprochement(accord(toutes), tuple(domaines), tuple(ecarts))


def accord(paires: Sequence[DeuxReponses]) -> Accord:
    """Count the answers that are the same, and compare them with chance."""
    total = len(paires)
    memes = sum(a is b for a, b in paires)
    # How often each gave each answer: chance would bring the same two together so many times.
    chez_a = Counter(a for a, _ in paires)
    chez_b = Counter(b for _, b in paires)
    rencontres = sum(chez_a[resultat] * chez_b[resultat] for resultat in Resultat)
    par_hasard = Fraction(rencontres, total * total)
    if par_hasard == 1:
        return Accord(memes, total, None)
    kappa = (Fraction(memes, total) - par_hasard) / (1 - par_hasard)
    return Accord(memes, total, kappa)
