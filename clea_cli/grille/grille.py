"""A grille: a candidate's answers, first as they were read, then as they are meant."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from clea_cli.grille import titres
from clea_cli.grille.reconnaitre import role
from clea_cli.referentiel.referentiel import Resultat
from clea_cli.sources.cellules import Cellule, Feuille, Ligne


class FormeDuFichier(NamedTuple):
    """What the reader understood of a file's form: of a text both, of a workbook its sheets and no `separateur`."""

    encodage: str
    separateur: str


class Partie(NamedTuple):
    """A table with headings of its own: a whole file, or one sheet of several that are one grille.

    `entete` is the index of the headings among `feuille.lignes`, of which empty ones are left out; `noms` says what
    columns hold (by place, from 0) whose headings do not say it alone.
    """

    feuille: Feuille
    entete: int
    noms: titres.SensDesColonnes = {}  # noqa: RUF012 — a plain one goes to other processes, and nobody adds to it

    @property
    def titres(self) -> Ligne:
        """The row of the headings."""
        return self.feuille.lignes[self.entete]

    @property
    def au_dessus(self) -> tuple[Ligne, ...]:
        """The rows above the headings."""
        return self.feuille.lignes[: self.entete]

    @property
    def corps(self) -> tuple[Ligne, ...]:
        """The rows below the headings."""
        return self.feuille.lignes[self.entete + 1 :]


class TablesDuFichier(NamedTuple):
    """The tables of a file before anything is known of their meaning.

    `a_cote` are the sheets that are not read; `terminee` says whether the last row has its end of line.
    """

    source: str
    empreinte: str
    lecture: FormeDuFichier
    parties: tuple[Partie, ...]
    terminee: bool
    a_cote: tuple[Feuille, ...] = ()

    @property
    def lignes(self) -> tuple[Ligne, ...]:
        """The rows of all its tables."""
        return tuple(ligne for partie in self.parties for ligne in partie.feuille.lignes)

    def feuille(self, cellule: Cellule) -> Feuille:
        """The sheet of a cell."""
        feuilles = [partie.feuille for partie in self.parties]
        return next((une for une in feuilles if une.nom == cellule.feuille), feuilles[0])


class Saisie(NamedTuple):
    """One answer as it was read: for which critère, by which words.

    `candidat` is None when the file names none; `resultat` is None when the row is at fault, and that was said.
    """

    candidat: Cellule | None
    critere: Cellule
    resultat: Cellule | None


class Lue(NamedTuple):
    """What was read of one table: its columns, its rows with an answer, those without, those above that say nothing.

    `ignorees` are the columns (places from 0) that the person asked to leave aside; `coches` each tick that was used.
    """

    partie: Partie
    colonnes: titres.PlacesDesColonnes
    avec: tuple[Ligne, ...]
    hors: tuple[Ligne, ...]
    au_dessus: tuple[Ligne, ...]
    ignorees: frozenset[int] = frozenset()
    coches: Mapping[str, Cellule] = {}

    @property
    def a_cote(self) -> tuple[int, ...]:
        """The columns with a heading that make no answer."""
        lues = self.colonnes.lues
        return tuple(
            place for place, titre in enumerate(self.colonnes.titres) if titre and place not in lues
        )

    def role(self, place: int) -> str:
        """What a column that makes no answer holds, by what it shows or by its heading."""
        prouve = self.partie.noms.get(place)
        return prouve if isinstance(prouve, str) else role(self.colonnes.titres[place])

    def domaine(self, ligne: Ligne) -> tuple[str, str]:
        """Of whom and of what domaine a row of the long form speaks, as its code says; of nothing in the wide form."""
        candidat, critere = self.colonnes.candidat, self.colonnes.critere
        if critere is None:
            return "", ""
        de_qui = "" if candidat is None else ligne.cellule(candidat).valeur
        return de_qui, ligne.cellule(critere).valeur.partition(".")[0]


class Laisse(NamedTuple):
    """What of a file is in no way used: a column, a row or a sheet, where it stands, and how many cells are filled."""

    quoi: str
    ou: str
    titre: str
    cellules: int


class GrilleBrute(NamedTuple):
    """A table read as a grille: its answers, and what its preamble says (`referentiel`, `version`, `candidat`).

    `lues` says what each table gave; `entiere` whether every row could be given to a candidate: what is absent cannot
    be told otherwise. `joints` are the codes that stand before their labels in one cell: each code, and its label.
    """

    tableau: TablesDuFichier
    preambule: dict[str, Cellule]
    saisies: tuple[Saisie, ...]
    entiere: bool
    lues: tuple[Lue, ...] = ()
    joints: tuple[tuple[Cellule, Cellule], ...] = ()

    @property
    def source(self) -> str:
        """The name of the file."""
        return self.tableau.source


class Grille(NamedTuple):
    """A candidate's answers to all critères of a référentiel: bit i speaks of its i-th critère.

    `acquis` holds the critères acquired, `possibles` those and the ones not evaluated: the least and the most that any
    way of completing the evaluation could give. Each critère has an answer, so `decide` needs nothing else.
    """

    candidat: str
    acquis: int
    possibles: int

    @classmethod
    def depuis(cls, candidat: str, resultats: Iterable[Resultat]) -> "Grille":
        """Make a grille of the answers to all critères, in the référentiel's order."""
        acquis = possibles = 0
        for rang, resultat in enumerate(resultats):
            acquis |= (resultat is Resultat.ACQUIS) << rang
            possibles |= (resultat is not Resultat.NON_ACQUIS) << rang
        return cls(candidat, acquis, possibles)

    def resultat(self, rang: int) -> Resultat:
        """The answer for the critère of that rank."""
        if self.acquis >> rang & 1:
            return Resultat.ACQUIS
        return Resultat.NON_EVALUE if self.possibles >> rang & 1 else Resultat.NON_ACQUIS


class Colonnes(NamedTuple):
    """The grilles of `nombre` candidates, a column a critère: a 1 for each candidate in whose bit set it is, else a 0.

    A column is an array of bytes, or one integer made of those bytes: both can be added and combined, a whole column at
    a time. `partout` holds a 1 for everybody.
    """

    nombre: int
    acquis: Sequence[Any]
    possibles: Sequence[Any]
    partout: Any

    @classmethod
    def depuis(cls, grilles: Sequence[Grille], criteres: int) -> "Colonnes":
        """The columns of some grilles, of that many critères."""
        partout = int.from_bytes(b"\1" * len(grilles))

        def colonnes(bits: Iterable[int]) -> list[int]:
            rangees = "".join(
                [f"{un:0{criteres}b}" for un in bits]
            ).encode()  # « 0 » and « 1 » end in such a bit
            return [
                int.from_bytes(rangees[rang::criteres]) & partout
                for rang in reversed(range(criteres))
            ]

        acquis, possibles = (
            (grille.acquis for grille in grilles),
            (grille.possibles for grille in grilles),
        )
        return cls(len(grilles), colonnes(acquis), colonnes(possibles), partout)
