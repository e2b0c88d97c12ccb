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

from livraison.hors_ligne.installer import programmes

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
    des_documents = declare["optional-dependencies"]["documents"]
    basses: list[str] = []
    sans_borne: list[str] = []
    for exigence in (*declare["dependencies"], *des_documents):
        trouvee = _EXIGENCE.match(exigence)
        if trouvee is None:
            sans_borne.append(exigence)
        else:
            nom, version = trouvee.groups()
            basses.append(f"{nom}=={version}")
    if sans_borne:
        raise ValueError(f"no lower bound: {', '.join(sans_borne)}")
    return basses if borne == "basses" else []


def preparer(borne: str) -> Path:
    """Make the folder: an environment of the wheel and its dependencies alone, and the tests."""
    dossier = ESSAI / borne
    shutil.rmtree(dossier, ignore_errors=True)
    projet = dossier / "projet"
    sauf = shutil.ignore_patterns("__pycache__")
    # All but the package itself, which is to be that of the wheel.
    for nom in ENTIERS:
        if (RACINE / nom).is_dir():
            shutil.copytree(RACINE / nom, projet / nom, ignore=sauf)
    for fichier in RACINE.iterdir():
        if fichier.is_file():
            shutil.copy(fichier, projet)
    declare = (RACINE / "pyproject.toml").read_text(encoding="utf-8")
    versions = "\n".join(contraintes(declare, borne))
    (dossier / "contraintes.txt").write_text(versions, encoding="utf-8")
    return dossier


def lancer(*commande: str | Path, dossier: Path) -> None:
    """Run a command there, its output shown; stop with its status if it fails."""
    mots = [str(mot) for mot in commande]
    lance = subprocess.run(mots, cwd=dossier, check=False)  # noqa: S603 — ours
    if lance.returncode:
        sys.exit(lance.returncode)


def essayer(borne: str) -> None:
    """Build, install and test at this bound."""
    dossier = preparer(borne)
    env = dossier / "env"
    batir = (sys.executable, "-m", "hatchling", "build")
    lancer(*batir, "-t", "wheel", "-d", dossier, dossier=RACINE)
    [roue] = dossier.glob("*.whl")
    lancer(sys.executable, "-m", "venv", env, dossier=dossier)
    python = programmes(env) / "python"
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
