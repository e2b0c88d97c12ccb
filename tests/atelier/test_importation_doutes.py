"""A grid is read right, or refused with one line: no label is cut, no code invented, no status 0 without a file."""

import json
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from xlsxwriter import Workbook

from clea_cli.atelier.importer import importer
from clea_cli.cli import main
from clea_cli.diagnostics import refuse
from tests.outils.classeurs_bruts import ods

JOUR = date(2026, 11, 28)


def importe(dossier, texte, nom="g.csv"):
    (dossier / nom).write_text(texte, encoding="utf-8")
    return importer(str(dossier / nom), JOUR)


def lignes(fait):
    """The codes and labels of the YAML that was made."""
    racine = yaml.safe_load(fait.value.yaml)
    lues = []
    for domaine in racine["domaines"]:
        for sous_domaine in domaine["sous_domaines"]:
            lues += [(c["code"], c["libelle"]) for c in sous_domaine["criteres"]]
    return lues


HAUT = "1;A\n1.1;B\n"
REFUSEES = {  # a grid, and all that is said of it; of two lines of one code, the one out of its rank is at fault
    "code en double, voisin absent": (f"{HAUT}1.1.1;C\n1.1.3;D\n1.1.3;E\n", ["R607@A4", "R301@A4"]),
    "code en double au premier rang": (f"{HAUT}1.1.2;C\n1.1.2;D\n", ["R607@A3", "R301@A3"]),
    "libellé absent et code en double": (f"{HAUT}1.1.1;C\n1.1.1;\n", ["R602@A4", "R301@A4"]),
    "libellé absent et numéro sauté": (f"{HAUT}1.1.1;C\n1.1.3;\n", ["R602@A4", "R607@A4"]),
    "deux niveaux par les codes": ("1;A\n1.1;B\n1.2;C\n2;D\n2.1;E\n", ["R611@A1"]),
    "un niveau": ("Code;Libellé\n1;A\n2;B\n3;C\n", ["R611@A1"]),
    "quatre niveaux": (f"{HAUT}1.1.1;C\n1.1.1.1;D\n1.1.1.2;E\n1.1.1.3;F\n", ["R611@A1"]),
    "six niveaux": (
        "1;A\n1.1;B\n1.1.1;C\n1.1.1.1;D\n1.1.1.1.1;E\n1.1.1.1.1.1;F\n1.1.1.1.1.2;G\n",
        ["R611@A1"],
    ),
    "deux colonnes de niveaux": ("Domaine;Compétence\nA;B\nA;C\n", ["R611@A1"]),
    "quatre colonnes de niveaux": (
        "Domaine;Sous-domaine;Compétence;Critère\nA;B;C;D\n",
        ["R611@A1"],
    ),
    "codes en lettres": ("Code;Libellé\nA;Communiquer\nA.1;Écouter\nA.1.a;Noter\n", ["R612@A2"]),
    "codes en chiffres romains": (
        "Code;Domaine;Sous-domaine;Critère\nI.1.a;A;B;C\nI.1.b;A;B;D\n",
        ["R612@A2"],
    ),
    "un seul code en lettres": ("Code;Libellé\n1;A\n1.1;B\n1.1.1;C\nC-b;D\n", ["R612@A5"]),
    "codes coupés par des espaces": (
        "Code;Libellé\n1;A\n1. 1;B\n1. 1. 1;C\n1. 1. 2;D\n",
        ["R612@A3"],
    ),
    "codes à barres": ("Code;Libellé\n1;A\n1/1;B\n1/1/1;C\n1/1/2;D\n", ["R612@A3"]),
    "chiffres de pleine chasse": ("Code;Libellé\n１;A\n１．１;B\n１．１．１;C\n", ["R612@A2"]),
    "code de domaine à côté d'un critère": (
        "Code;Domaine;Sous-domaine;Critère\n1;A;B;C\n1;A;B;D\n",
        ["R612@A2"],
    ),
    "libellé coupé à la virgule": ("1,A\n1.1,B\n1.1.1,C, d\n1.1.2,E\n", ["R614@C3"]),
    "virgule collée, sous des titres": (
        "Code,Libellé\n1,A\n1.1,B\n1.1.1,C,d\n1.1.2,E\n",
        ["R614@C4"],
    ),
    "virgule collée, sans titre": ("1,A\n1.1,B\n1.1.1,C,d\n1.1.2,E\n", ["R614@C3"]),
    "blocs du RNCP": (
        "Bloc;Activité;Compétence;Critères d'évaluation\nBC01;A1;C1.1 Saluer;Le client est salué\nBC02;A2;C2.1 X;Y\n",
        ["R611@A1"],
    ),
    "annexe du RNCP sur deux lignes de titres": (
        "ACTIVITÉS ET TÂCHES;COMPÉTENCES VISÉES;ÉVALUATION;\n;;MODALITÉS;CRITÈRES\nBloc 1 : Accueil;;;\n"
        "A1. Accueil;C1. Accueillir;Oral;Salué\n;;;Souri\n;C2. Orienter;Oral;Juste\nA2. Vente;C3. X;Oral;Y\n",
        ["R611@A1"],
    ),
    "un critère sans code parmi d'autres": (
        "Domaine;Sous-domaine;Critère\n1 A;1.1 B;1.1.1 C\n;;D\n2 E;2.1 F;2.1.1 G\n",
        ["R616@C3"],
    ),
    "libellé en erreur": ("Code;Libellé\n1;A\n1.1;B\n1.1.1;#REF!\n1.1.2;D\n", ["F143@B4"]),
    "export de Moodle": (
        "Parent ID number,ID number,Short name,Description\n,c,Cadre,\nc,1,A,\n1,1.1,B,\n1.1,1.1.1,C,\n",
        ["R613@A1"],
    ),
}


@pytest.mark.parametrize("nom", REFUSEES)
def test_une_grille_mal_faite_est_refusee_d_une_ligne_par_cause(nom, tmp_path):
    texte, attendues = REFUSEES[nom]
    fait = importe(tmp_path, texte)
    dites = [f"{faute.code}@{faute.position.cellule}" for faute in fait.diagnostics]
    assert fait.value is None
    assert sorted(dites) == sorted(attendues)


PROSE = "1 Communiquer, lire\n1.1 Écouter\n1.1.1 Noter, redire, dire\n1.1.2 Répondre ; demander\n"
LUES = {
    "une colonne avec des virgules": (
        PROSE,
        [("1.1.1", "Noter, redire, dire"), ("1.1.2", "Répondre ; demander")],
    ),
    "une virgule sur chaque ligne": (
        "1 Communiquer, lire\n1.1 Écouter, dire\n1.1.1 Noter, redire\n",
        [("1.1.1", "Noter, redire")],
    ),
    "des guillemets": ('1,A\n1.1,B\n1.1.1,"C, d"\n', [("1.1.1", "C, d")]),
    "une remarque à côté": ("1;A\n1.1;B\n1.1.1;C;vu\n", [("1.1.1", "C")]),
    "une remarque à côté, dans un CSV de tableur": ("1,A,\n1.1,B,\n1.1.1,C,vu\n", [("1.1.1", "C")]),
    "une colonne avec des virgules collées": (
        "Grille\n1 Lire,dire\n1.1 Écouter\n1.1.1 Noter,redire,dire\n",
        [("1.1.1", "Noter,redire,dire")],
    ),
    "activité, compétence, critère aux codes de lettres": (
        "Activités;Compétences;Critères d'évaluation\nA1. Accueil;C1. Saluer;Salué\n;;Souri\n;C2. Guider;Juste\n",
        [("1.1.1", "Salué"), ("1.1.2", "Souri"), ("1.2.1", "Juste")],
    ),
    "numéros de domaine répétés à chaque ligne": (
        "Domaine;Compétence;Énoncé\n1. A;1.1 B;1.1.1 C\n1. A;1.1 B;1.1.2 D\n2. E;2.1 F;2.1.1 G\n",
        [("1.1.1", "C"), ("1.1.2", "D"), ("2.1.1", "G")],
    ),
    "numéros par niveau": (
        "Domaine;Sous-domaine;Critère\nD1 A;SD1 B;C1 C\n;;C2 D\nD2 E;SD1 F;C1 G\n",
        [("1.1.1", "C"), ("1.1.2", "D"), ("2.1.1", "G")],
    ),
    "CSV d'un outil de CASE": (
        "Identifier,fullStatement,humanCodingScheme,smartLevel,CFItemType\n"
        "i1,A,1,1,Domaine\ni2,B,1.1,1.1,Sous\ni3,C,1.1.1,1.1.1,Critère\ni4,D,1.1.2,1.1.2,Critère\n",
        [("1.1.1", "C"), ("1.1.2", "D")],
    ),
    "domaine, compétence, acquis": (
        "Domaine;Compétence;Acquis\n1. A;1.1 B;C, d\n1. A;1.1 B;E\n2. F;2.1 G;H\n",
        [("1.1.1", "C, d"), ("1.1.2", "E"), ("2.1.1", "H")],
    ),
    "bloc, compétence et critère dans une colonne": (
        "Bloc 1 : Accueillir\nCompétence 1.1 : Saluer\nCritère 1.1.1 : Sourire\nCritère 1.1.2 : Dire bonjour\n",
        [("1.1.1", "Sourire"), ("1.1.2", "Dire bonjour")],
    ),
    "libellé sur deux lignes, signe invisible": (
        'Code;Libellé\n1;A\n1.1;B\n1.1.1\u200b;"C\nd\u200b"\n1.1.2;«\u00a0E\u00a0»\n',
        [("1.1.1", "C d"), ("1.1.2", "«\u00a0E\u00a0»")],
    ),
    "compétence au milieu": (
        "Domaine;Compétence;Critère\nA;B;C\nA;B;D\n",
        [("1.1.1", "C"), ("1.1.2", "D")],
    ),
    "compétence au bout": ("Domaine;Sous-domaine;Compétence\nA;B;C\n", [("1.1.1", "C")]),
    "bloc, compétence, indicateur": (
        "Bloc;Compétence;Indicateur\nA;B;C\nA;E;D\n",
        [("1.1.1", "C"), ("1.2.1", "D")],
    ),
    "un pied sous les codes": ("Code;Libellé\n1;A\n1.1;B\n1.1.1;C\nTotal;1\n", [("1.1.1", "C")]),
}


@pytest.mark.parametrize("nom", LUES)
def test_une_grille_se_lit_sans_rien_couper(nom, tmp_path):
    texte, attendues = LUES[nom]
    fait = importe(tmp_path, texte)
    assert fait.value is not None, fait.diagnostics
    assert lignes(fait) == attendues


def points(fait):
    racine = yaml.safe_load(fait.value.yaml)
    criteres = racine["domaines"][0]["sous_domaines"][0]["criteres"]
    return [critere.get("points", 1) for critere in criteres]


@pytest.mark.parametrize(
    ("ecrits", "lus"),
    [
        (["2", "1", "3"], [2, 1, 3]),
        (["0,5", "1/2", "1.0"], ["1/2", "1/2", 1]),
        (["2", "", "3"], None),
        (["2", "oui", "3"], None),
        (["2", "0", "3"], None),
    ],
)
def test_une_colonne_de_points_vaut_pour_tous_les_criteres_ou_pour_aucun(ecrits, lus, tmp_path):
    lignes_ = "".join(f"1.1.{rang};L{rang};{ecrit}\n" for rang, ecrit in enumerate(ecrits, start=1))
    fait = importe(tmp_path, f"Code;Libellé;Points\n1;A;9\n1.1;B;9\n{lignes_}")
    assert points(fait) == (lus or [1, 1, 1])
    assert ("points lus dans la colonne C" in fait.value.lu) == (lus is not None)
    un_point = any("chaque critère vaut 1 point" in suppose for suppose in fait.value.suppositions)
    assert un_point == (lus is None)


DEUX, CENT = "0.00", "0.00_ ;[Red]\\-0.00\\ "


@pytest.mark.parametrize("ecrire", ["xlsx", "ods"])
@pytest.mark.parametrize(
    ("formats", "attendus"),
    [
        (["General"] * 9 + [DEUX], [f"1.{n}" for n in range(1, 11)]),
        (["General"] * 9 + [CENT], [f"1.{n}" for n in range(1, 11)]),
        # a format for the whole column: there is no 1.10 among them
        ([DEUX] * 9, [f"1.{n}" for n in range(1, 10)]),
    ],
)
def test_un_code_garde_en_nombre_a_les_zeros_que_son_format_montre(
    ecrire, formats, attendus, tmp_path
):
    nombres = [1 + n / 10 for n in range(1, 10)] + [1.10]
    sous_domaines = list(zip(nombres, formats, strict=False))
    chemin = tmp_path / f"g.{ecrire}"
    if ecrire == "xlsx":
        chemin.write_bytes(_xlsx_de_nombres(sous_domaines))
    else:
        chemin.write_bytes(_ods_de_nombres(sous_domaines))
    racine = yaml.safe_load(importer(str(chemin), JOUR).value.yaml)
    assert [
        sous_domaine["code"] for sous_domaine in racine["domaines"][0]["sous_domaines"]
    ] == attendus


def _xlsx_de_nombres(sous_domaines):
    sortie = BytesIO()
    with Workbook(sortie) as classeur:
        feuille = classeur.add_worksheet("Grille")
        feuille.write_row(0, 0, [1, "A"])
        for rang, (nombre, format_) in enumerate(sous_domaines):
            feuille.write(2 * rang + 1, 0, nombre, classeur.add_format({"num_format": format_}))
            feuille.write(2 * rang + 1, 1, f"S{rang}")
            feuille.write_row(2 * rang + 2, 0, [f"1.{rang + 1}.1", f"C{rang}"])
    return sortie.getvalue()


def _ods_de_nombres(sous_domaines):
    def case(texte):
        return f'<table:table-cell office:value-type="string"><text:p>{texte}</text:p></table:table-cell>'

    rangees = [case("1") + case("A")]
    for rang, (nombre, format_) in enumerate(sous_domaines):
        montre = f"{nombre:.15g}" if format_ == "General" else f"{nombre:.2f}"
        rangees.append(
            f'<table:table-cell office:value-type="float" office:value="{nombre:.15g}">'
            f"<text:p>{montre.replace('.', ',')}</text:p></table:table-cell>{case(f'S{rang}')}"
        )
        rangees.append(case(f"1.{rang + 1}.1") + case(f"C{rang}"))
    lignes_ = "".join(f"<table:table-row>{rangee}</table:table-row>" for rangee in rangees)
    return ods(f'<table:table table:name="G">{lignes_}</table:table>')


def test_ce_qu_un_tableur_cache_n_est_pas_lu_sans_le_dire(tmp_path):
    with Workbook(str(tmp_path / "g.xlsx")) as classeur:
        visible = classeur.add_worksheet("Grille")
        cachee = classeur.add_worksheet("Ancienne")
        for feuille, fin in ((visible, "C"), (cachee, "Z")):
            for rang, ligne in enumerate(
                [("1", "A"), ("1.1", "B"), ("1.1.1", fin), ("1.1.2", "D")]
            ):
                feuille.write_row(rang, 0, ligne)
        cachee.hide()
        visible.set_row(3, None, None, {"hidden": True})
    fait = importer(str(tmp_path / "g.xlsx"), JOUR)
    assert lignes(fait) == [("1.1.1", "C"), ("1.1.2", "D")]
    assert "lignes masquées lues aussi : 4" in fait.value.lu


codes = st.sampled_from(
    [
        "1",
        "1.1",
        "1.1.1",
        "1.1.2",
        "1.1.3",
        "1.2",
        "1.2.1",
        "2",
        "2.1",
        "2.1.1",
        "A.1",
        "1.1.1.1",
        "",
    ]
)
libelles = st.sampled_from(["A", "B", "C, d", "", "Total", "1.1.9", " x"])


@given(
    st.lists(st.tuples(codes, libelles), max_size=9),
    st.sampled_from(["", "Code;Libellé\n"]),
    st.sampled_from(";,"),
)
def test_il_y_a_un_fichier_ou_une_erreur(tmp_path_factory, rangees, titres, separateur):
    texte = titres + "".join(f"{code};{libelle}\n" for code, libelle in rangees)
    fait = importe(tmp_path_factory.mktemp("g"), texte.replace(";", separateur))
    assert (fait.value is None) == refuse(fait.diagnostics)


def test_le_fichier_est_ecrit_avant_les_messages(tmp_path, monkeypatch, capsys):
    """Whoever closes the screen too soon has the file all the same."""
    monkeypatch.chdir(tmp_path)
    Path("g.csv").write_text(f"{HAUT}1.1.2;C\n", encoding="utf-8")
    assert main(["referentiel", "importer", "g.csv", "--sortie", "g.yaml"]) == 0
    dites = capsys.readouterr().err
    assert dites.index("g.yaml : écrit") < dites.index("R607") < dites.index("Lu : ")


# JSON


def paquet(*items, **document):
    """A CFPackage of lines (identifier, parent, code, label), in the order of their sequence numbers."""
    racine = {"CFDocument": {"identifier": "doc", "title": "Un cadre", **document}}
    racine["CFItems"] = []
    racine["CFAssociations"] = []
    for rang, (identifiant, parent, code, libelle) in enumerate(items):
        racine["CFItems"].insert(
            0, {"identifier": identifiant, "fullStatement": libelle, "humanCodingScheme": code}
        )
        racine["CFAssociations"].append(
            {
                "associationType": "isChildOf",
                "sequenceNumber": rang,
                "originNodeURI": {"identifier": identifiant},
                "destinationNodeURI": {"identifier": parent},
            }
        )
    return racine


CADRE = [
    ("a", "doc", "1", "A"),
    ("b", "a", "1.1", "B"),
    ("c", "b", "1.1.1", "C"),
    ("d", "b", "1.1.2", "D"),
]


def test_un_paquet_case_se_lit_dans_l_ordre_de_ses_numeros(tmp_path):
    fait = importe(tmp_path, json.dumps(paquet(*CADRE)), "g.json")
    assert lignes(fait) == [("1.1.1", "C"), ("1.1.2", "D")]
    assert yaml.safe_load(fait.value.yaml)["libelle"] == "Un cadre"


def test_un_numero_d_ordre_entre_guillemets_est_un_nombre(tmp_path):
    dix = [
        ("a", "doc", "", "A"),
        ("b", "a", "", "B"),
        *((f"c{n}", "b", "", f"C{n}") for n in range(9, 12)),
    ]
    racine = paquet(*dix)
    for association in racine["CFAssociations"]:
        association["sequenceNumber"] = str(association["sequenceNumber"] + 7)
    fait = importe(tmp_path, json.dumps(racine), "g.json")
    assert lignes(fait) == [("1.1.1", "C9"), ("1.1.2", "C10"), ("1.1.3", "C11")]


def test_un_paquet_case_sans_code_compte_ses_lignes_et_le_dit(tmp_path):
    sans = [(identifiant, parent, "", libelle) for identifiant, parent, _, libelle in CADRE]
    fait = importe(tmp_path, json.dumps(paquet(*sans)), "g.json")
    assert lignes(fait) == [("1.1.1", "C"), ("1.1.2", "D")]
    assert "codes comptés dans l'ordre des lignes" in fait.value.lu


@pytest.mark.parametrize(
    ("items", "code"),
    [
        ([*CADRE[:3], ("d", "b", "B-2", "D")], "R612"),
        ([*CADRE[:3], ("d", "b", "", "D")], "R612"),
        ([*CADRE[:3], ("d", "b", "1.1.2", " ")], "R602"),
        ([*CADRE[:3], ("d", "b", "1.1.1", "D")], "R301"),
        (CADRE[:2], "R611"),
        ([*CADRE, ("e", "d", "1.1.2.1", "E")], "R611"),
        ([*CADRE, ("e", "a", "1.2", "E")], "R611"),
        ([("a", "b", "1", "A"), ("b", "a", "1.1", "B")], "R615"),
        ([], "R615"),
    ],
)
def test_un_paquet_case_douteux_est_refuse(items, code, tmp_path):
    fait = importe(tmp_path, json.dumps(paquet(*items)), "g.json")
    assert fait.value is None
    assert [faute.code for faute in fait.diagnostics] == [code]


def test_un_paquet_case_se_lit_dans_tout_encodage_de_json(tmp_path):
    for encodage in ("utf-8-sig", "utf-16", "utf-16-le", "utf-32"):
        (tmp_path / "g.json").write_bytes(json.dumps(paquet(*CADRE)).encode(encodage))
        assert lignes(importer(str(tmp_path / "g.json"), JOUR)) == [("1.1.1", "C"), ("1.1.2", "D")]


@pytest.mark.parametrize(
    "texte",
    [
        '[{"code": "1"}]',
        "[]",
        '{"a": 1}',
        "{",
        '{"CFDocument": []}',
        '{"CFDocument": {}, "CFItems": 3}',
    ],
)
def test_un_autre_json_est_refuse_d_une_ligne(texte, tmp_path):
    assert [faute.code for faute in importe(tmp_path, texte, "g.json").diagnostics] == ["R615"]


@pytest.mark.parametrize(("format_", "entier"), [("json", True), ("case", False)])
def test_nos_exports_reviennent(format_, entier, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert main(["referentiel", "exporter", "clea", "--format", format_, "--sortie", "c.json"]) == 0
    fait = importer("c.json", JOUR)
    assert fait.value is not None
    assert len(lignes(fait)) == 106
    assert ("au complet" in fait.value.lu[0]) == entier
