"""Archives for machines without internet: the wheels of one platform, and how to install them."""

import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from packaging.metadata import Metadata, parse_email
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from clea_cli.sorties.archive import entete
from livraison.hors_ligne.installer import DISTRIBUTION

RACINE = Path(__file__).parent.parent.parent
PYTHONS = ("3.11", "3.12", "3.13", "3.14", "3.15")
# Not all that clea needs has wheels for these yet: each release tries, and says which.
PYTHONS_A_VENIR = ("3.16",)


class Plateforme(NamedTuple):
    """A kind of machine: the tags of its wheels, what PEP 508 markers see there, its own files."""

    nom: str
    etiquettes: tuple[str, ...]
    marqueurs: dict[str, str]
    installateur: str


PLATEFORMES = (
    Plateforme(
        "windows-x64",
        ("win_amd64",),
        {
            "sys_platform": "win32",
            "platform_system": "Windows",
            "os_name": "nt",
            "platform_machine": "AMD64",
        },
        "installer.bat",
    ),
    Plateforme(
        "linux-x86_64",
        ("manylinux_2_28_x86_64", "manylinux_2_27_x86_64", "manylinux2014_x86_64"),
        {
            "sys_platform": "linux",
            "platform_system": "Linux",
            "os_name": "posix",
            "platform_machine": "x86_64",
        },
        "installer.sh",
    ),
)


def rassembler(roue: Path, plateforme: Plateforme, python: str, dossier: Path) -> None:
    """Download the wheels that a Python needs there; pip judges markers by this machine: ask again.

    Raises CalledProcessError where one does not exist.
    """
    demandes = [f"{roue}[documents]"]
    la_bas = marqueurs(plateforme, python)
    while demandes:
        _telecharger(demandes, plateforme, python, dossier)
        demandes = sorted(manquants(dossier, la_bas))


def servis(roue: Path, plateforme: Plateforme, dossier: Path) -> tuple[str, ...]:
    """Download the wheels of every Python, a folder each.

    Return those that have all they need, the newest first.
    """
    for python in PYTHONS:
        rassembler(roue, plateforme, python, dossier / python)
    trouves = list(PYTHONS)
    for python in PYTHONS_A_VENIR:
        try:
            rassembler(roue, plateforme, python, dossier / python)
        except subprocess.CalledProcessError:
            shutil.rmtree(dossier / python, ignore_errors=True)
            print(
                f"{plateforme.nom} : pas encore tout ce qu'il faut pour Python {python} ;"
                " il est laissé de côté."
            )
        else:
            trouves.append(python)
    return tuple(reversed(trouves))


def _telecharger(demandes: list[str], plateforme: Plateforme, python: str, dossier: Path) -> None:
    """Download what is asked for, and what pip thinks that it needs, in the versions tested."""
    pip = [
        *(sys.executable, "-m", "pip", "download"),
        *("--quiet", "--disable-pip-version-check", "--only-binary=:all:"),
        f"--dest={dossier}",
        f"--python-version={python}",
    ]
    for etiquette in plateforme.etiquettes:
        pip.append(f"--platform={etiquette}")
    versions = "\n".join(_contraintes(marqueurs(plateforme, python)))
    with tempfile.TemporaryDirectory() as ici:
        contraintes = Path(ici) / "constraints.txt"
        contraintes.write_text(f"{versions}\n", encoding="utf-8")
        pip.append(f"--constraint={contraintes}")
        subprocess.run([*pip, *demandes], check=True)  # noqa: S603 — a command of ours


def _contraintes(environnement: dict[str, str]) -> Iterator[str]:
    """The versions that are tested together, of those that count in that environment.

    pip would judge their markers by the machine that it runs on.
    """
    texte = (RACINE / "constraints.txt").read_text(encoding="utf-8")
    for ligne in texte.splitlines():
        if not ligne or ligne.startswith("#"):
            continue
        exigence = Requirement(ligne)
        if exigence.marker is None or exigence.marker.evaluate(environnement):
            yield f"{exigence.name}{exigence.specifier}"


def marqueurs(plateforme: Plateforme, python: str) -> dict[str, str]:
    """What the markers of a requirement see on such a machine."""
    return {
        **plateforme.marqueurs,
        "python_version": python,
        "python_full_version": f"{python}.0",
        "implementation_name": "cpython",
        "platform_python_implementation": "CPython",
    }


def manquants(dossier: Path, environnement: dict[str, str]) -> set[str]:
    """The requirements, from our distribution on, that no wheel of the folder answers there."""
    presentes: dict[str, Path] = {}
    for roue in sorted(dossier.glob("*.whl")):
        distribution, _, _ = roue.name.partition("-")
        presentes[canonicalize_name(distribution)] = roue
    absentes: set[str] = set()
    # A wheel asks for more with an extra than without: each way of asking is looked at once, or two
    # that need each other would be followed for ever.
    vues: set[tuple[str, frozenset[str]]] = set()
    reste = [Requirement(f"{DISTRIBUTION}[documents]")]
    while reste:
        demande = reste.pop()
        nom = canonicalize_name(demande.name)
        extras = frozenset(demande.extras)
        if nom not in presentes:
            absentes.add(f"{demande.name}{demande.specifier}")
        elif (nom, extras) not in vues:
            vues.add((nom, extras))
            reste += _exigences(presentes[nom], extras, environnement)
    return absentes


def _exigences(
    roue: Path, extras: frozenset[str], environnement: dict[str, str]
) -> Iterator[Requirement]:
    """What a wheel needs in that environment, asked for with those extras."""
    with zipfile.ZipFile(roue) as archive:
        [chemin] = [nom for nom in archive.namelist() if nom.endswith(".dist-info/METADATA")]
        brut, _ = parse_email(archive.read(chemin))
    lues = Metadata.from_raw(brut, validate=False)
    # A marker sees one extra at a time, or none.
    cas = [{**environnement, "extra": extra} for extra in ("", *extras)]
    for exigence in lues.requires_dist or ():
        if exigence.marker is None or any(exigence.marker.evaluate(vu) for vu in cas):
            yield exigence


def archiver(dossier: Path, plateforme: Plateforme, pythons: tuple[str, ...], cible: Path) -> None:
    """Write the archive for these Pythons, newest first; the same wheels give the same bytes."""
    # A wheel that several Pythons use is there once.
    membres: dict[str, bytes] = {}
    for python in pythons:
        for roue in (dossier / python).glob("*.whl"):
            membres[f"roues/{roue.name}"] = roue.read_bytes()
    membres[plateforme.installateur] = _texte(plateforme.installateur, pythons).encode()
    membres["installer.py"] = _texte("installer.py", pythons).encode()
    # Old Notepads know UTF-8 by its mark.
    membres["LISEZMOI.txt"] = _texte("LISEZMOI.txt", pythons).encode("utf-8-sig")
    with zipfile.ZipFile(cible, "w") as archive:
        for nom, octets in sorted(membres.items()):
            droits = 0o100755 if nom.endswith(".sh") else 0o100644
            partie = entete(f"{cible.stem}/{nom}", droits)
            archive.writestr(partie, octets)


def _texte(nom: str, pythons: tuple[str, ...]) -> str:
    """A text of ours, told which Pythons have all that they need here.

    It has the line ends of Windows, but for a .sh.
    """
    sans = [python for python in PYTHONS_A_VENIR if python not in pythons]
    modele = (Path(__file__).parent / nom).read_text(encoding="utf-8")
    texte = modele.replace("@AVEC@", " ".join(pythons))
    texte = texte.replace("@SANS@", " ".join(sans))
    if nom.endswith(".sh"):
        return texte
    return texte.replace("\n", "\r\n")
