"""Work shared among processes: every result, once and in order, whatever becomes of the process that helps."""

import os
import signal
import subprocess
import sys
import time
from multiprocessing import get_all_start_methods
from pathlib import Path

import pytest

from clea_cli.workflow import equipe

TACHES = list(range(60))


def au_carre(decalage, tache):
    return tache * tache + decalage


def qui(parent, tache):
    time.sleep(0.01)
    return tache, os.getpid() == parent


def mourir_ailleurs(parent, tache):
    """The other process dies at its third task."""
    if tache >= 3 and os.getpid() != parent:
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(30)
    return tache


def refuser(_, tache):
    if tache == 40:
        raise ValueError(tache)
    return tache


@pytest.fixture(params=[maniere for maniere in ("fork", "spawn") if maniere in get_all_start_methods()])
def maniere(request, monkeypatch):
    monkeypatch.setattr(equipe, "_MANIERE", request.param)


pytestmark = pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")  # pytest has threads, `clea` has none


@pytest.mark.usefixtures("maniere")
@pytest.mark.parametrize("nombre", [0, 1, 2, 7, 60])
def test_a_deux_chaque_resultat_vient_une_fois_et_dans_l_ordre(nombre):
    assert list(equipe.a_deux(au_carre, 5, TACHES[:nombre])) == [5 + tache * tache for tache in TACHES[:nombre]]


@pytest.mark.usefixtures("maniere")
def test_a_deux_les_deux_travaillent():
    resultats = list(equipe.a_deux(qui, os.getpid(), TACHES))
    assert [tache for tache, _ in resultats] == TACHES
    assert {ici for _, ici in resultats} == {True, False}


@pytest.mark.usefixtures("maniere")
def test_si_l_autre_meurt_celui_ci_fait_ce_qui_reste():
    assert list(equipe.a_deux(mourir_ailleurs, os.getpid(), TACHES)) == TACHES


@pytest.mark.usefixtures("maniere")
def test_une_erreur_du_travail_n_est_pas_avalee():
    recus = []
    with pytest.raises(ValueError, match="40"):
        recus.extend(equipe.a_deux(refuser, None, TACHES))
    assert recus == []


@pytest.mark.usefixtures("maniere")
def test_qui_n_en_veut_plus_n_attend_pas_le_reste():
    resultats = equipe.a_deux(qui, os.getpid(), range(100_000))
    assert next(resultats)[0] == 0
    resultats.close()


@pytest.mark.parametrize("erreur", [OSError(38, "ni sémaphore"), NotImplementedError("ni file")])
def test_ou_le_systeme_ne_donne_pas_d_autre_processus_celui_ci_fait_tout(monkeypatch, erreur):
    def refus(*_):
        raise erreur

    monkeypatch.setattr(equipe, "ProcessPoolExecutor", refus)
    assert list(equipe.a_deux(au_carre, 0, TACHES)) == [tache * tache for tache in TACHES]


def test_ou_un_processus_ne_peut_plus_naitre_celui_ci_fait_tout(monkeypatch):
    class Plein(equipe.ProcessPoolExecutor):
        def submit(self, *_):
            raise BlockingIOError(11, "trop de processus")

    monkeypatch.setattr(equipe, "ProcessPoolExecutor", Plein)
    assert list(equipe.a_deux(au_carre, 0, TACHES)) == [tache * tache for tache in TACHES]


PROGRAMME = """
import os, sys, time
from clea_cli.workflow import equipe

def dire(_, tache):
    print(os.getpid(), flush=True)
    time.sleep(60)

if __name__ == "__main__":
    equipe._MANIERE = sys.argv[1]
    list(equipe.a_deux(dire, None, range(9)) if sys.argv[2] == "a_deux" else equipe.tous(dire, None, range(9), 2))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="les processus se lisent dans /proc")
@pytest.mark.parametrize(("maniere", "combien"), [("fork", "a_deux"), ("spawn", "a_deux"), ("spawn", "tous")])
def test_un_programme_tue_ne_laisse_aucun_processus(tmp_path, maniere, combien):
    fichier = tmp_path / "programme.py"
    fichier.write_text(PROGRAMME, encoding="utf-8")
    commande = [sys.executable, str(fichier), maniere, combien]
    with subprocess.Popen(commande, stdout=subprocess.PIPE, text=True) as programme:
        assert programme.stdout is not None
        nes = {int(programme.stdout.readline()) for _ in range(2)} - {programme.pid}
        programme.kill()
        assert nes
        for ne in nes:
            assert finit(ne)


def finit(pid):
    """Whether a process has ended, in ten seconds."""
    for _ in range(200):
        try:
            etat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
        except FileNotFoundError:
            return True
        if etat == "Z":
            return True
        time.sleep(0.05)
    return False
