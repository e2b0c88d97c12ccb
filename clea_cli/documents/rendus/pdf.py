"""A document as PDF, by typst: PDF/A-2a and PDF/UA-1 together, the same bytes for the same document.

The blocks go to `gabarits/document.typ` as JSON: nothing in them can be code. Only the fonts that
come with typst and Source Sans are used, so that every machine gives the same page; a letter that
they lack is shown by its Unicode number. PDF/UA wants a title, and headings that go down one level
at a time: so they do, whatever the template.
"""

import json
import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import typst

from clea_cli.documents.rendus.blocs import illustree, poids, texte
from clea_cli.documents.rendus.polices import polices
from clea_cli.documents.vues import (
    Bloc,
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

_GABARITS = Path(__file__).parent / "gabarits"
_SANS_LETTRE = re.compile(r'the text [`"]+(.+?)[`"]+ could not be displayed')
_SANS_TITRE = "Document sans titre"
_ESSAIS = 50  # letters without a glyph that are replaced one after the other


def rendre(document: Document, logo: bytes = b"") -> bytes:
    """Write the document; `logo` is the organisme's (PNG), if it has one."""
    blocs = _blocs(document, document.blocs)
    _etager(blocs)
    donnees = json.dumps(
        {
            "titre": document.titre.strip() or _SANS_TITRE,
            "provenance": json.dumps(document.provenance, sort_keys=True),
            "taille": document.taille,
            "facile": document.facile,
            "blocs": blocs,
            "logo": list(logo),
        },
        ensure_ascii=False,
    )
    moment = datetime.fromisoformat(document.date).replace(tzinfo=UTC)
    for _ in range(_ESSAIS):
        try:
            pdf = _compilateur().compile(
                sys_inputs={"document": donnees},
                format="pdf",
                pdf_standards=["a-2a", "ua-1"],
                timestamp=int(moment.timestamp()),
            )
        except typst.TypstError as erreur:
            trouve = _SANS_LETTRE.search(str(erreur))
            if trouve is None:
                raise
            # A letter without a glyph: its number takes its place, and the page is made again.
            for lettre in trouve[1]:
                donnees = donnees.replace(lettre, f"[U+{ord(lettre):04X}]")
        else:
            return bytes(pdf) if isinstance(pdf, bytes) else b""
    raise ValueError(document.titre)


@cache
def _compilateur() -> typst.Compiler:
    """One compiler for all documents: making it costs more than using it."""
    return typst.Compiler(
        str(_GABARITS / "document.typ"),
        root=str(_GABARITS),
        ignore_system_fonts=True,
        font_paths=polices(),
    )


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
