"""What an évaluateur wrote beside the answers of a grille."""

from collections import defaultdict

from clea_cli.grille.grille import GrilleBrute
from clea_cli.sources.cellules import Ligne
from clea_cli.sources.mots import forme_comparable, reference_comparable

_TITRES = frozenset({"commentaire", "commentaires", "observation", "observations"})


def notes(brute: GrilleBrute | None, sans_nom: str) -> dict[str, dict[str, str]]:
    """The notes of each candidate (comparable), by code of critère.

    `sans_nom` is the candidate of a grille that names none.
    """
    if brute is None:
        return {}
    colonne = _colonne(brute.tableau.parties[0].titres)
    if colonne is None:
        return {}
    # A note stands in the row of its critère, whichever column says whose it is.
    par_rangee = {(ligne.feuille, ligne.rang): ligne for ligne in brute.tableau.lignes}
    par_candidat: dict[str, dict[str, str]] = defaultdict(dict)
    for saisie in brute.saisies:
        critere = saisie.critere
        ligne = par_rangee[critere.feuille, critere.rang]
        note = ligne.cellule(colonne).valeur
        if not note:
            continue
        candidat = saisie.candidat.valeur if saisie.candidat else sans_nom
        reference = reference_comparable(candidat)
        par_candidat[reference][critere.valeur] = note
    return dict(par_candidat)


def _colonne(titres: Ligne) -> int | None:
    """The first column of comments, if there is one."""
    for place, titre in enumerate(titres.valeurs):
        if forme_comparable(titre) in _TITRES:
            return place
    return None
