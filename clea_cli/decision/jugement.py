"""What is decided of a candidate, from one évaluation or two, by the rule and by its other readings: said here only.

Each reading reunites both évaluations by its own rule. A reading says what the verdict would be if that rule were the
rule; then the domaines kept from the préalable would be those that this rule says are mastered. Another rule may not
have kept a domaine that ours keeps: there the answers of the finale count, for that reading. To read by another rule
the grille that ours has reunited would judge answers that nobody would have kept under it.
"""

from collections.abc import Iterable
from typing import NamedTuple

from clea_cli.decision.decision import Bareme, Decision, bareme, decide
from clea_cli.decision.evaluations import Reunion, reunir
from clea_cli.grille.grille import Grille


class Jugement(NamedTuple):
    """The décision, those of the other readings, and how both évaluations were made one (None: there was one only)."""

    decision: Decision
    lectures: tuple[Decision, ...]
    reunion: Reunion | None

    @property
    def origines(self) -> dict[str, str]:
        """Which évaluation each critère's answer comes from, by code; empty where there was one only."""
        if self.reunion is None:
            return {}
        codes = (critere.code for critere in self.decision.referentiel.criteres)
        return {
            code: origine.value for code, origine in zip(codes, self.reunion.origines, strict=True)
        }

    @property
    def gardes(self) -> tuple[str, ...]:
        """The codes of the domaines kept from the préalable."""
        return tuple(domaine.code for domaine in self.reunion.gardes) if self.reunion else ()


def autres_lectures(principal: Bareme) -> tuple[Bareme, ...]:
    """The barèmes of the other rules of a référentiel."""
    autres = (regle for regle in principal.referentiel.regles if regle is not principal.regle)
    return tuple(bareme(principal.referentiel, regle) for regle in autres)


def juger(
    principal: Bareme, autres: Iterable[Bareme], prealable: Grille, finale: Grille | None = None
) -> Jugement:
    """Judge a candidate. Total: checked grilles always have a décision."""
    if finale is None:
        return Jugement(
            decide(principal, prealable), tuple(decide(autre, prealable) for autre in autres), None
        )
    reunion = reunir(principal, prealable, finale)
    lectures = tuple(decide(autre, reunir(autre, prealable, finale).grille) for autre in autres)
    return Jugement(decide(principal, reunion.grille), lectures, reunion)
