"""What to write at the top of columns that speak below a heading that says nothing, or another thing.

A table lacks a heading, and yet a column shows codes or answers: it is named, with what to write.
"""

from collections.abc import Iterator, Sequence

from clea_cli.diagnostics import Diagnostic, court, diagnostic
from clea_cli.grille.colonnes_vues import Colonne, colonnes_de, sont_des_dates
from clea_cli.grille.grille import Partie
from clea_cli.grille.selon_la_colonne import muettes, place_parlante
from clea_cli.grille.titres import noms_des_titres
from clea_cli.sources.cellules import Cellule, Ligne, lettres


def fautes(partie: Partie, source: str) -> Iterator[Diagnostic]:
    """Name the columns that answer, or hold codes, below other headings.

    Errors: F340 (a column to rename), F341 (candidates across), F342 (codes became dates).
    """
    titres = partie.titres
    if sont_des_dates(titres.valeurs):
        premiere = next(cellule for cellule in _cellules(titres) if sont_des_dates([cellule.valeur] * 3))
        yield diagnostic("F342", premiere.position(source), exemple=premiere.valeur)
        return
    corps = [ligne.valeurs for ligne in partie.corps]
    codes = place_parlante(titres.valeurs, corps)
    if codes is None:
        return
    noms = dict(enumerate(noms_des_titres(titres.valeurs)))
    nombre = sum(bool(ligne[codes]) for ligne in corps if codes < len(ligne))
    if noms[codes] != "critere" and nombre > 1:
        yield _a_renommer(titres, codes, f"{nombre} codes", "critere", source)
    if "resultat" in noms.values():
        return
    colonnes = colonnes_de(titres.valeurs, corps, codes)
    places = [place for place in muettes(colonnes, noms) if place != codes]
    if len(places) == 1:
        nombre = len(colonnes[places[0]].remplis)
        yield _a_renommer(titres, places[0], f"{nombre} réponses", "resultat", source)
    elif places:
        yield _en_travers(titres, colonnes, codes, places, source)


def _cellules(titres: Ligne) -> Iterator[Cellule]:
    return (titres.cellule(place) for place, titre in enumerate(titres.valeurs) if titre)


def _a_renommer(titres: Ligne, place: int, contenu: str, nom: str, source: str) -> Diagnostic:
    cellule = titres.cellule(place)
    return diagnostic(
        "F340",
        cellule.position(source),
        colonne=lettres(place + 1),
        titre=court(cellule.valeur),
        contenu=contenu,
        nom=nom,
    )


def _en_travers(
    titres: Ligne, colonnes: Sequence[Colonne], codes: int, places: Sequence[int], source: str
) -> Diagnostic:
    """Several columns of answers; their headings may be people, and are not quoted."""
    return diagnostic(
        "F341",
        titres.cellule(places[0]).position(source),
        nombre=len(places),
        premiere=lettres(places[0] + 1),
        derniere=lettres(places[-1] + 1),
        coin=titres.cellule(codes).nom,
    )
