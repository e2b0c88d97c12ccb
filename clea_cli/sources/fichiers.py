"""Files in and files out: nothing lost, nothing half-written; what the system refuses is a diagnostic."""

import sys
from pathlib import Path

from clea_cli.diagnostics import Outcome, Position, diagnostic
from clea_cli.diagnostics.refus import motif

ENTREE_STANDARD = "-"

_DEBUT = 65_536  # bytes read first: room for twenty million takes longer than to read a grille


def lire(chemin: str, octets_max: int) -> Outcome[bytes]:
    """Read a file, or standard input for `-`. Errors: S101-S104."""
    position = Position(chemin)
    try:
        contenu = _octets(chemin, octets_max + 1)
    except (FileNotFoundError, NotADirectoryError):
        return Outcome(None, (diagnostic("S101", position),))
    except IsADirectoryError:
        return Outcome(None, (diagnostic("S103", position, exemple=f"{chemin.rstrip('/')}/*.csv"),))
    except (OSError, ValueError) as erreur:
        return Outcome(None, (diagnostic("S102", position, motif=motif(erreur)),))
    if len(contenu) > octets_max:
        return Outcome(None, (diagnostic("S104", position, limite=octets_max // 1_000_000),))
    return Outcome(contenu)


def _octets(chemin: str, nombre: int) -> bytes:
    if chemin == ENTREE_STANDARD:
        return _entree_standard(nombre)
    if not chemin:
        raise FileNotFoundError
    ici = Path(chemin)
    try:
        with ici.open("rb") as flux:
            debut = flux.read(min(nombre, _DEBUT))
            return debut if len(debut) < _DEBUT else debut + flux.read(nombre - _DEBUT)
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


def existe(chemin: str) -> bool:
    """Whether it is the path of a file; a name that the system does not take is none's."""
    try:
        return Path(chemin).is_file()
    except OSError:
        return False


def deplier(chemin: str) -> Outcome[list[str]]:
    """Give the YAML files of a folder, or the one that is named. Errors: S105."""
    dossier = Path(chemin)
    if not chemin or not dossier.is_dir():
        return Outcome([chemin])
    trouves = sorted(str(fichier) for fichier in dossier.glob("*.yaml") if fichier.is_file())  # a pipe would wait
    return Outcome(trouves) if trouves else Outcome(None, (diagnostic("S105", Position(chemin)),))
