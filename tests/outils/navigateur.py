"""A real Chromium with a profile of its own, for the tests of the grille that is filled in a browser."""

import importlib.util
import shutil
import time
from pathlib import Path

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
PILOTE = shutil.which("chromedriver")
SELENIUM = importlib.util.find_spec("selenium")
AXE = importlib.util.find_spec("axe_core_python")

if not (CHROMIUM and PILOTE and SELENIUM):
    pytest.skip("chromium, its driver or selenium is not installed here", allow_module_level=True)

from selenium import webdriver  # noqa: E402 — after the skip
from selenium.webdriver.chrome.service import Service  # noqa: E402

_REGLAGES = ("--headless=new", "--no-sandbox", "--disable-gpu")


def ouvrir(dossier, **preferences):
    """Open Chromium on the profile of that folder; what it downloads goes there too."""
    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM
    for reglage in (*_REGLAGES, f"--user-data-dir={dossier}/profil"):
        options.add_argument(reglage)
    prefs = {"download.default_directory": str(dossier), **preferences}
    options.add_experimental_option("prefs", prefs)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    return webdriver.Chrome(options=options, service=Service(PILOTE))


def attendre(fichier: Path):
    """Wait until a file is there, fifteen seconds at most."""
    limite = time.monotonic() + 15
    while not fichier.exists() and time.monotonic() < limite:
        time.sleep(0.1)
    return fichier


def fautes_graves(navigateur):
    """What axe-core holds for serious or critical in the page as it stands."""
    if not AXE:
        pytest.skip("axe-core is not installed here")
    axe = Path(AXE.submodule_search_locations[0]) / "axe.min.js"
    navigateur.execute_script(axe.read_text(encoding="utf-8"))
    fautes = navigateur.execute_async_script(
        "const fini = arguments[arguments.length - 1];"
        "axe.run().then(r => fini(r.violations.map(v => [v.id, v.impact])));"
    )
    return [faute for faute in fautes if faute[1] in ("serious", "critical")]
