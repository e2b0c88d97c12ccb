"""The formats of documents.

What each is called, what it asks to be installed, and who writes it.
"""

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from clea_cli.diagnostics import Diagnostic
from clea_cli.sorties.formats import TYPST, Format, absent, table

if TYPE_CHECKING:  # the help of a command must not load what writes documents
    from clea_cli.documents.modeles_organisme import Modeles
    from clea_cli.documents.vues import Document
    from clea_cli.sorties.lettres import Absente


class DocumentARendre(NamedTuple):
    """A document to write.

    Its blocks, the Markdown that they come from, what the organisme adds.
    """

    modeles: "Modeles"
    markdown: str
    document: "Document"


def _texte(_: DocumentARendre) -> bytes:
    return b""  # it depends on the width of the screen: the command line writes it


def _md(a_rendre: DocumentARendre) -> bytes:
    from clea_cli.documents.rendus import markdown

    return markdown.rendre(a_rendre.markdown, a_rendre.document)


def _html(a_rendre: DocumentARendre) -> bytes:
    from clea_cli.documents.rendus import html

    return html.rendre(a_rendre.document, a_rendre.modeles.habillage)


def _docx(a_rendre: DocumentARendre) -> bytes:
    from clea_cli.documents.rendus import docx

    modeles = a_rendre.modeles
    return docx.rendre(a_rendre.document, modeles.reference, modeles.habillage)


def _pdf(a_rendre: DocumentARendre) -> bytes:
    from clea_cli.documents.rendus import pdf

    return pdf.rendre(a_rendre.document, a_rendre.modeles.habillage)


def _ics(a_rendre: DocumentARendre) -> bytes:
    from clea_cli.documents.rendus import ics

    return ics.rendre(a_rendre.document)


FORMATS = table(
    Format("texte", (".txt",), _texte),
    Format("md", (".md", ".markdown"), _md),
    Format("html", (".html", ".htm"), _html),
    Format("docx", (".docx",), _docx, a_l_ecran=False, outils=("python-docx", *TYPST)),
    Format("pdf", (".pdf",), _pdf, a_l_ecran=False, outils=TYPST),
)
FORMATS_DU_PLAN = {**FORMATS, **table(Format("ics", (".ics",), _ics, outils=("icalendar",)))}


def rendre(format_: str, modeles: "Modeles", markdown: str, document: "Document") -> bytes:
    """Write a document, and load no other format.

    Nothing for `texte`, which depends on the screen.
    """
    return FORMATS_DU_PLAN[format_].ecrire(DocumentARendre(modeles, markdown, document))


def lettres_absentes(format_: str, document: "Document") -> "tuple[Absente, ...]":
    """What a format has no letter for: only a pdf has letters of its own."""
    if format_ != "pdf":
        return ()
    from clea_cli.documents.rendus.lettres import absentes

    return absentes(document)


@cache
def outils(format_: str) -> Mapping[str, str]:
    """The versions of the tools whose own changes would change the bytes of a format."""
    from importlib.metadata import version

    return {outil: version(outil) for outil in FORMATS_DU_PLAN[format_].outils}


def format_absent(format_: str) -> Diagnostic | None:
    """The fault of a format whose tools are not installed. Error: D202."""
    return absent(FORMATS_DU_PLAN[format_])
