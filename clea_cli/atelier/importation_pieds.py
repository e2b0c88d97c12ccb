"""What stands in a grid and is no line of it: dates that were codes, totals, signatures, errors."""

import re
from collections.abc import Iterator

from clea_cli.atelier.importation_disposition import Disposition
from clea_cli.sources.cellules import Cellule, Ligne
from clea_cli.sources.mots import ERREUR_DE_TABLEUR, forme_comparable

_DATE = re.compile(
    r"\d{1,2}/\d{1,2}/\d{2,4}|\d{4}-\d{2}-\d{2}|\d{1,2}-[a-zéû]{3,4}\.?|[a-zéû]{3,4}\.?-\d{2}", re.I
)
_PIED = re.compile(
    r"(sous-?)?total|signatures?|fait (le|a)|date|avis|nom|prenom|page|observations?", re.I
)


def est_une_date(texte: str) -> bool:
    """Whether a cell is a date, as spreadsheets make of a code."""
    return _DATE.fullmatch(texte) is not None


def est_un_pied(texte: str) -> bool:
    """Whether a cell begins as those below a grid do."""
    return _PIED.match(forme_comparable(texte)) is not None


def en_erreur(ligne: Ligne, disposition: Disposition) -> Iterator[Cellule]:
    """The cells of a row that are read for its lines, and show an error of the spreadsheet."""
    # Where no heading says which columns hold labels, any cell may be one.
    lues = {*disposition.codes, *disposition.libelles, *disposition.niveaux}
    partout = not (disposition.libelles or disposition.niveaux)
    for indice, texte in enumerate(ligne.valeurs):
        if (partout or indice in lues) and ERREUR_DE_TABLEUR.fullmatch(texte):
            yield ligne.cellule(indice)
