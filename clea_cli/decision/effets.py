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
    for regle in apres.regles:
        ancienne = next((r for r in avant.regles if r.id == regle.id), None)
        if ancienne is not None:
            ici, la = dict(_exigences(avant, ancienne)), dict(_exigences(apres, regle))
            for niveau in dict.fromkeys((*ici, *la)):
                if niveau in ici and niveau in la and ici[niveau] != la[niveau]:
                    yield Effet(regle.id, niveau, ici[niveau], la[niveau])


def _exigences(referentiel: Referentiel, regle: Regle) -> Iterator[tuple[str, Exigence]]:
    """What a rule requires at each level that it looks at."""
    requis = bareme(referentiel, regle)
    niveaux = [("ensemble", requis.ensemble)]
    for domaine in requis.domaines:
        niveaux.append((domaine.domaine.code, domaine.niveau))
        niveaux += [(sous_domaine.code, niveau) for sous_domaine, niveau in domaine.sous_domaines]
    yield from ((nom, (n.requis, n.total)) for nom, n in niveaux if n.requis is not None)
