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
    contenu: dict[str, bytes] = {}
    with zipfile.ZipFile(fichier) as archive:
        for nom in archive.namelist():
            if nom.endswith("/"):  # a folder
                continue
            if ".." in PurePosixPath(nom).parts or nom.startswith("/"):
                sys.exit(
                    f"{fichier} a un fichier qui sortirait de son dossier :"
                    " ce n'est pas celui de python.org."
                )
            contenu[nom] = archive.read(nom)
    fichiers = _sans_dossier(contenu)
    # Its `._pth` says which version it is; another Python has none.
    reconnus = [trouve for nom in fichiers if (trouve := _PTH.fullmatch(nom))]
    programme = fichiers.get("python.exe", b"")
    if len(reconnus) != 1 or _machine(programme) != _X64:
        sys.exit(
            f"{fichier} n'est pas le Python « embeddable » de Windows en 64 bits"
            " (python-3.…-embed-amd64.zip)."
        )
    version = ".".join(reconnus[0].groups())
    if version not in PYTHONS:
        admis = ", ".join(PYTHONS)
        sys.exit(f"{fichier} est un Python {version} ; il en faut un de ceux-ci : {admis}.")
    return Embarque(
        version,
        fichiers,
        empreinte=hashlib.sha256(octets).hexdigest(),
        nom=fichier.name,
    )


def _sans_dossier(contenu: dict[str, bytes]) -> dict[str, bytes]:
    """The files of a Python by their places in it.

    They stand at the root, or all in one folder where somebody has packed them again.
    """
    racine = ""
    for nom in contenu:
        if nom.endswith("python.exe"):
            racine = str(PurePosixPath(nom).parent)
            break
    fichiers: dict[str, bytes] = {}
    for nom, octets in contenu.items():
        place = PurePosixPath(nom)
        if place.is_relative_to(racine):
            fichiers[str(place.relative_to(racine))] = octets
    return fichiers


def _machine(programme: bytes) -> int:
    """The kind of machine that a program of Windows is for; 0 if it is none.

    A program begins with one for DOS, 64 bytes at least, of which the last four say where its own
    header is: « PE », then the machine.
    """
    if len(programme) < 64:
        return 0
    debut: int
    (debut,) = struct.unpack_from("<I", programme, 60)
    if programme[debut : debut + 4] != b"PE\0\0":
        return 0
    machine: int
    (machine,) = struct.unpack_from("<H", programme, debut + 4)
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
    # Of « clea-1.0.data/purelib/… », the third part on; what is for another place stays out.
    premier, *suite = nom.parts
    if not premier.endswith(".data"):
        return nom
    genre, *reste = suite
    if genre not in _SANS_LIEU:
        return None
    return PurePosixPath(*reste)


def _chemins(court: str) -> bytes:
    """The `._pth`: where this Python (« 313 ») looks for modules, whatever the machine has or says.

    Its own library, its folder, then what clea needs.
    """
    return f"python{court}.zip\r\n.\r\n..\\paquets\r\n".encode()


def _pour_windows(fichier: Path, *, marque: bool = False) -> bytes:
    """A text of ours with the line ends of Windows, and the mark by which old Notepads know UTF-8.

    A .cmd has no mark: cmd would take it for a command.
    """
    texte = fichier.read_text(encoding="utf-8")
    a_la_windows = texte.replace("\n", "\r\n")
    return a_la_windows.encode("utf-8-sig" if marque else "utf-8")


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
    # In the place of the one that came with it.
    court = python.version.replace(".", "")
    membres[f"{_PROGRAMME}/python/python{court}._pth"] = _chemins(court)
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
