"""Documents opened by the programs that people open them with."""

import importlib.util
import json
import re
import shutil
import subprocess
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pypdf
import pytest

from clea_cli.cohorte.etudier import Tables, etudier_fichiers
from clea_cli.cohorte.rendus import html as cohorte_html
from clea_cli.decision.lot import Lecture
from tests.documents.test_documents import GENRES, RACINE, faire
from tests.outils.exemple_cohorte import DOSSIER as COHORTE
from tests.outils.lire_documents import texte
from tests.promesses.test_cases import lancer

pytestmark = pytest.mark.reel

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
SOFFICE = shutil.which("soffice")
PDFTOPPM = shutil.which("pdftoppm")
AXE = importlib.util.find_spec("axe_core_python")

sans_navigateur = pytest.mark.skipif(
    not CHROMIUM or not AXE, reason="chromium or axe-core is not installed here"
)
sans_bureautique = pytest.mark.skipif(not SOFFICE, reason="LibreOffice is not installed here")
sans_poppler = pytest.mark.skipif(not PDFTOPPM, reason="poppler (pdftoppm) is not installed here")

_ESSAI = """<script>{axe}</script><script>
axe.run(document, {{runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'best-practice']}}).then(r => {{
  document.title = 'fini';
  document.body.innerHTML = '<pre id="axe"></pre>';
  document.getElementById('axe').textContent = JSON.stringify(
    r.violations.map(v => ({{id: v.id, impact: v.impact, ou: v.nodes.map(n => n.html)}})));
}});
</script>"""


def fautes_graves(page: str, dossier: Path) -> list[dict[str, object]]:
    """What axe-core finds serious or critical in a page, shown by Chromium."""
    axe = Path(AXE.submodule_search_locations[0]) / "axe.min.js"
    page = re.sub(
        r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", page
    )  # it would stop the test itself
    page = page.replace("</body>", _ESSAI.format(axe=axe.read_text(encoding="utf-8")) + "</body>")
    (dossier / "page.html").write_text(page, encoding="utf-8")
    commande = [
        CHROMIUM,
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--virtual-time-budget=20000",
        "--dump-dom",
    ]
    rendu = subprocess.run(
        [*commande, f"file://{dossier}/page.html"], capture_output=True, timeout=120, check=True
    )
    [trouve] = re.findall(r'<pre id="axe">(.*?)</pre>', rendu.stdout.decode(), re.DOTALL)
    return [faute for faute in json.loads(trouve) if faute["impact"] in ("serious", "critical")]


@sans_navigateur
@pytest.mark.parametrize("genre", GENRES)
def test_axe_ne_trouve_rien_de_grave_dans_la_page(genre, tmp_path):
    assert fautes_graves(faire(genre, "html").decode(), tmp_path) == []


@sans_navigateur
def test_axe_ne_trouve_rien_de_grave_dans_la_page_d_une_cohorte(tmp_path):
    sources = [str(COHORTE / nom) for nom in ("prealables.csv", "finales.csv")]
    vue = etudier_fichiers(sources, Tables(str(COHORTE / "dossiers.csv")), Lecture()).vue
    assert vue is not None
    assert fautes_graves(cohorte_html.rendre(vue).decode(), tmp_path) == []


@sans_bureautique
@pytest.mark.parametrize("genre", GENRES)
def test_libreoffice_ouvre_le_docx_et_y_lit_les_memes_mots(genre, tmp_path):
    contenu = faire(genre, "docx")
    (tmp_path / "d.docx").write_bytes(contenu)
    profil = f"-env:UserInstallation=file://{tmp_path}/profil"
    commande = [
        SOFFICE,
        profil,
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(tmp_path),
        str(tmp_path / "d.docx"),
    ]
    subprocess.run(commande, capture_output=True, timeout=180, check=True)
    rendu = texte((tmp_path / "d.pdf").read_bytes(), "pdf")
    manquent = set(re.findall(r"\w+", texte(contenu, "docx"))) - set(re.findall(r"\w+", rendu))
    assert {mot for mot in manquent if len(mot) < 30 and mot not in rendu.replace(" ", "")} == set()


@sans_poppler
@pytest.mark.parametrize("genre", GENRES)
def test_le_pdf_s_affiche(genre, tmp_path):
    (tmp_path / "d.pdf").write_bytes(faire(genre, "pdf"))
    rendu = subprocess.run(
        [PDFTOPPM, "-r", "20", "-gray", str(tmp_path / "d.pdf"), str(tmp_path / "page")],
        capture_output=True,
        timeout=60,
        check=True,
    )
    assert rendu.stderr == b""
    pages = sorted(tmp_path.glob("page*.pgm"))
    assert pages
    premiere = pages[0].read_bytes()[20:]  # after the header
    assert min(premiere) < 80 < 240 < max(premiere)  # ink on paper


POLICES = ("Carlito", "Liberation Sans", "DejaVu Sans")  # the last one is a quarter wider


def avec_la_police(contenu: bytes, police: str) -> bytes:
    """The same docx as on a machine that has only that font."""
    sortie = BytesIO()
    with ZipFile(BytesIO(contenu)) as avant, ZipFile(sortie, "w") as apres:
        for nom in avant.namelist():
            apres.writestr(nom, avant.read(nom).replace(b'"Calibri"', f'"{police}"'.encode()))
    return sortie.getvalue()


@sans_bureautique
@pytest.mark.parametrize("police", POLICES)
def test_la_page_du_candidat_et_l_attestation_tiennent_sur_une_feuille_en_word(police, tmp_path):
    """All seven domaines, all that an organisme says, a logo: what there can be most of."""
    (tmp_path / "m").mkdir()
    (tmp_path / "m" / "logo.png").write_bytes((RACINE / "tests" / "logo.png").read_bytes())
    grille = (RACINE / "examples" / "candidat-certifiable.csv").read_text(encoding="utf-8")
    lignes = grille[grille.index("critere") :]
    haut = "candidat;C-0042;\ndate de l'évaluation;02/03/2026;\névaluation;préalable;\n"
    (tmp_path / "g.csv").write_text(haut + lignes, encoding="utf-8")
    fiche = RACINE / "clea_cli" / "documents" / "modeles" / "organisme.yaml"
    options = ["--modeles", "m", "--organisme", str(fiche), "--date", "2026-11-28", "-f", "docx"]
    for genre, autres in (("restitution", []), ("attestation", ["--points"])):
        nom = f"{genre}.docx"
        assert lancer(tmp_path, genre, "g.csv", *options, *autres, "-o", nom).statut == 0
        contenu = avec_la_police((tmp_path / nom).read_bytes(), police)
        (tmp_path / nom).write_bytes(contenu)
    commande = [SOFFICE, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    noms = [str(tmp_path / f"{genre}.docx") for genre in ("restitution", "attestation")]
    subprocess.run([*commande, *noms], capture_output=True, timeout=120, check=True)
    for genre in ("restitution", "attestation"):
        assert len(pypdf.PdfReader(tmp_path / f"{genre}.pdf").pages) == 1, genre
