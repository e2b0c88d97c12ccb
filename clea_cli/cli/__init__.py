"""The command line: options in, exit status out. The only place that knows typer and what day it is."""

import os
import sys
from io import FileIO, TextIOWrapper


def main(arguments: list[str] | None = None) -> int:
    """Run `clea` and return its exit status; a bug ends as status 70, said without any personal data."""
    from clea_cli.cli.app import executer

    sys.stdout, sys.stderr = sys.stdout or _nulle_part(), sys.stderr or _nulle_part()
    for flux in (sys.stdout, sys.stderr):
        if isinstance(flux, TextIOWrapper):
            flux.reconfigure(encoding="utf-8", errors="replace")
    try:
        statut = executer(arguments)
        sys.stdout.flush()
    except (
        OSError
    ) as erreur:  # a screen that cannot be written to (`clea --help > /dev/full`), a name too long
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # what waits there must not fail again at exit
        from clea_cli.diagnostics.refus import motif

        print(f"clea : le système a refusé de lire ou d'écrire ({motif(erreur)}).", file=sys.stderr)
        print(
            "  aide : vérifiez les noms que vous avez donnés, la place sur le disque et vos droits.",
            file=sys.stderr,
        )
        return 4
    except Exception as erreur:
        print(_defaut(erreur), file=sys.stderr)
        return 70
    return statut


def _nulle_part() -> TextIOWrapper:
    """Stands for a stream that the shell has closed (`clea … >&-`)."""
    return TextIOWrapper(FileIO(os.devnull, "w"))


def _defaut(erreur: Exception) -> str:
    """Say where the program failed. Neither the message nor the values: they may hold somebody's name."""
    trace, lieux = erreur.__traceback__, []
    while trace:
        fichier = trace.tb_frame.f_code.co_filename.replace("\\", "/")
        if "/clea_cli/" in fichier:
            lieux.append(
                f"  {fichier.rpartition('/clea_cli/')[2]}:{trace.tb_lineno} {trace.tb_frame.f_code.co_name}"
            )
        trace = trace.tb_next
    return "\n".join(
        (
            f"clea s'est arrêté sur un défaut du programme ({type(erreur).__name__}).",
            "Aucun fichier n'a été abîmé. Signalez ces lignes, elles ne contiennent aucune donnée personnelle :",
            *lieux,
        )
    )
