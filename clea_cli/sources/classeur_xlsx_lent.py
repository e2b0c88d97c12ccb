"""A sheet of an xlsx that is not written as most are, cell by cell, as a person sees it.

ValueError says that a spreadsheet would not open it, or not show what would be read of it.
"""

import re
from datetime import datetime

from clea_cli.sources import formats_de_nombre
from clea_cli.sources.cellules import Feuille
from clea_cli.sources.classeur_xlsx_noms import VRAI, nom_local
from clea_cli.sources.classeur_xlsx_parties import FeuilleEcrite, Parties, sans_echappement
from clea_cli.sources.feuille_lue import COLONNE_MAX, FeuilleLue, colonne, rectangle
from clea_cli.sources.mots import NON_CALCULEE
from clea_cli.sources.xml_borne import parcourir

_PLACE = re.compile("([A-Z]{1,3})([1-9][0-9]{0,6})")
_RECTANGLE = re.compile("([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})")
_NOMBRE = re.compile(r"\s*[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]{1,3})?\s*")
_INDICE = re.compile("[0-9]{1,9}")
_POINTS_MIN, _LETTRES_MIN = 1, 0.3  # of the height of a row, of the width of a column
_FAUX = ("0", "false")
# Elements of which the text is the cell's, by their parents.
_ECRITS = {("c", "v"), ("c", "f"), ("is", "t"), ("r", "t")}


def lire(xml: bytes, parties: Parties, ecrite: FeuilleEcrite) -> Feuille:
    """Read a sheet. Raises ValueError, IndexError, expat.ExpatError, DemesureError."""
    feuille = FeuilleLue(ecrite.nom, masquee=ecrite.masquee)
    lecteur = _Lecteur(parties, feuille)
    parcourir(xml, lecteur.ouvrir, lecteur.fermer, lecteur.ecrire)
    return feuille.rendre()


class _Lecteur:
    """Follows the elements of a sheet; `_pile` holds the names of those that are open."""

    def __init__(self, parties: Parties, feuille: FeuilleLue) -> None:
        self.feuille = feuille
        self._parties = parties
        self._pile: list[str] = []
        self._tableaux = 0  # elements that hold rows
        self._rang = self._colonne = 0  # of the cell
        self._cellule: dict[str, str] = {}
        self._dit: dict[str, str] = {}  # what the cell holds: `v`, `f`, `t`
        self._cachees_sinon = False  # whether a column that is not described has no width
        self._decrites: set[int] = set()  # columns
        self._derniere = 0  # of them
        self._sans_zeros = False  # whether the sheet shows no zero

    def ouvrir(self, balise: str, attributs: dict[str, str]) -> None:
        """An element begins."""
        nom = nom_local(balise)
        parent = ""
        if self._pile:
            parent = self._pile[-1]
        self._pile.append(nom)
        ou = (parent, nom)
        if ou == ("worksheet", "sheetData"):
            self._tableaux += 1
        elif ou == ("sheetData", "row"):
            self._ligne(attributs)
        elif ou == ("row", "c"):
            self._placer(attributs)
        elif ou in _ECRITS:
            # A text may be in pieces (`t`); a second value or formula would be one too many.
            if nom != "t" and nom in self._dit:
                raise ValueError(nom)
            self._dit.setdefault(nom, "")
        elif parent in ("row", "sheetData", "c") and nom not in ("is", "extLst"):
            raise ValueError(balise)  # another program's, that a spreadsheet may show otherwise
        else:
            self._autour(ou, attributs)

    def fermer(self, _balise: str) -> None:
        """An element ends."""
        if self._pile[-2:] == ["row", "c"]:
            vu = self._texte()
            self.feuille.poser(self._rang, self._colonne, vu)
        elif self._pile == ["worksheet"]:
            self._finir()
        self._pile.pop()

    def ecrire(self, texte: str) -> None:
        """A text stands in an element; that of `rPh`, its pronunciation, is not the cell's."""
        ou = tuple(self._pile[-2:])
        if ou in _ECRITS and "rPh" not in self._pile:
            _, nom = ou
            self._dit[nom] += texte

    def _ligne(self, attributs: dict[str, str]) -> None:
        """A row begins: where it says, or after the one before. Raises ValueError."""
        rang = self._rang + 1
        if "r" in attributs:
            rang = int(attributs["r"])
        # A spreadsheet does not open a file whose rows go back.
        if rang <= self._rang:
            raise ValueError(rang)
        self._rang = rang
        self._colonne = 0
        if attributs.get("hidden") in VRAI or _nul(attributs.get("ht"), _POINTS_MIN):
            self.feuille.lignes_masquees.add(rang)

    def _placer(self, attributs: dict[str, str]) -> None:
        """A cell begins: where it says, or after the one before."""
        place = self._colonne + 1
        if nom := attributs.get("r"):
            lu = _PLACE.fullmatch(nom)
            # Of a cell that says another row, or one before, nobody knows where it is shown.
            if lu is None or int(lu[2]) != self._rang:
                raise ValueError(nom)
            dite = colonne(lu[1])
            if dite < place:
                raise ValueError(nom)
            place = dite
        self._colonne = place
        self._cellule = attributs
        self._dit = {}

    def _autour(self, ou: tuple[str, str], attributs: dict[str, str]) -> None:
        """What is said around the cells: columns, merged cells."""
        if ou == ("sheetViews", "sheetView"):
            self._sans_zeros = attributs.get("showZeros", "1") in _FAUX
        elif ou == ("worksheet", "sheetFormatPr"):
            self._cachees_sinon = _nul(attributs.get("defaultColWidth"), _LETTRES_MIN)
        elif ou == ("cols", "col"):
            self._decrire(attributs)
        elif ou == ("mergeCells", "mergeCell"):
            places = attributs["ref"]
            lu = _RECTANGLE.fullmatch(places)
            if lu is None:
                raise ValueError(places)
            self.feuille.fusions.append(rectangle(*lu.groups()))

    def _decrire(self, attributs: dict[str, str]) -> None:
        """What is said of a few columns, the next ones."""
        debut = int(attributs["min"])
        fin = min(int(attributs["max"]), COLONNE_MAX)
        if debut <= self._derniere:
            raise ValueError(debut)
        places = range(debut, fin + 1)
        self._decrites.update(places)
        self._derniere = fin
        if attributs.get("hidden") in VRAI or _nul(attributs.get("width"), _LETTRES_MIN):
            self.feuille.colonnes_masquees.update(places)

    def _finir(self) -> None:
        # Of two, nobody knows which is shown.
        if self._tableaux != 1:
            raise ValueError(self._tableaux)
        if self._cachees_sinon:
            toutes = set(range(1, COLONNE_MAX + 1))
            non_decrites = toutes - self._decrites
            self.feuille.colonnes_masquees |= non_decrites

    def _texte(self) -> str:
        """What a person sees in the cell that ends. Raises ValueError, IndexError."""
        genre = self._cellule.get("t", "n")
        valeur = self._dit.get("v")
        dans_la_cellule = genre == "inlineStr"
        # A text stands in the cell (`t`) or elsewhere (`v` says where), never both.
        de_trop = "v" if dans_la_cellule else "t"
        if de_trop in self._dit:
            raise ValueError(self._dit)
        if "f" in self._dit and self._sans_resultat(genre, valeur):
            return NON_CALCULEE
        if dans_la_cellule:
            ecrit = self._dit.get("t", "")
            return self._montre(sans_echappement(ecrit))
        # An empty number or text shows nothing; of any other kind it is a fault.
        if valeur is None or (not valeur and genre in ("n", "str")):
            return ""
        return self._valeur(genre, valeur)

    def _sans_resultat(self, genre: str, valeur: str | None) -> bool:
        """Whether a formula has no result here; of an empty text Excel writes an empty `v`."""
        if self._parties.a_recalculer or valeur is None:
            return True
        return not valeur and genre != "str"

    def _valeur(self, genre: str, valeur: str) -> str:
        """A value by its kind (ECMA-376, part 1, 18.18.11). Raises ValueError, IndexError."""
        if genre == "s" and _INDICE.fullmatch(valeur):
            return self._montre(self._parties.textes[int(valeur)])
        if genre == "str":
            return self._montre(sans_echappement(valeur))
        if genre == "e":
            return valeur
        if genre == "b" and valeur in (*VRAI, *_FAUX):
            dit = "VRAI" if valeur in VRAI else "FAUX"
            # A format that hides all hides these too; of its words, spreadsheets show some or none.
            return self._montre(dit) and dit
        if genre == "d":
            jour = datetime.fromisoformat(valeur)
            return f"{jour:%d/%m/%Y}"
        if genre == "n" and _NOMBRE.fullmatch(valeur):
            return self._nombre(float(valeur))
        raise ValueError((genre, valeur))

    def _montre(self, ecrit: str) -> str:
        """What the format of the cell shows of a text."""
        style = int(self._cellule.get("s", "0"))
        code = self._parties.styles.changent_les_textes.get(style, "")
        return formats_de_nombre.d_un_texte(code, ecrit)

    def _nombre(self, valeur: float) -> str:
        if valeur == 0 and self._sans_zeros:
            return ""
        style = int(self._cellule.get("s", "0"))
        formats = self._parties.styles.formats
        numero, code = 0, ""
        if style < len(formats):
            numero, code = formats[style]
        depuis_1904 = self._parties.depuis_1904
        return formats_de_nombre.texte(valeur, numero, code, depuis_1904=depuis_1904)


def _nul(grandeur: str | None, au_moins: float) -> bool:
    """Whether a width or a height is said, and is too little for anybody to see a letter."""
    return grandeur is not None and float(grandeur) < au_moins
