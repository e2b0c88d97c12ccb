"""A référentiel's file as it stood at a revision, asked of git, even if it had another name then."""

import subprocess
from pathlib import Path
from typing import NamedTuple

from clea_cli.diagnostics import Outcome, Position, diagnostic


class Ancien(NamedTuple):
    """A file at a revision: where it stood, and what it held (None: it did not exist)."""

    chemin: str
    contenu: bytes | None


def lire_revision(chemin: str, revision: str, identifiant: str) -> Outcome[Ancien]:
    """Return a file as it was at a revision. Errors: S106, S107.

    Where it did not exist, the référentiel of the same `identifiant` whose file is there no more is what it was.
    """
    position = Position("--git")
    dossier, nom = Path(chemin).parent, Path(chemin).name
    try:
        connue = _git(dossier, "rev-parse", "--quiet", "--verify", "--end-of-options", f"{revision}^{{commit}}")
        if connue.returncode:
            return Outcome(None, (diagnostic("S106", position, revision=revision),))
        commit = connue.stdout.decode("ascii").strip()
        contenu = _git(dossier, "show", f"{commit}:./{nom}")
        if contenu.returncode == 0:
            return Outcome(Ancien(chemin, contenu.stdout))
        return Outcome(_renomme(dossier, commit, identifiant) or Ancien(chemin, None))
    except (OSError, ValueError):
        return Outcome(None, (diagnostic("S107", position),))


def _renomme(dossier: Path, commit: str, identifiant: str) -> Ancien | None:
    racine = Path(_git(dossier, "rev-parse", "--show-toplevel").stdout.decode().rstrip("\n"))
    motif = f"""^ *"?id"?: *["']?{identifiant}["']?,? *(#.*)?$"""  # of a YAML, or of a JSON export
    trouves = _git(racine, "grep", "-z", "-l", "-E", "-e", motif, commit, "--", "*.yaml", "*.yml", "*.json")
    for trouve in trouves.stdout.decode().split("\0")[:-1]:
        nom = trouve.removeprefix(f"{commit}:")
        if not (racine / nom).exists():
            return Ancien(nom, _git(racine, "show", f"{commit}:{nom}").stdout)
    return None


def _git(dossier: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    commande = ["git", "-C", str(dossier), *arguments]
    return subprocess.run(commande, capture_output=True, check=False)  # noqa: S603 — git itself, and no shell
