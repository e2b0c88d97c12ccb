"""A référentiel's file as it stood at a revision, asked of git, even if it had another name then.

The repository may be anybody's. Git is asked for names and bytes only, by commands that run nothing
which a configuration or an attribute names, and that fetch nothing. What it cannot give is a fault.
"""

import os
import re
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from clea_cli.diagnostics import Outcome, Position, refuser
from clea_cli.sources.bornes import SUFFIXES

_POSITION = Position("--git")
# a partial clone fetches what it lacks by whatever command its remote names
_ENVIRONNEMENT = {
    # from git 2.45 on; older ones are stopped by the next
    "GIT_NO_LAZY_FETCH": "1",
    # no way of reaching a remote is left, whatever `protocol.*.allow` says
    "GIT_ALLOW_PROTOCOL": "",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    # what git refuses is recognised by its English words
    "LC_ALL": "C",
    "LANGUAGE": "",
}
# inside a hook these name the repository that the hook is for, as seen from another folder
_OTEES = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR")
_SANS_PROGRAMMES = (
    "--no-pager",
    "--literal-pathspecs",
    *("-c", "core.fsmonitor=false"),
    *("-c", f"core.hooksPath={os.devnull}"),
    *("-c", "protocol.allow=never"),
    *("-c", "color.ui=false"),
)
# the modes of files; links and submodules hold no référentiel
_FICHIERS = re.compile(r"100[0-7]{3}")


class Ancien(NamedTuple):
    """A file at a revision: where it stood, and what it held (None: it did not exist)."""

    chemin: str
    contenu: bytes | None


class _RefusError(Exception):
    """Git did not answer; the words of stderr say why."""


def lire_revision(chemin: str, revision: str, identifiant: str) -> Outcome[Ancien]:
    """Return a file as it was at a revision. Errors: S106, S107, S120-S122.

    Where it did not exist, the référentiel of the same `identifiant` whose file is there no more is
    what it was.
    """
    depot = _ouvrir(Path(chemin).resolve().parent)
    if depot.value is None:
        return depot.refus()
    racine = depot.value
    try:
        commit = _commit(racine, revision)
        if commit is None:
            return refuser("S106", _POSITION, revision=revision)
        fichiers = _fichiers(racine, commit)
        nom = Path(chemin).resolve().relative_to(racine).as_posix()
        if nom in fichiers:
            (contenu,) = _octets(racine, [fichiers[nom]])
            return Outcome(Ancien(chemin, contenu))
        renomme = _renomme(racine, fichiers, identifiant)
        return Outcome(renomme or Ancien(chemin, None))
    except _RefusError as refus:
        motif = str(refus)
        return refuser("S122", _POSITION, revision=revision, motif=motif)
    except (OSError, ValueError):
        return refuser("S107", _POSITION)


def _ouvrir(dossier: Path) -> Outcome[Path]:
    """Find the root of the repository around a folder. Errors: S107, S120, S121."""
    try:
        reponse = _git(dossier, "rev-parse", "--show-toplevel")
    except (OSError, ValueError):
        return refuser("S107", _POSITION)
    if reponse.returncode == 0:
        racine = os.fsdecode(reponse.stdout).rstrip("\r\n")
        return Outcome(Path(racine).resolve())
    plainte = reponse.stderr.decode(errors="replace")
    d_un_autre = "dubious ownership" in plainte or "unsafe repository" in plainte
    cause = "S120" if d_un_autre else "S121"
    return refuser(cause, _POSITION, dossier=dossier.as_posix())


def _commit(racine: Path, revision: str) -> str | None:
    """The number of the commit that a revision names; None where git knows none."""
    nommee = ("--quiet", "--verify", "--end-of-options", f"{revision}^{{commit}}")
    connue = _git(racine, "rev-parse", *nommee)
    if connue.returncode:
        return None
    return connue.stdout.decode("ascii").strip()


def _fichiers(racine: Path, commit: str) -> dict[str, str]:
    """All files of a commit that may hold a référentiel: their names, from the root, and objects.

    The tree is looked at before the bytes: a file that it names is there, whether git has the bytes
    or not.
    """
    arbre = _git(racine, "ls-tree", "-r", "-z", "--full-tree", commit)
    if arbre.returncode:
        raise _RefusError(_plainte(arbre))
    fichiers = {}
    # « MODE TYPE OBJECT<tab>NAME », each ended by a NUL
    lignes = os.fsdecode(arbre.stdout).split("\0")
    for ligne in lignes[:-1]:
        faits, _, nom = ligne.partition("\t")
        mode, _, objet = faits.split(" ")
        if _FICHIERS.fullmatch(mode):
            fichiers[nom] = objet
    return fichiers


def _renomme(racine: Path, fichiers: dict[str, str], identifiant: str) -> Ancien | None:
    """The référentiel of that id among the files that are there no more."""
    partis: dict[str, str] = {}
    for nom, objet in fichiers.items():
        if nom.lower().endswith(SUFFIXES) and not (racine / nom).exists():
            partis[nom] = objet
    # the id as a YAML or a JSON export writes it
    motif = rf"""(?m)^[ {{]*"?id"? *: *["']?{re.escape(identifiant)}["']?,? *(#.*)?\r?$"""
    attendu = re.compile(motif.encode())
    contenus = _octets(racine, list(partis.values()))
    for nom, contenu in zip(partis, contenus, strict=True):
        if attendu.search(contenu):
            return Ancien(nom, contenu)
    return None


def _octets(racine: Path, objets: Sequence[str]) -> list[bytes]:
    """The bytes of objects, by one question; `cat-file` looks at no attribute, filter, textconv."""
    if not objets:
        return []
    demande = "".join(f"{objet}\n" for objet in objets).encode()
    reponse = _git(racine, "cat-file", "--batch", entree=demande)
    if reponse.returncode:
        raise _RefusError(_plainte(reponse))
    lus = []
    reste = reponse.stdout
    for objet in objets:
        entete, _, reste = reste.partition(b"\n")
        # « OBJECT blob SIZE », or « OBJECT missing »
        champs = entete.split(b" ")
        if len(champs) != 3 or champs[1] != b"blob":
            raise _RefusError(f"il manque l'objet {objet[:10]}")
        taille = int(champs[2])
        lus.append(reste[:taille])
        # An end of line that is not of the object follows it.
        reste = reste[taille + 1 :]
    return lus


def _plainte(reponse: subprocess.CompletedProcess[bytes]) -> str:
    """The last thing that git said, for a person who will look it up."""
    lignes = reponse.stderr.decode(errors="replace").split("\n")
    for ligne in reversed(lignes):
        if ligne.strip():
            return ligne.strip()
    return f"statut {reponse.returncode}"


def _git(dossier: Path, *arguments: str, entree: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    programme = shutil.which("git")
    # Windows looks in the current folder first, where anybody's « git.exe » may lie.
    if programme is None or Path(programme).resolve().parent == Path.cwd():
        raise FileNotFoundError
    environnement = {**os.environ, **_ENVIRONNEMENT}
    for nom in _OTEES:
        environnement.pop(nom, None)
    return subprocess.run(  # noqa: S603 — git itself, and no shell
        [programme, "-C", str(dossier), *_SANS_PROGRAMMES, *arguments],
        input=entree,
        capture_output=True,
        check=False,
        env=environnement,
    )
