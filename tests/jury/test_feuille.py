"""The sheet of decisions in a person's hands: whatever they made of it stays, or nothing is written."""

import re
from io import BytesIO

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

from clea_cli.jury.codes import code
from clea_cli.jury.retouche import Retouches, retoucher
from clea_cli.jury.session import FEUILLE
from clea_cli.sorties import tableur_ods
from tests.jury.test_jury import preparer, toy  # noqa: F401 — a fixture
from tests.promesses.test_cases import SESSION, lancer

PAR_DEFAUT = (
    f"P-1;certifié;;;;;{code('P-1', 'certifié')}\r\nP-2;certifié;;;;;{code('P-2', 'certifié')}\r\n"
)
TITRES = "dossier;proposition;decision;motif;votes employeurs;votes salariés;code\r\n"
TROISIEME = f"P-3;certifié;;;;;{code('P-3', 'certifié')}"


def agrandir(dossier):
    """Make a third dossier ready: the sheet lacks a row."""
    troisieme = (
        SESSION[SESSION.index("  - reference: P-2") :].replace("P-2", "P-3").replace("p2", "p3")
    )
    (dossier / "session.yaml").write_text(SESSION + troisieme, encoding="utf-8")
    (dossier / "p3.csv").write_text((dossier / "p2.csv").read_text().replace("P-2", "P-3"))
    assert preparer(dossier).statut == 0


@pytest.fixture
def remplie(toy):  # noqa: F811
    """A session that has a sheet, and one dossier more."""
    preparer(toy)
    lancer(toy, "jury", "decisions", "s")
    agrandir(toy)
    return toy


def codes(execution):
    return re.findall(r"\b[A-Z]\d{3}\b", execution.erreurs)


ECRITES = {  # what people make of a sheet
    "une-colonne-sans-titre": TITRES + PAR_DEFAUT.replace("\r\n", ";note à garder\r\n"),
    "deux-colonnes-du-meme-titre": (TITRES + PAR_DEFAUT).replace("\r\n", ";avis;avis\r\n"),
    "des-lignes-au-dessus": f"Jury du 28;;\r\n\r\nSalle B;;\r\n{TITRES}{PAR_DEFAUT}",
    "des-lignes-vides": TITRES + "\r\n" + PAR_DEFAUT.replace("P-2", "\r\n;;;\r\nP-2"),
    "des-guillemets": (TITRES + PAR_DEFAUT).replace(
        "é;;;", 'é;certifié;"dit ; « vu »\r\nhier ""oui""";', 1
    ),
    "sans-fin-de-ligne": (TITRES + PAR_DEFAUT).rstrip(),
    "fins-de-ligne-unix": (TITRES + PAR_DEFAUT).replace("\r\n", "\n"),
    "des-tabulations": (TITRES + PAR_DEFAUT).replace(";", "\t"),
    "une-ligne-pour-excel": f"sep=;\r\n{TITRES}{PAR_DEFAUT}",
    "des-espaces": (TITRES + PAR_DEFAUT).replace(";", " ; "),
}


@pytest.mark.parametrize("encodage", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("nom", ECRITES)
def test_une_ligne_s_ajoute_a_un_csv_dont_rien_d_autre_ne_change(remplie, nom, encodage):
    feuille = remplie / "s" / "decisions.csv"
    avant = ECRITES[nom].encode(encodage)
    feuille.write_bytes(avant)
    execution = lancer(remplie, "jury", "decisions", "s")
    assert (execution.statut, codes(execution)) == (0, [])
    apres = feuille.read_bytes().decode(encodage)
    texte = avant.decode(encodage)
    assert apres.startswith(texte)
    ajoute = apres[len(texte) :]
    separateur = "\t" if "tabulations" in nom else ";"
    assert ajoute.strip() == TROISIEME.replace(";", separateur)
    assert feuille.read_bytes()[:3] == avant[:3], "the mark of the file"


def test_une_proposition_qui_change_ne_change_que_deux_cases(remplie):
    feuille = remplie / "s" / "decisions.csv"
    texte = "notes\r\n" + (TITRES + PAR_DEFAUT).replace(";;;;;", ";;;;;", 1)
    ancien = texte.replace(
        f"P-2;certifié;;;;;{code('P-2', 'certifié')}", f"P-2;ajourné;;;;;{code('P-2', 'ajourné')};x"
    )
    feuille.write_text(ancien + TROISIEME, encoding="utf-8", newline="")
    execution = lancer(remplie, "jury", "decisions", "s")
    assert codes(execution) == ["J319"]
    assert "« ajourné » à « certifié »" in execution.erreurs
    attendu = texte.replace(code("P-2", "certifié"), f"{code('P-2', 'certifié')};x") + TROISIEME
    assert feuille.read_bytes().decode() == attendu


def test_la_ligne_d_un_dossier_parti_reste_dans_une_feuille_annotee_et_s_en_va_d_une_intacte(toy):  # noqa: F811
    preparer(toy)
    lancer(toy, "jury", "decisions", "s")
    (toy / "session.yaml").write_text(
        SESSION[: SESSION.index("  - reference: P-2")], encoding="utf-8"
    )
    preparer(toy)
    feuille = toy / "s" / "decisions.csv"
    annotee = feuille.read_text(encoding="utf-8").replace("P-1;certifié;", "P-1;certifié; ")
    intacte = feuille.read_bytes()
    feuille.write_text(annotee, encoding="utf-8", newline="")
    assert codes(lancer(toy, "jury", "decisions", "s")) == ["J620"]
    assert feuille.read_text(encoding="utf-8").splitlines() == annotee.splitlines()
    feuille.write_bytes(intacte)
    assert codes(lancer(toy, "jury", "decisions", "s")) == []
    assert b"P-2" not in feuille.read_bytes()


def test_une_ligne_qu_une_personne_a_ajoutee_n_est_pas_celle_d_un_dossier_parti(remplie):
    feuille = remplie / "s" / "decisions.csv"
    lancer(remplie, "jury", "decisions", "s")
    feuille.write_bytes(feuille.read_bytes() + b"TOTAL;3;;;;;\r\n")
    avant = feuille.read_bytes()
    assert codes(lancer(remplie, "jury", "decisions", "s")) == ["J620"]
    assert feuille.read_bytes() == avant


def test_une_ligne_sans_code_se_dit_et_n_en_recoit_pas(remplie):
    feuille = remplie / "s" / "decisions.csv"
    texte = (TITRES + PAR_DEFAUT).replace(code("P-2", "certifié"), "") + TROISIEME
    feuille.write_text(texte, encoding="utf-8", newline="")
    execution = lancer(remplie, "jury", "decisions", "s")
    assert (execution.statut, codes(execution)) == (0, ["J604"])
    assert feuille.read_bytes().decode() == texte


def test_une_ligne_ajoutee_a_la_main_recoit_sa_proposition_et_son_code(remplie):
    feuille = remplie / "s" / "decisions.csv"
    feuille.write_text(TITRES + PAR_DEFAUT + "P-3;;certifié\r\n", encoding="utf-8", newline="")
    execution = lancer(remplie, "jury", "decisions", "s")
    assert (execution.statut, codes(execution)) == (0, [])
    assert feuille.read_bytes().decode().splitlines()[-1] == TROISIEME.replace(
        ";;;;;", ";certifié;;;;"
    )


@pytest.mark.parametrize(
    ("noms", "code_"),
    [
        (["decisions.csv", "decisions.ods"], "J316"),
        (["decisions.csv", "Copie de Décisions.xlsx"], "J316"),
        (["decisions (1).csv"], "J621"),
        (["décisions.csv"], "J621"),
    ],
)
def test_aucune_feuille_n_est_ignoree(toy, noms, code_):  # noqa: F811
    preparer(toy)
    for nom in noms:
        (toy / "s" / nom).write_text(TITRES, encoding="utf-8")
    avant = {f.name for f in (toy / "s").iterdir()} | {".verrou"}
    execution = lancer(toy, "jury", "decisions", "s")
    assert (execution.statut, codes(execution)) == (1, [code_])
    assert {f.name for f in (toy / "s").iterdir()} == avant


def test_le_fichier_de_verrou_d_un_tableur_n_est_pas_une_feuille(toy):  # noqa: F811
    preparer(toy)
    for nom in ("~$decisions.xlsx", ".~lock.decisions.xlsx"):
        (toy / "s" / nom).write_bytes(b"x")
    assert lancer(toy, "jury", "decisions", "s").statut == 0


# Workbooks


@pytest.fixture
def classeur(toy):  # noqa: F811
    """A workbook that a jury has made its own, in a session that has one dossier more."""
    preparer(toy)
    lancer(toy, "jury", "decisions", "s", "--format", "xlsx")
    chemin = toy / "s" / "decisions.xlsx"
    ouvert = openpyxl.load_workbook(chemin)
    feuille = ouvert.active
    feuille["C2"], feuille["J2"] = "certifié", "colonne sans titre"
    feuille["C2"].fill = PatternFill("solid", fgColor="FFFF00")
    feuille["D3"].comment = Comment("voir la pièce 4", "une jurée")
    feuille["B12"].fill = PatternFill("solid", fgColor="FF0000")
    autre = ouvert.create_sheet("Notes")
    autre["A1"], autre["B2"] = "=1+1", "ne pas perdre"
    ouvert.save(chemin)
    agrandir(toy)
    return toy


def test_une_ligne_s_ajoute_a_un_classeur_dont_tout_le_reste_demeure(classeur):
    chemin = classeur / "s" / "decisions.xlsx"
    execution = lancer(classeur, "jury", "decisions", "s")
    assert (execution.statut, codes(execution)) == (0, [])
    assert "certifié : 1, sans décision : 2" in execution.sortie
    feuille = openpyxl.load_workbook(chemin).active
    ecrites = [case.value or "" for case in feuille[4]]
    assert ecrites[:7] == TROISIEME.split(";")
    assert feuille["A4"]._style == feuille["A3"]._style
    assert (feuille["J2"].value, feuille["D3"].comment.text) == (
        "colonne sans titre",
        "voir la pièce 4",
    )
    assert (feuille["C2"].fill.fgColor.rgb, feuille["B12"].fill.fgColor.rgb) == (
        "00FFFF00",
        "00FF0000",
    )
    assert feuille.data_validations.dataValidation[0].sqref == "C2:C4"
    notes = openpyxl.load_workbook(chemin)["Notes"]
    assert (notes["A1"].value, notes["B2"].value) == ("=1+1", "ne pas perdre")
    assert lancer(classeur, "jury", "decisions", "s").erreurs == ""


def test_un_classeur_qui_n_est_pas_un_xlsx_reste_et_ce_qu_il_faut_y_ecrire_est_dit(remplie):
    (remplie / "s" / "decisions.csv").unlink()
    rangees = [FEUILLE, *(ligne.split(";") for ligne in PAR_DEFAUT.splitlines())]
    chemin = remplie / "s" / "decisions.ods"
    chemin.write_bytes(tableur_ods.ecrire(rangees))
    avant = chemin.read_bytes()
    execution = lancer(remplie, "jury", "decisions", "s")
    assert (execution.statut, codes(execution)) == (1, ["J602"])
    assert f"ajouter P-3 (certifié, code {code('P-3', 'certifié')})" in execution.erreurs
    assert chemin.read_bytes() == avant
    chemin.write_bytes(tableur_ods.ecrire([*rangees, ("P-3", "", "certifié")]))
    assert codes(lancer(remplie, "jury", "decisions", "s")) == ["J602"], (
        "its proposal and its code are wanted"
    )
    chemin.write_bytes(tableur_ods.ecrire([*rangees, TROISIEME.split(";")]))
    assert lancer(remplie, "jury", "decisions", "s").erreurs == ""


def test_une_formule_a_la_place_de_la_proposition_n_est_pas_ecrasee(classeur):
    chemin = classeur / "s" / "decisions.xlsx"
    ouvert = openpyxl.load_workbook(chemin)
    ouvert.active["B3"] = '="ajour"&"né"'
    ouvert.save(chemin)
    avant = chemin.read_bytes()
    execution = lancer(classeur, "jury", "decisions", "s")
    assert execution.statut == 1
    assert chemin.read_bytes() == avant


# The hands that change a CSV


@pytest.mark.parametrize(
    ("avant", "cellules", "apres"),
    [
        ("a;b\n1;2\n", {(2, 1): "x"}, "a;b\n1;x\n"),
        ("a;b\n1\n", {(2, 3): "x"}, "a;b\n1;;;x\n"),
        ('a;b\n"1;2";"3\n4"\n5;6', {(3, 0): "y;z"}, 'a;b\n"1;2";"3\n4"\n"y;z";6'),
        ('a;b\n"";"é"";"\n', {(2, 0): '"'}, 'a;b\n"""";"é"";"\n'),
        ("a;b\n\n\n1;2\n", {(4, 1): "=1"}, "a;b\n\n\n1;'=1\n"),
        ('a;b\ndit ""oui"";2\n', {(2, 1): "x"}, 'a;b\ndit ""oui"";x\n'),
        ("a;b\r1;2\r", {(2, 0): ""}, "a;b\r;2\r"),
    ],
)
def test_une_case_change_et_rien_d_autre(avant, cellules, apres):
    assert retoucher(avant.encode(), Retouches(cellules)) == apres.encode()


@pytest.mark.parametrize("contenu", [b'a;b\n"1;2\n', "a;b\n1;é\n".encode() + b"\xe9;\x81\n"])
def test_ce_qui_ne_se_lit_pas_ne_change_pas(contenu):
    assert retoucher(contenu, Retouches({(1, 0): "x"})) is None


def test_une_lettre_que_l_encodage_n_a_pas_laisse_le_fichier_en_paix():
    assert retoucher("a;é\n".encode("cp1252"), Retouches({(1, 0): "Ж"})) is None


def test_un_classeur_ecrit_par_openpyxl_se_relit_tel_quel():
    ouvert = openpyxl.Workbook()
    ouvert.active.append(["dossier", "decision"])
    flux = BytesIO()
    ouvert.save(flux)
    assert openpyxl.load_workbook(flux).active["A1"].value == "dossier"
