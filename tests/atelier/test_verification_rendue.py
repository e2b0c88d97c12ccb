"""The documents of `clea referentiel verifier`, whole, from files and findings that were decided by hand."""

import json
from hashlib import sha256

import pytest

from clea_cli import __version__
from clea_cli.atelier.rendus import (
    verification_github,
    verification_gitlab,
    verification_json,
    verification_junit,
    verification_sarif,
)
from clea_cli.atelier.rendus.constats import empreintes
from clea_cli.atelier.vues_referentiel import FichierVerifie
from clea_cli.diagnostics import Diagnostic, Entree, Gravite, Position

ERREUR, AVERTISSEMENT = Gravite.ERREUR, Gravite.AVERTISSEMENT
FICHIERS = [
    FichierVerifie(
        "bon.yaml",
        "id: a\nlibelle: b\n",
        correct=True,
        referentiel="jouet",
        version="1.0",
        empreinte="sha256:0",
        resume="5 critères",
        a_confirmer=("un", "deux"),
    ),
    FichierVerifie(
        "dossier/é, faux.yaml", "un: 1\r\n  deux: 2\r\ndeux: 2", correct=False, resume=""
    ),
]
FAUX = FICHIERS[1].source
FAUTES = [
    Diagnostic(
        "R201", Position(FAUX, 2, 3), "la clé « deux » : 50 %, inconnue", "retirez-la.", ERREUR
    ),
    Diagnostic("R314", Position("bon.yaml", 2), "libellé déjà vu", "changez-le.", AVERTISSEMENT),
    Diagnostic("R201", Position(FAUX, 3, 1), "la clé « deux » est inconnue", "retirez-la.", ERREUR),
    Diagnostic("R301", Position(FAUX), "rien\x1b", "écrivez.", ERREUR),
]


def empreinte(source: str, code: str, ligne: str, rang: int) -> str:
    return sha256(f"{source}\0{code}\0{ligne}\0{rang}".encode()).hexdigest()


# « deux: 2 » twice with the same cause: the second one is told by its rank; without a line, no text
EMPREINTES = [
    empreinte(FAUX, "R201", "deux: 2", 1),
    empreinte("bon.yaml", "R314", "libelle: b", 1),
    empreinte(FAUX, "R201", "deux: 2", 2),
    empreinte(FAUX, "R301", "", 1),
]


def test_l_empreinte_dit_le_fichier_la_cause_le_texte_et_le_rang():
    assert list(empreintes(FICHIERS, FAUTES)) == EMPREINTES


@pytest.mark.parametrize(
    ("ligne", "texte"), [(1, "a"), (2, "b"), (3, "c"), (4, ""), (0, ""), (-1, ""), (None, "")]
)
def test_une_ligne_qui_n_est_pas_dans_le_fichier_n_a_pas_de_texte(ligne, texte):
    faute = Diagnostic("R201", Position("f", ligne), "m", "a.", ERREUR)
    assert list(empreintes([FichierVerifie("f", "a\r\n b \rc", correct=False)], [faute])) == [
        empreinte("f", "R201", texte, 1)
    ]


def test_un_fichier_inconnu_ou_la_moitie_d_un_signe_ont_une_empreinte():
    fautes = [
        Diagnostic("R201", Position("ailleurs", 1), "m", "a.", ERREUR),
        Diagnostic("R201", Position("\ud800", 1), "m", "a.", ERREUR),
    ]
    attendue = sha256(
        b"\xed\xa0\x80\0R201\0\x001"
    ).hexdigest()  # the surrogate as UTF-8 would write it, if it could
    assert list(empreintes([], fautes)) == [empreinte("ailleurs", "R201", "", 1), attendue]


def test_github_a_une_commande_par_constat():
    assert verification_github.rendre(FICHIERS, FAUTES).decode() == (
        "::error file=dossier/é%2C faux.yaml,line=2,col=3,title=R201 cle-inconnue"
        "::la clé « deux » : 50 %25, inconnue.%0AAide : retirez-la.\n"
        "::warning file=bon.yaml,line=2,title=R314 libelle-en-double::libellé déjà vu.%0AAide : changez-le.\n"
        "::error file=dossier/é%2C faux.yaml,line=3,col=1,title=R201 cle-inconnue"
        "::la clé « deux » est inconnue.%0AAide : retirez-la.\n"
        "::error file=dossier/é%2C faux.yaml,title=R301 code-en-double::rien␛.%0AAide : écrivez.\n"
    )


def test_un_chemin_ne_coupe_pas_les_proprietes_d_une_commande_de_github():
    faute = Diagnostic("R201", Position("C:a,b%\n", 1), "m", "a.", ERREUR)
    ecrite = "::error file=C%3Aa%2Cb%25␊,line=1,title=R201 cle-inconnue::m.%0AAide : a.\n"
    assert verification_github.rendre([], [faute]).decode() == ecrite


def test_la_moitie_d_un_signe_se_voit_pour_github():
    faute = Diagnostic("R201", Position("a", 1), "\ud800", "a.", ERREUR)
    assert (
        verification_github.rendre([], [faute])
        == "::error file=a,line=1,title=R201 cle-inconnue::�.%0AAide : a.\n".encode()
    )


def test_la_liste_pour_github_a_deux_lignes_par_constat_toutes_dites():
    assert (
        verification_github.liste(FAUTES[:2] * 11)
        == [
            "dossier/é, faux.yaml:2:3: erreur R201 : la clé « deux » : 50 %, inconnue",
            "  aide : retirez-la.",
            "bon.yaml:2: avertissement R314 : libellé déjà vu",
            "  aide : changez-le.",
        ]
        * 11
    )
    assert len(verification_github.liste(FAUTES[:1] * 25)) == 50


def test_la_liste_pour_github_ecarte_ce_qui_serait_une_commande():
    fautes = [Diagnostic("R201", Position("  ::debug", 1), "a ##[b]", "##[c] ::d", ERREUR)]
    assert verification_github.liste(fautes) == [
        "  : :debug:1: erreur R201 : a ## [b]",
        "  aide : ## [c] ::d",
    ]


def test_gitlab_a_un_objet_par_constat():
    assert json.loads(verification_gitlab.rendre(FICHIERS, FAUTES)) == [
        {
            "description": "R201 : la clé « deux » : 50 %, inconnue.\nAide : retirez-la.",
            "check_name": "R201",
            "fingerprint": EMPREINTES[0],
            "severity": "major",
            "location": {"path": FAUX, "lines": {"begin": 2}},
        },
        {
            "description": "R314 : libellé déjà vu.\nAide : changez-le.",
            "check_name": "R314",
            "fingerprint": EMPREINTES[1],
            "severity": "minor",
            "location": {"path": "bon.yaml", "lines": {"begin": 2}},
        },
        {
            "description": "R201 : la clé « deux » est inconnue.\nAide : retirez-la.",
            "check_name": "R201",
            "fingerprint": EMPREINTES[2],
            "severity": "major",
            "location": {"path": FAUX, "lines": {"begin": 3}},
        },
        {
            "description": "R301 : rien\x1b.\nAide : écrivez.",
            "check_name": "R301",
            "fingerprint": EMPREINTES[3],
            "severity": "major",
            "location": {"path": FAUX, "lines": {"begin": 1}},
        },
    ]


def test_le_json_dit_les_fichiers_puis_les_constats():
    lu = json.loads(verification_json.rendre(FICHIERS, FAUTES[:1]))
    assert lu == {
        "schema": "clea/verification/1",
        "outil": {"nom": "clea", "version": __version__},
        "fichiers": [
            {
                "source": "bon.yaml",
                "correct": True,
                "referentiel": {"id": "jouet", "version": "1.0", "empreinte": "sha256:0"},
                "resume": "5 critères",
                "a_confirmer": ["un", "deux"],
            },
            {
                "source": FAUX,
                "correct": False,
                "referentiel": None,
                "resume": "",
                "a_confirmer": [],
            },
        ],
        "diagnostics": [
            {
                "code": "R201",
                "gravite": "erreur",
                "source": FAUX,
                "ligne": 2,
                "colonne": 3,
                "cellule": None,
                "message": "la clé « deux » : 50 %, inconnue",
                "aide": "retirez-la.",
            }
        ],
    }


def test_junit_a_une_suite_par_fichier_et_un_test_par_constat():
    assert verification_junit.rendre(FICHIERS, FAUTES).decode() == (
        "<?xml version='1.0' encoding='utf-8'?>\n"
        '<testsuites name="clea referentiel verifier" tests="5" failures="3" errors="0">\n'
        '  <testsuite name="bon.yaml" tests="2" failures="0" errors="0">\n'
        '    <testcase classname="bon.yaml" name="correct" />\n'
        '    <testcase classname="bon.yaml" name="2 R314 : libellé déjà vu">\n'
        "      <system-out>bon.yaml:2: avertissement R314 : libellé déjà vu\n  aide : changez-le.\n</system-out>\n"
        "    </testcase>\n"
        "  </testsuite>\n"
        '  <testsuite name="dossier/é, faux.yaml" tests="3" failures="3" errors="0">\n'
        '    <testcase classname="dossier/é, faux.yaml" name="2:3 R201 : la clé « deux » : 50 %, inconnue">\n'
        '      <failure type="R201" message="la clé « deux » : 50 %, inconnue">'
        "dossier/é, faux.yaml:2:3: erreur R201 : la clé « deux » : 50 %, inconnue\n  aide : retirez-la.\n</failure>\n"
        "    </testcase>\n"
        '    <testcase classname="dossier/é, faux.yaml" name="3:1 R201 : la clé « deux » est inconnue">\n'
        '      <failure type="R201" message="la clé « deux » est inconnue">'
        "dossier/é, faux.yaml:3:1: erreur R201 : la clé « deux » est inconnue\n  aide : retirez-la.\n</failure>\n"
        "    </testcase>\n"
        '    <testcase classname="dossier/é, faux.yaml" name="R301 : rien␛">\n'
        '      <failure type="R301" message="rien␛">'
        "dossier/é, faux.yaml: erreur R301 : rien␛\n  aide : écrivez.\n</failure>\n"
        "    </testcase>\n"
        "  </testsuite>\n"
        "</testsuites>\n"
    )


def test_junit_remplace_ce_que_xml_ne_peut_tenir():
    faute = Diagnostic("R201", Position("a\ufffe"), "b\ud800", "c\uffff", ERREUR)
    document = verification_junit.rendre(
        [FichierVerifie("a\ufffe", "", correct=True)], [faute]
    ).decode()
    assert document.split("\n", 2)[2] == (
        '  <testsuite name="a\ufffd" tests="2" failures="1" errors="0">\n'
        '    <testcase classname="a\ufffd" name="correct" />\n'
        '    <testcase classname="a\ufffd" name="R201 : b\ufffd">\n'
        '      <failure type="R201" message="b\ufffd">a\ufffd: erreur R201 : b\ufffd\n  aide : c\ufffd\n</failure>\n'
        "    </testcase>\n"
        "  </testsuite>\n"
        "</testsuites>\n"
    )


CATALOGUE = {
    "R201": Entree(
        "R201", "cle-inconnue", "la clé « {cle} » est inconnue", "retirez-la.", "Faute de frappe."
    ),
    "R301": Entree(
        "R301",
        "rien",
        "ce fichier est {etat}",
        "x",
        "Il manque tout.",
        "id:",
        "id: a",
        AVERTISSEMENT,
    ),
}
SOURCES = [
    ("R201", Position("a b.yaml", 2, 3), {"uri": "a%20b.yaml"}, {"startLine": 2, "startColumn": 3}),
    ("R301", Position("a.yaml", 4), {"uri": "a.yaml"}, {"startLine": 4}),
    ("R201", Position("\ud800.yaml"), {"uri": "%3F.yaml"}, None),
]


def test_le_sarif_a_les_causes_rencontrees_puis_les_constats(monkeypatch):
    monkeypatch.setattr(verification_sarif, "CATALOGUE", CATALOGUE)
    fautes = [
        Diagnostic(code, position, "message", "aide.", ERREUR) for code, position, _, _ in SOURCES
    ]
    fautes[1] = fautes[1]._replace(gravite=AVERTISSEMENT)
    lu = json.loads(
        verification_sarif.rendre([FichierVerifie("a.yaml", "\n\n\nid: a", correct=False)], fautes)
    )
    [run] = lu.pop("runs")
    assert lu == {
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
    }
    resultats = run.pop("results")
    assert run == {
        "tool": {
            "driver": {
                "name": "clea",
                "version": __version__,
                "language": "fr",
                "rules": [
                    {
                        "id": "R201",
                        "name": "CleInconnue",
                        "shortDescription": {"text": "La clé « … » est inconnue."},
                        "fullDescription": {"text": "Faute de frappe."},
                        "help": {
                            "text": "Faute de frappe.\n\nPour en savoir plus : clea expliquer R201"
                        },
                        "defaultConfiguration": {"level": "error"},
                    },
                    {
                        "id": "R301",
                        "name": "Rien",
                        "shortDescription": {"text": "Ce fichier est …"},
                        "fullDescription": {"text": "Il manque tout."},
                        "help": {
                            "text": "Il manque tout.\n\nFaux :\nid:\n\nJuste :\nid: a"
                            "\n\nPour en savoir plus : clea expliquer R301"
                        },
                        "defaultConfiguration": {"level": "warning"},
                    },
                ],
            }
        },
        "language": "fr",
        "columnKind": "unicodeCodePoints",
    }
    assert resultats == [
        {
            "ruleId": code,
            "ruleIndex": rang,
            "level": niveau,
            "message": {"text": "message.\nAide : aide."},
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": lieu,
                        **({"region": region} if region else {}),
                    }
                },
            ],
            "partialFingerprints": {"primaryLocationLineHash": marque},
        }
        for (code, _, lieu, region), rang, niveau, marque in zip(
            SOURCES,
            (0, 1, 0),
            ("error", "warning", "error"),
            (
                empreinte("a b.yaml", "R201", "", 1),
                empreinte("a.yaml", "R301", "id: a", 1),
                sha256(b"\xed\xa0\x80.yaml\0R201\0\x001").hexdigest(),
            ),
            strict=True,
        )
    ]


@pytest.mark.parametrize(
    ("chemin", "uri"),
    [
        ("/srv/a b.yaml", "file:///srv/a%20b.yaml"),
        ("/\ud800:", "file:///%3F%3A"),
        ("C:/a b.yaml", "file:///C:/a%20b.yaml"),
        ("z:/\ud800", "file:///z:/%3F"),
        ("ab:/c", "ab%3A/c"),
        ("C:c", "C%3Ac"),
    ],
)
def test_un_chemin_est_une_uri_dans_le_sarif(chemin, uri):
    faute = Diagnostic("R201", Position(chemin), "message", "aide.", ERREUR)
    [resultat] = json.loads(verification_sarif.rendre([], [faute]))["runs"][0]["results"]
    assert resultat["locations"] == [{"physicalLocation": {"artifactLocation": {"uri": uri}}}]
