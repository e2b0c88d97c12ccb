"""The évaluation préalable and the finale of one candidate, as one grille.

A domaine mastered at the préalable is kept, for some years (`calendrier.fin_de_fenetre`). In the others each critère
takes the answer of the finale, where it was evaluated again, and keeps that of the préalable where it was not.
"""

from enum import StrEnum
from typing import NamedTuple

from clea_cli.decision.decision import Bareme, Reponse, decide
from clea_cli.grille.grille import Grille
from clea_cli.referentiel.referentiel import Domaine, Resultat


class Origine(StrEnum):
    """Which évaluation an answer comes from."""

    PREALABLE = "prealable"
    FINALE = "finale"


class Reunion(NamedTuple):
    """The grille of both évaluations, where each answer comes from (by rank), and the domaines that were kept."""

    grille: Grille
    origines: tuple[Origine, ...]
    gardes: tuple[Domaine, ...]


def reunir(bareme: Bareme, prealable: Grille, finale: Grille) -> Reunion:
    """Make one grille of both."""
    resultats: list[Resultat] = []
    origines: list[Origine] = []
    gardes = []
    for juge in decide(bareme, prealable).domaines:
        garde = juge.statut is Reponse.OUI
        gardes += [juge.domaine] if garde else []
        for _ in juge.domaine.criteres:
            rang = len(resultats)
            nouveau = finale.resultat(rang)
            reprise = not garde and nouveau is not Resultat.NON_EVALUE
            resultats.append(nouveau if reprise else prealable.resultat(rang))
            origines.append(Origine.FINALE if reprise else Origine.PREALABLE)
    return Reunion(Grille.depuis(prealable.candidat, resultats), tuple(origines), tuple(gardes))
