"""The parts of an xlsx beside its sheets: which there are, their shared texts, the styles."""

import posixpath
import re
from functools import cached_property
from html import unescape
from typing import NamedTuple
from zipfile import ZipFile

from clea_cli.sources.feuille_lue import est_pale
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
# The formats « 0.00 » and « #,##0.00 », which have no code.
_DEUX_DECIMALES = re.compile(rb'numFmtId="[24]"')
_FORMAT = re.compile(rb'formatCode="([^"]*)"')
_SANS_FOND = ("none", "gray125")  # the two patterns that each workbook has
VRAI = ("1", "true")  # of an attribute, or of a boolean cell
_FAUX = ("0", "false", "off")  # of an attribute
# The name of the element that strikes, in each encoding that a part may have.
_BARRE = [b"strike", "strike".encode("utf-16-le"), "strike".encode("utf-16-be")]


def nom_local(balise: str) -> str:
    """The name of an element of a spreadsheet; "" of any other's."""
    espace, _, nom = balise.rpartition(" ")
    return nom if f"{espace} " in _PRINCIPAL else ""


def dit_barre(xml: bytes) -> bool:
    """Whether a part may strike something through."""
    return any(mot in xml for mot in _BARRE)


def est_barre(attributs: dict[str, str]) -> bool:
    """Whether an element `strike` of those attributes strikes."""
    return attributs.get("val", "1") not in _FAUX


def sans_echappement(texte: str) -> str:
    """A text whose letters that XML has not are no longer written « _x000D_ »."""
    if "_x" not in texte:
        return texte
    decode = _ECHAPPE.sub(_lettre, texte)
    # A sign beyond the first 65,536 is written as two halves, which UTF-16 reunites.
    octets = decode.encode("utf-16", "surrogatepass")
    return octets.decode("utf-16", "replace")


def _lettre(trouve: re.Match[str]) -> str:
    """The letter that « _x000D_ » stands for."""
    numero = int(trouve[1], 16)
    return chr(numero)


class FeuilleEcrite(NamedTuple):
    """A sheet as the workbook announces it; `partie` is "" of one that has no cells (a chart)."""

    nom: str
    partie: str
    masquee: bool


class _Style(NamedTuple):
    """The numbers by which a style says its format, its font and its background."""

    format: int
    police: int
    fond: int


class _Suivi:
    """Follows the elements of the styles; `_pile` holds the names of those that are open."""

    def __init__(self, xml: bytes) -> None:
        self.codes: dict[int, str] = {}  # of number formats
        self.polices: list[bool] = []  # of each font, whether it strikes
        self.fonds: list[str] = []  # the pattern of each background, `none` of a pale one
        self.styles: list[_Style] = []
        self._pile: list[str] = []
        if xml:
            parcourir(xml, self._ouvrir, self._fermer)

    def _ouvrir(self, balise: str, attributs: dict[str, str]) -> None:
        self._pile.append(nom_local(balise))
        # The names alone would not do: those of « dxfs », for conditional formats, are the same.
        match self._pile[-4:]:
            case [*_, "numFmts", "numFmt"]:
                numero = int(attributs["numFmtId"])
                self.codes[numero] = attributs["formatCode"]
            case [*_, "fonts", "font"]:
                self.polices.append(False)
            case [*_, "fonts", "font", "strike"]:
                self.polices[-1] = est_barre(attributs)
            case [*_, "fills", "fill", "patternFill"]:
                motif = attributs.get("patternType", "none")
                self.fonds.append(motif)
            case ["fills", "fill", "patternFill", "fgColor"]:
                couleur = attributs.get("rgb", "")
                if est_pale(couleur):
                    self.fonds[-1] = "none"
            case [*_, "cellXfs", "xf"]:
                style = _Style(
                    format=int(attributs.get("numFmtId", "0")),
                    police=int(attributs.get("fontId", "0")),
                    fond=int(attributs.get("fillId", "0")),
                )
                self.styles.append(style)

    def _fermer(self, _balise: str) -> None:
        self._pile.pop()


class Styles:
    """What a cell looks like, by the number of the style that it says."""

    def __init__(self, xml: bytes) -> None:
        """Remember the part, which most sheets do not ask for."""
        self._xml = xml

    @property
    def montrent_des_mots(self) -> bool:
        """Whether a format shows words, or nothing, instead of some numbers."""
        codes = _FORMAT.findall(self._xml)
        # Of a format that is written otherwise, nothing is sure.
        if self._xml.count(b"formatCode") != len(codes):
            return True
        return any(map(montre_des_mots, _decodes(codes)))

    @property
    def montrent_des_zeros(self) -> bool:
        """Whether a format that a cell may have shows « 1.10 » for 1.1."""
        if _DEUX_DECIMALES.search(self._xml):
            return True
        codes = _FORMAT.findall(self._xml)
        return any(map(montre_des_zeros, _decodes(codes)))

    @cached_property
    def formats(self) -> list[tuple[int, str]]:
        """Of each style, the number and the code of its format."""
        formats: list[tuple[int, str]] = []
        for style in self._lus.styles:
            # The formats that each spreadsheet knows by their number have no code in the file.
            code = self._lus.codes.get(style.format, "")
            formats.append((style.format, code))
        return formats

    @cached_property
    def barrent(self) -> frozenset[int]:
        """The styles whose font strikes."""
        if not dit_barre(self._xml):
            return frozenset()
        polices = {rang for rang, barre in enumerate(self._lus.polices) if barre}
        barrent: set[int] = set()
        for rang, style in enumerate(self._lus.styles):
            if style.police in polices:
                barrent.add(rang)
        return frozenset(barrent)

    @cached_property
    def colorent(self) -> frozenset[int]:
        """The styles that give a background."""
        fonds: set[int] = set()
        for rang, motif in enumerate(self._lus.fonds):
            if motif not in _SANS_FOND:
                fonds.add(rang)
        colorent: set[int] = set()
        for rang, style in enumerate(self._lus.styles):
            if style.fond in fonds:
                colorent.add(rang)
        return frozenset(colorent)

    @cached_property
    def _lus(self) -> _Suivi:
        return _Suivi(self._xml)


def _decodes(codes: list[bytes]) -> set[str]:
    """The codes of formats as a person types them, each once."""
    decodes: set[str] = set()
    for code in codes:
        ecrit = code.decode("utf-8", "replace")
        decodes.add(unescape(ecrit))
    return decodes


class _TextesBarres:
    """Follows the elements of the shared texts; `rangs` are those that are struck through."""

    def __init__(self, xml: bytes) -> None:
        self.rangs: set[int] = set()
        self._rang = -1
        self._pile: list[str] = []
        parcourir(xml, self._ouvrir, self._fermer)

    def _ouvrir(self, balise: str, attributs: dict[str, str]) -> None:
        self._pile.append(nom_local(balise))
        if self._pile == ["sst", "si"]:
            self._rang += 1
        elif self._pile[-2:] == ["rPr", "strike"] and est_barre(attributs):
            self.rangs.add(self._rang)

    def _fermer(self, _balise: str) -> None:
        self._pile.pop()


class Parties:
    """What all sheets share."""

    def __init__(self, feuilles: list[FeuilleEcrite], textes_xml: bytes, styles: Styles) -> None:
        """Remember the parts, of which the texts are read only if a sheet asks for them."""
        self.feuilles = feuilles
        self.textes_xml = textes_xml
        self.styles = styles
        self.depuis_1904 = False  # days are counted from 1904, as Excel for Mac used to
        self.a_recalculer = False  # what its formulas give is computed anew by whoever opens it

    @cached_property
    def textes(self) -> list[str]:
        """The shared texts, as a person reads them."""
        return _textes(self.textes_xml)

    @cached_property
    def textes_barres(self) -> frozenset[int]:
        """The ranks of the shared texts that are struck through, in whole or in part."""
        if not dit_barre(self.textes_xml):
            return frozenset()
        return frozenset(_TextesBarres(self.textes_xml).rangs)


def parties(archive: ZipFile) -> Parties:
    """Read what a workbook says of its sheets. Raises ValueError, KeyError, expat.ExpatError."""
    # Case does not count in the names of parts.
    presentes = {nom.casefold(): nom for nom in archive.namelist()}
    # The library would not look where the file says.
    racine = archive.read(_RACINE)
    if CLASSEUR not in racine.decode("utf-8", "replace"):
        raise ValueError(_RACINE)
    liens = _liens(archive.read(_LIENS))
    textes = _partie(archive, presentes, liens, "sharedStrings", "xl/sharedStrings.xml")
    styles = _partie(archive, presentes, liens, "styles", "xl/styles.xml")
    lues = Parties([], textes, Styles(styles))

    def ouvrir(balise: str, attributs: dict[str, str]) -> None:
        nom = nom_local(balise)
        if nom == "sheet":
            genre, cible = liens[_identifiant(attributs)]
            partie = ""
            if genre == "worksheet":
                partie = presentes[cible.casefold()]
            masquee = attributs.get("state", "visible") != "visible"
            feuille = FeuilleEcrite(attributs["name"], partie, masquee)
            lues.feuilles.append(feuille)
        elif nom == "workbookPr":
            lues.depuis_1904 = attributs.get("date1904", "0") in VRAI
        elif nom == "calcPr":
            lues.a_recalculer = attributs.get("fullCalcOnLoad", "0") in VRAI

    parcourir(archive.read(CLASSEUR), ouvrir)
    return lues


def _identifiant(attributs: dict[str, str]) -> str:
    """The link of a sheet, whatever prefix its attribute has. Raises ValueError."""
    for cle, valeur in attributs.items():
        if _ID.match(cle):
            return valeur
    raise ValueError(attributs)


def _liens(xml: bytes) -> dict[str, tuple[str, str]]:
    """Of each link of the workbook, its kind and the part that it leads to."""
    liens: dict[str, tuple[str, str]] = {}

    def ouvrir(balise: str, attributs: dict[str, str]) -> None:
        if not balise.endswith(" Relationship"):
            return
        # Another file, or a page of the web, is no part of this one.
        if attributs.get("TargetMode") == "External":
            return
        # The kind is the last word of a long address.
        _, _, genre = attributs["Type"].rpartition("/")
        # A way is from the folder of the workbook, or from the root of the zip.
        complet = posixpath.join("/xl", attributs["Target"])
        cible = posixpath.normpath(complet).lstrip("/")
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
    """A part that all sheets share; none if no link leads to one.

    Raises ValueError if it is elsewhere.
    """
    cherchee = ici.casefold()
    liee = False
    for autre, cible in liens.values():
        if autre != genre:
            continue
        if cible.casefold() != cherchee:
            raise ValueError(cible)  # the library would not look where the file says
        liee = True
    if liee and cherchee in presentes:
        return archive.read(presentes[cherchee])
    return b""


def _textes(xml: bytes) -> list[str]:
    """The shared texts of a part, in their order; of a text in pieces, the whole."""
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
