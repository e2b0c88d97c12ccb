"""`clea` alone says what the folder holds and what to type; on a terminal each command ends with the next step."""

import re
import shutil
from pathlib import Path

import pytest
import typer

from clea_cli.cli.app import application
from clea_cli.cli.suite import cite, cites, connues
from clea_cli.decision.etats import Etats, regarder
from tests.outils.terminal import executer
from tests.promesses.test_cases import lancer
from tests.promesses.test_temoins import COMMANDES

EXEMPLES = Path(__file__).parent.parent.parent / "examples"


@pytest.fixture
def dossier(tmp_path, monkeypatch):
    """A folder as people have them: a grille in each state, a session, a table that is no grille, a photo."""
    monkeypatch.chdir(tmp_path)
    for nom in (
        "candidat-certifiable.csv",
        "indetermine.csv",
        "six-fautes.csv",
        "candidate-numerique.csv",
    ):
        shutil.copy(EXEMPLES / nom, tmp_path)
    shutil.copy(EXEMPLES / "jury" / "session.yaml", tmp_path)
    shutil.copy(EXEMPLES / "cohorte" / "dossiers.csv", tmp_path)
    shutil.copy(EXEMPLES / "clea-107.yaml", tmp_path)
    (tmp_path / "photo.jpg").write_bytes(b"x")
    shutil.copy(EXEMPLES / "jury" / "identites.csv", tmp_path)
    lancer(tmp_path, "score", "indetermine.csv", "-f", "csv", "-o", "score.csv")
    lancer(tmp_path, "grille", "nouvelle", "-o", "vide.xlsx")
    return tmp_path


def test_les_grilles_d_un_dossier_sont_rangees_par_ce_qu_elles_disent(dossier):
    assert regarder(
        sorted(nom.name for nom in dossier.iterdir() if nom.suffix in (".csv", ".xlsx"))
    ) == Etats(
        pretes=("candidat-certifiable.csv", "candidate-numerique.csv"),
        commencees=("indetermine.csv",),
        vides=("vide.xlsx",),
        fautives=("six-fautes.csv",),
        autres=("dossiers.csv", "identites.csv", "score.csv"),
    )


def test_une_grille_d_un_referentiel_inconnu_est_en_faute_et_seule(dossier):
    seule = dossier / "management.csv"
    contenu = (
        (EXEMPLES / "indetermine.csv")
        .read_text(encoding="utf-8-sig")
        .replace(";clea\n", ";clea-management\n")
    )
    seule.write_text(contenu, encoding="utf-8")
    vus = regarder(["management.csv", "candidat-certifiable.csv"])
    assert vus.grilles == 2


def test_clea_seul_dit_ce_qui_est_la_et_la_commande_a_taper(dossier):
    statut, sortie, erreurs = lancer(dossier)
    assert (statut, erreurs) == (0, "")
    assert "5 grilles (2 prêtes, 1 à finir, 1 en faute, 1 vide) ; 1 session à préparer" in " ".join(
        sortie.split()
    )
    commandes = re.findall(r"^    (clea .+)$", sortie, flags=re.MULTILINE)
    assert commandes == [
        "clea grille verifier six-fautes.csv",
        "clea documents candidat-certifiable.csv candidate-numerique.csv",
        "clea score indetermine.csv",
        "clea score vide.xlsx",
        "clea jury preparer session.yaml --sortie session",
    ]
    for famille in ("Commencer", "Un candidat", "Le jury", "L'atelier"):
        assert f"  {famille} " in sortie


def test_clea_seul_dans_un_dossier_sans_grille_propose_d_en_faire_une(tmp_path):
    statut, sortie, _ = lancer(tmp_path)
    assert statut == 0
    assert "aucune grille" in sortie
    assert "    clea grille nouvelle --candidat C-0001 --sortie C-0001.xlsx\n" in sortie


def test_les_deux_evaluations_d_un_candidat_vont_ensemble(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    grille = (EXEMPLES / "un-domaine-manque.csv").read_text(encoding="utf-8-sig")
    for evaluation in ("préalable", "finale"):
        dite = grille.replace("\ncandidat;", f"\névaluation;{evaluation}\ncandidat;", 1)
        (tmp_path / f"C-0002 {evaluation}.csv").write_text(dite, encoding="utf-8")
    sources = sorted(nom.name for nom in tmp_path.iterdir())
    assert regarder(sources) == Etats(paires=(("C-0002 préalable.csv", "C-0002 finale.csv"),))
    sortie = lancer(tmp_path).sortie
    assert "2 grilles (1 paire)" in sortie
    assert "clea documents 'C-0002 préalable.csv' --finale 'C-0002 finale.csv'" in sortie
    # Without its préalable, a finale is a grille like another.
    (tmp_path / "C-0002 préalable.csv").unlink()
    assert regarder(["C-0002 finale.csv"]).paires == ()


def test_clea_seul_ou_tout_est_pret_propose_le_dossier_entier(tmp_path):
    shutil.copy(EXEMPLES / "candidat-certifiable.csv", tmp_path)
    assert "    clea documents .\n" in lancer(tmp_path).sortie


@pytest.mark.parametrize(
    ("fichiers", "commande"),
    [
        (("manifest.json",), "clea jury decisions s"),
        (("manifest.json", "decisions.xlsx"), "clea jury proces-verbal s"),
        (
            ("manifest.json", "decisions.csv", "proces-verbal.pdf"),
            "clea jury exporter s --identites identites.csv",
        ),
    ],
)
def test_une_session_en_cours_dit_ou_elle_en_est(tmp_path, fichiers, commande):
    (tmp_path / "s").mkdir()
    for nom in fichiers:
        (tmp_path / "s" / nom).write_bytes(b"{}")
    assert f"    {commande}" in lancer(tmp_path).sortie


def test_un_dossier_de_mille_grilles_n_est_pas_lu(tmp_path):
    for rang in range(301):
        (tmp_path / f"{rang}.csv").write_bytes(b"illisible")
    statut, sortie, _ = lancer(tmp_path)
    assert (statut, "301 fichiers de grilles" in sortie, "    clea score .\n" in sortie) == (
        0,
        True,
        True,
    )


def test_chaque_commande_a_sa_suite():
    commandes = {
        f"clea {commande}" for commande, groupe in COMMANDES.items() if commande and not groupe
    }
    assert commandes - connues() == set()


def existe(mots):
    """Whether these words begin with a command of the program."""
    commande = typer.main.get_command(application([]))
    for mot in mots:
        if not hasattr(commande, "commands"):
            return True
        if mot not in commande.commands:
            return False
        commande = commande.commands[mot]
    return not hasattr(commande, "commands")


FINS = [
    ("score examples/indetermine.csv", "→ Ensuite : clea documents examples/indetermine.csv"),
    (
        "score examples/six-fautes.csv",
        "→ Corrigez dans votre tableur, ou, pour ce qui est sûr : clea",
    ),
    (
        "score examples/indetermine.csv examples/candidat-certifiable.csv examples/un-domaine-manque.csv"
        " examples/non-evalues-mais-decide.csv",
        # Not their folder: it holds others.
        "→ Ensuite : clea documents, avec les mêmes fichiers",
    ),
    (
        "score examples/six-fautes.csv absent.csv",
        "→ Corrigez ce qui est dit, enregistrez, puis retapez la",
    ),
    (
        "grille corriger examples/six-fautes.csv",
        "→ Pour écrire la copie : la même commande avec --sortie",
    ),
    ("ecarts examples/indetermine.csv", "→ Pour le garder : la même commande avec --sortie"),
    ("grille verifier examples/indetermine.csv", "→ Ensuite : clea score examples/indetermine.csv"),
    ("grille nouvelle", "→ Pour l'avoir dans un fichier"),
    ("jury preparer examples/jury/session.yaml -o s --simuler", "→ Corrigez"),
    ("referentiel lister", "→ Ensuite : clea referentiel afficher clea"),
    ("expliquer F203", "→ Ensuite : corrigez la ligne, puis clea grille verifier"),
]


@pytest.mark.parametrize(("commande", "suite"), FINS)
def test_sur_un_terminal_la_commande_finit_par_la_suite(commande, suite):
    _, ecran = executer(commande.split(), NO_COLOR="1")
    assert ecran.rstrip().splitlines()[-1].startswith(suite[:60])
    for proposee in re.findall(r"clea ([a-z -]+)", ecran.rstrip().splitlines()[-1]):
        assert existe(proposee.split()[:3])


def test_la_suite_est_grisee_sauf_si_no_color():
    ecran = executer(["referentiel", "lister"])[1]
    assert "\x1b[2m→ Ensuite" in ecran


def test_ailleurs_que_sur_un_terminal_il_n_y_a_pas_de_suite(tmp_path):
    shutil.copy(EXEMPLES / "indetermine.csv", tmp_path)
    assert "→" not in lancer(tmp_path, "score", "indetermine.csv").erreurs


@pytest.mark.parametrize(
    ("chemins", "ecrit"),
    [
        (["a.csv"], "a.csv"),
        (["a b.csv"], "'a b.csv'"),
        (["l'une.csv"], """'l'"'"'une.csv'"""),
        (["$(x).csv"], "'$(x).csv'"),
        (["d/a", "d/b", "d/c", "d/e"], "d"),
        (["a", "b", "c", "e"], "."),
        (["a/a", "b/b", "c/c", "d/d"], "a/a b/b c/c …"),
    ],
)
def test_un_fichier_est_propose_comme_un_terminal_le_comprend(monkeypatch, chemins, ecrit):
    monkeypatch.setattr("sys.platform", "linux")
    assert cites(chemins) == ecrit
    monkeypatch.setattr("sys.platform", "win32")
    assert cite("a b.csv") == '"a b.csv"'
