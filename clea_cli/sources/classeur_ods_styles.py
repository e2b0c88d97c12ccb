"""The styles of an OpenDocument workbook: what they hide, colour and strike through.

A style may leave things to its parent. Those that a person has named stand in a part of their own
(`styles.xml`), with the ones that the spreadsheet offers; what was done by hand to some cells is in
the part of the sheets.
"""

import re
from typing import TypeVar

from clea_cli.sources.apparence import (
    ORDINAIRE,
    Apparence,
    est_de_symboles,
    est_pale,
    peut_tenir,
)
from clea_cli.sources.xml_borne import parcourir

FEUILLE, RANGEE, COLONNES = "table:table", "table:table-row", "table:table-column"

_ODF = "urn:oasis:names:tc:opendocument:xmlns:"
_PREFIXES = {
    **{f"{_ODF}{nom}:1.0": nom for nom in ("office", "table", "text", "style")},
    f"{_ODF}xsl-fo-compatible:1.0": "fo",
    "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0": "calcext",
}
_LONGUEUR = re.compile(r"([0-9]*\.?[0-9]+)([a-z]*)")
_EN_POINTS = {"cm": 28.35, "mm": 2.835, "in": 72, "pc": 12}
_POINTS_MIN = 2
_BLANC, _NOIR = "#ffffff", "#000000"
_CACHEES = ("collapse", "filter")
_TRANSPARENT = "transparent"
_SANS_TRAIT = "none"
_DIAGONALES = ("style:diagonal-bl-tr", "style:diagonal-tl-br")
# Two styles of one name may stand side by side, one for each family.
_DE_CELLULE = "table-cell"
_DE_TEXTE = ("text", "paragraph")

_T = TypeVar("_T")
_U = TypeVar("_U")
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
        self._fonds: dict[_Cle, str] = {}
        self._barrent: dict[_Cle, bool] = {}
        self._croises: dict[_Cle, bool] = {}  # whether a line is drawn across the cell
        self._couleurs: dict[_Cle, str] = {}
        self._symboles: dict[_Cle, bool] = {}  # whether its font is one of symbols
        # Of a style, others that come over it, each with its condition.
        self._selon: dict[_Cle, list[tuple[str, str]]] = {}
        # What the styles of a cell and of words in it make of a text: this is asked for each cell.
        self._vues: dict[tuple[str, str], Apparence] = {}
        self._montres: dict[str, str] = {}  # the names of styles of cells, by those that are shown
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
                self._fonds[self._cle] = _BLANC if fond == _TRANSPARENT else fond
            self._lire_les_diagonales(dits, self._cle)
        elif nom == "style:text-properties":
            self._lire_la_police(dits, self._cle)
        elif nom == "style:map":
            dite = (dits.get("style:condition", ""), dits.get("style:apply-style-name", ""))
            self._selon.setdefault(self._cle, []).append(dite)
        else:
            self._lire_ce_qui_cache(nom, dits, self._cle)

    def _commencer(self, dits: dict[str, str]) -> None:
        cle = (dits.get("style:family", ""), dits.get("style:name", ""))
        self._cle = cle
        self._parents[cle] = dits.get("style:parent-style-name")
        famille, nom = cle
        if famille == _DE_CELLULE and "style:display-name" in dits:
            self._montres[dits["style:display-name"]] = nom
        # One of the sheets stands in the place of a named one.
        for dit in (self._colorent, self._fonds, self._barrent, self._croises):
            dit.pop(cle, None)
        for police in (self._couleurs, self._symboles):
            police.pop(cle, None)

    def _lire_les_diagonales(self, dits: dict[str, str], cle: _Cle) -> None:
        """Lines drawn across a cell: by hand, one strikes so too."""
        dites = [dits[trait] for trait in _DIAGONALES if trait in dits]
        if dites:
            self._croises[cle] = any(trait != _SANS_TRAIT for trait in dites)

    def _lire_la_police(self, dits: dict[str, str], cle: _Cle) -> None:
        """The part of a style that speaks of its text."""
        raye = _raye(dits)
        if raye is not None:
            self._barrent[cle] = raye
        couleur = dits.get("fo:color")
        if dits.get("style:use-window-font-color") == "true":
            couleur = ""  # that which shows on the background
        if couleur is not None:
            self._couleurs[cle] = couleur
        police = dits.get("style:font-name") or dits.get("fo:font-family")
        if police:
            self._symboles[cle] = est_de_symboles(police)

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
        return self._valeur(self._colorent, (_DE_CELLULE, style), default=False)

    def nomme(self, montre: str) -> str:
        """The style of cells that a person knows by that name."""
        return self._montres.get(montre, montre)

    def vue(self, style: str, mots: str = "") -> Apparence:
        """What a text looks like by the style of its cell, and that of a paragraph or of words."""
        cle = (style, mots)
        if cle not in self._vues:
            self._vues[cle] = self._apparence(style, mots)
        return self._vues[cle]

    def _apparence(self, style: str, mots: str) -> Apparence:
        qui = [(famille, mots) for famille in _DE_TEXTE if mots]
        qui.append((_DE_CELLULE, style))
        barre = any(self._valeur(self._barrent, cle, default=False) for cle in qui)
        croise = self._valeur(self._croises, (_DE_CELLULE, style), default=False)
        symboles = any(self._valeur(self._symboles, cle, default=False) for cle in qui)
        # The colour of the words comes over that of the cell, whose background is theirs too.
        couleurs = [self._valeur(self._couleurs, cle, default=None) for cle in qui]
        couleur = next((dite for dite in couleurs if dite is not None), _NOIR)
        fond = self._valeur(self._fonds, (_DE_CELLULE, style), default=_BLANC)
        vue = Apparence(barre or croise, symboles or couleur.lower() == fond.lower())
        return ORDINAIRE if vue == ORDINAIRE else vue  # one object, which is known at once

    def vue_peut_etre(self, style: str, texte: str) -> Apparence:
        """What conditions may make of the text of such a cell, with what it looks like without."""
        vue = self.vue(style)
        if not self._selon:  # nearly all workbooks
            return vue
        for condition, sous_condition in self._selon.get((_DE_CELLULE, style), ()):
            if peut_tenir(condition, texte):
                vue = vue.ou(self.vue(sous_condition))
        return vue

    def _valeur(self, styles: dict[_Cle, _T], cle: _Cle, *, default: _U) -> _T | _U:
        """What a style says, or the nearest above it that says something."""
        famille, nom = cle
        vus: set[str] = set()
        # A damaged file may go round.
        while nom and nom not in vus:
            vus.add(nom)
            ici = (famille, nom)
            if ici in styles:
                return styles[ici]
            nom = self._parents.get(ici) or ""
        return default

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
    """Whether a height or a width is said, and is too little for anybody to see a letter."""
    lue = _LONGUEUR.fullmatch(longueur or "")
    if lue is None:
        return False
    nombre, unite = lue.groups()
    return float(nombre) * _EN_POINTS.get(unite, 1) < _POINTS_MIN
