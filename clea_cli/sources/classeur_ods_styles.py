"""The styles of an OpenDocument workbook: what they hide, colour and strike through.

A style may leave things to its parent. Those that a person has named stand in a part of their own
(`styles.xml`), with the ones that the spreadsheet offers; what was done by hand to some cells is in
the part of the sheets.
"""

import re

from clea_cli.sources.feuille_lue import est_pale
from clea_cli.sources.xml_borne import parcourir

FEUILLE, RANGEE, COLONNES = "table:table", "table:table-row", "table:table-column"

_ODF = "urn:oasis:names:tc:opendocument:xmlns:"
_PREFIXES = {
    **{f"{_ODF}{nom}:1.0": nom for nom in ("office", "table", "text", "style")},
    f"{_ODF}xsl-fo-compatible:1.0": "fo",
    "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0": "calcext",
}
_NULLE = re.compile(r"0*(\.0*)?[a-z]*")  # a length
_CACHEES = ("collapse", "filter")
_TRANSPARENT = "transparent"
_SANS_TRAIT = "none"
# Two styles of one name may stand side by side, one for each family.
_DE_CELLULE = "table-cell"
_DE_TEXTE = ("text", "paragraph")

_Cle = tuple[str, str]  # of a style: its family, its name


def nom_court(nom: str) -> str:
    """A name with the usual prefix of its namespace; "" of any other's."""
    espace, _, local = nom.rpartition(" ")
    prefixe = _PREFIXES.get(espace)
    if prefixe is None:
        return ""
    return f"{prefixe}:{local}"


class StylesOds:
    """What styles do to what has them.

    They stand before the sheets in a file, so all are known when a first cell is read.
    """

    def __init__(self, nommes: bytes = b"") -> None:
        """Read the named ones in the part of their own, if there is one.

        Raises ValueError, expat.ExpatError.
        """
        # Sheets, rows without height and columns without width, each kind with its styles' names.
        self._cachent: set[tuple[str, str | None]] = set()
        self._parents: dict[_Cle, str | None] = {}
        # What a style says of itself: that there is a background or a line, or that there is none.
        self._colorent: dict[_Cle, bool] = {}
        self._barrent: dict[_Cle, bool] = {}
        self._cle: _Cle | None = None  # of the style that is read
        if nommes:
            self._lire_les_nommes(nommes)

    def _lire_les_nommes(self, xml: bytes) -> None:
        pile: list[str] = []

        def ouvrir(balise: str, attributs: dict[str, str]) -> None:
            pile.append(nom_court(balise))
            # The other styles of that part are of the pages, their heads and their feet.
            if "office:styles" in pile:
                dits = {nom_court(cle): valeur for cle, valeur in attributs.items()}
                self.lire(pile[-1], dits)

        def fermer(_balise: str) -> None:
            pile.pop()

        parcourir(xml, ouvrir, fermer)

    def lire(self, nom: str, dits: dict[str, str]) -> None:
        """An element of the styles begins."""
        if nom == "style:style":
            self._commencer(dits)
        elif nom == "style:default-style":
            self._cle = None
        elif self._cle is None:
            return
        elif nom == "style:table-cell-properties":
            fond = dits.get("fo:background-color")
            if fond is not None:
                self._colorent[self._cle] = fond != _TRANSPARENT and not est_pale(fond)
        elif nom == "style:text-properties":
            raye = _raye(dits)
            if raye is not None:
                self._barrent[self._cle] = raye
        else:
            self._lire_ce_qui_cache(nom, dits, self._cle)

    def _commencer(self, dits: dict[str, str]) -> None:
        cle = (dits.get("style:family", ""), dits.get("style:name", ""))
        self._cle = cle
        self._parents[cle] = dits.get("style:parent-style-name")
        # One of the sheets stands in the place of a named one.
        self._colorent.pop(cle, None)
        self._barrent.pop(cle, None)

    def _lire_ce_qui_cache(self, nom: str, dits: dict[str, str], cle: _Cle) -> None:
        """The part of a style that speaks of a whole sheet, of rows or of columns."""
        _, style = cle
        if nom == "style:table-properties":
            if dits.get("table:display") == "false":
                self._cachent.add((FEUILLE, style))
        elif nom == "style:table-row-properties":
            if _nulle(dits.get("style:row-height")):
                self._cachent.add((RANGEE, style))
        elif nom == "style:table-column-properties" and _nulle(dits.get("style:column-width")):
            self._cachent.add((COLONNES, style))

    def colore(self, style: str) -> bool:
        """Whether a cell of that style has a background."""
        return self._dit(self._colorent, _DE_CELLULE, style)

    def barre_une_cellule(self, style: str) -> bool:
        """Whether a cell of that style is struck through."""
        return self._dit(self._barrent, _DE_CELLULE, style)

    def barre_des_mots(self, dits: dict[str, str]) -> bool:
        """Whether a paragraph or words of those attributes are struck through."""
        style = dits.get("text:style-name")
        if style is None:  # nearly all
            return False
        return any(self._dit(self._barrent, famille, style) for famille in _DE_TEXTE)

    def _dit(self, styles: dict[_Cle, bool], famille: str, style: str) -> bool:
        """What a style says, or the nearest above it that says something."""
        vus: set[str] = set()
        nom: str | None = style
        # A damaged file may go round.
        while nom and nom not in vus:
            vus.add(nom)
            cle = (famille, nom)
            if cle in styles:
                return styles[cle]
            nom = self._parents.get(cle)
        return False

    def cache(self, nom: str, dits: dict[str, str]) -> bool:
        """Whether such an element, of those attributes, is hidden."""
        if dits.get("table:visibility") in _CACHEES:
            return True
        style = dits.get("table:style-name")
        return (nom, style) in self._cachent


def _raye(dits: dict[str, str]) -> bool | None:
    """Whether a line goes through the text of such a style; None if it does not say."""
    # Programs write the one, the other or both.
    trait = dits.get("style:text-line-through-style")
    genre = dits.get("style:text-line-through-type")
    if trait is None and genre is None:
        return None
    return trait not in (None, _SANS_TRAIT) or genre not in (None, _SANS_TRAIT)


def _nulle(longueur: str | None) -> bool:
    if not longueur:
        return False
    return _NULLE.fullmatch(longueur) is not None
