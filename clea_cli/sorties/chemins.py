"""Paths as what we write names them."""

import os
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

from clea_cli.diagnostics import Diagnostic


def chemin_ecrit(chemin: str) -> str:
    """A path as all that we write names it: with « / », on whatever system it was typed.

    Nothing else of it changes.
    """
    return chemin.replace(os.sep, "/")


def fautes_ecrites(
    fautes: Iterable[Diagnostic],
    nommer: Callable[[str], str] = chemin_ecrit,
) -> tuple[Diagnostic, ...]:
    """Diagnostics for a file that is written: `nommer` says how it names those at fault."""
    ecrites: list[Diagnostic] = []
    for faute in fautes:
        nom = nommer(faute.position.source)
        position = faute.position._replace(source=nom)
        ecrites.append(faute._replace(position=position))
    return tuple(ecrites)


def depuis_ici(chemin: str) -> str:
    """The path of a file from the current folder, written with « / ».

    As it is, if the file stands elsewhere.
    """
    ici = Path.cwd()
    # As it was typed first, then by where links lead.
    for absolu in (os.path.normpath(ici / chemin), os.path.realpath(chemin)):
        with suppress(ValueError):  # it stands elsewhere
            relatif = Path(absolu).relative_to(ici)
            return chemin_ecrit(str(relatif))
    return chemin_ecrit(str(Path(chemin)))
