"""Files in and files out: nothing lost, nothing half-written; what the system refuses is a diagnostic."""

import errno
import os
import sys
import time
from contextlib import suppress
from pathlib import Path

from clea_cli.diagnostics import Diagnostic, Outcome, Position, diagnostic

ENTREE_STANDARD = "-"

_MOTIFS = {
    errno.EACCES: "accès refusé",
    errno.EPERM: "accès refusé",
    errno.ENOENT: "le dossier n'existe pas",
    errno.ENOTDIR: "le dossier n'existe pas",
    errno.ENOSPC: "le disque est plein",
    errno.EROFS: "le disque est en lecture seule",
    errno.ENAMETOOLONG: "le nom est trop long",
    errno.EBUSY: "un autre programme le tient",
}
_ESSAIS = 5
_PAUSE = 0.2  # seconds between two tries, while a spreadsheet or an antivirus holds the file


def lire(chemin: str, octets_max: int) -> Outcome[bytes]:
    """Read a file, or standard input for `-`. Errors: S101-S104."""
    position = Position(chemin)
    if chemin == ENTREE_STANDARD:
        contenu = sys.stdin.buffer.read(octets_max + 1)
    else:
        fichier = Path(chemin)
        if fichier.is_dir():
            return Outcome(None, (diagnostic("S103", position, exemple=f"{chemin.rstrip('/')}/*.csv"),))
        try:
            with fichier.open("rb") as flux:
                contenu = flux.read(octets_max + 1)
        except FileNotFoundError:
            return Outcome(None, (diagnostic("S101", position),))
        except (OSError, ValueError) as erreur:
            return Outcome(None, (diagnostic("S102", position, motif=_motif(erreur)),))
    if len(contenu) > octets_max:
        return Outcome(None, (diagnostic("S104", position, limite=octets_max // 1_000_000),))
    return Outcome(contenu)


def ecrire(chemin: str, contenu: bytes, *, forcer: bool) -> Outcome[bool]:
    """Write a file whole or not at all; True when it changed, False when it was identical. Errors: S201, S202."""
    position = Position(chemin)
    cible = Path(os.path.realpath(chemin))
    try:
        if cible.exists() and not cible.is_file():
            return Outcome(None, (diagnostic("S202", position, motif="ce n'est pas un fichier"),))
        if cible.exists() and cible.read_bytes() == contenu:
            return Outcome(value=False)
        if cible.exists() and not forcer:
            return Outcome(None, (diagnostic("S201", position),))
        _remplacer(cible, contenu)
    except (OSError, ValueError) as erreur:
        return Outcome(None, (_ecriture_refusee(position, erreur),))
    return Outcome(value=True)


def _remplacer(cible: Path, contenu: bytes) -> None:
    """Write beside, make sure that it is on the disk, then take the place of the old file in one step."""
    provisoire = cible.with_name(f".{cible.name[:100]}.{os.getpid()}.tmp")
    try:
        with provisoire.open("xb") as flux:
            flux.write(contenu)
            flux.flush()
            os.fsync(flux.fileno())
        for essai in range(1, _ESSAIS + 1):
            try:
                provisoire.replace(cible)
                break
            except PermissionError:
                if essai == _ESSAIS:
                    raise
                time.sleep(_PAUSE)
    finally:
        with suppress(OSError):
            provisoire.unlink(missing_ok=True)


def _ecriture_refusee(position: Position, erreur: OSError | ValueError) -> Diagnostic:
    return diagnostic("S202", position, motif=_motif(erreur))


def _motif(erreur: OSError | ValueError) -> str:
    numero = erreur.errno if isinstance(erreur, OSError) else None
    return _MOTIFS.get(numero or 0, "le système l'a refusé")
