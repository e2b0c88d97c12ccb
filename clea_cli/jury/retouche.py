"""A CSV of somebody's, with a few cells changed and rows added: all the rest stays, byte for byte.

What a person typed anywhere (lines above the headings, columns without one, blank lines, quotes,
encoding) is theirs. What cannot be changed that way is left alone, and the caller says so.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from clea_cli.sorties.tableur_csv import inerte
from clea_cli.sources import encodages, lignes_csv, table

_MARQUES = (  # what begins a file, and how what follows is written
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_SANS_MARQUE = ("utf-8", "utf-16-le", "utf-16-be", "cp1252", "mac_roman")


class Retouches(NamedTuple):
    """What changes in a table: the text of cells, by row and column.

    Rows are counted as a spreadsheet does, columns from 0;
    `ajouts` are rows to add at the end, their cells by column.
    """

    cellules: Mapping[tuple[int, int], str]
    ajouts: Sequence[Mapping[int, str]] = ()


class _Rangee(NamedTuple):
    """Where a row stands in its text: its cells, and its end, before the end of line."""

    cellules: tuple[tuple[int, int], ...]
    fin: int


def retoucher(contenu: bytes, retouches: Retouches) -> bytes | None:
    """Change a CSV; None if it cannot be changed without touching something else."""
    ecriture = _ecriture(contenu)
    if ecriture is None:
        return None
    marque, codec, texte = ecriture
    separateur = table.separateur(contenu)
    rangees = _rangees(texte, separateur)
    if rangees is None:
        return None
    # 1. Where each cell stands, and what is to stand there.
    morceaux: list[tuple[int, int, str]] = []
    for (rang, colonne), valeur in retouches.cellules.items():
        rangee = rangees[rang - 1]
        ecrite = _cellule(valeur, separateur)
        manque = colonne - len(rangee.cellules) + 1
        if manque > 0:
            # The row is shorter than the headings: the cells between are empty.
            vides = separateur * manque
            morceaux.append((rangee.fin, rangee.fin, vides + ecrite))
        else:
            debut, fin = rangee.cellules[colonne]
            morceaux.append((debut, fin, ecrite))
    # 2. From the last to the first, no place moves before its turn.
    for debut, fin, nouveau in sorted(morceaux, reverse=True):
        texte = texte[:debut] + nouveau + texte[fin:]
    # 3. The rows to add, and all of it in the file's own bytes.
    texte += _a_la_fin(texte, separateur, retouches.ajouts)
    try:
        return marque + texte.encode(codec)
    except UnicodeEncodeError:
        return None


def _ecriture(contenu: bytes) -> tuple[bytes, str, str] | None:
    """The mark, the codec and the text of bytes; None if the text would not give them back."""
    lu = next(encodages.textes(contenu, None), None)
    if lu is None:
        return None
    _, texte = lu
    sans_marque = [(b"", codec) for codec in _SANS_MARQUE]
    # The first that gives the same bytes: by it, cells that change are written as the others are.
    for marque, codec in (*_MARQUES, *sans_marque):
        if not contenu.startswith(marque):
            continue
        try:
            if marque + texte.encode(codec) == contenu:
                return marque, codec, texte
        except UnicodeEncodeError:
            continue
    return None


def _rangees(texte: str, separateur: str) -> list[_Rangee] | None:
    """Where all rows stand, as `lignes_csv` counts them; None if both do not read the same."""
    debut = lignes_csv.debut_des_rangees(texte)
    rangees = list(_decouper(texte, debut, separateur))
    try:
        lues = [valeurs for _, _, valeurs in lignes_csv.rangees(texte, separateur)]
    except lignes_csv.GuillemetError:
        return None
    # Cut otherwise than it was read, another cell than the one that is meant would change.
    coupees: list[list[str]] = []
    for rangee in rangees:
        valeurs = [_valeur(texte[debut:fin]) for debut, fin in rangee.cellules]
        coupees.append(valeurs)
    return rangees if coupees == lues else None


def _decouper(texte: str, ici: int, separateur: str) -> Iterator[_Rangee]:
    """Cut rows at ends of line and cells at separators, those between quotes apart."""
    cellules: list[tuple[int, int]] = []  # of this row, up to here
    debut = ici  # of this cell
    ouvert = False  # whether a quote is open
    while ici < len(texte):
        signe = texte[ici]
        # A quote opens a cell at its beginning only; elsewhere it is a letter.
        if signe == '"' and (ouvert or ici == debut):
            ouvert = not ouvert
        elif signe == '"' and texte[debut] == texte[ici - 1] == '"':
            # The second of a doubled quote: the first has not closed the cell.
            ouvert = True
        elif not ouvert and signe == separateur:
            cellules.append((debut, ici))
            debut = ici + 1
        elif not ouvert and signe in "\r\n":
            yield _rangee(cellules, debut, ici)
            # Both signs are one end of line.
            ici += texte.startswith("\r\n", ici)
            cellules = []
            debut = ici + 1
        ici += 1
    # The last row may have no end of line.
    if cellules or debut < len(texte):
        yield _rangee(cellules, debut, len(texte))


def _rangee(cellules: list[tuple[int, int]], debut: int, fin: int) -> _Rangee:
    """A row whose last cell stands from `debut` to `fin`; a blank line has no cell."""
    if not cellules and debut == fin:
        return _Rangee((), fin)
    return _Rangee((*cellules, (debut, fin)), fin)


def _valeur(ecrite: str) -> str:
    """What a cell says, its quotes read."""
    if not ecrite.startswith('"'):
        return ecrite
    dedans = ecrite[1:-1]
    return dedans.replace('""', '"')


def _cellule(valeur: str, separateur: str) -> str:
    """A cell as it is written: harmless in a spreadsheet, in quotes where it must be."""
    ecrite = inerte(valeur)
    # Nothing of it ends a cell or a row.
    if {separateur, '"', "\r", "\n"}.isdisjoint(ecrite):
        return ecrite
    double = ecrite.replace('"', '""')
    return f'"{double}"'


def _a_la_fin(texte: str, separateur: str, ajouts: Sequence[Mapping[int, str]]) -> str:
    """The rows to add, with the file's own ends of line."""
    if not ajouts:
        return ""
    fin = "\n"
    if "\r" in texte:
        fin = "\r\n" if "\r\n" in texte else "\r"
    suite = "" if texte.endswith(("\r", "\n")) else fin
    for ajout in ajouts:
        # Up to its last cell, those between are empty.
        valeurs = [ajout.get(colonne, "") for colonne in range(max(ajout) + 1)]
        ecrites = [_cellule(valeur, separateur) for valeur in valeurs]
        suite += separateur.join(ecrites) + fin
    return suite
