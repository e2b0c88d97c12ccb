"""Arguments as people type them: folders, patterns, accents, near misses."""

import os
import shutil
import sys
from pathlib import Path

import pytest

from clea_cli.sources.donnes import GRILLES, deplier
from tests.promesses.test_cases import lancer

EXEMPLE = Path(__file__).parent.parent.parent / "examples" / "candidat-certifiable.csv"
INCOMPLETE = EXEMPLE.with_name("un-domaine-manque.csv")


@pytest.fixture
def dossier(tmp_path, monkeypatch):
    """A folder as people have them: grilles, what a spreadsheet keeps beside them, a photo, a folder."""
    monkeypatch.chdir(tmp_path)
    for nom in (
        "b.csv",
        "a.csv",
        "~$a.csv",
        ".cache.csv",
        "photo.jpg",
        "C.XLSX",
        "sous/d.csv",
        "sous/e.txt",
    ):
        Path(nom).parent.mkdir(exist_ok=True)
        Path(nom).write_bytes(b"x")
    return tmp_path


@pytest.mark.parametrize(
    ("donnes", "trouves"),
    [
        (["."], ["C.XLSX", "a.csv", "b.csv"]),
        (["sous"], [os.path.join("sous", "d.csv")]),  # noqa: PTH118 — as the system writes it
        (["*.csv"], ["a.csv", "b.csv"]),
        (["[ab].csv"], ["a.csv", "b.csv"]),
        (["?.csv", "a.csv"], ["a.csv", "b.csv", "a.csv"]),
        (["s*"], [os.path.join("sous", "d.csv")]),  # noqa: PTH118 — as the system writes it
        (["absent*.csv"], ["absent*.csv"]),
        (["absent.csv", "-"], ["absent.csv", "-"]),
        (["a.csv", "~$a.csv"], ["a.csv"]),
        (["~$a.csv"], ["~$a.csv"]),
        ([""], [""]),
    ],
)
def test_ce_qui_est_nomme_donne_ses_grilles(dossier, donnes, trouves):
    assert deplier(donnes, GRILLES) == trouves


def test_un_fichier_qui_s_appelle_comme_un_motif_passe_d_abord(dossier):
    Path("grille1.csv").write_bytes(b"x")
    assert deplier(["grille[1].csv"], GRILLES) == ["grille1.csv"]
    Path("grille[1].csv").write_bytes(b"x")
    assert deplier(["grille[1].csv"], GRILLES) == ["grille[1].csv"]


def test_un_dossier_qui_s_appelle_comme_un_motif_garde_son_nom(dossier):
    ici = Path("groupe [A]")
    ici.mkdir()
    (ici / "g.csv").write_bytes(b"x")
    assert deplier([str(ici / "*.csv")], GRILLES) == [str(ici / "g.csv")]


def test_un_motif_absolu_se_deplie(dossier):
    assert deplier([str(dossier / "a*.csv")], GRILLES) == [str(dossier / "a.csv")]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no file of such a name")
def test_un_nom_que_le_systeme_ne_prend_pas_reste_tel_quel(dossier):
    # Not 300 stars, which Python 3.13 takes for one.
    long = "x" * 300 + "*"
    assert deplier([long, "a\0*"], GRILLES) == [long, "a\0*"]


def test_un_dossier_veut_dire_ses_grilles_dans_chaque_commande(tmp_path):
    (tmp_path / "grilles").mkdir()
    for rang in (1, 2):
        contenu = EXEMPLE.read_bytes().replace(b"C-0001", f"C-000{rang}".encode())
        (tmp_path / "grilles" / f"{rang}.csv").write_bytes(contenu)
    (tmp_path / "grilles" / "~$1.csv").write_bytes(b"tenu par Excel")
    for commande in ("score", "ecarts", "grille verifier", "cohorte", "documents"):
        fait = lancer(tmp_path, *commande.split(), "grilles")
        assert fait.erreurs.count("Lu grilles/") == 2, commande
        assert "~$" not in fait.erreurs


def test_un_dossier_sans_grille_est_dit_a_cote_des_autres(tmp_path):
    (tmp_path / "vide").mkdir()
    shutil.copy(EXEMPLE, tmp_path)
    fait = lancer(tmp_path, "score", "vide", EXEMPLE.name)
    assert (fait.statut, "vide: erreur S108" in fait.erreurs) == (3, True)


@pytest.mark.parametrize(
    ("mots", "propose"),
    [
        (
            "verifier g.csv",
            "« clea grille verifier », « clea referentiel verifier » ou « clea modele verifier »",
        ),
        ("vérifier g.csv", "« clea grille verifier »"),
        ("verifer g.csv", "« clea grille verifier »"),
        ("preparer s.yaml", "« clea jury preparer »"),
        ("nouvele", "« clea grille nouvelle »"),
        ("proces-verbal s", "« clea jury proces-verbal »"),
        ("scoore g.csv", "« clea score »"),
        ("grille nouvele", "« clea grille nouvelle »"),
        ("grille score g.csv", "« clea score »"),
        ("candidat.csv", "« clea score candidat.csv »"),
        ("aide", "« clea --help »"),
        ("jury verifier s", "« clea grille verifier »"),
    ],
)
def test_une_commande_mal_placee_ou_mal_ecrite_est_proposee_en_entier(tmp_path, mots, propose):
    refus = lancer(tmp_path, *mots.split())
    assert refus.statut == 2
    assert f"Vouliez-vous dire {propose}" in refus.erreurs


@pytest.mark.parametrize(
    ("mots", "refus"),
    [
        ([""], "clea : la commande «  » n'existe pas."),
        (["grille", "nouvelle", ""], "clea grille nouvelle : il y a un mot de trop : «  »."),
        (
            ["ecarts", "g.csv", "--travailleurs", ""],
            "clea ecarts : --travailleurs : «  » n'est pas un nombre entier.",
        ),
    ],
)
def test_un_mot_vide_est_dit_en_francais(tmp_path, mots, refus):
    assert lancer(tmp_path, *mots).erreurs.splitlines()[0] == refus


@pytest.mark.parametrize(
    "mots", ["écarts --help", "Score --help", "RÉFÉRENTIEL lister -h", "jury procès-verbal -h"]
)
def test_une_commande_se_tape_avec_ses_accents_et_ses_capitales(tmp_path, mots):
    assert lancer(tmp_path, *mots.split()).statut == 0


@pytest.mark.parametrize("option", ["--référentiel", "—referentiel", "–référentiel"])
@pytest.mark.parametrize("egal", [False, True])
def test_une_option_se_tape_avec_ses_accents_et_le_tiret_d_un_traitement_de_texte(
    tmp_path, option, egal
):
    mots = [f"{option}=clea"] if egal else [option, "clea"]
    assert lancer(tmp_path, "score", str(EXEMPLE), *mots).statut == 0


def test_la_situation_se_dit_en_toutes_lettres(tmp_path):
    for ecrite in ("salarié", "Demandeur d'emploi", "demandeur_emploi"):
        assert lancer(tmp_path, "plan", str(EXEMPLE), "--situation", ecrite).statut == 0
    assert "D106" in lancer(tmp_path, "plan", str(EXEMPLE), "--situation", "retraité").erreurs


@pytest.mark.parametrize("jour", ["01/12/2026", "2026-12-01"])
def test_un_jour_se_tape_des_deux_facons(tmp_path, jour):
    fait = lancer(
        tmp_path, "plan", str(INCOMPLETE), "--debut", jour, "--date", "30/11/2026", "-f", "MD"
    )
    assert (fait.statut, "01/12/2026" in fait.sortie) == (0, True)


def test_ce_qui_manque_est_montre_par_un_exemple(tmp_path):
    refus = lancer(tmp_path, "pseudonymiser", "g.csv")
    assert refus.statut == 2
    assert (
        "il manque --sortie.\n  aide : par exemple « clea pseudonymiser grilles/*.csv --sortie"
        in refus.erreurs
    )
    assert "par exemple « clea documents grille.csv »" in lancer(tmp_path, "documents").erreurs
