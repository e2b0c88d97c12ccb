"""The gap report: its first page decides, then only what is not mastered, line by line."""

import re
from fractions import Fraction
from io import BytesIO

import pypdf
import pytest

from clea_cli.decision.charger import charger
from clea_cli.documents.catalogue import Module
from clea_cli.documents.ecarts import grouper
from clea_cli.sorties.barres import Barre, lettres, svg
from tests.documents.test_documents import RACINE, faire, octets
from tests.documents.test_restitution import extreme
from tests.outils.lire_documents import texte
from tests.promesses.test_cases import lancer


def test_il_tient_sur_deux_pages_quand_un_domaine_manque_et_la_premiere_decide():
    pdf = pypdf.PdfReader(BytesIO(faire("ecarts", "pdf", "un-domaine-manque")))
    pages = [page.extract_text() for page in pdf.pages]
    assert len(pages) == 2
    for attendu in ("non certifiable", "Priorité", "3 h 30", "Points forts", "seuil"):
        assert attendu in pages[0]
    assert "sha256" not in pages[0]


def test_les_domaines_maitrises_ont_une_ligne_et_les_autres_un_tableau():
    page = faire("ecarts", "md", "un-domaine-manque").decode().split("<!--")[0]
    detail, maitrises = page.split("## Domaines maîtrisés")
    assert re.findall(r"^## (\d)", detail, re.MULTILINE) == ["4"]
    assert [
        ligne[2] for ligne in maitrises.splitlines() if ligne.startswith("- ") and "·" in ligne
    ] == list("123567")
    assert "non acquis : 2.2.2" in maitrises


def test_chaque_critere_porte_l_observation_de_l_evaluateur(tmp_path):
    chemin = extreme("melange", tmp_path)
    (tmp_path / "melange.csv").write_text(
        (tmp_path / "melange.csv")
        .read_text(encoding="utf-8")
        .replace("critere;resultat", "critere;resultat;commentaire")
        .replace("4.1.1;non acquis", "4.1.1;non acquis;arrive en **retard** | <b>"),
        encoding="utf-8",
    )
    page = texte(
        octets(RACINE, "ecarts", chemin, "--format", "html", "--date", "2026-11-28"), "html"
    )
    assert re.search(r"4\.1\.1 [^|]*? non acquis arrive en \*\*retard\*\* \| <b>", page)


def test_les_heures_sont_celles_des_criteres_nommes():
    """Domaine 4 lacks one point; 4.1.1 and 4.1.2 take 3 h 30 each, the first is named."""
    page = faire("ecarts", "md", "un-domaine-manque").decode()
    assert "| 1 | 4 · Travailler en équipe | Acquérir 4.1.1 Identifier" in page
    ours = faire(
        "ecarts", "md", "un-domaine-manque", "--catalogue", "examples/catalogue.yaml"
    ).decode()
    assert re.search(r"\| 1 \| 4 · Travailler en équipe \| Acquérir 4\.1\.1 .* \| 7 h \|", ours)


def _module(nom, heures, modalite="présentiel", criteres=None):
    return Module(nom, f"module {nom}", criteres or (nom,), Fraction(heures), modalite, "", "")


@pytest.mark.parametrize(
    ("modules", "attendus"),
    [
        # Of one sous-domaine and taught alike: one; a critère alone takes its sous-domaine's name too.
        (
            [_module("1.1.1", 2), _module("2.1.1", 1), _module("1.1.2", 3)],
            [("1.1", 5, ("1.1.1", "1.1.2")), ("2.1", 1, ("2.1.1",))],
        ),
        # Two ways of teaching stay two modules, with their own words.
        (
            [_module("1.1.1", 2), _module("1.1.2", 3, "à distance")],
            [("1.1.1", 2, ("1.1.1",)), ("1.1.2", 3, ("1.1.2",))],
        ),
        # The name is another module's: it keeps it, with its own hours.
        (
            [_module("1.1", 4, criteres=("1.1.3", "1.2.1")), _module("1.1.1", 2)],
            [("1.1", 4, ("1.1.3", "1.2.1")), ("1.1.1", 2, ("1.1.1",))],
        ),
    ],
)
def test_les_modules_d_un_critere_se_reunissent_sans_perdre_comment_on_les_suit(modules, attendus):
    reunis = grouper(charger("clea").value, modules)
    assert [(module.id, module.heures, module.criteres) for module in reunis] == attendus
    assert {module.modalite for module in reunis} == {module.modalite for module in modules}


def test_sans_catalogue_livre_les_heures_restent_vides():
    assert "Priorité" not in faire("ecarts", "md", "candidate-numerique").decode()  # certifiable
    execution = lancer(RACINE, "ecarts", "examples/candidate-numerique.csv")
    assert execution.statut == 0


def test_un_catalogue_donne_sert_sans_que_celui_qui_est_livre_soit_cherche(tmp_path):
    """No file can bear the name of this référentiel: to look for one that ships is refused by the system."""
    nom = "a" * 300
    livres = {
        "r.yaml": ("clea.yaml", "id: clea"),
        "c.yaml": ("formation/heures-repere-clea.yaml", "referentiel: clea"),
        "g.csv": ("../examples/un-domaine-manque.csv", "référentiel;clea"),
    }
    for cible, (livre, ligne) in livres.items():
        ecrit = (RACINE / "referentiels" / livre).read_text(encoding="utf-8")
        ecrit = ecrit.replace(f"{ligne}\n", f"{ligne.replace('clea', nom)}\n", 1)
        (tmp_path / cible).write_text(ecrit, encoding="utf-8")
    options = ("--referentiel", "r.yaml", "--catalogue", "c.yaml", "--format", "md")
    execution = lancer(tmp_path, "ecarts", "g.csv", *options)
    assert (execution.statut, "heures repères" in execution.sortie) == (0, True)


@pytest.mark.parametrize("nom", ["rien", "vide", "melange", "tout"])
def test_il_y_a_la_place_d_observer_d_amenager_et_de_signer(nom, tmp_path):
    page = octets(
        RACINE, "ecarts", extreme(nom, tmp_path), "--format", "md", "--date", "2026-11-28"
    ).decode()
    lignes = page.split("## À compléter")[1].split("---")[0].split()
    for attendu in ("Observations", "Aménagements", "Formateur", "signature"):
        assert any(attendu in mot for mot in lignes)


UNE = (Barre("1 · Calculer", 5, 8, 10, 7, ""), Barre("2 · Apprendre", 10, 10, 10, 7, ""))


def test_les_parts_d_une_barre_se_distinguent_sans_couleur():
    dessin = svg(UNE, "Points")
    assert re.findall(r'<rect class="(\w+)" x="([\d.]+)" y="8" width="([\d.]+)"', dessin) == [
        ("vide", "235.0", "360.0"),
        ("reste", "415.0", "108.0"),
        ("obtenu", "235.0", "180.0"),
    ]
    assert (
        'class="reste"' not in dessin.split('y="42"', 1)[1].split("<text")[0]
    )  # nothing is left to evaluate
    assert "url(#hachures)" in dessin
    assert "stroke:#545e6d" in dessin


def test_les_barres_en_lettres_ont_les_signes_du_score_et_leur_legende():
    premiere, _, legende = lettres(UNE)
    assert premiere == "1 · Calculer   ███████████████▒▒▒▒▒▒│▒▒▒······  5/10"
    assert legende == "█ acquis   ▒ non évalué   · non acquis   │ seuil"
    assert legende in lancer(RACINE, "score", "examples/indetermine.csv").sortie
