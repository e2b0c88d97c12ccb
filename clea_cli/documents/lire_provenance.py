"""What a document says that it was made of, read back from its bytes, whatever its format."""

import html
import json
from io import BytesIO
from typing import NamedTuple
from zipfile import BadZipFile, ZipFile, ZipInfo

from clea_cli.documents.provenance_modele import ProvenanceAncienne, ProvenanceModele

_MARQUE, _FIN_DE_MARQUE = b"<!-- clea-provenance ", b" -->"
_BALISE, _FIN_DE_BALISE = b'<meta name="clea-provenance" content="', b'">'
_XML, _FIN_DE_XML = b"<dc:description", b"</dc:description>"
_LANGUE, _FIN_DE_LANGUE = b"<rdf:li", b"</rdf:li>"
_A_LA_FIN = 20_000  # bytes, in which a Markdown document ends with its provenance
_COEUR = "docProps/core.xml"
_OCTETS_MAX = 1_000_000  # of a part of a zip

DU_JURY = "clea/provenance-jury/1"
_ANCIENNE = "clea/provenance/1"


class PageDuJury(NamedTuple):
    """What stands for the provenance of a page of a jury.

    The manifest of its session vouches for it.
    """


def lire(contenu: bytes) -> ProvenanceModele | ProvenanceAncienne | PageDuJury | None:
    """The provenance that a document carries.

    None if it carries none, or one that nothing of ours has written. In one pass: whatever the
    document holds, the time is that of its size.
    """
    ecrite = _docx(contenu) if contenu.startswith(b"PK") else _ailleurs(contenu)
    try:
        lue = json.loads(ecrite.decode())
        schema = lue.get("schema") if isinstance(lue, dict) else None
        if schema == DU_JURY:
            return PageDuJury()
        if schema == _ANCIENNE:
            return ProvenanceAncienne.model_validate(lue)
        return ProvenanceModele.model_validate(lue)
    except (ValueError, RecursionError):
        return None


def _ailleurs(contenu: bytes) -> bytes:
    """Written in Markdown as a comment, in HTML as a tag, in PDF as the description."""
    # At the very end, the last one: whatever looks like it in the text is not ours.
    fin = contenu[-_A_LA_FIN:].rstrip()
    if fin.endswith(_FIN_DE_MARQUE):
        jusqu_a_elle = fin.removesuffix(_FIN_DE_MARQUE)
        _, marque, ecrite = jusqu_a_elle.rpartition(_MARQUE)
        if marque:
            return ecrite
    balise = _entre(contenu, _BALISE, _FIN_DE_BALISE)
    if balise is not None:
        return _sans_entites(balise)
    return _description(contenu)


def _sans_entites(ecrit: bytes) -> bytes:
    """What HTML or XML says, its « &quot; » read: a JSON is full of them."""
    dit = html.unescape(ecrit.decode(errors="replace"))
    return dit.encode()


def _entre(contenu: bytes, debut: bytes, fin: bytes) -> bytes | None:
    """What stands between the first of these beginnings and the first end after it."""
    _, trouve, suite = contenu.partition(debut)
    dedans, ferme, _ = suite.partition(fin)
    return dedans if trouve and ferme else None


def _description(xml: bytes) -> bytes:
    """The description of a document, in its XML: of Word, or of the XMP that a PDF holds."""
    dite = _element(xml, _XML, _FIN_DE_XML)
    if dite is None:
        return b""
    # XMP gives it by language; Word does not.
    en_langue = _element(dite, _LANGUE, _FIN_DE_LANGUE)
    return _sans_entites(dite if en_langue is None else en_langue)


def _element(xml: bytes, debut: bytes, fin: bytes) -> bytes | None:
    """What an element holds, after its attributes."""
    dedans = _entre(xml, debut, fin)
    if dedans is None or b">" not in dedans:
        return None
    return dedans.partition(b">")[2]


def _docx(contenu: bytes) -> bytes:
    try:
        with ZipFile(BytesIO(contenu)) as archive:
            partie: ZipInfo = archive.getinfo(_COEUR)
            # The size it says first: a small file may unfold to gigabytes.
            if partie.file_size > _OCTETS_MAX:
                return b""
            return _description(archive.read(partie))
    except (BadZipFile, KeyError, OSError, ValueError, RuntimeError):
        return b""
