"""The file that the certifier's platform imports: 26 columns, UTF-8 with BOM, `;`.

Text is quoted, empty fields are bare.
"""

import re
from collections.abc import Iterable, Mapping

from clea_cli.jury.vues_certifie import COLONNES

_FINS = re.compile(r"[\r\n\t]+")


def rendre(lignes: Iterable[Mapping[str, str]], fin: str = "\r\n") -> bytes:
    """Write a row a candidate, by the names of the columns, each ended by `fin`."""
    rangees = [_rangee(COLONNES)]
    for ligne in lignes:
        textes = [ligne.get(colonne, "") for colonne in COLONNES]
        rangees.append(_rangee(textes))
    # The last row too has its end.
    rangees.append("")
    return fin.join(rangees).encode("utf-8-sig")


def _rangee(textes: Iterable[str]) -> str:
    return ";".join(map(_cellule, textes))


def _cellule(texte: str) -> str:
    if not texte:
        return ""
    # A row of the file is a line, whatever a cell held.
    en_ligne = _FINS.sub(" ", texte)
    double = en_ligne.replace('"', '""')
    return f'"{double}"'
