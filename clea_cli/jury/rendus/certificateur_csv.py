"""The file that the certifier's platform imports: 26 columns, UTF-8 with BOM, `;`, text quoted, empty fields bare."""

from collections.abc import Iterable, Mapping

from clea_cli.jury.vues_certifie import COLONNES


def rendre(lignes: Iterable[Mapping[str, str]]) -> bytes:
    """Write a row a candidate, by the names of the columns."""
    rangees = [COLONNES, *([ligne.get(colonne, "") for colonne in COLONNES] for ligne in lignes)]
    texte = "".join(";".join(map(_cellule, rangee)) + "\r\n" for rangee in rangees)
    return texte.encode("utf-8-sig")


def _cellule(texte: str) -> str:
    return '"{}"'.format(texte.replace('"', '""')) if texte else ""
