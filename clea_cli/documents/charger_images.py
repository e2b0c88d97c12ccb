"""The images that an organisme's templates name, read from their folder; what templates lose."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from clea_cli.diagnostics import Diagnostic, Outcome, Position, conclure, diagnostic, refuser
from clea_cli.diagnostics.proches import plus_proche
from clea_cli.documents import ecrits_du_modele, image
from clea_cli.documents.ecrits_du_modele import EcritsDuModele
from clea_cli.documents.vues import ImageLue
from clea_cli.sources import fichiers

_OCTETS_MAX = 1_000_000  # of an image: each document holds it
_IMAGES_MAX = 20  # of a folder
_IMAGES = (".png", ".jpg", ".jpeg")


def charger_images(dossier: Path, textes: Mapping[str, str]) -> Outcome[dict[str, ImageLue]]:
    """The images by the names that templates give them, and what is to be said of the templates.

    Errors: S101-S104, D201, D207, D352; warning: D208.
    """
    lues: dict[str, ImageLue] = {}
    fautes: list[Diagnostic] = []
    # 1. Each template, and each image at the first place that names it.
    for nom, texte in textes.items():
        position = Position(str(dossier / nom))
        ecrits = ecrits_du_modele.lire(texte)
        fautes += _pertes(ecrits, position)
        for nommee in ecrits.images:
            if nommee.nom in lues:
                continue
            ici = position._replace(ligne=nommee.ligne)
            lue = _image(dossier, nommee.nom, ici)
            fautes += lue.diagnostics
            if lue.value is not None:
                lues[nommee.nom] = lue.value
    # 2. All of them together: the first that is one too many is named.
    if len(lues) > _IMAGES_MAX:
        motif = f"les modèles en montrent {len(lues)}, et {_IMAGES_MAX} au plus le peuvent"
        ici = Position(str(dossier))
        de_trop = [*lues][_IMAGES_MAX]
        fautes.append(diagnostic("D207", ici, nom=de_trop, motif=motif))
    return conclure(lues, tuple(fautes))


def _pertes(ecrits: EcritsDuModele, position: Position) -> Iterator[Diagnostic]:
    """What a template would lose, and what it names that does not exist.

    Error: D201; warning: D208.
    """
    for perte in ecrits.pertes:
        ici = position._replace(ligne=perte.ligne)
        if perte.faute:
            yield diagnostic("D201", ici, motif=perte.motif)
        else:
            yield diagnostic("D208", ici, quoi=perte.quoi, motif=perte.motif)


def _image(dossier: Path, nom: str, ici: Position) -> Outcome[ImageLue]:
    """An image of the folder, by the name that a template gives it.

    Errors: S102, S104, D207, D352.
    """

    def pas_montree(motif: str) -> Outcome[ImageLue]:
        return refuser("D207", ici, nom=nom, motif=motif)

    # 1. What the name says.
    if re.search(r"\s", nom):
        return pas_montree("son nom a une espace : renommez le fichier")
    # A name is the same on every machine: no other separator, no way up, no root.
    if "\\" in nom or nom.startswith("/") or ".." in nom.split("/"):
        return pas_montree("son chemin sort du dossier des modèles")
    if not nom.lower().endswith(_IMAGES):
        admises = ", ".join(_IMAGES)
        return pas_montree(f"seules le sont celles qui finissent par {admises}")
    # 2. What stands there: a link of the folder may lead out of it.
    chemin = dossier / nom
    if not chemin.is_file():
        proche = _image_proche(dossier, nom)
        return pas_montree(f"elle n'est pas dans le dossier des modèles{proche}")
    if not chemin.resolve().is_relative_to(dossier.resolve()):
        return refuser("D352", Position(str(chemin)))
    # 3. Its bytes.
    lue = fichiers.lire(str(chemin), _OCTETS_MAX)
    if lue.value is None:
        return lue.refus()
    trouvee = image.lire(lue.value)
    if isinstance(trouvee, str):
        return pas_montree(trouvee)
    return Outcome(trouvee)


def _image_proche(dossier: Path, nom: str) -> str:
    """The image whose name is the nearest, as the end of a sentence."""
    # Sorted: a folder gives its files in no order, and of two as near the first is said.
    la = sorted(images_du_dossier(dossier))
    proche = plus_proche(nom, la)
    return f" ; vouliez-vous dire « {proche} » ?" if proche else ""


def images_du_dossier(dossier: Path) -> Iterator[str]:
    """The images of the folder and of the folders in it."""
    chemins = (*dossier.glob("*.*"), *dossier.glob("*/*.*"))
    for chemin in chemins:
        if chemin.suffix.lower() in _IMAGES:
            yield chemin.relative_to(dossier).as_posix()
