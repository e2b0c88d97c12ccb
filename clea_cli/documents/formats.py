"""The formats of documents: what each is called, what it asks to be installed, and who writes it."""

from collections.abc import Mapping
from functools import cache

from clea_cli.diagnostics import Diagnostic, Position, diagnostic
from clea_cli.documents.modeles_organisme import LOGO, REFERENCE, Modeles
from clea_cli.documents.vues import Document

SUFFIXES = {"texte": ".txt", "md": ".md", "html": ".html", "docx": ".docx", "pdf": ".pdf"}
OUTILS = {  # what the extra `clea[documents]` installs, by format
    "docx": ("python-docx", "typst", "font-source-sans-pro"),
    "pdf": ("typst", "font-source-sans-pro"),
}
_MODULES = {"python-docx": "docx"}  # where the name of what is imported is another


def rendre(format_: str, modeles: Modeles, markdown: str, document: Document) -> bytes:
    """Write a document, and load no other format; nothing for `texte`, which depends on the screen."""
    reference = modeles.fichiers.get(REFERENCE, b"")
    logo = modeles.fichiers.get(LOGO, b"")
    match format_:
        case "md":
            from clea_cli.documents.rendus import markdown as document_markdown

            return document_markdown.rendre(markdown, document)
        case "html":
            from clea_cli.documents.rendus import html as document_html

            return document_html.rendre(document, logo)
        case "docx":
            from clea_cli.documents.rendus import docx

            return docx.rendre(document, reference, logo)
        case "pdf":
            from clea_cli.documents.rendus import pdf

            return pdf.rendre(document, logo)
    return b""


@cache
def outils(format_: str) -> Mapping[str, str]:
    """The versions of the tools whose own changes would change the bytes of a format."""
    from importlib.metadata import version

    return {outil: version(outil) for outil in OUTILS.get(format_, ())}


def format_absent(format_: str) -> Diagnostic | None:
    """The fault of a format whose tools are not installed."""
    from importlib.util import find_spec

    for outil in OUTILS.get(format_, ()):
        module = _MODULES.get(outil, outil.replace("-", "_"))
        if find_spec(module) is None:
            return diagnostic("D202", Position("--format"), format=format_)
    return None
