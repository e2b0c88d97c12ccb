"""An xlsx as a person sees it: what a library would guess is read as it is shown, or refused."""

from io import BytesIO

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from clea_cli.sources import classeur_xlsx_ordinaire as ordinaire
from clea_cli.sources.classeur import lire
from tests.outils import classeurs_bruts as bruts
from tests.outils.classeurs_bruts import (
    PRINCIPAL,
    archive,
    feuille,
    ligne,
    parties_xlsx,
    styles,
    xlsx,
)


def lu(contenu):
    """The texts of the rows, or the code of the refusal."""
    lecture = lire(contenu, "g.xlsx")
    if lecture.value is None:
        [faute] = lecture.diagnostics
        return faute.code
    return [ligne.valeurs for ligne in lecture.value[0].lignes]


def cellule(contenu, genre="n"):
    return ligne(f'<c r="A1" t="{genre}">{contenu}</c>')


V = "<v>{}</v>".format


@pytest.mark.parametrize(
    ("contenu", "genre", "texte"),
    [
        # The number of a shared text: anything else than digits is damage.
        (V("1"), "s", "un"),
        *(
            (V(indice), "s", None)
            for indice in (" 1", "1 ", "+1", "-1", "1.0", "1e0", "", "²", "٣", "9", "9" * 30)
        ),
        (V("<!-- 0 -->1"), "s", "un"),
        (V("&#49;"), "s", "un"),
        (V("<![CDATA[1]]>"), "s", "un"),
        (V("1") + V("0"), "s", None),
        # A boolean is 0, 1, true or false.
        (V("1"), "b", "VRAI"),
        (V("true"), "b", "VRAI"),
        (V("0"), "b", "FAUX"),
        (V("false"), "b", "FAUX"),
        *((V(autre), "b", None) for autre in ("2", "TRUE", " 0", "oui", "-1")),
        # An error is its text, whatever its name.
        *(
            (V(nom), "e", nom)
            for nom in ("#REF!", "#N/A", "#DIV/0!", "#NAME?", "#SPILL!", "#BUSY!")
        ),
        # A number.
        (V("1.10"), "n", "1.1"),
        (V("1E3"), "n", "1000"),
        (V("-0"), "n", "0"),
        (V(" 1 "), "n", "1"),
        (V("1<!-- -->2"), "n", "12"),
        *((V(autre), "n", None) for autre in ("abc", "1,5", "inf", "nan", "0x1", "1.2.3")),
        # A text that stands in the cell.
        ("<is><t>a</t></is>", "inlineStr", "a"),
        ('<is><r><t>a</t></r><r><t xml:space="preserve"> b</t></r></is>', "inlineStr", "a b"),
        ('<is><t>a</t><rPh sb="0" eb="1"><t>PRONONCE</t></rPh></is>', "inlineStr", "a"),
        ("<is><t>a</t></is>" + V("1"), "inlineStr", None),
        (V("a"), "inlineStr", None),
        ("<is><t>a</t></is>", "n", None),
        ("<is><t>a</t></is>", "s", None),
        (V("a_x000D_b_x005F_x000D_"), "str", "a\rb_x000D_"),
        (V("a<![CDATA[<b>]]>"), "str", "a<b>"),
        # Dates, and what no spreadsheet writes.
        (V("2001-02-03"), "d", "03/02/2001"),
        (V("2001-02-30"), "d", None),
        (V("1"), "zz", None),
    ],
)
def test_une_cellule_est_ce_que_l_on_y_voit_ou_un_refus(contenu, genre, texte):
    attendu = "F118" if texte is None else [(texte,)]
    assert lu(cellule(contenu, genre=genre)) == attendu


@pytest.mark.parametrize(
    ("formule", "texte"),
    [
        ("<f>B1</f>", "formule non calculée"),
        ("<f>B1</f><v/>", "formule non calculée"),
        ('<f t="shared" si="0"/>', "formule non calculée"),
        ("<f>1/0</f><v>7</v>", "7"),
    ],
)
def test_une_formule_sans_resultat_n_est_pas_une_cellule_vide(formule, texte):
    assert lu(cellule(formule)) == [(texte,)]


def test_une_formule_qui_donne_un_texte_vide_est_vide():
    assert lu(ligne('<c r="A1" t="str"><f>IF(B1=2,"",1)</f><v></v></c><c r="B1"><v>2</v></c>')) == [
        ("", "2")
    ]


def test_ce_que_le_classeur_demande_de_recalculer_n_a_pas_de_resultat():
    """XlsxWriter writes 0 for a formula, which Excel computes when it opens the file."""
    sortie = BytesIO()
    with xlsxwriter.Workbook(sortie) as ecrit:
        ecrit.add_worksheet().write_formula("A1", '=IF(1=1,"acquis","non acquis")')
    assert lu(sortie.getvalue()) == [("formule non calculée",)]


@pytest.mark.parametrize(
    "lignes",
    [
        '<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>',
        '<row r="1"><c r="A1"><v>1</v></c><c r="A1" s="0"/></row>',
        '<row r="1"><c r="B1"><v>1</v></c><c r="A1"><v>2</v></c></row>',
        '<row r="1"><c r="B1"><v>1</v></c><c><v>2</v></c><c r="C1"><v>2</v></c></row>',
        '<row r="2"><c r="A2"><v>1</v></c></row><row r="1"><c r="A1"><v>2</v></c></row>',
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="1"><c r="B1"><v>2</v></c></row>',
        '<row r="1"><c r="A2"><v>1</v></c></row>',
        '<row r="1"><c r="A1"><v>1</v></c><c r="AA1"><v>1</v></c><c r="Z1"><v>1</v></c></row>',
        *(
            f'<row r="1"><c r="{place}"><v>1</v></c></row>'
            for place in ("a1", "$A$1", "A01", "A", "1", "A1:B1", "XFE1")
        ),
        *(f'<row r="{rang}"><c><v>1</v></c></row>' for rang in ("0", "-1", "x", "1.0", "1048577")),
        '<row r="1"><c r="A1"><v>1</v></c></row></sheetData><sheetData><row r="2"><c r="A2"><v>2</v></c></row>',
        '<row r="1"><x:c xmlns:x="urn:x" r="A1"><x:v>9</x:v></x:c><c r="B1"><v>2</v></c></row>',
        '<row r="1"><c r="A1"><v>1</v><x:v xmlns:x="urn:x">9</x:v></c></row>',
    ],
)
def test_des_cellules_qui_ne_sont_pas_a_leur_place_sont_refusees(lignes):
    assert lu(xlsx(lignes)) == "F118"


@pytest.mark.parametrize(
    "lignes",
    [
        '<row r="1"><c r="A1" t="s"><v>1</v></c><c r="B1"><v>2</v></c></row>',
        "<row r='1'><c r='A1' t='s'><v>1</v></c><c r='B1'><v>2</v></c></row>",
        '<row><c t="s"><v>1</v></c><c><v>2</v></c></row>',
        '<!-- <row r="1"><c><v>9</v></c></row> --><row r="1"><c r="A1" t="s"><v >1</v ></c ><c><v>2</v></c></row>',
        f'<x:row xmlns:x="{PRINCIPAL}"><x:c r="A1" t="s"><x:v>1</x:v></x:c><x:c r="B1"><x:v>2</x:v></x:c></x:row>',
        '<row r="1"\n spans="1:2"><c\tr="A1" s="0" t="s"><v>1</v></c><c r="B1" ><v>2</v></c></row>',
    ],
)
def test_une_feuille_ecrite_autrement_dit_la_meme_chose(lignes):
    assert lu(xlsx(lignes)) == [("un", "2")]


@pytest.mark.parametrize(
    ("textes", "texte"),
    [
        ("<si><t>a</t></si>", "a"),
        ('<si><t xml:space="preserve"> a </t></si>', " a "),
        ("<si><r><rPr><b/></rPr><t>a</t></r><r><t>b</t></r></si>", "ab"),
        ('<si><t>a</t><rPh sb="0" eb="1"><t>PRONONCE</t></rPh><phoneticPr fontId="1"/></si>', "a"),
        ('<si><rPh sb="0" eb="1"><t>PRONONCE</t></rPh><t>a</t></si>', "a"),
        ("<si><t>a</t><extLst><ext><t>AILLEURS</t></ext></extLst></si>", "a"),
        ('<x:si xmlns:x="urn:x"><x:t>AILLEURS</x:t></x:si><si><t>a</t></si>', "a"),
        ("<si><t>a<!-- note -->b</t></si>", "ab"),
        ("<si><t>_x0041_&amp;&#233;</t></si>", "A&é"),
        ("<si/>", ""),
    ],
)
def test_un_texte_partage_est_ce_que_l_on_y_voit(textes, texte):
    cellules = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1"><v>5</v></c></row>'
    assert lu(xlsx(cellules, textes=textes)) == [(texte, "5")]


@pytest.mark.parametrize(
    ("code", "valeur", "texte"),
    [
        ('"non";;"oui"', "1", "non"),
        ('"non";;"oui"', "0", "oui"),
        ('[=1]"☑";[=0]"☐";General', "0", "☐"),
        ('[=1]"☑";[=0]"☐";General', "7", "7"),
        ('[>0]"acquis";"non acquis"', "0", "non acquis"),
        # Words beside a number change what it says; a currency does not.
        ('0" pts"', "3", "3 pts"),
        ('0"/2"', "1", "1/2"),
        ('"-"0', "1", "-1"),
        ('#,##0" €"', "1", "1"),
        # « # » shows no digit of a zero.
        ("#", "0", ""),
        ("#", "1", "1"),
        ("#,##0", "0", "0"),
        (";;;", "1", ""),
        ("0.00%", "0.5", "0.5"),
        ("dd/mm/yyyy", "36892", "01/01/2001"),
        ('d" "mmm', "36892", "01/01/2001"),
        ("[h]:mm", "1.5", "36:00:00"),
        ("h:mm", "0.4375", "10:30:00"),
    ],
)
def test_un_format_qui_montre_des_mots_les_donne(code, valeur, texte):
    lignes = f'<row r="1"><c r="A1" s="1"><v>{valeur}</v></c><c r="B1" t="e"><v>#N/A</v></c></row>'
    assert lu(xlsx(lignes, formats=styles(code))) == [(texte, "#N/A")]


def test_un_format_de_mots_se_voit_dans_une_feuille_ordinaire_aussi():
    lignes = '<row r="1"><c r="A1" s="1"><v>1</v></c><c r="B1" s="1"><v>0</v></c></row>'
    assert lu(xlsx(lignes, formats=styles('"non";;"oui"'))) == [("non", "oui")]


@pytest.mark.parametrize("encodage", ["UTF-8", "utf-8", "UTF-16", "ISO-8859-1"])
def test_un_encodage_connu_se_lit(encodage):
    xml = feuille('<row r="1"><c r="A1" t="str"><v>é</v></c></row>').replace("UTF-8", encodage)
    assert lu(archive(parties_xlsx({"G": xml.encode(encodage)}))) == [("é",)]


@pytest.mark.parametrize("encodage", ["utf8", "BIDON", "windows-1252", "UTF-32", "UTF-7"])
@pytest.mark.parametrize(
    "partie", ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml"]
)
def test_un_encodage_inconnu_de_n_importe_quelle_partie_est_refuse(partie, encodage):
    parties = parties_xlsx({"G": feuille('<row r="1"><c r="A1" t="s"><v>1</v></c></row>')})
    declare = f'<?xml version="1.0" encoding="{encodage}"?>'
    parties[partie] = declare + parties[partie].removeprefix(bruts.DECLARATION)
    assert lu(archive(parties)) == "F118"


@pytest.mark.parametrize(
    "partie", ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml"]
)
def test_un_type_de_document_est_refuse(partie):
    parties = parties_xlsx({"G": feuille('<row r="1"><c r="A1" t="s"><v>1</v></c></row>')})
    parties[partie] = '<!DOCTYPE a [<!ENTITY b "c">]>' + parties[partie].removeprefix(
        bruts.DECLARATION
    )
    assert lu(archive(parties)) == "F118"


def test_deux_parties_du_meme_nom_sont_refusees():
    parties = parties_xlsx({"G": feuille('<row r="1"><c r="A1"><v>1</v></c></row>')})
    parties["xl/Worksheets/sheet1.xml"] = feuille('<row r="1"><c r="A1"><v>2</v></c></row>')
    assert lu(archive(parties)) == "F118"


@pytest.mark.parametrize("lien", ["_rels/.rels", "xl/_rels/workbook.xml.rels"])
def test_une_partie_qui_n_est_pas_ou_la_bibliotheque_la_cherche_est_refusee(lien):
    parties = parties_xlsx({"G": feuille('<row r="1"><c r="A1" t="s"><v>1</v></c></row>')})
    ailleurs = (
        parties[lien]
        .replace("xl/workbook.xml", "xl/autre.xml")
        .replace("sharedStrings.xml", "autres.xml")
    )
    assert lu(archive({**parties, lien: ailleurs})) == "F118"


# What is hidden


def masques(avant="", lignes="", etat="visible"):
    cellules = "".join(f'<c r="{c}{{0}}"><v>1</v></c>' for c in "ABC")
    lignes = lignes or "".join(f'<row r="{r}">{cellules.format(r)}</row>' for r in (1, 2))
    contenu = archive(parties_xlsx({"G": feuille(lignes, avant)}, etats={"G": etat}))
    [lue] = lire(contenu, "g").value
    return lue.masquee, set(lue.lignes_masquees), set(lue.colonnes_masquees)


@pytest.mark.parametrize(
    ("code", "texte"),
    [
        (";;;", ""),
        ('0;0;0;"non acquis"', "non acquis"),
        ('"non "@', "non un"),
        ("0;0;0;General", "un"),
        ("_-@_-", "un"),
        ("dd/mm/yyyy;@", "un"),
        ('0;-0;"nul"', "un"),
    ],
)
def test_un_format_peut_cacher_ou_changer_un_texte(code, texte):
    cellules = '<row r="1"><c r="A1" s="1" t="s"><v>1</v></c><c r="B1"><v>5</v></c></row>'
    assert lu(xlsx(cellules, formats=styles(code))) == [(texte, "5")]


def test_un_format_qui_cache_tout_cache_un_booleen():
    cellules = '<row r="1"><c r="A1" s="1" t="b"><v>1</v></c><c r="B1"><v>5</v></c></row>'
    assert lu(xlsx(cellules, formats=styles(";;;"))) == [("", "5")]


@pytest.mark.parametrize(("dit", "zero"), [("0", ""), ("1", "0")])
def test_une_feuille_peut_ne_montrer_aucun_zero(dit, zero):
    avant = f'<sheetViews><sheetView showZeros="{dit}" workbookViewId="0"/></sheetViews>'
    cellules = '<row r="1"><c r="A1"><v>0</v></c><c r="B1"><v>5</v></c></row>'
    assert lu(xlsx(cellules, avant)) == [(zero, "5")]


@pytest.mark.parametrize(
    ("etat", "masquee"), [("visible", False), ("hidden", True), ("veryHidden", True)]
)
def test_un_onglet_masque_est_dit_tel(etat, masquee):
    assert masques(etat=etat) == (masquee, set(), set())


@pytest.mark.parametrize(
    ("colonnes", "masquees"),
    [
        ('<cols><col min="2" max="2" width="9"/></cols>', set()),
        ('<cols><col min="2" max="2" width="9" hidden="1"/></cols>', {2}),
        ('<cols><col min="2" max="2" hidden="true"/></cols>', {2}),
        ('<cols><col min="2" max="16384" width="9" hidden="1"/></cols>', {2, 3}),
        ('<cols><col min="1" max="1" width="0" customWidth="1"/></cols>', {1}),
        ('<cols><col min="1" max="1" width="0.0"/></cols>', {1}),
        ('<cols><col min="1" max="1" width="0.1"/></cols>', {1}),
        ('<cols><col min="1" max="1" width="0.5"/></cols>', set()),
        (
            '<sheetFormatPr defaultColWidth="0"/><cols><col min="1" max="2" width="9"/></cols>',
            {3},
        ),
    ],
)
def test_les_colonnes_masquees_sont_dites(colonnes, masquees):
    assert masques(colonnes) == (False, set(), masquees)


@pytest.mark.parametrize(
    ("attributs", "masquees"),
    [
        ('hidden="1"', {2}),
        ('hidden="true" outlineLevel="1"', {2}),
        ('ht="0" customHeight="1"', {2}),
        ('ht="15" collapsed="1"', set()),
        ('hidden="0"', set()),
    ],
)
def test_les_lignes_masquees_sont_dites(attributs, masquees):
    lignes = f'<row r="1"><c r="A1"><v>1</v></c></row><row r="2" {attributs}><c r="A2"><v>1</v></c></row>'
    assert masques(lignes=lignes) == (False, masquees, set())


@pytest.mark.parametrize(
    "rare", ["", '<c r="D2" t="e"><v>#REF!</v></c>'], ids=["vite", "lentement"]
)
def test_ce_qu_une_cellule_fusionnee_recouvre_n_est_pas_lu(rare):
    lignes = '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c><c r="C1"><v>3</v></c></row>'
    lignes += (
        f'<row r="2"><c r="A2"><v>4</v></c><c r="B2"><v>5</v></c><c r="C2"><v>6</v></c>{rare}</row>'
    )
    lues = lu(xlsx(lignes, apres='<mergeCells count="1"><mergeCell ref="A1:B2"/></mergeCells>'))
    assert [valeurs[:3] for valeurs in lues] == [("1", "", "3"), ("", "", "6")]


# Both ways


TEXTES = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn")), min_size=1, max_size=8
)
VALEURS = (
    st.none()
    | TEXTES
    | st.booleans()
    | st.floats(-1e9, 1e9, width=32)
    | st.integers(-99_999, 99_999)
)


@settings(deadline=None, max_examples=80)
@given(st.lists(st.lists(VALEURS, max_size=5), max_size=5))
def test_une_feuille_se_lit_de_meme_vite_et_lentement(rangees):
    sortie = BytesIO()
    reglages = {"strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(sortie, reglages) as ecrit:
        feuille_ = ecrit.add_worksheet()
        for rang, rangee in enumerate(rangees):
            feuille_.write_row(rang, 0, rangee)
    contenu = sortie.getvalue()
    vite = lire(contenu, "g")
    with pytest.MonkeyPatch.context() as sans:
        sans.setattr(ordinaire, "textes_ordinaires", lambda xml: False)
        lentement = lire(contenu, "g")
    assert sans_vides_au_bout(vite) == sans_vides_au_bout(lentement)


def sans_vides_au_bout(lecture):
    [lue] = lecture.value
    return [
        (li.rang, "\0".join(li.valeurs).rstrip("\0"))
        for li in lue.lignes
        if any(v.strip() for v in li.valeurs)
    ]


def test_une_duree_se_lit_de_meme_dans_une_feuille_ordinaire():
    lignes = '<row r="1"><c r="A1" s="1"><v>1.5</v></c></row>'
    assert lu(xlsx(lignes, formats=styles("[h]:mm"))) == [("36:00:00",)]
