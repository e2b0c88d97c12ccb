"""The page of the candidate: plain, kind, one sheet, whatever the grille.

The rules are those of the State's guide of plain language, which takes up those of Unapei: short
sentences, one a line, no sign that is hard to read, no jargon.
"""

import re
from io import BytesIO

import pypdf
import pytest
from pypdf._text_extraction import mult

from clea_cli.decision.charger import charger
from clea_cli.referentiel.modele import PictogrammeEcrit
from clea_cli.sorties.pictogrammes import LETTRES, TRACES
from tests.documents.test_documents import RACINE, octets
from tests.documents.test_dossier_de_modeles import png
from tests.outils.jouets import clea, reponses

A_PART = ("six-fautes", "douze-candidats")  # no page, and twelve
EXEMPLES = sorted(f.stem for f in (RACINE / "examples").glob("*.csv") if f.stem not in A_PART)
EXTREMES = {
    "rien": {"non_acquis": list("1234567")},
    "vide": {"non_evalue": list("1234567")},
    "tout": {},
    "un-seul": {"non_acquis": list("234567")},
    "domaine-4": {"non_acquis": ["4"]},
    "melange": {"non_acquis": ["2.2", "2.3", "4", "6"], "non_evalue": ["7.2", "7.3"]},
    "trois-domaines": {
        "non_acquis": ["2.2", "2.3", "4.1", "4.2", "6.1"],
        "non_evalue": ["7.2", "7.3"],
    },
    "presque-vide": {"non_acquis": ["1.1"], "non_evalue": ["1.2", *"234567"]},
}
SIGNES_DURS = set(';()[]…–—%/«»"*_')
JARGON = re.compile(
    r"domaine|critère|maîtris|compétence|référentiel|verdict|seuil|acquis|certifiable|indéterminé|provenance|préalable"
    r"|point|échec|échou|refus|insuffisan|modalité|sha256|\.csv",
    re.IGNORECASE,
)
NEGATIONS = ("Cette page n'est pas un certificat.",)  # the only one that a person must read
MOTS_MAX = 12
ORGANISME = "clea_cli/documents/modeles/organisme.yaml"
ORGANISME_LONG = """schema: clea/organisme/1
nom: Association départementale pour la formation et l'insertion des publics en difficulté
contact:
  nom: Dominique de La Rivière des Tanneries
  telephone: "03 99 00 00 01"
  horaires: du lundi au jeudi de 9 h à 12 h et de 14 h à 17 h, le vendredi de 9 h à 12 h seulement
"""


def extreme(nom, dossier):
    mots = {"acquis": "acquis", "non_acquis": "non acquis", "non_evalue": "non évalué"}
    lignes = [f"{code};{mots[mot]}" for code, mot in reponses(clea(), **EXTREMES[nom]).items()]
    haut = ["candidat;C-0042;", "date de l'évaluation;02/03/2026;", "évaluation;préalable;"]
    chemin = dossier / f"{nom}.csv"
    chemin.write_text("\n".join([*haut, "critere;resultat", *lignes, ""]), encoding="utf-8")
    return str(chemin)


@pytest.fixture(params=[*EXEMPLES, *EXTREMES])
def une_grille(request, tmp_path):
    """The path of each grille in turn."""
    nom = request.param
    return extreme(nom, tmp_path) if nom in EXTREMES else f"examples/{nom}.csv"


def faire(chemin, format_, *options):
    demande = ("restitution", chemin, "--format", format_, "--date", "2026-11-28", *options)
    return octets(RACINE, *demande)


def lignes(page):
    """What a person reads, a line each; no line to fill, nor the reference, which is not ours."""
    for ligne in page.decode().split("<!--")[0].replace("\\", "").splitlines():
        lisible = re.sub(r"^(#+|-) |\.{5,}", "", ligne).strip()
        if lisible and not lisible.startswith("Référence :"):
            yield lisible


def test_chaque_ligne_est_une_phrase_courte_sans_signe_ni_mot_difficile(une_grille):
    for ligne in lignes(faire(une_grille, "md")):
        mots = re.findall(r"[\w'’]+", ligne)
        assert len(mots) <= MOTS_MAX, ligne
        assert len(re.findall(r"[.!?](?:\s|$)", ligne)) <= 1, ligne
        assert not SIGNES_DURS & set(ligne), ligne
        assert not re.search(r"\d+[./-]\d+", ligne), ligne
        assert not [mot for mot in mots if len(mot) > 1 and mot.isupper()], ligne
        assert not JARGON.search(ligne), ligne
        assert ligne in NEGATIONS or not re.search(
            r"\b(ne|n'\w+|pas|aucun|jamais|sans)\b", ligne
        ), ligne
        assert "FALC" not in ligne.upper()


def test_elle_tient_sur_une_feuille_en_grandes_lettres_et_dans_de_larges_marges(une_grille):
    pdf = pypdf.PdfReader(BytesIO(faire(une_grille, "pdf")))
    [page] = pdf.pages
    vus = []

    def visiter(texte, cm, tm, _police, taille):
        if texte.strip():
            matrice = mult(tm, cm)
            vus.append((texte.strip(), matrice[4], matrice[5], abs(taille * matrice[3])))

    page.extract_text(visitor_text=visiter)
    marge = 30 / 25.4 * 72
    corps = [vu for vu in vus if vu[2] > marge - 1]
    assert min(taille for *_, taille in corps) >= 15
    assert min(x for _, x, *_ in corps) >= marge - 1
    assert "Page 1 sur 1" in page.extract_text()


@pytest.mark.parametrize("options", [(), ("--organisme", ORGANISME)], ids=["sans", "avec"])
@pytest.mark.parametrize("nom", [*EXTREMES])
def test_elle_tient_sur_une_feuille_quel_que_soit_le_logo(nom, options, tmp_path):
    grille = extreme(nom, tmp_path)
    for large, haut in ((300, 150), (600, 200), (400, 400), (200, 600), (1, 3000)):
        image = png(large, haut, (b"\0" + b"\x40" * large) * haut)
        (tmp_path / "logo.png").write_bytes(image)
        pdf = faire(grille, "pdf", "--modeles", str(tmp_path), *options)
        assert len(pypdf.PdfReader(BytesIO(pdf)).pages) == 1, (large, haut)


def test_elle_tient_sur_une_feuille_avec_un_nom_et_des_horaires_longs(tmp_path):
    (tmp_path / "organisme.yaml").write_text(ORGANISME_LONG, encoding="utf-8")
    grille = extreme("un-seul", tmp_path)
    pdf = faire(grille, "pdf", "--organisme", str(tmp_path / "organisme.yaml"))
    assert len(pypdf.PdfReader(BytesIO(pdf)).pages) == 1


def test_ce_que_la_personne_sait_faire_vient_d_abord_sans_croix_ni_compte(une_grille):
    page = faire(une_grille, "md").decode().split("<!--")[0]
    assert page.index("Ce que vous savez faire") < page.index("Votre première étape")
    assert not set("✗✘×❌") & set(page)
    coches, fleches = page.count("✓"), page.count("→")
    assert coches + fleches == (4 if "Se protéger en ligne" in page else 7)


def premiere(nom, dossier):
    page = "\n".join(lignes(faire(extreme(nom, dossier), "md")))
    return page.split("Votre première étape\n")[1].split("\nVotre contact")[0].splitlines()


@pytest.mark.parametrize(
    ("nom", "attendue"),
    [
        # Domaine 5 wants the fewest, 8: its first sous-domaine.
        (
            "rien",
            [
                "Comprendre qui fait quoi dans votre travail.",
                "Par exemple, savoir à qui demander de l'aide.",
            ],
        ),
        (
            "un-seul",
            [
                "Comprendre qui fait quoi dans votre travail.",
                "Par exemple, savoir à qui demander de l'aide.",
            ],
        ),
        ("melange", ["Finir votre évaluation.", "Prenez rendez-vous."]),
        ("vide", ["Finir votre évaluation.", "Prenez rendez-vous."]),
        ("presque-vide", ["Finir votre évaluation.", "Prenez rendez-vous."]),
        ("tout", ["Votre dossier passe devant un jury."]),
    ],
)
def test_la_premiere_etape_est_seule_et_la_plus_proche(nom, attendue, tmp_path):
    assert premiere(nom, tmp_path) == attendue


def test_la_duree_n_est_dite_que_si_le_jour_de_la_prealable_est_connu(tmp_path):
    assert "gardés jusqu'au 2 mars 2031" in faire(extreme("un-seul", tmp_path), "md").decode()
    assert "gardés" not in faire(extreme("rien", tmp_path), "md").decode()  # nothing to keep
    assert "gardés" not in faire("examples/un-domaine-manque.csv", "md").decode()  # no day


@pytest.mark.parametrize("identifiant", ["clea", "clea-numerique"])
def test_chaque_domaine_livre_a_un_nom_court_et_un_dessin_chaque_sous_domaine_une_phrase(
    identifiant,
):
    lu = charger(identifiant).value
    assert lu is not None
    for domaine in lu.domaines:
        assert len(domaine.libelle_court.split()) <= 6
        assert domaine.pictogramme in TRACES
        for sous_domaine in domaine.sous_domaines:
            phrase, exemple = sous_domaine.phrase_simple.split(". ")
            assert exemple.startswith("Par exemple, ")
            for dite in (phrase, exemple):
                assert len(re.findall(r"[\w'’-]+", dite)) <= MOTS_MAX, dite
                assert not JARGON.search(dite), dite
                assert not SIGNES_DURS & set(dite), dite


def test_un_referentiel_ne_nomme_que_des_dessins_qui_existent():
    assert set(PictogrammeEcrit.__args__) == set(TRACES) - set(LETTRES)
    assert len(set(TRACES.values())) == len(TRACES)


def test_un_referentiel_sans_noms_courts_donne_les_siens(tmp_path):
    jouet = RACINE / "tests" / "cases" / "grille" / "jouet.yaml"
    (tmp_path / "g.csv").write_text(
        "critere;resultat\n1.1.1;acquis\n1.1.2;acquis\n1.2.1;acquis\n2.1.1;non acquis\n2.2.1;non acquis\n",
        encoding="utf-8",
    )
    page = octets(tmp_path, "restitution", "g.csv", "-r", str(jouet), "--format", "md").decode()
    assert page.count("✓") == 1
    assert page.count("→") == 1


def test_les_dessins_ont_la_meme_place_dans_tous_les_formats():
    html = faire("examples/un-domaine-manque.csv", "html").decode()
    assert (
        html.count(
            '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48" aria-hidden="true">'
        )
        == 14
    )
    import docx

    ecrit = docx.Document(BytesIO(faire("examples/un-domaine-manque.csv", "docx")))
    dessins = list(
        ecrit.element.body.iter("{http://schemas.openxmlformats.org/drawingml/2006/picture}pic")
    )
    assert len(dessins) == 14
    assert {round(section.left_margin.mm) for section in ecrit.sections} == {30}
