"""A workbook as rows of texts: what each cell becomes, and the size that is refused before it is unfolded."""

import zlib
from datetime import date, datetime
from io import BytesIO
from types import SimpleNamespace
from zipfile import BadZipFile, ZipFile

import pytest
import xlsxwriter
from python_calamine import CalamineError, PasswordError, WorksheetNotFound

from clea_cli.sorties import tableur_ods, tableur_xlsx
from clea_cli.sources import classeur
from clea_cli.sources.cellules import Feuille, Ligne
from clea_cli.sources.classeur import lire, retenir


def excel(**feuilles):
    """A workbook: cell by cell, the sheets by their names."""
    sortie = BytesIO()
    with xlsxwriter.Workbook(sortie, {"in_memory": True, "default_date_format": "dd/mm/yyyy"}) as ecrit:
        for nom, cases in feuilles.items():
            feuille = ecrit.add_worksheet(nom)
            for case, valeur in cases.items():
                feuille.write(case, valeur)
    return sortie.getvalue()


PARTIES = {
    "feuille": "xl/worksheets/sheet1.xml",
    "contenu": "content.xml",
    "manifeste": "META-INF/manifest.xml",
    "autre": "xl/styles.xml",
}


def archive(**parties):
    sortie = BytesIO()
    with ZipFile(sortie, "w") as ecrite:
        for nom, contenu in parties.items():
            ecrite.writestr(PARTIES[nom], contenu)
    return sortie.getvalue()


def refus(contenu):
    """The fault that a workbook is refused for, at its file."""
    lu = lire(contenu, "g.xlsx")
    ((code, source),) = [(faute.code, faute.position.source) for faute in lu.diagnostics]
    assert (lu.value, source) == (None, "g.xlsx")
    return code


@pytest.mark.parametrize(
    ("valeur", "texte"),
    [
        ("1.10", "1.10"),
        (1, "1"),
        (1.1, "1.1"),
        (0.1 + 0.2, "0.3"),
        (1234567890123456, "1.23456789012346e+15"),
        (123456789012345, "123456789012345"),
        (True, "VRAI"),
        (False, "FAUX"),
        (date(2001, 2, 28), "28/02/2001"),
        (datetime(2001, 2, 28, 13, 30), "28/02/2001"),  # noqa: DTZ001 — a cell of Excel knows no zone
    ],
)
def test_une_case_devient_ce_que_l_on_y_voit(valeur, texte):
    (feuille,) = lire(excel(G={"A1": valeur}), "g").value
    assert feuille == Feuille("G", (Ligne(1, 1, (texte,)),))


def test_un_nombre_entier_d_un_ancien_excel_reste_entier():
    assert classeur._texte(12) == "12"


def test_les_feuilles_gardent_leur_nom_et_les_lignes_leur_rang():
    lues = lire(excel(Un={"B3": "x", "A5": "y"}, Vide={}, Deux={"A1": "z"}), "g").value
    assert lues == (
        Feuille("Un", (Ligne(3, 3, ("", "x")), Ligne(5, 5, ("y", "")))),
        Feuille("Vide", ()),
        Feuille("Deux", (Ligne(1, 1, ("z",)),)),
    )


@pytest.mark.parametrize("ecrire", [tableur_xlsx.ecrire, tableur_ods.ecrire], ids=["xlsx", "ods"])
def test_les_colonnes_et_les_lignes_vides_du_debut_gardent_leur_place(ecrire):
    rangees = [["", "", ""], ["", "", "a"], ["", "", ""], ["", "b", "c"]]
    contenu = ecrire(rangees, "G") if ecrire is tableur_xlsx.ecrire else ecrire(rangees)
    feuille = lire(contenu, "g").value[0]
    assert [(ligne.rang, ligne.valeurs) for ligne in feuille.lignes] == [(2, ("", "", "a")), (4, ("", "b", "c"))]


def test_une_feuille_qui_commence_loin_garde_ses_colonnes():
    lues = lire(excel(G={"C5": "code", "D6": 7}, vide={}), "g.xlsx").value
    assert lues[0].lignes == (Ligne(5, 5, ("", "", "code", "")), Ligne(6, 6, ("", "", "", "7")))
    assert lues[1] == Feuille("vide", ())


def test_un_ods_se_lit_de_meme():
    lignes = [["critere", "resultat"], ["1.1.1", ""]]
    attendue = (Ligne(1, 1, ("critere", "resultat")), Ligne(2, 2, ("1.1.1", "")))
    assert lire(tableur_ods.ecrire(lignes), "g").value == (Feuille("Grille", attendue),)
    assert lire(tableur_xlsx.ecrire(lignes, "titre"), "g").value == (Feuille("Grille", attendue),)


@pytest.mark.parametrize(
    ("contenu", "code"),
    [
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "F117"),
        (archive(manifeste=b"<manifest:encryption-data/>"), "F117"),
        (archive(manifeste=b"<manifest:file-entry/>"), "F118"),  # neither locked, nor a workbook
        (b"\xd0\xcf\x11\xe0", "F118"),
        (b"PK\x03\x04", "F118"),
        (b"", "F118"),
    ],
)
def test_un_classeur_verrouille_ou_abime_est_dit_tel(contenu, code):
    assert refus(contenu) == code


@pytest.mark.parametrize(
    ("panne", "code"),
    [
        (PasswordError(), "F117"),
        *((panne(), "F118") for panne in (CalamineError, WorksheetNotFound, BadZipFile, zlib.error, EOFError, OSError)),
        *((panne(), "F118") for panne in (ValueError, RuntimeError)),
    ],
    ids=lambda cas: cas if isinstance(cas, str) else type(cas).__name__,
)
def test_ce_que_le_lecteur_ne_comprend_pas_est_une_faute_du_fichier(panne, code, monkeypatch):
    def rompre(contenu):
        raise panne

    monkeypatch.setattr(classeur, "CalamineWorkbook", SimpleNamespace(from_filelike=rompre))
    assert refus(b"\xd0\xcf\x11\xe0") == code


# Size


def test_la_taille_depliee_est_limitee_a_l_octet(monkeypatch):
    contenu = archive(manifeste=b"x" * 60, feuille=b"y" * 40)
    monkeypatch.setattr(classeur, "_DEPLIE_MAX", 100)
    assert refus(contenu) == "F118"
    monkeypatch.setattr(classeur, "_DEPLIE_MAX", 99)
    assert refus(contenu) == "F119"


@pytest.mark.parametrize(
    "contenu",
    [
        archive(manifeste=b"", feuille=b'<x:c r="C4"/>'),
        archive(
            autre=b'<table:table><table:table-row table:number-rows-repeated="99"><table:table-cell office:value="1"/>',
            contenu=b'<table:table><table:table-row table:number-rows-repeated="4">'
            b'<table:table-cell office:value="1" table:number-columns-repeated="3"/>',
        ),
    ],
    ids=["xlsx", "ods"],
)
def test_le_nombre_de_cases_est_limite_a_une_pres(contenu, monkeypatch):
    monkeypatch.setattr(classeur, "_CELLULES_MAX", 12)
    assert refus(contenu) == "F118"
    monkeypatch.setattr(classeur, "_CELLULES_MAX", 11)
    assert refus(contenu) == "F119"


def test_un_ancien_excel_dont_rien_ne_dit_la_taille_est_mesure_avant_d_etre_lu(monkeypatch):
    feuille = SimpleNamespace(total_height=3, total_width=4, start=(0, 0), iter_rows=lambda: [["x"]])
    ouvert = SimpleNamespace(get_sheet_by_name=lambda nom: feuille)
    monkeypatch.setattr(classeur, "_CELLULES_MAX", 12)
    assert list(classeur._lignes(ouvert, "G")) == [Ligne(1, 1, ("x",))]
    monkeypatch.setattr(classeur, "_CELLULES_MAX", 11)
    with pytest.raises(ValueError, match="G"):
        list(classeur._lignes(ouvert, "G"))


@pytest.mark.parametrize(
    ("xml", "cases"),
    [
        ('<x:c r="A1"/>', 1),
        ('<x:c r="C4"/>', 12),
        ("<x:c r='C4'/>", 12),
        ('<x:c r="c4"/>', 12),
        ('<x:c r="A10" s="1"/><x:c r="A9"/>', 10),  # rows are numbers: 9 comes before 10
        ('<x:c s="1" r="C2"/><x:c t="s" r="B5"/>', 15),  # the last column of one row, the last row of another
        ('<x:c r="Z1"/><x:c r="AA1"/>', 27),
        ('<x:c r="ZZ2"/>', 1404),
        ('<x:c r="AAA1"/>', 703),
        ('<c r="XFD1048576"/>', 16384 * 1048576),
        ('<c r="A1:B2"/>', 0),  # nowhere, before any row
        ('<x:row r="7"><x:c/><x:c/></x:row>', 14),  # a cell that does not say where it is comes after the one before
        ('<x:row r="7"><x:c r="C7"/><x:c/></x:row>', 28),
        ('<x:row r="7"/><x:row><x:c/></x:row><x:row r="x"><x:c/></x:row>', 9),
        ("<x:row><x:c/><x:c/></x:row><x:row><x:c/></x:row>", 4),
        ('<x:col r="Z9"/><x:c r="B1"/>', 2),
        ('<row r="2"><c/></row>', 2),
    ],
)
def test_une_feuille_d_excel_d_une_ecriture_rare_va_de_a1_a_sa_derniere_case(xml, cases):
    assert classeur._rectangle_xlsx(f"<sheet>{xml}</sheet>".encode()) == cases
    assert classeur._rectangle_xlsx(f"<sheet>{xml}</sheet>".encode("utf-16")) == cases


@pytest.mark.parametrize("xml", ["<row/>", "<x:row/>", '<c r="A1"/>', '<c r="DZ29999" t="s"/>', '<col r="Z9"/>'])
def test_une_feuille_d_excel_ordinaire_compte_pour_la_plus_grande_de_celles_la(xml):
    assert classeur._rectangle_xlsx(xml.encode()) == 130 * 29_999


def lignes_ods(*lignes):
    """Rows: a number and its cells, each a number and whether it says something."""
    return b"".join(
        b'<table:table-row table:number-rows-repeated="%d">' % fois
        + b"".join(
            b'<table:%s table:number-columns-repeated="%d"%s/>'
            % (balise, nombre, b' office:value-type="string"' * (balise == b"table-cell" and dit))
            for nombre, dit, balise in ((*cellule, b"table-cell")[:3] for cellule in cellules)
        )
        for fois, *cellules in lignes
    )


@pytest.mark.parametrize(
    ("tables", "cases"),
    [
        ([[]], 0),
        ([[(1, (1, True))]], 1),
        ([[(1, (1, True), (1, True))]], 2),
        ([[(1, (3, True))]], 3),
        ([[(10, (1, True))]], 10),
        ([[(1, (4, False), (1, True), (100, False))]], 5),
        ([[(1, (4, False, b"covered-table-cell"), (1, True))]], 5),
        ([[(1, (1, True)), (8, (1, False)), (1, (2, True)), (1000, (9, False))]], 20),
        ([[(1, (5, True)), (1, (1, True)), (2, (1, True))]], 20),  # the last column of one row, the last row of another
        ([[(2, (1, True)), (3, (1, True)), (1, (1, True))]], 6),
        ([[(2, (3, True))], [(1, (1, True))]], 6),  # of two sheets, the larger
        ([[(1, (1, True))], [(2, (3, True))]], 6),
        ([[(1, (9, True))], [(9, (1, True))]], 9),  # and neither knows of the other
        ([[(9, (1, False))], [(1, (1, True))]], 1),
    ],
)
def test_une_feuille_d_un_ods_va_de_a1_a_la_derniere_case_qui_dit_quelque_chose(tables, cases):
    xml = b"".join(b'<table:table table:name="T">' + lignes_ods(*lignes) for lignes in tables)
    assert classeur._rectangle_ods(xml) == cases


def test_une_case_d_un_ods_qui_ne_se_repete_pas_compte_une_fois():
    xml = b'<table:table><table:table-row><table:table-cell office:value="1"/><table:table-cell office:value="2"/>'
    assert classeur._rectangle_ods(xml) == 2


# Sheets


FEUILLES = (Feuille("Notice", ()), Feuille("Grille", ()))


def test_un_onglet_nomme_est_seul_retenu_et_sans_nom_tous_le_sont():
    assert retenir(FEUILLES, "Grille", "g") == ([FEUILLES[1]], ())
    assert retenir(FEUILLES, None, "g") == (list(FEUILLES), ())
    assert retenir((), None, "g") == ([], ())


@pytest.mark.parametrize(
    ("feuilles", "onglets"), [(FEUILLES, "Notice ; Grille"), ((Feuille("", ()),), "aucun, c'est un CSV")]
)
def test_un_onglet_inconnu_nomme_ceux_qu_il_y_a(feuilles, onglets):
    lu = retenir(feuilles, "Feuil1", "g.xlsx")
    (faute,) = lu.diagnostics
    assert (lu.value, faute.code, faute.position.source) == (None, "F120", "g.xlsx")
    assert (faute.message, faute.aide) == ("il n'y a pas d'onglet « Feuil1 »", f"onglets du fichier : {onglets}.")
