"""What a change of référentiel does to what its rules require, level by level."""

from collections.abc import Iterator
from typing import NamedTuple

from clea_cli.decision.decision import bareme
from clea_cli.referentiel.referentiel import Points, Referentiel, Regle

Exigence = tuple[Points, Points]  # points required, of how many


class Effet(NamedTuple):
    """What a rule required at a level (a code, or « ensemble »), and what it requires now."""

    regle: str
    niveau: str
    avant: Exigence
    apres: Exigence


def effets(avant: Referentiel, apres: Referentiel) -> Iterator[Effet]:
    """The levels at which a rule that both have requires something else."""
    anciennes = {regle.id: regle for regle in avant.regles}
    for regle in apres.regles:
        if regle.id not in anciennes:
            continue
        ancienne = anciennes[regle.id]
        exigences = dict(_exigences(apres, regle))
        for niveau, exigee in _exigences(avant, ancienne):
            # A level that only one of the two has is not one that requires something else.
            exige = exigences.get(niveau, exigee)
            if exige != exigee:
                yield Effet(regle.id, niveau, exigee, exige)


def _exigences(referentiel: Referentiel, regle: Regle) -> Iterator[tuple[str, Exigence]]:
    """What a rule requires at each level that it looks at."""
    requis = bareme(referentiel, regle)
    niveaux = [("ensemble", requis.ensemble)]
    for domaine, du_domaine, dessous in requis.domaines:
        niveaux.append((domaine.code, du_domaine))
        niveaux += [(sous_domaine.code, niveau) for sous_domaine, niveau in dessous]
    for nom, niveau in niveaux:
        if niveau.requis is not None:
            yield nom, (niveau.requis, niveau.total)
