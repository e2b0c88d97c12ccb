"""What is decided of a candidate, from one évaluation or two, by the rule and its other readings.

It is said here only. Each reading reunites both évaluations by its own rule. A reading says what
the verdict would be if that rule were the rule; then the domaines kept from the préalable would be
those that this rule says are mastered. Another rule may not have kept a domaine that ours keeps:
there the answers of the finale count, for that reading. To read by another rule the grille that
ours has reunited would judge answers that nobody would have kept under it.
"""

from collections.abc import Iterable
from typing import NamedTuple

from clea_cli.decision.decision import Bareme, Decision, bareme, decide
from clea_cli.decision.evaluations import Reunion, reunir
from clea_cli.grille.grille import Grille


class Jugement(NamedTuple):
    """The décision, those of the other readings, and how both évaluations were made one.

    `reunion` is None where there was one évaluation only.
    """

    decision: Decision
    lectures: tuple[Decision, ...]
    reunion: Reunion | None

    @property
    def origines(self) -> dict[str, str]:
        """Which évaluation each answer comes from, by code; empty where there was one only."""
        if self.reunion is None:
            return {}
        criteres = self.decision.referentiel.criteres
        par_critere = zip(criteres, self.reunion.origines, strict=True)
        return {critere.code: origine.value for critere, origine in par_critere}

    @property
    def gardes(self) -> tuple[str, ...]:
        """The codes of the domaines kept from the préalable."""
        if self.reunion is None:
            return ()
        return tuple(domaine.code for domaine in self.reunion.gardes)


def autres_lectures(principal: Bareme) -> tuple[Bareme, ...]:
    """The barèmes of the other rules of a référentiel."""
    autres: list[Bareme] = []
    for regle in principal.referentiel.regles:
        if regle is not principal.regle:
            autres.append(bareme(principal.referentiel, regle))
    return tuple(autres)


def juger(
    principal: Bareme, autres: Iterable[Bareme], prealable: Grille, finale: Grille | None = None
) -> Jugement:
    """Judge a candidate. Total: checked grilles always have a décision."""
    if finale is None:
        decision = decide(principal, prealable)
        lectures = [decide(autre, prealable) for autre in autres]
        return Jugement(decision, tuple(lectures), None)
    reunion = reunir(principal, prealable, finale)
    decision = decide(principal, reunion.grille)
    lectures = []
    for autre in autres:
        # Under another rule, other domaines may have been kept.
        sienne = reunir(autre, prealable, finale)
        lectures.append(decide(autre, sienne.grille))
    return Jugement(decision, tuple(lectures), reunion)
