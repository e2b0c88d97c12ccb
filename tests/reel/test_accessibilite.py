"""What checkers of PDF that are not ours say of every kind of document, and of every page of the jury.

`page-validation` has the 104 rules of PDF/UA-1 and the 154 of PDF/A-2a that a machine can check, and passes the corpus
of veraPDF. `outloud` also reads what no validator does: empty headings, marks of lists, addresses, order. `pdfua` has
sixteen rules of its own.
"""

import importlib.util
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from clea_cli.documents.genres import GENRES
from clea_cli.documents.rendus.langue import LIVRES
from tests.documents.test_documents import faire
from tests.jury.test_jury import preparer, remplir
from tests.promesses.test_cases import CAS, ecrire_session, lancer

pytestmark = pytest.mark.reel

ICI = str(Path(sys.executable).parent)
OUTLOUD, PDFUA = shutil.which("outloud", path=ICI), shutil.which("pdfua", path=ICI)
PAGE = importlib.util.find_spec("page")
RACINE = Path(__file__).parent.parent.parent
PAGES = (
    *("dossiers/P-1-dossier.pdf", "dossiers/P-2-dossier.pdf", "ordre-du-jour.pdf", "liste.pdf"),
    *("emargement.pdf", "proces-verbal.pdf"),
)


def de_page(pdf, profil):
    """What `page` finds, by one of its profiles."""
    import page

    rapport = page.validate_pdf_bytes(pdf, profile=profil)
    assert rapport.rules.total > 100
    return [(faute.rule_id, faute.message) for faute in rapport.failures]


def de_page_ua(pdf, _):
    return de_page(pdf, "ua1")


def de_page_a(pdf, _):
    fautes = de_page(pdf, "2a")
    # A stream whose last byte is an end of line seems a byte shorter to it: counted here instead.
    if longueurs_justes(pdf):
        return [faute for faute in fautes if faute[0] != "PDFA2A-STREAM-LENGTH-001"]
    return fautes


def longueurs_justes(pdf):
    """Whether each stream ends where its length says."""
    justes = []
    for debut in re.finditer(rb"/Length (\d+)\b[^>]*>>\s*stream\r?\n", pdf):
        suite = pdf[debut.end() + int(debut[1]) :]
        justes.append(suite.startswith((b"endstream", b"\nendstream", b"\r\nendstream")))
    return bool(justes) and all(justes)


def d_outloud(pdf, dossier):
    (dossier / "d.pdf").write_bytes(pdf)
    commande = [OUTLOUD, "--fail-on", "warning", str(dossier / "d.pdf")]
    rendu = subprocess.run(commande, capture_output=True, timeout=120, check=False)
    dit = rendu.stdout.decode()
    assert "error(s)" in dit, dit
    return [] if rendu.returncode == 0 else dit.splitlines()


def de_pdfua(pdf, dossier):
    (dossier / "d.pdf").write_bytes(pdf)
    rendu = subprocess.run(
        [PDFUA, "check", str(dossier / "d.pdf")], capture_output=True, timeout=120, check=False
    )
    return [] if rendu.returncode == 0 else rendu.stdout.decode().splitlines()


CONTROLEURS = [
    pytest.param(de_page_ua, marks=pytest.mark.skipif(not PAGE, reason="page is not installed")),
    pytest.param(de_page_a, marks=pytest.mark.skipif(not PAGE, reason="page is not installed")),
    pytest.param(d_outloud, marks=pytest.mark.skipif(not OUTLOUD, reason="no outloud here")),
    pytest.param(de_pdfua, marks=pytest.mark.skipif(not PDFUA, reason="pdfua is not installed")),
]


@pytest.fixture(scope="module", params=["brouillon", "officiel", "modeles"])
def session(request, tmp_path_factory):
    """A session that was closed: on a draft, on what is official, by an organisme's templates."""
    ici = tmp_path_factory.mktemp(request.param)
    jouet = (CAS / "grille" / "jouet.yaml").read_text(encoding="utf-8")
    if request.param == "brouillon":
        averti = "etat: brouillon\navertissement: les critères sont une proposition"
        jouet = jouet.replace("etat: publie", averti)
    ecrire_session(ici)
    (ici / "jouet.yaml").write_text(jouet, encoding="utf-8")
    options = ()
    if request.param == "modeles":
        options = ("--modeles", "m")
        assert lancer(ici, "modele", "extraire", "m").statut == 0
        shutil.copy(RACINE / "tests" / "logo.png", ici / "m" / "logo.png")
        texte = (ici / "session.yaml").read_text(encoding="utf-8")
        pas_pret = texte[texte.index("  - reference: P-2") :].replace("P-2", "P-3")
        (ici / "session.yaml").write_text(
            texte + pas_pret.replace("p2.csv", "p3.csv"), encoding="utf-8"
        )
    preparer(ici, *options)
    lancer(ici, "jury", "decisions", "s")
    remplir(ici, P_1=("ajourné", "Un motif."), P_2=("certifié", ""))
    minutes = ("jury", "proces-verbal", "s", "--date", "2026-11-28", *options)
    assert lancer(ici, *minutes).statut == 0
    return ici / "s"


@pytest.mark.parametrize("controleur", CONTROLEURS)
@pytest.mark.parametrize("genre", GENRES)
@pytest.mark.parametrize("organisme", ["sans", "avec"])
def test_rien_a_redire_d_un_document(genre, organisme, controleur, tmp_path):
    options = ()
    if organisme == "avec":
        (tmp_path / "m").mkdir()
        shutil.copy(RACINE / "tests" / "logo.png", tmp_path / "m" / "logo.png")
        fiche = str(LIVRES / "organisme.yaml")
        options = ("--organisme", fiche, "--modeles", str(tmp_path / "m"))
    assert controleur(faire(genre, "pdf", "indetermine", *options), tmp_path) == []


@pytest.mark.parametrize("controleur", CONTROLEURS)
@pytest.mark.parametrize("nom", PAGES)
def test_rien_a_redire_d_une_page_du_jury(session, nom, controleur, tmp_path):
    assert controleur((session / nom).read_bytes(), tmp_path) == []


@pytest.mark.parametrize("controleur", CONTROLEURS)
def test_un_pdf_abime_a_quelque_chose_a_redire(controleur, tmp_path):
    pdf = faire("ecarts", "pdf")
    assert b"/StructTreeRoot" in pdf
    assert controleur(pdf.replace(b"/StructTreeRoot", b"/StructTreeBoot"), tmp_path) != []
