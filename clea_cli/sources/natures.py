"""What a file is that is no table, and what to do with it, for whoever gave it as a grille.

Photos, films and archives are known by puremagic, a kept library; what it calls by wrong names
(parts of a zip, roots of XML) is looked at here.
"""

from collections.abc import Iterable
from contextlib import suppress
from typing import Any, NamedTuple
from xml.parsers import expat

from clea_cli.diagnostics import Outcome, Position, refuser

_DEBUT = 2_000  # bytes looked at
_RACINE_MAX = 100_000  # bytes among which the first element of an XML ends
_A_LA_MAIN = "reportez les réponses dans une grille (« clea grille nouvelle » en prépare une)."
_COPIER = "copiez le tableau dans un tableur, puis enregistrez-le en CSV."


class Nature(NamedTuple):
    """What a file is, in words that follow « mais », and what to do with it."""

    nom: str
    remede: str

    def refus(self, source: str) -> Outcome[Any]:
        """Refuse the file of that name, which is no table. Error: F106."""
        return refuser("F106", Position(source), nature=self.nom, remede=self.remede)


_NUMBERS = Nature("un document Numbers", "dans Numbers : Fichier, Exporter vers, Excel ou CSV.")
_PHOTO = Nature("une photo ou une image", f"une image ne se lit pas : {_A_LA_MAIN}")
_SCAN = Nature("un scan (un PDF fait d'images)", f"un scan ne se lit pas : {_A_LA_MAIN}")
_PDF = Nature("un PDF", "donnez la grille d'origine, pas son impression.")
_PAGE = Nature("une page web", "ouvrez-la dans un tableur, puis enregistrez-la en CSV.")
_NOTRE_PAGE = Nature(
    "la grille à remplir dans un navigateur",
    "ouvrez-la dans un navigateur, remplissez-la, puis donnez le fichier CSV qu'elle enregistre.",
)
_NOTRE_MARQUE = b'<ul id="commences">'
_ARCHIVE = Nature("une archive", "décompressez-la, puis donnez les fichiers qu'elle contient.")

# Signatures of texts, looked for before anything else.
_DEBUTS: tuple[tuple[bytes, Nature], ...] = (
    (b"%PDF", _PDF),
    (b"{\\rtf", Nature("un document RTF", _COPIER)),
    (b"MIME-Version:", Nature("une page web archivée", _PAGE.remede)),
)
# The namespace or the name of the first element of an XML.
_RACINES: dict[str, Nature] = {
    "urn:schemas-microsoft-com:office:spreadsheet Workbook": Nature(
        "un fichier XML d'Excel 2003",
        "ouvrez-le dans Excel, puis : Fichier, Enregistrer sous, Classeur Excel (.xlsx).",
    ),
    "urn:oasis:names:tc:opendocument:xmlns:office:1.0 document": Nature(
        "un fichier à plat de LibreOffice (.fods)",
        "ouvrez-le dans LibreOffice, puis : Fichier, Enregistrer sous, Classeur ODF (.ods).",
    ),
}
# A part that a zip has, or how the names of some begin.
_PARTIES: tuple[tuple[str, Nature], ...] = (
    (
        "xl/workbook.bin",
        Nature(
            "un fichier binaire d'Excel (.xlsb)",
            "dans Excel : Enregistrer sous, Classeur Excel (.xlsx).",
        ),
    ),
    ("word/", Nature("un document Word", _COPIER)),
    ("ppt/", Nature("une présentation PowerPoint", _COPIER)),
    ("Index/Tables/", _NUMBERS),
    ("Index.zip", _NUMBERS),
    ("Index/", Nature("un document d'Apple (Numbers, Pages)", _NUMBERS.remede)),
)
# Parts that a workbook has, be it damaged.
_DE_CLASSEUR = frozenset(("[Content_Types].xml", "content.xml", "META-INF/manifest.xml"))
_ODF = {
    b"text": Nature("un document LibreOffice (.odt)", _COPIER),
    b"presentation": Nature("une présentation LibreOffice (.odp)", _COPIER),
    b"graphics": Nature("un dessin LibreOffice (.odg)", _COPIER),
}
# Streams of what Office wrote before 2007, an .xls apart.
_FLUX: tuple[tuple[str, Nature], ...] = (
    ("WordDocument", Nature("un ancien document Word (.doc)", _COPIER)),
    ("PowerPoint Document", Nature("une ancienne présentation PowerPoint (.ppt)", _COPIER)),
    (
        "__substg1.0_",
        Nature("un message d'Outlook (.msg)", "enregistrez sa pièce jointe, puis donnez-la."),
    ),
)
_GENRES = {
    "image": _PHOTO,
    "video": Nature("une vidéo", f"une vidéo ne se lit pas : {_A_LA_MAIN}"),
    "audio": Nature("un enregistrement sonore", f"un son ne se lit pas : {_A_LA_MAIN}"),
}
_ARCHIVES = frozenset(
    (".7z", ".rar", ".gz", ".tar", ".bz2", ".xz", ".zst", ".cab", ".lzh", ".z", ".tgz", ".zip"),
)


def de_texte(contenu: bytes) -> Nature | None:
    """What bytes are that begin as another text than a CSV (a PDF, a page); None if they do not."""
    debut = contenu[:_DEBUT].lstrip(b"\xef\xbb\xbf \t\r\n")
    for signature, nature in _DEBUTS:
        if not debut.startswith(signature):
            continue
        if nature is _PDF and _est_un_scan(contenu):
            return _SCAN
        return nature
    # A page of the web, in UTF-8 or in UTF-16 of either order; no cell of a grille begins so.
    if not debut.startswith((b"<", b"\xff\xfe<", b"\xfe\xff\0<")):
        return None
    if _NOTRE_MARQUE in contenu:
        return _NOTRE_PAGE
    return _RACINES.get(_racine(contenu), _PAGE)


def _est_un_scan(pdf: bytes) -> bool:
    """Whether a PDF shows images and uses no letters."""
    return b"/Image" in pdf and b"/Font" not in pdf


def _racine(xml: bytes) -> str:
    """The first element of an XML, « namespace name »; "" for what is none."""
    trouves: list[str] = []

    def noter(nom: str, _attributs: object) -> None:
        trouves.append(nom)

    lecteur = expat.ParserCreate(namespace_separator=" ")
    lecteur.StartElementHandler = noter
    # Only the beginning is read: that it breaks further on does not matter.
    with suppress(expat.ExpatError, LookupError, ValueError):
        lecteur.Parse(xml[:_RACINE_MAX], False)  # noqa: FBT003 — expat gives its arguments no names
    return trouves[0] if trouves else ""


def de_zip(noms: Iterable[str], mimetype: bytes) -> Nature | None:
    """What a zip is by its parts; None for a workbook, or one that is damaged."""
    noms = tuple(noms)
    for partie, nature in _PARTIES:
        if any(nom.startswith(partie) for nom in noms):
            return nature
    # An OpenDocument file says what it is; a workbook is left to its reader.
    if mimetype:
        for sorte, nature in _ODF.items():
            if mimetype.endswith(sorte):
                return nature
        return None
    if not _DE_CLASSEUR.isdisjoint(noms):
        return None
    if any(nom.startswith("xl/") for nom in noms):
        return None
    return _ARCHIVE


def d_ole(contenu: bytes) -> Nature | None:
    """What an older file of Office is; None for a workbook."""
    for flux, nature in _FLUX:
        if flux.encode("utf-16-le") in contenu:
            return nature
    return None


def de_binaire(contenu: bytes) -> Nature | None:
    """What bytes are that no text begins with; None if nobody knows."""
    # No text has the octets below a tab.
    if min(contenu[:_DEBUT], default=ord("\t")) >= ord("\t"):
        return None
    import puremagic  # late: only a file that is no table needs it

    debut = contenu[:_DEBUT]
    try:
        trouves = puremagic.magic_string(debut)
    except puremagic.PureError:
        return None
    sur = trouves[0]  # the surest comes first
    if sur.extension in _ARCHIVES:
        return _ARCHIVE
    genre, _, _ = sur.mime_type.partition("/")
    return _GENRES.get(genre)
