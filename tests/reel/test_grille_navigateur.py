"""The grille in a browser: filled by keyboard alone, kept, saved, scored; and it sends nothing."""

import json
import time

import pytest

from tests.outils.navigateur import attendre, fautes_graves, ouvrir
from tests.promesses.test_cases import lancer

pytestmark = pytest.mark.reel

from selenium.webdriver.common.keys import Keys  # noqa: E402 — after the skip of tests.outils.navigateur


@pytest.fixture
def page(tmp_path):
    assert (
        lancer(tmp_path, "grille", "nouvelle", "--format", "html", "-o", "grille.html").statut == 0
    )
    navigateur = ouvrir(tmp_path)
    navigateur.get(f"file://{tmp_path}/grille.html")
    try:
        yield tmp_path, navigateur
    finally:
        navigateur.quit()


def taper(navigateur, *touches):
    navigateur.switch_to.active_element.send_keys(*touches)


def test_la_grille_se_remplit_au_clavier_seul_s_enregistre_et_se_calcule(page):
    """Tab goes to the next answer, the arrows choose; every critère is acquired but the first."""
    dossier, navigateur = page
    navigateur.find_element("tag name", "body").send_keys(Keys.TAB)
    taper(navigateur, "C-0099")
    faits = 0
    for _ in range(600):
        actif = navigateur.switch_to.active_element
        genre, code = actif.get_attribute("type"), actif.get_attribute("name") or ""
        if genre == "radio" and code != "r-1.1.1":
            actif.send_keys(Keys.ARROW_UP, Keys.ARROW_UP)  # from « non évalué » to « acquis »
            faits += 1
        elif genre == "radio":
            actif.send_keys(Keys.ARROW_UP)  # to « non acquis »
        elif actif.tag_name == "button" and "suivant" in actif.text:
            actif.send_keys(Keys.ENTER)
        elif actif.get_attribute("id") == "enregistrer":
            actif.send_keys(Keys.ENTER)
            break
        taper(navigateur, Keys.TAB)
    assert faits == 105
    assert attendre(dossier / "C-0099.csv").exists()
    statut, sortie, erreurs = lancer(dossier, "score", "C-0099.csv", "--format", "json")
    assert (statut, erreurs.count("\n")) == (0, 1)
    [resultat] = json.loads(sortie)["resultats"]
    assert (resultat["candidat"], resultat["verdict"]) == ("C-0099", "certifiable")
    assert [(e["code"], e["resultat"]) for e in resultat["ecarts"]] == [("1.1.1", "non_acquis")]
    assert "enregistré" in navigateur.find_element("id", "annonce").text
    assert navigateur.switch_to.active_element.text == "Pas encore"


def test_les_reponses_restent_dans_le_navigateur_jusqu_a_l_enregistrement(page):
    _, navigateur = page
    navigateur.find_element("css selector", "label[for='r-1.1.1-0']").click()
    assert (
        navigateur.find_element("css selector", ".compte").text
        == "1 acquis sur 18 · 14 requis · 17 à évaluer"
    )
    time.sleep(
        0.5
    )  # a page hands what it keeps over to its browser, which a refresh at once may overtake
    navigateur.refresh()
    navigateur.find_element("class name", "reprendre").click()
    assert (
        navigateur.find_element("css selector", ".compte").text
        == "1 acquis sur 18 · 14 requis · 17 à évaluer"
    )


def test_la_page_n_envoie_rien_et_sa_politique_l_interdit(page):
    _, navigateur = page
    refus = navigateur.execute_script(
        "const f = []; document.addEventListener('securitypolicyviolation', e => f.push(e.violatedDirective));"
        "window.refus = f; const i = new Image(); i.src = 'http://127.0.0.1:9/x.png'; return f;"
    )
    time.sleep(0.5)
    refus = navigateur.execute_script("return window.refus")
    assert refus
    demandes = [
        json.loads(trace["message"])["message"] for trace in navigateur.get_log("performance")
    ]
    envois = [d["params"] for d in demandes if d["method"] == "Network.requestWillBeSent"]
    arretees = {
        d["params"]["requestId"] for d in demandes if d["params"].get("blockedReason") == "csp"
    }
    de_la_page = [envoi for envoi in envois if envoi["documentURL"].startswith("file:")]
    adresses = {
        envoi["request"]["url"] for envoi in de_la_page if envoi["requestId"] not in arretees
    }
    assert all(adresse.startswith(("file:", "data:", "blob:")) for adresse in adresses), adresses


def test_axe_ne_trouve_rien_de_grave_dans_la_grille(page):
    _, navigateur = page
    assert fautes_graves(navigateur) == []
