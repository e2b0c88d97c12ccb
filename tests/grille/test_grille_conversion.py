"""Grilles written for people: what is written is read back the same, in every form and every format."""

import json
import re
from base64 import b64encode
from contextlib import chdir
from datetime import date, datetime
from fractions import Fraction
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clea_cli.decision.convertir import a_remplir, convertir
from clea_cli.decision.decision import bareme
from clea_cli.decision.lot import Lecture, lire_lot
from clea_cli.grille import mots as documents
from clea_cli.grille import preambule
from clea_cli.grille.grille import Grille
from clea_cli.grille.mots import Remplie
from clea_cli.grille.preambule import Etape, Preambule
from clea_cli.grille.rendus import html as grille_html
from clea_cli.grille.rendus import xlsx as grille_xlsx
from clea_cli.grille.vues import DomaineGrille, GrilleVue, LigneGrille
from clea_cli.referentiel.referentiel import Resultat
from clea_cli.sorties import tableur_csv, tableur_ods, tableur_xlsx
from clea_cli.sorties.styles import COMMUNS
from clea_cli.sources import classeur
from tests.outils.jouets import JOUETS, clea, referentiel
from tests.promesses.test_cases import lancer

JOUET = referentiel(JOUETS["poids"])
FORMES = ("longue", "coches", "large")
ECRIRE = {
    "csv": tableur_csv.ecrire,
    "xlsx": lambda lignes: tableur_xlsx.ecrire(lignes, "essai"),
    "ods": tableur_ods.ecrire,
}
NOTES = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Cf", "Cn", "Zl", "Zp"]), min_size=1, max_size=12
).map(lambda texte: f"vu {texte}".strip())
REMPLIES = st.lists(
    st.tuples(
        st.lists(st.sampled_from(list(Resultat)), min_size=7, max_size=7),
        st.dictionaries(st.integers(0, 6), NOTES),
    ),
    min_size=1,
    max_size=3,
)


def remplie(rang, reponses, notes):
    codes = [critere.code for critere in JOUET.criteres]
    return Remplie(
        Grille.depuis(f"C-{rang}", reponses), {codes[place]: note for place, note in notes.items()}
    )


def lignes(forme, remplies):
    if forme == "longue":
        return (
            documents.longue(JOUET, remplies[0])
            if len(remplies) == 1
            else documents.longue_a_plusieurs(JOUET, remplies)
        )
    return {"coches": documents.coches, "large": documents.large}[forme](JOUET, remplies)


@pytest.fixture
def dossier(tmp_path):
    (tmp_path / "jouet.json").write_text(json.dumps(JOUETS["poids"]), encoding="utf-8")
    with chdir(tmp_path):
        yield tmp_path


@settings(
    deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(donnees=REMPLIES, forme=st.sampled_from(FORMES), format_=st.sampled_from(sorted(ECRIRE)))
def test_ecrire_convertir_relire_donne_les_memes_grilles(donnees, forme, format_, dossier):
    remplies = [remplie(rang, *donnee) for rang, donnee in enumerate(donnees)]
    attendues = [r.grille for r in remplies]
    lecture = Lecture("jouet.json")
    (dossier / f"g.{format_}").write_bytes(ECRIRE[format_](list(lignes(forme, remplies))))
    for vers in FORMES:
        for suite in ("csv", "xlsx", "ods"):
            converti = convertir(f"g.{format_}", lecture, vers, suite)
            assert converti.value is not None, converti.diagnostics
            (dossier / f"h.{suite}").write_bytes(converti.value)
            relu = lire_lot([f"h.{suite}"], lecture)
            assert [grille for fichier in relu.fichiers for grille in fichier.grilles] == attendues
            assert relu.diagnostics == ()


def test_les_commentaires_suivent_la_grille(dossier):
    notes = {"1.1.1": "à revoir ; puis « oui »", "2.1.3": "=1+1"}
    une = Remplie(Grille.depuis("C-1", [Resultat.ACQUIS] * 7), notes)
    (dossier / "g.csv").write_bytes(tableur_csv.ecrire(list(documents.longue(JOUET, une))))
    xlsx = convertir("g.csv", Lecture("jouet.json"), "coches", "xlsx").value
    assert xlsx is not None
    lues = [
        cellule
        for feuille in classeur.lire(xlsx, "x").value or ()
        for ligne in feuille.lignes
        for cellule in ligne.valeurs
    ]
    assert "à revoir ; puis « oui »" in lues
    assert "=1+1" in lues
    large = convertir("g.csv", Lecture("jouet.json"), "large", "csv")
    assert [faute.code for faute in large.diagnostics] == ["F122"]


@pytest.mark.parametrize("par_domaine", [False, True], ids=["un-onglet", "un-onglet-par-domaine"])
def test_la_grille_excel_se_relit_sans_un_mot(par_domaine, tmp_path):
    option = ["--par-domaine"] if par_domaine else []
    commande = (
        "grille",
        "nouvelle",
        "--format",
        "xlsx",
        "--candidat",
        "C-0042",
        "-o",
        "g.xlsx",
        *option,
    )
    assert lancer(tmp_path, *commande)[0] == 0
    premier = (tmp_path / "g.xlsx").read_bytes()
    statut, _, erreurs = lancer(tmp_path, "grille", "verifier", "g.xlsx")
    assert (statut, erreurs.count("\n")) == (0, 1)
    assert erreurs.startswith("Lu : 106 critères, onglet")
    assert "inchangé" in lancer(tmp_path, *commande).erreurs  # the same bytes
    assert (tmp_path / "g.xlsx").read_bytes() == premier


def test_la_grille_excel_protege_les_codes_et_propose_les_reponses():
    vue = a_remplir(bareme(JOUET, JOUET.regles[0]), documents.vide(JOUET, "C-1"))
    with ZipFile(BytesIO(grille_xlsx.rendre(vue, par_domaine=False))) as archive:
        feuille = archive.read("xl/worksheets/sheet2.xml").decode()
        textes = archive.read("xl/sharedStrings.xml").decode()
    assert "<sheetProtection" in feuille
    assert '<formula1>"acquis,non acquis,non évalué"</formula1>' in feuille
    assert feuille.count("<conditionalFormatting") == 2  # a zone a domaine, three colours each
    assert 'SUMPRODUCT((C9:C11="acquis")*{0.5;2;3})' in feuille
    assert "0 sur 5.5 ; 5 requis ; 3 à évaluer" in feuille
    assert "jamais son nom" in textes


def test_le_compte_montre_est_celui_des_reponses():
    une = Remplie(
        Grille.depuis(
            "C-1",
            [Resultat.ACQUIS, Resultat.NON_ACQUIS, Resultat.NON_EVALUE] + [Resultat.ACQUIS] * 4,
        )
    )
    vue = a_remplir(bareme(JOUET, JOUET.regles[0]), une)
    with ZipFile(BytesIO(grille_xlsx.rendre(vue, par_domaine=True))) as archive:
        assert (
            "0.5 sur 5.5 ; 5 requis ; 1 à évaluer"
            in archive.read("xl/worksheets/sheet2.xml").decode()
        )


def test_les_octets_d_un_csv_sont_ceux_qu_excel_attend():
    octets = tableur_csv.ecrire(
        [["é", "b;c"], ["=1", "a\nb"], ["x\ud800y"]]
    )  # half a letter has no UTF-8
    assert octets == '\ufeffé;"b;c"\r\n\'=1;a␊b\r\nx�y\r\n'.encode()


def test_un_nom_de_formule_revient_le_meme_de_chaque_format(dossier):
    attendues = [
        Grille.depuis(nom, [Resultat.ACQUIS] * 7)
        for nom in ("=1+1", "@a", "-x", "'=y", "../x", "C;3")
    ]
    for format_, ecrire in ECRIRE.items():
        rangees = list(
            documents.longue_a_plusieurs(JOUET, [Remplie(grille) for grille in attendues])
        )
        (dossier / f"g.{format_}").write_bytes(ecrire(rangees))
        relu = lire_lot([f"g.{format_}"], Lecture("jouet.json"))
        assert [grille for fichier in relu.fichiers for grille in fichier.grilles] == attendues, (
            format_
        )


def test_clea_entier_se_convertit_dans_tous_les_sens(tmp_path):
    lu = clea()
    une = documents.vide(lu, "C-9")
    (tmp_path / "g.csv").write_bytes(tableur_csv.ecrire(list(documents.longue(lu, une))))
    precedent = "g.csv"
    for rang, (forme, format_) in enumerate(
        [(forme, f) for forme in FORMES for f in ("xlsx", "ods", "csv")]
    ):
        suivant = f"{rang}.{format_}"
        suite = ("--forme", forme, "--format", format_, "-o", suivant)
        assert lancer(tmp_path, "grille", "convertir", precedent, *suite)[0] == 0
        precedent = suivant
    assert lancer(tmp_path, "grille", "convertir", precedent, "-o", "fin.csv")[0] == 0
    assert (tmp_path / "fin.csv").read_bytes() == (tmp_path / "g.csv").read_bytes()


def test_un_classeur_ne_remplace_pas_la_grille_dont_il_vient(tmp_path):
    (tmp_path / "g.csv").write_bytes(
        tableur_csv.ecrire(list(documents.longue(clea(), documents.vide(clea(), "C"))))
    )
    statut = lancer(
        tmp_path, "grille", "convertir", "g.csv", "--forme", "large", "-o", "g.csv", "--forcer"
    ).statut
    assert statut == 4


def test_la_grille_du_navigateur_ne_va_rien_chercher_et_rien_n_y_est_obei():
    piege = "</script><script>alert(1)</script> {{ 7*7 }} & <b>"
    vue = a_remplir(bareme(JOUET, JOUET.regles[0]), documents.vide(JOUET, piege))
    ligne = vue.domaines[0].lignes[0]._replace(libelle=piege)
    vue = vue._replace(
        domaines=(vue.domaines[0]._replace(lignes=(ligne,)), *vue.domaines[1:]), libelle=piege
    )
    page = grille_html.rendre(vue).decode()
    assert page.count("<script") == 2
    assert page.count("</script>") == 2
    assert not re.findall(r"https?://", page)
    [donnees] = re.findall(r'<script type="application/json" id="grille">(.*?)</script>', page)
    lues = json.loads(donnees)
    assert (lues["candidat"], lues["domaines"][0]["criteres"][0]["libelle"]) == (piege, piege)
    [empreinte] = re.findall(r"script-src 'sha256-([^']+)'", page)
    [script] = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    assert b64encode(sha256(script.encode()).digest()).decode() == empreinte
    assert grille_html.rendre(vue) == page.encode()


A_REMPLIR = GrilleVue(
    "jouet",
    "1.0",
    "Jouet & <b>",
    "essai",
    "C-1 {{ 7*7 }}\x1b",
    Fraction(5, 2),
    (
        DomaineGrille("1", "Lire\x1b", 3, 2, (LigneGrille("1.1", "<&>\x1b", 1, "acquis"),)),
        DomaineGrille(
            "2",
            "Écrire",
            Fraction(7, 2),
            None,
            (LigneGrille("2.1", "é", Fraction(1, 2), "non évalué"),),
        ),
    ),
    ("acquis", "non acquis", "non évalué"),
)


def test_la_page_du_navigateur_porte_la_grille_ses_feuilles_de_style_et_son_script():
    gabarits = Path(grille_html.__file__).parent / "gabarits"
    document, feuille, *scripts = (
        fichier.read_text(encoding="utf-8")
        for fichier in (
            COMMUNS / "document.css",
            gabarits / "grille.css",
            gabarits / "travail.js",
            gabarits / "ecrits.js",
            gabarits / "grille.js",
        )
    )
    script = "".join(scripts)
    page = grille_html.rendre(A_REMPLIR).decode()
    tete, _, suite = page.partition("<style>\n")
    style, _, suite = suite.partition("\n</style>\n")
    corps, _, suite = suite.partition('<script type="application/json" id="grille">')
    donnees, _, suite = suite.partition("</script>\n")
    assert tete == (
        '<!DOCTYPE html>\n<html lang="fr">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n<meta http-equiv="Content-Security-Policy" content="'
        "default-src 'none'; style-src 'unsafe-inline'; "
        f"script-src 'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'; "
        "form-action 'none'; base-uri 'none'\">\n<title>Grille Jouet &amp; &lt;b&gt;</title>\n"
    )
    assert style == f":root {{ --taille: 12pt; }}\n{document}{feuille}"
    assert corps.startswith(
        "</head>\n<body>\n<main>\n<h1>Jouet &amp; &lt;b&gt;</h1>\n"
        '<aside role="note">Attention&nbsp;: essai.</aside>\n<noscript>'
    )
    assert donnees == (
        '{"referentiel": "jouet", "version": "1.0", "candidat": "C-1 {{ 7*7 }}␛", "domaines": ['
        '{"code": "1", "libelle": "Lire␛", "total": 3, "requis": 2, '
        '"criteres": [{"code": "1.1", "libelle": "\\u003c\\u0026\\u003e␛", "points": 1}]}, '
        '{"code": "2", "libelle": "Écrire", "total": 3.5, "requis": null, '
        '"criteres": [{"code": "2.1", "libelle": "é", "points": 0.5}]}]}'
    )
    assert suite == f"<script>{script}</script>\n</body>\n</html>"


def test_la_page_du_navigateur_sans_avertissement_n_a_pas_de_note_ni_de_demi_caractere():
    page = grille_html.rendre(A_REMPLIR._replace(avertissement="", libelle="\ud800"))
    assert b"<main>\n<h1>?</h1>\n<noscript>" in page


# What stands above the headings

LIBRES = st.lists(
    st.sampled_from(["Pont", "Lyon 3e", "salle 12", "E-07", "bilan"]), min_size=1, max_size=7
).map(tuple)
HAUTS = st.builds(
    lambda jour, etape, libres: Preambule(
        jour=jour, etape=etape, libres=tuple(dict.fromkeys(libres))
    ),
    st.none() | st.dates(date(2015, 1, 1), date(2100, 12, 31)),
    st.none() | st.sampled_from(list(Etape)),
    st.lists(LIBRES, max_size=3),
)


@settings(
    deadline=None, max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    haut=HAUTS,
    nombre=st.integers(1, 2),
    depart=st.sampled_from(FORMES),
    vers=st.sampled_from(FORMES),
)
def test_convertir_et_revenir_garde_ce_que_disait_le_haut(haut, nombre, depart, vers, dossier):
    remplies = [
        Remplie(Grille.depuis(f"C-{r}", [Resultat.ACQUIS] * 7), preambule=haut)
        for r in range(nombre)
    ]
    (dossier / "g.csv").write_bytes(tableur_csv.ecrire(list(lignes(depart, remplies))))
    for suite in ("csv", "xlsx", "ods"):
        for de, forme, a in (("g.csv", vers, f"h.{suite}"), (f"h.{suite}", depart, "i.csv")):
            converti = convertir(de, Lecture("jouet.json"), forme, a.rpartition(".")[2])
            assert converti.value is not None, converti.diagnostics
            (dossier / a).write_bytes(converti.value)
        [relu] = lire_lot(["i.csv"], Lecture("jouet.json")).fichiers
        assert relu.diagnostics == ()
        assert [grille.candidat for grille in relu.grilles] == [f"C-{r}" for r in range(nombre)]
        assert (relu.preambule.jour, relu.preambule.etape) == (haut.jour, haut.etape)
        mots = [" · ".join(libre) for libre in relu.preambule.libres]
        assert mots == [" · ".join(libre) for libre in haut.libres]


def test_la_version_et_le_referentiel_restent_en_haut(dossier):
    une = Remplie(
        Grille.depuis("C-1", [Resultat.ACQUIS] * 7), preambule=Preambule(jour=date(2026, 3, 2))
    )
    (dossier / "g.csv").write_bytes(tableur_csv.ecrire(list(documents.longue(JOUET, une))))
    converti = convertir("g.csv", Lecture("jouet.json"), "coches", "csv").value.decode("utf-8-sig")
    assert converti.split("\r\n")[:5] == [
        f"référentiel;{JOUET.id}",
        f"version;{JOUET.version}",
        "candidat;C-1",
        "date de l'évaluation;02/03/2026",
        "",
    ]


@pytest.mark.parametrize("par_domaine", [False, True], ids=["un-onglet", "un-onglet-par-domaine"])
@pytest.mark.parametrize(
    ("jour", "laquelle"),
    [
        (date(2026, 3, 2), "finale"),
        ("02/03/2026", "Préalable"),
        (datetime(2026, 3, 2, 9), None),  # noqa: DTZ001 — as a spreadsheet has it
    ],
)
def test_ce_qu_un_tableur_tape_dans_la_grille_vide_est_relu(par_domaine, jour, laquelle, dossier):
    vide = documents.vide(JOUET, None)
    vue = a_remplir(bareme(JOUET, JOUET.regles[0]), vide)
    classeur_ = openpyxl.load_workbook(BytesIO(grille_xlsx.rendre(vue, par_domaine=par_domaine)))
    feuille = classeur_.worksheets[1]
    places = {feuille.cell(rang, 1).value: feuille.cell(rang, 2) for rang in range(1, 6)}
    assert [places[cle].protection.locked for cle in ("référentiel", "version")] == [True, True]
    for cle, valeur in (
        ("candidat", "C-9"),
        ("date de l'évaluation", jour),
        ("évaluation", laquelle),
    ):
        assert not places[cle].value
        assert not places[cle].protection.locked
        places[cle].value = valeur
    [choix] = [v for v in feuille.data_validations.dataValidation if "B5" in str(v.sqref)]
    assert (choix.type, choix.formula1, choix.allow_blank) == ("list", '"préalable,finale"', True)
    classeur_.save(dossier / "g.xlsx")
    [relu] = lire_lot(["g.xlsx"], Lecture("jouet.json")).fichiers
    assert relu.diagnostics == ()
    assert [grille.candidat for grille in relu.grilles] == ["C-9"]
    etape = preambule.lire_etape(laquelle) if laquelle else None
    assert relu.preambule == Preambule("C-9", date(2026, 3, 2), etape)


def test_la_grille_vide_a_ses_places_et_se_relit_sans_elles(tmp_path):
    for format_ in ("csv", "xlsx"):
        nom = f"g.{format_}"
        assert lancer(tmp_path, "grille", "nouvelle", "--format", format_, "-o", nom).statut == 0
        execution = lancer(tmp_path, "grille", "verifier", nom)
        assert (execution.statut, execution.sortie.splitlines()[0]) == (0, f"{nom} : correcte.")
    csv = (tmp_path / "g.csv").read_text(encoding="utf-8-sig").split("\n")
    assert csv[2:6] == ["candidat;", "date de l'évaluation;", "évaluation;", ""]
