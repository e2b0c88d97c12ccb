"""The lines of the grid that one row of a table names: by its codes, or where its labels stand."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from clea_cli.atelier.importation_disposition import NIVEAUX, CodeLu, Disposition, lire_code
from clea_cli.atelier.importation_pieds import est_une_date
from clea_cli.sources.cellules import Cellule, Ligne


class LigneImportee(NamedTuple):
    """A line of the grid, as a row gives it: its depth from 0, its code, its label.

    Without a code, the line has that of its order.
    """

    niveau: int
    code: str
    libelle: str
    cellule: Cellule


class Douteuse(NamedTuple):
    """A cell whose code cannot be trusted, and why."""

    cellule: Cellule
    motif: str


class LectureDeRangee(NamedTuple):
    """What a row gives, the deepest line last, and which columns (from 0) were looked at for it."""

    entrees: tuple[LigneImportee, ...]
    douteuses: tuple[Douteuse, ...]
    colonnes: frozenset[int]


def promet(ligne: Ligne, disposition: Disposition) -> bool:
    """Whether a row can be the first of the grid."""
    if disposition.niveaux:
        return any(ligne.cellule(indice).valeur for indice in disposition.niveaux)
    return bool(codes_de(ligne, disposition))


def codes_de(ligne: Ligne, disposition: Disposition) -> list[tuple[Cellule, CodeLu]]:
    """The codes of a row, in the columns that hold codes."""
    trouves = []
    for indice in disposition.codes:
        cellule = ligne.cellule(indice)
        code = None if est_une_date(cellule.valeur) else lire_code(cellule.valeur)
        if code is None:
            continue
        # « 3 gestes » is a label, unless its column is one of codes.
        if code.seul and code.reste and indice not in disposition.reunis:
            continue
        trouves.append((cellule, code))
    return trouves


def par_codes(ligne: Ligne, disposition: Disposition, ouverts: Sequence[str]) -> LectureDeRangee:
    """Read a row by its codes; `ouverts` are the codes of the lines under which it stands."""
    codes = codes_de(ligne, disposition)
    # A column that gave a code gives no label. A cell counts columns from 1, a row from 0.
    pris = {cellule.colonne - 1 for cellule, _ in codes}
    lues = set(pris)
    entrees: list[LigneImportee] = []
    douteuses: list[Douteuse] = []
    au_dessus = list(ouverts)
    dernier = -1
    for cellule, code in codes:
        libelle = _libelle(ligne, cellule, code, disposition, pris)
        if libelle:
            lues.add(libelle.colonne - 1)
        niveau, complet = _situer(code, au_dessus)
        motif = _motif(cellule, code, niveau, dernier, disposition)
        if motif:
            douteuses.append(Douteuse(cellule, motif))
            continue
        dernier = niveau
        # What comes next in the row stands under this line.
        au_dessus[niveau:] = [complet]
        texte = libelle.valeur if libelle else ""
        entree = LigneImportee(niveau, complet, texte, cellule)
        entrees.append(entree)
    return LectureDeRangee(tuple(entrees), tuple(douteuses), frozenset(lues))


def _situer(code: CodeLu, au_dessus: Sequence[str]) -> tuple[int, str]:
    """The level of a code and the whole of it.

    « Sous-domaine 1 » is counted below the open domaine.
    """
    niveau = code.rang
    nombre, *suite = code.nombres
    # One number under a line takes the numbers of that line before it.
    if not suite and 0 < niveau <= len(au_dessus):
        parent = au_dessus[niveau - 1]
        return niveau, f"{parent}.{nombre}"
    return len(suite), ".".join(code.nombres)


def _motif(
    cellule: Cellule, code: CodeLu, niveau: int, dernier: int, disposition: Disposition
) -> str:
    """Why a code cannot be trusted; empty if it can."""
    if niveau <= dernier:
        return "un autre le précède sur la ligne"
    if niveau >= len(NIVEAUX):
        return "plus de trois niveaux"
    if code.reste and cellule.colonne - 1 not in disposition.reunis:
        return "quelque chose suit le code"
    return ""


def _libelle(
    ligne: Ligne, cellule: Cellule, code: CodeLu, disposition: Disposition, pris: set[int]
) -> Cellule | None:
    """The label of a code: after it, in a column headed so, or in the next cell with a text."""
    if cellule.colonne - 1 in disposition.reunis:
        return cellule._replace(valeur=code.reste)
    # The number of a column, from 1, is the index of the next one.
    a_droite = range(cellule.colonne, len(ligne.valeurs))
    indices: Sequence[int] = disposition.libelles or a_droite
    for indice in indices:
        if indice in pris:
            continue
        trouvee = ligne.cellule(indice)
        if trouvee.valeur:
            return trouvee
    return None


def par_colonnes(ligne: Ligne, disposition: Disposition) -> LectureDeRangee:
    """Read a row by the columns where its labels stand; a code beside them is the deepest's."""
    dites: list[tuple[int, Cellule]] = []
    for indice, niveau in disposition.niveaux.items():
        cellule = ligne.cellule(indice)
        if cellule.valeur:
            dites.append((niveau, cellule))
    # By level: columns may stand in another order.
    dites.sort(key=lambda dite: dite[0])
    plus_profond = None
    if dites:
        plus_profond, _ = dites[-1]
    nombres = _nombres_du_plus_profond(ligne, disposition, plus_profond)
    entrees = []
    for niveau, cellule in dites:
        # The code of the deepest line begins with those of the lines that it is under.
        siens = nombres[: niveau + 1]
        entree = LigneImportee(niveau, ".".join(siens), cellule.valeur, cellule)
        entrees.append(entree)
    colonnes = frozenset((*disposition.niveaux, *disposition.codes))
    return LectureDeRangee(tuple(entrees), (), colonnes)


def _nombres_du_plus_profond(
    ligne: Ligne, disposition: Disposition, plus_profond: int | None
) -> tuple[str, ...]:
    """The numbers of the code beside labels, if they are as many as the levels to the deepest."""
    if plus_profond is None:
        return ()
    for _, code in codes_de(ligne, disposition):
        if code.reste:
            continue
        autant = len(code.nombres) == plus_profond + 1
        return code.nombres if autant else ()
    return ()


def sans_code(ligne: Ligne, disposition: Disposition) -> Iterator[Cellule]:
    """The labels of a row in columns where each should have a code, and that have none."""
    for indice in sorted(disposition.requis):
        cellule = ligne.cellule(indice)
        if cellule.valeur and lire_code(cellule.valeur) is None:
            yield cellule
