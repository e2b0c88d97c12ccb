"""CONTRATS, held from outside: JSON, CSV, exit statuses, what may be overwritten, what data may never do."""

import csv
import json
import os
import subprocess
import sys
from io import BytesIO, StringIO, TextIOWrapper
from pathlib import Path

import pytest

from clea_cli.cli import main
from clea_cli.decision.formats import VERDICTS
from tests.outils.terminal import executer

CERTIFIABLE = "examples/candidat-certifiable.csv"
MANQUE = "examples/un-domaine-manque.csv"
FAUTES = "examples/six-fautes.csv"


@pytest.fixture
def clea(capsysbinary):
    def lancer(*arguments: str) -> tuple[int, bytes, str]:
        statut = main(list(arguments))
        sortie, erreurs = capsysbinary.readouterr()
        return statut, sortie, erreurs.decode()

    return lancer


def cles(valeur):
    """The keys of nested objects, in order; of a list, those of its first item."""
    if isinstance(valeur, dict):
        return {cle: cles(v) for cle, v in valeur.items()}
    return [cles(valeur[0])] if isinstance(valeur, list) and valeur else None


POINTS = dict.fromkeys(["obtenus", "possibles", "total", "requis"])
CONTRAT = {
    "schema": None,
    "outil": {"nom": None, "version": None},
    "referentiel": {"id": None, "version": None, "empreinte": None},
    "regle": {"id": None, "libelle": None},
    "resultats": [
        {
            "source": None,
            "empreinte": None,
            "candidat": None,
            "verdict": None,
            "points": {**POINTS, "statut": None},
            "domaines": [
                {
                    "code": None,
                    "libelle": None,
                    "statut": None,
                    "points": POINTS,
                    "sous_domaines": [
                        {"code": None, "libelle": None, "points": POINTS, "statut": None}
                    ],
                }
            ],
            "ecarts": [{"code": None, "libelle": None, "domaine": None, "resultat": None}],
            "lectures": [{"regle": None, "verdict": None, "motif": None}],
        }
    ],
    "diagnostics": None,
    "fichiers": [{"source": None, "laisse_de_cote": None}],
}
DIAGNOSTIC = ["code", "gravite", "source", "ligne", "colonne", "cellule", "message", "aide"]


def ordre(valeur):
    """Make the order of keys matter in a comparison."""
    if isinstance(valeur, dict):
        return [(cle, ordre(v)) for cle, v in valeur.items()]
    return [ordre(v) for v in valeur] if isinstance(valeur, list) else valeur


def test_le_json_a_les_cles_du_contrat_dans_son_ordre(clea):
    statut, sortie, _ = clea("score", CERTIFIABLE, "--format", "json")
    assert statut == 0
    assert ordre(cles(json.loads(sortie))) == ordre(CONTRAT)


def test_le_json_du_candidat_certifiable_est_celui_decide_a_la_main(clea):
    objet = json.loads(clea("score", CERTIFIABLE, "--format", "json")[1])
    [resultat] = objet["resultats"]
    assert objet["schema"] == "clea/score/1"
    assert resultat["candidat"] == "C-0001"
    assert resultat["verdict"] == "certifiable"
    assert resultat["points"] == {
        "obtenus": 97,
        "possibles": 99,
        "total": 106,
        "requis": 80,
        "statut": "atteint",
    }
    assert resultat["domaines"][0]["points"] == {
        "obtenus": 17,
        "possibles": 17,
        "total": 18,
        "requis": 14,
    }
    assert resultat["domaines"][0]["sous_domaines"][0]["points"]["requis"] is None
    assert [ecart["code"] for ecart in resultat["ecarts"]] == [
        "1.2.3", "2.3.7", "3.2.1", "3.4.1", "4.2.2", "5.3.3", "6.1.5", "6.3.3", "7.3.1",
    ]  # fmt: skip
    assert {ecart["code"] for ecart in resultat["ecarts"] if ecart["resultat"] == "non_evalue"} == {
        "3.4.1",
        "6.3.3",
    }
    assert [(lecture["regle"], lecture["verdict"]) for lecture in resultat["lectures"]] == [
        ("sous-domaines-75", "non_certifiable"),
        ("sous-domaines-2018", "certifiable"),
    ]
    assert resultat["lectures"][1]["motif"] is None


def test_le_json_est_en_utf8_avec_deux_espaces_et_finit_par_une_ligne(clea):
    sortie = clea("score", CERTIFIABLE, "--format", "json")[1]
    assert sortie.startswith(b'{\n  "schema"')
    assert sortie.endswith(b"\n}\n")
    assert "Communiquer en français".encode() in sortie


def test_un_fichier_refuse_laisse_un_json_avec_ses_fautes(clea):
    statut, sortie, erreurs = clea("score", FAUTES, "--format", "json")
    objet = json.loads(sortie)
    assert statut == 1
    assert objet["resultats"] == []
    assert [list(faute) for faute in objet["diagnostics"]] == [DIAGNOSTIC] * len(
        objet["diagnostics"]
    )
    assert all(faute["code"] in erreurs for faute in objet["diagnostics"])


def test_un_referentiel_refuse_laisse_un_json_sans_referentiel(clea):
    statut, sortie, _ = clea("score", CERTIFIABLE, "-r", "clea-management", "--format", "json")
    objet = json.loads(sortie)
    assert (statut, objet["referentiel"], objet["regle"], objet["resultats"]) == (1, None, None, [])
    assert [faute["code"] for faute in objet["diagnostics"]] == ["R502"]


def test_le_csv_est_celui_du_contrat(clea):
    statut, sortie, _ = clea("score", CERTIFIABLE, MANQUE, "--format", "csv")
    assert statut == 0
    assert (
        sortie
        == (
            "\ufeffcandidat;verdict;obtenus;total;d1;d2;d3;d4;d5;d6;d7\r\n"
            "C-0001;certifiable;97;106;maitrise;maitrise;maitrise;maitrise;maitrise;maitrise;maitrise\r\n"
            "C-0002;non_certifiable;102;106;maitrise;maitrise;maitrise;non_maitrise;maitrise;maitrise;maitrise\r\n"
        ).encode()
    )


@pytest.mark.parametrize(
    ("statut", "arguments"),
    [
        (0, ["score", MANQUE]),
        (1, ["score", FAUTES]),
        (1, ["score", FAUTES, "absent.csv"]),
        (2, ["score", MANQUE, "--regle", "aucune"]),
        (2, ["score", MANQUE, "--referentiel", "aucun"]),
        (2, ["score"]),
        (2, ["score", MANQUE, "--inconnue"]),
        (3, ["score", MANQUE, FAUTES]),
        (3, ["grille", "verifier", MANQUE, FAUTES]),
        (4, ["score", MANQUE, "--sortie", "README.md"]),
        (4, ["score", MANQUE, "--sortie", "dossier/absent/resultat.txt"]),
        (5, ["score", MANQUE, "--echec-si-non-certifiable"]),
        (5, ["score", CERTIFIABLE, MANQUE, "--echec-si-non-certifiable"]),
        (3, ["score", MANQUE, FAUTES, "--echec-si-non-certifiable"]),
        (0, ["score", CERTIFIABLE, "--echec-si-non-certifiable"]),
        (5, ["score", "examples/indetermine.csv", "--echec-si-non-certifiable"]),
    ],
)
def test_le_statut_de_sortie_est_celui_du_contrat(clea, statut, arguments):
    assert clea(*arguments)[0] == statut


def test_la_sortie_standard_ne_porte_que_le_resultat(clea):
    _, sortie, erreurs = clea("score", MANQUE, FAUTES)
    assert b"F203" not in sortie
    assert "F203" in erreurs
    assert b"Lu " not in sortie
    assert f"Lu {MANQUE} : 106 critères, séparateur « ; », encodage UTF-8" in erreurs


def test_l_entree_standard_se_lit_avec_un_tiret(clea, monkeypatch):
    monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO(Path(CERTIFIABLE).read_bytes())))
    statut, sortie, _ = clea("score", "-", "--format", "json")
    assert statut == 0
    assert json.loads(sortie)["resultats"][0]["source"] == "-"


def test_rien_n_est_ecrase_sans_forcer(clea, tmp_path):
    cible = tmp_path / "resultat.csv"
    assert clea("score", CERTIFIABLE, "--format", "csv", "--sortie", str(cible))[0] == 0
    premier = cible.read_bytes()
    statut, _, erreurs = clea("score", CERTIFIABLE, "--format", "csv", "--sortie", str(cible))
    assert (statut, "inchangé" in erreurs) == (0, True)
    statut, _, erreurs = clea("score", MANQUE, "--format", "csv", "--sortie", str(cible))
    assert (statut, "S201" in erreurs, cible.read_bytes()) == (4, True, premier)
    assert clea("score", MANQUE, "--format", "csv", "--sortie", str(cible), "--forcer")[0] == 0
    assert cible.read_bytes() != premier
    assert list(tmp_path.iterdir()) == [cible]


@pytest.mark.parametrize("format_", VERDICTS)
def test_les_memes_entrees_donnent_les_memes_octets(clea, format_):
    arguments = ("score", "examples/douze-candidats.csv", "--format", format_)
    assert clea(*arguments)[1] == clea(*arguments)[1]


HOSTILES = [
    "[/b]",
    '=HYPERLINK("http://exemple.invalid","x")',
    "../../x",
    "\x1b[31mrouge",
    "@SUM(1)",
    "{{ 7*7 }}",
    "R&D <b>",
]


def grille_de(candidat: str, dossier: Path) -> str:
    lignes = Path(CERTIFIABLE).read_bytes().decode("utf-8-sig").split("\r\n")
    sortie = StringIO(newline="")
    csv.writer(sortie, delimiter=";", lineterminator="").writerow(["candidat", candidat])
    fichier = dossier / "hostile.csv"
    fichier.write_text(
        "\r\n".join([*lignes[:2], sortie.getvalue(), *lignes[3:]]), encoding="utf-8", newline=""
    )
    return str(fichier)


@pytest.mark.parametrize("candidat", HOSTILES)
def test_un_candidat_au_nom_hostile_est_montre_tel_quel(clea, tmp_path, candidat):
    grille = grille_de(candidat, tmp_path)
    assert (
        json.loads(clea("score", grille, "--format", "json")[1])["resultats"][0]["candidat"]
        == candidat
    )
    visible = candidat.replace("\x1b", "␛")
    texte = clea("score", grille)[1].decode()
    assert visible in texte
    assert "\x1b" not in texte
    lignes = clea("score", grille, "--format", "csv")[1].decode("utf-8-sig").splitlines()
    cellule = next(csv.reader([lignes[1]], delimiter=";"))[0]
    assert cellule == (f"'{visible}" if candidat[0] in "=@" else visible)


def test_dans_un_terminal_le_nom_hostile_est_montre_tel_quel(tmp_path):
    statut, ecran = executer(["score", grille_de("[/b]\x1b[2J", tmp_path)])
    assert statut == 0
    assert "[/b]␛[2J" in ecran
    assert "\x1b[2J" not in ecran


def test_le_terminal_a_des_couleurs_sauf_si_no_color():
    assert "\x1b[" in executer(["score", MANQUE])[1]
    assert "\x1b[" not in executer(["score", MANQUE], NO_COLOR="1")[1]


def test_un_terminal_essaye_a_la_largeur_qu_on_lui_donne_malgre_readline():
    os.putenv("COLUMNS", "200")  # as GNU readline does: `os.environ` does not see it
    try:
        _, ecran = executer(["score", "examples/indetermine.csv"], colonnes=60, NO_COLOR="1")
    finally:
        os.unsetenv("COLUMNS")
    assert max(map(len, ecran.splitlines()[1:])) <= 60


@pytest.mark.parametrize("colonnes", [60, 80, 100])
def test_aucune_ligne_ne_depasse_la_largeur_du_terminal(colonnes):
    _, ecran = executer(["score", "examples/indetermine.csv"], colonnes=colonnes, NO_COLOR="1")
    assert max(map(len, ecran.splitlines()[1:])) <= colonnes


def test_un_defaut_du_programme_finit_par_70_sans_donnee_personnelle(clea, monkeypatch):
    def tomber(*_: object) -> None:
        nom = "Durand-Sentinelle"
        raise RuntimeError(f"panne pour {nom}")

    monkeypatch.setattr("clea_cli.decision.lot.lire_lot", tomber)
    statut, sortie, erreurs = clea("score", MANQUE)
    assert (statut, sortie) == (70, b"")
    assert "RuntimeError" in erreurs
    assert "cli/score.py" in erreurs
    assert "Sentinelle" not in erreurs


def test_une_interruption_finit_par_130(clea, monkeypatch):
    def interrompre(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("clea_cli.decision.lot.lire_lot", interrompre)
    assert clea("score", MANQUE)[0] == 130


def test_une_grille_nouvelle_se_relit_sans_un_mot(clea, tmp_path):
    grille = tmp_path / "C-0009.csv"
    assert clea("grille", "nouvelle", "--candidat", "C-0009", "--sortie", str(grille))[0] == 0
    statut, sortie, erreurs = clea("score", str(grille), "--format", "json")
    [resultat] = json.loads(sortie)["resultats"]
    assert (statut, resultat["candidat"], resultat["verdict"]) == (0, "C-0009", "indetermine")
    assert resultat["points"]["possibles"] == 106
    assert erreurs == "Lu : 106 critères, séparateur « ; », encodage UTF-8\n"


def test_une_grille_nouvelle_s_ouvre_dans_excel_fr(clea):
    sortie = clea("grille", "nouvelle", "--referentiel", "clea-numerique")[1]
    assert sortie.startswith("\ufeffréférentiel;clea-numerique\r\n".encode())
    assert sortie.count(b"\n") == sortie.count(b"\r\n")


def test_79_points_sur_106_sont_un_refus_montre_sans_arrondi(clea, tmp_path):
    codes = [
        ligne.split(";")[0]
        for ligne in Path(CERTIFIABLE).read_text(encoding="utf-8-sig").splitlines()[5:]
    ]
    lignes = [
        f"{code};{'acquis' if rang < 79 else 'non acquis'}" for rang, code in enumerate(codes)
    ]
    grille = tmp_path / "79.csv"
    grille.write_text("\n".join(["critere;resultat", *lignes, ""]), encoding="utf-8")
    texte = clea("score", str(grille))[1].decode()
    assert "NON CERTIFIABLE" in texte
    assert "79/106 (74,5 %), 80 requis : non atteint" in texte
    assert "75,0 %" not in texte


@pytest.mark.skipif(
    not Path("/dev/full").exists(), reason="no /dev/full here to stand for a full disk"
)
@pytest.mark.parametrize(
    "arguments", [["--help"], ["score", MANQUE], ["score", MANQUE, "--format", "json"]]
)
@pytest.mark.parametrize("sans_tampon", ["", "1"])
def test_une_sortie_pleine_est_un_refus_de_l_environnement(arguments, sans_tampon):
    environnement = os.environ | {"PYTHONUNBUFFERED": sans_tampon}
    with Path("/dev/full").open("wb") as plein:
        commande = [sys.executable, "-m", "clea_cli", *arguments]
        lance = subprocess.run(
            commande, stdout=plein, stderr=subprocess.PIPE, env=environnement, check=False
        )
    assert lance.returncode == 4
    assert "écri" in lance.stderr.decode()
    assert b"Traceback" not in lance.stderr


@pytest.mark.skipif(
    sys.platform == "win32", reason="Windows says of such a name that there is no such file"
)
@pytest.mark.parametrize(
    "arguments", [["controler", "a" * 300], ["purge", "a" * 300, "--avant", "2026-01-01"]]
)
def test_un_nom_que_le_systeme_ne_prend_pas_est_dit_trop_long(arguments):
    lance = subprocess.run(
        [sys.executable, "-m", "clea_cli", *arguments], capture_output=True, check=False
    )
    assert (lance.returncode, lance.stdout) == (4, b"")
    assert "le nom, avec ceux de ses dossiers, est trop long" in lance.stderr.decode()
