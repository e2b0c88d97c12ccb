"""The parts of an xlsx beside its sheets: which sheets there are, their shared texts, their number formats."""

import posixpath
import re
from functools import cached_property
from html import unescape
from typing import NamedTuple
from zipfile import ZipFile

from clea_cli.sources.formats_de_nombre import montre_des_mots, montre_des_zeros
from clea_cli.sources.xml_borne import parcourir

CLASSEUR = "xl/workbook.xml"  # where the library looks for it
_LIENS = "xl/_rels/workbook.xml.rels"
_RACINE = "_rels/.rels"
_PRINCIPAL = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main ",
    "http://purl.oclc.org/ooxml/spreadsheetml/main ",  # « Strict Open XML »
)
_ID = re.compile(r"http://\S+/relationships id$")
_ECHAPPE = re.compile("_x([0-9A-Fa-f]{4})_")
_DEUX_DECIMALES = re.compile(
    rb'numFmtId="[24]"'
)  # the formats « 0.00 » and « #,##0.00 », which have no code
_FORMAT = re.compile(rb'formatCode="([^"]*)"')


def nom_local(balise: str) -> str:
    """The name of an element of a spreadsheet; "" of any other's."""
    espace, _, nom = balise.rpartition(" ")
    return nom if f"{espace} " in _PRINCIPAL else ""


def sans_echappement(texte: str) -> str:
    """A text whose letters that XML has not are no longer written « _x000D_ »."""
    if "_x" not in texte:
        return texte
    decode = _ECHAPPE.sub(lambda trouve: chr(int(trouve[1], 16)), texte)
    return decode.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


class FeuilleEcrite(NamedTuple):
    """A sheet as the workbook announces it; `partie` is "" of a sheet that has no cells (a chart)."""

    nom: str
    partie: str
    masquee: bool


class Styles:
    """The number formats, by the number of the style that a cell says."""

    def __init__(self, xml: bytes) -> None:
        """Remember the part, which most sheets do not ask for."""
        self._xml = xml

    @property
    def montrent_des_mots(self) -> bool:
        """Whether a format shows words, or nothing, instead of some numbers."""
        codes = _FORMAT.findall(self._xml)
        if self._xml.count(b"formatCode") != len(codes):  # written otherwise
            return True
        return any(
            montre_des_mots(unescape(code.decode("utf-8", "replace"))) for code in set(codes)
        )

    @property
    def montrent_des_zeros(self) -> bool:
        """Whether a format that a cell may have shows « 1.10 » for 1.1."""
        d_office = _DEUX_DECIMALES.search(self._xml) is not None
        codes = {unescape(code.decode("utf-8", "replace")) for code in _FORMAT.findall(self._xml)}
        return d_office or any(map(montre_des_zeros, codes))

    @cached_property
    def formats(self) -> list[tuple[int, str]]:
        """Of each style, the number and the code of its format."""
        codes: dict[int, str] = {}
        numeros: list[int] = []
        pile: list[str] = []

        def ouvrir(balise: str, attributs: dict[str, str]) -> None:
            nom = nom_local(balise)
            if nom == "numFmt" and pile[-1:] == ["numFmts"]:
                codes[int(attributs["numFmtId"])] = attributs["formatCode"]
            elif nom == "xf" and pile[-1:] == ["cellXfs"]:
                numeros.append(int(attributs.get("numFmtId", "0")))
            pile.append(nom)

        def fermer(_balise: str) -> None:
            pile.pop()

        if self._xml:
            parcourir(self._xml, ouvrir, fermer)
        return [(numero, codes.get(numero, "")) for numero in numeros]


class Parties:
    """What all sheets share."""

    def __init__(self, feuilles: list[FeuilleEcrite], textes_xml: bytes, styles: Styles) -> None:
        """Remember the parts, of which the texts are read only if a sheet asks for them."""
        self.feuilles, self.textes_xml, self.styles = feuilles, textes_xml, styles
        self.depuis_1904 = False
        self.a_recalculer = False  # what its formulas give is computed anew by whoever opens it

    @cached_property
    def textes(self) -> list[str]:
        """The shared texts, as a person reads them."""
        return _textes(self.textes_xml)


def parties(archive: ZipFile) -> Parties:
    """Read what a workbook says of its sheets. Raises ValueError, KeyError, expat.ExpatError."""
    presentes = {nom.casefold(): nom for nom in archive.namelist()}
    if CLASSEUR not in archive.read(_RACINE).decode("utf-8", "replace"):
        raise ValueError(_RACINE)  # the library would not look where the file says
    liens = _liens(archive.read(_LIENS))
    textes = _partie(archive, presentes, liens, "sharedStrings", "xl/sharedStrings.xml")
    styles = _partie(archive, presentes, liens, "styles", "xl/styles.xml")
    lues = Parties([], textes, Styles(styles))
    genres = {identifiant: genre for identifiant, (genre, _) in liens.items()}

    def ouvrir(balise: str, attributs: dict[str, str]) -> None:
        nom = nom_local(balise)
        if nom == "sheet":
            identifiant = next(attributs[cle] for cle in attributs if _ID.match(cle))
            masquee = attributs.get("state", "visible") != "visible"
            partie = ""
            if genres[identifiant] == "worksheet":
                partie = presentes[liens[identifiant][1].casefold()]
            lues.feuilles.append(FeuilleEcrite(attributs["name"], partie, masquee))
        elif nom == "workbookPr":
            lues.depuis_1904 = attributs.get("date1904", "0") in ("1", "true")
        elif nom == "calcPr":
            lues.a_recalculer = attributs.get("fullCalcOnLoad", "0") in ("1", "true")

    parcourir(archive.read(CLASSEUR), ouvrir)
    return lues


def _liens(xml: bytes) -> dict[str, tuple[str, str]]:
    """Of each link of the workbook, its kind and the part that it leads to."""
    liens: dict[str, tuple[str, str]] = {}

    def ouvrir(balise: str, attributs: dict[str, str]) -> None:
        if balise.endswith(" Relationship") and attributs.get("TargetMode") != "External":
            genre = attributs["Type"].rpartition("/")[2]
            cible = posixpath.normpath(posixpath.join("/xl", attributs["Target"])).lstrip("/")
            liens[attributs["Id"]] = (genre, cible)

    parcourir(xml, ouvrir)
    return liens


def _partie(
    archive: ZipFile,
    presentes: dict[str, str],
    liens: dict[str, tuple[str, str]],
    genre: str,
    ici: str,
) -> bytes:
    """A part that all sheets share; none if no link leads to one. Raises ValueError if it is elsewhere."""
    cibles = {cible.casefold() for un, cible in liens.values() if un == genre}
    if cibles - {ici.casefold()}:
        raise ValueError(cibles)  # the library would not look where the file says
    presente = presentes.get(ici.casefold())
    return archive.read(presente) if cibles and presente else b""


def _textes(xml: bytes) -> list[str]:
    textes: list[str] = []
    morceaux: list[str] = []
    pile: list[str] = []

    def ouvrir(balise: str, _attributs: dict[str, str]) -> None:
        pile.append(nom_local(balise))
        if pile == ["sst", "si"]:
            morceaux.clear()

    def fermer(_balise: str) -> None:
        if pile == ["sst", "si"]:
            textes.append(sans_echappement("".join(morceaux)))
        pile.pop()

    def ecrire(texte: str) -> None:
        # Neither what tells how to pronounce it (`rPh`), nor what another program added.
        if pile in (["sst", "si", "t"], ["sst", "si", "r", "t"]):
            morceaux.append(texte)

    if xml:
        parcourir(xml, ouvrir, fermer, ecrire)
    return textes
