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
    morceaux = []
    for (rang, colonne), valeur in retouches.cellules.items():
        manque = colonne - len(rangees[rang - 1].cellules) + 1
        if manque > 0:
            # The row is shorter than the headings: the cells between are empty.
            ici = rangees[rang - 1].fin
            morceaux.append((ici, ici, separateur * manque + _cellule(valeur, separateur)))
        else:
            debut, fin = rangees[rang - 1].cellules[colonne]
            morceaux.append((debut, fin, _cellule(valeur, separateur)))
    # From the last to the first, no place moves before its turn.
    for debut, fin, nouveau in sorted(morceaux, reverse=True):
        texte = texte[:debut] + nouveau + texte[fin:]
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
    texte = lu[1]
    possibles = [*_MARQUES, *((b"", codec) for codec in _SANS_MARQUE)]
    for marque, codec in possibles:
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
    valeurs = []
    for rangee in rangees:
        valeurs.append([_valeur(texte[debut:fin]) for debut, fin in rangee.cellules])
    return rangees if valeurs == lues else None


def _decouper(texte: str, ici: int, separateur: str) -> Iterator[_Rangee]:
    """Cut rows at ends of line and cells at separators, those between quotes apart."""
    cellules: list[tuple[int, int]] = []
    debut, ouvert = ici, False
    while ici < len(texte):
        signe = texte[ici]
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
            ici += texte.startswith("\r\n", ici)
            cellules, debut = [], ici + 1
        ici += 1
    if cellules or debut < len(texte):
        yield _rangee(cellules, debut, len(texte))


def _rangee(cellules: list[tuple[int, int]], debut: int, fin: int) -> _Rangee:
    """A row whose last cell stands from `debut` to `fin`; a blank line has no cell."""
    if not cellules and debut == fin:
        return _Rangee((), fin)
    return _Rangee((*cellules, (debut, fin)), fin)


def _valeur(ecrite: str) -> str:
    if not ecrite.startswith('"'):
        return ecrite
    return ecrite[1:-1].replace('""', '"')


def _cellule(valeur: str, separateur: str) -> str:
    """A cell as it is written: harmless in a spreadsheet, in quotes where it must be."""
    ecrite = inerte(valeur)
    if any(signe in ecrite for signe in (separateur, '"', "\r", "\n")):
        return '"' + ecrite.replace('"', '""') + '"'
    return ecrite


def _a_la_fin(texte: str, separateur: str, ajouts: Sequence[Mapping[int, str]]) -> str:
    """The rows to add, with the file's own ends of line."""
    if not ajouts:
        return ""
    fin = "\r\n" if "\r\n" in texte else "\r" if "\r" in texte else "\n"
    suite = "" if texte.endswith(("\r", "\n")) else fin
    for ajout in ajouts:
        cellules = [ajout.get(colonne, "") for colonne in range(max(ajout) + 1)]
        suite += separateur.join(_cellule(valeur, separateur) for valeur in cellules) + fin
    return suite
