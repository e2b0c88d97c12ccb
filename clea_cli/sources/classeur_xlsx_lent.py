"""A sheet of an xlsx that is not written as most are, cell by cell, as a person sees it.

ValueError says that a spreadsheet would not open it, or not show what would be read of it.
"""

import re
from datetime import datetime

from clea_cli.sources import formats_de_nombre
from clea_cli.sources.cellules import Feuille, Fusion
from clea_cli.sources.classeur_xlsx_parties import (
    VRAI,
    FeuilleEcrite,
    Parties,
    nom_local,
    sans_echappement,
)
from clea_cli.sources.feuille_lue import COLONNE_MAX, FeuilleLue, colonne
from clea_cli.sources.mots import NON_CALCULEE
from clea_cli.sources.xml_borne import parcourir

_PLACE = re.compile("([A-Z]{1,3})([1-9][0-9]{0,6})")
_RECTANGLE = re.compile("([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})")
_NOMBRE = re.compile(r"\s*[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]{1,3})?\s*")
_INDICE = re.compile("[0-9]{1,9}")
_FAUX = ("0", "false")
# Elements of which the text is the cell's, by their parents.
_ECRITS = {("c", "v"), ("c", "f"), ("is", "t"), ("r", "t")}


def lire(xml: bytes, parties: Parties, ecrite: FeuilleEcrite) -> Feuille:
    """Read a sheet. Raises ValueError, IndexError, expat.ExpatError, DemesureError."""
    lecteur = _Lecteur(parties, FeuilleLue(ecrite.nom, masquee=ecrite.masquee))
    parcourir(xml, lecteur.ouvrir, lecteur.fermer, lecteur.ecrire)
    return lecteur.feuille.rendre()


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

    def ouvrir(self, balise: str, attributs: dict[str, str]) -> None:
        """An element begins."""
        nom = nom_local(balise)
        ou = (self._pile[-1] if self._pile else "", nom)
        self._pile.append(nom)
        if ou == ("worksheet", "sheetData"):
            self._tableaux += 1
        elif ou == ("sheetData", "row"):
            self._ligne(attributs)
        elif ou == ("row", "c"):
            self._placer(attributs)
        elif ou in _ECRITS:
            if nom != "t" and nom in self._dit:
                raise ValueError(nom)
            self._dit.setdefault(nom, "")
        elif ou[0] in ("row", "sheetData", "c") and nom not in ("is", "extLst"):
            raise ValueError(balise)  # another program's, that a spreadsheet may show otherwise
        else:
            self._autour(ou, attributs)

    def fermer(self, _balise: str) -> None:
        """An element ends."""
        if self._pile[-2:] == ["row", "c"]:
            self.feuille.poser(self._rang, self._colonne, self._texte())
        elif self._pile == ["worksheet"]:
            self._finir()
        self._pile.pop()

    def ecrire(self, texte: str) -> None:
        """A text stands in an element; that of `rPh`, its pronunciation, is not the cell's."""
        if tuple(self._pile[-2:]) in _ECRITS and "rPh" not in self._pile:
            self._dit[self._pile[-1]] += texte

    def _ligne(self, attributs: dict[str, str]) -> None:
        rang = int(attributs.get("r", self._rang + 1))
        if rang <= self._rang:
            raise ValueError(rang)
        self._rang, self._colonne = rang, 0
        if attributs.get("hidden") in VRAI or _nul(attributs.get("ht")):
            self.feuille.lignes_masquees.add(rang)

    def _placer(self, attributs: dict[str, str]) -> None:
        """A cell begins: where it says, or after the one before."""
        apres = self._colonne + 1
        if place := attributs.get("r"):
            lue = _PLACE.fullmatch(place)
            if lue is None or int(lue[2]) != self._rang:
                raise ValueError(place)
            ici = colonne(lue[1])
            if ici < apres:
                raise ValueError(place)
            apres = ici
        self._colonne = apres
        self._cellule = attributs
        self._dit = {}

    def _autour(self, ou: tuple[str, str], attributs: dict[str, str]) -> None:
        """What is said around the cells: columns, merged cells."""
        if ou == ("worksheet", "sheetFormatPr"):
            self._cachees_sinon = _nul(attributs.get("defaultColWidth"))
        elif ou == ("cols", "col"):
            self._decrire(attributs)
        elif ou == ("mergeCells", "mergeCell"):
            lu = _RECTANGLE.fullmatch(attributs["ref"])
            if lu is None:
                raise ValueError(attributs["ref"])
            gauche, haut, droite, bas = lu.groups()
            fusion = Fusion(int(haut), colonne(gauche), int(bas), colonne(droite))
            self.feuille.fusions.append(fusion)

    def _decrire(self, attributs: dict[str, str]) -> None:
        """What is said of a few columns, the next ones."""
        debut = int(attributs["min"])
        fin = min(int(attributs["max"]), COLONNE_MAX)
        if debut <= self._derniere:
            raise ValueError(debut)
        places = range(debut, fin + 1)
        self._decrites.update(places)
        self._derniere = fin
        if attributs.get("hidden") in VRAI or _nul(attributs.get("width")):
            self.feuille.colonnes_masquees.update(places)

    def _finir(self) -> None:
        if self._tableaux != 1:
            raise ValueError(self._tableaux)
        if self._cachees_sinon:
            toutes = set(range(1, COLONNE_MAX + 1))
            self.feuille.colonnes_masquees |= toutes - self._decrites

    def _texte(self) -> str:
        """What a person sees in the cell that ends. Raises ValueError, IndexError."""
        genre = self._cellule.get("t", "n")
        valeur = self._dit.get("v")
        dans_la_cellule = genre == "inlineStr"
        # A text stands in the cell (`t`) or elsewhere (`v` says where), never both.
        if ("v" if dans_la_cellule else "t") in self._dit:
            raise ValueError(self._dit)
        if "f" in self._dit and self._sans_resultat(genre, valeur):
            return NON_CALCULEE
        if dans_la_cellule:
            return sans_echappement(self._dit.get("t", ""))
        if valeur is None or (not valeur and genre in ("n", "str")):
            return ""
        return self._valeur(genre, valeur)

    def _sans_resultat(self, genre: str, valeur: str | None) -> bool:
        """Whether a formula has no result here; of an empty text Excel writes an empty `v`."""
        if self._parties.a_recalculer or valeur is None:
            return True
        return not valeur and genre != "str"

    def _valeur(self, genre: str, valeur: str) -> str:
        if genre == "s" and _INDICE.fullmatch(valeur):
            return self._parties.textes[int(valeur)]
        if genre == "str":
            return sans_echappement(valeur)
        if genre == "e":
            return valeur
        if genre == "b" and valeur in (*VRAI, *_FAUX):
            return "VRAI" if valeur in VRAI else "FAUX"
        if genre == "d":
            jour = datetime.fromisoformat(valeur)
            return f"{jour:%d/%m/%Y}"
        if genre == "n" and _NOMBRE.fullmatch(valeur):
            return self._nombre(float(valeur))
        raise ValueError((genre, valeur))

    def _nombre(self, valeur: float) -> str:
        style = int(self._cellule.get("s", "0"))
        formats = self._parties.styles.formats
        numero, code = 0, ""
        if style < len(formats):
            numero, code = formats[style]
        depuis_1904 = self._parties.depuis_1904
        return formats_de_nombre.texte(valeur, numero, code, depuis_1904=depuis_1904)


def _nul(grandeur: str | None) -> bool:
    """Whether a width or a height is said, and is nothing."""
    return grandeur is not None and float(grandeur) == 0
