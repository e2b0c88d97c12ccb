"""A file as it stood at a revision, asked of git."""

import subprocess
from pathlib import Path

from clea_cli.diagnostics import Outcome, Position, diagnostic

ABSENT = b""  # what a file held before it was made


def lire_revision(chemin: str, revision: str) -> Outcome[bytes]:
    """Return the bytes of a file at a revision, `ABSENT` if it did not exist then. Errors: S106, S107."""
    position = Position("--git")
    dossier, nom = Path(chemin).parent, Path(chemin).name
    try:
        connue = _git(dossier, "rev-parse", "--quiet", "--verify", "--end-of-options", f"{revision}^{{commit}}")
        if connue.returncode:
            return Outcome(None, (diagnostic("S106", position, revision=revision),))
        commit = connue.stdout.decode("ascii").strip()
        contenu = _git(dossier, "show", f"{commit}:./{nom}")
    except (OSError, ValueError):
        return Outcome(None, (diagnostic("S107", position),))
    return Outcome(ABSENT if contenu.returncode else contenu.stdout)


def _git(dossier: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    commande = ["git", "-C", str(dossier), *arguments]
    return subprocess.run(commande, capture_output=True, check=False)  # noqa: S603 — git itself, and no shell
