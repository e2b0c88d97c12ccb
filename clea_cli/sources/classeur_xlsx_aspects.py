"""What cells of an xlsx show beside their texts: a line through them, a veil, a background.

A cell is followed by its elements, however its XML is written; but hardly any workbook does
such things, and that is seen at once.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO
from typing import NamedTuple
from zipfile import ZipFile

from clea_cli.sources.apparence import ORDINAIRE, Apparence, egal_a
from clea_cli.sources.cellules import Feuille, Fusion
from clea_cli.sources.classeur_xlsx_noms import nom_local
from clea_cli.sources.classeur_xlsx_parties import Parties, parties
from clea_cli.sources.classeur_xlsx_styles import Police, a_des_polices, avec
from clea_cli.sources.feuille_lue import colonne, plages
from clea_cli.sources.xml_borne import parcourir

Places = frozenset[tuple[int, int]]  # of cells: row and column, from 1

_PLACE = re.compile("([A-Z]{1,3})[0-9]{1,7}")
# Rules that only hold where no answer is read.
_SANS_REPONSE = ("containsErrors", "containsBlanks")
_INDICE = re.compile("[0-9]{1,9}")


class _Regle(NamedTuple):
    """A conditional format: where, the rank of what it changes, and when.

    `egal` is the text to which the cell must be equal; None: it depends on something else, perhaps
    on a text that it `contient`.
    """

    plages: tuple[Fusion, ...]
    format: int
    genre: str
    egal: str | None = None
    contient: str = ""

    def porte_sur(self, rang: int, place: int, texte: str) -> bool:
        """Whether it may change a cell of that text."""
        if not any(plage.contient(rang, place) for plage in self.plages):
            return False
        # An error gives no answer, and an empty cell none either.
        if self.genre in _SANS_REPONSE:
            return False
        if self.genre == "containsText":
            return self.contient.casefold() in texte.casefold()
        return self.egal is None or self.egal.casefold() == texte.casefold()


class _Cellule(NamedTuple):
    """A cell: where it stands, the number of its style, the rank of its text if it is shared."""

    place: tuple[int, int]
    style: int
    texte: int | None
    remplie: bool
    polices: tuple[Police, ...]  # of the letters of a text of its own


class _Suivi:
    """Follows the elements of a sheet; `_pile` holds the names of those that are open."""

    def __init__(self, xml: bytes) -> None:
        self.cellules: list[_Cellule] = []
        self._pile: list[str] = []
        self._rang = self._colonne = 0  # of the cell
        self._attributs: dict[str, str] = {}
        self._texte = ""
        self._polices: list[Police] = []
        self.regles: list[_Regle] = []
        self._plages = ""  # of the conditional formats that are read
        self._seule = False  # whether the rule asks that the cell is equal to one thing
        parcourir(xml, self._ouvrir, self._fermer, self._ecrire)

    def _ouvrir(self, balise: str, attributs: dict[str, str]) -> None:
        nom = nom_local(balise)
        self._pile.append(nom)
        ou = self._pile[-2:]
        # A row or a cell that does not say its place comes after the one before.
        if ou == ["sheetData", "row"]:
            self._rang = int(attributs.get("r", self._rang + 1))
            self._colonne = 0
        elif ou == ["row", "c"]:
            dite = _PLACE.fullmatch(attributs.get("r", ""))
            self._colonne = colonne(dite[1]) if dite else self._colonne + 1
            self._attributs = attributs
            self._texte = ""
            self._polices = []
        elif nom == "rPr":
            self._polices.append(Police())
        elif ou[:1] == ["rPr"]:
            self._polices[-1] = avec(self._polices[-1], nom, attributs)
        elif nom == "conditionalFormatting":
            self._plages = attributs.get("sqref", "")
        elif nom == "cfRule":
            format_ = int(attributs.get("dxfId", "-1"))
            regle = _Regle(
                plages=plages(self._plages),
                format=format_,
                genre=attributs.get("type", ""),
                contient=attributs.get("text", ""),
            )
            self.regles.append(regle)
            self._seule = attributs.get("operator") == "equal"
        elif ou == ["cfRule", "formula"]:
            self._texte = ""

    def _ecrire(self, texte: str) -> None:
        if self._pile[-1] in ("v", "t", "formula"):
            self._texte += texte

    def _fermer(self, _balise: str) -> None:
        if self._pile[-2:] == ["row", "c"]:
            rang_du_texte = None
            if self._attributs.get("t") == "s" and _INDICE.fullmatch(self._texte):
                rang_du_texte = int(self._texte)
            cellule = _Cellule(
                place=(self._rang, self._colonne),
                style=int(self._attributs.get("s", "0")),
                texte=rang_du_texte,
                remplie=bool(self._texte),
                polices=tuple(self._polices),
            )
            self.cellules.append(cellule)
        elif self._pile[-2:] == ["cfRule", "formula"] and self._seule:
            self.regles[-1] = self.regles[-1]._replace(egal=egal_a(self._texte))
        self._pile.pop()


def regarder(xml: bytes, lues: Parties, feuille: Feuille) -> Feuille:
    """The sheet with the cells whose text is struck through, or is not seen as it is written.

    A person who strikes an answer takes it back. Raises ValueError, expat.ExpatError.
    """
    styles = lues.styles.vues
    textes = lues.polices_des_textes
    conditions = lues.styles.vues_sous_condition
    # By the style of the cell, in a shared text, in a text of its own, by a condition.
    if not (styles or textes or conditions or a_des_polices(xml)):
        return feuille
    suivi = _Suivi(xml)
    vues: dict[tuple[int, int], Apparence] = {}
    for cellule in suivi.cellules:
        if not cellule.remplie:
            continue
        vue = styles.get(cellule.style, ORDINAIRE)
        polices: Iterable[Police] = cellule.polices
        if cellule.texte is not None:
            polices = textes.get(cellule.texte, ())
        for police in polices:
            vue = vue.ou(lues.styles.vue_des_lettres(police, cellule.style))
        if vue != ORDINAIRE:
            vues[cellule.place] = vue
    for place, vue in _selon_les_conditions(suivi.regles, conditions, feuille):
        vues[place] = vue.ou(vues.get(place, ORDINAIRE))
    return feuille._replace(
        barrees=frozenset(place for place, vue in vues.items() if vue.barre),
        voilees=frozenset(place for place, vue in vues.items() if vue.voile),
    )


def _selon_les_conditions(
    regles: Iterable[_Regle], conditions: Mapping[int, Apparence], feuille: Feuille
) -> Iterator[tuple[tuple[int, int], Apparence]]:
    """The filled cells that a conditional format may strike or veil."""
    for regle in regles:
        vue = conditions.get(regle.format)
        if vue is None:
            continue
        for ligne in feuille.lignes:
            for place, texte in enumerate(ligne.valeurs, start=1):
                if texte and regle.porte_sur(ligne.rang, place, texte):
                    yield (ligne.rang, place), vue


def colorees(contenu: bytes, nom: str) -> Places:
    """The cells of the sheet of that name that have a background and no text.

    The workbook is read again for them: only a grille that lacks answers asks. Raises ValueError,
    expat.ExpatError.
    """
    with ZipFile(BytesIO(contenu)) as archive:
        lues = parties(archive)
        colorent = lues.styles.colorent
        # A chart may bear the same name, and has no part.
        feuilles = [dite.partie for dite in lues.feuilles if dite.nom == nom and dite.partie]
        if not colorent or not feuilles:
            return frozenset()
        xml = archive.read(feuilles[0])
    trouvees: list[_Cellule] = []
    for cellule in _Suivi(xml).cellules:
        if cellule.style in colorent and not cellule.remplie:
            trouvees.append(cellule)
    return _places(trouvees)


def _places(cellules: Iterable[_Cellule]) -> Places:
    return frozenset(cellule.place for cellule in cellules)
