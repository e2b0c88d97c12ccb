"""What the installers of an archive run, in a Python of which it has all wheels.

It is copied into the archives, and stands alone there: nothing but what comes with Python.
"""

import os
import shlex
import subprocess
import sys
from io import TextIOWrapper
from pathlib import Path
from venv import EnvBuilder

WINDOWS = os.name == "nt"
ROUES = Path(__file__).with_name("roues")
DISTRIBUTION = "clea-cli"


def ou_installer() -> Path:
    """The folder of this person's clea."""
    if WINDOWS:
        return Path(os.environ["LOCALAPPDATA"]) / "clea"
    if donnees := os.environ.get("XDG_DATA_HOME"):
        return Path(donnees) / "clea"
    return Path.home() / ".local" / "share" / "clea"


def programmes(dossier: Path) -> Path:
    """Where the commands of an environment really are.

    The Python of Microsoft's Store writes in a folder of its own whatever folder it is told, and
    only itself sees it there.
    """
    if not WINDOWS:
        return dossier / "bin"
    python = os.path.realpath(dossier / "Scripts" / "python.exe")
    return Path(python).parent


def installer(dossier: Path) -> Path:
    """Put clea there, in place of what an older archive has put; return where its commands are.

    Raises OSError or CalledProcessError where it cannot be done.
    """
    # Cleared first: another version, or another Python, would be mixed with the one that was there.
    environnement = EnvBuilder(clear=True, with_pip=True, symlinks=not WINDOWS)
    environnement.create(dossier)
    ici = programmes(dossier)
    pip = [
        str(ici / "python"),
        "-m",
        "pip",
        "--isolated",
        "--disable-pip-version-check",
        "install",
        "--quiet",
    ]
    options = ["--no-index", "--find-links", str(ROUES), f"{DISTRIBUTION}[documents]"]
    subprocess.run([*pip, *options], check=True)  # noqa: S603 — the Python just put there
    subprocess.run([str(ici / "clea"), "--version"], check=True)  # noqa: S603 — the program just put there
    return ici


def fin(ici: Path, *, windows: bool) -> str:
    """What to type now: words that work as they are, whatever is in the path."""
    debut = "\nclea est installé. "
    if not windows:
        activer = shlex.quote(str(ici / "activate"))
        return f"{debut}Tapez : . {activer}\npuis, par exemple : clea score grille.csv\n"
    entre_apostrophes = str(ici).replace("'", "''")
    return (
        f"{debut}Dans la fenêtre où vous voulez vous en servir,"
        " tapez d'abord l'une de ces lignes :\n"
        f'  invite de commandes :  set "PATH={ici};%PATH%"\n'
        f"  PowerShell          :  $env:Path = '{entre_apostrophes};' + $env:Path\n"
        "puis, par exemple :  clea score grille.csv\n"
        f"Pour désinstaller, effacez le dossier {ici.parent}\n"
    )


def principal() -> int:
    """Install, say what to type or what went wrong, and return the exit status."""
    for flux in (sys.stdout, sys.stderr):
        if isinstance(flux, TextIOWrapper):
            flux.reconfigure(encoding="utf-8")
    dossier = ou_installer()
    if dossier.exists() and not (dossier / "pyvenv.cfg").exists():
        print(f"Le dossier {dossier} n'est pas une installation de clea : rien n'y a été touché.")
        print("Déplacez-le, puis recommencez.")
        return 1
    print("Installation de clea : cela peut durer plusieurs minutes.", flush=True)
    try:
        ici = installer(dossier)
    except (OSError, subprocess.CalledProcessError) as erreur:
        print(f"\nL'installation s'est arrêtée : {erreur}")
        print(
            f"Rien d'autre que le dossier {dossier} n'a été touché."
            " Si clea est ouvert dans une autre fenêtre,"
        )
        print(
            "fermez-la, puis recommencez."
            " Sous Debian ou Ubuntu, il faut aussi le paquet python3-venv."
        )
        return 1
    print(fin(ici, windows=WINDOWS), end="")
    return 0


if __name__ == "__main__":
    sys.exit(principal())
