"""The reference document of an organisme.

Opened once, and cleared of what candidates must not be given.

Its styles, headers, footers and margins serve. What leads out of the file, what runs, and what only
its specimen text needed stay behind: links, macros, objects, comments, notes, its own properties.
"""

import zlib
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from typing import Any, NamedTuple
from zipfile import BadZipFile, ZipFile

_DEPLIE_MAX = 30_000_000  # bytes, of all its parts
_PARTIES_MAX = 500
_TYPES = "[Content_Types].xml"
_MODELE_WORD = b"template.main+xml"
_MACROS = b"macroEnabled"
_GARDEES = frozenset({"styles", "numbering", "settings", "fontTable", "theme", "header", "footer"})
_DU_PAQUET = frozenset({"officeDocument", "core-properties"})
_DES_ENTETES = frozenset({"image"})  # of a header or a footer
# What a field of Word may show; the others fetch, run or link.
_CHAMPS = frozenset(
    {"PAGE", "NUMPAGES", "SECTIONPAGES", "SECTION", "DATE", "TIME", "TITLE", "STYLEREF", "PAGEREF"}
)
_GENRES = {
    "vbaProject": "macro",
    "oleObject": "objet",
    "package": "objet",
    "control": "objet",
    "aFChunk": "objet",
}
_MOTS = {
    "lien": ("lien vers l'extérieur", "liens vers l'extérieur"),
    "macro": ("macro", "macros"),
    "objet": ("objet incorporé", "objets incorporés"),
    "champ": ("champ actif", "champs actifs"),
}
_A_DEPLIER = frozenset({"hyperlink", "fldSimple", "smartTag"})  # their text stays
_A_RETIRER = frozenset({"drawing", "pict", "object", "control", "altChunk", "subDoc"})


class Epuree(NamedTuple):
    """A reference document as documents take it; what was left behind, in words.

    Or why it cannot serve.
    """

    contenu: bytes
    laisses: tuple[str, ...]
    faute: str = ""


def epurer(contenu: bytes) -> Epuree:
    """Open a reference document, and leave behind what must not go further."""
    if faute := _faute(contenu):
        return Epuree(b"", (), faute)
    try:
        import docx
    except ImportError:  # the format that would need it is refused before (D202)
        return Epuree(contenu, ())
    sortie = BytesIO()
    try:
        ouvert = docx.Document(BytesIO(contenu))
        laisses = Counter(_nettoyer(ouvert.part.package))
        ouvert.save(sortie)
    except Exception:  # lxml and python-docx have no common error for a damaged part
        return Epuree(b"", (), "une de ses parties est abîmée")
    dits: list[str] = []
    for quoi, nombre in laisses.items():
        un, plusieurs = _MOTS[quoi]
        dits.append(_compter(nombre, un, plusieurs))
    return Epuree(sortie.getvalue(), tuple(dits))


def _compter(nombre: int, un: str, plusieurs: str) -> str:
    return f"{nombre} {plusieurs if nombre > 1 else un}"


def _faute(contenu: bytes) -> str:
    """What keeps it from being opened: looked at without unfolding it."""
    try:
        with ZipFile(BytesIO(contenu)) as archive:
            parties = archive.infolist()
            # The sizes that it says first: a small file may unfold to gigabytes.
            deplie = sum(partie.file_size for partie in parties)
            if deplie > _DEPLIE_MAX or len(parties) > _PARTIES_MAX:
                return "il est démesuré une fois ouvert"
            noms = {partie.filename for partie in parties}
            est_de_word = {"word/document.xml", _TYPES} <= noms
            if not est_de_word or archive.testzip() is not None:
                return "ce n'est pas un document Word"
            types = archive.read(_TYPES)
    except (BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError):
        return "ce n'est pas un document Word"
    if _MODELE_WORD in types:
        return "c'est un modèle de Word (.dotx) renommé : enregistrez-le comme document (.docx)"
    if _MACROS in types:
        return "c'est un document à macros (.docm) renommé : enregistrez-le comme document (.docx)"
    return ""


def _nettoyer(paquet: Any) -> Iterator[str]:
    """Drop relations one part after the other; give what a person would miss, in words."""
    yield from _filtrer(paquet, paquet.rels, _DU_PAQUET)
    principale = paquet.main_document_part
    for partie in list(paquet.iter_parts()):
        if partie is principale:
            permises = _GARDEES
        elif partie.partname.startswith(("/word/header", "/word/footer")):
            permises = _DES_ENTETES
        else:
            permises = frozenset({"font", "image"})
        yield from _filtrer(partie, partie.rels, permises)
        element = getattr(partie, "element", None)
        if element is not None:
            yield from _champs(element)
            _sans_reglages(element)


def _filtrer(partie: Any, relations: Any, permises: frozenset[str]) -> Iterator[str]:
    """Drop from a part the relations that do not serve, and what pointed to them."""
    for identifiant, relation in list(relations.items()):
        # « http://…/relationships/image »: its last word says what it is for.
        genre = relation.reltype.rpartition("/")[2]
        if genre in permises and not relation.is_external:
            continue
        if relation.is_external or genre in _GENRES:
            yield _GENRES.get(genre, "lien")
        del relations[identifiant]
        element = getattr(partie, "element", None)
        if element is not None:
            _detacher(element, identifiant)


def _detacher(racine: Any, identifiant: str) -> None:
    """Take away what points to a relation that is no more."""
    for element in list(racine.iter()):
        for attribut, valeur in list(element.attrib.items()):
            if valeur == identifiant and "/relationships}" in attribut:
                _retirer(element, racine)
                break


def _retirer(element: Any, racine: Any) -> None:
    """Take an element away, or the drawing that it is part of; a link leaves its text."""
    if _nom(element) in _A_DEPLIER:
        _deplier(element)
        return
    # What points to the relation may be deep in a drawing, which is nothing without it.
    cible = element
    ancetre = element
    while ancetre is not None and ancetre is not racine:
        if _nom(ancetre) in _A_RETIRER:
            cible = ancetre
            break
        ancetre = ancetre.getparent()
    parent = cible.getparent()
    if parent is not None:
        parent.remove(cible)


def _deplier(element: Any) -> None:
    """Put in the place of an element what it holds."""
    parent = element.getparent()
    place = parent.index(element)
    for rang, enfant in enumerate(list(element)):
        parent.insert(place + rang, enfant)
    parent.remove(element)


def _champs(racine: Any) -> Iterator[str]:
    """Keep the text of a field that would fetch or run something, and not the field."""
    # 1. Those that are one element.
    for element in list(racine.iter()):
        if _nom(element) == "fldSimple" and _interdit(_attribut(element, "instr")):
            yield "champ"
            _deplier(element)
    # 2. Those that are a run of pieces: one that only shows a title takes their place.
    for morceaux in _ordres(racine):
        ordre = "".join([morceau.text or "" for morceau in morceaux])
        if _interdit(ordre):
            yield "champ"
            for morceau in morceaux:
                morceau.text = ""
            morceaux[0].text = " TITLE "


def _interdit(ordre: str) -> bool:
    """Whether a field is told more than to show something: its first word is what it does."""
    mots = ordre.split()
    return bool(mots) and mots[0].upper() not in _CHAMPS


def _ordres(racine: Any) -> list[list[Any]]:
    """What each field is told to do, in the pieces that Word has cut it into."""
    ordres: list[list[Any]] = []
    ouverts: list[list[Any]] = []  # a field may stand in the order of another
    for element in racine.iter():
        borne = _attribut(element, "fldCharType")
        if _nom(element) == "instrText":
            # An order outside of any field is looked at as one.
            if ouverts:
                ouverts[-1].append(element)
            else:
                ordres.append([element])
        elif borne == "end":
            del ouverts[-1:]
        elif borne in ("begin", "separate"):
            # Behind the separation is what the field shows: an order there is another one.
            if borne == "separate":
                del ouverts[-1:]
            neuf: list[Any] = []
            ouverts.append(neuf)
            ordres.append(neuf)
    return ordres


def _attribut(element: Any, nom: str) -> str:
    """The value of an attribute of Word, empty without it."""
    for cle, valeur in element.attrib.items():
        if cle.endswith(f"}}{nom}"):
            return str(valeur)
    return ""


def _sans_reglages(racine: Any) -> None:
    """Take away the settings that speak of what was left behind."""
    for element in list(racine.iter()):
        if _nom(element) in (
            "footnotePr",
            "endnotePr",
            "mailMerge",
            "attachedTemplate",
            "documentProtection",
        ):
            parent = element.getparent()
            if parent is not None:
                parent.remove(element)


def _nom(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]
