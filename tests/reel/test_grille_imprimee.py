"""What a browser prints of the grille to fill in: the whole of it, boxes to tick where nothing is answered yet."""

import re
import shutil
import subprocess

import pytest

from tests.promesses.test_cases import lancer

CHROMIUM = (
    shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
)
PDFTOTEXT = shutil.which("pdftotext")
pytestmark = [
    pytest.mark.reel,
    pytest.mark.skipif(not CHROMIUM, reason="chromium is not installed here"),
    pytest.mark.skipif(not PDFTOTEXT, reason="pdftotext is not installed here"),
]


def imprimer(dossier):
    """The pages that Chromium prints of a new grille, as text."""
    assert (
        lancer(dossier, "grille", "nouvelle", "--format", "html", "-o", "grille.html").statut == 0
    )
    reglages = ("--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={dossier}/profil")
    sortie = f"--print-to-pdf={dossier}/papier.pdf"
    page = (dossier / "grille.html").as_uri()
    subprocess.run(
        [CHROMIUM, *reglages, "--no-pdf-header-footer", sortie, page],
        capture_output=True,
        check=True,
        timeout=120,
    )
    commande = [PDFTOTEXT, "-layout", "papier.pdf", "-"]
    texte = subprocess.run(
        commande, cwd=dossier, capture_output=True, check=True, timeout=60
    ).stdout.decode()
    return texte.replace("\xa0", " ").rstrip("\f").split("\f")


def test_une_grille_vide_s_imprime_entiere_avec_des_cases_a_cocher(tmp_path):
    pages = imprimer(tmp_path)
    texte = "\n".join(pages)
    codes = re.findall(r"^\s*(\d\.\d\.\d+)\s", texte, re.MULTILINE)
    assert len(codes) == len(set(codes)) == 106
    # Three boxes a critère, and two for which évaluation it is.
    assert texte.count("☐") == 3 * 106 + 2
    for place in (
        "Référence du candidat :",
        "Date de l'évaluation :",
        "Évaluateur :",
        "Signature :",
    ):
        assert place in pages[0]
    # Each page that has critères has its headings.
    for page in pages:
        if re.search(r"^\s*\d\.\d\.\d+\s", page, re.MULTILINE):
            assert re.search(r"Code\s+Critère\s+Acquis", page)
    assert "Enregistrer la grille" not in texte
