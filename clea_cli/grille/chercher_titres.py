"""Where the headings of a table stand, whatever file it comes from, and what each column holds.

From the surest to the least: a row that names all columns of a form; a row whose columns show what
their headings leave in doubt; a row that lacks one; a row above codes, whose headings nobody knows.
"""

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise, zip_longest

from clea_cli.grille import colonnes_vues, selon_la_colonne
from clea_cli.grille.grille import Partie
from clea_cli.grille.titres import (
    est_entete,
    est_entete_large,
    est_entete_longue,
    est_le_bas_des_titres,
    presque_entete,
)
from clea_cli.sources.cellules import Feuille, Fusion, Ligne

Rangees = Iterable[Sequence[str]]


def _une(est: Callable[[Sequence[str]], bool]) -> Callable[[Rangees], int | None]:
    """The search of a first row that looks so by itself."""

    def chercher(rangees: Rangees) -> int | None:
        for rang, valeurs in enumerate(rangees):
            if est(valeurs):
                return rang
        return None

    return chercher


def _selon_la_colonne(rangees: Rangees) -> int | None:
    return selon_la_colonne.chercher(list(rangees))


def _muets(rangees: Rangees) -> int | None:
    return selon_la_colonne.chercher_muets(list(rangees))


SUREMENT = (_une(est_entete_longue), _une(est_entete_large))
PEUT_ETRE = (
    _selon_la_colonne,
    _une(presque_entete),
    _muets,
    _une(colonnes_vues.sont_des_dates),
)
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
    """The table below those headings; where they leave a doubt, its columns are looked at."""
    nue = Partie(_candidats_defusionnes(feuille, entete), entete)
    titres = nue.titres.valeurs
    corps = [ligne.valeurs for ligne in nue.corps]
    if est_entete(titres) and not selon_la_colonne.doute(titres, corps):
        return nue
    noms = selon_la_colonne.noms_prouves(titres, corps)
    if not selon_la_colonne.font_une_forme(noms):
        return nue
    return nue._replace(noms=selon_la_colonne.ajouts(titres, noms))


def _candidats_defusionnes(feuille: Feuille, entete: int) -> Feuille:
    """The sheet where each row has its candidate, written once in a cell merged over their rows."""
    titres = feuille.lignes[entete]
    fusions = [une for une in feuille.fusions if _nomme_plusieurs_lignes(une, titres)]
    if not fusions:
        return feuille
    par_rang = {ligne.rang: ligne for ligne in feuille.lignes}
    lignes = []
    for ligne in feuille.lignes:
        valeurs = list(ligne.valeurs)
        for une in fusions:
            # Only the first of merged cells holds their text.
            if une.haut < ligne.rang <= une.bas:
                place = une.gauche - 1
                premiere = par_rang.get(une.haut)
                valeurs[place] = premiere.cellule(place).valeur if premiere else ""
        lignes.append(ligne._replace(valeurs=tuple(valeurs)))
    return feuille._replace(lignes=tuple(lignes))


def _nomme_plusieurs_lignes(fusion: Fusion, titres: Ligne) -> bool:
    """Whether merged cells stand over several rows, below a heading that may be of candidates."""
    d_une_colonne = fusion.gauche == fusion.droite
    de_plusieurs_lignes = fusion.bas > fusion.haut
    dessous = fusion.haut > titres.rang
    if not (d_une_colonne and de_plusieurs_lignes and dessous):
        return False
    titre = titres.cellule(fusion.gauche - 1)
    return selon_la_colonne.peut_nommer(titre.valeur)


def en_une_ligne(feuille: Feuille) -> Feuille:
    """Make one row of headings on two, of which the upper ones are merged cells.

    « Résultat » may stand over three columns to tick.
    """
    for place, (haut, bas) in enumerate(pairwise(feuille.lignes)):
        if est_le_bas_des_titres(haut.valeurs, bas.valeurs):
            avant = feuille.lignes[:place]
            apres = feuille.lignes[place + 2 :]
            titres = _une_seule(haut, bas)
            return feuille._replace(lignes=(*avant, titres, *apres))
        # Below whole headings there are answers.
        if est_entete(haut.valeurs):
            break
    return feuille


def _une_seule(haut: Ligne, bas: Ligne) -> Ligne:
    """Two rows of headings as one: of each column, the lower heading, or else the upper."""
    par_colonne = zip_longest(bas.valeurs, haut.valeurs, fillvalue="")
    titres = [dessous or dessus for dessous, dessus in par_colonne]
    return bas._replace(valeurs=tuple(titres))
