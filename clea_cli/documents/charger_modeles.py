"""The folder of an organisme's templates, read and checked before any document is made of it."""

import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path

from clea_cli.diagnostics import Diagnostic, Outcome, Position, conclure, diagnostic, refuser
from clea_cli.documents import logo, reference_docx
from clea_cli.documents.charger_images import charger_images, images_du_dossier
from clea_cli.documents.lire_style import lire_style
from clea_cli.documents.modeles_organisme import LOGO, NOMS, REFERENCE, STYLE, Modeles
from clea_cli.documents.vues import SANS_HABILLAGE, Habillage
from clea_cli.sources import fichiers

_OCTETS_MAX = 5_000_000  # of a reference document or a logo
_TEXTE_MAX = 1_000_000  # of a template
_ADMIS = "\n\r\t"
_CONNUS = (*NOMS, REFERENCE, LOGO, STYLE)


def charger(dossier: str | None) -> Outcome[Modeles]:
    """Read the templates of a folder; none: ours.

    Errors: S101-S104, D201 (no UTF-8), D204 (none is known), D206, D207, D352, D353, D355, those of
    a style; D208 and D354 warn.
    """
    if dossier is None:
        return Outcome(Modeles())
    ici = Path(dossier)
    if not ici.is_dir():
        return refuser("D355", Position(dossier))
    lus = _contenus(ici)
    if lus.value is None:
        return lus.refus()
    # 1. What documents wear: the logo, the reference document, the style.
    contenus = lus.value
    reference_lue = _reference(ici, contenus)
    habillage = _habillage(ici, contenus)
    fautes = [*reference_lue.diagnostics, *habillage.diagnostics]
    # 2. The templates.
    textes: dict[str, str] = {}
    for nom, contenu in contenus.items():
        if nom not in NOMS:
            continue
        position = Position(str(ici / nom))
        trouvees = list(_fautes_du_texte(contenu, position))
        fautes += trouvees
        # One that is damaged is not looked at further: what it names may be wrong too.
        if not trouvees:
            textes[nom] = contenu.decode("utf-8-sig")
    # 3. The images that they name.
    images = charger_images(ici, textes)
    fautes += images.diagnostics
    habits = habillage.value or SANS_HABILLAGE
    habits = habits._replace(images=images.value or {})
    # Among the files of the folder, so that documents say by which of them they were made.
    for nom, image in habits.images.items():
        contenus[nom] = image.contenu
    modeles = Modeles(dossier, contenus, reference_lue.value or b"", habits)
    return conclure(modeles, tuple(fautes))


def _contenus(dossier: Path) -> Outcome[dict[str, bytes]]:
    """The files of the folder that have a known name. Errors: S101-S104, D204, D352."""
    contenus: dict[str, bytes] = {}
    for nom in _CONNUS:
        lu = _lire(dossier, nom)
        if lu.diagnostics:
            return lu.refus()
        if lu.value is not None:
            contenus[nom] = lu.value
    if not contenus:
        attendus = ", ".join(_CONNUS)
        return refuser("D204", Position(str(dossier)), attendus=attendus)
    return Outcome(contenus)


def _habillage(dossier: Path, contenus: Mapping[str, bytes]) -> Outcome[Habillage]:
    """The logo and the style. Errors: D206, those of a style."""
    fautes: list[Diagnostic] = []
    habillage = Habillage(logo=contenus.get(LOGO, b""))
    if LOGO in contenus and (motif := logo.faute(habillage.logo)):
        ici = Position(str(dossier / LOGO))
        fautes.append(diagnostic("D206", ici, motif=motif))
    if STYLE in contenus:
        chemin = str(dossier / STYLE)
        style = lire_style(contenus[STYLE], chemin, habillage)
        fautes += style.diagnostics
        habillage = style.value or habillage
    return conclure(habillage, tuple(fautes))


def _reference(dossier: Path, contenus: Mapping[str, bytes]) -> Outcome[bytes]:
    """The reference document, as documents take it. Error: D206; warning: D354."""
    if REFERENCE not in contenus:
        return Outcome(b"")
    position = Position(str(dossier / REFERENCE))
    epuree = reference_docx.epurer(contenus[REFERENCE])
    if epuree.faute:
        return refuser("D206", position, motif=epuree.faute)
    if not epuree.laisses:
        return Outcome(epuree.contenu)
    laisses = ", ".join(epuree.laisses)
    avis = diagnostic("D354", position, laisses=laisses)
    return Outcome(epuree.contenu, (avis,))


def inutiles(modeles: Modeles) -> list[str]:
    """The files of a folder that serve no document; of a folder inside it, the images."""
    dossier = Path(modeles.dossier)
    ici: list[str] = []
    for chemin in sorted(dossier.iterdir()):
        nom = chemin.name
        if chemin.is_dir() or nom.startswith(".") or nom in modeles.fichiers:
            continue
        ici.append(nom)
    # A folder may hold anything; an image in it was most likely meant to be shown.
    dessous: list[str] = []
    for nom in images_du_dossier(dossier):
        if "/" in nom and nom not in modeles.fichiers:
            dessous.append(nom)
    return [*ici, *sorted(dessous)]


def _lire(dossier: Path, nom: str) -> Outcome[bytes]:
    """A file of the folder; nothing if it is not there. Errors: S102, S104, D352."""
    chemin = dossier / nom
    if not chemin.is_file():
        return Outcome(None)
    # A link may lead out of the folder: what is there is not for candidates.
    if not chemin.resolve().is_relative_to(dossier.resolve()):
        return refuser("D352", Position(str(chemin)))
    limite = _OCTETS_MAX if nom in (REFERENCE, LOGO) else _TEXTE_MAX
    return fichiers.lire(str(chemin), limite)


def _fautes_du_texte(contenu: bytes, position: Position) -> Iterator[Diagnostic]:
    """What no template may hold, each with its line."""
    # By its mark, or by a zero byte beside each letter of ASCII.
    if contenu.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in contenu[:100]:
        motif = (
            "il est en UTF-16 : enregistrez-le en « UTF-8 » "
            "(Bloc-notes : Enregistrer sous, Encodage)"
        )
        yield diagnostic("D201", position, motif=motif)
        return
    try:
        texte = contenu.decode("utf-8-sig")
    except UnicodeDecodeError as erreur:
        ligne = contenu.count(b"\n", 0, erreur.start) + 1
        ici = position._replace(ligne=ligne)
        yield diagnostic("D201", ici, motif="il n'est pas en UTF-8")
        return
    if not texte.strip():
        yield diagnostic("D201", position, motif="il est vide")
    # The first of each line: one is enough to go and look there.
    for numero, dite in enumerate(texte.split("\n"), start=1):
        for lettre in dite:
            if lettre not in _ADMIS and _interdite(lettre):
                ici = position._replace(ligne=numero)
                yield diagnostic("D353", ici, lettre=f"U+{ord(lettre):04X}")
                break


def _interdite(lettre: str) -> bool:
    """Whether a letter obeys instead of showing, or is none at all."""
    if lettre.isprintable() or lettre == "\u00a0":
        return False
    obeit = unicodedata.category(lettre) == "Cc"
    # Unicode says of these 66 that they never will be letters; templates being filled use some.
    rang = ord(lettre)
    jamais = 0xFDD0 <= rang < 0xFDF0 or rang & 0xFFFE == 0xFFFE
    return obeit or jamais
