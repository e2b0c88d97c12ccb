"""The parts of an xlsx beside its sheets: which there are, their shared texts, the styles."""

import posixpath
import re
from functools import cached_property
from typing import NamedTuple
from zipfile import ZipFile

from clea_cli.sources.classeur_xlsx_noms import VRAI, nom_local
from clea_cli.sources.classeur_xlsx_styles import Police, Styles, a_des_polices, avec
from clea_cli.sources.xml_borne import parcourir

CLASSEUR = "xl/workbook.xml"  # where the library looks for it
_LIENS = "xl/_rels/workbook.xml.rels"
_RACINE = "_rels/.rels"
_ID = re.compile(r"http://\S+/relationships id$")
_ECHAPPE = re.compile("_x([0-9A-Fa-f]{4})_")


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


class _PolicesDesTextes:
    """Follows the elements of the shared texts; `polices` are those of the letters of some."""

    def __init__(self, xml: bytes) -> None:
        self.polices: dict[int, list[Police]] = {}
        self._rang = -1
        self._pile: list[str] = []
        parcourir(xml, self._ouvrir, self._fermer)

    def _ouvrir(self, balise: str, attributs: dict[str, str]) -> None:
        self._pile.append(nom_local(balise))
        if self._pile == ["sst", "si"]:
            self._rang += 1
        elif self._pile[-1] == "rPr":
            self.polices.setdefault(self._rang, []).append(Police())
        elif self._pile[-2:-1] == ["rPr"]:
            siennes = self.polices[self._rang]
            siennes[-1] = avec(siennes[-1], self._pile[-1], attributs)

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
    def polices_des_textes(self) -> dict[int, list[Police]]:
        """The fonts of the letters of a shared text, by its rank, where it has several."""
        # Most workbooks have no such text.
        if not a_des_polices(self.textes_xml):
            return {}
        return _PolicesDesTextes(self.textes_xml).polices


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
