"""Begun work in the browser: offered by name, never shown unasked, never mixed, and gone once its file is there."""

import base64
import json
import os
import re
import shutil
import signal
import subprocess
import time
from contextlib import contextmanager

import pytest

from tests.outils.navigateur import attendre, fautes_graves, ouvrir
from tests.promesses.test_cases import lancer

pytestmark = pytest.mark.reel

from selenium.webdriver.support.ui import Select  # noqa: E402 — after the skip of tests.outils.navigateur

PDFTOTEXT = shutil.which("pdftotext")
INTERDIT = {
    "profile.default_content_setting_values.cookies": 2
}  # Chromium then refuses localStorage too
TITRES = "critere;libelle;resultat;commentaire"
ECRIT_SUR_LE_DISQUE = 7  # seconds: Chromium hands its store over to the disk every five
TOUT_ACQUIS = """
document.querySelectorAll("#sommaire button").forEach((domaine) => {
  domaine.click();
  document.querySelectorAll("input[value=acquis]").forEach((choix) => choix.click());
});
"""


@contextmanager
def navigateur_sur(dossier, **preferences):
    navigateur = ouvrir(dossier, **preferences)
    try:
        yield navigateur
    finally:
        navigateur.quit()


@pytest.fixture
def pages(tmp_path):
    """Two pages: one for anybody, one made for C-0002."""
    for nom, *options in (("grille.html",), ("C-0002.html", "--candidat", "C-0002")):
        commande = ("grille", "nouvelle", "--format", "html", *options, "-o", nom)
        assert lancer(tmp_path, *commande).statut == 0
    return tmp_path


@pytest.fixture
def ouvert(pages):
    with navigateur_sur(pages) as navigateur:
        aller(navigateur, pages, "grille.html")
        yield pages, navigateur


def aller(navigateur, dossier, nom):
    navigateur.get(f"file://{dossier}/{nom}")


def clic(navigateur, id_):
    navigateur.find_element("id", id_).click()


def repondre(navigateur, code, reponse):
    rang = ("acquis", "non acquis", "non évalué").index(reponse)
    navigateur.find_element("css selector", f"label[for='r-{code}-{rang}']").click()


def nommer(navigateur, reference):
    champ = navigateur.find_element("id", "candidat")
    champ.clear()
    champ.send_keys(reference, "\t")


def evaluation(navigateur, laquelle):
    Select(navigateur.find_element("id", "evaluation")).select_by_visible_text(laquelle)


def offres(navigateur):
    return [
        bouton.text.split("\n")[0] for bouton in navigateur.find_elements("class name", "reprendre")
    ]


def reprendre(navigateur, debut):
    boutons = navigateur.find_elements("class name", "reprendre")
    [voulu] = [bouton for bouton in boutons if debut in bouton.text]
    voulu.click()


def donnees(navigateur):
    """The works that the store holds, but for what says when and where."""
    tout = navigateur.execute_script("return Object.values(localStorage)")
    return [(lu["candidat"], lu["evaluation"], lu["reponses"]) for lu in map(json.loads, tout)]


def coches(navigateur):
    choisis = navigateur.find_elements("css selector", "#ecran input:checked")
    return {choisi.get_attribute("name")[2:]: choisi.get_attribute("value") for choisi in choisis}


def visible(navigateur, id_):
    return navigateur.find_element("id", id_).is_displayed()


def preambule(fichier):
    lignes = attendre(fichier).read_text(encoding="utf-8-sig").splitlines()
    return lignes[: lignes.index(TITRES)]


def corps(fichier):
    return fichier.read_bytes().partition(TITRES.encode())[2]


def test_une_autre_page_offre_le_travail_commence_sans_rien_en_montrer(ouvert):
    """The pages of one profile share a store: C-0001's 106 answers are named in C-0002's page, and not shown."""
    dossier, navigateur = ouvert
    nommer(navigateur, "C-0001")
    navigateur.execute_script(TOUT_ACQUIS)
    aller(navigateur, dossier, "C-0002.html")
    [offre] = offres(navigateur)
    assert re.fullmatch(r"Reprendre C-0001, commencée à \d{1,2} h \d\d", offre)
    assert not visible(navigateur, "travail")
    assert navigateur.find_elements("css selector", "#ecran *") == []
    clic(navigateur, "nouvelle")
    assert navigateur.find_element("id", "candidat").get_attribute("value") == "C-0002"
    assert set(coches(navigateur).values()) == {"non évalué"}
    clic(navigateur, "enregistrer")
    assert preambule(dossier / "C-0002.csv") == [
        "référentiel;clea",
        "version;2020.1",
        "candidat;C-0002",
        "",
    ]
    assert lancer(dossier, "grille", "nouvelle", "-o", "vide.csv").statut == 0
    assert corps(dossier / "C-0002.csv") == corps(dossier / "vide.csv")


def test_reprendre_dans_la_page_d_un_autre_garde_le_nom_du_travail(ouvert):
    dossier, navigateur = ouvert
    nommer(navigateur, "C-0001")
    repondre(navigateur, "1.1.1", "acquis")
    aller(navigateur, dossier, "C-0002.html")
    reprendre(navigateur, "C-0001")
    assert navigateur.find_element("id", "candidat").get_attribute("value") == "C-0001"
    assert coches(navigateur)["1.1.1"] == "acquis"


def test_une_finale_apres_une_prealable_sont_deux_grilles_et_deux_fichiers(ouvert):
    dossier, navigateur = ouvert
    nommer(navigateur, "C-0001")
    navigateur.find_element("id", "date").send_keys("28/11/2026")
    evaluation(navigateur, "préalable")
    repondre(navigateur, "1.1.1", "non acquis")
    aller(navigateur, dossier, "grille.html")
    clic(navigateur, "nouvelle")
    nommer(navigateur, "C-0001")
    assert set(coches(navigateur).values()) == {"non évalué"}
    evaluation(navigateur, "finale")
    repondre(navigateur, "1.1.1", "acquis")
    clic(navigateur, "enregistrer")
    assert preambule(dossier / "C-0001-finale.csv") == [
        "référentiel;clea",
        "version;2020.1",
        "candidat;C-0001",
        "évaluation;finale",
        "",
    ]
    clic(navigateur, "oui")
    reprendre(navigateur, "évaluation préalable")
    assert coches(navigateur)["1.1.1"] == "non acquis"
    clic(navigateur, "enregistrer")
    assert preambule(dossier / "C-0001-prealable.csv") == [
        "référentiel;clea",
        "version;2020.1",
        "candidat;C-0001",
        "date de l'évaluation;28/11/2026",
        "évaluation;préalable",
        "",
    ]
    clic(navigateur, "oui")
    assert donnees(navigateur) == []
    for nom in ("C-0001-prealable.csv", "C-0001-finale.csv"):
        statut, sortie, _ = lancer(dossier, "score", nom, "--format", "json")
        assert (statut, json.loads(sortie)["resultats"][0]["candidat"]) == (0, "C-0001")


def test_un_navigateur_tue_rend_le_travail_a_qui_le_demande(pages):
    navigateur = ouvrir(pages)
    try:
        aller(navigateur, pages, "grille.html")
        nommer(navigateur, "C-0001")
        repondre(navigateur, "1.1.1", "acquis")
        time.sleep(ECRIT_SUR_LE_DISQUE)
        os.kill(navigateur.capabilities["goog:processID"], signal.SIGKILL)
    finally:
        navigateur.service.stop()
    for verrou in (pages / "profil").glob("Singleton*"):
        verrou.unlink()
    with navigateur_sur(pages) as suivant:
        aller(suivant, pages, "grille.html")
        assert not visible(suivant, "travail")
        reprendre(suivant, "C-0001")
        assert coches(suivant)["1.1.1"] == "acquis"
        assert suivant.find_element("id", "candidat").get_attribute("value") == "C-0001"


def test_deux_onglets_a_la_fois_ne_melangent_rien(ouvert):
    dossier, navigateur = ouvert
    premier = navigateur.current_window_handle
    navigateur.switch_to.new_window("tab")
    second = navigateur.current_window_handle
    aller(navigateur, dossier, "grille.html")
    nommer(navigateur, "C-0005")
    repondre(navigateur, "1.1.1", "non acquis")
    navigateur.switch_to.window(premier)
    nommer(navigateur, "C-0004")
    repondre(navigateur, "1.1.2", "acquis")
    navigateur.switch_to.window(second)
    repondre(navigateur, "1.2.1", "acquis")
    assert sorted(donnees(navigateur)) == [
        ("C-0004", "", {"1.1.2": "acquis"}),
        ("C-0005", "", {"1.1.1": "non acquis", "1.2.1": "acquis"}),
    ]


@pytest.mark.parametrize("geste", ["a-part", "fermer"])
def test_un_travail_repris_dans_un_autre_onglet_n_est_plus_ecrit_par_le_premier(geste, ouvert):
    dossier, navigateur = ouvert
    premier = navigateur.current_window_handle
    nommer(navigateur, "C-0001")
    repondre(navigateur, "1.1.1", "acquis")
    navigateur.switch_to.new_window("tab")
    aller(navigateur, dossier, "grille.html")
    reprendre(navigateur, "C-0001")
    repondre(navigateur, "1.1.2", "acquis")
    repris = ("C-0001", "", {"1.1.1": "acquis", "1.1.2": "acquis"})
    navigateur.switch_to.window(premier)
    assert visible(navigateur, "ailleurs")
    assert donnees(navigateur) == [repris]
    clic(navigateur, geste)
    a_part = [("C-0001", "", {"1.1.1": "acquis"})] if geste == "a-part" else []
    assert sorted(donnees(navigateur), key=str) == sorted([repris, *a_part], key=str)
    assert visible(navigateur, "travail") == (geste == "a-part")


def test_une_fois_le_fichier_confirme_il_ne_reste_rien_du_candidat(ouvert):
    dossier, navigateur = ouvert
    nommer(navigateur, "C-0777")
    repondre(navigateur, "1.1.1", "acquis")
    navigateur.find_element("css selector", ".note input").send_keys("hésite encore")
    clic(navigateur, "enregistrer")
    assert "Le fichier est-il bien enregistré" in navigateur.find_element("id", "confirmation").text
    assert attendre(dossier / "C-0777.csv").exists()
    clic(navigateur, "pas-encore")
    assert len(donnees(navigateur)) == 1
    assert coches(navigateur)["1.1.1"] == "acquis"
    clic(navigateur, "enregistrer")
    clic(navigateur, "oui")
    assert navigateur.execute_script("return [localStorage.length, sessionStorage.length]") == [
        0,
        0,
    ]
    valeurs = "[...document.querySelectorAll('input, select')].map((champ) => champ.value).join()"
    reste = navigateur.execute_script(f"return document.body.innerHTML + {valeurs}")
    assert "C-0777" not in reste
    assert "hésite" not in reste
    assert "1 acquis" not in reste
    assert "il ne reste rien" in navigateur.find_element("id", "annonce").text
    clic(navigateur, "nouvelle")
    assert set(coches(navigateur).values()) == {"non évalué"}


def test_effacer_un_travail_commence_se_confirme(ouvert):
    dossier, navigateur = ouvert
    for reference in ("C-0001", "C-0003"):
        nommer(navigateur, reference)
        repondre(navigateur, "1.1.1", "acquis")
        aller(navigateur, dossier, "grille.html")
        if reference == "C-0001":
            clic(navigateur, "nouvelle")
    bouton = "button[aria-label^='Effacer C-0001, commencée']"
    navigateur.find_element("css selector", bouton).click()
    navigateur.switch_to.alert.dismiss()
    assert len(offres(navigateur)) == 2
    navigateur.find_element("css selector", bouton).click()
    navigateur.switch_to.alert.accept()
    assert [candidat for candidat, *_ in donnees(navigateur)] == ["C-0003"]
    assert [offre.split(",")[0] for offre in offres(navigateur)] == ["Reprendre C-0003"]


def test_un_autre_nom_sur_des_reponses_donnees_se_confirme(ouvert):
    _, navigateur = ouvert
    nommer(navigateur, "C-0001")
    repondre(navigateur, "1.1.1", "acquis")
    champ = navigateur.find_element("id", "candidat")
    for geste, reste in (("dismiss", "C-0001"), ("accept", "C-0002")):
        navigateur.execute_script("arguments[0].select()", champ)
        champ.send_keys("C-0002\t")
        getattr(navigateur.switch_to.alert, geste)()
        assert champ.get_attribute("value") == reste
        assert [candidat for candidat, *_ in donnees(navigateur)] == [reste]


@pytest.mark.parametrize("date", ["31/02/2026", "demain", "28/11/26"])
def test_un_jour_qui_n_existe_pas_ne_s_enregistre_pas(date, ouvert):
    dossier, navigateur = ouvert
    navigateur.find_element("id", "date").send_keys(date)
    clic(navigateur, "enregistrer")
    assert not visible(navigateur, "confirmation")
    assert "n'existe pas" in navigateur.find_element("id", "jour").text
    assert navigateur.switch_to.active_element.get_attribute("id") == "date"
    assert list(dossier.glob("*.csv")) == []


def test_sans_magasin_la_page_le_dit_et_marche(pages):
    with navigateur_sur(pages, **INTERDIT) as navigateur:
        aller(navigateur, pages, "grille.html")
        assert (
            navigateur.execute_script("try { return localStorage.length } catch { return 'refus' }")
            == "refus"
        )
        assert "ne garde pas vos réponses" in navigateur.find_element("id", "alerte").text
        nommer(navigateur, "C-0001")
        repondre(navigateur, "1.1.1", "acquis")
        clic(navigateur, "enregistrer")
        assert ";acquis;" in attendre(pages / "C-0001.csv").read_text(encoding="utf-8-sig")
        clic(navigateur, "oui")
        assert "il ne reste rien" in navigateur.find_element("id", "annonce").text


def test_un_magasin_plein_est_dit_et_n_empeche_rien(ouvert):
    dossier, navigateur = ouvert
    nommer(navigateur, "C-0001")
    navigateur.execute_script(
        "for (let n = 4194304; n >= 1; n /= 2)"
        " for (;;) try { localStorage.setItem('plein' + n, (localStorage.getItem('plein' + n) || '') + 'x'.repeat(n)) }"
        " catch { break }"
    )
    repondre(navigateur, "1.1.1", "acquis")
    assert "place qui manque" in navigateur.find_element("id", "alerte").text
    clic(navigateur, "enregistrer")
    assert ";acquis;" in attendre(dossier / "C-0001.csv").read_text(encoding="utf-8-sig")
    clic(navigateur, "oui")
    cles = navigateur.execute_script("return Object.keys(localStorage)")
    assert [cle for cle in cles if cle.startswith("clea")] == []


def test_ce_qui_est_illisible_se_dit_et_s_efface(ouvert):
    dossier, navigateur = ouvert
    navigateur.execute_script(
        'localStorage.setItem(\'clea:clea:2020.1:x\', \'{"reponses": {"9.9": "acquis"}}\')'
    )
    aller(navigateur, dossier, "grille.html")
    assert offres(navigateur) == []
    assert "ne peut pas lire" in navigateur.find_element("id", "commences").text
    navigateur.find_element("css selector", "#commences button").click()
    navigateur.switch_to.alert.accept()
    assert navigateur.execute_script("return localStorage.length") == 0


def test_une_grille_seulement_regardee_n_est_pas_un_travail_commence(ouvert):
    dossier, navigateur = ouvert
    navigateur.find_elements("css selector", "#sommaire button")[3].click()
    aller(navigateur, dossier, "grille.html")
    assert visible(navigateur, "travail")
    assert not visible(navigateur, "accueil")


@pytest.mark.skipif(not PDFTOTEXT, reason="pdftotext is not installed here")
def test_ce_qui_s_imprime_est_la_grille_entiere(ouvert):
    dossier, navigateur = ouvert
    nommer(navigateur, "C-0001")
    navigateur.find_element("id", "date").send_keys("2026-11-28")
    evaluation(navigateur, "finale")
    repondre(navigateur, "1.1.1", "acquis")
    navigateur.find_element("css selector", ".note input").send_keys("très à l'aise")
    pdf = base64.b64decode(navigateur.execute_cdp_cmd("Page.printToPDF", {})["data"])
    (dossier / "papier.pdf").write_bytes(pdf)
    commande = [PDFTOTEXT, "-layout", "papier.pdf", "-"]
    texte = subprocess.run(
        commande, cwd=dossier, capture_output=True, check=True, timeout=60
    ).stdout.decode()
    ligne = " ".join(texte.split())
    for fait in (
        "candidat : C-0001",
        "samedi 28 novembre 2026",
        "Évaluation : finale",
        "Évaluateur :",
        "Signature :",
    ):
        assert fait in ligne.replace("\xa0", " ")
    assert re.search(r"1\.1\.1\s+Porter attention aux propos tenus\s+acquis\s+très à l'aise", texte)
    assert len(set(re.findall(r"^\s*(\d\.\d\.\d+)\s", texte, re.MULTILINE))) == 106
    assert "Enregistrer la grille" not in texte
    assert navigateur.find_elements("css selector", "#papier *") == []


def test_axe_ne_trouve_rien_de_grave_ni_dans_l_offre_ni_dans_la_question(ouvert):
    dossier, navigateur = ouvert
    nommer(navigateur, "C-0001")
    repondre(navigateur, "1.1.1", "acquis")
    clic(navigateur, "enregistrer")
    assert fautes_graves(navigateur) == []
    aller(navigateur, dossier, "C-0002.html")
    assert visible(navigateur, "accueil")
    assert fautes_graves(navigateur) == []
