"""How near a threshold a décision stands: what one critère more, or one less, would turn."""

from collections.abc import Iterator
from typing import NamedTuple

from clea_cli.decision import Bareme, decide
from clea_cli.grille import Grille
from clea_cli.referentiel import Domaine


class Marge(NamedTuple):
    """The domaines that one critère would turn, and whether it would turn the whole."""

    domaines: tuple[Domaine, ...]
    ensemble: bool


def marge(bareme: Bareme, grille: Grille) -> Marge:
    """Try each critère that was evaluated the other way round."""
    domaines: list[Domaine] = []
    ensemble = False
    debut = 0
    for niveau in bareme.domaines:
        seul = bareme._replace(domaines=(niveau,))
        nombre = sum(1 for _ in niveau.domaine.criteres)
        ici = decide(seul, grille)
        autres = [decide(seul, autre) for autre in _retournees(grille, debut, nombre)]
        if any(autre.domaines[0].statut is not ici.domaines[0].statut for autre in autres):
            domaines.append(niveau.domaine)
        ensemble = ensemble or any(autre.bilan.statut is not ici.bilan.statut for autre in autres)
        debut += nombre
    return Marge(tuple(domaines), ensemble)


def _retournees(grille: Grille, debut: int, nombre: int) -> Iterator[Grille]:
    """The grille with one answer turned, for each critère of those ranks that was evaluated."""
    for rang in range(debut, debut + nombre):
        bit = 1 << rang
        if grille.acquis & bit:
            yield grille._replace(acquis=grille.acquis & ~bit, possibles=grille.possibles & ~bit)
        elif not grille.possibles & bit:
            yield grille._replace(acquis=grille.acquis | bit, possibles=grille.possibles | bit)
