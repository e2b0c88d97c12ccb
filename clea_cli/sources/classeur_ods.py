"""The sheets of an OpenDocument workbook, as a person sees them.

Read by expat alone. A library gives the value that a cell stores, where a spreadsheet shows the
text beside it: an error is stored as 0, « Oui » as 1; a text without a type is lost, a boolean
written TRUE is true or false according to which library, and what a merged cell covers is read as
if it were seen.
"""

import re
from bisect import bisect_left

from clea_cli.sources import classeur_ods_cellule as cellule
from clea_cli.sources.apparence import ORDINAIRE, peut_tenir
from clea_cli.sources.cellules import Feuille, Fusion
from clea_cli.sources.classeur_ods_styles import COLONNES, FEUILLE, RANGEE, StylesOds, nom_court
from clea_cli.sources.feuille_lue import COLONNE_MAX, RANG_MAX, FeuilleLue, plages
from clea_cli.sources.xml_borne import parcourir

_CASES_MAX = 100  # beyond, what is repeated is the rest of a row

_VUE, _COUVERTE = "table:table-cell", "table:covered-table-cell"
_PAR_DEFAUT = "table:default-cell-style-name"
_GROUPES = ("table:table-row-group", "table:table-column-group")
# Of a paragraph, what is not its text: a note, what tells how to pronounce it, another program's.
_A_COTE = {"text:note", "text:ruby-text", "office:annotation", ""}
# The setting of a spreadsheet that shows no zero.
_SANS_ZEROS = re.compile(rb'"ShowZeroValues"[^<>]*>\s*false\s*<')
_BLANCS = {
    "text:s": cellule.ESPACE,
    "text:tab": cellule.TABULATION,
    "text:line-break": cellule.A_LA_LIGNE,
}
_ESPACES_MAX = 1_000  # that an element may stand for


def lire(xml: bytes, styles: bytes = b"", reglages: bytes = b"") -> tuple[Feuille, ...]:
    """Read all sheets of a `content.xml`, the named styles being in a `styles.xml`.

    `reglages` is the part that says what the spreadsheet shows (`settings.xml`). Raises ValueError,
    KeyError, expat.ExpatError, DemesureError.
    """
    sans_zeros = _SANS_ZEROS.search(reglages) is not None
    lecteur = _Lecteur(StylesOds(styles), sans_zeros=sans_zeros)
    parcourir(xml, lecteur.ouvrir, lecteur.fermer, lecteur.ecrire)
    if not lecteur.est_un_classeur:
        raise ValueError(xml[:100])
    return tuple(feuille.rendre() for feuille in lecteur.feuilles)


class _Lecteur:
    """Follows the elements; `_pile` holds the names of those that are open."""

    def __init__(self, styles: StylesOds, *, sans_zeros: bool) -> None:
        self.feuilles: list[FeuilleLue] = []
        self.est_un_classeur = False
        self._styles = styles
        self._sans_zeros = sans_zeros  # whether the spreadsheet shows no zero
        self._pile: list[str] = []
        self._groupes: list[bool] = []  # of those that are open, whether each is folded
        # Of each group of columns, the last one and the style of its cells that have none.
        self._des_colonnes: list[tuple[int, str]] = []
        self._rang = 0  # of the row
        self._colonne = 0  # the last one that cells of the row have taken
        self._decrites = 0  # columns of the sheet
        self._plages: tuple[Fusion, ...] = ()  # of the conditional format that is read
        self._rangee: dict[str, str] = {}  # what the row says of itself
        self._cellule: dict[str, str] = {}  # and the cell
        self._paragraphes: list[str] | None = None  # None: outside any cell
        self._vue = ORDINAIRE  # what styles inside the text make of it

    def ouvrir(self, balise: str, attributs: dict[str, str]) -> None:
        """An element begins."""
        nom = nom_court(balise)
        # A comprehension, for this is done for each cell.
        dits = {nom_court(cle): valeur for cle, valeur in attributs.items()}
        parent = ""
        if self._pile:
            parent = self._pile[-1]
        self._pile.append(nom)
        # All that is open within a cell is the cell's, whatever its name.
        if self._paragraphes is not None:
            self._dans_la_cellule(nom, parent, dits)
        elif nom == "office:spreadsheet":
            self.est_un_classeur = True
        elif (parent, nom) == ("office:spreadsheet", FEUILLE):
            titre = dits.get("table:name", "")
            masquee = self._styles.cache(nom, dits)
            self.feuilles.append(FeuilleLue(titre, masquee=masquee))
            self._rang = self._decrites = 0
            self._des_colonnes = []
        elif self._dans_une_feuille():
            self._de_la_feuille(nom, dits)
        else:
            self._styles.lire(nom, dits)

    def fermer(self, _balise: str) -> None:
        """An element ends."""
        nom = self._pile.pop()
        if self._paragraphes is not None:
            if nom in (_VUE, _COUVERTE) and self._pile[-1] == RANGEE:
                self._poser(nom)
        elif self._dans_une_feuille():
            if nom == RANGEE:
                self._finir_la_rangee()
            elif nom in _GROUPES:
                self._groupes.pop()

    def ecrire(self, texte: str) -> None:
        """A text stands in an element."""
        if self._dans_un_paragraphe() and self._paragraphes:
            self._paragraphes[-1] += texte

    def _dans_une_feuille(self) -> bool:
        """Whether an element is part of a table: not of a drawing laid over it."""
        if "table:shapes" in self._pile:
            return False
        return FEUILLE in self._pile and bool(self.feuilles)

    def _de_la_feuille(self, nom: str, dits: dict[str, str]) -> None:
        feuille = self.feuilles[-1]
        if nom in _GROUPES:
            plie = dits.get("table:display") == "false"
            self._groupes.append(plie)
        elif nom == COLONNES:
            # Columns have no number: each element speaks of those after the ones before it.
            premiere = self._decrites + 1
            derniere = self._decrites + _fois(dits, "columns", COLONNE_MAX)
            self._decrites = min(derniere, COLONNE_MAX)
            self._des_colonnes.append((self._decrites, dits.get(_PAR_DEFAUT, "")))
            if self._cache(nom, dits):
                colonnes = range(premiere, self._decrites + 1)
                feuille.colonnes_masquees.update(colonnes)
        elif nom == RANGEE:
            self._rang += 1
            self._colonne = 0
            self._rangee = dits
        elif nom == "calcext:conditional-format":
            self._plages = plages(dits.get("calcext:target-range-address", ""))
        elif nom == "calcext:condition":
            self._selon_une_condition(feuille, dits)
        elif nom in (_VUE, _COUVERTE):
            self._cellule = dits
            self._paragraphes = []
            self._vue = ORDINAIRE

    def _selon_une_condition(self, feuille: FeuilleLue, dits: dict[str, str]) -> None:
        """What a conditional format, said below the rows, may make of the cells that it is for."""
        style = self._styles.nomme(dits.get("calcext:apply-style-name", ""))
        vue = self._styles.vue(style)
        if vue is ORDINAIRE:
            return
        condition = dits.get("calcext:value", "")
        for rang, place, texte in feuille.textes():
            ici = any(plage.contient(rang, place) for plage in self._plages)
            if ici and peut_tenir(condition, texte):
                feuille.noter((rang, place), vue)

    def _style(self, place: int) -> str:
        """The style of the cell in a column: its own, else its row's, else its column's."""
        if style := self._cellule.get("table:style-name"):
            return style
        if style := self._rangee.get(_PAR_DEFAUT):
            return style
        if not self._des_colonnes:
            return ""
        rang = bisect_left(self._des_colonnes, (place, ""))
        # Columns that nobody describes are shown like the last one that somebody does.
        _, style = self._des_colonnes[min(rang, len(self._des_colonnes) - 1)]
        return style

    def _cache(self, nom: str, dits: dict[str, str]) -> bool:
        """Whether rows or columns are hidden: by a group that is folded, or by themselves."""
        if any(self._groupes):
            return True
        return self._styles.cache(nom, dits)

    def _dans_la_cellule(self, nom: str, parent: str, dits: dict[str, str]) -> None:
        if nom == FEUILLE or self._paragraphes is None:
            raise ValueError(nom)  # a table within a cell
        # The words of a note or of a drawing are not the cell's.
        mots = dits.get("text:style-name")
        if mots and self._dans_un_paragraphe():
            vue = self._styles.vue(self._style(self._colonne + 1), mots)
            self._vue = self._vue.ou(vue)
        if nom == "text:p" and parent in (_VUE, _COUVERTE):
            self._paragraphes.append("")
        elif nom in _BLANCS and self._dans_un_paragraphe():
            fois = 1
            if nom == "text:s":
                annonces = int(dits.get("text:c", "1"))
                fois = min(annonces, _ESPACES_MAX)
            self._paragraphes[-1] += _BLANCS[nom] * fois

    def _dans_un_paragraphe(self) -> bool:
        """Whether what comes is part of the text of a cell."""
        if self._paragraphes is None or "text:p" not in self._pile:
            return False
        debut = self._pile.index("text:p")
        # The paragraph of a comment or of a drawing stands in these, not right in the cell.
        if self._pile[debut - 1] not in (_VUE, _COUVERTE):
            return False
        ouverts = self._pile[debut:]
        return _A_COTE.isdisjoint(ouverts)

    def _poser(self, nom: str) -> None:
        """Put the cell that ends in its place; what a merged cell covers is not seen."""
        fois = _fois(self._cellule, "columns", COLONNE_MAX)
        if nom == _VUE:
            feuille = self.feuilles[-1]
            paragraphes = self._paragraphes or ()
            dite = cellule.texte(self._cellule, paragraphes)
            if self._sans_zeros and cellule.est_un_zero(self._cellule):
                dite = ""
            feuille.poser(self._rang, self._colonne + 1, dite, fois)
            self._noter_la_vue(feuille, dite, fois)
        self._colonne += fois
        self._paragraphes = None

    def _noter_la_vue(self, feuille: FeuilleLue, dite: str, fois: int) -> None:
        """Keep what a cell covers, its colour if it has no text, and what its text looks like."""
        rang = self._rang
        place = self._colonne + 1
        hauteur = int(self._cellule.get("table:number-rows-spanned", "1"))
        largeur = int(self._cellule.get("table:number-columns-spanned", "1"))
        if hauteur > 1 or largeur > 1:
            bas = rang + hauteur - 1
            droite = place + largeur - 1
            feuille.fusions.append(Fusion(rang, place, bas, droite))
        # An empty cell that is repeated to the edge of the sheet is what a coloured row leaves.
        if not dite and fois >= _CASES_MAX:
            return
        # One that is repeated may stand in columns of different styles.
        for ici in range(place, place + fois):
            style = self._style(ici)
            if dite:
                vue = self._styles.vue_peut_etre(style, dite)
                if vue is not ORDINAIRE or self._vue is not ORDINAIRE:
                    feuille.noter((rang, ici), vue.ou(self._vue))
            elif self._styles.colore(style):
                feuille.colorees.add((rang, ici))

    def _finir_la_rangee(self) -> None:
        premiere = self._rang
        fois = _fois(self._rangee, "rows", RANG_MAX)
        derniere = min(premiere + fois - 1, RANG_MAX)
        feuille = self.feuilles[-1]
        feuille.repeter(premiere, fois)
        # The empty rows below a table are often said in one element: they hide nothing.
        if self._cache(RANGEE, self._rangee) and not feuille.est_vide(premiere):
            rangs = range(premiere, derniere + 1)
            feuille.lignes_masquees.update(rangs)
        self._rang = derniere


def _fois(dits: dict[str, str], quoi: str, au_plus: int) -> int:
    """How many times a row, a column or a cell is there. Raises ValueError."""
    repetee = dits.get(f"table:number-{quoi}-repeated", "1")
    fois = int(repetee)
    if fois < 1:
        raise ValueError(fois)
    return min(fois, au_plus)
