"""Files in: read whole, up to a size; what the system refuses is a diagnostic."""

import errno
import os
import stat
import sys
from pathlib import Path

from clea_cli.diagnostics import Outcome, Position, refuser
from clea_cli.diagnostics.refus import motif, motif_de_windows

ENTREE_STANDARD = "-"

_YAML = frozenset({".yaml", ".yml"})
_DU_SHELL = ("/dev/fd/", "/proc/")
_DEBUT = 65_536  # bytes read first: room for twenty million takes longer than to read a grille


def lire(chemin: str, octets_max: int) -> Outcome[bytes]:
    """Read a file, or standard input for `-`. Errors: S101-S104."""
    position = Position(chemin)
    try:
        contenu = _octets(chemin, octets_max + 1)
    except (FileNotFoundError, NotADirectoryError) as erreur:
        # Windows also says so of a path too long, or of a network that does not answer.
        if autre := motif_de_windows(erreur):
            return refuser("S102", position, motif=autre)
        return refuser("S101", position)
    except IsADirectoryError:
        return refuser("S103", position)
    except (OSError, ValueError) as erreur:
        return refuser("S102", position, motif=motif(erreur))
    if len(contenu) > octets_max:
        return refuser("S104", position, limite=octets_max // 1_000_000)
    return Outcome(contenu)


def _octets(chemin: str, nombre: int) -> bytes:
    if chemin == ENTREE_STANDARD:
        return _entree_standard(nombre)
    if not chemin:
        raise FileNotFoundError
    ici = Path(chemin)
    mode = os.stat(chemin).st_mode  # noqa: PTH116 — half the time
    # Nobody may ever write in it; that of a shell (`<(…)`) has a process behind it.
    if stat.S_ISFIFO(mode) and not chemin.startswith(_DU_SHELL):
        raise OSError(errno.EINVAL, "")
    try:
        with ici.open("rb") as flux:
            debut = flux.read(min(nombre, _DEBUT))
            if len(debut) < _DEBUT:  # all of it
                return debut
            suite = flux.read(nombre - _DEBUT)
            return debut + suite
    except PermissionError:
        if ici.is_dir():  # Windows speaks of a permission
            raise IsADirectoryError from None
        raise


def _entree_standard(nombre: int) -> bytes:
    if sys.stdin is None:  # closed by the shell: `clea score - <&-`
        raise OSError
    try:
        return sys.stdin.buffer.read(nombre)
    except IsADirectoryError:  # `clea score - < dossier`
        raise OSError from None


def est_la(chemin: Path) -> bool:
    """Whether there is a file of that name.

    Raises OSError where the system does not say: since 3.14 `Path.is_file` takes that for a no, and
    what a folder holds would be believed absent.
    """
    try:
        mode = os.stat(chemin).st_mode  # noqa: PTH116 — half the time
    except (FileNotFoundError, NotADirectoryError):
        return False
    return stat.S_ISREG(mode)


def existe(chemin: str) -> bool:
    """Whether it is the path of a file; a name that the system does not take is none's."""
    try:
        return Path(chemin).is_file()
    except OSError:
        return False


def deplier(chemin: str) -> Outcome[list[str]]:
    """Give the YAML files of a folder and of those in it, or the one that is named. Errors: S105.

    What begins with a dot is not looked at, nor what a link leads to.
    """
    if not chemin or not Path(chemin).is_dir():
        return Outcome([chemin])
    trouves: list[str] = []
    for dossier, sous_dossiers, noms in os.walk(chemin):
        # The walk goes down only into those that are left.
        sous_dossiers[:] = [nom for nom in sous_dossiers if not nom.startswith(".")]
        for nom in noms:
            fichier = Path(dossier) / nom
            if nom.startswith(".") or fichier.suffix.lower() not in _YAML:
                continue
            if fichier.is_file():  # a pipe would wait
                trouves.append(str(fichier))
    if not trouves:
        return refuser("S105", Position(chemin))
    return Outcome(sorted(trouves))
