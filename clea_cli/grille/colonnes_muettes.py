"""What to write at the top of columns that speak below a heading that says something else.

A table lacks a heading, and yet a column shows codes or answers: it is named, with what to write.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from clea_cli.diagnostics import Diagnostic, court, diagnostic
from clea_cli.grille.colonnes_vues import colonnes_de, est_une_date, sont_des_dates, textes
from clea_cli.grille.grille import Partie
from clea_cli.grille.lire_haut import remplies
from clea_cli.grille.selon_la_colonne import muettes, place_parlante
from clea_cli.grille.titres import noms_des_titres
from clea_cli.sources.cellules import Ligne, lettres


class Renommage(NamedTuple):
    """A column to rename: its place (from 0), what it contains in words, what to call it."""

    place: int
    contenu: str
    nom: str


def fautes(partie: Partie, source: str) -> Iterator[Diagnostic]:
    """Name the columns that answer, or hold codes, below other headings.

    Errors: F340 (a column to rename), F341 (candidates across), F342 (codes became dates).
    """
    titres = partie.titres
    if sont_des_dates(titres.valeurs):
        jours = [cellule for cellule in remplies(titres) if est_une_date(cellule.valeur)]
        premier = jours[0]
        yield diagnostic("F342", premier.position(source), exemple=premier.valeur)
        return
    for renommage in renommages(partie):
        yield _a_renommer(titres, renommage, source)
    codes, places = _qui_repondent(partie)
    if codes is not None and len(places) > 1:
        yield _en_travers(titres, codes, places, source)


def renommages(partie: Partie) -> Iterator[Renommage]:
    """The columns that hold codes or answers below a heading that does not say so."""
    titres = partie.titres.valeurs
    codes, places = _qui_repondent(partie)
    if codes is None or sont_des_dates(titres):
        return
    corps = [ligne.valeurs for ligne in partie.corps]
    des_codes = [texte for texte in textes(corps, codes) if texte]
    if noms_des_titres(titres)[codes] != "critere" and len(des_codes) > 1:
        yield Renommage(codes, f"{len(des_codes)} codes", "critere")
    if len(places) == 1:
        [place] = places
        colonne = colonnes_de(titres, corps, codes)[place]
        nombre = len(colonne.remplis)
        yield Renommage(place, f"{nombre} réponses", "resultat")


def _qui_repondent(partie: Partie) -> tuple[int | None, list[int]]:
    """The place of the codes, and those of the columns that answer, if no heading says which."""
    titres = partie.titres.valeurs
    corps = [ligne.valeurs for ligne in partie.corps]
    codes = place_parlante(titres, corps)
    noms = dict(enumerate(noms_des_titres(titres)))
    if codes is None or "resultat" in noms.values():
        return codes, []
    colonnes = colonnes_de(titres, corps, codes)
    return codes, [place for place in muettes(colonnes, noms) if place != codes]


def _a_renommer(titres: Ligne, renommage: Renommage, source: str) -> Diagnostic:
    cellule = titres.cellule(renommage.place)
    return diagnostic(
        "F340",
        cellule.position(source),
        colonne=lettres(renommage.place + 1),
        titre=court(cellule.valeur),
        contenu=renommage.contenu,
        nom=renommage.nom,
    )


def _en_travers(titres: Ligne, codes: int, places: Sequence[int], source: str) -> Diagnostic:
    """Several columns of answers; their headings may be people, and are not quoted."""
    return diagnostic(
        "F341",
        titres.cellule(places[0]).position(source),
        nombre=len(places),
        premiere=lettres(places[0] + 1),
        derniere=lettres(places[-1] + 1),
        coin=titres.cellule(codes).nom,
    )
