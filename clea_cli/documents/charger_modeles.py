"""The folder of an organisme's templates, read and checked before any document is made of it."""

import unicodedata
from collections.abc import Iterator
from pathlib import Path

from clea_cli.diagnostics import Diagnostic, Outcome, Position, conclure, diagnostic
from clea_cli.documents import logo, reference
from clea_cli.documents.modeles_organisme import LOGO, NOMS, REFERENCE, Modeles
from clea_cli.sources import fichiers

_OCTETS_MAX = 5_000_000  # of a reference document or a logo
_TEXTE_MAX = 1_000_000  # of a template
_ADMIS = "\n\r\t"
_CONNUS = (*NOMS, REFERENCE, LOGO)


def charger(dossier: str | None) -> Outcome[Modeles]:
    """Read the templates of a folder; none: ours.

    Errors: S101-S104, D201 (no UTF-8), D204 (none is known), D206, D352, D353, D355; D354 warns.
    """
    if dossier is None:
        return Outcome(Modeles())
    ici = Path(dossier)
    if not ici.is_dir():
        return Outcome(None, (diagnostic("D355", Position(dossier)),))
    contenus: dict[str, bytes] = {}
    for nom in _CONNUS:
        lu = _lire(ici, nom)
        if lu.diagnostics:
            return lu.refus()
        if lu.value is not None:
            contenus[nom] = lu.value
    if not contenus:
        attendus = ", ".join(_CONNUS)
        return Outcome(None, (diagnostic("D204", Position(dossier), attendus=attendus),))
    fautes: list[Diagnostic] = []
    ajouts: dict[str, bytes] = {}
    for nom, contenu in contenus.items():
        position = Position(str(ici / nom))
        if nom == LOGO:
            fautes += _fautes_du_logo(contenu, position)
            ajouts[LOGO] = contenu
        elif nom == REFERENCE:
            epuree = reference.epurer(contenu)
            fautes += _fautes_de_la_reference(epuree, position)
            ajouts[REFERENCE] = epuree.contenu
        else:
            fautes += _fautes_du_texte(contenu, position)
    return conclure(Modeles(dossier, contenus, ajouts), tuple(fautes))


def inutiles(dossier: str) -> list[str]:
    """The files of a folder that serve no document."""
    trouves = sorted(chemin.name for chemin in Path(dossier).iterdir())
    return [nom for nom in trouves if nom not in _CONNUS and not nom.startswith(".")]


def _lire(dossier: Path, nom: str) -> Outcome[bytes]:
    """A file of the folder; nothing if it is not there. Errors: S102, S104, D352."""
    chemin = dossier / nom
    if not chemin.is_file():
        return Outcome(None)
    if not chemin.resolve().is_relative_to(dossier.resolve()):
        return Outcome(None, (diagnostic("D352", Position(str(chemin))),))
    limite = _TEXTE_MAX if nom in NOMS else _OCTETS_MAX
    return fichiers.lire(str(chemin), limite)


def _fautes_du_logo(contenu: bytes, position: Position) -> Iterator[Diagnostic]:
    if motif := logo.faute(contenu):
        yield diagnostic("D206", position, motif=motif)


def _fautes_de_la_reference(epuree: reference.Epuree, position: Position) -> Iterator[Diagnostic]:
    if epuree.faute:
        yield diagnostic("D206", position, motif=epuree.faute)
    elif epuree.laisses:
        yield diagnostic("D354", position, laisses=", ".join(epuree.laisses))


def _fautes_du_texte(contenu: bytes, position: Position) -> Iterator[Diagnostic]:
    """What no template may hold, each with its line."""
    if contenu.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in contenu[:100]:
        motif = "il est en UTF-16 : enregistrez-le en « UTF-8 » (Bloc-notes : Enregistrer sous, Encodage)"
        yield diagnostic("D201", position, motif=motif)
        return
    try:
        texte = contenu.decode("utf-8-sig")
    except UnicodeDecodeError as erreur:
        ligne = contenu.count(b"\n", 0, erreur.start) + 1
        yield diagnostic("D201", position._replace(ligne=ligne), motif="il n'est pas en UTF-8")
        return
    if not texte.strip():
        yield diagnostic("D201", position, motif="il est vide")
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
    rang = ord(lettre)
    return (
        unicodedata.category(lettre) == "Cc" or 0xFDD0 <= rang < 0xFDF0 or rang & 0xFFFE == 0xFFFE
    )
