"""What « Glissez une grille ici.cmd » runs: the verdict of the files dropped on it, the next step.

It is copied into the portable archive, and runs in its Python.
"""

import os
import re
import sys
from io import TextIOWrapper
from pathlib import Path

from clea_cli.cli import main

FENETRE = 100  # the status that tells the .cmd: this window was opened for us, let it stay

# No name of Windows has a quote in it; those with a space stand in two.
_MOT = re.compile(r'"([^"]*)"|(\S+)')
_A_CORRIGER = (1, 3)  # the statuses of `clea score` where a file is refused

_SANS_FICHIER = """
  Glissez une grille remplie (csv, xlsx, xls ou ods) sur « {nom} » : son verdict s'affichera.
  Plusieurs à la fois, ou leur dossier, si vous voulez. Pour voir, glissez « exemple.csv ».

  Pour une grille vide, tapez ici :
    clea grille nouvelle --sortie grille.xlsx
"""
_CORRIGER = """
  Une fois le fichier corrigé et enregistré, vous pouvez aussi le glisser de nouveau.
  Une faute vous étonne ? Tapez ici son code, par exemple : clea expliquer F203
"""
_RESTE = """
  Cette fenêtre reste ouverte pour vos commandes (« clea --help » les dit toutes).
"""


def deposes(ligne: str, nom: str, arguments: list[str]) -> tuple[list[str], bool]:
    """Give the files to read, and whether the window was opened for them.

    `ligne` is how cmd was started: by Explorer, it names the .cmd (`nom`), then the files; where
    somebody types in a window, it does not, and the files are `arguments`. One that says nothing
    at all (a cmd that is not Windows's) may be either: better one window too many than a verdict
    that nobody had the time to read.
    """
    _, trouve, apres = ligne.partition(nom)
    if not trouve:
        return arguments, not ligne
    # After our name come the quote that closes it, the files, and a quote that closes the whole.
    suite = apres.removeprefix('"').rstrip()
    if suite.count('"') % 2:
        suite = suite.removesuffix('"')
    fichiers = [entre or nu for entre, nu in _MOT.findall(suite)]
    return fichiers, True


def a_cote(fichiers: list[str], arguments: list[str]) -> list[str]:
    """Go where the window will be, and name from there what was dropped.

    That is the folder of the first file, so that what is written stands beside the grilles, and
    not in the folder of the program, which a newer version replaces. `arguments` are the files as
    cmd has them: where it has cut the first one, the window will be elsewhere, and names are whole.
    """
    dossier = Path(fichiers[0]).parent
    if not arguments or Path(arguments[0]).parent != dossier:
        return fichiers
    try:
        os.chdir(dossier)
    except OSError:
        return fichiers
    return [_depuis(dossier, fichier) for fichier in fichiers]


def _depuis(dossier: Path, fichier: str) -> str:
    """The name of a file from that folder; whole where it is elsewhere, or would be an option."""
    chemin = Path(fichier)
    if chemin.parent != dossier or chemin.name.startswith("-"):
        return fichier
    return chemin.name or "."  # a whole drive


def suite(fichiers: list[str], statut: int, nom: str) -> str:
    """What `clea score` does not say itself of what comes next."""
    if not fichiers:
        return _SANS_FICHIER.format(nom=nom)
    if statut in _A_CORRIGER:
        return _CORRIGER
    return ""


def glisser() -> int:
    """Show all this, and return the exit status."""
    # The .cmd says both: its own name, and how cmd was started.
    nom = os.environ.get("CLEA_NOM", "")
    ligne = os.environ.get("CLEA_LIGNE", "")
    fichiers, fenetre = deposes(ligne, nom, sys.argv[1:])
    if fenetre and fichiers:
        fichiers = a_cote(fichiers, sys.argv[1:])
    statut = main(["score", *fichiers]) if fichiers else 0
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")
    print(suite(fichiers, statut, nom), end="")
    if not fenetre:
        return statut
    print(_RESTE)
    return FENETRE


if __name__ == "__main__":
    sys.exit(glisser())
