"""The paper grille: A4, a box an answer, every critère whole on one page, whose it is on each page."""

import re
from io import BytesIO

import pypdf
import pytest

from clea_cli.decision.convertir import grille_vide
from clea_cli.grille.rendus import pdf
from clea_cli.grille.vues import DomaineGrille
from tests.outils.jouets import clea
from tests.promesses.test_cases import ecrites, lancer

A4 = (595, 842)  # points


def grille_papier(referentiel, candidat):
    return grille_vide(referentiel, candidat, "pdf", par_domaine=False)


def pages(contenu):
    """The text of each page, its blanks made one."""
    lu = pypdf.PdfReader(BytesIO(contenu))
    assert {(round(page.mediabox.width), round(page.mediabox.height)) for page in lu.pages} == {A4}
    return [" ".join(page.extract_text().split()) for page in lu.pages]


@pytest.fixture(scope="module")
def papier():
    return grille_papier(clea(), None)


def test_chaque_critere_est_entier_sur_une_page_et_une_seule(papier):
    textes = [sans_blanc(page) for page in pages(papier)]
    for critere in clea().criteres:
        ecrit = sans_blanc(f"{critere.code}{critere.libelle}")
        assert sum(ecrit in page for page in textes) == 1, critere.code


def sans_blanc(texte):
    return re.sub(r"\s", "", texte).replace("’", "'")


def test_chaque_page_a_ses_titres_et_dit_de_qui_elle_est(papier):
    textes = pages(grille_papier(clea(), "C-0042"))
    for rang, page in enumerate(textes, start=1):
        assert "Référence du candidat : C-0042" in page
        assert f"page {rang} / {len(textes)}" in page
        assert re.search(
            r"Domaine \d : .*Code Critère Acquis Non acquis Non évalué Observation", page
        )
    assert all("clea, version 2020.1" in page for page in textes)
    assert "C-0042" not in "".join(pages(papier))


def test_le_haut_et_la_signature_ont_leur_place(papier):
    textes = pages(papier)
    for place in (
        "Référence du candidat",
        "Date de l'évaluation",
        "préalable",
        "finale",
        "Évaluateur",
    ):
        assert place in textes[0].replace("’", "'")
    assert "Signature de l'évaluateur" in textes[-1].replace("’", "'")


def test_la_meme_grille_a_les_memes_octets(papier):
    assert grille_papier(clea(), None) == papier


@pytest.mark.parametrize(
    "candidat",
    ['#panic("x")', "*C* _1_ $x$", "<b>C</b>", "C\u2028\n\t1", "C-漢字", "\u202eC", "C" * 200],
)
def test_une_reference_hostile_n_est_que_du_texte(candidat):
    texte = " ".join(pages(grille_papier(clea(), candidat)))
    assert "Domaine 7" in texte
    assert "C" in texte


def test_un_libelle_qui_ressemble_a_du_typst_reste_un_libelle():
    domaine = DomaineGrille("1", "#x\n*y*", 2, None, ())
    assert pdf._domaine(domaine) == {
        "titre": "Domaine 1 : #x *y*",
        "points": "2 points",
        "lignes": [],
    }


def test_sans_typst_c_est_dit(tmp_path, monkeypatch):
    monkeypatch.setattr("importlib.util.find_spec", lambda nom: None)
    fait = lancer(tmp_path, "grille", "nouvelle", "-f", "pdf", "-o", "g.pdf")
    assert fait.statut == 4
    assert [faute.code for faute in ecrites(fait.erreurs)] == ["D202"]


def test_un_referentiel_en_brouillon_le_dit_sur_le_papier(tmp_path):
    fait = lancer(
        tmp_path, "grille", "nouvelle", "-r", "clea-numerique", "-f", "pdf", "-o", "g.pdf"
    )
    assert fait.statut == 0
    assert "Attention" in pages((tmp_path / "g.pdf").read_bytes())[0]


def test_une_lettre_sans_dessin_et_ses_marques_sont_dites_ensemble_par_leurs_numeros():
    [premiere, *_] = pages(grille_papier(clea(), "C-\U0001f468\u200d\U0001f469"))
    assert "[U+1F468 U+200D U+1F469]" in premiere
