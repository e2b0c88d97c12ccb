"""What is written and not seen, or seen otherwise, gives no verdict: nor does what is crossed out."""

import openpyxl
import pytest
import xlwt
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.formatting.rule import CellIsRule, FormulaRule, Rule
from openpyxl.styles import Border, Font, PatternFill, Side
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.styles.numbers import NumberFormat

from tests.promesses.test_cases import CAS, CRITERES, ecrites, lancer

BLEU = PatternFill("solid", fgColor="1F3864")
FOND_BLANC = PatternFill("solid", fgColor="FFFFFF")
FOND_VERT = PatternFill("solid", fgColor="00B050")
BARRE = Font(strike=True)
LIBELLES = (
    *("Lire un mot", "Lire une phrase", "Lire un prix"),
    *("Compter jusqu'à dix", "Rendre la monnaie"),
)


def fautes(dossier, nom):
    """The codes of the faults of a grille of the toy, each with its cell."""
    (dossier / "jouet.yaml").write_bytes((CAS / "grille" / "jouet.yaml").read_bytes())
    dites = ecrites(lancer(dossier, "score", nom, "-r", "jouet.yaml").erreurs)
    return [(faute.code, faute.cellule) for faute in dites]


def classeur():
    """A grille that is acquired throughout; its answers stand in column C."""
    neuf = openpyxl.Workbook()
    feuille = neuf.active
    feuille.append(["critere", "libelle", "resultat"])
    for code, libelle in zip(CRITERES, LIBELLES, strict=True):
        feuille.append([code, libelle, "acquis"])
    return neuf, feuille


def enregistrer(neuf, dossier):
    neuf.save(dossier / "g.xlsx")
    return fautes(dossier, "g.xlsx")


@pytest.mark.parametrize(
    ("police", "fond", "code"),
    [
        (Font(color="FFFFFF"), None, "F347"),
        (Font(color="FFFFFF"), FOND_BLANC, "F347"),
        (Font(color="00B050"), FOND_VERT, "F347"),
        (Font(name="Wingdings"), None, "F347"),
        (Font(name="Webdings"), None, "F347"),
        (Font(name="Wingdings 2"), None, "F347"),
        # Seen: by another colour than that of the background.
        (Font(color="FFFFFF"), BLEU, None),
        (Font(color="00B050"), None, None),
        (Font(name="Segoe UI Symbol"), FOND_VERT, None),
    ],
)
def test_une_reponse_qui_ne_se_voit_pas_telle_quelle_est_une_faute(tmp_path, police, fond, code):
    neuf, feuille = classeur()
    feuille["C3"].font = police
    if fond:
        feuille["C3"].fill = fond
    assert enregistrer(neuf, tmp_path) == ([(code, "C3")] if code else [])


@pytest.mark.parametrize(
    ("lettres", "fond", "attendues"),
    [
        (InlineFont(rFont="Wingdings"), None, [("F347", "C3")]),
        (InlineFont(color="FFFFFF"), None, [("F347", "C3")]),
        (InlineFont(color="FFFFFF"), BLEU, []),
    ],
)
def test_des_lettres_d_une_reponse_ne_se_voient_pas_non_plus(tmp_path, lettres, fond, attendues):
    neuf, feuille = classeur()
    feuille["C3"] = CellRichText(TextBlock(lettres, "non "), "acquis")
    if fond:
        feuille["C3"].fill = fond
    assert enregistrer(neuf, tmp_path) == attendues


@pytest.mark.parametrize("trait", [None, "thin"])
def test_une_croix_en_travers_d_une_case_la_barre(tmp_path, trait):
    neuf, feuille = classeur()
    feuille["C3"].border = Border(diagonal=Side(style=trait), diagonalUp=True)
    assert enregistrer(neuf, tmp_path) == ([("F346", "C3")] if trait else [])


@pytest.mark.parametrize("case", ["A3", "B3", "C1"])
def test_un_critere_un_libelle_un_titre_barres_sont_des_fautes(tmp_path, case):
    neuf, feuille = classeur()
    feuille[case].font = BARRE
    assert enregistrer(neuf, tmp_path) == [("F346", case)]


def test_un_candidat_barre_est_une_faute_a_sa_case(tmp_path):
    neuf = openpyxl.Workbook()
    neuf.active.append(["candidat", *CRITERES])
    for qui in ("C-0001", "C-0002"):
        neuf.active.append([qui, *["acquis"] * len(CRITERES)])
    neuf.active["A3"].font = BARRE
    assert enregistrer(neuf, tmp_path) == [("F346", "A3")]


VERT = {"font": Font(color="006100"), "fill": PatternFill(bgColor="C6EFCE")}


@pytest.mark.parametrize(
    ("regle", "code"),
    [
        (CellIsRule(operator="equal", formula=['"acquis"'], font=BARRE), "F346"),
        (FormulaRule(formula=["$A$1=2"], font=BARRE), "F346"),
        (CellIsRule(operator="notEqual", formula=['"non"'], font=BARRE), "F346"),
        (CellIsRule(operator="equal", formula=['"acquis"'], font=Font(color="FFFFFF")), "F347"),
        (
            Rule(
                type="expression",
                formula=["$A$1=2"],
                dxf=DifferentialStyle(numFmt=NumberFormat(200, ";;;")),
            ),
            "F347",
        ),
        (
            CellIsRule(
                operator="equal", formula=['"acquis"'], fill=PatternFill(bgColor="FF000000")
            ),
            "F347",
        ),
        (Rule(type="containsText", text="quis", dxf=DifferentialStyle(font=BARRE)), "F346"),
        # It cannot hold of what is written there.
        (Rule(type="containsText", text="non", dxf=DifferentialStyle(font=BARRE)), None),
        (CellIsRule(operator="equal", formula=['"non acquis"'], font=BARRE), None),
        (Rule(type="containsErrors", dxf=DifferentialStyle(font=Font(color="FFFFFF"))), None),
        # It changes nothing but a colour.
        (CellIsRule(operator="equal", formula=['"acquis"'], **VERT), None),
    ],
)
def test_une_mise_en_forme_conditionnelle_peut_barrer_ou_cacher(tmp_path, regle, code):
    neuf, feuille = classeur()
    feuille.conditional_formatting.add("C3 E2:E6", regle)
    assert enregistrer(neuf, tmp_path) == ([(code, "C3")] if code else [])


@pytest.mark.parametrize(
    ("style", "code"),
    [
        ("font: colour white", "F347"),
        ("font: colour green; pattern: pattern solid, fore_colour green", "F347"),
        ("font: name Wingdings", "F347"),
        ("borders: diag 1, need_diag1 true", "F346"),
        (";;;", "F204"),
        ("font: colour white; pattern: pattern solid, fore_colour dark_blue", None),
        ("font: name Arial", None),
    ],
)
def test_dans_un_xls_aussi(tmp_path, style, code):
    neuf = xlwt.Workbook()
    feuille = neuf.add_sheet("Grille")
    for rang, textes in enumerate([("critere", "resultat"), *((c, "acquis") for c in CRITERES)]):
        for place, texte in enumerate(textes):
            if (rang, place) != (2, 1):
                feuille.write(rang, place, texte)
            elif ";;;" in style:
                feuille.write(rang, place, texte, xlwt.easyxf(num_format_str=style))
            else:
                feuille.write(rang, place, texte, xlwt.easyxf(style))
    neuf.save(str(tmp_path / "g.xls"))
    assert fautes(tmp_path, "g.xls") == ([(code, "B3")] if code else [])


def test_un_zero_que_la_feuille_ne_montre_pas_n_est_pas_une_reponse(tmp_path):
    neuf = xlwt.Workbook()
    feuille = neuf.add_sheet("Grille")
    feuille.show_zero_values = False
    for rang, textes in enumerate([("critere", "resultat"), *((c, 1) for c in CRITERES)]):
        for place, texte in enumerate(textes):
            feuille.write(rang, place, 0 if (rang, place) == (2, 1) else texte)
    neuf.save(str(tmp_path / "g.xls"))
    assert fautes(tmp_path, "g.xls") == [("F204", "B3")]
