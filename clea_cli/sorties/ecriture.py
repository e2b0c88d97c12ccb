"""Files out: whole or not at all; what the system refuses is a diagnostic."""

import os
import shutil
import time
from collections.abc import Sequence
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from clea_cli.diagnostics import Diagnostic, Outcome, Position, diagnostic, refuser
from clea_cli.diagnostics.refus import motif

_MORCEAU = 1_000_000  # bytes compared or copied at once
_ESSAIS = 5
_PAUSE = 0.2  # seconds between two tries, while a spreadsheet or an antivirus holds the file
_AU_PROPRIETAIRE = 0o600  # rights: to read and write, for the owner alone
SUFFIXE = ".clea.tmp"  # of files half written: nobody else's, so that they may be swept
_ABANDON = 60  # seconds after which a file half written is what a process that was killed has left
# Folders that this process has swept: listing them at each write would take long.
_BALAYES: set[Path] = set()


def creer_dossier(chemin: str) -> Outcome[bool]:
    """Make sure that a folder is there. Errors: S202."""
    try:
        Path(chemin).mkdir(parents=True, exist_ok=True)
    except OSError as erreur:
        return Outcome(None, (ecriture_refusee(chemin, erreur),))
    return Outcome(value=True)


def ecrire(
    chemin: str,
    contenu: bytes | BinaryIO,
    *,
    forcer: bool,
    entrees: Sequence[str] = (),
    lu: bytes | None = None,
    prive: bool = False,
) -> Outcome[bool]:
    """Write a file whole or not at all; True when it changed, False when it was identical.

    Errors: S201-S203. None of `entrees`, the files that the content was made from, is ever
    replaced. `lu` is what this file held when the content was made from it (nothing: there was no
    file); whoever has changed it since loses nothing. A file that is `prive` is its owner's alone
    to read, where the system has such rights.
    """
    position = Position(chemin)
    flux = BytesIO(contenu) if isinstance(contenu, bytes) else contenu
    try:
        # Of a link, what it leads to is written: replacing would put a file in its place.
        cible = Path(os.path.realpath(chemin))
        if ailleurs := _pas_un_fichier(chemin, cible):
            return refuser("S202", position, motif=ailleurs)
        # Nothing to write: nothing is asked, and the date of the file stays.
        if cible.exists() and _identiques(cible, flux):
            if prive:
                cible.chmod(_AU_PROPRIETAIRE)
            return Outcome(value=False)
        if lu is not None and _octets(cible) != lu:
            return refuser("S202", position, motif="il vient de changer")
        if cible.exists() and _est_une_entree(cible, entrees):
            return refuser("S203", position)
        if cible.exists() and not forcer:
            return refuser("S201", position)
        _remplacer(cible, flux, prive=prive)
    except (OSError, ValueError) as erreur:
        return Outcome(None, (ecriture_refusee(chemin, erreur),))
    return Outcome(value=True)


def _est_une_entree(cible: Path, entrees: Sequence[str]) -> bool:
    """Whether a file is one of those, by whatever link."""
    return any(cible == Path(os.path.realpath(entree)) for entree in entrees)


def _pas_un_fichier(chemin: str, cible: Path) -> str:
    """Why nothing may be written there; nothing if it may."""
    if chemin.endswith(("/", os.sep)):
        return "c'est le nom d'un dossier"
    if cible.is_file():
        return ""
    if cible.exists():
        return "ce n'est pas un fichier"
    # Where a link leads, a file would appear that nobody has named.
    if Path(chemin).is_symlink():
        return "c'est un lien vers un fichier qui n'existe pas"
    return ""


def _octets(cible: Path) -> bytes:
    """What a file holds; nothing where there is none."""
    if not cible.exists():
        return b""
    return cible.read_bytes()


def _identiques(cible: Path, contenu: BinaryIO) -> bool:
    """Whether a file holds just what `contenu` does, which is then at its beginning again."""
    with cible.open("rb") as flux:
        while True:
            ici = flux.read(_MORCEAU)
            la = contenu.read(_MORCEAU)
            if ici != la or not ici:
                break
    contenu.seek(0)
    return ici == la


def _remplacer(cible: Path, contenu: BinaryIO, *, prive: bool) -> None:
    """Write beside, make sure that it is on the disk, then replace the old file in one step."""
    # In the same folder: from one disk to another, a file is not replaced in one step. Cut short,
    # for a system bounds the length of names; hidden, and not the name of any other process.
    debut = cible.name[:40]
    hasard = os.urandom(4).hex()
    provisoire = cible.with_name(f".{debut}.{hasard}{SUFFIXE}")
    try:
        with provisoire.open("xb") as flux:
            if prive:
                # Before anything is in it, so that nobody else ever reads a part.
                provisoire.chmod(_AU_PROPRIETAIRE)
            elif cible.exists():
                provisoire.chmod(cible.stat().st_mode)
            shutil.copyfileobj(contenu, flux, _MORCEAU)
            flux.flush()
            os.fsync(flux.fileno())
        _balayer_les_abandons(provisoire)
        _mettre_a_la_place(provisoire, cible)
    finally:
        with suppress(OSError):
            provisoire.unlink()


def _mettre_a_la_place(provisoire: Path, cible: Path) -> None:
    """Give a file the name of another, which goes. Raises OSError.

    Windows refuses as long as a program has the other open.
    """
    for _ in range(_ESSAIS - 1):
        try:
            provisoire.replace(cible)
        except PermissionError:
            time.sleep(_PAUSE)
        else:
            return
    provisoire.replace(cible)


def _balayer_les_abandons(provisoire: Path) -> None:
    """Take away, beside a file just written, those too old for their writers to be alive.

    Ages are compared by the dates of the files themselves: a shared drive may have another clock.
    """
    dossier = provisoire.parent
    if dossier in _BALAYES:
        return
    _BALAYES.add(dossier)
    with suppress(OSError):
        maintenant = provisoire.stat().st_mtime
        for reste in dossier.glob(f".*{SUFFIXE}"):
            age = maintenant - reste.stat().st_mtime
            if age > _ABANDON:
                reste.unlink(missing_ok=True)


def balayer(dossier: str) -> None:
    """Take away what a process that was killed has left in a folder that is held."""
    for reste in Path(dossier).glob(f".*{SUFFIXE}"):
        with suppress(OSError):
            reste.unlink()


def ecriture_refusee(chemin: str, erreur: OSError | ValueError) -> Diagnostic:
    """Say why the system refused to write."""
    raison = motif(erreur)
    return diagnostic("S202", Position(chemin), motif=raison)
