"""Documents read back by other means than those that wrote them: their words, and what carries meaning in them."""

import html
import re
from io import BytesIO

import docx
import pypdf

FRACTION = re.compile(r"\b\d+/\d+ \(\d+,\d %\)")
CODE = re.compile(r"\b\d\.\d\.\d\b")


def texte(contenu: bytes, format_: str) -> str:
    """The words of a document, spaces of any kind as one."""
    return re.sub(
        r"\s+", " ", {"md": _md, "html": _html, "docx": _docx, "pdf": _pdf}[format_](contenu)
    ).strip()


def _md(contenu: bytes) -> str:
    sans_marque = contenu.decode().split("<!-- clea-provenance")[0]
    sans_titres = re.sub(
        r"^#+ |^> |^- |^```.*$|^\|[:|-]+$|\*\*", "", sans_marque, flags=re.MULTILINE
    )
    return re.sub(r"\\([^\w\s])", r"\1", re.sub(r" ?(?<!\\)\|", " ", sans_titres))


def _html(contenu: bytes) -> str:
    corps = contenu.decode().split("</head>")[1]
    sans_dessin = re.sub(r"<svg.*?</svg>", " ", corps, flags=re.DOTALL)
    blocs = re.sub(r"</?(p|h\d|li|td|th|tr|aside|div|ul|ol|table)\b[^>]*>", " ", sans_dessin)
    return html.unescape(re.sub(r"<[^>]+>", "", blocs))


def _docx(contenu: bytes) -> str:
    corps = docx.Document(BytesIO(contenu)).element.body
    paragraphes = corps.iter("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}p")
    return " ".join(
        "".join(noeud.text or "" for noeud in p.iter() if noeud.tag.endswith("}t"))
        for p in paragraphes
    )


def _pdf(contenu: bytes) -> str:
    pages = [page.extract_text() for page in pypdf.PdfReader(BytesIO(contenu)).pages]
    return " ".join(
        re.sub(r"(\d+ / \d+|Page \d+ sur \d+\s*Page écrite le .*)\s*$", "", page) for page in pages
    )
