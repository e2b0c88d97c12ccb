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


_AccordDuDomaine = tuple[Domaine, Accord]


class Rapprochement(NamedTuple):
    """Two grilles side by side: in all, by domaine, and where they differ.

    `ecarts` are in the référentiel's order.
    """

    ensemble: Accord
    domaines: tuple[_AccordDuDomaine, ...]
    ecarts: tuple[Desaccord, ...]


def rapprocher(referentiel: Referentiel, a: Grille, b: Grille) -> Rapprochement:
    """Compare two grilles, critère by critère."""
    toutes: list[DeuxReponses] = []
    domaines: list[_AccordDuDomaine] = []
    ecarts: list[Desaccord] = []
    for domaine in referentiel.domaines:
        debut = len(toutes)
        for critere in domaine.criteres:
            # The rank of a critère is its bit.
            rang = len(toutes)
            reponse_a = a.resultat(rang)
            reponse_b = b.resultat(rang)
            paire = (reponse_a, reponse_b)
            toutes.append(paire)
            if reponse_a is not reponse_b:
                ecarts.append(Desaccord(critere, paire))
        siennes = toutes[debut:]
        domaines.append((domaine, accord(siennes)))
    return Rapprochement(accord(toutes), tuple(domaines), tuple(ecarts))


def accord(paires: Sequence[DeuxReponses]) -> Accord:
    """Count the answers that are the same, and compare them with chance."""
    total = len(paires)
    memes = 0
    # How often each gave each answer…
    chez_a: Counter[Resultat] = Counter()
    chez_b: Counter[Resultat] = Counter()
    for a, b in paires:
        memes += a is b
        chez_a[a] += 1
        chez_b[b] += 1
    # …chance would bring the same two together so many times, of all that could meet.
    rencontres = 0
    for resultat in Resultat:
        rencontres += chez_a[resultat] * chez_b[resultat]
    par_hasard = Fraction(rencontres, total * total)
    if par_hasard == 1:
        return Accord(memes, total, None)
    # What is observed beyond chance, of all that could be.
    observe = Fraction(memes, total)
    kappa = (observe - par_hasard) / (1 - par_hasard)
    return Accord(memes, total, kappa)
