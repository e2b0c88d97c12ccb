"""The file that the certifier's platform imports: 26 columns, UTF-8 with BOM, `;`.

Text is quoted, empty fields are bare.
"""

from collections.abc import Iterable, Mapping

from clea_cli.jury.vues_certifie import COLONNES


def rendre(lignes: Iterable[Mapping[str, str]]) -> bytes:
    """Write a row a candidate, by the names of the columns."""
    rangees = [_rangee(COLONNES)]
    for ligne in lignes:
        rangees.append(_rangee([ligne.get(colonne, "") for colonne in COLONNES]))
    texte = "".join(rangees)
    return texte.encode("utf-8-sig")


def _rangee(textes: Iterable[str]) -> str:
    return ";".join(map(_cellule, textes)) + "\r\n"


def _cellule(texte: str) -> str:
    if not texte:
        return ""
    double = texte.replace('"', '""')
    return f'"{double}"'
