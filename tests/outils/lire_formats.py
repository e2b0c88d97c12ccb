"""What a person sees in a file that the program wrote, by the ending of its name; read by other means than ours."""

import csv
import json
import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from io import BytesIO, StringIO
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

import yaml
from markdown_it import MarkdownIt
from python_calamine import CalamineWorkbook

from tests.outils import lire_documents

CONTENEURS = {"style", "script", "title"}  # elements whose text nobody sees
DE_L_AGENDA = {"X-WR-CALNAME", "X-WR-CALDESC", "SUMMARY", "DESCRIPTION"}


class _Page(HTMLParser):
    """The words of a page, and the elements that it is made of."""

    def __init__(self) -> None:
        super().__init__()
        self.mots: list[str] = []
        self.elements: list[str] = []
        self.caches = 0
        self.donnees = False

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.elements.append(tag)
        self.elements += [f"{tag}.{nom}" for nom, _ in attrs if nom.startswith("on")]
        self.donnees = ("type", "application/json") in attrs  # what a script of the page will show
        self.caches += tag in CONTENEURS

    def handle_endtag(self, tag: str) -> None:
        self.caches -= tag in CONTENEURS
        self.donnees = False

    def handle_data(self, data: str) -> None:
        if not self.caches or self.donnees:
            self.mots.append(data)


def _html(contenu: bytes) -> str:
    page = _Page()
    page.feed(contenu.decode())
    return "".join(page.mots)


def elements(contenu: bytes) -> set[str]:
    """The elements of a page, and their attributes that run something: no value of a user adds any."""
    return set(_elements(contenu))


def _elements(contenu: bytes) -> list[str]:
    page = _Page()
    page.feed(contenu.decode())
    return page.elements


def marques(contenu: bytes) -> set[str]:
    """What Markdown makes of a text, beside words and the ends of its lines."""
    return set(_marques(contenu))


def _marques(contenu: bytes) -> list[str]:
    suivies = []
    for jeton in MarkdownIt("commonmark").enable("table").parse(contenu.decode()):
        suivies += [jeton.type, *(dedans.type for dedans in jeton.children or ())]
    tus = {"text", "text_special", "softbreak", "hardbreak"}
    return [marque for marque in suivies if marque not in tus]


def _cles(valeur: Any, chemin: str = "") -> Iterator[str]:
    """The ways to the leaves of data."""
    if isinstance(valeur, dict):
        for cle, dedans in valeur.items():
            yield from _cles(dedans, f"{chemin}/{cle}")
    elif isinstance(valeur, list):
        for rang, dedans in enumerate(valeur):
            yield from _cles(dedans, f"{chemin}/{rang}")
    else:
        yield chemin


def _cellules(contenu: bytes) -> list[int]:
    """How many cells each row has; -1 where a spreadsheet would execute one."""
    rangees = list(csv.reader(StringIO(contenu.decode("utf-8-sig"), newline=""), delimiter=";"))
    return [-1 if any(c[:1] in set("=+-@") for c in rangee) else len(rangee) for rangee in rangees]


def _formules(contenu: bytes) -> int:
    """How many cells of a workbook are formulas."""
    with ZipFile(BytesIO(contenu)) as classeur:
        return sum(classeur.read(nom).count(b"<f>") for nom in classeur.namelist())


def _balises(contenu: bytes) -> list[str]:
    racine = ElementTree.fromstring(contenu)  # noqa: S314 — it only reads what our own program has written
    return [f"{element.tag} {sorted(element.attrib)}" for element in racine.iter()]


def _proprietes(contenu: bytes) -> list[str]:
    lignes = contenu.decode().replace("\r\n ", "").split("\r\n")
    return [ligne.partition(":")[0].partition(";")[0] for ligne in lignes]


def _json(contenu: bytes) -> str:
    return " ".join(_feuilles(json.loads(contenu)))


def _yaml(contenu: bytes) -> str:
    return " ".join(_feuilles(yaml.safe_load(contenu)))


def _feuilles(valeur: Any) -> Iterator[str]:
    if isinstance(valeur, dict):
        for cle, dedans in valeur.items():
            yield str(cle)
            yield from _feuilles(dedans)
    elif isinstance(valeur, list):
        for dedans in valeur:
            yield from _feuilles(dedans)
    else:
        yield str(valeur)


def _csv(contenu: bytes) -> str:
    """The cells, without the apostrophe that keeps a spreadsheet from executing them."""
    rangees = csv.reader(StringIO(contenu.decode("utf-8-sig"), newline=""), delimiter=";")
    return " ".join(cellule.removeprefix("'") for rangee in rangees for cellule in rangee)


def _classeur(contenu: bytes) -> str:
    classeur = CalamineWorkbook.from_filelike(BytesIO(contenu))
    feuilles = (classeur.get_sheet_by_name(nom).to_python() for nom in classeur.sheet_names)
    return " ".join(
        str(cellule) for feuille in feuilles for rangee in feuille for cellule in rangee
    )


def _xml(contenu: bytes) -> str:
    racine = ElementTree.fromstring(contenu)  # noqa: S314 — it only reads what our own program has written
    textes = [element.text or "" for element in racine.iter()]
    return " ".join(
        [*textes, *(valeur for element in racine.iter() for valeur in element.attrib.values())]
    )


def _agenda(contenu: bytes) -> str:
    """What a calendar shows of itself and of its events (RFC 5545: folded lines, escaped letters)."""
    lignes = contenu.decode().replace("\r\n ", "").split("\r\n")
    proprietes = [ligne.partition(":") for ligne in lignes]
    vues = [valeur for nom, _, valeur in proprietes if nom.partition(";")[0] in DE_L_AGENDA]
    return "\n".join(
        re.sub(r"\\(.)", lambda lu: "\n" if lu[1] in "nN" else lu[1], valeur) for valeur in vues
    )


def _document(format_: str) -> Callable[[bytes], str]:
    return lambda contenu: lire_documents.texte(contenu, format_)


LECTEURS: dict[str, Callable[[bytes], str]] = {
    ".txt": lambda contenu: contenu.decode(),
    "": lambda contenu: contenu.decode(),
    ".md": _document("md"),
    ".html": _html,
    ".docx": _document("docx"),
    ".pdf": _document("pdf"),
    ".json": _json,
    ".sarif": _json,
    ".yaml": _yaml,
    ".csv": _csv,
    ".xlsx": _classeur,
    ".ods": _classeur,
    ".xml": _xml,
    ".ics": _agenda,
}
STRUCTURES: dict[str, Callable[[bytes], Any]] = {
    ".txt": lambda contenu: None,  # a person reads its lines, nothing else does
    "": lambda contenu: contenu.count(b"\n"),  # a command a line
    ".md": _marques,
    ".html": _elements,
    ".json": lambda contenu: list(_cles(json.loads(contenu))),
    ".sarif": lambda contenu: list(_cles(json.loads(contenu))),
    ".yaml": lambda contenu: list(_cles(yaml.safe_load(contenu))),
    ".csv": _cellules,
    ".xlsx": _formules,
    ".xml": _balises,
    ".ics": _proprietes,
}
BINAIRES = {".docx", ".pdf", ".xlsx", ".ods"}  # whose whole bytes nobody reads in a diff


def structure(contenu: bytes, fin: str) -> Any:
    """What programs obey in a file, beside its texts: no value of a user changes any of it."""
    return STRUCTURES[fin](contenu)


def texte(contenu: bytes, fin: str) -> str:
    """All that is seen, any blank as one space."""
    return " ".join(LECTEURS[fin](contenu).replace("\u00a0", " ").split())
