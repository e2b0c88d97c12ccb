"""Why a cell where something should stand is empty: merged, answered by a colour, forgotten."""

from clea_cli.diagnostics import Diagnostic, diagnostic
from clea_cli.grille.grille import TablesDuFichier
from clea_cli.sources.cellules import Cellule


def fusionnee(tableau: TablesDuFichier, cellule: Cellule) -> Diagnostic | None:
    """The fault of a cell that another one covers; None if none does. Error: F343."""
    feuille = tableau.feuille(cellule)
    # The usual case, of every CSV.
    if not feuille.fusions:
        return None
    fusion = feuille.fusion(cellule.rang, cellule.colonne)
    if fusion is None:
        return None
    premiere = cellule._replace(rang=fusion.haut, colonne=fusion.gauche)
    ici = cellule.position(tableau.source)
    return diagnostic("F343", ici, premiere=premiere.nom)


def faute(tableau: TablesDuFichier, cellule: Cellule, critere: str) -> Diagnostic:
    """The fault of an answer that is missing. Errors: F204, F343, F344."""
    ici = cellule.position(tableau.source)
    if couverte := fusionnee(tableau, cellule):
        return couverte
    if (cellule.rang, cellule.colonne) in tableau.feuille(cellule).colorees:
        return diagnostic("F344", ici, critere=critere)
    return diagnostic("F204", ici, critere=critere)
