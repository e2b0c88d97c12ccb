"""`clea cohorte --format csv`: one number a row, for a spreadsheet or another program."""

from collections.abc import Iterator

from clea_cli.cohorte.vues import MASQUE, CelluleVue, CohorteVue, Compte, Mesure, Part
from clea_cli.sorties.tableur_csv import ecrire

_TITRES = ("tableau", "ligne", "libelle", "mesure", "valeur", "unite", "sur", "pourcent")


def rendre(vue: CohorteVue) -> bytes:
    """Write the headings, then a row a number; one that is hidden is « masqué »."""
    return ecrire([_TITRES, *_lignes(vue)])


def _lignes(vue: CohorteVue) -> Iterator[tuple[str, ...]]:
    for tableau in vue.tableaux:
        for ligne in tableau.lignes:
            for mesure, cellule in zip(tableau.colonnes[1:], ligne.cellules, strict=True):
                yield (tableau.cle, ligne.nom, ligne.detail, mesure, *_valeurs(cellule))


def _valeurs(cellule: CelluleVue) -> tuple[str, str, str, str]:
    match cellule:
        case None:
            return MASQUE, "", "", ""
        case Part(nombre, sur):
            return str(nombre), "personnes", str(sur), _dixiemes(int(cellule.fraction * 1000))
        case Compte(nombre, unite):
            return str(nombre), unite, "", ""
        case Mesure(valeur, "%"):
            return _dixiemes(valeur), "%", "", ""
        case Mesure(valeur, _):
            return f"{valeur / 60:.2f}".replace(".", ","), "heures", "", ""
        case _:
            return str(cellule), "personnes", "", ""


def _dixiemes(milliemes: int) -> str:
    return f"{milliemes // 10},{milliemes % 10}"
