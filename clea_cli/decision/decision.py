"""The décision: a référentiel, a rule and a grille in; a verdict that carries its proof out.

No clock, no float, no environment: the same two files give the same verdict in ten years.

The three answers rest on one fact: one more acquis never hurts. So the worst way of completing an evaluation is that
nothing more is acquired, the best that everything is; what holds in the worst case is sure, what fails in the best case
is lost, and all else is still open. Each level is therefore judged twice, on `grille.acquis` and `grille.possibles`.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from enum import Enum
from fractions import Fraction
from math import ceil, lcm
from typing import NamedTuple

from clea_cli.grille.grille import Grille
from clea_cli.referentiel.referentiel import Critere, Domaine, Points, Referentiel, Regle, SousDomaine, simplifier


class Reponse(Enum):
    """What can be said at a level: yes, no, or not yet."""

    OUI = "oui"
    NON = "non"
    INDETERMINE = "indetermine"

    @classmethod
    def entre(cls, pire: bool, meilleur: bool) -> "Reponse":  # noqa: FBT001 — two truth values are what it is about
        """The answer, given what holds in the worst and in the best completion."""
        return cls.OUI if pire else cls.INDETERMINE if meilleur else cls.NON


class Bilan(NamedTuple):
    """The points of a level, and what the rule makes of them; `requis` and `statut` are None if it does not look.

    `manquants` are the mandatory critères that are not acquired, by code.
    """

    obtenus: Points
    possibles: Points
    total: Points
    requis: Points | None
    manquants: tuple[str, ...]
    statut: Reponse | None


class Niveau(NamedTuple):
    """What a rule asks of a set of critères: `requis` points (None: nothing), and each of `obligatoires`."""

    poids: tuple[tuple[Points, int], ...]  # the critères by their worth: (points, bits)
    total: Points
    requis: Points | None
    obligatoires: tuple[tuple[str, int], ...] = ()  # (code, bit)

    def points(self, acquis: int) -> Points:
        """The points that the critères in `acquis` are worth at this level."""
        somme: Points = 0
        for points, bits in self.poids:
            somme += points * (bits & acquis).bit_count()
        return simplifier(somme)

    def manquants(self, acquis: int) -> tuple[str, ...]:
        """The mandatory critères that are not in `acquis`."""
        return tuple(code for code, bit in self.obligatoires if not bit & acquis)

    def bilan(self, grille: Grille) -> Bilan:
        """Judge a grille at this level."""
        obtenus, possibles = self.points(grille.acquis), self.points(grille.possibles)
        manquants = self.manquants(grille.acquis)
        if self.requis is None:
            return Bilan(obtenus, possibles, self.total, None, manquants, None)
        pire = obtenus >= self.requis and not manquants
        meilleur = possibles >= self.requis and not self.manquants(grille.possibles)
        return Bilan(obtenus, possibles, self.total, self.requis, manquants, Reponse.entre(pire, meilleur))


class NiveauDomaine(NamedTuple):
    """What a rule asks of a domaine, and of each of its sous-domaines."""

    domaine: Domaine
    niveau: Niveau
    sous_domaines: tuple[tuple[SousDomaine, Niveau], ...]


class Bareme(NamedTuple):
    """A rule applied to a référentiel: all that it requires, worked out once for any number of grilles."""

    referentiel: Referentiel
    regle: Regle
    ensemble: Niveau
    domaines: tuple[NiveauDomaine, ...]


class DecisionSousDomaine(NamedTuple):
    """A sous-domaine and its points."""

    sous_domaine: SousDomaine
    bilan: Bilan


class DecisionDomaine(NamedTuple):
    """A domaine: mastered or not, and the points that show it."""

    domaine: Domaine
    statut: Reponse
    bilan: Bilan
    sous_domaines: tuple[DecisionSousDomaine, ...]


class Decision(NamedTuple):
    """The verdict of one rule on one grille, with its proof."""

    referentiel: Referentiel
    regle: Regle
    grille: Grille
    verdict: Reponse
    bilan: Bilan
    domaines: tuple[DecisionDomaine, ...]


def points_requis(points: Iterable[Points], seuil: Fraction) -> Points:
    """Return the smallest attainable sum of some of `points` that reaches `seuil` × their total."""
    points = list(points)
    return _somme_atteignable(points, seuil * sum(points))


def _somme_atteignable(points: Sequence[Points], plancher: Points) -> Points:
    """The smallest sum of some of `points` that reaches `plancher`, which their total does."""
    unite = lcm(*(p.denominator for p in points))
    sommes = 1  # bit s is set when some of the points add up to s / unite
    for valeur, nombre in Counter(points).items():
        pris = 1  # one of them, then two more, four more…: any number of equal points in a few steps
        while nombre:
            pris = min(pris, nombre)
            sommes |= sommes << int(valeur * unite) * pris
            nombre, pris = nombre - pris, pris * 2
    debut = ceil(plancher * unite)
    atteignables = sommes >> debut
    au_dela = (atteignables & -atteignables).bit_length() - 1
    return simplifier(Fraction(debut + au_dela, unite))


def bareme(referentiel: Referentiel, regle: Regle) -> Bareme:
    """Apply a rule to a référentiel: the points that it requires at each level."""
    bits = {critere.code: 1 << rang for rang, critere in enumerate(referentiel.criteres)}
    return Bareme(
        referentiel,
        regle,
        _niveau(referentiel.criteres, bits, regle.seuil_ensemble),
        tuple(
            NiveauDomaine(
                domaine,
                _niveau(domaine.criteres, bits, regle.seuil_domaine),
                tuple(
                    (sous_domaine, _niveau_sous_domaine(sous_domaine, bits, regle))
                    for sous_domaine in domaine.sous_domaines
                ),
            )
            for domaine in referentiel.domaines
        ),
    )


def _niveau_sous_domaine(sous_domaine: SousDomaine, bits: Mapping[str, int], regle: Regle) -> Niveau:
    niveau = _niveau(sous_domaine.criteres, bits, regle.seuil_sous_domaine)
    compte = regle.comptes.get(sous_domaine.code)
    requis = _somme_atteignable([c.points for c in sous_domaine.criteres], compte.requis) if compte else niveau.requis
    codes = [critere.code for critere in sous_domaine.criteres if critere.code in regle.obligatoires]
    obligatoires = tuple((code, bits[code]) for code in codes)
    return niveau._replace(requis=requis, obligatoires=obligatoires)


def _niveau(criteres: Iterable[Critere], bits: Mapping[str, int], seuil: Fraction | None) -> Niveau:
    criteres = list(criteres)
    poids: dict[Points, int] = {}
    for critere in criteres:
        poids[critere.points] = poids.get(critere.points, 0) | bits[critere.code]
    points = [critere.points for critere in criteres]
    requis = None if seuil is None else points_requis(points, seuil)
    return Niveau(tuple(poids.items()), simplifier(sum(points)), requis)


def decide(bareme: Bareme, grille: Grille) -> Decision:
    """Judge one grille. Total: a checked grille always has a décision."""
    domaines = tuple(_decide_domaine(niveau, grille) for niveau in bareme.domaines)
    bilan = bareme.ensemble.bilan(grille)
    verdict = tous(bilan.statut, *(domaine.statut for domaine in domaines))
    return Decision(bareme.referentiel, bareme.regle, grille, verdict, bilan, domaines)


def _decide_domaine(niveau: NiveauDomaine, grille: Grille) -> DecisionDomaine:
    bilan = niveau.niveau.bilan(grille)
    sous_domaines = tuple(
        DecisionSousDomaine(sous_domaine, n.bilan(grille)) for sous_domaine, n in niveau.sous_domaines
    )
    statut = tous(bilan.statut, *(sous_domaine.bilan.statut for sous_domaine in sous_domaines))
    return DecisionDomaine(niveau.domaine, statut, bilan, sous_domaines)


def tous(*reponses: Reponse | None) -> Reponse:
    """All must hold; None asks nothing. Exact, because one completion is the worst (or the best) for all at once."""
    if Reponse.NON in reponses:
        return Reponse.NON
    return Reponse.INDETERMINE if Reponse.INDETERMINE in reponses else Reponse.OUI
