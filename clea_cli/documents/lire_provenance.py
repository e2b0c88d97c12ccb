"""What a document says that it was made of, read back from its bytes, whatever its format."""

import html
import json
import re
from io import BytesIO
from typing import NamedTuple
from zipfile import BadZipFile, ZipFile, ZipInfo

from clea_cli.documents.provenance_modele import ProvenanceModele

_MARQUE = re.compile(rb"<!-- clea-provenance (\{.*\}) -->\s*\Z")
_BALISE = re.compile(rb'<meta name="clea-provenance" content="([^"]*)">')
_XML = re.compile(rb"<dc:description\b[^>]*>(.*?)</dc:description>", re.DOTALL)
_LANGUE = re.compile(rb"<rdf:li\b[^>]*>(.*?)</rdf:li>", re.DOTALL)
_COEUR = "docProps/core.xml"
_OCTETS_MAX = 1_000_000  # of a part of a zip

DU_JURY = "clea/provenance-jury/1"


class PageDuJury(NamedTuple):
    """What stands for the provenance of a page of a jury: the manifest of its session vouches for it."""


def lire(contenu: bytes) -> ProvenanceModele | PageDuJury | None:
    """The provenance that a document carries.

    None if it carries none, or one that nothing of ours has written.
    """
    ecrite = _docx(contenu) if contenu.startswith(b"PK") else _ailleurs(contenu)
    try:
        lue = json.loads(ecrite.decode())
        if isinstance(lue, dict) and lue.get("schema") == DU_JURY:
            return PageDuJury()
        return ProvenanceModele.model_validate(lue)
    except (ValueError, RecursionError):
        return None


def _ailleurs(contenu: bytes) -> bytes:
    """Written in Markdown as a comment, in HTML as a tag, in PDF as the description."""
    if trouvee := _MARQUE.search(contenu[-20_000:]):
        return trouvee[1]
    if trouvee := _BALISE.search(contenu):
        return html.unescape(trouvee[1].decode(errors="replace")).encode()
    return _description(contenu)


def _description(xml: bytes) -> bytes:
    trouvee = _XML.search(xml)
    if trouvee is None:
        return b""
    ecrite = _LANGUE.search(trouvee[1])
    return html.unescape((ecrite or trouvee)[1].decode(errors="replace")).encode()


def _docx(contenu: bytes) -> bytes:
    try:
        with ZipFile(BytesIO(contenu)) as archive:
            partie: ZipInfo = archive.getinfo(_COEUR)
            if partie.file_size > _OCTETS_MAX:
                return b""
            return _description(archive.read(partie))
    except (BadZipFile, KeyError, OSError, ValueError, RuntimeError):
        return b""
