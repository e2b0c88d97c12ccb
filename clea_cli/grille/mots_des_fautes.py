"""What the faults of a grille list: the answers of its scale, the critères that are absent."""

from collections.abc import Iterator, Sequence

from clea_cli.diagnostics.proches import plus_proche
from clea_cli.grille.ecritures import mot_de_reponse
from clea_cli.referentiel.referentiel import Domaine, Referentiel

TOUT = "tout le domaine"
ONGLETS = (
    "si la grille a un onglet par domaine, enregistrez-la en .xlsx, car un CSV n'en garde qu'un ; "
    "sinon "
)


def admis(referentiel: Referentiel, mot: str) -> str:
    """What may be answered: the three answers, the word nearest to `mot`, and all spellings."""
    des_mots: dict[str, str] = {}
    autrement: list[str] = []
    for resultat, synonymes in referentiel.echelle.items():
        # The nearest word is found among comparable ones, and shown as it is written.
        for ecrit in (resultat.libelle, *synonymes):
            des_mots[mot_de_reponse(ecrit)] = ecrit
        autres = [ecrit for ecrit in synonymes if ecrit != resultat.libelle]
        if autres:
            ecrits = ", ".join(autres)
            autrement.append(f"{ecrits} ({resultat.libelle})")

    libelles = [resultat.libelle for resultat in referentiel.echelle]
    dits = ", ".join(libelles)
    proche = plus_proche(mot, des_mots)
    if proche:
        dits += f" (le plus proche : « {des_mots[proche]} »)"
    if autrement:
        synonymes_dits = " ; ".join(autrement)
        dits += f". S'écrivent aussi : {synonymes_dits}"
    return dits


def resumer(domaines: Sequence[Domaine], absents: set[str]) -> Iterator[str]:
    """List absent codes, a whole domaine by its name rather than by its critères."""
    for domaine in domaines:
        codes = [critere.code for critere in domaine.criteres]
        manquants = [code for code in codes if code in absents]
        # A domaine of one critère is sooner said by its code.
        if len(codes) > 1 and manquants == codes:
            yield f"{TOUT} {domaine.code}"
        else:
            yield from manquants
