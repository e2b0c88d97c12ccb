"""An answer that is struck through gives no verdict; a struck comment is a comment."""

import re
from zipfile import ZipFile

import openpyxl
import pytest
import xlwt
from odf.opendocument import OpenDocumentSpreadsheet
from odf.style import Style, TextProperties
from odf.table import Table, TableCell, TableRow
from odf.text import P, Span
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from tests.promesses.test_cases import CAS, CRITERES, ecrites, lancer


def ecrire(dossier, colonne, *, en_partie, mot="acquis"):
    (dossier / "jouet.yaml").write_bytes((CAS / "grille" / "jouet.yaml").read_bytes())
    classeur = openpyxl.Workbook()
    feuille = classeur.active
    feuille.append(["critere", "resultat", "commentaire"])
    for code in CRITERES:
        feuille.append([code, mot, "vu"])
    cellule = feuille[f"{colonne}3"]
    if en_partie:
        cellule.value = CellRichText(TextBlock(InlineFont(strike=True), "non "), mot)
    else:
        cellule.font = Font(strike=True)
    classeur.save(dossier / "g.xlsx")


@pytest.mark.parametrize("en_partie", [False, True])
def test_une_reponse_barree_est_une_faute_a_sa_case(tmp_path, en_partie):
    ecrire(tmp_path, "B", en_partie=en_partie)
    [faute] = ecrites(lancer(tmp_path, "score", "g.xlsx", "-r", "jouet.yaml").erreurs)
    assert (faute.code, faute.cellule) == ("F346", "B3")


def test_une_reponse_barree_sous_une_faute_est_dite_aussi(tmp_path):
    """Two ticks give no answer; those below are still looked at."""
    (tmp_path / "jouet.yaml").write_bytes((CAS / "grille" / "jouet.yaml").read_bytes())
    classeur = openpyxl.Workbook()
    feuille = classeur.active
    feuille.append(["critere", "acquis", "non acquis"])
    for code in CRITERES:
        feuille.append([code, "x"])
    feuille["C2"] = "x"
    feuille["B4"].font = Font(strike=True)
    classeur.save(tmp_path / "g.xlsx")
    fautes = ecrites(lancer(tmp_path, "score", "g.xlsx", "-r", "jouet.yaml").erreurs)
    assert ("F346", "B4") in [(faute.code, faute.cellule) for faute in fautes]
    assert "F346" not in [faute.code for faute in fautes if faute.cellule != "B4"]
    assert len(fautes) == 2


def test_un_commentaire_barre_reste_un_commentaire(tmp_path):
    ecrire(tmp_path, "C", en_partie=False)
    execution = lancer(tmp_path, "score", "g.xlsx", "-r", "jouet.yaml")
    assert (execution.statut, ecrites(execution.erreurs)) == (0, [])


def recrire(chemin, gestes):
    """The same workbook, its sheet written as another program would."""
    with ZipFile(chemin) as avant:
        parties = {nom: avant.read(nom) for nom in avant.namelist()}
    xml = parties["xl/worksheets/sheet1.xml"].decode()
    for ecrit, autrement in gestes:
        xml = re.sub(ecrit, autrement, xml)
    parties["xl/worksheets/sheet1.xml"] = xml.encode()
    with ZipFile(chemin, "w") as apres:
        for nom, contenu in parties.items():
            apres.writestr(nom, contenu)


@pytest.mark.parametrize(
    "gestes",
    [
        [(r'<c r="(\w+)" s="(\d+)"', r'<c s="\2" r="\1"')],
        [("<c ", "<c\n  ")],
        [("<(/?)(?=[a-z])", r"<\1x:"), ("xmlns=", "xmlns:x=")],
        [(r'<c r="\w+"', "<c")],
    ],
    ids=["le style devant", "une fin de ligne", "un prefixe", "sans place"],
)
@pytest.mark.parametrize("en_partie", [False, True])
def test_une_reponse_barree_se_voit_de_quelque_facon_que_soit_ecrit_le_classeur(
    tmp_path, gestes, en_partie
):
    ecrire(tmp_path, "B", en_partie=en_partie)
    recrire(tmp_path / "g.xlsx", gestes)
    [faute] = ecrites(lancer(tmp_path, "score", "g.xlsx", "-r", "jouet.yaml").erreurs)
    assert (faute.code, faute.cellule) == ("F346", "B3")


def en_ods(dossier, *, en_partie, mot="acquis"):
    (dossier / "jouet.yaml").write_bytes((CAS / "grille" / "jouet.yaml").read_bytes())
    document = OpenDocumentSpreadsheet()
    famille = "text" if en_partie else "table-cell"
    barre = Style(name="B", family=famille)
    barre.addElement(TextProperties(textlinethroughstyle="solid"))
    document.automaticstyles.addElement(barre)
    barree = TableCell() if en_partie else TableCell(stylename=barre)
    paragraphe = P()
    if en_partie:
        paragraphe.addElement(Span(stylename=barre, text=mot))
    else:
        paragraphe.addText(mot)
    barree.addElement(paragraphe)
    enregistrer_en_ods(dossier, document, barree, mot)


def enregistrer_en_ods(dossier, document, barree, mot="acquis"):
    """A grille whose second answer is that cell."""
    feuille = Table(name="Grille")
    document.spreadsheet.addElement(feuille)
    for rang, textes in enumerate([("critere", "resultat"), *((c, mot) for c in CRITERES)]):
        rangee = TableRow()
        feuille.addElement(rangee)
        for place, texte in enumerate(textes):
            cellule = barree
            if (rang, place) != (2, 1):
                cellule = TableCell()
                cellule.addElement(P(text=texte))
            rangee.addElement(cellule)
    document.save(dossier / "g.ods")


@pytest.mark.parametrize("en_partie", [False, True])
def test_dans_un_ods_aussi(tmp_path, en_partie):
    en_ods(tmp_path, en_partie=en_partie)
    [faute] = ecrites(lancer(tmp_path, "score", "g.ods", "-r", "jouet.yaml").erreurs)
    assert (faute.code, faute.cellule) == ("F346", "B3")


def en_ods_par_un_style_nomme(dossier, *, herite, repris):
    """The third row is struck by a style that somebody has named; `repris` takes that back."""
    (dossier / "jouet.yaml").write_bytes((CAS / "grille" / "jouet.yaml").read_bytes())
    document = OpenDocumentSpreadsheet()
    barre = Style(name="Barré", family="table-cell")
    barre.addElement(TextProperties(textlinethroughstyle="solid"))
    document.styles.addElement(barre)
    # What a spreadsheet does when more is asked of some of its cells.
    fille = Style(name="ce1", family="table-cell", parentstylename="Barré")
    fille.addElement(TextProperties(fontweight="bold"))
    if repris:
        fille.addElement(TextProperties(textlinethroughstyle="none"))
    document.automaticstyles.addElement(fille)
    barree = TableCell(stylename=fille if herite else barre)
    barree.addElement(P(text="acquis"))
    enregistrer_en_ods(dossier, document, barree)


@pytest.mark.parametrize("herite", [False, True])
def test_un_style_nomme_barre_aussi(tmp_path, herite):
    en_ods_par_un_style_nomme(tmp_path, herite=herite, repris=False)
    [faute] = ecrites(lancer(tmp_path, "score", "g.ods", "-r", "jouet.yaml").erreurs)
    assert (faute.code, faute.cellule) == ("F346", "B3")


def test_un_style_qui_reprend_le_trait_de_son_parent_ne_barre_rien(tmp_path):
    en_ods_par_un_style_nomme(tmp_path, herite=True, repris=True)
    assert ecrites(lancer(tmp_path, "score", "g.ods", "-r", "jouet.yaml").erreurs) == []


def en_xls(dossier, *, en_partie, mot="acquis"):
    (dossier / "jouet.yaml").write_bytes((CAS / "grille" / "jouet.yaml").read_bytes())
    classeur = xlwt.Workbook()
    feuille = classeur.add_sheet("Grille")
    police = xlwt.easyfont("struck_out true")
    for rang, textes in enumerate([("critere", "resultat"), *((c, mot) for c in CRITERES)]):
        for place, texte in enumerate(textes):
            if (rang, place) != (2, 1):
                feuille.write(rang, place, texte)
            elif en_partie:
                feuille.write_rich_text(rang, place, [texte[:3], (texte[3:], police)])
            else:
                feuille.write(rang, place, texte, xlwt.easyxf("font: struck_out true"))
    classeur.save(str(dossier / "g.xls"))


@pytest.mark.parametrize("en_partie", [False, True])
def test_dans_un_xls_aussi(tmp_path, en_partie):
    en_xls(tmp_path, en_partie=en_partie)
    [faute] = ecrites(lancer(tmp_path, "score", "g.xls", "-r", "jouet.yaml").erreurs)
    assert (faute.code, faute.cellule) == ("F346", "B3")


def en_xlsx(dossier, *, en_partie, mot):
    ecrire(dossier, "B", en_partie=en_partie, mot=mot)


@pytest.mark.parametrize(
    ("ecrire_la_grille", "nom", "copie"),
    [
        (en_xlsx, "g.xlsx", "copie.xlsx"),
        (en_ods, "g.ods", "copie.ods"),
        (en_xls, "g.xls", "copie.xlsx"),
    ],
)
@pytest.mark.parametrize("en_partie", [False, True])
def test_une_copie_corrigee_ne_rend_pas_une_reponse_barree(
    tmp_path, ecrire_la_grille, nom, copie, en_partie
):
    # Put right, a misspelt answer that is struck in part would be a word that nobody struck.
    ecrire_la_grille(tmp_path, en_partie=en_partie, mot="aquis")
    fait = lancer(tmp_path, "grille", "corriger", nom, "-r", "jouet.yaml", "-o", copie)
    assert "« aquis » → « acquis »" in fait.sortie
    fautes = ecrites(lancer(tmp_path, "score", copie, "-r", "jouet.yaml").erreurs)
    assert [(faute.code, faute.cellule) for faute in fautes] == [("F203", "B3"), ("F346", "B3")]
