"""A session that judges on a draft says so on every page, and certifies nobody without a word."""

import json
import re

import pytest

from tests.jury.test_cloture import IDENTITES
from tests.jury.test_jury import clore, fichiers, preparer, remplir, toy  # noqa: F401 — a fixture
from tests.outils.lire_classeurs import decrire
from tests.promesses.test_cases import lancer

MISE_EN_GARDE = "les critères sont une proposition"


@pytest.fixture
def brouillon(toy):  # noqa: F811
    """A closed session on a draft, with identities."""
    texte = (toy / "jouet.yaml").read_text(encoding="utf-8")
    averti = f"etat: brouillon\navertissement: {MISE_EN_GARDE}"
    (toy / "jouet.yaml").write_text(texte.replace("etat: publie", averti), encoding="utf-8")
    assert f"Attention : {MISE_EN_GARDE}." in preparer(toy).sortie
    lancer(toy, "jury", "decisions", "s")
    remplir(toy, P_1=("certifié", ""), P_2=("certifié", ""))
    assert clore(toy).statut == 0
    (toy / "i.csv").write_text(IDENTITES, encoding="utf-8")
    return toy


def test_chaque_page_d_un_brouillon_le_dit(brouillon):
    ecrits = fichiers(brouillon / "s")
    classeur = ecrits.pop("session.xlsx")
    pages = {nom for nom in ecrits if nom.endswith((".pdf", ".docx", ".html"))}
    assert {
        "ordre-du-jour.pdf",
        "liste.pdf",
        "emargement.pdf",
        "proces-verbal.docx",
        "proces-verbal.pdf",
    } <= pages
    muettes = [nom for nom in pages if MISE_EN_GARDE not in ecrits[nom].decode()]
    assert muettes == []
    dits = "\n".join(decrire(classeur)).split("\n# ")[1:]
    assert [MISE_EN_GARDE in feuille for feuille in dits] == [True] * 4
    assert json.loads(ecrits["manifest.json"])["referentiel"]["avertissement"] == MISE_EN_GARDE


def test_le_fichier_du_certificateur_d_un_brouillon_se_demande_par_un_mot(brouillon):
    commande = ("jury", "exporter", "s", "--identites", "i.csv")
    refuse = lancer(brouillon, *commande)
    assert (refuse.statut, refuse.sortie, re.findall(r"J\d+", refuse.erreurs)) == (1, "", ["J630"])
    assert MISE_EN_GARDE in refuse.erreurs
    ecrit = lancer(brouillon, *commande, "--brouillon")
    assert (ecrit.statut, re.findall(r"J\d+", ecrit.erreurs)) == (0, ["J631"])
    assert ecrit.sortie.count("CERTIFIE") == 2


def test_une_session_sur_une_grille_officielle_ne_met_en_garde_de_rien(toy):  # noqa: F811
    assert "Attention" not in preparer(toy).sortie
    assert b"Attention" not in fichiers(toy / "s")["liste.pdf"]
