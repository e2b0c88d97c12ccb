"""The évaluation préalable and the finale of one candidate, as one grille.

A domaine mastered at the préalable is kept, for some years (`delais.fin_de_fenetre`). In the
others each critère takes the answer of the finale, where it was evaluated again, and keeps that of
the préalable where it was not.
"""

from enum import StrEnum
from typing import NamedTuple

from clea_cli.decision.decision import Bareme, Reponse, decide
from clea_cli.grille.grille import Grille
from clea_cli.referentiel.referentiel import Domaine


class Origine(StrEnum):
    """Which évaluation an answer comes from."""

    PREALABLE = "prealable"
    FINALE = "finale"


class Reunion(NamedTuple):
    """The grille of both évaluations, where each answer comes from (by rank), the domaines kept."""

    grille: Grille
    origines: tuple[Origine, ...]
    gardes: tuple[Domaine, ...]


def reunir(bareme: Bareme, prealable: Grille, finale: Grille) -> Reunion:
    """Make one grille of both."""
    decision = decide(bareme, prealable)
    gardes: list[Domaine] = []
    gardees = 0
    for niveau, juge in zip(bareme.domaines, decision.domaines, strict=True):
        if juge.statut is Reponse.OUI:
            gardes.append(juge.domaine)
            gardees |= niveau.niveau.criteres
    origines: list[Origine] = []
    reprises = _reprises(finale, gardees)
    for rang, _ in enumerate(bareme.referentiel.criteres):
        reprise = reprises >> rang & 1
        origines.append(Origine.FINALE if reprise else Origine.PREALABLE)
    grille = en_une(prealable, finale, gardees)
    return Reunion(grille, tuple(origines), tuple(gardes))


def en_une(prealable: Grille, finale: Grille, gardees: int) -> Grille:
    """The answers of the préalable, but for those that the finale takes up.

    `gardees` are the critères that are kept.
    """
    # A bit is that of the finale where it takes the critère up, elsewhere that of the préalable.
    reprises = _reprises(finale, gardees)
    laissees = ~reprises
    acquis = (prealable.acquis & laissees) | (finale.acquis & reprises)
    possibles = (prealable.possibles & laissees) | (finale.possibles & reprises)
    return Grille(prealable.candidat, acquis, possibles)


def _reprises(finale: Grille, gardees: int) -> int:
    """The critères, as bits, that the finale evaluates again: acquired or not, and not kept."""
    evalues = finale.acquis | ~finale.possibles
    return evalues & ~gardees
