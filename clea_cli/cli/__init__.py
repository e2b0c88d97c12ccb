"""The command line: options in, exit status out. It alone knows typer, and what day it is."""

import os
import sys
from io import FileIO, TextIOWrapper

from clea_cli.diagnostics.refus import motif, passages


def main(arguments: list[str] | None = None) -> int:
    """Run `clea` and return its exit status; a bug is 70, said without any personal data."""
    from clea_cli.cli.app import executer

    sys.stdout = sys.stdout or _nulle_part()
    sys.stderr = sys.stderr or _nulle_part()
    for flux in (sys.stdout, sys.stderr):
        if isinstance(flux, TextIOWrapper):
            flux.reconfigure(encoding="utf-8", errors="replace")
    try:
        statut = executer(arguments)
        sys.stdout.flush()
    except OSError as erreur:
        # A screen that cannot be written to (`clea --help > /dev/full`), a name that is too long.
        # What waits on stdout must not fail again at exit.
        nulle_part = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nulle_part, 1)
        cause = motif(erreur)
        aide = "vérifiez les noms que vous avez donnés, la place sur le disque et vos droits."
        print(f"clea : le système a refusé de lire ou d'écrire ({cause}).", file=sys.stderr)
        print(f"  aide : {aide}", file=sys.stderr)
        return 4
    except Exception as erreur:
        print(_defaut(erreur), file=sys.stderr)
        return 70
    return statut


def _nulle_part() -> TextIOWrapper:
    """Stands for a stream that the shell has closed (`clea … >&-`)."""
    return TextIOWrapper(FileIO(os.devnull, "w"))


def _defaut(erreur: Exception) -> str:
    """Say where the program failed.

    Neither the message nor the values: they may hold somebody's name.
    """
    genre = type(erreur).__name__
    lignes = [
        f"clea s'est arrêté sur un défaut du programme ({genre}).",
        "Aucun fichier n'a été abîmé."
        " Signalez ces lignes, elles ne contiennent aucune donnée personnelle :",
    ]
    for fichier, ligne, fonction in passages(erreur):
        lignes.append(f"  {fichier}:{ligne} {fonction}")
    return "\n".join(lignes)
