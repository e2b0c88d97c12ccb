"""The walls of ARCHITECTURE.md: who may import what, how long a file may grow, what the core must never touch."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PAQUET = Path(__file__).parent.parent.parent / "clea_cli"
LINT = Path(sys.executable).with_name("lint-imports")
FICHIERS = sorted(PAQUET.rglob("*.py"))

AU_MONDE = {  # the files that may look at the machine, the hour or the environment, and why
    "__main__.py": "the path of the program itself",
    "atelier/depot_git.py": "git, without what the environment names",
    "cli": "the command line",
    "decision/blocs/__init__.py": "numpy's threads are forbidden before it is loaded",
    "decision/blocs/fichier.py": "a file that changes while it is read",
    "decision/suivi.py": "waits for a file to be saved",
    "documents/rendus/modele_enfant.py": "bounds of time and memory",
    "equipe.py": "processors",
    "equipe_aide.py": "processes",
    "jury/preparer.py": "paths from one folder to another",
    "jury/pseudonymes.py": "a file readable by its owner",
    "sorties/chemins.py": "paths, as what we write names them",
    "sorties/ecriture.py": "files out",
    "sorties/verrou.py": "waits for another program",
    "sources/classeur_xls.py": "a process apart, its time and its memory",
    "sources/fichiers.py": "files in",
}
MONDE = {"locale", "os", "random", "secrets", "time", "uuid"}
SANS_HASARD = {
    "uuid.UUID",
    "uuid.uuid5",
}  # an identifier made of a name, and nothing else of that module


def piece(fichier: Path) -> str:
    return fichier.relative_to(PAQUET).parts[0].removesuffix(".py")


def arbre(fichier: Path) -> ast.Module:
    return ast.parse(fichier.read_text(encoding="utf-8"))


def imports(fichier: Path) -> Iterator[str]:
    for noeud in ast.walk(ast.parse(fichier.read_text(encoding="utf-8"))):
        if isinstance(noeud, ast.Import):
            yield from (alias.name for alias in noeud.names)
        elif isinstance(noeud, ast.ImportFrom):
            assert noeud.level == 0, "relative imports hide the room"
            yield from (f"{noeud.module}.{alias.name}" for alias in noeud.names)


def test_les_murs_tiennent():
    lint = subprocess.run(
        [LINT, "--no-cache"], cwd=PAQUET.parent, capture_output=True, text=True, check=False
    )
    assert lint.returncode == 0, lint.stdout


@pytest.mark.parametrize("fichier", FICHIERS, ids=lambda f: f.relative_to(PAQUET).as_posix())
def test_seuls_quelques_fichiers_regardent_l_heure_la_machine_ou_l_environnement(fichier):
    ici = fichier.relative_to(PAQUET).as_posix()
    monde = {nom for nom in imports(fichier) if nom.split(".")[0] in MONDE} - SANS_HASARD
    attributs = (
        noeud.attr for noeud in ast.walk(arbre(fichier)) if isinstance(noeud, ast.Attribute)
    )
    monde |= {"now", "today", "utcnow"} & set(attributs)
    assert not monde or ici in AU_MONDE or ici.split("/")[0] in AU_MONDE


def test_la_decision_ne_connait_pas_les_flottants():
    for noeud in ast.walk(
        ast.parse((PAQUET / "decision" / "decision.py").read_text(encoding="utf-8"))
    ):
        assert not (isinstance(noeud, ast.Constant) and isinstance(noeud.value, float))
        assert not (isinstance(noeud, ast.Name) and noeud.id in {"float", "round"})
        assert not (isinstance(noeud, ast.BinOp) and isinstance(noeud.op, ast.Div))


@pytest.mark.parametrize("fichier", FICHIERS, ids=lambda f: str(f.relative_to(PAQUET)))
def test_les_fichiers_et_les_fonctions_restent_courts(fichier):
    texte = fichier.read_text(encoding="utf-8")
    # The catalogue of faults and the words of grilles are data, an entry a line or more.
    if piece(fichier) != "diagnostics" and fichier.name != "vocabulaire.py":
        assert len(texte.splitlines()) <= 350
    for noeud in ast.walk(ast.parse(texte)):
        if isinstance(noeud, ast.FunctionDef):
            assert noeud.end_lineno - debut(noeud) < 45, noeud.name


def debut(fonction: ast.FunctionDef) -> int:
    """The line where its work begins: a command's options and help are its signature and docstring."""
    travail = fonction.body[1:] if ast.get_docstring(fonction) else fonction.body
    return travail[0].lineno if travail else fonction.lineno


def test_un_nom_de_type_ne_designe_qu_une_chose():
    ou: dict[str, list[str]] = {}
    for fichier in FICHIERS:
        for noeud in arbre(fichier).body:
            for nom in _types(noeud):
                ou.setdefault(nom, []).append(fichier.relative_to(PAQUET).as_posix())
    assert {nom: places for nom, places in ou.items() if len(places) > 1} == {}


def _types(noeud: ast.stmt) -> list[str]:
    """The public types that a statement names: a class, or an alias such as `Points = int | Fraction`."""
    noms: list[str] = []
    if isinstance(noeud, ast.ClassDef):
        noms = [noeud.name]
    elif isinstance(noeud, ast.Assign):
        noms = [cible.id for cible in noeud.targets if isinstance(cible, ast.Name)]
    return [nom for nom in noms if nom[0].isupper() and not nom.isupper()]


def test_les_tests_ne_lisent_rien_hors_du_projet():
    for fichier in Path(__file__).parent.parent.rglob("*.py"):
        assert "shared" + "/" not in fichier.read_text(encoding="utf-8"), fichier
