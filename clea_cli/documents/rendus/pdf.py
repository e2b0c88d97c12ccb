"""A document as PDF: the same bytes for the same document.

The blocks go to `gabarits/document.typ`. PDF/UA wants a title, and headings that go down one level
at a time: so they do, whatever the template.
"""

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from clea_cli.documents.rendus.blocs import illustree, poids, texte
from clea_cli.documents.vues import (
    Bloc,
    Cadre,
    Document,
    Encadre,
    Figure,
    Filet,
    Ligne,
    Liste,
    Paragraphe,
    Tableau,
    Titre,
)
from clea_cli.sorties import pictogrammes
from clea_cli.sorties.barres import svg
from clea_cli.sorties.composer import composer
from clea_cli.sorties.mots import date_longue

_GABARIT = Path(__file__).parent / "gabarits" / "document.typ"
_SANS_TITRE = "Document sans titre"


def rendre(document: Document, logo: bytes = b"") -> bytes:
    """Write the document; `logo` is the organisme's (PNG), if it has one."""
    blocs = _blocs(document, document.blocs)
    _etager(blocs)
    donnees = {
        "titre": document.titre.strip() or _SANS_TITRE,
        "provenance": json.dumps(document.provenance, sort_keys=True),
        "taille": document.taille,
        "facile": document.facile,
        "jour": date_longue(document.date),
        "blocs": blocs,
        "logo": list(logo),
    }
    return composer(_GABARIT, donnees, datetime.fromisoformat(document.date))


def _blocs(document: Document, blocs: tuple[Bloc, ...]) -> list[dict[str, Any]]:
    return [_bloc(document, bloc) for bloc in blocs]


def _bloc(document: Document, bloc: Bloc) -> dict[str, Any]:
    match bloc:
        case Titre(niveau, ligne) if texte(ligne).strip():
            return {"genre": "titre", "niveau": niveau, "ligne": _ligne(ligne)}
        case Titre(_, ligne) | Paragraphe(ligne):
            return {"genre": "paragraphe", "ligne": _ligne(ligne)}
        case Liste(ordonnee, elements):
            items = [_blocs(document, element) for element in elements]
            genre = "numeros" if ordonnee else "illustree" if illustree(bloc) else "liste"
            return {"genre": genre, "elements": items}
        case Encadre(dessous):
            return {"genre": "encadre", "blocs": _blocs(document, dessous)}
        case Tableau():
            return _tableau(bloc)
        case Figure(nom, legende):
            dessin = svg(document.figures[nom], legende)
            return {"genre": "figure", "svg": dessin, "legende": legende.strip() or nom}
        case Filet():
            return {"genre": "filet"}
        case Cadre(legendes, hauteur):
            return {"genre": "cadre", "legendes": list(legendes), "hauteur": hauteur}


def _etager(blocs: list[dict[str, Any]]) -> None:
    """Begin with the first level, and go down one at a time."""
    niveau = 0
    for titre in _titres(blocs):
        titre["niveau"] = niveau = min(titre["niveau"], niveau + 1)


def _titres(blocs: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for bloc in blocs:
        if bloc["genre"] == "titre":
            yield bloc
        for dessous in (bloc.get("blocs", ()), *bloc.get("elements", ())):
            yield from _titres(dessous)


def _tableau(tableau: Tableau) -> dict[str, Any]:
    return {
        "genre": "tableau",
        "titres": [*map(_ligne, tableau.titres)],
        "lignes": [[_ligne(cellule) for cellule in rangee] for rangee in tableau.lignes],
        "droite": list(tableau.a_droite),
        "poids": poids(tableau),
    }


def _ligne(ligne: Ligne) -> list[dict[str, Any]]:
    ecrits: list[dict[str, Any]] = []
    for morceau in ligne:
        ecrit = {"texte": morceau.texte, "gras": morceau.gras, "italique": morceau.italique}
        if morceau.pictogramme:
            ecrit["pictogramme"] = pictogrammes.svg(morceau.pictogramme)
        ecrits.append(ecrit)
    return ecrits
