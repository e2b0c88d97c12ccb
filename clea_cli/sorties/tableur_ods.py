"""Rows as an OpenDocument workbook: the same bytes for the same rows; every cell is text."""

from collections.abc import Iterable, Sequence
from html import escape

from clea_cli.sorties import archive
from clea_cli.sorties.texte import inoffensif

_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
_URN = "urn:oasis:names:tc:opendocument:xmlns"
_CONTENU = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    f'<office:document-content xmlns:office="{_URN}:office:1.0" '
    f'xmlns:table="{_URN}:table:1.0" xmlns:text="{_URN}:text:1.0" office:version="1.2">'
    "<office:body><office:spreadsheet>"
    '<table:table table:name="Grille">{rangees}</table:table>'
    "</office:spreadsheet></office:body></office:document-content>"
)
_MANIFESTE = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    f'<manifest:manifest xmlns:manifest="{_URN}:manifest:1.0" manifest:version="1.2">'
    f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{_TYPE}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
    "</manifest:manifest>"
)


def ecrire(lignes: Iterable[Sequence[str]]) -> bytes:
    """Write rows in one sheet."""
    rangees = "".join(map(_rangee, lignes))
    parties = {
        "mimetype": _TYPE,
        "content.xml": _CONTENU.format(rangees=rangees),
        "META-INF/manifest.xml": _MANIFESTE,
    }
    octets: list[tuple[str, bytes]] = []
    for nom, texte in parties.items():
        octets.append((nom, texte.encode(errors="replace")))
    # OpenDocument wants to read its type at once: first, and as it is.
    return archive.ecrire(octets, nues={"mimetype"})


def _rangee(ligne: Sequence[str]) -> str:
    # A row without a cell would be no row.
    valeurs = ligne or ("",)
    cellules = "".join(map(_cellule, valeurs))
    return f"<table:table-row>{cellules}</table:table-row>"


def _cellule(valeur: str) -> str:
    if not valeur:
        return "<table:table-cell/>"
    texte = f"<text:p>{escape(inoffensif(valeur))}</text:p>"
    return f'<table:table-cell office:value-type="string">{texte}</table:table-cell>'
