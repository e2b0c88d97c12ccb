"""An older workbook (.xls), read in a child process: damaged in any way, it stops nothing but itself."""

import json
import random
import signal
import subprocess
import sys
import time

import pytest
import xlwt

from clea_cli.sources import classeur_xls, classeur_xls_enfant
from clea_cli.sources.cellules import Feuille, Fusion, Ligne
from clea_cli.sources.classeur import lire
from tests.outils.classeurs_bruts import ecrire_xls
from tests.promesses.test_cases import CAS, CRITERES, lancer
from tests.promesses.test_equipe import finit

LIGNES = [
    ["critere", "resultat", "commentaire"],
    *([code, "acquis", "à revoir"] for code in CRITERES),
]


BON = ecrire_xls(LIGNES)


@pytest.fixture
def lecteur(monkeypatch):
    """A child of one's own, stopped at the end."""
    neuf = classeur_xls.LecteurXls()
    monkeypatch.setattr(classeur_xls, "_LECTEURS", [neuf])
    yield neuf
    neuf.fermer()


def refus(contenu):
    lu = lire(contenu, "g.xls")
    [faute] = lu.diagnostics
    assert (lu.value, faute.position.source) == (None, "g.xls")
    return faute.code


def test_une_case_devient_ce_que_l_on_y_voit():
    jour = xlwt.easyxf(num_format_str="DD/MM/YYYY")
    mots = xlwt.easyxf(num_format_str='"non";;"oui"')

    def regler(classeur, feuille):
        feuille.write(0, 0, 36892, jour)
        feuille.write(0, 1, 1, mots)
        feuille.row(0).set_cell_error(2, "#REF!")
        feuille.write(0, 3, True)  # noqa: FBT003 — a cell
        feuille.write(0, 4, 1.10)
        feuille.write(0, 5, "é\U0001f600")
        feuille.write_merge(1, 1, 0, 1, "dessus")
        feuille.row(2).hidden = True
        feuille.write(2, 0, "x")
        feuille.col(3).hidden = True
        classeur.add_sheet("Cachée").visibility = 1
        classeur.add_sheet("Bien cachée").visibility = 2

    lues = lire(ecrire_xls([], regler), "g").value
    assert lues == (
        Feuille(
            "Grille",
            (
                Ligne(1, 1, ("01/01/2001", "non", "#REF!", "VRAI", "1.1", "é\U0001f600")),
                Ligne(2, 2, ("dessus", "", "", "", "", "")),
                Ligne(3, 3, ("x", "", "", "", "", "")),
            ),
            masquee=False,
            lignes_masquees=frozenset({3}),
            colonnes_masquees=frozenset({4}),
            fusions=(Fusion(2, 1, 2, 2),),
        ),
        Feuille("Cachée", (), masquee=True),
        Feuille("Bien cachée", (), masquee=True),
    )


def test_trois_cents_classeurs_abimes_ne_donnent_que_des_fautes_connues(lecteur):
    """Cut, it never says a part of what it said; changed in some bytes, it is read or refused."""
    hasard = random.Random(1)  # noqa: S311 — the same files at each run
    entier, dits = lire(BON, "g").value, set()
    for rang in range(300):
        abime = bytearray(BON)
        if rang % 2:
            del abime[hasard.randrange(len(BON)) :]
        else:
            for _ in range(hasard.randint(1, 6)):
                abime[hasard.randrange(len(BON))] = hasard.randrange(256)
        lu = lire(bytes(abime), "g.xls")
        dits |= {faute.code for faute in lu.diagnostics}
        assert lu.value in (None, entier) if rang % 2 else bool(lu.value) != bool(lu.diagnostics)
    assert dits <= {"F117", "F118", "F119", "F140"}
    assert "F118" in dits


@pytest.mark.parametrize(
    "contenu", [b"\xd0\xcf\x11\xe0", b"\xd0\xcf\x11\xe0" + bytes(5_000), b"", b"\x09\x08"]
)
def test_ce_qui_n_est_pas_un_classeur_est_dit_tel(contenu):
    assert refus(contenu) == "F118"


def test_les_xls_d_une_commande_ont_un_seul_processus(lecteur):
    lire(BON, "a")
    premier = lecteur._enfant.pid
    assert refus(BON[:3_000]) == "F118"
    assert lire(BON, "b").value is not None
    assert lecteur._enfant.pid == premier


# The child may die, or never answer: `ENFANT` reads as ours does, but for what is told.
ENFANT = """
import os, sys, time
from clea_cli.sources import classeur_xls_enfant as enfant
lire = enfant.lire
def piege(contenu):
    if b"DORMIR" in contenu: time.sleep(60)
    if b"MOURIR" in contenu: os._exit(3)
    if b"MEMOIRE" in contenu: return bytes(10**11) and ()
    return lire(contenu)
enfant.lire = piege
enfant.main(enfant._entree())
"""


@pytest.mark.parametrize("piege", [b"DORMIR", b"MOURIR", b"MEMOIRE"])
def test_ce_qui_arrete_le_lecteur_n_arrete_pas_les_autres(piege, lecteur, monkeypatch):
    monkeypatch.setattr(classeur_xls, "_ENFANT", (sys.executable, "-c", ENFANT))
    monkeypatch.setattr(classeur_xls, "_DELAI", 5)
    assert lire(BON, "avant").value is not None
    assert refus(b"\xd0\xcf\x11\xe0" + piege) == "F140"
    assert lire(BON, "après").value is not None


@pytest.mark.parametrize(
    "enfant", [(sys.executable, "-c", "pass"), ("/n'existe/pas",)], ids=["meurt", "absent"]
)
def test_un_processus_qui_ne_nait_pas_est_dit(enfant, lecteur, monkeypatch):
    monkeypatch.setattr(classeur_xls, "_ENFANT", enfant)
    assert refus(BON) == "F141"


def test_les_autres_grilles_sont_lues_et_rien_d_autre_n_est_dit(tmp_path):
    (tmp_path / "jouet.yaml").write_bytes((CAS / "grille" / "jouet.yaml").read_bytes())
    (tmp_path / "abime.xls").write_bytes(BON[:4_000])
    (tmp_path / "bonne.xls").write_bytes(BON)
    lue = lancer(
        tmp_path, "score", "abime.xls", "bonne.xls", "-r", "jouet.yaml", "--format", "json"
    )
    assert lue.statut == 3
    assert [(f["code"], f["source"]) for f in json.loads(lue.sortie)["diagnostics"]] == [
        ("F118", "abime.xls")
    ]
    assert [r["verdict"] for r in json.loads(lue.sortie)["resultats"]] == ["certifiable"]
    assert "panicked" not in lue.erreurs


@pytest.mark.skipif(sys.platform == "win32", reason="la mémoire n'y est pas bornée")
def test_la_memoire_du_lecteur_est_bornee():
    programme = (
        "from clea_cli.sources import classeur_xls_enfant as e; e._borner(); bytes(2 * 1024**3)"
    )
    fait = subprocess.run(
        [sys.executable, "-c", programme], capture_output=True, text=True, check=False
    )
    assert fait.stderr.rstrip().endswith("MemoryError")


@pytest.mark.skipif(sys.platform == "win32", reason="le temps de processeur n'y est pas borné")
def test_un_classeur_sans_fin_que_rien_n_arrete_finit_par_l_etre():
    programme = (
        "from clea_cli.sources import classeur_xls_enfant as e; e._PROCESSEUR_MAX = 1; e._borner()"
    )
    programme += "\nwhile True: pass"
    fait = subprocess.run([sys.executable, "-c", programme], check=False, timeout=60)
    assert fait.returncode == -signal.SIGXCPU


ORPHELIN = """
import sys
from clea_cli.sources import classeur_xls
classeur_xls._ENFANT = (sys.executable, "-c", sys.argv[1])
lecteur = classeur_xls._lecteur()
lecteur._lancer()
print(lecteur._enfant.pid, flush=True)
lecteur.demander(b"DORMIR")
"""


@pytest.mark.skipif(sys.platform != "linux", reason="les processus se lisent dans /proc")
def test_un_programme_tue_ne_laisse_pas_le_lecteur():
    commande = [sys.executable, "-c", ORPHELIN, ENFANT]
    with subprocess.Popen(commande, stdout=subprocess.PIPE, text=True) as programme:
        enfant = int(programme.stdout.readline())
        time.sleep(0.5)
        programme.kill()
        assert finit(enfant)


def test_un_fork_ne_parle_pas_au_lecteur_de_l_autre(lecteur, monkeypatch):
    lire(BON, "ici")
    enfant = lecteur._enfant
    with monkeypatch.context() as fourche:
        fourche.setattr(classeur_xls.os, "getpid", lambda: 1)
        assert classeur_xls._lecteur() is not lecteur
    # It has lost its ends of the pipes, and is not killed: it ends by itself.
    assert enfant.stdin.closed
    assert enfant.wait(timeout=20) == 0


def test_l_enfant_dit_une_page_de_json_par_classeur(capsys):
    classeur_xls_enfant._dire(classeur_xls_enfant.lire(BON))
    [ligne] = capsys.readouterr().out.splitlines()
    assert json.loads(ligne)[0][0] == "Grille"
