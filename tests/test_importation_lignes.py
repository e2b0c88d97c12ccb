"""A grid typed in a spreadsheet, row by row: what each code means, which columns are read, and every doubt said."""

import pytest

from clea_cli.grille import Ligne
from clea_cli.readers.importation_disposition import Disposition, disposer, est_un_titre, lire_code
from clea_cli.readers.importation_lignes import combien_de_codes, lire


def rangees(texte):
    """Rows that a semicolon parts into cells."""
    return [Ligne(rang, rang, tuple(ligne.split(";"))) for rang, ligne in enumerate(texte.split("\n"), start=1)]


def arbre(lignes, dessous=("sous_domaines", "criteres")):
    """The lines and those below them: « 1 A (1.1 B (1.1.1 C)) »."""
    dits = []
    for ligne in lignes:
        cle = next((cle for cle in dessous if cle in ligne), None)
        suite = f" ({arbre(ligne[cle])})" if cle and ligne[cle] else ""
        dits.append(f"{ligne['code']} {ligne['libelle']}{suite}")
    return ", ".join(dits)


def dites(lues):
    return [f"{faute.code}@{faute.position.cellule} {faute.message}" for faute in lues.diagnostics]


# A code in its cell


@pytest.mark.parametrize(
    ("cellule", "attendu"),
    [
        ("1", (("1",), None, "", True)),
        ("1.2.10", (("1", "2", "10"), None, "", False)),
        ("1,2", (("1", "2"), None, "", False)),
        ("1-2_3", (("1", "2", "3"), None, "", False)),
        ("1.", (("1",), None, "", True)),
        ("1) Lire", (("1",), None, "Lire", True)),
        ("1 : Lire", (("1",), None, "Lire", False)),
        ("1 – Lire", (("1",), None, "Lire", False)),
        ("3 gestes", (("3",), None, "gestes", True)),
        ("1.1 Lire\nun mot ", (("1", "1"), None, "Lire\nun mot", False)),
        ("Domaine 1", (("1",), 0, "", False)),
        ("DOMAINE n° 2 : Lire", (("2",), 0, "Lire", False)),
        ("D3", (("3",), 0, "", False)),
        ("Sous-domaine 1", (("1",), 1, "", False)),
        ("sous domaine 1.2", (("1", "2"), 1, "", False)),
        ("sd4", (("4",), 1, "", False)),
        ("Critère 5", (("5",), 2, "", False)),
        ("critere 5", (("5",), 2, "", False)),
        ("C6", (("6",), 2, "", False)),
        ("C 6", None),
        ("75 %", (("75",), None, "%", True)),
        ("75%", None),
        ("2020", None),
        ("1a", None),
        ("Lire", None),
        ("", None),
    ],
)
def test_un_code_se_lit_de_toutes_les_facons_de_l_ecrire(cellule, attendu):
    assert lire_code(cellule) == attendu


@pytest.mark.parametrize(
    ("ligne", "titre"),
    [
        ("Code;Libellé", True),
        ("N°;Intitulé", True),
        ("Domaine;Critère", True),
        ("Libellé;Libellé", False),
        ("Libellé;Note", False),
        ("Code;Note", False),
        ("Code;Numéro", False),
        ("Critères d'évaluation;Référence", True),
        (";", False),
    ],
)
def test_une_ligne_de_titres_nomme_deux_colonnes_ou_une_et_ses_codes(ligne, titre):
    assert est_un_titre(rangees(ligne)[0]) is titre


@pytest.mark.parametrize(
    ("texte", "attendue"),
    [
        ("Titre\nCode;Libellé\n1;A", Disposition(1, (0,), (1,), {}, frozenset())),
        ("Ref;Texte;Intitulé;Désignation\n1;x;A;", Disposition(0, (0,), (2, 3), {}, frozenset())),
        ("Domaine;Sous-domaines;Critère\nA;B;C", Disposition(0, (), (), {0: 0, 1: 1, 2: 2}, frozenset())),
        ("Code;Domaine;Critère\n1.1;A;B", Disposition(0, (0,), (), {1: 0, 2: 2}, frozenset())),
        ("Code;Code;Domaine;Critère\n1;1.1;A;B", Disposition(0, (), (), {2: 0, 3: 2}, frozenset())),
        ("Code;Critère\n1.1;A", Disposition(0, (0,), (), {}, frozenset())),
        ("1;A\n1.1;B", Disposition(None, (0,), (), {}, frozenset())),
        ("1 A\n1.1 B", Disposition(None, (0,), (), {}, frozenset({0}))),
        ("1 A\n1.1", Disposition(None, (0,), (), {}, frozenset({0}))),
        ("1 A\n1.1\n1.2", Disposition(None, (0,), (), {}, frozenset())),
        ("A;\n;B\n", Disposition(None, (), (), {}, frozenset())),
        ("A;;\n;B;\n;;C", Disposition(None, (), (), {0: 0, 1: 1, 2: 2}, frozenset())),
        ("A;;\n;B;\n;;C\n;D;E", Disposition(None, (), (), {}, frozenset())),
        ("x;1.1\ny;z\nv;w", Disposition(None, (), (), {}, frozenset())),  # most cells of a column of codes are codes
        ("x;1.1\ny;z", Disposition(None, (1,), (), {}, frozenset())),
        ("1;1.1;A\n2;1.2;B", Disposition(None, (1,), (), {}, frozenset())),  # a number a row is only its rank
        ("1;;A\n;1.1;B", Disposition(None, (0, 1), (), {}, frozenset())),
        ("1.1;3;A\n;;B", Disposition(None, (0,), (), {}, frozenset())),  # a number at the right of codes is none
        ("N°;Code;Libellé\n1;1.1;A\n;1.2;B", Disposition(0, (1,), (2,), {}, frozenset())),
        ("N°;x;Libellé\n1;1.1;A\n;1.2;B", Disposition(0, (1,), (2,), {}, frozenset())),
        ("Points;x;Libellé;Domaine\n1;1.1;A\n;1.2;B", Disposition(0, (1,), (2,), {}, frozenset())),
        ("D1;A\nD2;B", Disposition(None, (0,), (), {}, frozenset())),
        ("1;A\n2;B", Disposition(None, (), (), {}, frozenset())),
    ],
)
def test_la_disposition_est_decidee_une_fois_pour_toutes_les_lignes(texte, attendue):
    assert disposer(rangees(texte)) == attendue


def test_l_onglet_de_la_grille_a_des_codes_de_plusieurs_nombres():
    assert combien_de_codes(rangees("1;A\n 1.1 ;1.2\nx;D1.2\nB;75 %")) == 2


# The lines


@pytest.mark.parametrize(
    ("texte", "attendu"),
    [
        ("1;A\n1.1;B\n1.1.1;C\n1.1.2;D\n2;E\n2.1;F\n2.1.1;G", "1 A (1.1 B (1.1.1 C, 1.1.2 D)), 2 E (2.1 F (2.1.1 G))"),
        ("Code;Libellé\nDomaine 1;A\nSous-domaine 2;B\nCritère 3;C", "1 A (1.2 B (1.2.3 C))"),
        ("Code;Libellé\nD1;A\nSD 1.1;B\nC1.1.1;C", "1 A (1.1 B (1.1.1 C))"),
        ("Domaine 1 A;1.1 B;1.1.1 C\nDomaine 1 A;1.1 B;1.1.2 D", "1 A (1.1 B (1.1.1 C, 1.1.2 D))"),
        (
            "Domaine;Sous-domaine;Critère\nA;B;C\n;;D\n;E;F\nG;H;I",
            "1 A (1.1 B (1.1.1 C, 1.1.2 D), 1.2 E (1.2.1 F)), 2 G (2.1 H (2.1.1 I))",
        ),
        ("Domaine;Sous-domaine;Critère\nA;B;C\nA;B;D\nA;B;D", "1 A (1.1 B (1.1.1 C, 1.1.2 D, 1.1.3 D))"),
        ("Code;Domaine;Sous-domaine;Critère\n3.2.1;A;B;C\n3.2;A;B;D", "3 A (3.2 B (3.2.1 C, 3.2.2 D))"),
        ("Code;Domaine;Sous-domaine;Critère\n3.2.1 x;A;B;C", "1 A (1.1 B (1.1.1 C))"),
    ],
)
def test_les_lignes_se_rangent_sous_celles_qui_les_tiennent(texte, attendu):
    assert arbre(lire(rangees(texte), "g.csv").domaines) == attendu


def test_chaque_valeur_a_sa_cellule():
    lues = lire(rangees("Ma grille; \nCode;Libellé\n1; A \n1.1;B\n1.1.1;C"), "g.csv")
    assert (lues.titre, lues.diagnostics, lues.lu) == ("Ma grille", (), ("niveaux donnés par les codes",))
    lieux = {chemin: cellule.nom for chemin, cellule in lues.lieux.items()}
    dessous = ("domaines", 0), ("domaines", 0, "sous_domaines", 0), ("domaines", 0, "sous_domaines", 0, "criteres", 0)
    assert lieux == {
        (*chemin, *cle): f"A{rang}" for rang, chemin in enumerate(dessous, 3) for cle in ((), ("code",), ("libelle",))
    }
    assert lues.domaines == [
        {
            "code": "1",
            "libelle": "A",
            "sous_domaines": [{"code": "1.1", "libelle": "B", "criteres": [{"code": "1.1.1", "libelle": "C"}]}],
        }
    ]


TROIS = "1;A\n1.1;B\n1.1.1;C"


@pytest.mark.parametrize(
    ("texte", "titre"),
    [
        (f"Ma grille\n{TROIS}", "Ma grille"),
        (f"a;b\nMa grille;\nautre\n{TROIS}", "Ma grille"),
        (TROIS, ""),
        (f"Code;Libellé\nMa grille\n{TROIS}", ""),
    ],
)
def test_le_titre_est_la_premiere_ligne_d_une_seule_cellule_au_dessus_de_la_grille(texte, titre):
    assert lire(rangees(texte), "g.csv").titre == titre


@pytest.mark.parametrize(
    ("texte", "attendues"),
    [
        ("x;y", ["R601@A1 aucune ligne de la grille n'a été reconnue"]),
        (f"{TROIS}\n1.1.2;", ["R602@A4 le code 1.1.2 n'a pas de libellé"]),
        ("1.1;B\n1.1.1;C\n1.1.2;D\n1;A\n1.1;B\n1.1.1;C", ["R603@A1 ce sous-domaine vient avant tout domaine"]),
        ("1;A\n1.1.1;C\n1.1;B\n1.1.1;C", ["R603@A2 ce critère vient avant tout sous-domaine"]),
        (
            f"{TROIS}\n01/02/2003;D",
            ["R604@A4 « 01/02/2003 » est une date : le tableur a sans doute changé un code"],
        ),
        (f"{TROIS}\nSignature;x", ["R606@A4 cette ligne n'a pas de code, elle est laissée de côté : « Signature »"]),
        (f"{TROIS}\n{'x' * 50}", [f"R606@A4 cette ligne n'a pas de code, elle est laissée de côté : « {'x' * 39}… »"]),
        (f"{TROIS}\n1.1.4;D", ["R607@A4 le code 1.1.4 vient après 1.1.1 : 1.1.2 manque peut-être"]),
        ("2;A\n2.1;B\n2.1.1;C", ["R607@A1 le code 2 vient en premier : 1 manque peut-être"]),
        ("1;A\n1.3;B\n1.3.1;C", ["R607@A2 le code 1.3 vient en premier : 1.1 manque peut-être"]),
        (f"{TROIS}\n2;{'E' * 50}", [f"R608@A4 « {'E' * 39}… » ne contient aucun sous-domaine"]),
        (f"{TROIS}\n1.2;E\n2;F\n2.1;G\n2.1.1;H", ["R608@A4 « E » ne contient aucun critère"]),
        (
            "1;A\n1.1;B\n1.1.1*;C\n1.1.2;D",
            [
                "R609@A3 le code « 1.1.1* » n'est pas sûr : quelque chose suit le code",
                "R607@A4 le code 1.1.2 vient en premier : 1.1.1 manque peut-être",
            ],
        ),
        (f"{TROIS}\n1.1.1.1;D", ["R609@A4 le code « 1.1.1.1 » n'est pas sûr : plus de trois niveaux"]),
        (
            "1;A;2;D\n1.1;B;2.1;E\n1.1.1;C;2.1.1;F",
            [
                f"R609@C{n} le code « 2{'.1' * (n - 1)} » n'est pas sûr : un autre le précède sur la ligne"
                for n in (1, 2, 3)
            ],
        ),
        (
            "Domaine;Sous-domaine;Critère\nA;B;C\n;;Total : 2\nSignature;du;jury",
            [
                "R606@C3 cette ligne n'a pas de code, elle est laissée de côté : « Total : 2 »",
                "R606@A4 cette ligne n'a pas de code, elle est laissée de côté : « Signature »",
            ],
        ),
        (
            "Code;Libellé\n1;A\n1.1;B\n1.1.1;C\nCode;Libellé\n1.1.2;D",
            ["R606@A5 cette ligne n'a pas de code, elle est laissée de côté : « Code »"],
        ),
    ],
)
def test_chaque_doute_est_dit_une_fois_a_sa_cellule(texte, attendues):
    lues = lire(rangees(texte), "g.csv")
    assert dites(lues) == attendues
    assert {faute.position.source for faute in lues.diagnostics} == {"g.csv"}


@pytest.mark.parametrize(
    ("texte", "lu"),
    [
        (TROIS, ("niveaux donnés par les codes",)),
        ("Domaine;Sous-domaine;Critère\nA;B;C", ("niveaux donnés par les colonnes",)),
        (
            f"Code;Libellé;Note\n1;A;n1\n1.1;B;\n1.1.1;C;{'n' * 50};z",
            ("niveaux donnés par les codes", "colonnes laissées de côté : C (« n1 »…), D (« z »…)"),
        ),
        (
            f"Domaine;Sous-domaine;Critère;Note\nA;B;C;{'n' * 50}",
            ("niveaux donnés par les colonnes", f"colonnes laissées de côté : D (« {'n' * 39}… »…)"),
        ),
    ],
)
def test_ce_qui_fut_compris_est_dit_et_les_colonnes_non_lues_sont_nommees(texte, lu):
    assert lire(rangees(texte), "g.csv").lu == lu
