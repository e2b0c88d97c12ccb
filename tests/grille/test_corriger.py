"""`clea grille corriger`: what is sure is mended in a copy, all the rest of the file stays as it is."""

from io import BytesIO
from zipfile import ZipFile

import openpyxl
import pytest
import xlwt
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from odf.namespaces import OFFICENS
from odf.office import Annotation
from odf.opendocument import OpenDocumentSpreadsheet, load
from odf.table import Table, TableCell, TableRow
from odf.text import P

from clea_cli.sorties import tableur_csv, tableur_ods, tableur_xlsx
from clea_cli.sources import classeur
from tests.outils import classeurs_bruts as bruts
from tests.promesses.test_cases import CAS, ecrites, lancer

MAL_ECRITE = """référentiel;jouet
critere;resultat;commentaire
1.1.1.;aquis;vu
C1.1.2;A;

1.2.1 Lire un prix;non acquise;"sur
deux lignes"
2-1-1;nonévalué;
2.2.1;\u200bA;
"""
CORRIGEE = """référentiel;jouet
critere;resultat;commentaire
1.1.1;acquis;vu
1.1.2;A;

1.2.1;non acquis;"sur
deux lignes"
2.1.1;non évalué;
2.2.1;A;
"""
RANGEES = [
    ["référentiel", "jouet"],
    ["critere", "resultat"],
    ["1.1.1.", "aquis"],
    ["C1.1.2", "A"],
    ["1.2.1", "non aquis"],
    ["2.1.1", "NE"],
    ["2.2.1", "A"],
]
SUPPOSEE = "AANEA certifiable"  # what all grilles here say, by hand: acquis, acquis, non acquis, non évalué, acquis


@pytest.fixture
def ici(tmp_path):
    (tmp_path / "jouet.yaml").write_bytes((CAS / "grille" / "jouet.yaml").read_bytes())
    return tmp_path


def corriger(ici, nom, contenu, *options):
    """Mend a file; return what was said, and the copy (None: none was written)."""
    (ici / nom).write_bytes(contenu)
    copie = ici / f"copie.{nom.rpartition('.')[2]}"
    copie.unlink(missing_ok=True)
    fait = lancer(ici, "grille", "corriger", nom, "-r", "jouet.yaml", "-o", copie.name, *options)
    assert (ici / nom).read_bytes() == contenu
    return fait, copie.read_bytes() if copie.exists() else None


def verdicts(ici, nom):
    """The answers and the verdict of each candidate, in letters; nobody when the file is refused."""
    import json

    fait = lancer(ici, "score", nom, "-r", "jouet.yaml", "--format", "json")
    lus = json.loads(fait.sortie)["resultats"]
    return [(r["candidat"], r["verdict"], r["ecarts"], r["points"]) for r in lus]


def changements(sortie):
    """What is said to change: « before → after : cells »."""
    return [ligne.strip() for ligne in sortie.splitlines() if "→" in ligne]


# A CSV


def test_chaque_correction_est_dite_avec_sa_cellule_et_le_reste_garde_ses_octets(ici):
    fait, copie = corriger(ici, "g.csv", MAL_ECRITE.encode())
    assert fait.statut == 0, fait.erreurs
    assert changements(fait.sortie) == [
        "« 1.1.1. » → « 1.1.1 » : A3",
        "« C1.1.2 » → « 1.1.2 » : A4",
        "« 1.2.1 Lire un prix » → « 1.2.1 » : A6",
        "« 2-1-1 » → « 2.1.1 » : A7",
        "« aquis » → « acquis » : B3",
        "« non acquise » → « non acquis » : B6",
        "« nonévalué » → « non évalué » : B7",
        "« [U+200B]A » → « A » : B8",
    ]
    assert copie.decode("utf-8-sig") == CORRIGEE
    assert [verdict for _, verdict, _, _ in verdicts(ici, "copie.csv")] == ["certifiable"]


def test_une_grille_sans_faute_est_copiee_octet_pour_octet(ici):
    contenu = "critere\tresultat\r1.1.1\tA\r1.1.2\tA\r1.2.1\tNA\r2.1.1\tNE\r2.2.1\tA\r".encode(
        "cp1252"
    )
    fait, copie = corriger(ici, "g.csv", contenu)
    assert fait.statut == 0
    assert "rien à corriger" in fait.sortie
    assert copie == contenu


def test_ce_que_l_echelle_admet_reste_comme_il_est_ecrit(ici):
    grille = "Code;Évaluation\n1.1.1;oui\n1.1.2;X\n1.2.1;En cours\n2.1.1;NE\n2.2.1;Acquis\n"
    _, copie = corriger(ici, "g.csv", grille.encode())
    assert copie == grille.encode()


def test_une_autre_ecriture_des_lettres_devient_de_l_utf_8_et_c_est_dit(ici):
    contenu = MAL_ECRITE.replace("\u200b", "").encode("cp1252")
    fait, copie = corriger(ici, "g.csv", contenu)
    assert copie.decode("utf-8-sig") == CORRIGEE
    assert "La copie est en UTF-8 ; l'original est en Windows-1252." in fait.sortie


def test_une_cellule_qu_un_tableur_executerait_devient_un_texte_et_n_est_pas_citee(ici):
    grille = "critere;resultat;commentaire\n1.1.1;A;=cmd|x\n1.1.2;A; +1 fois\n1.2.1;NA;-2\n2.1.1;NE;\n2.2.1;A;@ici\n"
    fait, copie = corriger(ici, "g.csv", grille.encode())
    lignes = copie.decode("utf-8-sig").splitlines()
    assert lignes[1:] == [
        "1.1.1;A;'=cmd|x",
        "1.1.2;A;'+1 fois",
        "1.2.1;NA;-2",
        "2.1.1;NE;",
        "2.2.1;A;'@ici",
    ]
    assert "C2, C3, C6" in fait.sortie
    assert "cmd" not in fait.sortie


def test_des_titres_repetes_sont_vides_et_les_lignes_gardent_leur_numero(ici):
    grille = "critere;resultat\n1.1.1;A\n1.1.2;A\nCritère ;Résultat\n1.2.1;NA\n2.1.1;NE\n2.2.1;peut-être\n"
    fait, copie = corriger(ici, "g.csv", grille.encode())
    assert copie.decode("utf-8-sig").splitlines()[3] == ""
    assert "A4, B4" in fait.sortie
    assert [(f.code, f.lieu) for f in ecrites(fait.erreurs)] == [("F203", "7:2 B7")]
    assert fait.statut == 1


@pytest.mark.parametrize(
    ("avant", "apres"),
    [
        ("1.1.2;A", "1.1.1.;A"),  # the first would be there twice
        ("1.1.2;A", "1.1.2 bis;A"),  # another line
        ("1.1.2;A", "1.1.2 Compter;A"),  # another label
        ("1.2.1;NA", "1.2.1;on acquis"),  # « ont acquis » too
        ("1.2.1;NA", "1.2.1;acquis ?"),
        ("1.2.1;NA", "1.2.1;requis"),
        ("1.2.1;NA", "1.2.1;aqui"),
        ("1.2.1;NA", "1.2.1;à voir"),
        ("1.2.1;NA", "1.2.1;"),
        ("1.1.2;A", "1.1;A"),
    ],
)
def test_ce_qui_laisse_un_doute_est_laisse_en_faute(ici, avant, apres):
    grille = "critere;resultat\n1.1.1;A\n1.1.2;A\n1.2.1;NA\n2.1.1;NE\n2.2.1;A\n".replace(
        avant, apres
    )
    fait, copie = corriger(ici, "g.csv", grille.encode())
    assert copie == grille.encode()
    assert fait.statut == 1


@pytest.mark.parametrize("titre", ["non atteint", "KO", "Difficultés", "Résultat (x = échec)"])
def test_un_titre_que_rien_ne_connait_n_est_jamais_remplace(ici, titre):
    """It may say the contrary of what its cells seem to."""
    fait, copie = corriger(
        ici, "g.csv", "\n".join([f"critere;{titre}", *(f"{code};x" for code in CODES), ""]).encode()
    )
    assert (fait.statut, copie) == (1, None)


def test_des_candidats_en_colonnes_gardent_leurs_titres(ici):
    lignes = ["candidat;C-1;C-2", *(f"{code};acquis;acquis" for code in CODES), ""]
    fait, _ = corriger(ici, "g.csv", "\n".join(lignes).encode())
    assert fait.statut == 0
    assert "rien à corriger" in fait.sortie


@pytest.mark.parametrize("signe", ["-", "...", "!"])
def test_un_signe_sans_lettre_n_arrete_rien(ici, signe):
    lignes = [
        "critere;resultat",
        *(f"{code};acquis" for code in CODES[:-1]),
        f"{CODES[-1]};{signe}",
        "",
    ]
    fait, _ = corriger(ici, "g.csv", "\n".join(lignes).encode())
    assert fait.statut == 1


def test_un_titre_que_sa_colonne_explique_est_remplace_et_une_autre_colonne_reste(ici):
    lignes = [
        "N°;Libellé;Statut;Salle",
        *(
            f"{code};;{dit};12"
            for code, dit in zip(CODES, ["A", "A", "NA", "NE", "A"], strict=True)
        ),
    ]
    fait, copie = corriger(ici, "g.csv", "\n".join([*lignes, ""]).encode())
    assert copie.decode("utf-8-sig").splitlines()[0] == "critere;Libellé;resultat;Salle"
    assert changements(fait.sortie) == [
        "« N° » → « critere » : A1",
        "« Statut » → « resultat » : C1",
    ]
    assert verdicts(ici, "copie.csv")


def test_des_colonnes_de_reponses_cote_a_cote_ne_sont_pas_choisies(ici):
    lignes = ["N°;Lundi;Mardi", *(f"{code};A;NA" for code in CODES), ""]
    fait, _ = corriger(ici, "g.csv", "\n".join(lignes).encode())
    assert "resultat" not in fait.sortie
    assert fait.statut == 1


def test_ce_qui_est_lu_malgre_son_ecriture_prend_celle_du_referentiel(ici):
    reponses = ("acquise", "Acquis.", "non acquises", "non évaluée", "✓")
    lignes = [
        "critere;resultat",
        *(f"C{code};{dit}" for code, dit in zip(CODES, reponses, strict=True)),
        "",
    ]
    (ici / "lue.csv").write_text("\n".join(lignes), encoding="utf-8")
    avant = verdicts(ici, "lue.csv")
    _, copie = corriger(ici, "g.csv", "\n".join(lignes).encode())
    dites = ("acquis", "Acquis", "non acquis", "non évalué", "acquis")
    assert copie.decode("utf-8-sig").splitlines()[1:] == [
        f"{code};{dit}" for code, dit in zip(CODES, dites, strict=True)
    ]
    assert avant
    assert [lu[1:] for lu in verdicts(ici, "copie.csv")] == [lu[1:] for lu in avant]


def test_deux_signes_dont_l_un_peut_dire_non_restent_comme_ils_sont(ici):
    lignes = [
        "critere;resultat",
        *(f"{code};{dit}" for code, dit in zip(CODES, "✓✓x✓✓", strict=True)),
        "",
    ]
    fait, copie = corriger(ici, "g.csv", "\n".join(lignes).encode())
    assert copie == "\n".join(lignes).encode()
    assert [faute.code for faute in ecrites(fait.erreurs)] == ["F215"]


def test_un_libelle_ecrit_avec_son_code_reste_s_il_est_lu(ici):
    libelles = (
        "Lire un mot",
        "Lire une phrase",
        "Lire un prix",
        "Compter jusqu'à dix",
        "Rendre la monnaie",
    )
    lignes = [f"{code} {libelle};A" for code, libelle in zip(CODES, libelles, strict=True)]
    contenu = "\n".join(["critere;resultat", *lignes, ""]).encode()
    _, copie = corriger(ici, "g.csv", contenu)
    assert copie == contenu


def test_des_lignes_entre_guillemets_se_corrigent(ici):
    lignes = [
        "critere;resultat",
        *(
            f"{code};{dit}"
            for code, dit in zip(CODES, ("A", "aquis", "NA", "NE", "A"), strict=True)
        ),
    ]
    contenu = "".join(f'"{ligne}"\n' for ligne in lignes).encode()
    fait, copie = corriger(ici, "g.csv", contenu)
    assert fait.statut == 0, fait.erreurs
    assert copie.decode("utf-8-sig").splitlines()[2] == "1.1.2;acquis"
    assert verdicts(ici, "copie.csv")


def test_deux_grilles_collees_ne_sont_pas_reunies(ici):
    grille = "critere;resultat\n1.1.1;A\n1.1.2;A\n1.2.1;NA\n2.1.1;NE\n2.2.1;A\n"
    fait, copie = corriger(ici, "g.csv", grille.encode() * 2)
    assert copie == grille.encode() * 2
    assert [faute.code for faute in ecrites(fait.erreurs)] == ["F110"]


def test_des_codes_dont_les_libelles_sont_ceux_d_autres_ne_sont_pas_corriges(ici):
    libelles = ("Lire une phrase", "Lire un prix", "Lire un mot", "Compter…", "Calculer")
    codes = ("1.1.1.", "1.1.2.", "1.2.1.", "2.1.1.", "2.2.1.")
    lignes = [f"{code};{libelle};A" for code, libelle in zip(codes, libelles, strict=True)]
    _, copie = corriger(ici, "g.csv", "\n".join(["critere;libelle;resultat", *lignes, ""]).encode())
    assert "1.1.1.;Lire une phrase" in copie.decode("utf-8-sig")


def test_sans_sortie_rien_n_est_ecrit(ici):
    (ici / "g.csv").write_text(MAL_ECRITE, encoding="utf-8")
    avant = sorted(ici.iterdir())
    fait = lancer(ici, "grille", "corriger", "g.csv", "-r", "jouet.yaml")
    assert fait.statut == 0
    assert len(changements(fait.sortie)) == 8
    assert sorted(ici.iterdir()) == avant


def test_l_original_n_est_jamais_la_copie(ici):
    (ici / "g.csv").write_text(MAL_ECRITE, encoding="utf-8")
    fait = lancer(ici, "grille", "corriger", "g.csv", "-r", "jouet.yaml", "-o", "g.csv", "--forcer")
    assert [faute.code for faute in ecrites(fait.erreurs)] == ["S203"]
    assert (ici / "g.csv").read_text(encoding="utf-8") == MAL_ECRITE


# Workbooks


def un_xlsx():
    """A workbook of openpyxl: a formula that counts, another sheet with a chart's data, bold and colours."""
    classeur_ = openpyxl.Workbook()
    feuille = classeur_.active
    feuille.title = "Grille & co"
    for rangee in RANGEES:
        feuille.append(rangee)
    feuille["B3"].font = openpyxl.styles.Font(bold=True)
    feuille["C2"] = "compte"
    feuille["C3"] = '=COUNTIF(B3:B7,"acquis")'
    feuille["B4"].comment = openpyxl.comments.Comment("une note", "E-1")
    autre = classeur_.create_sheet("Autre")
    autre["A1"] = "=1+1"
    sortie = BytesIO()
    classeur_.save(sortie)
    return sortie.getvalue()


def test_d_un_xlsx_seules_les_cellules_corrigees_changent(ici):
    fait, copie = corriger(ici, "g.xlsx", un_xlsx())
    assert changements(fait.sortie) == [
        "« 1.1.1. » → « 1.1.1 » : A3",
        "« C1.1.2 » → « 1.1.2 » : A4",
        "« aquis » → « acquis » : B3",
        "« non aquis » → « non acquis » : B5",
    ]
    avant, apres = ZipFile(ici / "g.xlsx"), ZipFile(BytesIO(copie))
    assert avant.namelist() == apres.namelist()
    changees = {nom for nom in avant.namelist() if avant.read(nom) != apres.read(nom)}
    assert changees == {"xl/worksheets/sheet1.xml", "xl/workbook.xml"}
    lu = openpyxl.load_workbook(BytesIO(copie))
    feuille = lu["Grille & co"]
    assert [feuille[nom].value for nom in ("A3", "B3", "A4", "B4", "B5")] == [
        "1.1.1",
        "acquis",
        "1.1.2",
        "A",
        "non acquis",
    ]
    assert feuille["B3"].font.b
    assert feuille["B4"].comment.text == "une note"
    assert feuille["C3"].value == '=COUNTIF(B3:B7,"acquis")'
    assert lu["Autre"]["A1"].value == "=1+1"
    assert lu.calculation.fullCalcOnLoad  # the count is worked out anew when it is opened
    assert verdicts(ici, "copie.xlsx")


def test_d_une_feuille_que_seul_un_lecteur_indulgent_lit_rien_n_est_change(ici):
    lignes = [("critere", "resultat"), *((code, "aquis") for code in CODES)]
    with ZipFile(BytesIO(tableur_xlsx.ecrire(lignes, "Grille"))) as bon:
        parties = {nom: bon.read(nom) for nom in bon.namelist()}
    feuille = "xl/worksheets/sheet1.xml"
    colle = parties[feuille].replace(b'" xmlns:r', b'"xmlns:r')  # two attributes without a space
    assert colle != parties[feuille]
    (ici / "g.xlsx").write_bytes(bruts.archive(parties | {feuille: colle}))
    fait = lancer(ici, "grille", "corriger", "g.xlsx", "-r", "jouet.yaml")
    assert fait.statut == 1
    assert {faute.code for faute in ecrites(fait.erreurs)} == {"F203"}
    assert "→" not in fait.sortie


def test_une_reponse_donnee_par_une_formule_est_gardee_et_lue(ici):
    cellules = [
        ("1.1.1.", '<c r="B2" t="str"><f>UPPER("a")</f><v>A</v></c>'),
        ("1.1.2", '<c r="B3" t="inlineStr"><is><t>aquis</t></is></c>'),
        ("1.2.1", '<c r="B4" t="str"><f>"non aquis"</f><v>non aquis</v></c>'),
        ("2.1.1", '<c r="B5" t="inlineStr"><is><t>NE</t></is></c>'),
        ("2.2.1", '<c r="B6" t="inlineStr"><is><t>A</t></is></c>'),
    ]
    rangs = "".join(
        f'<row r="{rang}"><c r="A{rang}" t="inlineStr"><is><t>{code}</t></is></c>{cellule}</row>'
        for rang, (code, cellule) in enumerate(cellules, start=2)
    )
    titres = '<row r="1"><c r="A1" t="inlineStr"><is><t>critere</t></is></c>'
    titres += '<c r="B1" t="inlineStr"><is><t>resultat</t></is></c></row>'
    contenu = bruts.archive(
        bruts.parties_xlsx(
            {"Grille": bruts.feuille(titres + rangs)}, classeur='<calcPr calcId="1"/>'
        )
    )
    fait, copie = corriger(ici, "g.xlsx", contenu)
    assert changements(fait.sortie) == [
        "« 1.1.1. » → « 1.1.1 » : A2",
        "« aquis » → « acquis » : B3",
    ]
    assert "Les formules du classeur sont gardées" in fait.sortie.replace("\n", " ")
    # The misspelt answer comes of a formula: it is left as a fault, and the formula as it is.
    assert [(f.code, f.lieu) for f in ecrites(fait.erreurs)] == [("F203", "4:2 B4")]
    assert b'<f>UPPER("a")</f><v>A</v>' in ZipFile(BytesIO(copie)).read("xl/worksheets/sheet1.xml")


def un_ods():
    """A workbook of odfpy: a note on a cell, a formula, cells that stand for several."""
    document = OpenDocumentSpreadsheet()
    table = Table(name="Large")
    titres = [("candidat", 1), ("1.1.1", 1), ("1.1.2", 1), ("1.2.1", 1), ("2.1.1", 1), ("2.2.1", 1)]
    for rang, rangee in enumerate(
        [titres, [("C-1", 1), ("aquis", 2), ("non aquis", 1), ("NE", 1), ("A", 1)]]
    ):
        ligne = TableRow()
        for texte, fois in rangee:
            cellule = TableCell(valuetype="string", numbercolumnsrepeated=fois)
            if texte == "non aquis":
                note = Annotation()
                note.addElement(P(text="une note"))
                cellule.addElement(note)
            cellule.addElement(P(text=texte))
            ligne.addElement(cellule)
        if rang == 0:
            compte = TableCell(formula="of:=1+1", valuetype="float", value="2")
            compte.addElement(P(text="2"))
        table.addElement(ligne)
    document.spreadsheet.addElement(table)
    autre = Table(name="Autre")
    ligne = TableRow()
    calculee = TableCell(formula="of:=1+1", valuetype="float", value="2")
    calculee.addElement(P(text="2"))
    ligne.addElement(calculee)
    autre.addElement(ligne)
    document.spreadsheet.addElement(autre)
    sortie = BytesIO()
    document.write(sortie)
    return sortie.getvalue()


def test_d_un_ods_les_notes_les_formules_et_les_autres_onglets_restent(ici):
    fait, copie = corriger(ici, "g.ods", un_ods())
    assert changements(fait.sortie) == [
        "« aquis » → « acquis » : B2, C2",
        "« non aquis » → « non acquis » : D2",
    ]
    feuilles = classeur.lire(copie, "copie.ods").value
    assert feuilles[0].lignes[1].valeurs == ("C-1", "acquis", "acquis", "non acquis", "NE", "A")
    lu = load(BytesIO(copie))
    notes = [str(note) for note in lu.spreadsheet.getElementsByType(Annotation)]
    assert notes == ["une note"]
    formules = [
        cellule.getAttribute("formula") for cellule in lu.spreadsheet.getElementsByType(TableCell)
    ]
    assert [formule for formule in formules if formule] == ["of:=1+1"]
    assert {
        cellule.getAttrNS(OFFICENS, "value-type")
        for cellule in lu.spreadsheet.getElementsByType(TableCell)
    } == {
        "string",
        "float",
    }
    with ZipFile(BytesIO(copie)) as archive:
        assert archive.infolist()[0].filename == "mimetype"
        assert archive.infolist()[0].compress_type == 0
    assert verdicts(ici, "copie.ods")


def test_un_xls_devient_un_xlsx_et_ce_qui_est_perdu_est_dit(ici):
    ecrit = xlwt.Workbook()
    feuille, cachee = ecrit.add_sheet("Grille"), ecrit.add_sheet("Cachée")
    cachee.visibility = 1
    cachee.write(0, 0, "x")
    for rang, rangee in enumerate(RANGEES):
        for colonne, texte in enumerate(rangee):
            feuille.write(rang, colonne, texte)
    sortie = BytesIO()
    ecrit.save(sortie)
    (ici / "g.xls").write_bytes(sortie.getvalue())
    refuse = lancer(ici, "grille", "corriger", "g.xls", "-r", "jouet.yaml", "-o", "copie.xls")
    assert (refuse.statut, [faute.code for faute in ecrites(refuse.erreurs)]) == (2, ["D205"])
    fait = lancer(ici, "grille", "corriger", "g.xls", "-r", "jouet.yaml", "-o", "copie.xlsx")
    assert len(changements(fait.sortie)) == 4
    assert "sans ses formules ni le reste de sa mise en forme" in " ".join(fait.sortie.split())
    lu = openpyxl.load_workbook(ici / "copie.xlsx")
    assert [(onglet.title, onglet.sheet_state) for onglet in lu] == [
        ("Grille", "visible"),
        ("Cachée", "hidden"),
    ]
    assert verdicts(ici, "copie.xlsx")


def test_une_colonne_de_noms_a_cote_du_candidat_garde_son_titre(ici):
    # Called « candidat », it would name somebody else than the top of the file does.
    lignes = ["candidat;C-0001", "critere;statut;nom du candidat"]
    reponses = ["acquis", "acquis", "non acquis", "aquis", "acquis"]
    lignes += [f"{code};{dit};Camille Exemple" for code, dit in zip(CODES, reponses, strict=True)]
    fait, copie = corriger(ici, "g.csv", "\n".join([*lignes, ""]).encode())
    assert (fait.statut, changements(fait.sortie)) == (
        0,
        ["« statut » → « resultat » : B2", "« aquis » → « acquis » : B6"],
    )
    assert b"critere;resultat;nom du candidat" in copie
    assert [candidat for candidat, *_ in verdicts(ici, "copie.csv")] == ["C-0001"]


def test_la_copie_d_un_xls_garde_ce_qu_il_fusionne_et_ce_qu_il_barre(ici):
    ecrit = xlwt.Workbook()
    feuille = ecrit.add_sheet("Grille")
    for place, titre in enumerate(("candidat", "critere", "resultat", "commentaire")):
        feuille.write(0, place, titre)
    feuille.write_merge(1, 5, 0, 0, "C-1")
    feuille.write_merge(6, 10, 0, 0, "C-2")
    # As Excel writes cells that are merged down to the last row.
    feuille.merge(0, 65_535, 5, 6)
    for rang, code in enumerate([*CODES, *CODES], start=1):
        feuille.write(rang, 1, code)
        feuille.write(rang, 2, "aquis")
    feuille.write(1, 3, "vu", xlwt.easyxf("font: struck_out true"))
    sortie = BytesIO()
    ecrit.save(sortie)
    (ici / "g.xls").write_bytes(sortie.getvalue())
    fait = lancer(ici, "grille", "corriger", "g.xls", "-r", "jouet.yaml", "-o", "copie.xlsx")
    assert (fait.statut, len(changements(fait.sortie))) == (0, 1), fait.erreurs
    lu = openpyxl.load_workbook(ici / "copie.xlsx").active
    assert {str(plage) for plage in lu.merged_cells.ranges} == {"A2:A6", "A7:A11"}
    assert [lu[nom].font.strike for nom in ("D2", "C2")] == [True, None]
    assert [candidat for candidat, *_ in verdicts(ici, "copie.xlsx")] == ["C-1", "C-2"]


@pytest.mark.parametrize("nom", ["g.csv", "g.xlsx", "g.ods"])
def test_le_nom_de_la_copie_dit_ce_qu_elle_est(ici, nom):
    contenu = {"g.csv": MAL_ECRITE.encode(), "g.xlsx": un_xlsx(), "g.ods": un_ods()}[nom]
    (ici / nom).write_bytes(contenu)
    autre = "copie.xlsx" if nom != "g.xlsx" else "copie.csv"
    fait = lancer(ici, "grille", "corriger", nom, "-r", "jouet.yaml", "-o", autre)
    assert fait.statut == 2
    assert not (ici / autre).exists()


# Properties

MOTS = {
    "acquis": ("acquis", "A", "oui", "aquis", "acquise", "Acqis", "acquis."),
    "non_acquis": ("non acquis", "NA", "non aquise", "non acquises", "nonacquis", "à voir"),
    "non_evalue": ("non évalué", "NE", "non evalué", "non évalé", ""),
}
CODES = ("1.1.1", "1.1.2", "1.2.1", "2.1.1", "2.2.1")
ECRITURES = ("{}", "{}.", "C{}", "{} ", "\u200b{}")
LIGNES = st.lists(
    st.tuples(
        st.sampled_from([mot for mots in MOTS.values() for mot in mots]), st.sampled_from(ECRITURES)
    ),
    min_size=5,
    max_size=5,
)
FORMATS = {
    "csv": tableur_csv.ecrire,
    "xlsx": lambda lignes: tableur_xlsx.ecrire(lignes, "essai"),
    "ods": tableur_ods.ecrire,
}


def grilles(lignes, forme, repetee):
    """The rows of a grille, in a form; `repetee`: after that row the headings come again."""
    ecrites_ = [
        [ecriture.format(code), mot, "=1+1"]
        for code, (mot, ecriture) in zip(CODES, lignes, strict=True)
    ]
    if forme == "large":
        return [
            ["candidat", *(ligne[0].strip() for ligne in ecrites_)],
            ["C-1", *(ligne[1] for ligne in ecrites_)],
        ]
    titres = ["critere", "resultat", "commentaire"]
    return [
        ["candidat", "C-1"],
        titres,
        *ecrites_[:repetee],
        *([titres] if repetee else []),
        *ecrites_[repetee:],
    ]


@settings(
    max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(
    lignes=LIGNES,
    forme=st.sampled_from(["longue", "large"]),
    repetee=st.integers(0, 4),
    format_=st.sampled_from(list(FORMATS)),
)
def test_corriger_ne_change_aucun_verdict_et_ne_corrige_pas_deux_fois(
    ici, lignes, forme, repetee, format_
):
    contenu = FORMATS[format_](grilles(lignes, forme, repetee))
    nom, copie = f"g.{format_}", f"copie.{format_}"
    fait, une = corriger(ici, nom, contenu)
    lus = verdicts(ici, nom)
    if une is None:  # without headings there is nothing to mend
        assert not lus
        return
    relus = verdicts(ici, copie)
    assert fait.statut == (0 if relus else 1)
    if lus:
        assert relus == lus
    # Again: nothing is left to mend, and the bytes are the same.
    (ici / nom).write_bytes(une)
    encore = lancer(ici, "grille", "corriger", nom, "-r", "jouet.yaml", "-o", copie)
    assert "rien à corriger" in encore.sortie
    assert "inchangé" in encore.erreurs
