"""A cohorte says what has ended of the certification, on the day that it is made; a file for programs does not."""

from datetime import date

from clea_cli.cohorte.etudier import Tables, etudier_fichiers
from clea_cli.decision.lot import Lecture

GRILLES = ("examples/douze-candidats.csv",)
APRES = date(2026, 11, 30)


def a_verifier(jour):
    vue = etudier_fichiers(GRILLES, Tables(), Lecture(), jour).vue
    return [mots for nom, mots in vue.sources if nom == "À vérifier"]


def test_la_cohorte_dit_l_enregistrement_qui_a_pris_fin():
    [phrase] = a_verifier(APRES)
    assert phrase.startswith("L'enregistrement RS5080 a pris fin le 27/01/2025")


def test_sans_jour_ou_avant_la_fin_rien_n_est_a_verifier():
    assert a_verifier(None) == []
    assert a_verifier(date(2025, 1, 27)) == []
