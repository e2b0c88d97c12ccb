"""The grille in a browser: filled by keyboard alone, kept, saved, scored; and it sends nothing."""

import importlib.util
import json
import shutil
import time
from pathlib import Path

import pytest

from tests.promesses.test_cases import lancer

pytestmark = pytest.mark.reel

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
PILOTE = shutil.which("chromedriver")
SELENIUM = importlib.util.find_spec("selenium")
AXE = importlib.util.find_spec("axe_core_python")

if not (CHROMIUM and PILOTE and SELENIUM):
    pytest.skip("chromium, its driver or selenium is not installed here", allow_module_level=True)

from selenium import webdriver  # noqa: E402 — after the skip
from selenium.webdriver.chrome.service import Service  # noqa: E402
from selenium.webdriver.common.keys import Keys  # noqa: E402


def ouvrir(dossier):
    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM
    for reglage in ("--headless=new", "--no-sandbox", "--disable-gpu", f"--user-data-dir={dossier}/profil"):
        options.add_argument(reglage)
    options.add_experimental_option("prefs", {"download.default_directory": str(dossier)})
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    return webdriver.Chrome(options=options, service=Service(PILOTE))


@pytest.fixture
def page(tmp_path):
    assert lancer(tmp_path, "grille", "nouvelle", "--format", "html", "-o", "grille.html").statut == 0
    navigateur = ouvrir(tmp_path)
    navigateur.get(f"file://{tmp_path}/grille.html")
    try:
        yield tmp_path, navigateur
    finally:
        navigateur.quit()


def attendre(fichier: Path):
    limite = time.monotonic() + 15
    while not fichier.exists() and time.monotonic() < limite:
        time.sleep(0.1)
    return fichier


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


def test_les_reponses_restent_dans_le_navigateur_jusqu_a_l_enregistrement(page):
    _, navigateur = page
    navigateur.find_element("css selector", "label[for='r-1.1.1-0']").click()
    assert navigateur.find_element("css selector", ".compte").text == "1 acquis sur 18 · 14 requis · 17 à évaluer"
    time.sleep(0.5)  # a page hands what it keeps over to its browser, which a refresh at once may overtake
    navigateur.refresh()
    assert navigateur.find_element("css selector", ".compte").text == "1 acquis sur 18 · 14 requis · 17 à évaluer"


def test_la_page_n_envoie_rien_et_sa_politique_l_interdit(page):
    _, navigateur = page
    refus = navigateur.execute_script(
        "const f = []; document.addEventListener('securitypolicyviolation', e => f.push(e.violatedDirective));"
        "window.refus = f; const i = new Image(); i.src = 'http://127.0.0.1:9/x.png'; return f;"
    )
    time.sleep(0.5)
    refus = navigateur.execute_script("return window.refus")
    assert refus
    demandes = [json.loads(trace["message"])["message"] for trace in navigateur.get_log("performance")]
    envois = [d["params"] for d in demandes if d["method"] == "Network.requestWillBeSent"]
    arretees = {d["params"]["requestId"] for d in demandes if d["params"].get("blockedReason") == "csp"}
    de_la_page = [envoi for envoi in envois if envoi["documentURL"].startswith("file:")]
    adresses = {envoi["request"]["url"] for envoi in de_la_page if envoi["requestId"] not in arretees}
    assert all(adresse.startswith(("file:", "data:", "blob:")) for adresse in adresses), adresses


def test_axe_ne_trouve_rien_de_grave_dans_la_grille(page):
    if not AXE:
        pytest.skip("axe-core is not installed here")
    _, navigateur = page
    axe = (Path(AXE.submodule_search_locations[0]) / "axe.min.js").read_text(encoding="utf-8")
    navigateur.execute_script(axe)
    fautes = navigateur.execute_async_script(
        "const fini = arguments[arguments.length - 1];"
        "axe.run().then(r => fini(r.violations.map(v => [v.id, v.impact])));"
    )
    assert [faute for faute in fautes if faute[1] in ("serious", "critical")] == []
