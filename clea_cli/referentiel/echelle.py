"""The names of the three answers, to which a référentiel adds its synonyms."""

from clea_cli.referentiel.referentiel import Resultat
from clea_cli.sources.mots import mot_comparable

MOTS_PROPRES = {  # the names of each answer, to which a référentiel adds its synonyms
    mot: resultat
    for resultat in Resultat
    for mot in (resultat.value, mot_comparable(resultat.libelle))
}
