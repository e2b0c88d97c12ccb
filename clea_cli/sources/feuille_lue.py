"""A sheet of a workbook while its cells are read one by one, up to what a person sees of it."""

import re
from collections.abc import Iterable, Iterator, Sequence

from clea_cli.sources.apparence import Apparence
from clea_cli.sources.cellules import Feuille, Fusion, Ligne

CELLULES_MAX = 5_000_000  # of the rectangle of a sheet, empty ones included
RANG_MAX, COLONNE_MAX = 1_048_576, 16_384  # of any spreadsheet
# The name of a sheet may hold anything: what follows it is a cell, or a rectangle.
_PLAGE = re.compile(
    r"(?<![^\s.!])\$?([A-Z]{1,3})\$?([0-9]{1,7})(?::(?:\S*[.!])?\$?([A-Z]{1,3})\$?([0-9]{1,7}))?(?!\S)"
)


class DemesureError(Exception):
    """A workbook that unfolds to far more than any grille."""


def colonne(lettres: str | bytes) -> int:
    """The number (from 1) of a column that a spreadsheet calls A, Z, AA."""
    codes = lettres.encode() if isinstance(lettres, str) else lettres
    nombre = 0
    # Base 26 with digits from 1 (A) to 26 (Z): there is no zero.
    for code in codes:
        rang_de_la_lettre = code - ord("A") + 1
        nombre = nombre * 26 + rang_de_la_lettre
    return nombre


def rectangle(
    gauche: str | bytes, haut: str | bytes, droite: str | bytes, bas: str | bytes
) -> Fusion:
    """The cells between two corners, by the letters and figures of their names."""
    return Fusion(
        haut=int(haut),
        gauche=colonne(gauche),
        bas=int(bas),
        droite=colonne(droite),
    )


def plages(ecrites: str) -> tuple[Fusion, ...]:
    """The rectangles of cells « B2:B6 D4 », each perhaps with the name of a sheet."""
    trouvees: list[Fusion] = []
    for lu in _PLAGE.finditer(ecrites):
        gauche, haut, droite, bas = lu.groups()
        # One cell is its own end.
        trouvees.append(rectangle(gauche, haut, droite or gauche, bas or haut))
    return tuple(trouvees)


class FeuilleLue:
    """The cells of a sheet by their place (from 1), and what is hidden of it."""

    def __init__(self, nom: str, *, masquee: bool = False) -> None:
        """Begin a sheet without any cell."""
        self.nom = nom
        self.masquee = masquee
        self.lignes_masquees: set[int] = set()
        self.colonnes_masquees: set[int] = set()
        self.fusions: list[Fusion] = []
        self.colorees: set[tuple[int, int]] = set()  # cells without a text, in a colour
        self.barrees: set[tuple[int, int]] = set()  # cells whose text is struck through
        self.voilees: set[tuple[int, int]] = set()  # those whose text is not seen as it is written
        # Only cells that have a text, by row then by column: most of a sheet is empty.
        self._lignes: dict[int, dict[int, str]] = {}
        self._hauteur = self._largeur = 0  # of the rectangle that holds them all

    def noter(self, place: tuple[int, int], apparence: Apparence) -> None:
        """Keep what the text of a cell looks like."""
        if apparence.barre:
            self.barrees.add(place)
        if apparence.voile:
            self.voilees.add(place)

    def poser(self, rang: int, place: int, texte: str, fois: int = 1) -> None:
        """Put a text in `fois` cells of a row.

        Raises DemesureError, ValueError (beyond any sheet).
        """
        derniere = place + fois - 1
        if not (0 < rang <= RANG_MAX and 0 < derniere <= COLONNE_MAX):
            raise ValueError((rang, derniere))
        if not texte:
            return
        self._hauteur = max(self._hauteur, rang)
        self._largeur = max(self._largeur, derniere)
        # Each row will be as wide as the widest: a text far away costs all the cells before it.
        if self._hauteur * self._largeur > CELLULES_MAX:
            raise DemesureError
        ligne = self._lignes.setdefault(rang, {})
        for ici in range(place, derniere + 1):
            ligne[ici] = texte

    def repeter(self, rang: int, fois: int) -> None:
        """Say that the rows after that one are the same. Raises DemesureError, ValueError."""
        ligne = self._lignes.get(rang)
        if fois == 1 or not ligne:
            return
        # The last is put first: a sheet that would be too large is refused before any is made.
        derniere = rang + fois - 1
        la_plus_a_droite = max(ligne)
        self.poser(derniere, la_plus_a_droite, "fin")
        for suivant in range(rang + 1, derniere + 1):
            self._lignes[suivant] = ligne

    def textes(self) -> Iterator[tuple[int, int, str]]:
        """The texts of the cells, each with its row and its column."""
        for rang, ligne in self._lignes.items():
            for place, texte in ligne.items():
                yield rang, place, texte

    def est_vide(self, rang: int) -> bool:
        """Whether a row says nothing."""
        return rang not in self._lignes

    def rendre(self) -> Feuille:
        """The sheet as a person sees it, each row as wide as the widest."""
        colonnes = range(1, self._largeur + 1)
        lignes: list[Ligne] = []
        for rang, ligne in sorted(self._lignes.items()):
            # A list made at once: this is every cell of the sheet.
            valeurs = [ligne.get(colonne, "") for colonne in colonnes]
            lignes.append(Ligne(rang, rang, tuple(valeurs)))
        visibles = sans_ce_qui_est_dessous(lignes, self.fusions)
        # What is hidden or coloured far from any text is not part of a table.
        rangs = {ligne.rang for ligne in visibles}
        colonnes_masquees = self.colonnes_masquees.intersection(colonnes)
        colorees = [place for place in self.colorees if place[0] in self._lignes]
        return Feuille(
            self.nom,
            visibles,
            masquee=self.masquee,
            lignes_masquees=frozenset(self.lignes_masquees & rangs),
            colonnes_masquees=frozenset(colonnes_masquees),
            fusions=tuple(self.fusions),
            colorees=frozenset(colorees),
            barrees=frozenset(self.barrees),
            voilees=frozenset(self.voilees),
        )


def sans_ce_qui_est_dessous(
    lignes: Iterable[Ligne], fusions: Sequence[Fusion]
) -> tuple[Ligne, ...]:
    """The rows without what lies below merged cells, of which a person sees the first alone.

    None of the rows is empty.
    """
    if not fusions:
        return tuple(lignes)
    par_rang = {ligne.rang: ligne for ligne in lignes}
    for fusion in fusions:
        for rang in _rangs(fusion, par_rang):
            # An index counts from 0, a column from 1.
            debut = fusion.gauche - 1
            if rang == fusion.haut:  # the first cell of all is the one that is seen
                debut += 1
            ligne = par_rang[rang]
            par_rang[rang] = _vider(ligne, debut, fusion.droite)
    # A row all of which lay below is empty now.
    return tuple(ligne for ligne in par_rang.values() if any(ligne.valeurs))


def _rangs(fusion: Fusion, presents: dict[int, Ligne]) -> list[int]:
    """Of the rows of a rectangle, those that hold something; it may run to the last of a sheet."""
    rangs = range(fusion.haut, fusion.bas + 1)
    # The shorter of the two is walked: a rectangle may have a million rows, a sheet thousands.
    # (`len` would overflow on what an odd file announces.)
    if fusion.bas - fusion.haut < len(presents):
        return [rang for rang in rangs if rang in presents]
    return [rang for rang in presents if rang in rangs]


def _vider(ligne: Ligne, debut: int, fin: int) -> Ligne:
    """A row without the texts of its cells from an index to another."""
    valeurs = list(ligne.valeurs)
    for ici in range(debut, min(fin, len(valeurs))):
        valeurs[ici] = ""
    return ligne._replace(valeurs=tuple(valeurs))
