"""Work shared among processes: every result, once and in order, whatever becomes of those that help."""

import os
import signal
import subprocess
import sys
import time
from multiprocessing import get_all_start_methods, get_context
from pathlib import Path
from threading import Timer

import pytest

from clea_cli.workflow import equipe

TACHES = list(range(60))


def a_deux(faire, partage, taches, autres=1):
    return equipe.ensemble(faire, partage, taches, autres, sans_fils=True)


def au_carre(decalage, tache):
    return tache * tache + decalage


def qui(_, tache):
    time.sleep(0.02)
    return tache, os.getpid()


def mourir_ailleurs(parent, tache):
    """The other process dies at its third task."""
    if tache >= 3 and os.getpid() != parent:
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(30)
    return tache


LONG = 20_000_000


def mourir_en_parlant(parent, _):
    if os.getpid() != parent:
        Timer(0.01, os.kill, (os.getpid(), signal.SIGKILL)).start()
    return bytes(LONG)


def fonction(_, tache):
    return lambda: tache


def refuser(_, tache):
    if tache == 40:
        raise ValueError(tache)
    return tache


@pytest.fixture(params=[maniere for maniere in ("fork", "spawn") if maniere in get_all_start_methods()])
def maniere(request, monkeypatch):
    monkeypatch.setattr(equipe, "_FOURCHE", request.param == "fork")


pytestmark = pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")  # pytest has threads, `clea` has none


@pytest.mark.usefixtures("maniere")
@pytest.mark.parametrize("nombre", [0, 1, 2, 7, 60])
def test_ensemble_chaque_resultat_vient_une_fois_et_dans_l_ordre(nombre):
    assert list(a_deux(au_carre, 5, TACHES[:nombre])) == [5 + tache * tache for tache in TACHES[:nombre]]


@pytest.mark.usefixtures("maniere")
@pytest.mark.parametrize("autres", [1, 2])
def test_ensemble_tous_travaillent(autres):
    resultats = list(a_deux(qui, os.getpid(), TACHES, autres))
    assert [tache for tache, _ in resultats] == TACHES
    assert os.getpid() in {ou for _, ou in resultats}
    assert len({ou for _, ou in resultats}) == autres + 1


@pytest.mark.parametrize("autres", [1, 2])
def test_ce_qui_garde_de_la_memoire_se_fait_ailleurs(autres):
    resultats = list(equipe.ensemble(qui, None, TACHES, autres, ici_aussi=False))
    assert [tache for tache, _ in resultats] == TACHES
    assert len({ou for _, ou in resultats} - {os.getpid()}) == len({ou for _, ou in resultats}) == autres


def test_ce_qui_garde_de_la_memoire_se_fait_ici_s_il_n_y_a_personne_d_autre():
    assert list(equipe.ensemble(qui, None, TACHES[:3], 0, ici_aussi=False)) == [(n, os.getpid()) for n in range(3)]
    assert list(equipe.ensemble(mourir_ailleurs, os.getpid(), TACHES, 2, ici_aussi=False)) == TACHES


@pytest.mark.usefixtures("maniere")
def test_si_l_autre_meurt_celui_ci_fait_ce_qui_reste():
    assert list(a_deux(mourir_ailleurs, os.getpid(), TACHES)) == TACHES


@pytest.mark.usefixtures("maniere")
def test_s_il_meurt_au_milieu_d_un_long_resultat_celui_ci_le_refait():
    """Half a result is in the pipe: whoever waits for the other half would wait for ever."""
    assert [len(fait) for fait in a_deux(mourir_en_parlant, os.getpid(), TACHES[:20])] == [LONG] * 20


@pytest.mark.usefixtures("maniere")
def test_une_erreur_du_travail_n_est_pas_avalee():
    with pytest.raises(ValueError, match="40"):
        list(a_deux(refuser, None, TACHES))


@pytest.mark.usefixtures("maniere")
def test_ce_qui_ne_passe_pas_d_un_processus_a_l_autre_est_fait_ici():
    assert [fait() for fait in a_deux(fonction, None, TACHES[:9])] == TACHES[:9]


@pytest.mark.usefixtures("maniere")
def test_qui_n_en_veut_plus_n_attend_pas_le_reste():
    resultats = a_deux(qui, os.getpid(), range(100_000))
    assert next(resultats)[0] == 0
    resultats.close()


class Refus:
    """A system that has no process to give."""

    def __init__(self, erreur):
        self.erreur = erreur

    def __call__(self, *_, **__):
        raise self.erreur


@pytest.mark.parametrize("quoi", ["Pipe", "Process"])
@pytest.mark.parametrize("erreur", [OSError(24, "ni tube"), BlockingIOError(11, "ni processus"), NotImplementedError()])
def test_ou_le_systeme_ne_donne_pas_d_autre_processus_celui_ci_fait_tout(monkeypatch, quoi, erreur):
    contexte = type(get_context("spawn"))
    monkeypatch.setattr(contexte, quoi, Refus(erreur))
    monkeypatch.setattr(equipe, "_FOURCHE", False)
    assert list(a_deux(au_carre, 0, TACHES)) == [tache * tache for tache in TACHES]
    assert list(equipe.a_part(au_carre, 0, TACHES)) == [tache * tache for tache in TACHES]


@pytest.mark.usefixtures("maniere")
def test_ou_le_systeme_ne_donne_pas_de_fil_celui_ci_fait_tout(monkeypatch):
    monkeypatch.setattr(equipe.Thread, "start", Refus(RuntimeError("can't start new thread")))
    assert list(a_deux(au_carre, 0, TACHES)) == [tache * tache for tache in TACHES]
    assert list(equipe.a_part(au_carre, 0, TACHES[:3])) == [0, 1, 4]


def test_a_part_chaque_tache_a_un_processus_a_elle():
    resultats = list(equipe.a_part(qui, None, TACHES[:5]))
    assert [tache for tache, _ in resultats] == TACHES[:5]
    assert len({ou for _, ou in resultats} - {os.getpid()}) == 5


def test_a_part_une_seule_tache_n_en_demande_pas_d_autre():
    assert list(equipe.a_part(qui, None, TACHES[:1])) == [(0, os.getpid())]
    assert list(equipe.a_part(qui, None, [])) == []


def test_a_part_une_tache_dont_le_processus_meurt_est_faite_ici():
    assert list(equipe.a_part(mourir_ailleurs, os.getpid(), TACHES[:6])) == TACHES[:6]


def test_a_part_une_erreur_n_est_pas_avalee():
    recus = equipe.a_part(refuser, None, [39, 40, 41])
    assert next(recus) == 39
    with pytest.raises(ValueError, match="40"):
        next(recus)


PROGRAMME = """
import os, sys, time
from clea_cli.workflow import equipe

def dire(_, tache):
    os.write(1, f"{os.getpid()}\\n".encode())
    time.sleep(2)

if __name__ == "__main__":
    equipe._FOURCHE = sys.argv[1] == "fork"
    if sys.argv[2] == "ensemble":
        list(equipe.ensemble(dire, None, range(9), 1, sans_fils=True))
    list(equipe.a_part(dire, None, range(9)))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="les processus se lisent dans /proc")
@pytest.mark.parametrize(("maniere", "combien"), [("fork", "ensemble"), ("spawn", "ensemble"), ("spawn", "a_part")])
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
