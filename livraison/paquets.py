"""`make release`: what is handed out, in dist/: wheel, sdist, SBOM, archives offline, SHA-256.

With the embeddable Python of Windows, given as a file, also the portable archive.
"""

import hashlib
import shutil
import subprocess
import sys
import venv
from operator import attrgetter
from pathlib import Path

from clea_cli import __version__
from clea_cli.sorties.archive import oublier_le_systeme
from livraison import portable
from livraison.hors_ligne import PLATEFORMES, RACINE, archiver, servis
from livraison.hors_ligne.installer import DISTRIBUTION, programmes

DIST = RACINE / "dist"
_ATELIER = RACINE / "build" / "release"


def lancer(*commande: str | Path) -> None:
    """Run a command from the root of the project; an exception if it fails."""
    mots = [str(mot) for mot in commande]
    subprocess.run(mots, cwd=RACINE, check=True)  # noqa: S603 — commands of ours


def construire(dossier: Path) -> Path:
    """Build the wheel and the sdist there; return the wheel."""
    lancer(sys.executable, "-m", "hatchling", "build", "-d", dossier)
    # A hyphen would part the name of a wheel.
    nom = DISTRIBUTION.replace("-", "_")
    roue = dossier / f"{nom}-{__version__}-py3-none-any.whl"
    with roue.open("r+b") as flux:
        oublier_le_systeme(flux)
    return roue


def inventorier(roue: Path, cible: Path) -> None:
    """Write the SBOM (CycloneDX) of what the wheel brings, seen where nothing else is installed."""
    env = _ATELIER / "env"
    roues = _ATELIER / "ici"
    venv.create(env, clear=True, with_pip=False)
    python = programmes(env) / "python"
    pip = (sys.executable, "-m", "pip")
    tu = ("--quiet", "--disable-pip-version-check")
    telecharger = (*pip, "download", *tu, "-c", "constraints.txt", "-d", roues)
    lancer(*telecharger, f"{roue}[documents]")
    # From a folder, so that no address of this machine is noted.
    installer = (*pip, "--python", python, "install", *tu, "--no-index", "--find-links", roues)
    lancer(*installer, f"{DISTRIBUTION}[documents]")
    decrire = (sys.executable, "-m", "cyclonedx_py", "environment", python)
    lancer(*decrire, "--output-reproducible", "-o", cible)


def sommes(dossier: Path) -> str:
    """What `sha256sum -c` reads, for each file of the folder."""
    lignes = ""
    # By their names: Windows would compare paths without their capitals.
    for fichier in sorted(dossier.iterdir(), key=attrgetter("name")):
        if fichier.name != "SHA256SUMS":
            somme = hashlib.sha256(fichier.read_bytes()).hexdigest()
            lignes += f"{somme}  {fichier.name}\n"
    return lignes


def livrer(python_windows: Path | None) -> None:
    """Make everything, in an empty dist/; the portable archive only where its Python is given."""
    # Before the long work: a file that will not do is told at once.
    python = portable.lire_python(python_windows) if python_windows else None
    for dossier in (DIST, _ATELIER):
        shutil.rmtree(dossier, ignore_errors=True)
    roue = construire(DIST)
    inventorier(roue, DIST / f"clea-{__version__}.cdx.json")
    for plateforme in PLATEFORMES:
        dossier = _ATELIER / plateforme.nom
        pythons = servis(roue, plateforme, dossier)
        cible = DIST / f"clea-{__version__}-{plateforme.nom}.zip"
        archiver(dossier, plateforme, pythons, cible)
    if python:
        livrer_portable(python)
    else:
        print(
            "L'archive portable n'est pas faite :"
            " donnez PYTHON_WINDOWS=python-3.…-embed-amd64.zip, le Python"
        )
        print("« embeddable » de Windows en 64 bits, pris chez python.org.")
    (DIST / "SHA256SUMS").write_text(sommes(DIST), encoding="utf-8", newline="\n")


def livrer_portable(python: portable.Embarque) -> None:
    """Make the portable archive of the wheels already there, and say which Python is in it."""
    nom = f"clea-{__version__}-{portable.PLATEFORME}-portable"
    roues = _ATELIER / portable.PLATEFORME / python.version
    portable.archiver(python, roues, DIST / f"{nom}.zip")
    ligne = portable.noter(python, DIST / f"{nom}.python.sha256")
    print(
        "Archive portable faite avec ce Python ;"
        f" comparez son empreinte à celle de python.org :\n  {ligne}",
        end="",
    )


if __name__ == "__main__":
    livrer(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
