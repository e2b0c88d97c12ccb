"""Two grilles of one candidate, filled by two évaluateurs: where they agree, and how much more than by chance.

Cohen's kappa (1960) compares the agreement observed with the one that chance would give, if each évaluateur gave the
three answers as often as here but at random: 1 is full agreement, 0 no better than chance.
"""

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from clea_cli.grille.grille import Grille
from clea_cli.referentiel.referentiel import Critere, Domaine, Referentiel, Resultat

DeuxReponses = tuple[Resultat, Resultat]


class Accord(NamedTuple):
    """How many of `total` answers are the same; `kappa` is None where both gave one answer throughout."""

    memes: int
    total: int
    kappa: Fraction | None


class Desaccord(NamedTuple):
    """A critère to which the two answers differ."""

    critere: Critere
    reponses: DeuxReponses


class Rapprochement(NamedTuple):
    """Two grilles side by side: in all, by domaine, and the critères where they differ, in the référentiel's order."""

    ensemble: Accord
    domaines: tuple[tuple[Domaine, Accord], ...]
    ecarts: tuple[Desaccord, ...]


def rapprocher(referentiel: Referentiel, a: Grille, b: Grille) -> Rapprochement:
    """Compare two grilles, critère by critère."""
    paires = [(a.resultat(rang), b.resultat(rang)) for rang, _ in enumerate(referentiel.criteres)]
    domaines, debut = [], 0
    for domaine in referentiel.domaines:
        fin = debut + sum(1 for _ in domaine.criteres)
        domaines.append((domaine, accord(paires[debut:fin])))
        debut = fin
    criteres = zip(referentiel.criteres, paires, strict=True)
    ecarts = tuple(
        Desaccord(critere, paire) for critere, paire in criteres if paire[0] is not paire[1]
    )
    return Rapprochement(accord(paires), tuple(domaines), ecarts)


def accord(paires: Sequence[DeuxReponses]) -> Accord:
    """Count the answers that are the same, and compare them with chance."""
    total = len(paires)
    memes = sum(a is b for a, b in paires)
    chez_a, chez_b = (Counter(paire[qui] for paire in paires) for qui in (0, 1))
    par_hasard = Fraction(
        sum(chez_a[resultat] * chez_b[resultat] for resultat in Resultat), total * total
    )
    kappa = None if par_hasard == 1 else (Fraction(memes, total) - par_hasard) / (1 - par_hasard)
    return Accord(memes, total, kappa)
