"""The templates of documents: ours, and those by which an organisme replaces them, which run apart."""

import hashlib
import json
import subprocess
import sys
import zlib
from collections.abc import Mapping
from functools import cache
from io import BytesIO
from pathlib import Path
from queue import Empty, Queue
from threading import Thread
from typing import Any, NamedTuple
from zipfile import BadZipFile, ZipFile

from clea_cli.diagnostics import Diagnostic, Outcome, Position, conclure, diagnostic
from clea_cli.documents.rendus import modele, modele_enfant
from clea_cli.documents.rendus.langue import LIVRES
from clea_cli.sources import fichiers

PIED = "_pied.md"
NOMS = ("ecarts.md", "plan.md", "restitution.md", "attestation.md", PIED)
REFERENCE, LOGO = "reference.docx", "logo.png"

_PNG = b"\x89PNG\r\n\x1a\n"
_OCTETS_MAX = 5_000_000  # of a template, a reference document or a logo
_DELAI = 5  # seconds a document
_NAISSANCE = 60  # seconds for the child to be ready: on a slow machine, not the template's doing
_TROP = "il a pris trop de mémoire"
# Without the current folder: a `jinja2.py` that lies there would be run.
_ENFANT = (sys.executable, "-P", "-m", modele_enfant.__name__)


class Modeles(NamedTuple):
    """The files by which an organisme replaces ours, by name: templates, a reference document, a logo."""

    dossier: str = ""
    fichiers: Mapping[str, bytes] = {}  # a plain one: processes hand it over

    @property
    def textes(self) -> dict[str, str]:
        """The templates."""
        textes: dict[str, str] = {}
        for nom, contenu in self.fichiers.items():
            if nom in NOMS:
                textes[nom] = contenu.decode("utf-8-sig")
        return textes

    def empreintes(self, nom: str) -> dict[str, str]:
        """The templates that a document of the template `nom` is made of, each with its SHA-256."""
        empreintes: dict[str, str] = {}
        for fichier in (nom, PIED):
            propre = self.fichiers.get(fichier)
            empreintes[fichier] = _livree(fichier) if propre is None else _empreinte(propre)
        return empreintes

    def propres(self, nom: str) -> dict[str, str]:
        """The organisme's own files that serve such a document, each with its SHA-256."""
        empreintes: dict[str, str] = {}
        for fichier, contenu in self.fichiers.items():
            if fichier in (nom, PIED, REFERENCE, LOGO):
                empreintes[fichier] = _empreinte(contenu)
        return empreintes


def _empreinte(contenu: bytes) -> str:
    return hashlib.sha256(contenu).hexdigest()


@cache
def _livree(nom: str) -> str:
    """The SHA-256 of a template of ours, read once for all documents."""
    return _empreinte((LIVRES / nom).read_bytes())


def charger(dossier: str | None) -> Outcome[Modeles]:
    """Read the templates of a folder; none: ours.

    Errors: S101-S104, D201 (no UTF-8), D204 (none is known), D206.
    """
    if dossier is None:
        return Outcome(Modeles())
    contenus: dict[str, bytes] = {}
    for nom in (*NOMS, REFERENCE, LOGO):
        chemin = Path(dossier) / nom
        if chemin.is_file():
            contenu = fichiers.lire(str(chemin), _OCTETS_MAX)
            if contenu.value is None:
                return Outcome(None, contenu.diagnostics)
            contenus[nom] = contenu.value
    if not contenus:
        attendus = ", ".join((*NOMS, REFERENCE, LOGO))
        return Outcome(None, (diagnostic("D204", Position(dossier), attendus=attendus),))
    fautes: list[Diagnostic] = []
    for nom, contenu_lu in contenus.items():
        position = Position(str(Path(dossier) / nom))
        if faute := _faute(nom, contenu_lu, position):
            fautes.append(faute)
    return conclure(Modeles(dossier, contenus), tuple(fautes))


def _faute(nom: str, contenu: bytes, position: Position) -> Diagnostic | None:
    """What keeps a file of an organisme from being what its name says."""
    if nom == LOGO:
        if _est_png(contenu):
            return None
        return diagnostic("D206", position, motif="ce n'est pas une image PNG entière")
    if nom == REFERENCE:
        if _est_docx(contenu):
            return None
        return diagnostic("D206", position, motif="ce n'est pas un document Word")
    try:
        contenu.decode("utf-8-sig")
    except UnicodeDecodeError:
        return diagnostic("D201", position, motif="il n'est pas en UTF-8")
    return None


def _est_png(contenu: bytes) -> bool:
    """Whether an image has all its parts, none of them damaged.

    https://www.w3.org/TR/png-3/#5Chunk-layout
    """
    if not contenu.startswith(_PNG):
        return False
    place, genre = len(_PNG), b""
    while genre != b"IEND" and place + 12 <= len(contenu):
        # Four bytes for the length of what it holds, four for its kind, that, four for their sum.
        longueur = int.from_bytes(contenu[place : place + 4])
        genre = contenu[place + 4 : place + 8]
        fin = place + 8 + longueur
        partie = contenu[place + 4 : fin]
        somme = contenu[fin : fin + 4]
        if zlib.crc32(partie) != int.from_bytes(somme) or len(somme) < 4:
            return False
        place = fin + 4
    return genre == b"IEND"


def _est_docx(contenu: bytes) -> bool:
    try:
        with ZipFile(BytesIO(contenu)) as archive:
            return "word/document.xml" in archive.namelist() and archive.testzip() is None
    except (BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError):
        return False


class Remplisseur:
    """Fills templates: ours here, an organisme's in a child process whose time and memory are counted."""

    def __init__(self, modeles: Modeles) -> None:
        """Start nothing yet."""
        self._modeles, self._textes = modeles, modeles.textes
        self._enfant: subprocess.Popen[str] | None = None
        self._lus = False  # whether the child has the templates
        self._reponses: Queue[str] = Queue()

    def remplir(self, nom: str, donnees: Mapping[str, Any]) -> Outcome[str]:
        """Fill a template.

        Errors: D201 with its line, D203 when it was stopped, S111 without a child process.
        """
        if self._textes:
            return self._ailleurs(nom, donnees)
        return Outcome(modele.remplir(nom, donnees))

    def lit(self, nom: str, donnee: str) -> bool:
        """Whether a template may read that name in its data.

        Of ours it is known, of an organisme's it is not.
        """
        return bool(self._textes) or donnee in modele.noms_lus(nom)

    def fermer(self) -> None:
        """Stop the child, if there is one."""
        if self._enfant:
            self._enfant.kill()
            self._enfant.wait()
            for flux in (self._enfant.stdin, self._enfant.stdout):
                if flux:
                    flux.close()
            self._enfant = None

    def _ailleurs(self, nom: str, donnees: Mapping[str, Any]) -> Outcome[str]:
        if not (self._enfant or self._lancer()):
            return Outcome(None, (diagnostic("S111", Position(self._modeles.dossier)),))
        reponse: dict[str, Any]
        try:
            if not self._lus:
                self._dire(self._textes)
                self._lus = True
            self._dire({"nom": nom, "donnees": donnees})
            dite = self._reponses.get(timeout=_DELAI)
            # Without an answer, it is dead: of nothing else than the memory that it asked for.
            reponse = json.loads(dite) if dite else {"arret": _TROP}
        except Empty:
            reponse = {"arret": f"il n'avait pas fini en {_DELAI} secondes"}
        except OSError:
            reponse = {"arret": _TROP}
        if "texte" in reponse:
            return Outcome(reponse["texte"])
        if "arret" in reponse:
            self.fermer()
            position = self._position(nom, None)
            return Outcome(None, (diagnostic("D203", position, motif=reponse["arret"]),))
        position = self._position(reponse["nom"], reponse["ligne"])
        return Outcome(None, (diagnostic("D201", position, motif=reponse["motif"]),))

    def _position(self, nom: str, ligne: int | None) -> Position:
        return Position(str(Path(self._modeles.dossier) / nom), ligne)

    def _lancer(self) -> bool:
        """Start the child and wait until it is ready; False where the system lets none begin."""
        self._lus = False
        try:
            enfant = subprocess.Popen(  # noqa: S603 — our own module, by our own Python
                _ENFANT,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                encoding="utf-8",
            )
        except OSError:
            return False
        self._enfant, self._reponses = enfant, Queue()
        Thread(target=_ecouter, args=(enfant, self._reponses), daemon=True).start()
        try:
            pret = self._reponses.get(timeout=_NAISSANCE)
        except Empty:
            pret = ""
        if not pret:
            self.fermer()
        return bool(pret)

    def _dire(self, donnees: object) -> None:
        if self._enfant is None or self._enfant.stdin is None:
            raise OSError
        self._enfant.stdin.write(json.dumps(donnees) + "\n")
        self._enfant.stdin.flush()


def _ecouter(enfant: subprocess.Popen[str], reponses: "Queue[str]") -> None:
    """Hand over each answer; an empty one when the child is dead."""
    try:
        for ligne in enfant.stdout or ():
            reponses.put(ligne)
    except (OSError, ValueError):
        pass
    reponses.put("")
