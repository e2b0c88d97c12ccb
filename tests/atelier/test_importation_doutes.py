"""A grid is read right, or refused with one line: no label is cut, no code invented, no status 0 without a file."""

import json
from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from clea_cli.atelier.importer import importer
from clea_cli.cli import main
from clea_cli.diagnostics import refuse

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
    "un seul code en lettres": ("Code;Libellé\n1;A\n1.1;B\n1.1.1;C\nC-b;D\n", ["R606@A5", "R612@A5"]),
    "code de domaine à côté d'un critère": (
        "Code;Domaine;Sous-domaine;Critère\n1;A;B;C\n1;A;B;D\n",
        ["R612@A2"],
    ),
    "libellé coupé à la virgule": ("1,A\n1.1,B\n1.1.1,C, d\n1.1.2,E\n", ["R614@C3"]),
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
    "une colonne avec des virgules": (PROSE, [("1.1.1", "Noter, redire, dire"), ("1.1.2", "Répondre ; demander")]),
    "une virgule sur chaque ligne": (
        "1 Communiquer, lire\n1.1 Écouter, dire\n1.1.1 Noter, redire\n",
        [("1.1.1", "Noter, redire")],
    ),
    "des guillemets": ('1,A\n1.1,B\n1.1.1,"C, d"\n', [("1.1.1", "C, d")]),
    "une remarque à côté": ("1,A\n1.1,B\n1.1.1,C,vu\n", [("1.1.1", "C")]),
    "compétence au milieu": ("Domaine;Compétence;Critère\nA;B;C\nA;B;D\n", [("1.1.1", "C"), ("1.1.2", "D")]),
    "compétence au bout": ("Domaine;Sous-domaine;Compétence\nA;B;C\n", [("1.1.1", "C")]),
    "bloc, compétence, indicateur": ("Bloc;Compétence;Indicateur\nA;B;C\nA;E;D\n", [("1.1.1", "C"), ("1.2.1", "D")]),
    "un pied sous les codes": ("Code;Libellé\n1;A\n1.1;B\n1.1.1;C\nTotal;1\n", [("1.1.1", "C")]),
}


@pytest.mark.parametrize("nom", LUES)
def test_une_grille_se_lit_sans_rien_couper(nom, tmp_path):
    texte, attendues = LUES[nom]
    fait = importe(tmp_path, texte)
    assert fait.value is not None, fait.diagnostics
    assert lignes(fait) == attendues


codes = st.sampled_from(
    ["1", "1.1", "1.1.1", "1.1.2", "1.1.3", "1.2", "1.2.1", "2", "2.1", "2.1.1", "A.1", "1.1.1.1", ""]
)
libelles = st.sampled_from(["A", "B", "C, d", "", "Total", "1.1.9", " x"])


@given(st.lists(st.tuples(codes, libelles), max_size=9), st.sampled_from(["", "Code;Libellé\n"]), st.sampled_from(";,"))
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
        racine["CFItems"].insert(0, {"identifier": identifiant, "fullStatement": libelle, "humanCodingScheme": code})
        racine["CFAssociations"].append(
            {
                "associationType": "isChildOf",
                "sequenceNumber": rang,
                "originNodeURI": {"identifier": identifiant},
                "destinationNodeURI": {"identifier": parent},
            }
        )
    return racine


CADRE = [("a", "doc", "1", "A"), ("b", "a", "1.1", "B"), ("c", "b", "1.1.1", "C"), ("d", "b", "1.1.2", "D")]


def test_un_paquet_case_se_lit_dans_l_ordre_de_ses_numeros(tmp_path):
    fait = importe(tmp_path, json.dumps(paquet(*CADRE)), "g.json")
    assert lignes(fait) == [("1.1.1", "C"), ("1.1.2", "D")]
    assert yaml.safe_load(fait.value.yaml)["libelle"] == "Un cadre"


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


@pytest.mark.parametrize("texte", ['{"a": 1}', "{", '{"CFDocument": []}', '{"CFDocument": {}, "CFItems": 3}'])
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
