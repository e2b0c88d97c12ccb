"""A large grille read by two processes: the same bytes as by one, and nothing of a file that changes meanwhile."""

import os
import re
import subprocess
import sys

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clea_cli import equipe
from clea_cli.decision import blocs
from clea_cli.decision.blocs import calcul
from clea_cli.sources import bornes
from tests.decision.test_score_blocs import (
    CRITERES,
    EN_LONG,
    JOUET,
    TITRES,
    TITRES_LONGS,
    fichiers,
    lentement,
    longues,
    score,
)

REPONSES = ["A;NA;A;NE;A", "A;A;A;A;A", "NA;NA;A;NA;A"]
LIGNES = [f"C-{rang};{REPONSES[rang % 3]}" for rang in range(300)]
LARGE = "\n".join([TITRES, *LIGNES, ""]).encode()
LONGUE = "\n".join([TITRES_LONGS, *(ligne for lignes in EN_LONG for ligne in lignes), ""]).encode()

pytestmark = pytest.mark.filterwarnings(
    "ignore:This process:DeprecationWarning"
)  # pytest has threads, `clea` has none


@pytest.fixture(autouse=True)
def meme_courtes(monkeypatch):
    """However short a grille is, it is read by blocks."""
    monkeypatch.setattr(blocs, "PEU", 0)
    monkeypatch.setattr(blocs, "PEU_LONGUE", 0)


@pytest.fixture
def dossier(tmp_path):
    (tmp_path / "jouet.yaml").write_bytes(JOUET)
    return tmp_path


@pytest.fixture
def partages(monkeypatch):
    """Any file is read by two processes; gives the number of blocks of each that was."""
    nombres, ensemble = [], equipe.ensemble

    def noter(faire, partage, taches, autres, *, sans_fils):
        nombres.append(len(taches))
        return ensemble(faire, partage, taches, autres, sans_fils=sans_fils)

    monkeypatch.setattr(equipe, "ensemble", noter)
    monkeypatch.setattr(equipe, "processeurs", lambda: 2)
    monkeypatch.setattr(calcul, "A_DEUX", 0)
    monkeypatch.setattr(calcul, "BLOC", 200)
    return nombres


@pytest.mark.parametrize("contenu", [LARGE, LONGUE], ids=["large", "longue"])
@pytest.mark.parametrize("fin", [b"\n", b"\r\n"], ids=["LF", "CRLF"])
def test_deux_processus_ecrivent_les_memes_octets_qu_un_seul(dossier, partages, contenu, fin):
    contenu = contenu.replace(b"\n", fin)
    attendu = lentement(dossier, contenu)
    assert attendu[0] == 0
    assert score(dossier, contenu) == attendu
    assert partages
    assert partages[0] > 5


def test_un_seul_processeur_ou_un_petit_fichier_n_en_prennent_qu_un(dossier, partages, monkeypatch):
    with monkeypatch.context() as ici:
        ici.setattr(equipe, "processeurs", lambda: 1)
        assert score(dossier, LARGE)[0] == 0
    with monkeypatch.context() as ici:
        ici.setattr(calcul, "A_DEUX", len(LARGE) + 1)
        assert score(dossier, LARGE)[0] == 0
    assert partages == []


@pytest.mark.parametrize(
    "rangs", [(0,), (150,), (299,), (3, 4, 140, 290), range(0, 300, 20)], ids=str
)
def test_les_fautes_d_un_fichier_trop_gros_sont_dites_a_leur_ligne(
    dossier, partages, monkeypatch, rangs
):
    lignes = [*LIGNES]
    for rang in rangs:
        lignes[rang] = lignes[rang].replace("A", "oups", 1)
    contenu = "\n".join([TITRES, *lignes, ""]).encode()
    attendu = lentement(dossier, contenu)
    # Five faults alike or more are told at once, with their number.
    groupes = re.findall(rb", (\d+) fois :", attendu[2])
    assert attendu[2].count(b"F203") - len(groupes) + sum(map(int, groupes)) == len(rangs)
    monkeypatch.setattr(bornes, "TABLE_OCTETS_MAX", len(contenu) - 1)
    assert score(dossier, contenu) == attendu
    assert partages


def test_un_candidat_dit_dans_les_parts_de_deux_processus_est_nomme(dossier, partages, monkeypatch):
    lignes = [*LIGNES]
    lignes[290] = lignes[2]
    contenu = "\n".join([TITRES, *lignes, ""]).encode()
    attendu = lentement(dossier, contenu)
    assert (attendu[0], attendu[2].count(b"F210")) == (1, 1)
    monkeypatch.setattr(bornes, "TABLE_OCTETS_MAX", len(contenu) - 1)
    assert score(dossier, contenu) == attendu
    assert partages


def test_un_zero_dans_une_part_et_des_mots_dans_une_autre_sont_dits(dossier, partages, monkeypatch):
    lignes = [f"N-{rang};1;1;1;1;1" for rang in range(200)]
    lignes[10], lignes[190] = "N-10;1;0;1;1;1", "N-190;A;NA;A;NE;A"
    contenu = "\n".join([TITRES, *lignes, ""]).encode()
    attendu = lentement(dossier, contenu)
    assert (attendu[0], attendu[2].count(b"F213")) == (1, 1)
    monkeypatch.setattr(bornes, "TABLE_OCTETS_MAX", len(contenu) - 1)
    assert score(dossier, contenu) == attendu
    assert partages


@pytest.mark.usefixtures("partages")
@settings(
    deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.one_of(fichiers(), longues()), st.sampled_from([40, 200]))
def test_tout_fichier_meme_abime_est_lu_par_deux_comme_par_un(dossier, contenu, bloc):
    with pytest.MonkeyPatch.context() as ici:
        ici.setattr(calcul, "BLOC", bloc)
        assert score(dossier, contenu) == lentement(dossier, contenu)


def ecrire_a_la_suite(chemin):
    with chemin.open("ab") as flux:
        flux.write(b"C-999;A;A;A;A;A\n")


def corriger_une_case(chemin):
    chemin.write_bytes(LARGE.replace(b"C-7;A", b"C-7;N"))


def remplacer(chemin):
    autre = chemin.with_name("autre.csv")
    autre.write_bytes(LARGE)
    os.utime(autre, ns=(0, chemin.stat().st_mtime_ns))
    autre.replace(chemin)


def effacer(chemin):
    chemin.unlink()


@pytest.mark.parametrize("changer", [ecrire_a_la_suite, corriger_une_case, remplacer, effacer])
@pytest.mark.parametrize("processus", [1, 2])
def test_un_fichier_qui_change_pendant_la_lecture_ne_donne_aucun_verdict(
    dossier, monkeypatch, changer, processus
):
    """What was read and what was not would be two files."""
    coupes = calcul.coupes

    def puis_changer(*quoi):
        lues = list(coupes(*quoi))
        changer(dossier / "g.csv")
        return lues

    monkeypatch.setattr(equipe, "processeurs", lambda: processus)
    monkeypatch.setattr(calcul, "A_DEUX", 0)
    monkeypatch.setattr(calcul, "BLOC", 200)
    monkeypatch.setattr(calcul, "coupes", puis_changer)
    statut, sortie, erreurs = score(dossier, LARGE, "--sortie", "verdicts.csv")
    assert (statut, sortie) == (4, b"")
    assert "S102" in erreurs.decode()
    assert "il change pendant la lecture" in erreurs.decode()
    assert not (dossier / "verdicts.csv").exists()


SEUL = """
import sys
from clea_cli import cli
from clea_cli import equipe
from clea_cli.decision import blocs
from clea_cli.decision.blocs import calcul

if __name__ == "__main__":
    equipe._FOURCHE, equipe.processeurs = sys.argv[1] == "fork", lambda: 2
    calcul.A_DEUX, calcul.BLOC, blocs.PEU = 0, 200, 0
    statut = cli.main(sys.argv[2:])
    print(sorted({"numpy", "typer"} & set(sys.modules)), file=sys.stderr)
    sys.exit(statut)
"""


@pytest.mark.parametrize("maniere", ["fork", "spawn"])
def test_un_vrai_programme_ecrit_les_memes_octets_de_quelque_facon_que_l_autre_naisse(
    dossier, maniere
):
    if maniere == "fork" and sys.platform == "win32":
        pytest.skip("Windows n'a pas de fork")
    attendu = lentement(dossier, LARGE)
    (dossier / "programme.py").write_text(SEUL, encoding="utf-8")
    commande = [
        sys.executable,
        "programme.py",
        maniere,
        "score",
        "g.csv",
        "--format",
        "csv",
        "-r",
        "jouet.yaml",
    ]
    lance = subprocess.run(commande, cwd=dossier, capture_output=True, check=False)
    assert (lance.returncode, lance.stdout) == attendu[:2]
    assert lance.stderr.splitlines()[0].startswith(
        f"Lu : 300 candidats, {len(CRITERES)} critères".encode()
    )
