"""The portable archive: clea with a Python of its own, for a Windows where nothing is installed.

The Python is the embeddable one that python.org publishes, given as a file and never downloaded.
What an évaluateur sees are five things: what to read, where to drop a grille, one to try, the
command, and the folder of the program.
"""

import hashlib
import re
import struct
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from clea_cli.sorties.archive import entete
from livraison.hors_ligne import PYTHONS

PLATEFORME = "windows-x64"  # the one of `hors_ligne` whose wheels go in

_ICI = Path(__file__).parent
_EXEMPLE = _ICI.parent.parent / "examples" / "un-domaine-manque.csv"
_PROGRAMME = "programme"
_PTH = re.compile(r"python(3)(\d+)\._pth")
_X64 = 0x8664  # the machine that a program of Windows says it is for
_SANS_LIEU = frozenset({"purelib", "platlib"})  # of a wheel's .data: what goes with the rest


class Embarque(NamedTuple):
    """An embeddable Python: its version (« 3.13 »), its files by name, its zip and its SHA-256."""

    version: str
    fichiers: dict[str, bytes]
    empreinte: str
    nom: str


def lire_python(fichier: Path) -> Embarque:
    """Read such a Python. Stops the release, saying why, if the file is something else."""
    if not fichier.is_file():
        sys.exit(
            f"{fichier} n'existe pas :"
            " PYTHON_WINDOWS nomme le Python « embeddable » de Windows, en 64 bits."
        )
    octets = fichier.read_bytes()
    if not zipfile.is_zipfile(fichier):
        sys.exit(
            f"{fichier} n'est pas un zip : il faut le Python « embeddable » de Windows, en 64 bits."
        )
    with zipfile.ZipFile(fichier) as archive:
        contenu = {nom: archive.read(nom) for nom in archive.namelist() if not nom.endswith("/")}
    if any(".." in PurePosixPath(nom).parts or nom.startswith("/") for nom in contenu):
        sys.exit(
            f"{fichier} a un fichier qui sortirait de son dossier :"
            " ce n'est pas celui de python.org."
        )
    # Its files stand at the root, or all in one folder where somebody has packed them again.
    racine = next(
        (str(PurePosixPath(nom).parent) for nom in contenu if nom.endswith("python.exe")), ""
    )
    fichiers = {
        str(PurePosixPath(nom).relative_to(racine)): octets_ici
        for nom, octets_ici in contenu.items()
        if PurePosixPath(nom).is_relative_to(racine)
    }
    reconnus = [trouve for nom in fichiers if (trouve := _PTH.fullmatch(nom))]
    if len(reconnus) != 1 or _machine(fichiers.get("python.exe", b"")) != _X64:
        sys.exit(
            f"{fichier} n'est pas le Python « embeddable » de Windows en 64 bits"
            " (python-3.…-embed-amd64.zip)."
        )
    version = ".".join(reconnus[0].groups())
    if version not in PYTHONS:
        sys.exit(
            f"{fichier} est un Python {version} ; il en faut un de ceux-ci : {', '.join(PYTHONS)}."
        )
    return Embarque(version, fichiers, hashlib.sha256(octets).hexdigest(), fichier.name)


def _machine(programme: bytes) -> int:
    """The kind of machine that a program of Windows is for; 0 if it is none."""
    if len(programme) < 64:
        return 0
    debut: int = struct.unpack_from("<I", programme, 60)[0]
    if programme[debut : debut + 4] != b"PE\0\0":
        return 0
    machine: int = struct.unpack_from("<H", programme, debut + 4)[0]
    return machine


def deballer(roues: Path) -> Iterator[tuple[str, bytes]]:
    """The files of the wheels of a folder, where Python looks for them.

    Without their tests, a fifth of the whole.
    """
    for roue in sorted(roues.glob("*.whl")):
        with zipfile.ZipFile(roue) as archive:
            for nom in archive.namelist():
                lieu = _lieu(PurePosixPath(nom))
                if lieu and not nom.endswith("/"):
                    yield str(lieu), archive.read(nom)


def _lieu(nom: PurePosixPath) -> PurePosixPath | None:
    """Where a file of a wheel goes; None where it stays out: tests, commands, pages of manual."""
    if "tests" in nom.parts[:-1]:
        return None
    if not nom.parts[0].endswith(".data"):
        return nom
    return PurePosixPath(*nom.parts[2:]) if nom.parts[1] in _SANS_LIEU else None


def _chemins(version: str) -> bytes:
    """The `._pth`: where this Python looks for modules, whatever the machine has or says."""
    court = version.replace(".", "")
    return f"python{court}.zip\r\n.\r\n..\\paquets\r\n".encode()


def _pour_windows(fichier: Path, *, marque: bool = False) -> bytes:
    """A text of ours with the line ends of Windows, and the mark by which old Notepads know UTF-8.

    A .cmd has no mark: cmd would take it for a command.
    """
    texte = fichier.read_text(encoding="utf-8").replace("\n", "\r\n")
    return texte.encode("utf-8-sig" if marque else "utf-8")


def archiver(python: Embarque, roues: Path, cible: Path) -> None:
    """Write the archive; the same Python and wheels give the same bytes.

    Its folder is named in short (clea-0.2.0): Windows refuses a path of 260 letters, and « Extraire
    tout… » puts it into a folder that has the whole name already.
    """
    dossier = cible.stem.removesuffix(f"-{PLATEFORME}-portable")
    membres = {
        "LISEZMOI.txt": _pour_windows(_ICI / "LISEZMOI.txt", marque=True),
        "exemple.csv": _EXEMPLE.read_bytes(),
        f"{_PROGRAMME}/glisser.py": (_ICI / "glisser.py").read_bytes(),
    }
    for commande in _ICI.glob("*.cmd"):
        membres[commande.name] = _pour_windows(commande)
    for nom, octets in python.fichiers.items():
        membres[f"{_PROGRAMME}/python/{nom}"] = octets
    membres[f"{_PROGRAMME}/python/python{python.version.replace('.', '')}._pth"] = _chemins(
        python.version
    )
    for nom, octets in deballer(roues):
        membres[f"{_PROGRAMME}/paquets/{nom}"] = octets
    with zipfile.ZipFile(cible, "w") as archive:
        for nom, octets in sorted(membres.items()):
            partie = entete(f"{dossier}/{nom}", 0o100644)
            partie.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(partie, octets)


def noter(python: Embarque, cible: Path) -> str:
    """Keep the SHA-256 of its Python beside the archive, as `sha256sum` does; return the line."""
    ligne = f"{python.empreinte}  {python.nom}\n"
    cible.write_text(ligne, encoding="utf-8", newline="\n")
    return ligne
