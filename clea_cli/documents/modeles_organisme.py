"""The templates of documents: ours, and those by which an organisme replaces them."""

import hashlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from clea_cli.diagnostics import Position
from clea_cli.documents import ecrits_du_modele
from clea_cli.documents.genres import GENRES, PAGES_DU_JURY
from clea_cli.documents.rendus.langue import LIVRES
from clea_cli.documents.vues import SANS_HABILLAGE, Habillage

PIED = "_pied.md"
DU_JURY = tuple(f"{page}.md" for page in PAGES_DU_JURY)
NOMS = (*(f"{genre}.md" for genre in GENRES), *DU_JURY, PIED)
REFERENCE, LOGO, STYLE = "reference.docx", "logo.png", "style.yaml"


class Modeles(NamedTuple):
    """The files by which an organisme replaces ours, by name.

    Templates, and what documents wear.
    """

    dossier: str = ""
    fichiers: Mapping[str, bytes] = {}  # a plain one: processes hand it over
    reference: bytes = b""  # the reference document, as documents take it
    habillage: Habillage = SANS_HABILLAGE  # the logo, the images and the style

    def position(self, nom: str, ligne: int | None = None) -> Position:
        """Where a file of the folder is, as faults and people name it."""
        return Position(str(Path(self.dossier) / nom), ligne)

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
