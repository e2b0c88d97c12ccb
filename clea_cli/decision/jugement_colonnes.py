"""The judgement of many candidates at once: what `jugement.juger` says of each, by columns."""

from collections.abc import Sequence
from itertools import compress
from typing import NamedTuple

from clea_cli.decision.colonnes import REPONSES, Juge
from clea_cli.decision.decision import Bareme, NiveauDomaine, Reponse
from clea_cli.grille.grille import Colonnes, Grille
from clea_cli.referentiel.referentiel import Points


class Jugements(NamedTuple):
    """What is decided of many candidates, in their order.

    `verdicts` and each of `statuts` (one a domaine) hold ranks of `colonnes.REPONSES`, `obtenus` are
    points; `gardes` says of each domaine and each candidate whether it was kept (None: one évaluation only).
    """

    grilles: tuple[Grille, ...]
    verdicts: bytes
    obtenus: tuple[Points, ...]
    statuts: tuple[bytes, ...]
    gardes: tuple[tuple[bool, ...] | None, ...]


def juger_ensemble(principal: Bareme, evaluations: Sequence[Sequence[Grille]]) -> Jugements | None:
    """Judge many candidates as `juger` does each of them, by columns; None: their points do not fit a byte."""
    juge = Juge(principal)
    if not juge.convient:
        return None
    criteres = sum(1 for _ in principal.referentiel.criteres)
    # 1. What each préalable keeps, of those who had a finale too.
    doubles = [rang for rang, siennes in enumerate(evaluations) if len(siennes) > 1]
    prealables = juge.decider(Colonnes.depuis([evaluations[rang][0] for rang in doubles], criteres))
    grilles = [siennes[0] for siennes in evaluations]
    gardes: list[tuple[bool, ...] | None] = [None] * len(grilles)
    masques = [_masque(domaine) for domaine in principal.domaines]
    oui = REPONSES.index(Reponse.OUI)
    for place, rang in enumerate(doubles):
        gardes[rang] = tuple(statuts[place] == oui for statuts in prealables.statuts)
        # 2. Elsewhere each critère takes the answer of the finale, where it was evaluated again.
        gardees = sum(compress(masques, gardes[rang] or ()))
        prealable, finale = evaluations[rang]
        grilles[rang] = _en_une(prealable, finale, gardees)
    # 3. All are decided at once.
    decisions = juge.decider(Colonnes.depuis(grilles, criteres))
    obtenus = tuple(map(juge.points.__getitem__, decisions.obtenus))
    return Jugements(tuple(grilles), decisions.verdicts, obtenus, decisions.statuts, tuple(gardes))


def _masque(domaine: NiveauDomaine) -> int:
    """The critères of a domaine as bits."""
    masque = 0
    for _, bits in domaine.niveau.poids:
        masque |= bits
    return masque


def _en_une(prealable: Grille, finale: Grille, gardees: int) -> Grille:
    """The grille of both évaluations, but for the critères of domaines that were kept."""
    evalues = (finale.acquis | ~finale.possibles) & ~gardees
    acquis = (prealable.acquis & ~evalues) | (finale.acquis & evalues)
    possibles = (prealable.possibles & ~evalues) | (finale.possibles & evalues)
    return Grille(prealable.candidat, acquis, possibles)
