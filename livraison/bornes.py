"""`make test-bornes`: the wheel under its tests, with the lowest, then the newest dependencies.

The tests run from a copy of the project that has no `clea_cli`, so that nothing but the installed
wheel can answer.
"""

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

RACINE = Path(__file__).parent.parent
ESSAI = RACINE / "build" / "bornes"
BORNES = ("basses", "hautes")
SUR_LES_SOURCES = (
    "test_architecture.py",
    "test_documentation.py",
    "test_livraison.py",
    "test_paquet.py",
)  # of tests/promesses
ENTIERS = ("tests", "examples", "docs", "referentiels", "benchmarks", "livraison", ".github")
_EXIGENCE = re.compile(r"([\w.-]+)(?:>=|==)([\w.]+)")


def contraintes(projet: str, borne: str) -> list[str]:
    """What holds each dependency of this pyproject.toml at its lowest version; none: the newest."""
    declare = tomllib.loads(projet)["project"]
    exigences = [*declare["dependencies"], *declare["optional-dependencies"]["documents"]]
    trouvees = [_EXIGENCE.match(exigence) for exigence in exigences]
    if absentes := [e for e, trouvee in zip(exigences, trouvees, strict=True) if trouvee is None]:
        raise ValueError(f"no lower bound: {', '.join(absentes)}")
    return (
        [f"{trouvee[1]}=={trouvee[2]}" for trouvee in trouvees if trouvee]
        if borne == "basses"
        else []
    )


def preparer(borne: str) -> Path:
    """Make the folder: an environment of the wheel and its dependencies alone, and the tests."""
    dossier = ESSAI / borne
    shutil.rmtree(dossier, ignore_errors=True)
    projet = dossier / "projet"
    for nom in ENTIERS:
        if (RACINE / nom).is_dir():
            shutil.copytree(
                RACINE / nom, projet / nom, ignore=shutil.ignore_patterns("__pycache__")
            )
    for fichier in RACINE.iterdir():
        if fichier.is_file():
            shutil.copy(fichier, projet)
    (dossier / "contraintes.txt").write_text(
        "\n".join(contraintes((RACINE / "pyproject.toml").read_text(encoding="utf-8"), borne)),
        encoding="utf-8",
    )
    return dossier


def lancer(*commande: str | Path, dossier: Path) -> None:
    """Run a command there, its output shown; stop with its status if it fails."""
    if statut := subprocess.run(list(map(str, commande)), cwd=dossier, check=False).returncode:  # noqa: S603 — ours
        sys.exit(statut)


def essayer(borne: str) -> None:
    """Build, install and test at this bound."""
    dossier = preparer(borne)
    python = dossier / "env" / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    lancer(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", dossier, dossier=RACINE)
    [roue] = dossier.glob("*.whl")
    lancer(sys.executable, "-m", "venv", dossier / "env", dossier=dossier)
    pip = (python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
    lancer(*pip, "--upgrade", "pip>=25.1", dossier=dossier)
    lancer(
        *pip,
        "-c",
        "contraintes.txt",
        f"{roue}[documents]",
        "--group",
        "projet/pyproject.toml:dev",
        dossier=dossier,
    )
    lancer(python, "-m", "pip", "list", "--disable-pip-version-check", dossier=dossier)
    ecartes = [f"--ignore=tests/promesses/{nom}" for nom in SUR_LES_SOURCES]
    lancer(python, "-m", "pytest", "-n", "auto", *ecartes, dossier=dossier / "projet")


if __name__ == "__main__":
    for demandee in sys.argv[1:] or BORNES:
        essayer(demandee)
