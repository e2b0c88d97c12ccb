"""`make release`: all that is handed out, in dist/: wheel, sdist, SBOM, archives for machines offline, SHA-256."""

import hashlib
import shutil
import subprocess
import sys
import venv
from operator import attrgetter
from pathlib import Path

from clea_cli import __version__
from clea_cli.sorties.archive import oublier_le_systeme
from livraison.hors_ligne import PLATEFORMES, RACINE, archiver, rassembler

DIST = RACINE / "dist"
_ATELIER = RACINE / "build" / "release"


def lancer(*commande: str | Path) -> None:
    """Run a command from the root of the project; an exception if it fails."""
    subprocess.run(list(map(str, commande)), cwd=RACINE, check=True)  # noqa: S603 — commands of ours


def construire(dossier: Path) -> Path:
    """Build the wheel and the sdist there; return the wheel."""
    lancer(sys.executable, "-m", "hatchling", "build", "-d", dossier)
    roue = dossier / f"clea-{__version__}-py3-none-any.whl"
    with roue.open("r+b") as flux:
        oublier_le_systeme(flux)
    return roue


def inventorier(roue: Path, cible: Path) -> None:
    """Write the SBOM (CycloneDX) of what the wheel brings, seen in an environment where nothing else is."""
    env, roues = _ATELIER / "env", _ATELIER / "ici"
    venv.create(env, clear=True, with_pip=False)
    python = env / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    pip, tu = [sys.executable, "-m", "pip"], ["--quiet", "--disable-pip-version-check"]
    lancer(*pip, "download", *tu, "-c", "constraints.txt", "-d", roues, f"{roue}[documents]")
    # from a folder, so that no address of this machine is noted
    lancer(*pip, "--python", python, "install", *tu, "--no-index", "--find-links", roues, "clea[documents]")
    lancer(sys.executable, "-m", "cyclonedx_py", "environment", python, "--output-reproducible", "-o", cible)


def sommes(dossier: Path) -> str:
    """What `sha256sum -c` reads, for each file of the folder."""
    fichiers = [fichier for fichier in dossier.iterdir() if fichier.name != "SHA256SUMS"]
    fichiers.sort(key=attrgetter("name"))  # Windows would compare paths without their capitals
    return "".join(f"{hashlib.sha256(fichier.read_bytes()).hexdigest()}  {fichier.name}\n" for fichier in fichiers)


def livrer() -> None:
    """Make everything, in an empty dist/."""
    for dossier in (DIST, _ATELIER):
        shutil.rmtree(dossier, ignore_errors=True)
    roue = construire(DIST)
    inventorier(roue, DIST / f"clea-{__version__}.cdx.json")
    for plateforme in PLATEFORMES:
        rassembler(roue, plateforme, _ATELIER / plateforme.nom)
        archiver(_ATELIER / plateforme.nom, plateforme, DIST / f"clea-{__version__}-{plateforme.nom}.zip")
    (DIST / "SHA256SUMS").write_text(sommes(DIST), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    livrer()
