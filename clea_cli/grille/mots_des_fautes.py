"""What the faults of a grille list: the answers that its scale takes, the critères that are absent."""

from collections.abc import Iterator, Sequence

from clea_cli.diagnostics.proches import plus_proche
from clea_cli.grille.ecritures import mot_de_reponse
from clea_cli.referentiel.referentiel import Domaine, Referentiel

TOUT = "tout le domaine"
ONGLETS = "si la grille a un onglet par domaine, enregistrez-la en .xlsx, car un CSV n'en garde qu'un ; sinon "


def admis(referentiel: Referentiel, mot: str) -> str:
    """What may be answered: the three answers, the nearest word to the one written, and all spellings."""
    dits = []
    des_mots: dict[str, str] = {}
    for resultat, synonymes in referentiel.echelle.items():
        des_mots |= {mot_de_reponse(ecrit): ecrit for ecrit in (resultat.libelle, *synonymes)}
        autres = [ecrit for ecrit in synonymes if ecrit != resultat.libelle]
        if autres:
            dits.append(f"{', '.join(autres)} ({resultat.libelle})")
    proche = plus_proche(mot, des_mots)
    admis = ", ".join(resultat.libelle for resultat in referentiel.echelle)
    if proche:
        admis += f" (le plus proche : « {des_mots[proche]} »)"
    return f"{admis}. S'écrivent aussi : {' ; '.join(dits)}" if dits else admis


def resumer(domaines: Sequence[Domaine], absents: set[str]) -> Iterator[str]:
    """List absent codes, a whole domaine by its name rather than by its critères."""
    for domaine in domaines:
        codes = [critere.code for critere in domaine.criteres]
        manquants = [code for code in codes if code in absents]
        if len(manquants) == len(codes) > 1:
            yield f"{TOUT} {domaine.code}"
        else:
            yield from manquants
