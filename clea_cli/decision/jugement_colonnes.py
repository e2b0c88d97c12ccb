"""The judgement of many candidates at once: what `jugement.juger` says of each, by columns."""

from collections.abc import Iterator, Sequence
from itertools import compress
from typing import NamedTuple

from clea_cli.decision.colonnes import REPONSES, Juge
from clea_cli.decision.decision import Bareme, Reponse, decide
from clea_cli.decision.evaluations import en_une
from clea_cli.decision.jugement import juger
from clea_cli.grille.grille import Colonnes, Grille
from clea_cli.referentiel.referentiel import Points

_Gardes = tuple[bool, ...]  # which domaines the préalable kept


class EnBref(NamedTuple):
    """What is decided of a candidate, without its proof.

    `grille` is that of all évaluations; `statuts` go domaine by domaine. `gardes` says which
    domaines the préalable kept, `avant` what it would have decided alone; None: there was one
    évaluation only.
    """

    grille: Grille
    verdict: Reponse
    obtenus: Points
    statuts: tuple[Reponse, ...]
    gardes: _Gardes | None
    avant: Reponse | None


def juger_ensemble(principal: Bareme, evaluations: Sequence[Sequence[Grille]]) -> Iterator[EnBref]:
    """Judge many candidates, each of one évaluation or two.

    One by one where their points do not fit a byte.
    """
    juge = Juge(principal)
    if juge.convient:
        return _par_colonnes(principal, juge, evaluations)
    return (_seul(principal, siennes) for siennes in evaluations)


def _seul(principal: Bareme, siennes: Sequence[Grille]) -> EnBref:
    decision, _, reunion = juger(principal, (), *siennes)
    statuts = tuple(domaine.statut for domaine in decision.domaines)
    gardes, avant = None, None
    if reunion:
        gardes = tuple(domaine.domaine in reunion.gardes for domaine in decision.domaines)
        avant = decide(principal, siennes[0]).verdict
    return EnBref(
        grille=decision.grille,
        verdict=decision.verdict,
        obtenus=decision.bilan.obtenus,
        statuts=statuts,
        gardes=gardes,
        avant=avant,
    )


def _par_colonnes(
    principal: Bareme, juge: Juge, evaluations: Sequence[Sequence[Grille]]
) -> Iterator[EnBref]:
    criteres = principal.nombre_de_criteres
    # The ranks of those who had a finale too.
    doubles = [rang for rang, siennes in enumerate(evaluations) if len(siennes) > 1]
    # 1. What each préalable keeps of them.
    grilles = [siennes[0] for siennes in evaluations]
    prealables = [grilles[rang] for rang in doubles]
    colonnes = Colonnes.depuis(prealables, criteres)
    premieres = juge.decider(colonnes)
    gardes: list[_Gardes | None] = [None] * len(grilles)
    avant: list[Reponse | None] = [None] * len(grilles)
    masques = [domaine.niveau.criteres for domaine in principal.domaines]
    par_double = zip(*premieres.statuts, strict=True)
    for rang, verdict, statuts in zip(doubles, premieres.verdicts, par_double, strict=True):
        siens = tuple(REPONSES[statut] is Reponse.OUI for statut in statuts)
        gardes[rang] = siens
        avant[rang] = REPONSES[verdict]
        # 2. Elsewhere each critère takes the answer of the finale, where it was evaluated again.
        #    Domaines share no critère: the sum of their bits is their union.
        prealable, finale = evaluations[rang]
        gardees = sum(compress(masques, siens))
        grilles[rang] = en_une(prealable, finale, gardees)
    # 3. All are decided at once.
    colonnes = Colonnes.depuis(grilles, criteres)
    decisions = juge.decider(colonnes)
    par_candidat = zip(*decisions.statuts, strict=True)
    rangees = zip(
        grilles,
        decisions.verdicts,
        decisions.obtenus,
        par_candidat,
        gardes,
        avant,
        strict=True,
    )
    for grille, verdict, obtenus, statuts, gardes_ici, seule in rangees:
        # `map` is the fast form: a cohorte has ten thousand candidates.
        reponses = tuple(map(REPONSES.__getitem__, statuts))
        yield EnBref(
            grille=grille,
            verdict=REPONSES[verdict],
            obtenus=juge.points[obtenus],
            statuts=reponses,
            gardes=gardes_ici,
            avant=seule,
        )
