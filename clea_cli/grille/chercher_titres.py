"""Where the headings of a table stand, whatever file it comes from, and what each column holds.

From the surest to the least: a row that names all columns of a form; a row whose columns show what
their headings leave in doubt; a row that lacks one; a row above codes, whose headings nobody knows.
"""

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise

from clea_cli.grille import colonnes_vues, selon_la_colonne
from clea_cli.grille.grille import Partie
from clea_cli.grille.titres import (
    est_entete,
    est_entete_large,
    est_entete_longue,
    est_le_bas_des_titres,
    presque_entete,
)
from clea_cli.sources.cellules import Feuille, Ligne

Rangees = Iterable[Sequence[str]]


def _une(est: Callable[[Sequence[str]], bool]) -> Callable[[Rangees], int | None]:
    """The search of a first row that looks so by itself."""

    def chercher(rangees: Rangees) -> int | None:
        return next((rang for rang, valeurs in enumerate(rangees) if est(valeurs)), None)

    return chercher


def _selon_la_colonne(rangees: Rangees) -> int | None:
    return selon_la_colonne.chercher(list(rangees))


def _muets(rangees: Rangees) -> int | None:
    return selon_la_colonne.chercher_muets(list(rangees))


def _dates(rangees: Rangees) -> int | None:
    return _une(colonnes_vues.sont_des_dates)(rangees)


SUREMENT = (_une(est_entete_longue), _une(est_entete_large))
PEUT_ETRE = (_selon_la_colonne, _une(presque_entete), _muets, _dates)
# The same, where it does not matter which form it is.
ESSAIS = (_une(est_entete), *PEUT_ETRE)


def rang(lignes: Sequence[Ligne]) -> int | None:
    """The row of the headings; None if there is none."""
    for chercher in (*SUREMENT, *PEUT_ETRE):
        trouve = chercher(ligne.valeurs for ligne in lignes)
        if trouve is not None:
            return trouve
    return None


def partie(feuille: Feuille, entete: int) -> Partie:
    """The table below those headings; what its columns hold is looked at where they leave a doubt."""
    nue = Partie(_candidats_defusionnes(feuille, entete), entete)
    titres = nue.titres.valeurs
    corps = [ligne.valeurs for ligne in nue.corps]
    sure = est_entete(titres)
    if sure and not selon_la_colonne.doute(titres, corps):
        return nue
    noms = selon_la_colonne.noms_prouves(titres, corps)
    if not selon_la_colonne.font_une_forme(noms):
        return nue
    return nue._replace(noms=selon_la_colonne.ajouts(titres, noms))


def _candidats_defusionnes(feuille: Feuille, entete: int) -> Feuille:
    """The sheet where a candidate written once, in a cell merged over all their rows, stands on each."""
    titres = feuille.lignes[entete]
    fusions = [
        une
        for une in feuille.fusions
        if une.gauche == une.droite
        and une.haut > titres.rang
        and une.bas > une.haut
        and selon_la_colonne.peut_nommer(titres.cellule(une.gauche - 1).valeur)
    ]
    if not fusions:
        return feuille
    textes = {
        (ligne.rang, place + 1): valeur
        for ligne in feuille.lignes
        for place, valeur in enumerate(ligne.valeurs)
    }
    lignes = []
    for ligne in feuille.lignes:
        valeurs = list(ligne.valeurs)
        for une in fusions:
            if une.haut < ligne.rang <= une.bas:
                valeurs[une.gauche - 1] = textes.get((une.haut, une.gauche), "")
        lignes.append(ligne._replace(valeurs=tuple(valeurs)))
    return feuille._replace(lignes=tuple(lignes))


def en_une_ligne(feuille: Feuille) -> Feuille:
    """Make one row of headings on two, of which the upper ones are merged cells.

    « Résultat » may stand over three columns to tick.
    """
    for place, (haut, bas) in enumerate(pairwise(feuille.lignes)):
        if est_le_bas_des_titres(haut.valeurs, bas.valeurs):
            largeur = max(len(haut.valeurs), len(bas.valeurs))
            cellules = (_l_une_ou_l_autre(haut, bas, colonne) for colonne in range(largeur))
            lignes = (*feuille.lignes[:place], bas._replace(valeurs=tuple(cellules)))
            return feuille._replace(lignes=(*lignes, *feuille.lignes[place + 2 :]))
        if est_entete(haut.valeurs):  # below whole headings there are answers
            break
    return feuille


def _l_une_ou_l_autre(haut: Ligne, bas: Ligne, colonne: int) -> str:
    return bas.cellule(colonne).valeur or haut.cellule(colonne).valeur
