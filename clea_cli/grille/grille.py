"""A grille: a candidate's answers, first as they were read, then as they are meant."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import Any, NamedTuple

from clea_cli.grille import titres
from clea_cli.grille.reconnaitre import role
from clea_cli.referentiel.referentiel import Resultat
from clea_cli.sources.cellules import Cellule, Feuille, Ligne
from clea_cli.sources.mots import reference_comparable


class FormeDuFichier(NamedTuple):
    """What the reader understood of a file's form.

    Of a text both; of a workbook `encodage` names its sheets, and there is no `separateur`.
    """

    encodage: str
    separateur: str


class Partie(NamedTuple):
    """A table with headings of its own: a whole file, or one sheet of several that are one grille.

    `entete` is the index of the headings among `feuille.lignes`, of which empty ones are left out;
    `noms` says what columns hold (by place, from 0) whose headings do not say it alone.
    """

    feuille: Feuille
    entete: int
    # A plain one goes to other processes, and nobody adds to it.
    noms: titres.SensDesColonnes = {}  # noqa: RUF012

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

    `a_cote` are the sheets that are not read; `terminee` says whether the last row has its end of
    line.
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
        par_partie = [partie.feuille.lignes for partie in self.parties]
        return tuple(chain.from_iterable(par_partie))

    def feuille(self, cellule: Cellule) -> Feuille:
        """The sheet of a cell."""
        for partie in self.parties:
            if partie.feuille.nom == cellule.feuille:
                return partie.feuille
        return self.parties[0].feuille


class Saisie(NamedTuple):
    """One answer as it was read: for which critère, by which words.

    `candidat` is None when the file names none; `resultat` is None when the row is at fault, and
    that was said.
    """

    candidat: Cellule | None
    critere: Cellule
    resultat: Cellule | None

    @property
    def reference(self) -> str:
        """The candidate's reference as it is compared; "" where the file names none."""
        return reference_comparable(self.candidat.valeur) if self.candidat else ""


class Lue(NamedTuple):
    """What was read of one table.

    Its columns, its rows with an answer (`avec`), those without (`hors`), those above that say
    nothing. `ignorees` are the columns (places from 0) that the person asked to leave aside;
    `coches` each tick that was used.
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
        places = []
        for place, titre in enumerate(self.colonnes.titres):
            if titre and place not in lues:
                places.append(place)
        return tuple(places)

    def role(self, place: int) -> str:
        """What a column that makes no answer holds, by what it shows or by its heading."""
        prouve = self.partie.noms.get(place)
        if isinstance(prouve, str):
            return prouve
        return role(self.colonnes.titres[place])

    def domaine(self, ligne: Ligne) -> tuple[str, str]:
        """Of whom and of what domaine a row of the long form speaks, as its code says.

        Both are empty in the wide form.
        """
        candidat = self.colonnes.candidat
        critere = self.colonnes.critere
        if critere is None:
            return "", ""
        de_qui = "" if candidat is None else ligne.cellule(candidat).valeur
        code = ligne.cellule(critere).valeur
        domaine, _, _ = code.partition(".")
        return de_qui, domaine


class Laisse(NamedTuple):
    """What of a file is in no way used: a column, a row or a sheet.

    `quoi` says which, `ou` where it stands, `cellules` how many are filled.
    """

    quoi: str
    ou: str
    titre: str
    cellules: int


_Joint = tuple[Cellule, Cellule]  # a code, and its label


class GrilleBrute(NamedTuple):
    """A table read as a grille: its answers, and what its preamble says.

    `preambule` may hold `referentiel`, `version`, `candidat`, `date`, `evaluation`; `lues` says
    what each table gave; `entiere` whether every row could be given to a candidate: what is absent
    cannot be told otherwise. `joints` are the codes that stand before their labels in one cell:
    each code, and its label.
    """

    tableau: TablesDuFichier
    preambule: dict[str, Cellule]
    saisies: tuple[Saisie, ...]
    entiere: bool
    lues: tuple[Lue, ...] = ()
    joints: tuple[_Joint, ...] = ()

    @property
    def source(self) -> str:
        """The name of the file."""
        return self.tableau.source


class Grille(NamedTuple):
    """A candidate's answers to all critères of a référentiel: bit i speaks of its i-th critère.

    `acquis` holds the critères acquired, `possibles` those and the ones not evaluated: the least
    and the most that any way of completing the evaluation could give. Each critère has an answer,
    so `decide` needs nothing else.
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
        if self.possibles >> rang & 1:
            return Resultat.NON_EVALUE
        return Resultat.NON_ACQUIS


class Colonnes(NamedTuple):
    """The grilles of `nombre` candidates, a column a critère.

    A column holds a 1 for each candidate in whose bit set the critère is, else a 0. It is an array
    of bytes, or one integer made of those bytes: both can be added and combined, a whole column
    at a time. `partout` holds a 1 for everybody.
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
            # 1. A row a candidate, a digit a critère, the last critère first.
            ecrits = [f"{un:0{criteres}b}" for un in bits]
            rangees = "".join(ecrits).encode()
            # 2. Of each critère, one digit in so many, as an integer; « 0 » and « 1 » end in such
            #    a bit, which alone is kept of each byte.
            trouvees = []
            for rang in reversed(range(criteres)):
                chiffres = rangees[rang::criteres]
                trouvees.append(int.from_bytes(chiffres) & partout)
            return trouvees

        acquis = colonnes(grille.acquis for grille in grilles)
        possibles = colonnes(grille.possibles for grille in grilles)
        return cls(len(grilles), acquis, possibles, partout)
