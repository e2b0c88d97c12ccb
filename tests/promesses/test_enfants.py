"""Whatever starts a Python of ours: no module that lies in the current folder is run, and nobody is left behind."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from clea_cli.documents import remplisseur
from clea_cli.documents.modeles_organisme import Modeles
from clea_cli.documents.remplisseur import Remplisseur
from tests.outils import sessions
from tests.outils.classeurs_bruts import ecrire_xls as ecrire
from tests.promesses.test_cases import CAS, CRITERES
from tests.promesses.test_equipe import finit

CLEA = Path(sys.executable).with_name("clea.exe" if sys.platform == "win32" else "clea")
ENTREES = {"clea": [str(CLEA)], "python -m": [sys.executable, "-m", "clea_cli"]}
# Modules that a process of ours, or what starts it, imports: Python's, and others'.
PIEGES = (
    *(
        "argparse",
        "asyncio",
        "base64",
        "concurrent",
        "csv",
        "ctypes",
        "datetime",
        "decimal",
        "enum",
        "fractions",
    ),
    *(
        "hashlib",
        "html",
        "inspect",
        "json",
        "logging",
        "multiprocessing",
        "pathlib",
        "pickle",
        "queue",
        "random",
        "re",
    ),
    *(
        "selectors",
        "shutil",
        "signal",
        "socket",
        "string",
        "struct",
        "subprocess",
        "tempfile",
        "threading",
        "typing",
    ),
    *("warnings", "weakref", "zipfile", "zlib"),
    *(
        "docx",
        "holidays",
        "jinja2",
        "markdown_it",
        "markupsafe",
        "numpy",
        "pydantic",
        "rich",
        "typer",
        "typst",
        "xlrd",
        "yaml",
    ),
)
PIEGE = """
import os
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "EXECUTES"), "a") as flux:
    flux.write(__name__ + " ")
raise ImportError("un piège")
"""


@pytest.fixture
def piege(tmp_path):
    """A folder with grilles, and beside them files that bear the names of modules."""
    dossier = tmp_path / "grilles"
    dossier.mkdir()
    for nom in PIEGES:
        (dossier / f"{nom}.py").write_text(PIEGE, encoding="utf-8")
    (dossier / "jouet.yaml").write_bytes((CAS / "grille" / "jouet.yaml").read_bytes())
    lignes = [f"C-{rang:03};A;A;NA;NE;A" for rang in range(300)]
    grille = "\n".join(["candidat;1.1.1;1.1.2;1.2.1;2.1.1;2.2.1", *lignes[:20], ""])
    (dossier / "g.csv").write_text(grille, encoding="utf-8")
    (dossier / "grosse.csv").write_text(grille + "\n".join([*lignes[20:], ""]), encoding="utf-8")
    (dossier / "modeles").mkdir()
    (dossier / "modeles" / "ecarts.md").write_text("# {{ candidat }}\n", encoding="utf-8")
    return dossier


def lancer(dossier, *commande):
    environnement = {nom: valeur for nom, valeur in os.environ.items() if nom != "PYTHONSAFEPATH"}
    return subprocess.run(
        commande,
        cwd=dossier,
        env=environnement,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def sans_ce_que_python_m_charge_avant_nous(dossier, entree):
    """`python -m` itself loads `warnings` from the current folder, before a line of ours is read."""
    if entree == "python -m":
        (dossier / "warnings.py").unlink()


def executes(dossier):
    """The modules of the folder that some process has run."""
    try:
        return (dossier / "EXECUTES").read_text(encoding="utf-8").split()
    except FileNotFoundError:
        return []


def test_les_pieges_se_referment(piege):
    assert lancer(piege, sys.executable, "-c", "import json").returncode == 1
    # Python 3.13 takes modules from there even to show the error: the first is the one that was asked.
    assert executes(piege)[0] == "json"


_GRILLE = "g.csv -r jouet.yaml"
LOTS = {
    "lot": f"restitution {_GRILLE} -f html -o d --travailleurs 2",
    "lot de PDF": f"restitution {_GRILLE} -f pdf -o d --travailleurs 2",
    "modèles": f"ecarts {_GRILLE} -f md -o d --modeles modeles",
    "lot et modèles": f"ecarts {_GRILLE} -f md -o d --modeles modeles --travailleurs 2",
}


@pytest.mark.parametrize("entree", ENTREES)
@pytest.mark.parametrize("lot", LOTS)
def test_un_lot_n_execute_rien_du_dossier_ou_l_on_est(piege, entree, lot):
    sans_ce_que_python_m_charge_avant_nous(piege, entree)
    fait = lancer(piege, *ENTREES[entree], *LOTS[lot].split())
    assert (executes(piege), fait.returncode, "Traceback" in fait.stderr) == ([], 0, False)
    assert len(list((piege / "d").iterdir())) == 20


@pytest.mark.parametrize("entree", ENTREES)
def test_un_xls_n_execute_rien_du_dossier_ou_l_on_est(piege, entree):
    sans_ce_que_python_m_charge_avant_nous(piege, entree)
    lignes = [["critere", "resultat"], *([code, "acquis"] for code in CRITERES)]
    (piege / "g.xls").write_bytes(ecrire(lignes))
    fait = lancer(piege, *ENTREES[entree], "score", "g.xls", "-r", "jouet.yaml")
    assert (executes(piege), fait.returncode, "CERTIFIABLE" in fait.stdout) == ([], 0, True)


@pytest.mark.parametrize("entree", ENTREES)
def test_un_jury_n_execute_rien_du_dossier_ou_l_on_est(piege, entree):
    sans_ce_que_python_m_charge_avant_nous(piege, entree)
    sessions.ecrire(piege / "j", 4)
    fait = lancer(
        piege,
        *ENTREES[entree],
        *("jury", "preparer", "j/session.yaml", "-o", "s", "--travailleurs", "2"),
    )
    assert (executes(piege), fait.returncode, "Traceback" in fait.stderr) == ([], 0, False)
    assert len(list((piege / "s" / "dossiers").iterdir())) == 8


A_DEUX = """
import sys
from clea_cli import cli
from clea_cli import equipe
from clea_cli.decision.blocs import calcul

if __name__ == "__main__":
    equipe._FOURCHE, equipe.processeurs = sys.argv[1] == "fork", lambda: 2
    calcul.A_DEUX, calcul.BLOC = 0, 200
    sys.exit(cli.main(sys.argv[2:]))
"""


@pytest.mark.parametrize("maniere", ["fork", "spawn"])
def test_un_gros_fichier_lu_a_deux_n_execute_rien_du_dossier_ou_l_on_est(piege, tmp_path, maniere):
    programme = tmp_path / "programme.py"
    programme.write_text(A_DEUX, encoding="utf-8")
    commande = ("score", "grosse.csv", "--format", "csv", "-r", "jouet.yaml")
    fait = lancer(piege, sys.executable, str(programme), maniere, *commande)
    assert (executes(piege), fait.returncode) == ([], 0)
    assert len(fait.stdout.splitlines()) == 301


# The child process of templates

_BOUCLE = "{% for a in range(99999) %}"
SANS_FIN = _BOUCLE * 3 + "{% endfor %}" * 3
ORPHELIN = """
import sys
from clea_cli.documents.modeles_organisme import Modeles
from clea_cli.documents.remplisseur import Remplisseur

remplisseur = Remplisseur(Modeles("m", {"ecarts.md": sys.argv[1].encode(), "plan.md": b"# x"}))
remplisseur.remplir("plan.md", {})
print(remplisseur._enfant.pid, flush=True)
remplisseur.remplir("ecarts.md", {})
"""


@pytest.mark.skipif(sys.platform != "linux", reason="les processus se lisent dans /proc")
def test_un_programme_tue_ne_laisse_pas_le_processus_d_un_modele_sans_fin():
    with subprocess.Popen(
        [sys.executable, "-c", ORPHELIN, SANS_FIN], stdout=subprocess.PIPE, text=True
    ) as programme:
        enfant = int(programme.stdout.readline())
        time.sleep(0.5)
        programme.kill()
        assert finit(enfant)


@pytest.mark.skipif(sys.platform == "win32", reason="le temps de processeur n'y est pas borné")
def test_un_modele_sans_fin_que_rien_n_arrete_finit_par_l_etre(tmp_path):
    """Its standard input stays open, and nobody kills it: the bound on its processor is all that is left."""
    enfant = "from clea_cli.documents.rendus import modele_enfant as m; m._PROCESSEUR_MAX = 1; m.main(m._entree())"
    demandes = f"{json.dumps({'ecarts.md': SANS_FIN})}\n{json.dumps({'nom': 'ecarts.md', 'donnees': {}})}\n"
    with subprocess.Popen(
        [sys.executable, "-c", enfant], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL
    ) as lance:
        lance.stdin.write(demandes.encode())
        lance.stdin.flush()
        assert lance.wait(timeout=60) == -signal.SIGXCPU


def lent(tmp_path, attente):
    """A Python that takes its time before it does anything."""
    programme = tmp_path / "lent.py"
    programme.write_text(
        f"import time; time.sleep({attente})\nfrom clea_cli.documents.rendus.modele_enfant import *\n"
        "from clea_cli.documents.rendus.modele_enfant import _entree\nmain(_entree())\n",
        encoding="utf-8",
    )
    return (sys.executable, str(programme))


def rempli():
    remplisseur = Remplisseur(Modeles("m", {"plan.md": b"# {{ a }}"}))
    try:
        return remplisseur.remplir("plan.md", {"a": "b"})
    finally:
        remplisseur.fermer()


def test_les_secondes_d_un_modele_ne_comptent_pas_la_naissance_de_son_processus(
    monkeypatch, tmp_path
):
    monkeypatch.setattr(remplisseur, "_DELAI", 1)
    monkeypatch.setattr(remplisseur, "_ENFANT", lent(tmp_path, 2))
    assert rempli().value == "# b"


@pytest.mark.parametrize(
    "enfant", [(sys.executable, "-c", "pass"), ("/n'existe/pas",), "jamais prêt"], ids=str
)
def test_un_processus_qui_ne_nait_pas_n_est_pas_la_faute_du_modele(monkeypatch, tmp_path, enfant):
    monkeypatch.setattr(remplisseur, "_NAISSANCE", 2)
    monkeypatch.setattr(
        remplisseur, "_ENFANT", lent(tmp_path, 60) if enfant == "jamais prêt" else enfant
    )
    [faute] = rempli().diagnostics
    assert (faute.code, faute.position.source) == ("S111", "m")
