"""The templates of documents.

Ours, and those by which an organisme replaces them, which run apart.
"""

import hashlib
import json
import subprocess
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from queue import Empty, Queue
from threading import Thread
from typing import Any, NamedTuple

from clea_cli.diagnostics import Outcome, Position, diagnostic
from clea_cli.documents import ecrits_du_modele
from clea_cli.documents.rendus import modele, modele_enfant
from clea_cli.documents.rendus.langue import LIVRES
from clea_cli.documents.rendus.noms_modele import ConstatDeNom
from clea_cli.documents.vues import SANS_HABILLAGE, Habillage

PIED = "_pied.md"
DU_JURY = (
    "jury-dossier.md",
    "jury-ordre-du-jour.md",
    "jury-liste.md",
    "jury-emargement.md",
    "jury-proces-verbal.md",
)
NOMS = ("ecarts.md", "plan.md", "restitution.md", "attestation.md", *DU_JURY, PIED)
REFERENCE, LOGO, STYLE = "reference.docx", "logo.png", "style.yaml"

_DELAI = 5  # seconds a document
_NAISSANCE = 60  # seconds for the child to be ready: on a slow machine, not the template's doing
_TROP = "il a pris trop de mémoire"
# Without the current folder: a `jinja2.py` that lies there would be run.
_ENFANT = (sys.executable, "-P", "-m", modele_enfant.__name__)


class Modeles(NamedTuple):
    """The files by which an organisme replaces ours, by name.

    Templates, and what documents wear.
    """

    dossier: str = ""
    fichiers: Mapping[str, bytes] = {}  # a plain one: processes hand it over
    ajouts: Mapping[str, bytes] = {}  # the reference document, as documents take it
    habillage: Habillage = SANS_HABILLAGE  # the logo, the images and the style

    def ajout(self, nom: str) -> bytes:
        """The reference document, as documents take it."""
        return self.ajouts.get(nom, b"")

    @property
    def admis(self) -> frozenset[str]:
        """The links and the images that the templates name: a value can add none."""
        admis = frozenset(self.habillage.images)
        for texte in self.textes.values():
            admis |= ecrits_du_modele.lire(texte).liens
        return admis

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
        servent = {nom, PIED, REFERENCE, LOGO, STYLE}
        textes = self.textes
        for modele_lu in (nom, PIED):
            images = ecrits_du_modele.lire(textes.get(modele_lu, "")).images
            servent.update(image.nom for image in images)
        empreintes: dict[str, str] = {}
        for fichier, contenu in self.fichiers.items():
            if fichier in servent:
                empreintes[fichier] = _empreinte(contenu)
        return empreintes


def _empreinte(contenu: bytes) -> str:
    return hashlib.sha256(contenu).hexdigest()


@cache
def _livree(nom: str) -> str:
    """The SHA-256 of a template of ours, read once for all documents."""
    return _empreinte((LIVRES / nom).read_bytes())


class Remplisseur:
    """Fills templates: ours here, an organisme's in a child, its time and memory counted."""

    def __init__(self, modeles: Modeles) -> None:
        """Start nothing yet."""
        self.modeles, self._textes = modeles, modeles.textes
        self._enfant: subprocess.Popen[str] | None = None
        self._lus = False  # whether the child has the templates
        self._reponses: Queue[str] = Queue()

    def __reduce__(self) -> tuple[type["Remplisseur"], tuple[Modeles]]:
        """Be handed to another process, which starts a child of its own."""
        return Remplisseur, (self.modeles,)

    def remplir(self, nom: str, donnees: Mapping[str, Any]) -> Outcome[str]:
        """Fill a template.

        Errors: D201 with its line, D203 when it was stopped, S111 without a child process.
        """
        if not self._textes:
            return Outcome(modele.remplir(nom, donnees))
        reponse = self._demander({"nom": nom, "donnees": donnees})
        return reponse.refus() if reponse.value is None else Outcome(reponse.value["texte"])

    def examiner(self, nom: str, specimen: Mapping[str, Any]) -> Outcome[list[ConstatDeNom]]:
        """Hold the names of a template against all that documents have.

        Errors: those of `remplir`.
        """
        if not self._textes:
            return Outcome(modele.examiner(nom, specimen))
        reponse = self._demander({"nom": nom, "specimen": specimen})
        if reponse.value is None:
            return reponse.refus()
        return Outcome([ConstatDeNom(*constat) for constat in reponse.value["constats"]])

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

    def _demander(self, demande: Mapping[str, Any]) -> Outcome[dict[str, Any]]:
        """What the child answers. Errors: those of `remplir`."""
        nom = demande["nom"]
        if not (self._enfant or self._lancer()):
            return Outcome(None, (diagnostic("S111", Position(self.modeles.dossier)),))
        reponse: dict[str, Any]
        try:
            if not self._lus:
                self._dire(self._textes)
                self._lus = True
            self._dire(demande)
            dite = self._reponses.get(timeout=_DELAI)
            # Without an answer, it is dead: of nothing else than the memory that it asked for.
            reponse = json.loads(dite) if dite else {"arret": _TROP}
        except Empty:
            reponse = {"arret": f"il n'avait pas fini en {_DELAI} secondes"}
        except OSError:
            reponse = {"arret": _TROP}
        if "texte" in reponse or "constats" in reponse:
            return Outcome(reponse)
        if "arret" in reponse:
            self.fermer()
            position = self._position(nom, None)
            return Outcome(None, (diagnostic("D203", position, motif=reponse["arret"]),))
        position = self._position(reponse["nom"], reponse["ligne"])
        return Outcome(None, (diagnostic("D201", position, motif=reponse["motif"]),))

    def _position(self, nom: str, ligne: int | None) -> Position:
        return Position(str(Path(self.modeles.dossier) / nom), ligne)

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
        self._enfant.stdin.write(modele_enfant.ecrire(donnees) + "\n")
        self._enfant.stdin.flush()


def _ecouter(enfant: subprocess.Popen[str], reponses: "Queue[str]") -> None:
    """Hand over each answer; an empty one when the child is dead."""
    try:
        for ligne in enfant.stdout or ():
            reponses.put(ligne)
    except (OSError, ValueError):
        pass
    reponses.put("")
