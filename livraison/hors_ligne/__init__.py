"""Archives for machines without internet: every wheel that one platform needs, and how to install them."""

import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from packaging.metadata import Metadata, parse_email
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from clea_cli.sorties.archive import entete

RACINE = Path(__file__).parent.parent.parent
PYTHONS = ("3.11", "3.12", "3.13")


class Plateforme(NamedTuple):
    """A kind of machine: the tags of the wheels that it takes, what PEP 508 markers see there, and its own files."""

    nom: str
    etiquettes: tuple[str, ...]
    marqueurs: dict[str, str]
    installateur: str


PLATEFORMES = (
    Plateforme(
        "windows-x64",
        ("win_amd64",),
        {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt", "platform_machine": "AMD64"},
        "installer.bat",
    ),
    Plateforme(
        "linux-x86_64",
        ("manylinux_2_28_x86_64", "manylinux_2_27_x86_64", "manylinux2014_x86_64"),
        {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix", "platform_machine": "x86_64"},
        "installer.sh",
    ),
)


def rassembler(roue: Path, plateforme: Plateforme, dossier: Path) -> None:
    """Download the wheels, a folder a Python; pip judges markers by the machine that it runs on, so ask again."""
    for python in PYTHONS:
        demandes = [f"{roue}[documents]"]
        while demandes:
            _telecharger(demandes, plateforme, python, dossier / python)
            demandes = sorted(manquants(dossier / python, marqueurs(plateforme, python)))


def _telecharger(demandes: list[str], plateforme: Plateforme, python: str, dossier: Path) -> None:
    cible = [f"--platform={etiquette}" for etiquette in plateforme.etiquettes]
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--only-binary=:all:"]
    options = [f"--dest={dossier}", f"--constraint={RACINE / 'constraints.txt'}", f"--python-version={python}"]
    subprocess.run([*pip, *cible, *options, *demandes], check=True)  # noqa: S603 — a command of ours


def marqueurs(plateforme: Plateforme, python: str) -> dict[str, str]:
    """What the markers of a requirement see on such a machine."""
    version = {"python_version": python, "python_full_version": f"{python}.0", "implementation_name": "cpython"}
    return {**plateforme.marqueurs, **version, "platform_python_implementation": "CPython"}


def manquants(dossier: Path, environnement: dict[str, str]) -> set[str]:
    """The requirements, from clea[documents] on, that no wheel of the folder answers in that environment."""
    presentes = {canonicalize_name(roue.name.split("-")[0]): roue for roue in sorted(dossier.glob("*.whl"))}
    absentes, vues, reste = set(), set(), [Requirement("clea[documents]")]
    while reste:
        demande = reste.pop()
        nom, extras = canonicalize_name(demande.name), frozenset(demande.extras)
        if nom not in presentes:
            absentes.add(f"{demande.name}{demande.specifier}")
        elif (nom, extras) not in vues:
            vues.add((nom, extras))
            reste += _exigences(presentes[nom], extras, environnement)
    return absentes


def _exigences(roue: Path, extras: frozenset[str], environnement: dict[str, str]) -> Iterator[Requirement]:
    with zipfile.ZipFile(roue) as archive:
        [chemin] = [nom for nom in archive.namelist() if nom.endswith(".dist-info/METADATA")]
        brut, _ = parse_email(archive.read(chemin))
    for exigence in Metadata.from_raw(brut, validate=False).requires_dist or ():
        cas = [{**environnement, "extra": extra} for extra in ("", *extras)]
        if exigence.marker is None or any(exigence.marker.evaluate(vu) for vu in cas):
            yield exigence


def archiver(dossier: Path, plateforme: Plateforme, cible: Path) -> None:
    """Write the archive; the same wheels give the same bytes."""
    membres = {f"roues/{roue.name}": roue.read_bytes() for roue in sorted(dossier.glob("*/*.whl"))}
    ici = Path(__file__).parent
    installateur = (ici / plateforme.installateur).read_text(encoding="utf-8")
    fin = "\r\n" if plateforme.installateur.endswith(".bat") else "\n"
    membres[plateforme.installateur] = installateur.replace("\n", fin).encode()
    lisezmoi = (ici / "LISEZMOI.txt").read_text(encoding="utf-8").replace("\n", "\r\n")
    membres["LISEZMOI.txt"] = lisezmoi.encode("utf-8-sig")  # old Notepads know UTF-8 by its mark
    with zipfile.ZipFile(cible, "w") as archive:
        for nom, octets in sorted(membres.items()):
            droits = 0o100755 if nom.endswith(".sh") else 0o100644
            archive.writestr(entete(f"{cible.stem}/{nom}", droits), octets)
