"""A cohorte for other programs: one number a row, the same in CSV and in the sheet to pivot."""

from collections.abc import Iterator
from fractions import Fraction

from clea_cli.cohorte.vues import CelluleVue, CohorteVue, Denombrement, Mesure, Part

TITRES = (
    *("tableau", "ligne", "libelle", "mesure", "valeur", "unite", "sur"),
    *("pourcent", "pourcent_bas", "pourcent_haut", "masque"),
)
Valeur = str | int | Fraction  # "": nothing

_RIEN: tuple[Valeur, ...] = ("",) * 7


def rangees(vue: CohorteVue) -> Iterator[tuple[Valeur, ...]]:
    """A row a number, then what it all comes from.

    A number that is hidden is empty, and `masque` says « oui ».
    """
    for tableau in vue.tableaux:
        _, *mesures = tableau.colonnes
        for ligne in tableau.lignes:
            for mesure, cellule in zip(mesures, ligne.cellules, strict=True):
                yield (tableau.cle, ligne.nom, ligne.detail, mesure, *_valeurs(cellule))
    for nom, mots in vue.sources:
        yield ("source", nom, mots, "", *_RIEN)


def _valeurs(cellule: CelluleVue) -> tuple[Valeur, ...]:
    match cellule:
        case None:
            return "", "", "", "", "", "", "oui"
        case Part(nombre, sur):
            # Percents with one decimal, cut as they are on a screen.
            bas, haut = cellule.intervalle
            taux = int(cellule.fraction * 1000)
            pourcents = [Fraction(milliemes, 10) for milliemes in (taux, bas, haut)]
            return nombre, "personnes", sur, *pourcents, "non"
        case Denombrement(nombre, unite):
            return nombre, unite, "", "", "", "", "non"
        case Mesure(valeur, "%"):
            return Fraction(valeur, 10), "%", "", "", "", "", "non"
        case Mesure(valeur, "jours"):
            return valeur, "jours", "", "", "", "", "non"
        case Mesure(valeur, _):
            # Minutes; a spreadsheet reckons with hours.
            return Fraction(valeur, 60), "heures", "", "", "", "", "non"
        case int():
            return cellule, "personnes", "", "", "", "", "non"
        case _:
            return cellule, "", "", "", "", "", "non"
