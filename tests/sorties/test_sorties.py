"""What other programs read of our results, to the byte: made of values decided by hand, whatever gave them."""

import json
from codecs import BOM_UTF8
from fractions import Fraction
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import pytest

from clea_cli import __version__
from clea_cli.atelier.rendus import comparaison_json
from clea_cli.atelier.vues_comparaison import (
    ChangementVu,
    ComparaisonVue,
    EffetVu,
    GrillesComparees,
    VerdictChange,
    VersionVue,
)
from clea_cli.cohorte.rendus import csv as cohorte_csv
from clea_cli.cohorte.vues import CohorteVue, Denombrement, LigneDeTableau, Mesure, Part, TableauVu
from clea_cli.decision.rendus import csv as score_csv
from clea_cli.decision.rendus import json as score_json
from clea_cli.decision.vues import (
    DomaineVu,
    Ecart,
    FichierVu,
    LaisseVu,
    LectureVue,
    PointsVus,
    Provenance,
    Rapport,
    Resultats,
    SousDomaineVu,
)
from clea_cli.decision.vues_evaluations import Evaluations, EvaluationVue
from clea_cli.diagnostics import Position, diagnostic
from clea_cli.sorties import tableur_csv, tableur_ods

PROVENANCE = Provenance(
    "jouet",
    "Jouet",
    "1.0",
    "sha",
    "avis",
    "sûr",
    "r1",
    "Règle",
    "src",
    "",
    "2026-11-28",
    ("1", "2"),
)
POINTS = PointsVus(Fraction(7, 2), 4, 5, Fraction(5, 2), "atteint")
DOMAINE = DomaineVu(
    "1",
    "Lire",
    "maitrise",
    "maîtrisé",
    PointsVus(1, 2, 3, 2, "ouvert"),
    (SousDomaineVu("1.1", "Mots", PointsVus(0, 1, 2, None, None)),),
    (Ecart("1.1.1", "Lire un mot", "1", "non_acquis", "non acquis"),),
    ("un point",),
)
RAPPORT = Rapport(
    "g.csv",
    "abc",
    "=C-1",
    "certifiable",
    "Certifiable",
    ("parce que",),
    POINTS,
    (DOMAINE, DOMAINE._replace(code="2", statut="indetermine", sous_domaines=(), ecarts=())),
    (LectureVue("r2", "Autre", "non_certifiable", "Non", "un domaine", "réserve"),),
)


def test_le_csv_d_un_score_a_une_ligne_par_candidat_et_une_colonne_par_domaine():
    assert (
        score_csv.rendre(Resultats(PROVENANCE, (RAPPORT, RAPPORT._replace(candidat="C-2")), 0))
        == (
            "\ufeffcandidat;verdict;obtenus;total;d1;d2\r\n"
            "'=C-1;certifiable;7/2;5;maitrise;indetermine\r\n"
            "C-2;certifiable;7/2;5;maitrise;indetermine\r\n"
        ).encode()
    )


def test_les_lignes_en_bloc_sont_le_nom_puis_sa_suite_ecrite_une_fois():
    suites = score_csv.Suites([["oui", "non"], ["é", "1"]])
    assert suites[(0, 1)] == b";oui;1\r\n"
    assert suites[(1, 0)] == ";non;é\r\n".encode()
    assert score_csv.lignes_en_bloc([b"C-1", b"C-2"], [suites[(1, 0)], suites[(0, 1)]]) == (
        "C-1;non;é\r\nC-2;oui;1\r\n".encode()
    )
    assert suites[(0, 1)] is suites[(0, 1)]


def test_les_noms_en_bloc_sont_ceux_qu_ecrirait_le_csv_un_par_un():
    noms = ["C-1", "Zoé", "D;E", 'F"G', "=1+1", "-7", " H ", "", "I\nJ"]
    assert score_csv.noms_en_bloc(noms[:-1]) == [
        *(nom.encode() for nom in ("C-1", "Zoé", '"D;E"', '"F""G"', "'=1+1", "'-7", " H ", '""')),
    ]
    assert score_csv.noms_en_bloc([]) == []
    entier = tableur_csv.ecrire([[nom] for nom in noms])
    assert BOM_UTF8 + b"".join(nom + b"\r\n" for nom in score_csv.noms_en_bloc(noms)) == entier


def test_un_nom_n_est_jamais_ecrit_sans_toute_sa_suite():
    with pytest.raises(ValueError, match="size"):
        score_csv.lignes_en_bloc([b"C-1", b"C-2"], [b";oui\r\n"])
    with pytest.raises(ValueError, match="shorter"):
        score_csv.Suites([["oui"], ["non"]])[(0,)]


def test_les_suites_retenues_ne_sont_jamais_plus_que_leur_limite(monkeypatch):
    monkeypatch.setattr(score_csv, "_SUITES_MAX", 2)
    suites = score_csv.Suites([["a", "b", "c", "d"]])
    retenues = [(suites[(rang,)], len(suites))[1] for rang in range(4)]
    assert retenues == [1, 2, 3, 1]


def test_le_json_d_un_score_est_le_contrat():
    faute = diagnostic("F101", Position("vide.csv"))
    compte = FichierVu("g.csv", (LaisseVu("colonne", "F", "Remarques", 12),))
    lu = json.loads(score_json.rendre(Resultats(PROVENANCE, (RAPPORT,), 1, (compte,)), [faute]))
    assert list(lu) == [
        "schema",
        "outil",
        "referentiel",
        "regle",
        "resultats",
        "diagnostics",
        "fichiers",
    ]
    assert lu.pop("fichiers") == [
        {
            "source": "g.csv",
            "laisse_de_cote": [
                {"quoi": "colonne", "ou": "F", "titre": "Remarques", "cellules": 12}
            ],
        }
    ]
    assert lu.pop("diagnostics")[0]["code"] == "F101"
    assert lu == {
        "schema": "clea/score/1",
        "outil": {"nom": "clea", "version": __version__},
        "referentiel": {"id": "jouet", "version": "1.0", "empreinte": "sha"},
        "regle": {"id": "r1", "libelle": "Règle"},
        "resultats": [
            {
                "source": "g.csv",
                "empreinte": "abc",
                "candidat": "=C-1",
                "verdict": "certifiable",
                "points": {
                    "obtenus": "7/2",
                    "possibles": 4,
                    "total": 5,
                    "requis": "5/2",
                    "statut": "atteint",
                },
                "domaines": [
                    {
                        "code": "1",
                        "libelle": "Lire",
                        "statut": "maitrise",
                        "points": {"obtenus": 1, "possibles": 2, "total": 3, "requis": 2},
                        "sous_domaines": [
                            {
                                "code": "1.1",
                                "libelle": "Mots",
                                "points": {
                                    "obtenus": 0,
                                    "possibles": 1,
                                    "total": 2,
                                    "requis": None,
                                },
                                "statut": None,
                            }
                        ],
                    },
                    {
                        "code": "2",
                        "libelle": "Lire",
                        "statut": "indetermine",
                        "points": {"obtenus": 1, "possibles": 2, "total": 3, "requis": 2},
                        "sous_domaines": [],
                    },
                ],
                "ecarts": [
                    {
                        "code": "1.1.1",
                        "libelle": "Lire un mot",
                        "domaine": "1",
                        "resultat": "non_acquis",
                    }
                ],
                "lectures": [{"regle": "r2", "verdict": "non_certifiable", "motif": "un domaine"}],
            }
        ],
    }


def test_le_json_de_deux_evaluations_dit_d_ou_vient_chaque_reponse():
    deux = Evaluations(
        EvaluationVue("p.csv", "p", "2026-01-02"),
        EvaluationVue("f.csv", "f", ""),
        ("2",),
        {"1.1.1": "finale"},
    )
    (resultat,) = json.loads(
        score_json.rendre(Resultats(PROVENANCE, (RAPPORT._replace(evaluations=deux),), 0), [])
    )["resultats"]
    assert list(resultat)[-1] == "evaluations"
    assert resultat["evaluations"] == {
        "prealable": {"source": "p.csv", "empreinte": "p", "date": "2026-01-02"},
        "finale": {"source": "f.csv", "empreinte": "f", "date": ""},
        "domaines_gardes": ["2"],
        "origines": {"1.1.1": "finale"},
    }


def test_le_json_sans_referentiel_n_a_que_ses_fautes():
    lu = json.loads(score_json.rendre(None, [diagnostic("F101", Position("g.csv"))]))
    assert (lu["referentiel"], lu["regle"], lu["resultats"], len(lu["diagnostics"])) == (
        None,
        None,
        [],
        1,
    )


def test_un_ods_est_fait_de_textes_et_toujours_des_memes_octets():
    contenu = tableur_ods.ecrire([["a", "", "<&>\x1b"], [], ["\ud800"]])
    with ZipFile(BytesIO(contenu)) as archive:
        assert [(p.filename, p.compress_type, p.date_time) for p in archive.infolist()] == [
            ("mimetype", ZIP_STORED, (1980, 1, 1, 0, 0, 0)),
            ("content.xml", ZIP_DEFLATED, (1980, 1, 1, 0, 0, 0)),
            ("META-INF/manifest.xml", ZIP_DEFLATED, (1980, 1, 1, 0, 0, 0)),
        ]
        assert archive.read("mimetype") == b"application/vnd.oasis.opendocument.spreadsheet"
        xml = archive.read("content.xml").decode()
        assert b'manifest:full-path="content.xml"' in archive.read("META-INF/manifest.xml")
    case = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    assert xml.partition("<office:spreadsheet>")[2] == (
        '<table:table table:name="Grille">'
        f"<table:table-row>{case.format('a')}<table:table-cell/>{case.format('&lt;&amp;&gt;␛')}</table:table-row>"
        f"<table:table-row><table:table-cell/></table:table-row><table:table-row>{case.format('�')}</table:table-row>"
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )


@pytest.mark.parametrize(
    ("cellule", "ecrite"),
    [
        (None, ";;;;;;oui"),
        (Part(3, 4), "3;personnes;4;75,0;30,0;95,5;non"),
        (Part(0, 4), "0;personnes;4;0,0;0,0;49,0;non"),
        (Mesure(745, "%"), "74,5;%;;;;;non"),
        (Mesure(90, "h"), "1,5;heures;;;;;non"),
        (Mesure(100, "h"), "1,66;heures;;;;;non"),
        (Denombrement(3, "fichiers"), "3;fichiers;;;;;non"),
        (12, "12;personnes;;;;;non"),
        ("à voir", "à voir;;;;;;non"),
    ],
)
def test_une_cohorte_en_csv_a_une_ligne_par_nombre(cellule, ecrite):
    tableau = TableauVu(
        "sites",
        "Par site",
        "phrase",
        ("site", "certifiables", "personnes"),
        (LigneDeTableau("=Lyon", (cellule, 9), detail="x"),),
    )
    vue = CohorteVue("titre", (), (), (tableau,), "", (("Règle", "la règle"),))
    assert cohorte_csv.rendre(vue).decode("utf-8-sig").splitlines() == [
        "tableau;ligne;libelle;mesure;valeur;unite;sur;pourcent;pourcent_bas;pourcent_haut;masque",
        f"sites;'=Lyon;x;certifiables;{ecrite}",
        "sites;'=Lyon;x;personnes;9;personnes;;;;;non",
        "source;Règle;la règle;;;;;;;;",
    ]


COMPARAISON = ComparaisonVue(
    VersionVue("a.yaml", "jouet", "1.0", "sha256:a"),
    VersionVue("b.yaml", "jouet", "2.0", "sha256:b"),
    "majeur",
    (ChangementVu("majeur", "points", "1.1.1", "1", "3/2", "1 point devient 3/2"),),
    (EffetVu("r1", "1", (1, Fraction(7, 2)), (2, 4), "phrase"),),
    version_suffisante=True,
    verdict_version="c'est assez",
    grilles=GrillesComparees(
        3,
        1,
        (VerdictChange("g.csv", "C-1", "certifiable", "indetermine", "mots", "motif"),),
        ("1.1.1",),
    ),
)


def test_le_json_d_une_comparaison_est_le_contrat():
    lu = json.loads(
        comparaison_json.rendre(COMPARAISON, [diagnostic("F101", Position("vide.csv"))])
    )
    assert [faute["code"] for faute in lu.pop("diagnostics")] == ["F101"]
    assert lu == {
        "schema": "clea/comparaison/1",
        "outil": {"nom": "clea", "version": __version__},
        "avant": {
            "source": "a.yaml",
            "id": "jouet",
            "version": "1.0",
            "empreinte": "sha256:a",
            "revision": 1,
        },
        "apres": {
            "source": "b.yaml",
            "id": "jouet",
            "version": "2.0",
            "empreinte": "sha256:b",
            "revision": 1,
        },
        "classe": "majeur",
        "version_suffisante": True,
        "verdict_version": "c'est assez",
        "changements": [
            {
                "classe": "majeur",
                "genre": "points",
                "ou": "1.1.1",
                "avant": "1",
                "apres": "3/2",
                "texte": "1 point devient 3/2",
            }
        ],
        "effets": [
            {
                "regle": "r1",
                "niveau": "1",
                "avant": {"requis": 1, "total": "7/2"},
                "apres": {"requis": 2, "total": 4},
            }
        ],
        "grilles": {
            "lues": 3,
            "refusees": 1,
            "changent": [
                {
                    "source": "g.csv",
                    "candidat": "C-1",
                    "avant": "certifiable",
                    "apres": "indetermine",
                    "motif": "motif",
                }
            ],
            "a_reevaluer": ["1.1.1"],
            "perdues": [],
        },
    }


def test_le_json_d_une_comparaison_sans_grille_le_dit():
    lu = json.loads(
        comparaison_json.rendre(COMPARAISON._replace(changements=(), effets=(), grilles=None), [])
    )
    assert (lu["grilles"], lu["changements"], lu["effets"], lu["diagnostics"]) == (None, [], [], [])
