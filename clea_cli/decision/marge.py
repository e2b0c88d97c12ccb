"""How near a threshold a décision stands: what one critère more, or one less, would turn."""

from collections.abc import Iterator
from typing import NamedTuple

from clea_cli.decision.decision import Bareme, Decision, decide, tous
from clea_cli.grille.grille import Grille
from clea_cli.referentiel.referentiel import Domaine


class Marge(NamedTuple):
    """What one critère would turn: some domaines, what is required of the whole, the verdict."""

    domaines: tuple[Domaine, ...]
    ensemble: bool
    verdict: bool


def marge(bareme: Bareme, decision: Decision) -> Marge:
    """Try each critère that was evaluated the other way round."""
    domaines: list[Domaine] = []
    ensemble = verdict = False
    debut = 0
    for niveau, ici in zip(bareme.domaines, decision.domaines, strict=True):
        # A critère touches its own domaine and the whole only: the other domaines stay as they are.
        seul = bareme._replace(domaines=(niveau,))
        autres = [domaine.statut for domaine in decision.domaines if domaine is not ici]
        nombre = niveau.niveau.criteres.bit_count()
        touche = False
        for grille in _retournees(decision.grille, debut, nombre):
            essai = decide(seul, grille)
            [la] = essai.domaines
            statut_la = essai.bilan.statut
            verdict_la = tous(statut_la, la.statut, *autres)
            touche |= la.statut is not ici.statut
            ensemble |= statut_la is not decision.bilan.statut
            verdict |= verdict_la is not decision.verdict
        if touche:
            domaines.append(niveau.domaine)
        debut += nombre
    return Marge(tuple(domaines), ensemble, verdict)


def _retournees(grille: Grille, debut: int, nombre: int) -> Iterator[Grille]:
    """The grille with one answer turned, for each critère of those ranks that was evaluated."""
    nom, acquis, possibles = grille
    for rang in range(debut, debut + nombre):
        bit = 1 << rang
        # Acquired or not is said by both sets.
        if acquis & bit:
            yield Grille(nom, acquis & ~bit, possibles & ~bit)
        elif not possibles & bit:
            yield Grille(nom, acquis | bit, possibles | bit)
