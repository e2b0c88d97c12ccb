"""docs/garanties.md: each promise has its tests, and what `verifier` and `score` accept is the same."""

import re
from contextlib import chdir
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.promesses.test_cases import CAS, lancer

RACINE = Path(__file__).parent.parent.parent
PAGE = (RACINE / "docs" / "garanties.md").read_text(encoding="utf-8")
GRILLE = (CAS / "grille" / "ok-colonne-resultat.csv").read_text(encoding="utf-8")
REFERENTIEL = (CAS / "grille" / "jouet.yaml").read_text(encoding="utf-8")
PROMESSES = re.findall(r"^\| (?!promesse|---)(.+) \|$", PAGE, flags=re.MULTILINE)


@pytest.mark.parametrize("promesse", PROMESSES, ids=lambda ligne: ligne[:40])
def test_chaque_promesse_a_ses_essais_et_dit_ce_qui_a_ete_casse(promesse):
    code = "\n".join(
        fichier.read_text(encoding="utf-8") for fichier in (RACINE / "tests").rglob("test_*.py")
    )
    _, tenue, casse = promesse.split(" | ")
    essais = re.findall(r"`(test_\w+)`", tenue)
    assert essais
    assert [essai for essai in essais if f"\ndef {essai}(" not in code] == []
    assert casse


def abimes(texte):
    """The text with one to three of its pieces cut out, doubled or changed."""
    morceaux = st.tuples(
        st.integers(0, len(texte)),
        st.integers(0, 6),
        st.sampled_from(["", ";", "NA", "1", "\n", '"', "é"]),
    )

    def appliquer(gestes):
        abime = texte
        for place, longueur, ajout in gestes:
            abime = abime[:place] + ajout + abime[place + longueur :]
        return abime

    return st.lists(morceaux, min_size=1, max_size=3).map(appliquer)


@pytest.fixture(scope="module")
def dossier(tmp_path_factory):
    ici = tmp_path_factory.mktemp("garanties")
    (ici / "jouet.yaml").write_text(REFERENTIEL, encoding="utf-8")
    (ici / "grille.csv").write_text(GRILLE, encoding="utf-8")
    return ici


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(abimes(GRILLE))
def test_verifier_et_score_acceptent_les_memes_grilles(dossier, contenu):
    (dossier / "abimee.csv").write_text(contenu, encoding="utf-8", newline="")
    verifiee = lancer(dossier, "grille", "verifier", "abimee.csv", "-r", "jouet.yaml")
    jugee = lancer(dossier, "score", "abimee.csv", "-r", "jouet.yaml")
    assert verifiee.statut == jugee.statut
    assert re.findall(r"(?:erreur|avertissement) \w+", verifiee.erreurs) == re.findall(
        r"(?:erreur|avertissement) \w+", jugee.erreurs
    )


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(abimes(REFERENTIEL))
def test_verifier_n_accepte_pas_un_referentiel_que_score_refuse(dossier, contenu):
    (dossier / "abime.yaml").write_text(contenu, encoding="utf-8", newline="")
    with chdir(dossier):
        verifie = lancer(dossier, "referentiel", "verifier", "abime.yaml", "--date", "2026-11-28")
        juge = lancer(dossier, "score", "grille.csv", "-r", "abime.yaml")
    fautes_du_referentiel = re.findall(r"erreur (R\w+)", juge.erreurs)
    assert (verifie.statut == 0) == (not fautes_du_referentiel), (verifie.erreurs, juge.erreurs)
