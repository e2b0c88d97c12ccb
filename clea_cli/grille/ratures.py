"""Answers that are struck through: nothing says whether they still count. Error: F346."""

from collections.abc import Iterator

from clea_cli.diagnostics import Diagnostic, diagnostic
from clea_cli.grille.grille import GrilleBrute


def fautes(brute: GrilleBrute) -> Iterator[Diagnostic]:
    """Tell the answers whose text is struck through, in whole or in part."""
    if not any(partie.feuille.barrees for partie in brute.tableau.parties):
        return
    for saisie in brute.saisies:
        cellule = saisie.resultat
        if cellule is None:
            continue
        feuille = brute.tableau.feuille(cellule)
        if (cellule.rang, cellule.colonne) in feuille.barrees:
            yield diagnostic("F346", cellule.position(brute.source))
