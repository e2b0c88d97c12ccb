"""The names of the three answers, to which a référentiel adds its synonyms."""

from clea_cli.referentiel.referentiel import Resultat
from clea_cli.sources.mots import mot_comparable


def _mots_propres() -> dict[str, Resultat]:
    mots: dict[str, Resultat] = {}
    for resultat in Resultat:
        mots[resultat.value] = resultat
        mots[mot_comparable(resultat.libelle)] = resultat
    return mots


# The names of each answer, to which a référentiel adds its synonyms.
MOTS_PROPRES = _mots_propres()
