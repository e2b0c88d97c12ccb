"""What grilles of one candidate contradict each other on, as the place where somebody settles it."""

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
    """Yield what stands above the headings: every line of all, and what they contradict each other on to be settled."""
    libres = tuple(dict.fromkeys(libre for un in hauts for libre in un.libres))
    jours = list(dict.fromkeys(un.jour for un in hauts if un.jour))
    etapes = list(dict.fromkeys(un.etape for un in hauts if un.etape))
    commun = Preambule(candidat, next(iter(jours), None), next(iter(etapes), None), libres)
    # Two days are no day, and two évaluations none, until somebody has settled it.
    a_trancher = {}
    if len(jours) > 1:
        a_trancher["date de l'évaluation"] = _choix([date_courte(jour) for jour in jours])
    if len(etapes) > 1:
        a_trancher["évaluation"] = _choix([etape.libelle for etape in etapes])
    for rangee in entete(referentiel, candidat, commun, a_remplir=a_remplir):
        cle = rangee[0] if rangee else ""
        yield (cle, a_trancher[cle]) if cle in a_trancher else rangee


def _choix(choix: Sequence[str]) -> str:
    return f"{A_TRANCHER} : {' ou '.join(choix)}"
