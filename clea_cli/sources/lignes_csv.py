"""The rows of a CSV text, as a spreadsheet or a person writes it, whatever the rows mean."""

import csv
import re
from collections.abc import Iterator
from io import StringIO
from itertools import islice

from clea_cli.sources.cellules import Ligne

SEPARATEURS = {";": "« ; »", "\t": "tabulation", ",": "« , »", "|": "« | »"}

_CELLULE_MAX = 20_000_000  # characters; or a long comment would pass for a quote left open
_APERCU = 200_000  # characters looked at to recognise what the rows are
_INERTE = re.compile(r"^'(?='*[=+\-@])")
# A line for Excel, which shows no row for it.
_SEP_EXCEL = re.compile(r'"?sep=(.)"?\r?\n', re.IGNORECASE)

_CLASSEURS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # a zip (xlsx, ods), an older Excel


class GuillemetError(Exception):
    """A quote that opens at `ligne` is not closed as it should be."""

    def __init__(self, ligne: int) -> None:
        """Remember the line."""
        self.ligne = ligne


def sans_precaution(cellule: str) -> str:
    """A cell without the apostrophe that a cautious export puts before what would be a formula."""
    # Asked first, for each cell: hardly any begins so.
    if not cellule.startswith("'"):
        return cellule
    return _INERTE.sub("", cellule)


def est_un_classeur(contenu: bytes) -> bool:
    """Whether bytes are those of a workbook, rather than of a text."""
    return contenu.startswith(_CLASSEURS)


def premieres_lignes(texte: str, separateur: str, nombre: int) -> Iterator[tuple[str, ...]]:
    """The first rows, without the spaces around their cells; a quote left open runs to the end."""
    debut = texte
    if len(texte) > _APERCU:
        # Cut at the end of a line; old Macs end theirs otherwise.
        fin = texte.rfind("\n", 0, _APERCU)
        if fin < 0:
            fin = texte.rfind("\r", 0, _APERCU)
        debut = texte[: fin + 1]
    csv.field_size_limit(_CELLULE_MAX)
    lecteur = csv.reader(StringIO(debut, newline=""), delimiter=separateur)
    for valeurs in islice(lecteur, nombre):
        yield tuple(map(str.strip, valeurs))


def sans_enveloppe(texte: str) -> str | None:
    """The text of rows each of which was quoted whole, as one cell; None if some row was not.

    Each row keeps its line.
    """
    csv.field_size_limit(_CELLULE_MAX)
    nues: list[str] = []
    flux = StringIO(texte, newline="")
    lecteur = csv.reader(flux, delimiter=";", strict=True)
    try:
        for valeurs in lecteur:
            # A line that is empty is a row without any cell.
            seule, *autres = valeurs or [""]
            # An end of line in the cell would shift the lines of all that follows.
            if any(autres) or "\n" in seule or "\r" in seule:
                return None
            nues.append(f"{seule}\n")
    except csv.Error:
        return None
    return "".join(nues)


def lignes(texte: str, separateur: str) -> Iterator[Ligne]:
    """All rows, their cells letter by letter. Raises GuillemetError."""
    for ligne, rang, valeurs in rangees(texte, separateur):
        yield Ligne(ligne, rang, tuple(valeurs))


def debut_des_rangees(texte: str) -> int:
    """Where the first row begins: after the line `sep=;` of a file for Excel, if there is one."""
    sep_excel = _SEP_EXCEL.match(texte)
    return sep_excel.end() if sep_excel else 0


def rangees(texte: str, separateur: str) -> Iterator[tuple[int, int, list[str]]]:
    """The line where each row begins, its number in a spreadsheet, and its cells letter by letter.

    The file's first line may be `sep=;`, which counts as a line but not as a row. Raises
    GuillemetError.
    """
    csv.field_size_limit(_CELLULE_MAX)
    saute = debut_des_rangees(texte)
    avant = 1 if saute else 0  # lines that are no row
    corps = texte[saute:]
    flux = StringIO(corps, newline="")
    lecteur = csv.reader(flux, delimiter=separateur, strict=True)
    debut = avant + 1
    rang = 0
    try:
        for valeurs in lecteur:
            rang += 1
            yield debut, rang, valeurs
            # A row may take several lines: the next begins after all that were read.
            debut = avant + lecteur.line_num + 1
    except csv.Error:
        # The reader gives up at the end of the file: the quote is looked for where its row began.
        lues = debut - avant - 1
        toutes = StringIO(corps, newline="").readlines()
        plus_bas = _ligne_du_guillemet(toutes[lues:], separateur)
        raise GuillemetError(debut + plus_bas) from None


def _ligne_du_guillemet(lignes: list[str], separateur: str) -> int:
    """How many lines below the first the last quote of a row opens."""
    ouvert = False
    trouvee = 0
    for rang, ligne in enumerate(lignes):
        # Between quotes, a doubled one neither opens nor closes.
        signes = ligne.replace('""', "") if ouvert else ligne
        au_bord = True  # of a cell, where alone a quote opens
        for signe in signes:
            if signe == '"' and ouvert:
                ouvert = False
            elif signe == '"' and au_bord:
                ouvert = True
                trouvee = rang
            au_bord = signe == separateur
        if not ouvert:
            break
    return trouvee
