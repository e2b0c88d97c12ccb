"""What an évaluateur wrote beside the answers of a grille."""

from clea_cli.grille.grille import GrilleBrute
from clea_cli.sources.mots import forme_comparable, reference_comparable

_TITRES = frozenset({"commentaire", "commentaires", "observation", "observations"})


def notes(brute: GrilleBrute | None, sans_nom: str) -> dict[str, dict[str, str]]:
    """The notes of each candidate (comparable), by code of critère.

    `sans_nom` is the candidate of a grille that names none.
    """
    if brute is None:
        return {}
    titres = brute.tableau.parties[0].titres.valeurs
    colonne = next(
        (rang for rang, titre in enumerate(titres) if forme_comparable(titre) in _TITRES), None
    )
    par_rangee = {(ligne.feuille, ligne.rang): ligne for ligne in brute.tableau.lignes}
    par_candidat: dict[str, dict[str, str]] = {}
    for saisie in brute.saisies if colonne is not None else ():
        note = par_rangee[saisie.critere.feuille, saisie.critere.rang].cellule(colonne or 0).valeur
        if note:
            candidat = saisie.candidat.valeur if saisie.candidat else sans_nom
            par_candidat.setdefault(reference_comparable(candidat), {})[saisie.critere.valeur] = (
                note
            )
    return par_candidat
