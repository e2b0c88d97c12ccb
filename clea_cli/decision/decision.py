"""The décision: a référentiel, a rule and a grille in; a verdict that carries its proof out.

No clock, no float, no environment: the same two files give the same verdict in ten years.

The three answers rest on one fact: one more acquis never hurts. So the worst way of completing an
evaluation is that nothing more is acquired, the best that everything is; what holds in the worst
case is sure, what fails in the best case is lost, and all else is still open. Each level is
therefore judged twice, on `grille.acquis` and `grille.possibles`.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from enum import Enum
from fractions import Fraction
from math import ceil, lcm
from typing import NamedTuple

from clea_cli.grille.grille import Grille
from clea_cli.referentiel.referentiel import (
    Critere,
    Domaine,
    Points,
    Referentiel,
    Regle,
    SousDomaine,
    simplifier,
)


class Reponse(Enum):
    """What can be said at a level: yes, no, or not yet."""

    OUI = "oui"
    NON = "non"
    INDETERMINE = "indetermine"

    @classmethod
    def entre(cls, pire: bool, meilleur: bool) -> "Reponse":  # noqa: FBT001 — it is about two truths
        """The answer, given what holds in the worst and in the best completion."""
        if pire:
            return cls.OUI
        return cls.INDETERMINE if meilleur else cls.NON


class Bilan(NamedTuple):
    """The points of a level, and what the rule makes of them.

    `requis` and `statut` are None if it does not look. `manquants` are the mandatory critères that
    are not acquired, by code.
    """

    obtenus: Points
    possibles: Points
    total: Points
    requis: Points | None
    manquants: tuple[str, ...]
    statut: Reponse | None


_Poids = tuple[Points, int]  # what critères are worth each, and which ones as bits
_Obligatoire = tuple[str, int]  # a critère that is mandatory, and its bit


class Niveau(NamedTuple):
    """What a rule asks of some critères: `requis` points (None: nothing), all of `obligatoires`.

    `poids` are the critères by their worth: (points, bits); `obligatoires` are (code, bit).
    """

    poids: tuple[_Poids, ...]
    total: Points
    requis: Points | None
    obligatoires: tuple[_Obligatoire, ...] = ()

    @property
    def criteres(self) -> int:
        """The critères of this level, as bits."""
        tous = 0
        for _, bits in self.poids:
            tous |= bits
        return tous

    def points(self, acquis: int) -> Points:
        """The points that the critères in `acquis` are worth at this level."""
        somme: Points = 0
        for points, bits in self.poids:
            somme += points * (bits & acquis).bit_count()
        return simplifier(somme)

    def manquants(self, acquis: int) -> tuple[str, ...]:
        """The mandatory critères that are not in `acquis`."""
        manquants: list[str] = []
        for code, bit in self.obligatoires:
            if not bit & acquis:
                manquants.append(code)
        return tuple(manquants)

    def bilan(self, grille: Grille) -> Bilan:
        """Judge a grille at this level."""
        obtenus = self.points(grille.acquis)
        possibles = self.points(grille.possibles)
        manquants = self.manquants(grille.acquis)
        if self.requis is None:
            return Bilan(obtenus, possibles, self.total, None, manquants, None)
        # The same test of both completions: enough points, and every mandatory critère.
        pire = obtenus >= self.requis and not manquants
        perdus = self.manquants(grille.possibles)
        meilleur = possibles >= self.requis and not perdus
        return Bilan(
            obtenus=obtenus,
            possibles=possibles,
            total=self.total,
            requis=self.requis,
            manquants=manquants,
            statut=Reponse.entre(pire, meilleur),
        )


_NiveauDessous = tuple[SousDomaine, Niveau]


class NiveauDomaine(NamedTuple):
    """What a rule asks of a domaine, and of each of its sous-domaines."""

    domaine: Domaine
    niveau: Niveau
    sous_domaines: tuple[_NiveauDessous, ...]


class Bareme(NamedTuple):
    """A rule applied to a référentiel: all that it requires, once for any number of grilles."""

    referentiel: Referentiel
    regle: Regle
    ensemble: Niveau
    domaines: tuple[NiveauDomaine, ...]

    @property
    def nombre_de_criteres(self) -> int:
        """How many critères there are."""
        return self.ensemble.criteres.bit_count()


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
    # In this unit, all points are whole numbers.
    denominateurs = [valeur.denominator for valeur in points]
    unite = lcm(*denominateurs)
    # Bit s is set when some of the points seen so far add up to s units: at first, none make 0.
    sommes = 1
    for valeur, nombre in Counter(points).items():
        en_unites = int(valeur * unite)
        # Equal points are taken one, then two more, four more…: any number of them in a few steps.
        pris = 1
        while nombre:
            pris = min(pris, nombre)
            # What could be made, and the same with those points more.
            sommes |= sommes << en_unites * pris
            nombre -= pris
            pris *= 2
    # Of the sums from the floor on, the lowest bit is the smallest.
    debut = ceil(plancher * unite)
    atteignables = sommes >> debut
    plus_petite = atteignables & -atteignables
    au_dela = plus_petite.bit_length() - 1
    return simplifier(Fraction(debut + au_dela, unite))


def bareme(referentiel: Referentiel, regle: Regle) -> Bareme:
    """Apply a rule to a référentiel: the points that it requires at each level."""
    # The rank of a critère is its bit.
    bits: dict[str, int] = {}
    for rang, critere in enumerate(referentiel.criteres):
        bits[critere.code] = 1 << rang
    ensemble = _niveau(referentiel.criteres, bits, regle.seuil_ensemble)
    domaines: list[NiveauDomaine] = []
    for domaine in referentiel.domaines:
        niveau = _niveau(domaine.criteres, bits, regle.seuil_domaine)
        dessous: list[_NiveauDessous] = []
        for sous_domaine in domaine.sous_domaines:
            le_sien = _niveau_sous_domaine(sous_domaine, bits, regle)
            dessous.append((sous_domaine, le_sien))
        domaines.append(NiveauDomaine(domaine, niveau, tuple(dessous)))
    return Bareme(referentiel, regle, ensemble, tuple(domaines))


def _niveau_sous_domaine(
    sous_domaine: SousDomaine,
    bits: Mapping[str, int],
    regle: Regle,
) -> Niveau:
    """The level of a sous-domaine: the threshold of all, or the count that the rule has for it."""
    niveau = _niveau(sous_domaine.criteres, bits, regle.seuil_sous_domaine)
    requis = niveau.requis
    compte = regle.comptes.get(sous_domaine.code)
    if compte:
        points = [critere.points for critere in sous_domaine.criteres]
        requis = _somme_atteignable(points, compte.requis)
    obligatoires: list[_Obligatoire] = []
    for critere in sous_domaine.criteres:
        code = critere.code
        if code in regle.obligatoires:
            obligatoires.append((code, bits[code]))
    return niveau._replace(requis=requis, obligatoires=tuple(obligatoires))


def _niveau(
    criteres: Iterable[Critere],
    bits: Mapping[str, int],
    seuil: Fraction | None,
) -> Niveau:
    points: list[Points] = []
    # Critères of equal worth share one set of bits, so that one count of bits adds them all up.
    poids: dict[Points, int] = {}
    for critere in criteres:
        valeur = critere.points
        points.append(valeur)
        semblables = poids.get(valeur, 0)
        poids[valeur] = semblables | bits[critere.code]
    requis = None if seuil is None else points_requis(points, seuil)
    total = simplifier(sum(points))
    return Niveau(tuple(poids.items()), total, requis)


def decide(bareme: Bareme, grille: Grille) -> Decision:
    """Judge one grille. Total: a checked grille always has a décision."""
    domaines = [_decide_domaine(niveau, grille) for niveau in bareme.domaines]
    bilan = bareme.ensemble.bilan(grille)
    statuts = [domaine.statut for domaine in domaines]
    return Decision(
        referentiel=bareme.referentiel,
        regle=bareme.regle,
        grille=grille,
        verdict=tous(bilan.statut, *statuts),
        bilan=bilan,
        domaines=tuple(domaines),
    )


def _decide_domaine(niveau: NiveauDomaine, grille: Grille) -> DecisionDomaine:
    bilan = niveau.niveau.bilan(grille)
    statuts = [bilan.statut]
    dessous: list[DecisionSousDomaine] = []
    for sous_domaine, niveau_dessous in niveau.sous_domaines:
        son_bilan = niveau_dessous.bilan(grille)
        statuts.append(son_bilan.statut)
        dessous.append(DecisionSousDomaine(sous_domaine, son_bilan))
    statut = tous(*statuts)
    return DecisionDomaine(niveau.domaine, statut, bilan, tuple(dessous))


def tous(*reponses: Reponse | None) -> Reponse:
    """All must hold; None asks nothing.

    Exact, because one completion is the worst (or the best) for all at once.
    """
    if Reponse.NON in reponses:
        return Reponse.NON
    if Reponse.INDETERMINE in reponses:
        return Reponse.INDETERMINE
    return Reponse.OUI
