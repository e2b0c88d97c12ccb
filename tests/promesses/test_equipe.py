"""Work shared among processes: every result, once and in order, whatever becomes of those that help."""

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import (
    active_children,
    connection,
    get_all_start_methods,
    get_context,
    parent_process,
)
from pathlib import Path
from threading import Thread

import pytest

from clea_cli import equipe, equipe_aide
from clea_cli.equipe import Perdue

TACHES = list(range(60))


def a_deux(faire, partage, taches, autres=1):
    return equipe.ensemble(faire, partage, taches, autres, sans_fils=True)


def au_carre(decalage, tache):
    return tache * tache + decalage


def qui(_, tache):
    time.sleep(0.02)
    return tache, os.getpid()


def tomber():
    """What kills a process at once, whatever it would do at its end."""
    os.kill(os.getpid(), signal.SIGTERM if sys.platform == "win32" else signal.SIGKILL)
    time.sleep(30)


def mourir_ailleurs_une_fois(dossier, tache):
    """Helpers die at each third task, each time that it is tried for the first time."""
    if tache % 3 == 2 and parent_process():
        try:
            (dossier / str(tache)).touch(exist_ok=False)
        except FileExistsError:
            return tache
        tomber()
    return tache


MORTELLES = (4, 5, 58)


def mourir_toujours(dossier, tache):
    """Some tasks kill any process, this one too; each death is noted."""
    if tache in MORTELLES:
        with (dossier / str(tache)).open("a") as morts:
            morts.write("x")
        tomber()
    return tache


LONG = 20_000_000


def mourir_en_parlant(dossier, tache):
    """A helper dies in the middle of its first long result."""
    if parent_process() and not (dossier / "mort").exists():
        (dossier / "mort").touch()
        connection.Connection._send = lambda lien, octets: (
            os.write(lien.fileno(), bytes(octets)[: LONG // 2]),
            tomber(),
        )
    return bytes([tache]) * LONG


def fonction(_, tache):
    return lambda: tache


class SansRetourError(Exception):
    """What goes to another process, and does not come out there."""

    def __init__(self, un, deux):
        super().__init__(un)
        self.deux = deux

    def __reduce__(self):
        return exec, ("raise KeyError",)


def intraduisible(_, tache):
    """Give what is written in a process and cannot be read in another."""
    return SansRetourError(tache, tache) if parent_process() else tache


def lever_l_intraduisible(_, tache):
    raise SansRetourError(tache, tache)


def refuser(_, tache):
    if tache == 40:
        raise ValueError(tache)
    return tache


@pytest.fixture(
    params=[maniere for maniere in ("fork", "spawn") if maniere in get_all_start_methods()]
)
def maniere(request, monkeypatch):
    monkeypatch.setattr(equipe, "_FOURCHE", request.param == "fork")


pytestmark = pytest.mark.filterwarnings(
    "ignore:This process:DeprecationWarning"
)  # pytest has threads, `clea` has none


@pytest.mark.usefixtures("maniere")
@pytest.mark.parametrize("nombre", [0, 1, 2, 7, 60])
def test_ensemble_chaque_resultat_vient_une_fois_et_dans_l_ordre(nombre):
    assert list(a_deux(au_carre, 5, TACHES[:nombre])) == [
        5 + tache * tache for tache in TACHES[:nombre]
    ]


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
    assert (
        len({ou for _, ou in resultats} - {os.getpid()})
        == len({ou for _, ou in resultats})
        == autres
    )


def test_ce_qui_garde_de_la_memoire_se_fait_ici_s_il_n_y_a_personne_d_autre():
    assert list(equipe.ensemble(qui, None, TACHES[:3], 0, ici_aussi=False)) == [
        (n, os.getpid()) for n in range(3)
    ]


@pytest.mark.usefixtures("maniere")
def test_si_l_autre_meurt_celui_ci_fait_ce_qui_reste(tmp_path):
    assert list(a_deux(mourir_ailleurs_une_fois, tmp_path, TACHES)) == TACHES


def test_celui_qui_meurt_est_remplace_ou_ce_processus_ne_doit_rien_faire(tmp_path):
    assert (
        list(equipe.ensemble(mourir_ailleurs_une_fois, tmp_path, TACHES[:20], 2, ici_aussi=False))
        == TACHES[:20]
    )
    assert len(list(tmp_path.iterdir())) == 6


@pytest.mark.parametrize("autres", [1, 2])
def test_une_tache_qui_tue_deux_fois_est_perdue_et_les_autres_sont_faites(tmp_path, autres):
    """Were it tried here, it would kill these tests."""
    attendu = [Perdue() if tache in MORTELLES else tache for tache in TACHES]
    assert (
        list(equipe.ensemble(mourir_toujours, tmp_path, TACHES, autres, ici_aussi=False)) == attendu
    )
    assert {mort.name: mort.read_text() for mort in tmp_path.iterdir()} == {
        str(m): "xx" for m in MORTELLES
    }


def test_a_part_une_tache_qui_tue_deux_fois_est_perdue_et_les_autres_sont_faites(tmp_path):
    assert list(equipe.a_part(mourir_toujours, tmp_path, [3, 4, 5, 6])) == [
        3,
        Perdue(),
        Perdue(),
        6,
    ]
    assert {mort.name: mort.read_text() for mort in tmp_path.iterdir()} == {"4": "xx", "5": "xx"}


@pytest.mark.skipif(sys.platform == "win32", reason="la moitié d'un résultat s'y écrit autrement")
@pytest.mark.usefixtures("maniere")
def test_s_il_meurt_au_milieu_d_un_long_resultat_celui_ci_le_refait(tmp_path):
    """Half a result is in the pipe: whoever waits for the other half would wait for ever."""
    faits = list(a_deux(mourir_en_parlant, tmp_path, TACHES[:6]))
    assert [(len(fait), fait[0]) for fait in faits] == [(LONG, tache) for tache in TACHES[:6]]
    assert (tmp_path / "mort").exists()


@pytest.mark.usefixtures("maniere")
def test_une_erreur_du_travail_n_est_pas_avalee():
    with pytest.raises(ValueError, match="40"):
        list(a_deux(refuser, None, TACHES))


@pytest.mark.usefixtures("maniere")
def test_ce_qui_ne_passe_pas_d_un_processus_a_l_autre_est_fait_ici():
    assert [fait() for fait in a_deux(fonction, None, TACHES[:9])] == TACHES[:9]


@pytest.mark.usefixtures("maniere")
def test_ce_qui_ne_se_relit_pas_est_fait_ici():
    assert list(a_deux(intraduisible, None, TACHES[:9])) == TACHES[:9]
    assert list(equipe.a_part(intraduisible, None, TACHES[:3])) == TACHES[:3]


def test_une_erreur_qui_ne_se_relit_pas_n_est_ni_avalee_ni_prise_pour_une_mort():
    with pytest.raises(SansRetourError):
        list(equipe.ensemble(lever_l_intraduisible, None, TACHES, 1, ici_aussi=False))


@pytest.mark.usefixtures("maniere")
def test_qui_n_en_veut_plus_n_attend_pas_le_reste():
    resultats = a_deux(qui, os.getpid(), range(100_000))
    assert next(resultats)[0] == 0
    resultats.close()
    assert active_children() == []


class Refus:
    """A system that has no process to give."""

    def __init__(self, erreur):
        self.erreur = erreur

    def __call__(self, *_, **__):
        raise self.erreur


@pytest.mark.parametrize("quoi", ["Pipe", "Process", "Lock"])
@pytest.mark.parametrize(
    "erreur", [OSError(24, "ni tube"), BlockingIOError(11, "ni processus"), NotImplementedError()]
)
def test_ou_le_systeme_ne_donne_pas_d_autre_processus_celui_ci_fait_tout(monkeypatch, quoi, erreur):
    ou = connection if quoi == "Pipe" else type(get_context("spawn"))
    monkeypatch.setattr(ou, quoi, Refus(erreur))
    monkeypatch.setattr(equipe, "_FOURCHE", False)
    attendu = [(tache, True) for tache in TACHES]
    assert list(a_deux(ici, os.getpid(), TACHES)) == attendu
    assert list(equipe.a_part(ici, os.getpid(), TACHES)) == attendu


@pytest.mark.usefixtures("maniere")
def test_ou_le_systeme_ne_donne_pas_de_fil_celui_ci_fait_tout(monkeypatch):
    monkeypatch.setattr(Thread, "start", Refus(RuntimeError("can't start new thread")))
    assert list(a_deux(au_carre, 0, TACHES)) == [tache * tache for tache in TACHES]
    assert list(equipe.a_part(au_carre, 0, TACHES[:3])) == [0, 1, 4]
    assert active_children() == []


def mort_nee(*_):
    os._exit(3)


def jamais_nee(*_):
    time.sleep(600)


def ici(parent, tache):
    return tache, os.getpid() == parent


@pytest.mark.parametrize(("naissance", "delai"), [(mort_nee, 60), (jamais_nee, 0.5)])
def test_qui_meurt_a_la_naissance_ou_ne_nait_jamais_ne_coute_que_du_temps(
    monkeypatch, naissance, delai
):
    monkeypatch.setattr(equipe_aide, "_preparer", naissance)
    monkeypatch.setattr(equipe_aide, "_NAISSANCE", delai)
    attendu = [(tache, True) for tache in TACHES]
    assert list(equipe.ensemble(ici, os.getpid(), TACHES, 2)) == attendu
    assert list(equipe.ensemble(ici, os.getpid(), TACHES, 2, ici_aussi=False)) == attendu
    assert list(equipe.a_part(ici, os.getpid(), TACHES[:3])) == attendu[:3]
    assert active_children() == []


@pytest.mark.skipif(sys.platform == "win32", reason="un programme d'un autre système")
def test_un_executable_qui_s_en_va_aussitot_ne_coute_que_du_temps(monkeypatch):
    monkeypatch.setattr("multiprocessing.spawn._python_exe", b"/bin/false")
    assert list(equipe.ensemble(ici, os.getpid(), TACHES, 2)) == [(tache, True) for tache in TACHES]


def test_ou_python_n_ecoute_pas_l_environnement_personne_n_est_lance(monkeypatch):
    """There, nothing would keep a helper from the modules of the current folder."""
    monkeypatch.setattr(
        equipe_aide.sys,
        "flags",
        type("Drapeaux", (), {"ignore_environment": 1, "safe_path": False}),
    )
    monkeypatch.setattr(ProcessPoolExecutor, "__init__", Refus(AssertionError("lancé")))
    assert list(equipe.ensemble(ici, os.getpid(), TACHES, 2)) == [(tache, True) for tache in TACHES]


def test_l_environnement_de_ce_processus_reste_le_sien(monkeypatch):
    for avant in (None, "", "1"):
        if avant is None:
            monkeypatch.delenv("PYTHONSAFEPATH", raising=False)
        else:
            monkeypatch.setenv("PYTHONSAFEPATH", avant)
        assert list(equipe.a_part(au_carre, 0, TACHES[:2])) == [0, 1]
        assert os.environ.get("PYTHONSAFEPATH") == avant


def test_a_part_chaque_tache_a_un_processus_a_elle():
    resultats = list(equipe.a_part(qui, None, TACHES[:5]))
    assert [tache for tache, _ in resultats] == TACHES[:5]
    assert len({ou for _, ou in resultats} - {os.getpid()}) == 5


def test_a_part_une_seule_tache_n_en_demande_pas_d_autre():
    assert list(equipe.a_part(qui, None, TACHES[:1])) == [(0, os.getpid())]
    assert list(equipe.a_part(qui, None, [])) == []


def test_a_part_une_tache_dont_le_processus_meurt_est_refaite(tmp_path):
    assert list(equipe.a_part(mourir_ailleurs_une_fois, tmp_path, TACHES[:6])) == TACHES[:6]
    assert {mort.name for mort in tmp_path.iterdir()} == {"2", "5"}


def test_a_part_une_erreur_n_est_pas_avalee():
    recus = equipe.a_part(refuser, None, [39, 40, 41])
    assert next(recus) == 39
    with pytest.raises(ValueError, match="40"):
        next(recus)


PROGRAMME = """
import os, sys, time
from clea_cli import equipe

def dire(_, tache):
    os.write(1, f"{os.getpid()}\\n".encode())
    time.sleep(2)

if __name__ == "__main__":
    equipe._FOURCHE = sys.argv[1] == "fork"
    if sys.argv[2] == "ensemble":
        list(equipe.ensemble(dire, None, range(9), 1, sans_fils=True))
    list(equipe.a_part(dire, None, range(9)))
"""


MANIERES = [("fork", "ensemble"), ("spawn", "ensemble"), ("spawn", "a_part")]


@pytest.mark.skipif(sys.platform != "linux", reason="les processus se lisent dans /proc")
@pytest.mark.parametrize(("maniere", "combien"), MANIERES)
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


@pytest.mark.skipif(sys.platform != "linux", reason="les processus se lisent dans /proc")
@pytest.mark.parametrize(("maniere", "combien"), MANIERES)
@pytest.mark.parametrize("au_travail", [False, True], ids=["à la naissance", "au travail"])
def test_un_programme_interrompu_ne_dit_que_cela_et_ne_laisse_aucun_processus(
    tmp_path, maniere, combien, au_travail
):
    """Ctrl-C reaches every process of the terminal; only the one that the person started speaks."""
    fichier = tmp_path / "programme.py"
    fichier.write_text(PROGRAMME, encoding="utf-8")
    commande = [sys.executable, str(fichier), maniere, combien]
    tuyaux = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    with subprocess.Popen(commande, start_new_session=True, **tuyaux) as programme:
        nes = enfants(programme.pid)
        for _ in range(2 * au_travail):
            programme.stdout.readline()
        # Else, a helper is there and still imports.
        time.sleep(0.06)
        nes |= enfants(programme.pid)
        os.killpg(programme.pid, signal.SIGINT)
        _, erreurs = programme.communicate(timeout=20)
    assert erreurs.count("Traceback") == 1
    assert erreurs.endswith("KeyboardInterrupt\n")
    assert nes
    for ne in nes:
        assert finit(ne)


def enfants(pid):
    """The processes that one has started, as soon as there are any."""
    for _ in range(1000):
        nes = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
        # What only keeps the semaphores comes first, and hears no signal.
        if any(
            "resource_tracker" not in Path(f"/proc/{ne}/cmdline").read_text(encoding="utf-8")
            for ne in nes
        ):
            return {int(ne) for ne in nes}
        time.sleep(0.01)
    return set()


def finit(pid):
    """Whether a process has ended, in ten seconds."""
    for _ in range(200):
        try:
            etat = (
                Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
            )
        except FileNotFoundError:
            return True
        if etat == "Z":
            return True
        time.sleep(0.05)
    return False
