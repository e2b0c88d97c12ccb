"""The formats of `clea referentiel verifier` for machines: valid by their schemas, the same findings in all."""

import json
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree as ET

import jsonschema
import pytest
import xmlschema
from hypothesis import given
from hypothesis import strategies as st

from clea_cli.atelier.formats import VERIFICATIONS
from clea_cli.atelier.rendus import (
    verification_github,
    verification_gitlab,
    verification_json,
    verification_junit,
    verification_sarif,
)
from clea_cli.atelier.vues_referentiel import FichierVerifie
from clea_cli.diagnostics import Diagnostic, Gravite, Position, strictement
from clea_cli.diagnostics.catalogue import CATALOGUE
from clea_cli.sorties.chemins import depuis_ici
from tests.promesses.test_cases import AUJOURDHUI, CAS, Execution, lancer

RACINE = Path(__file__).parent.parent.parent
SCHEMAS = Path(__file__).parent.parent / "schemas"
FAUTIF = "examples/referentiel-fautif.yaml"
CORRECT = "tests/cases/grille/jouet.yaml"
REFERENTIELS = "tests/cases/referentiel"  # each cause, at least once
RENDUS = {
    "json": verification_json.rendre,
    "github": verification_github.rendre,
    "gitlab": verification_gitlab.rendre,
    "sarif": verification_sarif.rendre,
    "junit": verification_junit.rendre,
}


def verifier(*arguments: str, dossier: Path = RACINE) -> Execution:
    return lancer(dossier, "referentiel", "verifier", "--date", AUJOURDHUI, *arguments)


def test_chaque_format_pour_des_programmes_a_un_lecteur():
    de_donnees = {nom for nom, format_ in VERIFICATIONS.items() if format_.donnees}
    assert de_donnees == set(RENDUS) == set(LECTURES) == set(VALIDATIONS)


# Each document is read back by the rules of its format, into the same facts.

Constat = tuple[
    str, str, str, int | None, int | None, str, str
]  # gravité, code, source, ligne, colonne, message, aide


def lire_json(document: str) -> list[Constat]:
    champs = ("gravite", "code", "source", "ligne", "colonne", "message", "aide")
    return [
        tuple(faute[champ] for champ in champs) for faute in json.loads(document)["diagnostics"]
    ]


def partager(phrase: str) -> tuple[str, str]:
    message, _, aide = phrase.partition(".\nAide : ")
    return message, aide


def lire_github(document: str) -> list[Constat]:
    """Undo what the runner undoes: `::command key=value,…::message`, with its five escapes."""
    constats = []
    for ligne in document.split("\n")[:-1]:
        commande, proprietes, message = re.fullmatch(
            r"::(error|warning|notice) (.*?)::(.*)", ligne
        ).groups()
        lus = dict(propriete.split("=", 1) for propriete in proprietes.split(","))
        lus = {nom: unquote(valeur) for nom, valeur in lus.items()}
        lieu = [int(lus[nom]) if nom in lus else None for nom in ("line", "col")]
        code, slug = lus["title"].split(" ")
        assert CATALOGUE[code].slug == slug
        gravite = {"error": "erreur", "warning": "avertissement", "notice": "note"}[commande]
        constats.append((gravite, code, lus["file"], *lieu, *partager(unquote(message))))
    return constats


def lire_gitlab(document: str) -> list[Constat]:
    constats = []
    for objet in json.loads(document):
        code, _, phrase = objet["description"].partition(" : ")
        assert objet["check_name"] == code
        gravite = {"major": "erreur", "minor": "avertissement", "info": "note"}[objet["severity"]]
        lieu = objet["location"]
        constats.append(
            (gravite, code, lieu["path"], lieu["lines"]["begin"], None, *partager(phrase))
        )
    return constats


def lire_sarif(document: str) -> list[Constat]:
    [run] = json.loads(document)["runs"]
    regles = [regle["id"] for regle in run["tool"]["driver"]["rules"]]
    constats = []
    for resultat in run["results"]:
        assert regles[resultat["ruleIndex"]] == resultat["ruleId"]
        [lieu] = [lieu["physicalLocation"] for lieu in resultat["locations"]]
        gravite = {"error": "erreur", "warning": "avertissement", "note": "note"}[resultat["level"]]
        place = (lieu.get("region", {}).get(nom) for nom in ("startLine", "startColumn"))
        source = unquote(lieu["artifactLocation"]["uri"])
        constats.append(
            (gravite, resultat["ruleId"], source, *place, *partager(resultat["message"]["text"]))
        )
    return constats


def lire_junit(document: str) -> list[Constat]:
    constats = []
    for cas in ET.fromstring(document.encode()).iter("testcase"):  # noqa: S314 — written by the test itself
        if cas.get("name") == "correct":
            continue
        lieu, code, message = re.fullmatch(
            r"(?:([\d:]+) )?(\w+) : (.*)", cas.get("name"), re.DOTALL
        ).groups()
        ligne, colonne = [*map(int, (lieu or "").split(":") if lieu else ()), None, None][:2]
        [detail] = cas
        gravite = re.search(rf": (\w+) {code} : ", detail.text)[1]
        assert detail.tag == ("failure" if gravite == "erreur" else "system-out")
        aide = detail.text.rstrip("\n").rpartition("\n  aide : ")[2]
        constats.append((gravite, code, cas.get("classname"), ligne, colonne, message, aide))
    return constats


LECTURES: dict[str, Callable[[str], list[Constat]]] = {
    "json": lire_json,
    "github": lire_github,
    "gitlab": lire_gitlab,
    "sarif": lire_sarif,
    "junit": lire_junit,
}


def attendus(format_: str, constats: list[Constat]) -> list[Constat]:
    """What a format can say of these findings: GitLab wants a line and knows no column."""
    if format_ == "gitlab":
        return [
            (*debut, ligne or 1, None, *mots)
            for *debut, ligne, _, message, aide in constats
            for mots in [(message, aide)]
        ]
    return constats


# Each document is valid: by its schema, and by what its reader asks for besides.


def valider_gitlab(document: str) -> None:
    objets = json.loads(document)
    assert isinstance(objets, list)
    assert not document.startswith("\ufeff"), "GitLab refuses a byte order mark"
    schema = json.loads((SCHEMAS / "gitlab-codequality.json").read_text(encoding="utf-8"))
    for objet in objets:
        jsonschema.validate(objet, schema)
        assert objet["check_name"]
        assert objet["severity"] in {"info", "minor", "major", "critical", "blocker"}
        assert not objet["location"]["path"].startswith(("./", "\\"))
        assert objet["location"]["lines"]["begin"] >= 1
    empreintes = Counter(objet["fingerprint"] for objet in objets)
    assert max(empreintes.values(), default=1) == 1, "GitLab keeps one finding a fingerprint"


def valider_sarif(document: str) -> None:
    journal = json.loads(document)
    jsonschema.validate(
        journal, json.loads((SCHEMAS / "sarif-2.1.0.json").read_text(encoding="utf-8"))
    )
    [run] = journal["runs"]
    assert run["columnKind"] == "unicodeCodePoints"
    for resultat in run["results"]:
        uri = resultat["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        assert re.fullmatch(r"[\w.~/:%-]+", uri, re.ASCII), uri
        assert urlsplit(uri).scheme in {"", "file"}
        assert resultat["partialFingerprints"]["primaryLocationLineHash"]
    for regle in run["tool"]["driver"]["rules"]:
        assert re.fullmatch(r"([A-Z0-9][a-z0-9]*)+", regle["name"])
        assert not set(regle["shortDescription"]["text"]) & set("{}"), (
            "a template that nothing fills"
        )
        assert f"clea expliquer {regle['id']}" in regle["help"]["text"]


def valider_junit(document: str) -> None:
    xmlschema.XMLSchema(SCHEMAS / "junit-10.xsd").validate(document)
    racine = ET.fromstring(document.encode())  # noqa: S314 — written by the test itself
    for element in [racine, *racine.findall("testsuite")]:
        assert int(element.get("tests")) == len(list(element.iter("testcase")))
        assert int(element.get("failures")) == len(list(element.iter("failure")))
    assert all(cas.get("name") for cas in racine.iter("testcase"))


VALIDATIONS = {
    "json": json.loads,
    "github": lire_github,
    "gitlab": valider_gitlab,
    "sarif": valider_sarif,
    "junit": valider_junit,
}


@pytest.mark.parametrize("format_", RENDUS)
@pytest.mark.parametrize(
    "chemins", [(FAUTIF,), (CORRECT,), (CORRECT, FAUTIF), (REFERENTIELS,), ("absent.yaml", "docs")]
)
@pytest.mark.parametrize("options", [(), ("--strict",)])
def test_chaque_format_est_valide_et_dit_les_memes_fautes_que_le_json(format_, chemins, options):
    temoin = verifier(*chemins, *options, "--format", "json")
    execution = verifier(*chemins, *options, "--format", format_)
    VALIDATIONS[format_](execution.sortie)
    assert LECTURES[format_](execution.sortie) == attendus(format_, lire_json(temoin.sortie))
    assert execution.statut == temoin.statut == verifier(*chemins, *options).statut


def test_les_cas_portent_bien_des_erreurs_des_avertissements_et_des_fautes_sans_lieu():
    constats = lire_json(verifier(REFERENTIELS, "absent.yaml", "--format", "json").sortie)
    assert {constat[0] for constat in constats} == {"erreur", "avertissement", "note"}
    assert {constat[3] is None for constat in constats} == {True, False}
    assert len({constat[1] for constat in constats}) > 20


@pytest.mark.parametrize(
    ("format_", "avant", "apres"),
    [
        (
            "sarif",
            '"level": "error",\n          "message"',
            '"level": "grave",\n          "message"',
        ),
        ("sarif", '"startLine": 5', '"startLine": 0'),
        ("sarif", '"language": "fr"', '"langue": "fr"'),
        ("sarif", '"version": "2.1.0"', '"version": "2.2"'),
        ("sarif", "examples/referentiel", "examples/référentiel"),
        ("gitlab", '"fingerprint"', '"empreinte"'),
        ("gitlab", '"begin": 5', '"begin": "5"'),
        ("gitlab", '"major"', '"error"'),
        ("junit", "<failure ", "<faute "),
        ("junit", ' failures="', ' fautes="'),
        ("junit", "</testsuites>", "<testcase/></testsuites>"),
        ("github", "::error ", "::erreur "),
    ],
)
def test_un_document_faux_est_refuse_par_la_validation(format_, avant, apres):
    document = verifier(FAUTIF, "--format", format_).sortie
    faux = document.replace(avant, apres).replace(
        "</failure>" if "<faute" in apres else "\0", "</faute>"
    )
    assert faux != document
    with pytest.raises(
        (jsonschema.ValidationError, xmlschema.XMLSchemaException, AssertionError, AttributeError)
    ):
        VALIDATIONS[format_](faux)


def test_le_json_a_les_cles_du_contrat_dans_son_ordre():
    execution = verifier(CORRECT, FAUTIF, "--format", "json")
    objet = json.loads(execution.sortie)
    correct, fautif = objet["fichiers"]
    assert list(objet) == ["schema", "outil", "fichiers", "diagnostics"]
    assert objet["schema"] == "clea/verification/1"
    assert list(objet["outil"]) == ["nom", "version"]
    assert (
        list(correct)
        == list(fautif)
        == ["source", "correct", "referentiel", "resume", "a_confirmer"]
    )
    assert (correct["source"], correct["correct"], fautif["correct"]) == (CORRECT, True, False)
    assert list(correct["referentiel"]) == ["id", "version", "empreinte"]
    assert re.fullmatch("sha256:[0-9a-f]{64}", correct["referentiel"]["empreinte"])
    assert "5 critères" in correct["resume"]
    assert (fautif["referentiel"], fautif["resume"], fautif["a_confirmer"]) == (None, "", [])
    cles = ["code", "gravite", "source", "ligne", "colonne", "cellule", "message", "aide"]
    assert [list(faute) for faute in objet["diagnostics"]] == [cles] * len(objet["diagnostics"])
    assert execution.sortie.startswith('{\n  "schema"')
    assert execution.sortie.endswith("\n}\n")


def test_le_json_dit_ce_qui_est_a_confirmer():
    [clea] = json.loads(
        verifier("referentiels/clea.yaml", "--format", "json", "--date", "2026-11-30").sortie
    )["fichiers"]
    assert clea["a_confirmer"][1] == "2 critères à confirmer (1.3.3, 5.2.3)"


VIDES = {
    "github": "",
    "gitlab": "[]\n",
    "junit": "<?xml version='1.0' encoding='utf-8'?>\n"
    '<testsuites name="clea referentiel verifier" tests="1" failures="0" errors="0">\n'
    '  <testsuite name="tests/cases/grille/jouet.yaml" tests="1" failures="0" errors="0">\n'
    '    <testcase classname="tests/cases/grille/jouet.yaml" name="correct" />\n'
    "  </testsuite>\n</testsuites>\n",
}


@pytest.mark.parametrize("format_", VIDES)
def test_sans_faute_le_document_est_vide_et_valide(format_):
    assert verifier(CORRECT, "--format", format_) == Execution(0, VIDES[format_], "")


def test_sans_faute_le_sarif_a_une_liste_vide_de_resultats():
    [run] = json.loads(verifier(CORRECT, "--format", "sarif").sortie)["runs"]
    assert (run["results"], run["tool"]["driver"]["rules"]) == ([], [])
    assert "informationUri" not in run["tool"]["driver"]


@pytest.mark.parametrize("format_", RENDUS)
def test_les_fautes_sont_aussi_dites_sur_la_sortie_d_erreur_sauf_celles_que_github_montre(format_):
    assert verifier(FAUTIF, "--format", format_).erreurs == (
        "" if format_ == "github" else verifier(FAUTIF).erreurs
    )


def fautif(nombre: int, dossier: Path) -> str:
    """A file with that many unknown keys."""
    lignes = Path(RACINE / CORRECT).read_text(encoding="utf-8")
    (dossier / "fautif.yaml").write_text(
        lignes + "".join(f"zz{rang}: 1\n" for rang in range(nombre)), encoding="utf-8"
    )
    return "fautif.yaml"


@pytest.mark.parametrize(("nombre", "dites"), [(10, 0), (11, 11), (25, 25)])
def test_au_dela_de_dix_fautes_github_a_aussi_la_liste_entiere(tmp_path, nombre, dites):
    execution = verifier(fautif(nombre, tmp_path), "--format", "github", dossier=tmp_path)
    assert len(lire_github(execution.sortie)) == nombre
    assert (
        execution.erreurs.count(" : la clé « zz") == execution.erreurs.count("  aide : ") == dites
    )
    assert not re.search(r"et \d+ autre", execution.erreurs)


def test_la_liste_pour_github_ne_porte_aucune_commande():
    message = "la clé « ##[add-mask]e » et ###[x"
    fautes = [
        Diagnostic("R201", Position(source, 1), message, "rien.", Gravite.ERREUR)
        for source in ("::debug::a", "b")
    ]
    lignes = verification_github.liste(fautes)
    assert not [ligne for ligne in lignes if "##[" in ligne or ligne.lstrip().startswith("::")]
    assert lignes[0].startswith(": :debug::a:1: erreur R201 : la clé « ## [add-mask]e » et ### [x")
    assert len(lignes) == 4


# Hostile content, in the words and in the names.

SIGNES = [
    "a\nb",
    "\r\n::error::x",
    "%0A%25,:",
    "::",
    "<b>&amp;",
    "]]>",
    "😀",
    "\x1b[31m\x00\x08",
    "\u202e\x85",
    "\ud800\ufffe",
    '"',
    "\\",
    "x" * 5000,
]
TEXTES = st.lists(st.sampled_from(SIGNES) | st.text(max_size=20), max_size=4).map("".join)


def visible(texte: str) -> str:
    """A text whose control characters are shown: what GitHub's log and XML are given."""
    for code in (
        *range(32),
        *range(0x7F, 0xA0),
        *range(0x202A, 0x202F),
        *range(0x2066, 0x206A),
        0x200E,
        0x200F,
    ):
        texte = texte.replace(
            chr(code), chr(0x2400 + code) if code < 32 else "␡" if code == 127 else "�"
        )
    texte = re.sub("[\u061c\ud800-\udfff\ufdd0-\ufdef]", "\ufffd", texte)
    # The last two code points of each plane are kept out of any text.
    return "".join("\ufffd" if ord(signe) & 0xFFFE == 0xFFFE else signe for signe in texte)


def en_utf8(texte: str) -> str:
    return texte.encode(errors="replace").decode()


@given(
    message=TEXTES,
    aide=TEXTES,
    source=TEXTES,
    ligne=st.none() | st.integers(1, 9),
    gravite=st.sampled_from(Gravite),
)
def test_un_contenu_hostile_ne_casse_aucun_format(message, aide, source, ligne, gravite):
    faute = Diagnostic("R201", Position(source, ligne), message, aide, gravite)
    fichiers = [FichierVerifie(source, "texte\n" * 9, correct=False)]
    documents = {nom: rendre(fichiers, [faute]).decode() for nom, rendre in RENDUS.items()}
    assert json.loads(documents["json"])["diagnostics"][0]["message"] == en_utf8(message)
    [objet] = json.loads(documents["gitlab"])
    assert objet["description"] == f"R201 : {en_utf8(message)}.\nAide : {en_utf8(aide)}"
    [run] = json.loads(documents["sarif"])["runs"]
    assert run["results"][0]["message"]["text"] == f"{en_utf8(message)}.\nAide : {en_utf8(aide)}"
    valider_junit(documents["junit"])
    [cas] = ET.fromstring(documents["junit"].encode()).iter("testcase")  # noqa: S314 — written by the test itself
    assert cas.get("classname") == visible(source)
    assert cas.get("name").endswith(f"R201 : {visible(message)}")
    [commande] = documents["github"].split("\n")[:-1]
    assert commande.count("::") >= 2
    assert not re.search("[\x00-\x1f\x7f-\x9f\u202e]", commande)
    proprietes, ecrit = re.fullmatch(r"::(?:error|warning|notice) (.*?)::(.*)", commande).groups()
    lues = {
        nom: unquote(valeur) for nom, _, valeur in (p.partition("=") for p in proprietes.split(","))
    }
    assert set(lues) == {"file", "title", *(["line"] if ligne else [])}
    assert lues["file"] == visible(source)
    attendu = "\n".join(map(visible, f"{message}.\nAide : {aide}".split("\n")))
    assert unquote(ecrit) == attendu


def test_un_fichier_au_nom_et_au_contenu_hostiles_se_lit_dans_chaque_format(tmp_path):
    nom = "a b,c:d%0A<é>😀'.yaml"
    contenu = (RACINE / CORRECT).read_text(encoding="utf-8")
    (tmp_path / nom).write_text(contenu + '"::error::]]>&\\e[31m\\n%": 1\n', encoding="utf-8")
    temoin = lire_json(verifier(".", "--format", "json", dossier=tmp_path).sortie)
    assert [constat[1:3] for constat in temoin] == [("R201", nom)]
    for format_ in ("github", "gitlab", "sarif", "junit"):
        document = verifier(".", "--format", format_, dossier=tmp_path).sortie
        VALIDATIONS[format_](document)
        [constat] = LECTURES[format_](document)
        assert constat[1:4] == temoin[0][1:4]
        assert "]]>" in constat[5]
        assert "\x1b" not in document


# Fingerprints.


def empreintes(dossier: Path, texte: str) -> dict[str, list[str]]:
    (dossier / "essai.yaml").write_text(texte, encoding="utf-8")
    gitlab = json.loads(verifier("essai.yaml", "--format", "gitlab", dossier=dossier).sortie)
    [run] = json.loads(verifier("essai.yaml", "--format", "sarif", dossier=dossier).sortie)["runs"]
    return {
        "gitlab": [objet["fingerprint"] for objet in gitlab],
        "sarif": [
            resultat["partialFingerprints"]["primaryLocationLineHash"]
            for resultat in run["results"]
        ],
    }


@pytest.mark.parametrize(
    "nom", ["R301-deux-criteres", "R314-meme-libelle", "R203+R204+R201-trois-fautes-de-forme"]
)
def test_des_lignes_ajoutees_au_dessus_ne_changent_pas_les_empreintes(tmp_path, nom):
    texte = (CAS / "referentiel" / f"{nom}.yaml").read_text(encoding="utf-8")
    avant = empreintes(tmp_path, texte)
    apres = empreintes(tmp_path, f"# une remarque\n\n# une autre\n{texte}")
    assert avant == apres
    assert avant["gitlab"] == avant["sarif"]
    assert len(set(avant["gitlab"])) == len(avant["gitlab"]) > 0


def constat(code: str, ligne: int | None, source: str = "a.yaml") -> Diagnostic:
    return Diagnostic(code, Position(source, ligne, 1), f"message {ligne}", "aide.", Gravite.ERREUR)


def calculer(texte: str, *fautes: Diagnostic) -> list[str]:
    fichiers = [FichierVerifie(source, texte, correct=False) for source in ("a.yaml", "b.yaml")]
    return [
        objet["fingerprint"] for objet in json.loads(verification_gitlab.rendre(fichiers, fautes))
    ]


def test_une_empreinte_depend_du_fichier_du_code_et_du_texte_de_la_ligne():
    texte = "un: 1\r\n  deux: 2\rtrois: 3\n"
    fautes = [
        constat("R201", 1),
        constat("R202", 1),
        constat("R201", 2),
        constat("R201", 1, "b.yaml"),
        constat("R201", None),
    ]
    toutes = [calculer(texte, faute)[0] for faute in fautes]
    assert len(set(toutes)) == len(fautes)
    assert calculer("deux: 2", constat("R201", 1)) == [toutes[2]], (
        "indentation and line number do not count"
    )
    assert calculer(texte, constat("R201", 3)) == calculer("trois: 3", constat("R201", 1)), (
        "whatever ends the lines"
    )


def test_deux_fautes_pareilles_sur_deux_lignes_pareilles_ont_chacune_leur_empreinte():
    texte = "x: 1\ny: 2\nx: 1\n"
    premiere, seconde = calculer(texte, constat("R201", 1), constat("R201", 3))
    assert premiere != seconde
    assert calculer(f"# plus haut\n{texte}", constat("R201", 2), constat("R201", 4)) == [
        premiere,
        seconde,
    ]


def test_une_ligne_hors_du_fichier_ne_fait_rien_tomber():
    assert calculer("x: 1\n", constat("R201", 99)) == calculer("", constat("R201", None))


# Severity, sources, output.


def test_sous_strict_un_avertissement_est_une_erreur_partout_mais_la_regle_garde_son_niveau():
    [avertissement] = [
        Diagnostic("R314", Position("a.yaml", 1), "message", "aide.", Gravite.AVERTISSEMENT)
    ]
    fichiers = [FichierVerifie("a.yaml", "x", correct=False)]
    for faute, gravite in (
        (avertissement, "avertissement"),
        (strictement([avertissement])[0], "erreur"),
    ):
        lus = [
            LECTURES[nom](rendre(fichiers, [faute]).decode())[0][0]
            for nom, rendre in RENDUS.items()
        ]
        assert lus == [gravite] * len(RENDUS)
        [run] = json.loads(verification_sarif.rendre(fichiers, [faute]))["runs"]
        assert run["tool"]["driver"]["rules"][0]["defaultConfiguration"]["level"] == "warning"


def test_sous_strict_une_note_reste_une_note():
    [note] = strictement(
        [Diagnostic("R333", Position("a.yaml", 1), "message", "aide.", Gravite.NOTE)]
    )
    fichiers = [FichierVerifie("a.yaml", "x", correct=True)]
    lus = [LECTURES[nom](rendre(fichiers, [note]).decode())[0][0] for nom, rendre in RENDUS.items()]
    assert lus == ["note"] * len(RENDUS)


@pytest.mark.parametrize("dossier", [(), ("referentiels",)])
def test_les_referentiels_livres_passent_sous_strict_le_jour_ou_leurs_faits_ont_ete_verifies(
    dossier,
):
    """That a registration has ended is a fact, told and no fault of the file."""
    execution = verifier(*dossier, "--strict", "--date", "2026-11-30")
    assert (execution.statut, execution.erreurs.count("note R333")) == (0, 2)


def test_un_fichier_correct_avec_un_avertissement_a_deux_tests_junit_qui_passent():
    document = verifier(
        "tests/cases/referentiel/R314-meme-libelle.yaml", "--format", "junit"
    ).sortie
    suite = ET.fromstring(document.encode()).find("testsuite")  # noqa: S314 — written by the program under test
    assert (suite.get("tests"), suite.get("failures"), suite.get("errors")) == ("2", "0", "0")
    assert [cas.get("name").split(" ")[0] for cas in suite] == ["correct", "29:38"]


@pytest.mark.parametrize("format_", RENDUS)
def test_un_fichier_donne_deux_fois_reste_valide(format_):
    execution = verifier(CORRECT, FAUTIF, FAUTIF, CORRECT, "--format", format_)
    VALIDATIONS[format_](execution.sortie)
    assert len(LECTURES[format_](execution.sortie)) == 2 * len(
        lire_json(verifier(FAUTIF, "--format", "json").sortie)
    )


@pytest.mark.parametrize("format_", ["github", "gitlab", "sarif", "junit"])
@pytest.mark.parametrize(
    "forme", ["{nom}", "./{nom}", "sous/../{nom}", "{dossier}/{nom}", "{lien}/{nom}"]
)
def test_les_chemins_partent_du_dossier_courant(tmp_path, format_, forme):
    ici = tmp_path / "ici"
    (ici / "sous").mkdir(parents=True)
    (tmp_path / "lien").symlink_to(ici)
    (ici / "sous" / "faux.yaml").write_text("x: 1\n", encoding="utf-8")
    chemin = forme.format(nom="sous/faux.yaml", dossier=ici, lien=tmp_path / "lien")
    constats = LECTURES[format_](verifier(chemin, "--format", format_, dossier=ici).sortie)
    assert {constat[2] for constat in constats} == {"sous/faux.yaml"}
    assert (
        json.loads(verifier(chemin, "--format", "json", dossier=ici).sortie)["fichiers"][0][
            "source"
        ]
        == chemin
    )


def test_un_fichier_d_ailleurs_garde_son_chemin(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert depuis_ici("../ailleurs.yaml") == "../ailleurs.yaml"
    assert depuis_ici("/ailleurs/é.yaml") == "/ailleurs/é.yaml"


@pytest.mark.parametrize(
    ("chemin", "uri"),
    [
        ("a/b.yaml", "a/b.yaml"),
        ("a b/é%:.yaml", "a%20b/%C3%A9%25%3A.yaml"),
        ("../a.yaml", "../a.yaml"),
        ("/srv/a b.yaml", "file:///srv/a%20b.yaml"),
        ("C:/Référentiels/a.yaml", "file:///C:/R%C3%A9f%C3%A9rentiels/a.yaml"),
        ("a\udce9.yaml", "a%3F.yaml"),
    ],
)
def test_un_chemin_devient_une_uri(chemin, uri):
    document = verification_sarif.rendre([], [constat("R201", 1, chemin)]).decode()
    valider_sarif(document)
    [resultat] = json.loads(document)["runs"][0]["results"]
    assert resultat["locations"][0]["physicalLocation"]["artifactLocation"] == {"uri": uri}


@pytest.mark.parametrize("format_", RENDUS)
def test_la_sortie_va_dans_un_fichier_meme_avec_des_fautes(tmp_path, format_):
    ecran = verifier(FAUTIF, "--format", format_).sortie
    cible = tmp_path / "rapport"
    execution = verifier(FAUTIF, "--format", format_, "--sortie", str(cible))
    assert (execution.statut, execution.sortie) == (1, "")
    assert f"{cible} : écrit." in execution.erreurs
    assert cible.read_bytes().decode() == ecran
    cible.write_text("autre", encoding="utf-8")
    refus = verifier(FAUTIF, "--format", format_, "--sortie", str(cible))
    assert (refus.statut, "S201" in refus.erreurs, cible.read_text(encoding="utf-8")) == (
        4,
        True,
        "autre",
    )
    assert verifier(FAUTIF, "--format", format_, "--sortie", str(cible), "--forcer").statut == 1
    assert cible.read_bytes().decode() == ecran


def test_le_referentiel_verifie_n_est_jamais_remplace(tmp_path):
    copie = tmp_path / "a.yaml"
    copie.write_text("x: 1\n", encoding="utf-8")
    execution = verifier(str(copie), "--format", "json", "--sortie", str(copie), "--forcer")
    assert (execution.statut, "S203" in execution.erreurs, copie.read_text(encoding="utf-8")) == (
        4,
        True,
        "x: 1\n",
    )


def test_le_texte_aussi_va_dans_un_fichier_s_il_y_a_quelque_chose_a_y_ecrire(tmp_path):
    cible = tmp_path / "rapport.txt"
    assert verifier(CORRECT, "--sortie", str(cible)).statut == 0
    assert cible.read_text(encoding="utf-8") == verifier(CORRECT).sortie
    execution = verifier(FAUTIF, "--sortie", str(tmp_path / "rien.txt"))
    assert execution.statut == 1
    assert "rien.txt : pas écrit, aucun fichier n'est correct." in execution.erreurs
    assert not (tmp_path / "rien.txt").exists()
