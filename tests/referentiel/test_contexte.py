"""Contextes: what they add is shown, and nothing official is within their reach."""

from pathlib import Path

import pytest

from clea_cli.decision.charger import charger
from clea_cli.referentiel.contexte import Contexte, Surcouche
from clea_cli.referentiel.contexte_modele import ContexteModele, SurcoucheModele
from clea_cli.referentiel.verifier_contexte import fautes
from tests.outils.constats import texte, verifier_dites
from tests.outils.jouets import SIMPLE, referentiel
from tests.promesses.test_cases import CAS, ecrites, lancer

RACINE = Path(__file__).parent.parent.parent
EXEMPLE = "examples/contexte-proprete.yaml"
PETIT = (CAS / "referentiel" / "ok-contexte.yaml").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def proprete():
    return charger(str(RACINE / EXEMPLE)).value


def test_l_exemple_est_correct_et_n_y_touche_pas():
    statut, sortie, erreurs = lancer(RACINE, "referentiel", "verifier", EXEMPLE)
    empreinte = charger("clea").value.empreinte[:12]
    attendu = f"correct, étend clea 2020.1 sans y toucher (sha256:{empreinte}…) : 5 lignes contextualisées."
    assert (statut, sortie, erreurs) == (0, f"{EXEMPLE} : {attendu}\n", "")


def test_vu_a_travers_un_contexte_le_referentiel_est_le_meme(proprete):
    assert proprete.contexte.id == "clea-proprete"
    assert proprete._replace(contexte=None) == charger("clea").value


def test_aucune_cle_d_un_contexte_ne_nomme_ce_qui_decide():
    assert set(SurcoucheModele.model_fields) == {"libelle", "libelle_local", "situations", "ressources"}
    assert not {"regles", "echelle", "domaines", "points"} & set(ContexteModele.model_fields)


@pytest.mark.parametrize("grille", ["candidat-certifiable", "indetermine", "lectures-differentes", "un-domaine-manque"])
def test_le_json_d_un_verdict_est_le_meme_avec_et_sans_contexte(grille):
    sans = lancer(RACINE, "score", f"examples/{grille}.csv", "--format", "json")
    avec = lancer(RACINE, "score", f"examples/{grille}.csv", "--format", "json", "-r", EXEMPLE)
    assert avec == sans


def test_afficher_montre_les_mots_du_metier_sous_le_libelle_officiel():
    sortie = lancer(RACINE, "referentiel", "afficher", EXEMPLE).sortie
    officiel, local = "Porter attention aux propos tenus", "chez nous : Écouter les consignes du chef d'équipe"
    assert sortie.index(officiel) < sortie.index(local) < sortie.index("Savoir poser une question")
    assert "CléA dans les métiers de la propreté (clea-proprete, version 1)" in sortie
    sans = lancer(RACINE, "referentiel", "afficher", "clea").sortie.splitlines()
    assert not set(sans) - set(sortie.splitlines()), "nothing of the official page is lost"


def test_la_base_se_trouve_depuis_le_dossier_du_contexte(tmp_path):
    (tmp_path / "la").mkdir()
    (tmp_path / "base.yaml").write_bytes((CAS / "referentiel" / "ok-complet.yaml").read_bytes())
    (tmp_path / "la" / "c.yaml").write_text(PETIT.replace("ok-complet.yaml", "../base.yaml"), encoding="utf-8")
    assert lancer(tmp_path, "referentiel", "verifier", "la/c.yaml", "--date", "2026-11-28").statut == 0


def test_le_libelle_officiel_et_le_code_le_plus_proche_sont_cites():
    def dit(nom):
        [faute] = ecrites(lancer(CAS / "referentiel", "referentiel", "verifier", nom).erreurs)
        return faute.aide

    assert "« Lire un mot »" in dit("R323-contexte-libelle-change.yaml")
    assert "« 1.1.2 »" in dit("R322-contexte-code-inconnu.yaml")
    assert "« clea »" in dit("R320-contexte-base-inconnue.yaml")


UN_MOT = Surcouche("", "chez nous", (), ())
MUETTE = Surcouche("", "", (), ())
AILLEURS = {"9.9.9": UN_MOT, "1.1.2": MUETTE}


@pytest.mark.parametrize(
    ("version", "lignes", "perdus", "attendues"),
    [
        ("1", {"1": UN_MOT, "1.1": UN_MOT, "2.1.3": UN_MOT._replace(libelle="critère 2.1.3")}, [], []),
        ("1", {"1": MUETTE._replace(situations=("ici",)), "1.1": MUETTE._replace(ressources=("cela",))}, [], []),
        (
            "2",
            {"1": UN_MOT},
            [],
            [
                (
                    "R321 version_etendue",
                    "« jouet » est à la version « 1 », ce contexte a été écrit pour la version « 2 »",
                )
            ],
        ),
        ("2", {"1": UN_MOT}, ["version_etendue"], []),
        (
            "1",
            AILLEURS,
            [],
            [
                ("R322 lignes/9.9.9*", "« jouet » n'a pas de ligne « 9.9.9 » (codes du référentiel : 1, 1.1, 1.1.1"),
                ("R322 lignes/1.1.2*", "« 1.1.2 » (vouliez-vous dire"),
                ("R324 lignes/1.1.2*", "rien n'est dit de 1.1.2"),
            ],
        ),
        ("1", {"1.1": MUETTE, "2.1": MUETTE}, ["lignes/1.1/situations"], ["R324 lignes/2.1*"]),
        (
            "1",
            {code: UN_MOT._replace(libelle="autre") for code in ("1", "1.2", "1.2.2")},
            [],
            [
                ("R323 lignes/1/libelle", "ce libellé n'est pas le libellé officiel de 1 (recopiez-le"),
                ("R323 lignes/1.2/libelle", "« sous-domaine 1.2 »"),
                ("R323 lignes/1.2.2/libelle", "« critère 1.2.2 »"),
            ],
        ),
        ("1", {"1.1": UN_MOT._replace(libelle="autre")}, ["lignes/1.1/libelle"], []),
        ("1", {"1.1": UN_MOT._replace(libelle="autre")}, ["lignes/1.1/situations"], ["R323 lignes/1.1/libelle"]),
    ],
)
def test_une_faute_du_contexte_est_dite_a_sa_place(version, lignes, perdus, attendues):
    contexte = Contexte("chez-nous", "1", "Chez nous", "jouet", version, lignes)
    verifier_dites(fautes(contexte, referentiel(SIMPLE), texte(perdus)), attendues)
