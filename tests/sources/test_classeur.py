"""A workbook as rows of texts: what each cell becomes, and the size that is refused before it is unfolded."""

import zlib
from datetime import date, datetime
from io import BytesIO
from string import ascii_uppercase
from types import SimpleNamespace
from zipfile import BadZipFile

import pytest
import xlsxwriter
from python_calamine import CalamineError, WorksheetNotFound, XmlError

from clea_cli.sorties import tableur_ods, tableur_xlsx
from clea_cli.sources import classeur, classeur_xlsx, classeur_xlsx_ordinaire, feuille_lue
from clea_cli.sources.cellules import Feuille, Ligne
from clea_cli.sources.classeur import lire, retenir
from tests.outils.classeurs_bruts import archive, ods, parties_xlsx, table, xlsx

MANIFESTE = "META-INF/manifest.xml"


def excel(**feuilles):
    """A workbook: cell by cell, the sheets by their names."""
    sortie = BytesIO()
    with xlsxwriter.Workbook(
        sortie, {"in_memory": True, "default_date_format": "dd/mm/yyyy"}
    ) as ecrit:
        for nom, cases in feuilles.items():
            feuille = ecrit.add_worksheet(nom)
            for case, valeur in cases.items():
                feuille.write(case, valeur)
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
    assert [(ligne.rang, ligne.valeurs) for ligne in feuille.lignes] == [
        (2, ("", "", "a")),
        (4, ("", "b", "c")),
    ]


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
        (archive({MANIFESTE: b"<manifest:encryption-data/>"}), "F117"),
        (archive({MANIFESTE: b"<manifest:file-entry/>"}), "F118"),  # neither locked, nor a workbook
        (archive(parties_xlsx({})), "F118"),  # no sheet at all
        (ods(""), "F118"),
        (b"\xd0\xcf\x11\xe0", "F118"),
        (b"PK\x03\x04", "F118"),
        (b"", "F118"),
    ],
)
def test_un_classeur_verrouille_ou_abime_est_dit_tel(contenu, code):
    assert refus(contenu) == code


@pytest.mark.parametrize(
    "panne",
    [
        CalamineError,
        WorksheetNotFound,
        XmlError,
        BadZipFile,
        zlib.error,
        EOFError,
        OSError,
        ValueError,
        RuntimeError,
    ],
)
def test_ce_que_le_lecteur_ne_comprend_pas_est_une_faute_du_fichier(panne, monkeypatch):
    def rompre(contenu):
        raise panne

    monkeypatch.setattr(classeur_xlsx, "CalamineWorkbook", SimpleNamespace(from_filelike=rompre))
    assert refus(excel(G={"A1": "x"})) == "F118"


# Size


def test_la_taille_depliee_est_limitee_a_l_octet(monkeypatch):
    contenu = archive({MANIFESTE: b"x" * 60, "autre.xml": b"y" * 40})
    monkeypatch.setattr(classeur, "_DEPLIE_MAX", 100)
    assert refus(contenu) == "F118"
    monkeypatch.setattr(classeur, "_DEPLIE_MAX", 99)
    assert refus(contenu) == "F119"


def limiter(monkeypatch, cases):
    for module in (feuille_lue, classeur_xlsx_ordinaire):
        monkeypatch.setattr(module, "CELLULES_MAX", cases)


def rangees(*cases):
    """The rows of an xlsx that hold these cells, each with a number."""
    lignes = {}
    for case in cases:
        lignes.setdefault(int(case.lstrip(ascii_uppercase)), []).append(
            f'<c r="{case}"><v>1</v></c>'
        )
    return "".join(
        f'<row r="{rang}">{"".join(cellules)}</row>' for rang, cellules in lignes.items()
    )


@pytest.mark.parametrize(
    ("cases", "rectangle"),
    [
        (["A1"], 1),
        (["C4"], 12),
        (["A9", "A10"], 10),  # rows are numbers: 9 comes before 10
        (["C2", "B5"], 15),  # the last column of one row, the last row of another
        (["Z1", "AA1"], 27),
        (["ZZ2"], 1404),
        (["AAA1"], 703),
        (["DZ9"], 130 * 9),
    ],
)
@pytest.mark.parametrize("apres", ["", "<!-- rare -->"], ids=["vite", "lentement"])
def test_une_feuille_d_excel_va_de_a1_a_sa_derniere_case(cases, rectangle, apres, monkeypatch):
    contenu = xlsx(rangees(*cases), apres=apres)
    limiter(monkeypatch, rectangle)
    assert lire(contenu, "g").value is not None
    limiter(monkeypatch, rectangle - 1)
    assert refus(contenu) == "F119"


def lignes_ods(*lignes):
    """Rows: a number and its cells, each a number and whether it says something."""
    return "".join(
        f'<table:table-row table:number-rows-repeated="{fois}">'
        + "".join(
            f'<table:table-cell table:number-columns-repeated="{nombre}"'
            + (
                ' office:value-type="string"><text:p>x</text:p></table:table-cell>'
                if parle
                else "/>"
            )
            for nombre, parle in cellules
        )
        + "</table:table-row>"
        for fois, *cellules in lignes
    )


@pytest.mark.parametrize(
    ("tables", "cases"),
    [
        ([[(1, (1, True))]], 1),
        ([[(1, (1, True), (1, True))]], 2),
        ([[(1, (3, True))]], 3),
        ([[(10, (1, True))]], 10),
        ([[(1, (4, False), (1, True), (100, False))]], 5),
        ([[(1, (1, True)), (8, (1, False)), (1, (2, True)), (1000, (9, False))]], 20),
        (
            [[(1, (5, True)), (1, (1, True)), (2, (1, True))]],
            20,
        ),  # the last column of one row, the last row of another
        ([[(2, (1, True)), (3, (1, True)), (1, (1, True))]], 6),
        ([[(2, (3, True))], [(1, (1, True))]], 6),  # of two sheets, the larger
        ([[(1, (1, True))], [(2, (3, True))]], 6),
        ([[(1, (9, True))], [(9, (1, True))]], 9),  # and neither knows of the other
        ([[(9, (1, False))], [(1, (1, True))]], 1),
    ],
)
def test_une_feuille_d_un_ods_va_de_a1_a_la_derniere_case_qui_dit_quelque_chose(
    tables, cases, monkeypatch
):
    contenu = ods("".join(table(lignes_ods(*lignes)) for lignes in tables))
    limiter(monkeypatch, cases)
    assert lire(contenu, "g").value is not None
    limiter(monkeypatch, cases - 1)
    assert refus(contenu) == "F119"


# Sheets


FEUILLES = (Feuille("Notice", ()), Feuille("Grille", ()))


def test_un_onglet_nomme_est_seul_retenu_et_sans_nom_tous_le_sont():
    assert retenir(FEUILLES, "Grille", "g") == ([FEUILLES[1]], ())
    assert retenir(FEUILLES, None, "g") == (list(FEUILLES), ())
    assert retenir((), None, "g") == ([], ())


@pytest.mark.parametrize(
    ("feuilles", "onglets"),
    [(FEUILLES, "Notice ; Grille"), ((Feuille("", ()),), "aucun, c'est un CSV")],
)
def test_un_onglet_inconnu_nomme_ceux_qu_il_y_a(feuilles, onglets):
    lu = retenir(feuilles, "Feuil1", "g.xlsx")
    (faute,) = lu.diagnostics
    assert (lu.value, faute.code, faute.position.source) == (None, "F120", "g.xlsx")
    assert (faute.message, faute.aide) == (
        "il n'y a pas d'onglet « Feuil1 »",
        f"onglets du fichier : {onglets}.",
    )
