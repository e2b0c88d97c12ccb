"""`clea cohorte --format xlsx`: a sheet a table, numbers to count with, a bar in each percentage."""

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

from clea_cli import __version__
from clea_cli.cohorte.vues import MASQUE, Cellule, CohorteVue, Mesure, Part, TableauVu
from clea_cli.sorties.tableur_xlsx import a_l_impression, ouvrir
from clea_cli.sorties.texte import inoffensif

_VERT = "#a9cfc4"  # light: the number is written over it
_LARGE = 100  # letters of a line of the first sheet
_NOMBRES = {"part": "0.0%", "heures": '0.0" h"', "compte": "0"}


def rendre(vue: CohorteVue) -> bytes:
    """Write what the cohorte is, then its tables."""
    sortie = BytesIO()
    with ouvrir(sortie, vue.titre) as classeur:
        styles = {nom: classeur.add_format({"num_format": forme}) for nom, forme in _NOMBRES.items()}
        styles["titre"] = classeur.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        styles["mesure"] = classeur.add_format(
            {"bold": True, "bottom": 1, "text_wrap": True, "align": "right", "valign": "top"}
        )
        styles["masque"] = classeur.add_format({"italic": True, "font_color": "#6b7280", "align": "right"})
        styles["phrase"] = classeur.add_format({"text_wrap": True, "valign": "top"})
        styles["grand"] = classeur.add_format({"bold": True, "font_size": 16})
        _lisez_moi(classeur.add_worksheet("à lire"), vue, styles)
        for tableau in vue.tableaux:
            _feuille(classeur.add_worksheet(tableau.cle), tableau, styles)
    return sortie.getvalue()


def _lisez_moi(feuille: Any, vue: CohorteVue, styles: Mapping[str, Any]) -> None:
    feuille.set_column(0, 0, _LARGE)
    a_l_impression(feuille)
    feuille.write_string(0, 0, vue.titre, styles["grand"])
    attention = [f"Attention : {vue.avertissement}."] if vue.avertissement else []
    sources = [f"{nom} : {texte}" if nom else texte for nom, texte in vue.sources]
    phrases = [*vue.faits, *attention, vue.legende, *sources, f"Calculé par clea {__version__}."]
    for rang, phrase in enumerate(phrases, start=2):
        feuille.set_row(rang, 16 * (1 + len(phrase) // _LARGE))
        feuille.write_string(rang, 0, inoffensif(phrase), styles["phrase"])


def _feuille(feuille: Any, tableau: TableauVu, styles: Mapping[str, Any]) -> None:
    """The names, what they mean if anything says it, then each measure: a share takes two columns."""
    detail = any(ligne.detail for ligne in tableau.lignes)
    titres = [tableau.colonnes[0], *(["libellé"] if detail else [])]
    places = []
    for rang, mesure in enumerate(tableau.colonnes[1:]):
        places.append(len(titres))
        parts = any(isinstance(ligne.cellules[rang], Part) for ligne in tableau.lignes)
        titres += [mesure, f"{mesure} (%)"] if parts else [mesure]
    feuille.set_column(0, 0, 22)
    feuille.set_column(1, len(titres), 13 if len(titres) < 10 else 8)
    feuille.set_row(0, 32)
    if detail:
        feuille.set_column(1, 1, 60)
    for colonne, titre in enumerate(titres):
        feuille.write_string(0, colonne, titre, styles["mesure" if colonne >= places[0] else "titre"])
    feuille.freeze_panes(1, 1)
    a_l_impression(feuille)
    for rang, ligne in enumerate(tableau.lignes, start=1):
        feuille.write_string(rang, 0, inoffensif(ligne.nom))
        if detail:
            feuille.write_string(rang, 1, inoffensif(ligne.detail))
        for place, cellule in zip(places, ligne.cellules, strict=True):
            _cellule(feuille, rang, place, cellule, styles)
    _barres(feuille, tableau, titres)


def _cellule(feuille: Any, rang: int, colonne: int, cellule: Cellule, styles: Mapping[str, Any]) -> None:
    match cellule:
        case None:
            feuille.write_string(rang, colonne, MASQUE, styles["masque"])
        case Part(nombre, _):
            feuille.write_number(rang, colonne, nombre, styles["compte"])
            feuille.write_number(rang, colonne + 1, int(cellule.fraction * 1000) / 1000, styles["part"])
        case Mesure(valeur, "%"):
            feuille.write_number(rang, colonne, valeur / 1000, styles["part"])
        case Mesure(valeur, _):
            feuille.write_number(rang, colonne, valeur / 60, styles["heures"])
        case int():
            feuille.write_number(rang, colonne, cellule, styles["compte"])
        case _:
            feuille.write_string(rang, colonne, inoffensif(cellule))


def _barres(feuille: Any, tableau: TableauVu, titres: Sequence[str]) -> None:
    """A bar behind each share, from 0 to 100 %."""
    bornes = {"min_type": "num", "min_value": 0, "max_type": "num", "max_value": 1}
    barre = {"type": "data_bar", "bar_color": _VERT, "bar_solid": True, **bornes}
    for colonne, titre in enumerate(titres):
        if titre.endswith(" (%)") and tableau.lignes:
            feuille.conditional_format(1, colonne, len(tableau.lignes), colonne, barre)
