"""What is read of a grid typed in a spreadsheet, exactly: how it is laid out, each value's cell, what is said of it."""

import re
from io import BytesIO
from zipfile import ZipFile

import pytest
from xlsxwriter import Workbook

from clea_cli.atelier import importation_export, lire_importation
from clea_cli.atelier.importation_disposition import (
    CodeLu,
    Disposition,
    disposer,
    est_un_titre,
    lire_code,
)
from clea_cli.atelier.importation_lignes import combien_de_codes
from clea_cli.diagnostics import Position
from clea_cli.sorties import tableur_ods
from clea_cli.sources.cellules import Cellule, Ligne
from tests.atelier.test_importation import en_xlsx


def lire(texte):
    return lire_importation.lire(texte.encode(), "g.csv")


def rangees(texte):
    return [
        Ligne(rang, rang, tuple(ligne.split(";")))
        for rang, ligne in enumerate(texte.split("\n"), start=1)
    ]


def case(nom, valeur):
    """The cell of that name, in a CSV without blank lines."""
    colonne, rang = ord(nom[0]) - ord("A") + 1, int(nom[1:])
    return Cellule(valeur, rang, rang, colonne)


# A code in a cell


@pytest.mark.parametrize(
    ("cellule", "lu"),
    [
        ("1", CodeLu(("1",), None, "", seul=True)),
        ("12 gestes", CodeLu(("12",), None, "gestes", seul=True)),
        ("1 : Lire", CodeLu(("1",), None, "Lire", seul=False)),
        ("1 - Lire", CodeLu(("1",), None, "Lire", seul=False)),
        ("1.10", CodeLu(("1", "10"), None, "", seul=False)),
        ("1,2-3_4", CodeLu(("1", "2", "3", "4"), None, "", seul=False)),
        ("1.1.1. Lire ", CodeLu(("1", "1", "1"), None, "Lire", seul=False)),
        ("1.1) Lire\nun mot", CodeLu(("1", "1"), None, "Lire\nun mot", seul=False)),
        ("Domaine 1", CodeLu(("1",), 0, "", seul=False)),
        ("D1", CodeLu(("1",), 0, "", seul=False)),
        ("sous-domaine n° 2 : Écrire", CodeLu(("2",), 1, "Écrire", seul=False)),
        ("Sous domaine 2", CodeLu(("2",), 1, "", seul=False)),
        ("SD2", CodeLu(("2",), 1, "", seul=False)),
        ("Critère 3", CodeLu(("3",), 2, "", seul=False)),
        ("critere 1.1.3", CodeLu(("1", "1", "3"), 2, "", seul=False)),
        ("C3", CodeLu(("3",), 2, "", seul=False)),
        ("1.1a", CodeLu(("1",), None, "1a", seul=True)),
        ("n° 3", CodeLu(("3",), None, "", seul=True)),
        *((autre, None) for autre in ("", "Lire", "c 3x", "50% des", "1234", "A1", "critères 3")),
    ],
)
def test_un_code_se_lit_de_bien_des_facons(cellule, lu):
    assert lire_code(cellule) == lu


@pytest.mark.parametrize(
    ("ligne", "attendu"),
    [
        (("Code", "Libellé"), True),
        (("N°", "Intitulé"), True),
        (("Domaine", "Sous-domaine"), True),
        (("Domaine", "Domaine"), False),
        (("Domaine", "x"), False),
        (("Code", "Réf"), False),
        (("", ""), False),
    ],
)
def test_une_ligne_de_titres_en_a_deux(ligne, attendu):
    assert est_un_titre(Ligne(1, 1, ligne)) is attendu


@pytest.mark.parametrize(
    ("texte", "combien"),
    [("1;A\n1.1;B\n1.1.1;C", 2), ("1.1;1.2;x\n2 ;3", 1), (" 1.1 ;x\n", 1), ("a\nb", 0), ("", 0)],
)
def test_les_lignes_qui_ont_un_code_de_plusieurs_nombres_se_comptent(texte, combien):
    assert combien_de_codes(rangees(texte)) == combien


# How a table is laid out

AUCUN = frozenset()


@pytest.mark.parametrize(
    ("texte", "attendue"),
    [
        ("x\nCode;Intitulé\n1;A\n1.1;B", Disposition(1, (0,), (1,), {}, AUCUN)),
        (
            "Référence;Description;Code;Désignation\n1;A;2;B",
            Disposition(0, (0, 2), (1, 3), {}, AUCUN),
        ),
        ("N°;Libellé\n1;A\n1.1;B", Disposition(0, (0,), (1,), {}, AUCUN)),
        ("1;A\n1.1;B\n1.1.1;C", Disposition(None, (0,), (), {}, AUCUN)),
        ("1 A\n1.1 B\n1.1.1 C", Disposition(None, (0,), (), {}, frozenset({0}))),
        ("1 A\n1.1 B\n1.1.1\n1.1.2", Disposition(None, (0,), (), {}, frozenset({0}))),
        ("1 A\n1.1\n1.1.1\n1.1.2", Disposition(None, (0,), (), {}, AUCUN)),
        ("Code;Libellé\n1 A;x\n1.1 B;y", Disposition(0, (0,), (1,), {}, AUCUN)),
        ("Domaine;Sous-domaine;Critère\nA;B;C", Disposition(0, (), (), {0: 0, 1: 1, 2: 2}, AUCUN)),
        ("Critères;x;Domaines\nA;B;C", Disposition(0, (), (), {0: 2, 2: 0}, AUCUN)),
        ("Code;Domaine;Critère\n1;A;B", Disposition(0, (0,), (), {1: 0, 2: 2}, AUCUN)),
        ("Code;Ref;Domaine;Critère\n1;1;A;B", Disposition(0, (), (), {2: 0, 3: 2}, AUCUN)),
        ("Domaine;Code\nA;1.1\nB;1.2", Disposition(0, (1,), (), {}, AUCUN)),
        ("Domaine;Critère\n1;1.1\n2;1.2", Disposition(0, (1,), (), {}, AUCUN)),
        ("A;;\n;B;\n;;C", Disposition(None, (), (), {0: 0, 1: 1, 2: 2}, AUCUN)),
        (";A;;\n;;;B\n;;C;", Disposition(None, (), (), {1: 0, 2: 1, 3: 2}, AUCUN)),
        ("A;x;\n;B;\n;;C", Disposition(None, (), (), {}, AUCUN)),
        ("A;\n;B", Disposition(None, (), (), {}, AUCUN)),
        # columns of bare numbers: those before the codes, unless they only count the rows
        ("1;;A\n;1.1;B\n;1.1.1;C", Disposition(None, (0, 1), (), {}, AUCUN)),
        ("1;1;A\n2;1.1;B\n3;1.1.1;C", Disposition(None, (1,), (), {}, AUCUN)),
        (";A;1\n1.1;B;\n1.1.1;C;", Disposition(None, (0,), (), {}, AUCUN)),
        ("N°;Code bis;Intitulé\n1;;A\n;1.1;B\n;1.1.1;C", Disposition(0, (1,), (2,), {}, AUCUN)),
        ("Points;Numéro;Intitulé\n1;;A\n;1.1;B\n;1.1.1;C", Disposition(0, (1,), (2,), {}, AUCUN)),
        ("D1;A\nSD1;B", Disposition(None, (0,), (), {}, AUCUN)),
        ("1;A\n2;B", Disposition(None, (), (), {}, AUCUN)),
        ("1.1;1.2\nx;1.3\ny;z", Disposition(None, (1,), (), {}, AUCUN)),
        ("Domaine;Critère\n1;1.1", Disposition(0, (1,), (), {}, AUCUN)),  # one row is enough
        (
            "1.1;x\nDomaine;Critère\nA;B",
            Disposition(1, (), (), {0: 0, 1: 2}, AUCUN),
        ),  # what is above does not count
        (
            "Libellé;Intitulé;Points\nA;;\n;B;\n;;C",
            Disposition(0, (), (), {0: 0, 1: 1, 2: 2}, AUCUN),
        ),
        ("1 A\n1.1\n1.1.1", Disposition(None, (0,), (), {}, AUCUN)),
        ("1.1;A\nx;B\n1.2;C\ny;D", Disposition(None, (0,), (), {}, AUCUN)),
    ],
)
def test_la_disposition_d_un_tableau_est_decidee_une_fois(texte, attendue):
    assert disposer(rangees(texte)) == attendue


# The lines


def critere(code, libelle):
    return {"code": code, "libelle": libelle}


def test_une_grille_par_codes_se_lit_avec_la_case_de_chaque_valeur():
    titres = "Grille;d'essai\nNotre grille\nCode;Intitulé;Remarque\n"
    lu = lire(f"{titres}1;A;r1\n1.1;B;\n1.1.1;C;\n1.1.2;D;r2\n2;E;\n2.1;F;\n2.1.1;G;\n")
    assert lu.diagnostics == ()
    un = {"code": "1.1", "libelle": "B", "criteres": [critere("1.1.1", "C"), critere("1.1.2", "D")]}
    deux = {"code": "2.1", "libelle": "F", "criteres": [critere("2.1.1", "G")]}
    assert lu.value.racine == {
        "domaines": [
            {"code": "1", "libelle": "A", "sous_domaines": [un]},
            {"code": "2", "libelle": "E", "sous_domaines": [deux]},
        ]
    }
    d, s, c = "domaines", "sous_domaines", "criteres"
    cases = {
        (d, 0): case("A4", "1"),
        (d, 0, s, 0): case("A5", "1.1"),
        (d, 0, s, 0, c, 0): case("A6", "1.1.1"),
        (d, 0, s, 0, c, 1): case("A7", "1.1.2"),
        (d, 1): case("A8", "2"),
        (d, 1, s, 0): case("A9", "2.1"),
        (d, 1, s, 0, c, 0): case("A10", "2.1.1"),
    }
    assert lu.value.lieux == {
        (*chemin, *cle): ou for chemin, ou in cases.items() for cle in ((), ("code",), ("libelle",))
    }
    assert lu.value[2:] == (
        False,
        ("niveaux donnés par les codes", "colonnes laissées de côté : C (« r1 »…)"),
        "Notre grille",
    )


def test_une_grille_par_colonnes_compte_elle_meme_ses_lignes():
    lu = lire(
        "Notre grille;;\n;Domaine;Sous-domaine;Critère;Note\n;A;B;C;n\n;;;D;\n;;E;F;\n;A;E;H;\n;I;J;K;\n"
    )
    assert lu.diagnostics == ()
    un = {"code": "1.1", "libelle": "B", "criteres": [critere("1.1.1", "C"), critere("1.1.2", "D")]}
    deux = {
        "code": "1.2",
        "libelle": "E",
        "criteres": [critere("1.2.1", "F"), critere("1.2.2", "H")],
    }
    trois = {"code": "2.1", "libelle": "J", "criteres": [critere("2.1.1", "K")]}
    assert lu.value.racine["domaines"] == [
        {"code": "1", "libelle": "A", "sous_domaines": [un, deux]},
        {"code": "2", "libelle": "I", "sous_domaines": [trois]},
    ]
    assert lu.value.lieux["domaines", 0, "sous_domaines", 1, "criteres", 1, "code"] == case(
        "D6", "H"
    )
    assert lu.value.lieux["domaines", 1] == case("B7", "I")
    assert lu.value[2:] == (
        False,
        (PAR_COLONNES, COMPTES, "colonnes laissées de côté : E (« n »…)"),
        "Notre grille",
    )


def test_un_code_a_cote_de_niveaux_nommes_est_celui_du_plus_profond():
    lu = lire("Code;Domaine;Sous-domaine;Critère\n2.3.4;A;B;C\n2.3;;;D\n2.4.1 x;;E;F\n")
    domaine = lu.value.racine["domaines"][0]
    assert (domaine["code"], [s["code"] for s in domaine["sous_domaines"]]) == ("2", ["2.3", "2.2"])
    assert [c["code"] for s in domaine["sous_domaines"] for c in s["criteres"]] == [
        "2.3.4",
        "2.3.2",
        "2.2.1",
    ]


PAR_CODES, PAR_COLONNES = "niveaux donnés par les codes", "niveaux donnés par les colonnes"
COMPTES = "codes comptés dans l'ordre des lignes"
DE_COTE = "colonnes laissées de côté :"


@pytest.mark.parametrize(
    ("texte", "lignes", "lu"),
    [
        ("1 A\n1.1 B\n1.1.1 C\n", "1 A, 1.1 B, 1.1.1 C", (PAR_CODES,)),
        ("1;;A\n1.1;;B\n1.1.1;;C\n", "1 A, 1.1 B, 1.1.1 C", (PAR_CODES,)),
        (
            "r1;1;A\nr2;1.1;B\nr3;1.1.1;C\n",
            "1 A, 1.1 B, 1.1.1 C",
            (PAR_CODES, f"{DE_COTE} A (« r1 »…)"),
        ),
        (
            "1;A;x;y\n1.1;B\n1.1.1;C\n",
            "1 A, 1.1 B, 1.1.1 C",
            (PAR_CODES, f"{DE_COTE} C (« x »…), D (« y »…)"),
        ),
        (
            f"1;A{';' * 22}x\n1.1;B\n1.1.1;C\n",
            "1 A, 1.1 B, 1.1.1 C",
            (PAR_CODES, f"{DE_COTE} X (« x »…)"),
        ),
        (
            "Critère;Sous-domaine;Domaine\nC;B;A\nC;B;A\n",
            "1 A, 1.1 B, 1.1.1 C, 1.1.2 C",
            (PAR_COLONNES, COMPTES),
        ),
        (
            "Code;Domaine;Sous-domaine;Critère\n1.1.1;A;B;C\n1.1.2;A bis;B;D\n",
            *("1 A, 1.1 B, 1.1.1 C, 1.1.2 D", (PAR_COLONNES,)),
        ),
    ],
)
def test_une_grille_sans_titre_se_lit_et_ce_qui_en_reste_est_nomme(texte, lignes, lu):
    lue = lire(texte)
    assert (lue.value.titre, lue.value.lu, lue.diagnostics) == ("", lu, ())
    assert (
        ", ".join(
            f"{ligne['code']} {ligne['libelle']}" for ligne in a_plat(lue.value.racine["domaines"])
        )
        == lignes
    )


def a_plat(lignes):
    """All lines, each before those below it."""
    for ligne in lignes:
        yield ligne
        yield from a_plat(ligne.get("sous_domaines", ligne.get("criteres", ())))


HAUT = "1;A\n1.1;B\n1.1.1;C\n"
TITREE = "Domaine;Sous-domaine;Critère\nA;B;C\n"


@pytest.mark.parametrize(
    ("texte", "attendues"),
    [
        ("titre\nA;B\n", [("R601", "A1", "")]),
        (f"{HAUT}1.1.2;\n", [("R602", "A4", "1.1.2")]),
        ("1;A\n1.1.1;C\n1.1.2;D\n1.1;B\n1.1.1;E\n", [("R603", "A2", "sous-domaine")]),
        (
            "1.1;B\n1.1.1;C\n",
            [
                ("R603", "A1", "domaine"),
            ],
        ),
        (f"{HAUT}02/03/2026;E\n", [("R604", "A4", "02/03/2026")]),
        (f"{HAUT}2-mars;E\n;Total;12\n", [("R604", "A4", "2-mars"), ("R606", "B5", "« Total »")]),
        (f"{HAUT}{'x' * 41};E\n", [("R606", "A4", f"« {'x' * 39}… »")]),
        (
            f"{HAUT}1.1.3;E\n",
            [
                ("R607", "A4", "le code 1.1.3 vient après 1.1.1 : 1.1.2 manque"),
            ],
        ),
        ("1;A\n1.1;B\n1.1.2;C\n", [("R607", "A3", "1.1.1")]),
        ("1;A\n1.2;B\n1.2.1;C\n", [("R607", "A2", "1.1")]),
        (f"{HAUT}3;D\n3.1;E\n3.1.1;F\n", [("R607", "A4", "le code 3 vient après 1 : 2 manque")]),
        ("2;A\n2.1;B\n2.1.1;C\n", [("R607", "A1", "le code 2 vient en premier : 1 manque")]),
        ("1;A\n2;B\n2.1;C\n2.1.1;D\n", [("R608", "A1", "sous-domaine")]),
        (f"{HAUT}1.2;Un long libellé\n", [("R608", "A4", "critère")]),
        (f"{HAUT}2;{'x' * 41}\n", [("R608", "A4", f"« {'x' * 39}… »")]),
        (
            f"{HAUT}1.1.1.1;D\n",
            [("R609", "A4", "« 1.1.1.1 » n'est pas sûr : plus de trois niveaux (")],
        ),
        (
            f"{HAUT}1.1.2 bis;D\n",
            [("R609", "A4", "« 1.1.2 bis » n'est pas sûr : quelque chose suit le code (")],
        ),
        (
            f"{HAUT}1.1.2;D;1.2;E\n",
            [("R609", "C4", "« 1.2 » n'est pas sûr : un autre le précède sur la ligne (")],
        ),
        (
            "1;A;1.1;B;1.1.1;C\n;;2;D;2.1.1;E\n;;;;2.1.2;F\n",
            [("R603", "E2", "sous-domaine"), ("R608", "C2", "« D »")],
        ),
        ("Total;;\n;B;\n;;C\n", [("R606", "A1", "« Total »"), ("R603", "B2", "domaine")]),
        (f"{TITREE};;D\nFait le 2;x;y\n", [("R606", "A4", "« Fait le 2 »")]),
        (f"{TITREE}Domaine;Critère;x\n", [("R606", "A3", "« Domaine »")]),
        (f"{TITREE};D;\n", [("R608", "B3", "critère")]),
        (f"{TITREE}D;;\nE;F;G\n", [("R608", "A3", "sous-domaine")]),
        ("Domaine;Sous-domaine;Critère\nA;;C\n;;D\n;B;E\n", [("R603", "C2", "critère")]),
    ],
)
def test_ce_qui_ne_se_lit_pas_est_dit_a_sa_case(texte, attendues):
    dites = [
        (f.code, f.position.cellule, f"{f.message} ({f.aide})") for f in lire(texte).diagnostics
    ]
    assert [dite[:2] for dite in dites] == [attendue[:2] for attendue in attendues], dites
    assert [
        dit for (*_, dit), (*_, mots) in zip(dites, attendues, strict=True) if mots not in dit
    ] == []
    assert {f.position.source for f in lire(texte).diagnostics} == {"g.csv"}


# The sheets

GRILLE = [["1", "A"], ["1.1", "B"], ["1.1.1", "C"]]


def test_l_onglet_lu_est_nomme():
    contenu = en_xlsx(GRILLE, nom="Ici", avant=("Notice",))
    lu = lire_importation.lire(contenu, "g.xlsx").value
    assert lu.lu == ("onglet « Ici »", "niveaux donnés par les codes")
    refus = lire_importation.lire(contenu, "g.xlsx", "Là")
    assert (refus.value, [(f.code, f.position.source) for f in refus.diagnostics]) == (
        None,
        [("F120", "g.xlsx")],
    )
    vide = lire_importation.lire(en_xlsx([]), "g.xlsx")
    assert [(f.code, f.position.source) for f in vide.diagnostics] == [("F101", "g.xlsx")]
    illisible = lire_importation.lire(b"PK\x03\x04", "g.xlsx")
    assert [(f.code, f.position.source) for f in illisible.diagnostics] == [("F118", "g.xlsx")]


def en_onglets(**feuilles):
    """A workbook: the rows of each sheet, by its name."""
    flux = BytesIO()
    with Workbook(flux) as classeur:
        for nom, lignes in feuilles.items():
            feuille = classeur.add_worksheet(nom)
            for rang, ligne in enumerate(lignes):
                feuille.write_row(rang, 0, ligne)
    return flux.getvalue()


def test_une_grille_en_plusieurs_onglets_n_est_pas_lue_a_moitie():
    contenu = en_onglets(Un=GRILLE, Notice=[["à lire"]], Deux=GRILLE)
    refus = lire_importation.lire(contenu, "g.xlsx")
    assert refus.value is None
    assert [(f.code, f.position) for f in refus.diagnostics] == [("R610", Position("g.xlsx"))]
    assert "« Un », « Deux »" in refus.diagnostics[0].message
    assert lire_importation.lire(contenu, "g.xlsx", "Deux").value.lu[0] == "onglet « Deux »"


def test_un_classeur_sans_aucun_onglet_n_en_est_pas_un():
    flux = BytesIO()
    with ZipFile(BytesIO(tableur_ods.ecrire([["a"]]))) as plein, ZipFile(flux, "w") as vide:
        for nom in plein.namelist():
            vide.writestr(
                nom,
                re.sub(rb"<table:table .*</table:table>", b"", plein.read(nom), flags=re.DOTALL),
            )
    refus = lire_importation.lire(flux.getvalue(), "g.ods")
    assert (refus.value, [(f.code, f.position.source) for f in refus.diagnostics]) == (
        None,
        [("F118", "g.ods")],
    )


def test_un_export_suivi_d_autres_onglets_est_lu_seul():
    export = [ligne.valeurs for ligne in rangees(EXPORT)]
    lu = lire_importation.lire(en_onglets(Export=export, Autre=GRILLE), "e.xlsx")
    assert lu.value.lu == ("onglet « Export »", "export de clea, au complet")
    assert (lu.value.entiere, lu.value.titre, lu.diagnostics) == (True, "", ())
    assert lu.value.racine["id"] == "essai"
    a_l_envers = lire_importation.lire(en_onglets(Autre=GRILLE, Export=export), "e.xlsx")
    assert [f.code for f in a_l_envers.diagnostics] == ["R610"]


def test_les_fautes_d_un_export_sont_dites_a_leur_case():
    lu = lire(EXPORT.replace("id;essai", "schema;essai", 1))
    assert [(f.code, f.position.source, f.position.cellule) for f in lu.diagnostics] == [
        ("R605", "g.csv", "A2")
    ]
    assert lu.value.lu == ("export de clea, au complet",)


# The export of clea, read back

EXPORT = """\
schema;clea/referentiel/1
id;essai
avertissement;'=1
modalites/validite_ans;5
attendu/domaines;1
echelle/acquis/1;oui
echelle/acquis/2;1
regles/1/defaut;VRAI
regles/1/sous_domaine/exceptions/1.1/requis;1
regles/1/sous_domaine/exceptions/1.2/requis;1/2
regles/1/sources;a;b;;
regles/1/verifie_le;23/11/2026
regles/1/libelle;12
exemples/1/sauf;
exemples/1/libelle;␊e
succede/retires;1.1.2
niveau;code;libelle;points;sources;remplace
domaine;1;A;;;
sous_domaine;1.1;12;;a b;
critere;1.1.1;C;2;;aucun
critere;1.1.2;D;1/2;a;1.1.3 1.1.4"""


def test_un_export_se_relit_avec_ses_genres_et_ses_cases():
    lignes = rangees(EXPORT)
    assert importation_export.reconnaitre(lignes)
    racine, lieux, fautes = importation_export.lire(lignes, "e.csv")
    exceptions = {"1.1": {"requis": 1}, "1.2": {"requis": "1/2"}}
    criteres = [
        {"code": "1.1.1", "libelle": "C", "points": 2, "remplace": []},
        {
            "code": "1.1.2",
            "libelle": "D",
            "points": "1/2",
            "sources": ["a"],
            "remplace": ["1.1.3", "1.1.4"],
        },
    ]
    sous_domaine = {"code": "1.1", "libelle": "12", "sources": ["a", "b"], "criteres": criteres}
    assert racine == {
        "schema": "clea/referentiel/1",
        "id": "essai",
        "avertissement": "=1",
        "modalites": {"validite_ans": 5},
        "attendu": {"domaines": 1},
        "echelle": {"acquis": ["oui", "1"]},
        "regles": [
            {
                "defaut": True,
                "sous_domaine": {"exceptions": exceptions},
                "sources": ["a", "b"],
                "verifie_le": "2026-11-23",
                "libelle": "12",
            }
        ],
        "succede": {"retires": ["1.1.2"]},
        "domaines": [{"code": "1", "libelle": "A", "sous_domaines": [sous_domaine]}],
        "exemples": [{"sauf": {}, "libelle": "\ne"}],
    }
    assert list(racine)[-2:] == ["domaines", "exemples"]
    assert fautes == []
    assert lieux["id",] == case("B2", "essai")
    assert lieux["regles", 0] == lieux["regles", 0, "defaut"] == case("B8", "VRAI")
    assert lieux["echelle", "acquis", 1] == case("B7", "1")
    ici = ("domaines", 0, "sous_domaines", 0, "criteres", 1)
    assert (lieux[ici], lieux[*ici, "points"]) == (case("B21", "1.1.2"), case("D21", "1/2"))
    assert lieux[*ici, "niveau"] == case("A21", "critere")


@pytest.mark.parametrize(
    ("avant", "apres", "cellule"),
    [
        ("id;essai", "schema;essai", "A2"),
        ("echelle/acquis/2;1", "echelle/acquis/3;1", "A7"),
        ("echelle/acquis/2;1", "echelle/acquis/0;1", "A7"),
        ("echelle/acquis/2;1", "echelle/acquis/x;1", "A7"),
        ("echelle/acquis/2;1", "id/x;1", "A7"),
        ("domaine;1;A", "Domaine;1;A", "A18"),
        ("sous_domaine;1.1;12", "x;1.1;12", "A19"),
        ("domaine;1;A", "critere;1;A", "A18"),
        ("echelle/acquis/2;1", f"{'x' * 41}/{'y' * 9}/1;", None),
    ],
)
def test_un_chemin_qui_ne_mene_nulle_part_est_dit(avant, apres, cellule):
    *_, fautes = importation_export.lire(rangees(EXPORT.replace(avant, apres, 1)), "e.csv")
    assert [(f.code, f.position.source) for f in fautes[:1]] == [("R605", "e.csv")] * bool(cellule)
    assert [f.position.cellule for f in fautes[:1]] == [cellule] * bool(cellule)


@pytest.mark.parametrize(
    ("fait", "cle", "valeur"),
    [
        ("inconnue;12", "inconnue", 12),
        ("inconnue;1/2", "inconnue", "1/2"),
        ("libelle;12", "libelle", "12"),
        ("libelle;vrai", "libelle", "vrai"),
        ("libelle;", "libelle", ""),
        ("modalites;", "modalites", {}),
        ("modalites;x", "modalites", "x"),
        ("sources;", "sources", []),
    ],
)
def test_un_fait_a_le_genre_que_dit_sa_cle(fait, cle, valeur):
    racine, lieux, fautes = importation_export.lire(
        rangees(f"schema;s\n{fait}\nniveau;code;libelle"), "e.csv"
    )
    assert (racine, fautes) == ({"schema": "s", cle: valeur, "domaines": [], "exemples": []}, [])
    assert lieux[cle,] == case("B2", fait.partition(";")[2])


def test_un_groupe_n_a_pas_de_valeur_a_lui():
    racine, *_ = importation_export.lire(
        rangees("regles/1/sous_domaine/exceptions;x\nniveau;code;libelle"), "e.csv"
    )
    assert racine["regles"] == [{"sous_domaine": {"exceptions": {}}}]


@pytest.mark.parametrize(
    ("ecrit", "lu"),
    [("VRAI", True), ("vrai", True), ("true", True), ("True", True), ("faux", "faux"), ("1", "1")],
)
def test_seul_vrai_est_vrai(ecrit, lu):
    racine, *_ = importation_export.lire(
        rangees(EXPORT.replace("defaut;VRAI", f"defaut;{ecrit}")), "e.csv"
    )
    assert racine["regles"][0]["defaut"] == lu
    assert racine["regles"][0]["defaut"] is lu or lu is not True


def test_un_chemin_qui_ne_mene_nulle_part_est_cite():
    *_, fautes = importation_export.lire(
        rangees(EXPORT.replace("id;essai", "schema;essai", 1)), "e.csv"
    )
    assert "« schema »" in fautes[0].message


@pytest.mark.parametrize(
    "texte",
    [
        "",
        "id;x\nniveau;code;libelle",
        "schema;x",
        "schema;x\nniveau;code",
        "x\nschema;x\nniveau;code;libelle",
    ],
)
def test_un_autre_tableau_n_est_pas_un_export(texte):
    assert not importation_export.reconnaitre(rangees(texte))
    assert not importation_export.reconnaitre([])
