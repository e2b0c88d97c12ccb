"""What a style of an xlsx makes of a cell: its number format, its font, what lies behind it."""

import re
from functools import cached_property, lru_cache
from html import unescape
from typing import NamedTuple
from xml.parsers import expat

from clea_cli.sources.apparence import (
    BLANC,
    NOIR,
    ORDINAIRE,
    Apparence,
    est_de_symboles,
    est_pale,
)
from clea_cli.sources.classeur_xlsx_noms import VRAI, nom_local
from clea_cli.sources.formats_de_nombre import (
    d_un_texte,
    montre_des_mots,
    montre_des_zeros,
)
from clea_cli.sources.xml_borne import parcourir

# The formats « 0.00 » and « #,##0.00 », which have no code.
_DEUX_DECIMALES = re.compile(rb'numFmtId="[24]"')
_FORMAT = re.compile(rb'formatCode="([^"]*)"')
_STYLES_RETENUS = 20  # parts
_SANS_FOND = ("none", "gray125")  # the two patterns that each workbook has
# The background of a form: nobody coloured it to answer.
# Of the colours of a theme and of the old palette, the two that all workbooks have.
_CONNUES = {
    ("theme", "0"): BLANC,
    ("theme", "1"): NOIR,
    **{("indexed", numero): BLANC for numero in ("1", "9", "65")},
    **{("indexed", numero): NOIR for numero in ("0", "8", "64")},
}
_FAUX = ("0", "false", "off")  # of an attribute


def a_des_polices(xml: bytes) -> bool:
    """Whether a part may hold a text in several fonts."""
    # In UTF-16, each letter has a zero beside it.
    if b"\0" in xml[:4]:
        xml = xml.replace(b"\0", b"")
    return b"rPr" in xml


def est_barre(attributs: dict[str, str]) -> bool:
    """Whether an element `strike` of those attributes strikes."""
    return attributs.get("val", "1") not in _FAUX


class _Style(NamedTuple):
    """The numbers by which a style says its format, its font, its background and its borders."""

    format: int
    police: int
    fond: int
    bordure: int


class Police(NamedTuple):
    """A font, of a cell or of some letters in it: whether it strikes, whether it is of symbols.

    `couleur` is None if it says none.
    """

    barre: bool = False
    symboles: bool = False
    couleur: str | None = None

    def sur(self, fond: str) -> Apparence:
        """What a text in this font looks like on a background of that colour."""
        couleur = NOIR if self.couleur is None else self.couleur
        return Apparence(self.barre, self.symboles or couleur == fond)


class _Fond(NamedTuple):
    """A background: its pattern, `none` of a pale one, and its colour ("" if it is not plain)."""

    motif: str
    couleur: str


class _Condition(NamedTuple):
    """What a conditional format changes in a cell."""

    police: Police = Police()
    fond: str | None = None
    format: str = ""

    @property
    def vue(self) -> Apparence:
        """What it may make of a text."""
        # Without a background of its own, a text in another colour than white is seen on most.
        voile = self.fond == NOIR and self.police.couleur is None
        if self.police.couleur is not None:
            voile = self.police.couleur == (BLANC if self.fond is None else self.fond)
        autrement = bool(self.format) and montre_des_mots(self.format)
        return Apparence(self.police.barre, voile or autrement)


class _Suivi:
    """Follows the elements of the styles; `_pile` holds the names of those that are open."""

    def __init__(self, xml: bytes) -> None:
        self.codes: dict[int, str] = {}  # of number formats
        self.polices: list[Police] = []
        self.fonds: list[_Fond] = []
        self.croises: list[bool] = []  # of each set of borders, whether a line is drawn across
        self._en_travers = False  # whether one is asked for, which has to be of some kind
        self.styles: list[_Style] = []
        self.conditions: list[_Condition] = []
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
            case [*_, "cellXfs", "xf"]:
                style = _Style(
                    format=int(attributs.get("numFmtId", "0")),
                    police=int(attributs.get("fontId", "0")),
                    fond=int(attributs.get("fillId", "0")),
                    bordure=int(attributs.get("borderId", "0")),
                )
                self.styles.append(style)
            case [*_, "dxfs", "dxf"]:
                self.conditions.append(_Condition())
            case ["dxfs", "dxf", *_] | [_, "dxfs", "dxf", _] | ["dxf", *_]:
                self._selon_une_condition(attributs)
            case _:
                self._dessin(attributs)

    def _dessin(self, attributs: dict[str, str]) -> None:
        """A part of a font, of a background or of borders."""
        match self._pile[-4:]:
            case [*_, "fonts", "font"]:
                self.polices.append(Police())
            case [*_, "fonts", "font", quoi]:
                self.polices[-1] = avec(self.polices[-1], quoi, attributs)
            case [*_, "fills", "fill"]:
                self.fonds.append(_Fond("gradient", ""))
            case [*_, "fills", "fill", "patternFill"]:
                self.fonds[-1] = _fond(attributs.get("patternType", "none"))
            case ["fills", "fill", "patternFill", "fgColor"]:
                self.fonds[-1] = _colore(self.fonds[-1], attributs)
            case [*_, "borders", "border"]:
                self.croises.append(False)
                sens = (attributs.get("diagonalUp"), attributs.get("diagonalDown"))
                self._en_travers = any(dit in VRAI for dit in sens)
            case [*_, "borders", "border", "diagonal"]:
                trait = attributs.get("style", "none")
                self.croises[-1] = self._en_travers and trait != "none"

    def _selon_une_condition(self, attributs: dict[str, str]) -> None:
        """A part of a conditional format."""
        une = self.conditions[-1]
        match self._pile:
            case [*_, "dxf", "numFmt"]:
                une = une._replace(format=attributs.get("formatCode", ""))
            case [*_, "dxf", "font", quoi]:
                une = une._replace(police=avec(une.police, quoi, attributs))
            # Of a plain background, these name the colour the other way round.
            case [*_, "dxf", "fill", "patternFill", "bgColor"]:
                une = une._replace(fond=_couleur(attributs))
        self.conditions[-1] = une

    def vue(self, style: _Style) -> Apparence:
        """What a text looks like in cells of such a style."""
        if style.police >= len(self.polices):
            return ORDINAIRE
        # By hand, one strikes by a line across the cell too.
        croise = style.bordure < len(self.croises) and self.croises[style.bordure]
        vue = self.polices[style.police].sur(self.fond(style))
        return vue.ou(Apparence(barre=croise))

    def fond(self, style: _Style) -> str:
        """The colour behind a text in cells of such a style; "" if it is not plain."""
        if style.fond >= len(self.fonds):
            return BLANC
        return self.fonds[style.fond].couleur

    def _fermer(self, _balise: str) -> None:
        self._pile.pop()


@lru_cache(maxsize=_STYLES_RETENUS)
def _suivre(xml: bytes) -> _Suivi:
    """Read a part of styles; the grilles of one évaluateur often have the same."""
    return _Suivi(xml)


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
    def changent_les_textes(self) -> dict[int, str]:
        """The formats that hide or change a text, by the ranks of the styles that have them."""
        codes: dict[int, str] = {}
        for rang, style in enumerate(self._vus.styles):
            code = self._vus.codes.get(style.format, "")
            if d_un_texte(code, "a") != "a":
                codes[rang] = code
        return codes

    @cached_property
    def vues(self) -> dict[int, Apparence]:
        """What texts look like in the styles in which they are struck or not seen as written."""
        vues: dict[int, Apparence] = {}
        for rang, style in enumerate(self._vus.styles):
            vue = self._vus.vue(style)
            if vue != ORDINAIRE:
                vues[rang] = vue
        return vues

    def vue_des_lettres(self, police: Police, style: int) -> Apparence:
        """What letters in a font look like, in cells of the style of that rank."""
        fond = BLANC
        if style < len(self._vus.styles):
            fond = self._vus.fond(self._vus.styles[style])
        return police.sur(fond)

    @cached_property
    def vues_sous_condition(self) -> dict[int, Apparence]:
        """The same of conditional formats, by their ranks."""
        vues: dict[int, Apparence] = {}
        for rang, condition in enumerate(self._vus.conditions):
            if condition.vue != ORDINAIRE:
                vues[rang] = condition.vue
        return vues

    @cached_property
    def colorent(self) -> frozenset[int]:
        """The styles that give a background."""
        fonds: set[int] = set()
        for rang, fond in enumerate(self._lus.fonds):
            if fond.motif not in _SANS_FOND:
                fonds.add(rang)
        colorent: set[int] = set()
        for rang, style in enumerate(self._lus.styles):
            if style.fond in fonds:
                colorent.add(rang)
        return frozenset(colorent)

    @cached_property
    def _lus(self) -> _Suivi:
        return _suivre(self._xml)

    @cached_property
    def _vus(self) -> _Suivi:
        """The same for what cells look like: of damaged styles, nobody sees anything."""
        try:
            return self._lus
        except (expat.ExpatError, LookupError, ValueError):
            return _Suivi(b"")


def avec(police: Police, quoi: str, attributs: dict[str, str]) -> Police:
    """A font, with what one of its elements says."""
    match quoi:
        case "strike":
            return police._replace(barre=est_barre(attributs))
        case "color":
            return police._replace(couleur=_couleur(attributs))
        case "name" | "rFont":
            return police._replace(symboles=est_de_symboles(attributs.get("val", "")))
    return police


def _fond(motif: str) -> _Fond:
    """A background before it says its colour."""
    return _Fond(motif, BLANC if motif == "none" else "")


def _colore(fond: _Fond, attributs: dict[str, str]) -> _Fond:
    """A background with its colour; a pale one is as none."""
    if est_pale(attributs.get("rgb", "")):
        fond = fond._replace(motif="none")
    # Behind any other pattern than a plain one, the text is seen.
    if fond.motif in ("none", "solid"):
        fond = fond._replace(couleur=_couleur(attributs))
    return fond


def _couleur(attributs: dict[str, str]) -> str:
    """A colour, so that two that are one are said alike."""
    match attributs:
        case {"rgb": rgb}:
            return rgb[-6:].upper()
        case {"tint": teinte} if float(teinte):
            return repr(sorted(attributs.items()))
        case {"theme": numero} | {"indexed": numero}:
            genre = "theme" if "theme" in attributs else "indexed"
            return _CONNUES.get((genre, numero), f"{genre} {numero}")
    return NOIR  # automatic


def _decodes(codes: list[bytes]) -> set[str]:
    """The codes of formats as a person types them, each once."""
    decodes: set[str] = set()
    for code in codes:
        ecrit = code.decode("utf-8", "replace")
        decodes.add(unescape(ecrit))
    return decodes
