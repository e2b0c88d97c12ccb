"""`clea cohorte --format xlsx`: a sheet a table, numbers to count with, a bar in each share."""

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

from clea_cli import __version__
from clea_cli.cohorte.rendus.plat import TITRES, rangees
from clea_cli.cohorte.vues import (
    MASQUE,
    CelluleVue,
    CohorteVue,
    Denombrement,
    Mesure,
    Part,
    TableauVu,
)
from clea_cli.sorties.tableur_xlsx import a_l_impression, ouvrir
from clea_cli.sorties.texte import inoffensif

_VERT = "#a9cfc4"  # light: the number is written over it
_LARGE = 100  # letters of a line of the first sheet
_TITRE = {"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}
_STYLES: Mapping[str, Mapping[str, Any]] = {
    "part": {"num_format": "0.0%"},
    "heures": {"num_format": '0.0" h"'},
    "jours": {"num_format": '0" j"'},
    "compte": {"num_format": "0"},
    "titre": _TITRE,
    "mesure": {**_TITRE, "align": "right"},
    "masque": {"italic": True, "font_color": "#6b7280", "align": "right"},
    "phrase": {"text_wrap": True, "valign": "top"},
    "grand": {"bold": True, "font_size": 16},
}


def rendre(vue: CohorteVue) -> bytes:
    """Write what the cohorte is, then its tables."""
    sortie = BytesIO()
    with ouvrir(sortie, vue.titre) as classeur:
        styles = {nom: classeur.add_format(forme) for nom, forme in _STYLES.items()}
        _lisez_moi(classeur.add_worksheet("à lire"), vue, styles)
        for tableau in vue.tableaux:
            _feuille(classeur.add_worksheet(tableau.cle), tableau, styles)
        _a_croiser(classeur.add_worksheet("à croiser"), vue, styles)
    return sortie.getvalue()


def _lisez_moi(feuille: Any, vue: CohorteVue, styles: Mapping[str, Any]) -> None:
    feuille.set_column(0, 0, _LARGE)
    a_l_impression(feuille)
    feuille.write_string(0, 0, vue.titre, styles["grand"])
    attention = [f"Attention : {avertissement}." for avertissement in vue.avertissements]
    calcul = f"Calculé par clea {__version__}."
    phrases = [*vue.faits, *attention, vue.legende, *vue.origines, calcul]
    for rang, phrase in enumerate(phrases, start=2):
        # 16 points a line, and as many lines as the letters may take.
        lignes = 1 + len(phrase) // _LARGE
        feuille.set_row(rang, 16 * lignes)
        feuille.write_string(rang, 0, inoffensif(phrase), styles["phrase"])


def _a_croiser(feuille: Any, vue: CohorteVue, styles: Mapping[str, Any]) -> None:
    """One number a row, to filter, to sort and to pivot."""
    lignes = [TITRES, *rangees(vue)]
    derniere_ligne = len(lignes) - 1
    derniere_colonne = len(TITRES) - 1
    feuille.set_column(0, derniere_colonne, 16)
    feuille.freeze_panes(1, 0)
    feuille.autofilter(0, 0, derniere_ligne, derniere_colonne)
    for rang, ligne in enumerate(lignes):
        style = styles["phrase" if rang else "titre"]
        for colonne, valeur in enumerate(ligne):
            if isinstance(valeur, str):
                feuille.write_string(rang, colonne, inoffensif(valeur), style)
            else:
                feuille.write_number(rang, colonne, float(valeur))


def _feuille(feuille: Any, tableau: TableauVu, styles: Mapping[str, Any]) -> None:
    """The names, what they mean if anything says it, then each measure."""
    detail = any(ligne.detail for ligne in tableau.lignes)
    titres, places = _titres(tableau, detail=detail)
    # Many columns are narrow, so that all of them are seen at once.
    large = 13 if len(titres) < 10 else 8
    feuille.set_column(0, 0, 22)
    feuille.set_column(1, len(titres), large)
    feuille.set_row(0, 32)
    if detail:
        feuille.set_column(1, 1, 60)
    for colonne, titre in enumerate(titres):
        mesure = colonne >= places[0]
        style = styles["mesure" if mesure else "titre"]
        feuille.write_string(0, colonne, titre, style)
    feuille.freeze_panes(1, 1)
    a_l_impression(feuille)
    for rang, ligne in enumerate(tableau.lignes, start=1):
        feuille.write_string(rang, 0, inoffensif(ligne.nom))
        if detail:
            feuille.write_string(rang, 1, inoffensif(ligne.detail))
        for place, cellule in zip(places, ligne.cellules, strict=True):
            _cellule(feuille, rang, place, cellule, styles)
    _barres(feuille, tableau, titres)


def _titres(tableau: TableauVu, *, detail: bool) -> tuple[list[str], list[int]]:
    """The headings, and the column where each measure begins: a share takes two."""
    nom, *mesures = tableau.colonnes
    titres = [nom]
    if detail:
        titres.append("libellé")
    places = []
    for rang, mesure in enumerate(mesures):
        places.append(len(titres))
        titres.append(mesure)
        if any(isinstance(ligne.cellules[rang], Part) for ligne in tableau.lignes):
            titres.append(f"{mesure} (%)")
    return titres, places


def _cellule(
    feuille: Any,
    rang: int,
    colonne: int,
    cellule: CelluleVue,
    styles: Mapping[str, Any],
) -> None:
    match cellule:
        case None:
            feuille.write_string(rang, colonne, MASQUE, styles["masque"])
        case Part(nombre, _):
            # Cut to thousandths: a spreadsheet would round what it shows.
            coupe = int(cellule.fraction * 1000) / 1000
            feuille.write_number(rang, colonne, nombre, styles["compte"])
            feuille.write_number(rang, colonne + 1, coupe, styles["part"])
        case Mesure(valeur, "%"):
            feuille.write_number(rang, colonne, valeur / 1000, styles["part"])
        case Mesure(valeur, "jours"):
            feuille.write_number(rang, colonne, valeur, styles["jours"])
        case Mesure(valeur, _):
            feuille.write_number(rang, colonne, valeur / 60, styles["heures"])
        case Denombrement(nombre, _):
            feuille.write_number(rang, colonne, nombre, styles["compte"])
        case int():
            feuille.write_number(rang, colonne, cellule, styles["compte"])
        case _:
            feuille.write_string(rang, colonne, inoffensif(cellule))


def _barres(feuille: Any, tableau: TableauVu, titres: Sequence[str]) -> None:
    """A bar behind each share, from 0 to 100 %."""
    bornes = {"min_type": "num", "min_value": 0, "max_type": "num", "max_value": 1}
    barre = {"type": "data_bar", "bar_color": _VERT, "bar_solid": True, **bornes}
    derniere = len(tableau.lignes)
    for colonne, titre in enumerate(titres):
        if titre.endswith(" (%)") and tableau.lignes:
            feuille.conditional_format(1, colonne, derniere, colonne, barre)
