"""What grilles of one candidate contradict each other on, where somebody is to settle it."""

from collections.abc import Iterator, Sequence

from clea_cli.grille.mots import LigneEcrite, entete
from clea_cli.grille.preambule import Preambule
from clea_cli.referentiel.referentiel import Referentiel, Resultat
from clea_cli.sorties.mots import date_courte

A_TRANCHER = "À TRANCHER"


def entre(reponses: Sequence[Resultat]) -> str:
    """The note beside an answer to be settled."""
    return _choix([resultat.libelle for resultat in reponses])


def haut(
    referentiel: Referentiel, candidat: str, hauts: Sequence[Preambule], *, a_remplir: bool = True
) -> Iterator[LigneEcrite]:
    """Yield what stands above the headings: every line of all.

    What they contradict each other on is to be settled there.
    """
    # What all say, each once, in the order in which it is said.
    libres: dict[LigneEcrite, None] = {}
    jours: dict[str, None] = {}
    etapes: dict[str, None] = {}
    for un in hauts:
        libres |= dict.fromkeys(un.libres)
        if un.jour:
            jours[date_courte(un.jour)] = None
        if un.etape:
            etapes[un.etape.libelle] = None
    # Two days are no day, and two évaluations none, until somebody has settled it.
    a_trancher: dict[str, str] = {}
    if len(jours) > 1:
        a_trancher["date de l'évaluation"] = _choix(list(jours))
    if len(etapes) > 1:
        a_trancher["évaluation"] = _choix(list(etapes))
    # `entete` writes the first day and évaluation: what is to be settled takes their place.
    jour = next((un.jour for un in hauts if un.jour), None)
    etape = next((un.etape for un in hauts if un.etape), None)
    commun = Preambule(candidat, jour, etape, tuple(libres))
    for rangee in entete(referentiel, candidat, commun, a_remplir=a_remplir):
        cle = rangee[0] if rangee else ""
        if cle in a_trancher:
            rangee = (cle, a_trancher[cle])
        yield rangee


def _choix(choix: Sequence[str]) -> str:
    return f"{A_TRANCHER} : {' ou '.join(choix)}"
