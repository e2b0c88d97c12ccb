"""A workbook (xlsx, xls, ods) as rows of texts, sheet by sheet.

A cell becomes what a person sees in it, whatever the spreadsheet made of it: a number without its
« .0 », a date as JJ/MM/AAAA, an error as its text. What a person would see otherwise is refused.
The size that a file unfolds to is known before anything is unfolded.
"""

import zlib
from collections.abc import Sequence
from io import BytesIO
from xml.parsers import expat
from zipfile import BadZipFile, ZipFile

from python_calamine import CalamineError, WorksheetNotFound

from clea_cli.diagnostics import Outcome, Position, refuser
from clea_cli.sources import (
    classeur_ods,
    classeur_xls,
    classeur_xlsx,
    classeur_xlsx_aspects,
    natures,
)
from clea_cli.sources.cellules import Feuille
from clea_cli.sources.classeur_xlsx_parties import CLASSEUR
from clea_cli.sources.feuille_lue import DemesureError

_ZIP = b"PK\x03\x04"
_DEPLIE_MAX = 200_000_000  # bytes of the parts of a zip
# The name of a stream of an xlsx that is locked.
_PAQUET_CHIFFRE = "EncryptedPackage".encode("utf-16-le")
_MIMETYPE = "mimetype"
_STYLES, _REGLAGES = "styles.xml", "settings.xml"  # of an ods
_MANIFESTE, _ODS_CHIFFRE = "META-INF/manifest.xml", b"manifest:encryption-data"

_ABIME = (
    *(CalamineError, WorksheetNotFound, BadZipFile, zlib.error, expat.ExpatError),
    *(EOFError, OSError, ValueError, RuntimeError, LookupError, ArithmeticError),
)


def lire(contenu: bytes, source: str) -> Outcome[tuple[Feuille, ...]]:
    """Read all sheets.

    Errors: F106 (another file), F117 (locked by a password), F118 (damaged, or no workbook), F119
    (unfolds too far), F140 (an xls that takes too long), F141 (no process to read an xls).
    """
    if not contenu.startswith(_ZIP):
        return _d_ole(contenu, source)
    try:
        with ZipFile(BytesIO(contenu)) as archive:
            return _du_zip(archive, contenu, source)
    except DemesureError:
        return refuser("F119", Position(source))
    except _ABIME:
        return refuser("F118", Position(source))


def colorees(contenu: bytes, nom: str) -> classeur_xlsx_aspects.Places:
    """The cells of a sheet of an xlsx that have a background and no text.

    None where its styles are damaged: nobody sees any.
    """
    try:
        return classeur_xlsx_aspects.colorees(contenu, nom)
    except _ABIME:
        return frozenset()


def _d_ole(contenu: bytes, source: str) -> Outcome[tuple[Feuille, ...]]:
    """The sheets of what Office wrote before 2007, or of what is locked."""
    if _PAQUET_CHIFFRE in contenu:
        return refuser("F117", Position(source))
    if autre := natures.d_ole(contenu):
        return autre.refus(source)
    lue = classeur_xls.lire(contenu)
    if isinstance(lue, str):
        return refuser(lue, Position(source))
    return _avec_feuilles(lue, source)


def _du_zip(archive: ZipFile, contenu: bytes, source: str) -> Outcome[tuple[Feuille, ...]]:
    noms = archive.namelist()
    ici = Position(source)
    # The sizes are those that the directory announces, and no part gives more than its own.
    tailles = [partie.file_size for partie in archive.infolist()]
    if sum(tailles) > _DEPLIE_MAX:
        return refuser("F119", ici)
    # Of two parts with one name, programs read one or the other.
    distincts = {nom.casefold() for nom in noms}
    if len(distincts) < len(noms):
        return refuser("F118", ici)
    mimetype = b""
    if _MIMETYPE in noms:
        mimetype = archive.read(_MIMETYPE).strip()
    if autre := natures.de_zip(noms, mimetype):
        return autre.refus(source)
    if CLASSEUR in noms:
        lues = classeur_xlsx.lire(archive, contenu)
        return _avec_feuilles(lues, source)
    # Locked, an ods is still a zip, whose content is no XML any more.
    if _MANIFESTE in noms and _ODS_CHIFFRE in archive.read(_MANIFESTE):
        return refuser("F117", ici)
    xml = archive.read("content.xml")
    styles = archive.read(_STYLES) if _STYLES in noms else b""
    reglages = archive.read(_REGLAGES) if _REGLAGES in noms else b""
    lues = classeur_ods.lire(xml, styles, reglages)
    return _avec_feuilles(lues, source)


def _avec_feuilles(lues: tuple[Feuille, ...], source: str) -> Outcome[tuple[Feuille, ...]]:
    """A workbook has a sheet at least; one that has none is damaged."""
    if not lues:
        return refuser("F118", Position(source))
    return Outcome(lues)


def est_un_xlsx(contenu: bytes) -> bool:
    """Whether a workbook that was read is an xlsx."""
    if not contenu.startswith(_ZIP):
        return False
    return CLASSEUR.encode() in contenu  # the names of the parts are not compressed


def retenir(feuilles: Sequence[Feuille], onglet: str | None, source: str) -> Outcome[list[Feuille]]:
    """The sheet of that name, or all if none is named. Errors: F120."""
    if onglet is None:
        return Outcome(list(feuilles))
    retenues = [feuille for feuille in feuilles if feuille.nom == onglet]
    if retenues:
        return Outcome(retenues)
    # A CSV was read as one sheet, which has no name.
    noms = [feuille.nom for feuille in feuilles if feuille.nom]
    onglets = " ; ".join(noms) or "aucun, c'est un CSV"
    return refuser("F120", Position(source), onglet=onglet, onglets=onglets)
