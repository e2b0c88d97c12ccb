"""A document as PDF: the same bytes for the same document.

The blocks go to `gabarits/document.typ`; a letter that no font has is shown by its Unicode number
(`lettres`). PDF/UA wants a title, and headings that go down one level
at a time: so they do, whatever the template.
"""

import json
import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import typst

from clea_cli.documents.rendus.blocs import illustree, poids, texte
from clea_cli.documents.rendus.lettres import montrer
from clea_cli.documents.vues import (
    BlocDeTexte,
    Cadre,
    Document,
    Encadre,
    Figure,
    Filet,
    LigneDeTexte,
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
# An address that a reader is to write to, or a page to go to: followed by a click, told as a link.
_ADRESSE = re.compile(
    r"([\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+|https?://[\w./%#?=&~+:-]*[\w/])", re.ASCII
)
_SANS_TITRE = "Document sans titre"


def rendre(document: Document, logo: bytes = b"") -> bytes:
    """Write the document; `logo` is the organisme's (PNG), if it has one."""
    try:
        return _composer(document, logo, prudent=False)
    except typst.TypstError:
        # A cluster that the fonts have, and that typst could not put together.
        return _composer(document, logo, prudent=True)


def _composer(document: Document, logo: bytes, *, prudent: bool) -> bytes:
    blocs = _Blocs(document, prudent=prudent).tous(document.blocs)
    _etager(blocs)
    donnees = {
        "titre": montrer(document.titre, prudent=prudent).strip() or _SANS_TITRE,
        "provenance": json.dumps(document.provenance, sort_keys=True),
        "code": document.provenance.get("code", ""),
        "taille": document.taille,
        "facile": document.facile,
        "jour": date_longue(document.date),
        "blocs": blocs,
        "logo": list(logo),
    }
    return composer(_GABARIT, donnees, datetime.fromisoformat(document.date), remplacer=False)


class _Blocs:
    """The blocks of a document as plain data."""

    def __init__(self, document: Document, *, prudent: bool) -> None:
        self._figures = document.figures
        self._prudent = prudent

    def tous(self, blocs: tuple[BlocDeTexte, ...]) -> list[dict[str, Any]]:
        return [self._bloc(bloc) for bloc in blocs]

    def _bloc(self, bloc: BlocDeTexte) -> dict[str, Any]:
        match bloc:
            case Titre(niveau, ligne) if texte(ligne).strip():
                return {"genre": "titre", "niveau": niveau, "ligne": self._ligne(ligne)}
            case Titre(_, ligne) | Paragraphe(ligne):
                return {"genre": "paragraphe", "ligne": self._ligne(ligne)}
            case Liste(ordonnee, elements):
                items = [self.tous(element) for element in elements]
                genre = "numeros" if ordonnee else "illustree" if illustree(bloc) else "liste"
                return {"genre": genre, "elements": items}
            case Encadre(dessous):
                return {"genre": "encadre", "blocs": self.tous(dessous)}
            case Tableau():
                return self._tableau(bloc)
            case Figure(nom, legende):
                return self._figure(nom, legende)
            case Filet():
                return {"genre": "filet"}
            case Cadre(legendes, hauteur):
                montrees = [self._montrer(legende) for legende in legendes]
                return {"genre": "cadre", "legendes": montrees, "hauteur": hauteur}

    def _figure(self, nom: str, legende: str) -> dict[str, Any]:
        dite = self._montrer(legende)
        barres = [barre._replace(nom=self._montrer(barre.nom)) for barre in self._figures[nom]]
        return {"genre": "figure", "svg": svg(barres, dite), "legende": dite.strip() or nom}

    def _tableau(self, tableau: Tableau) -> dict[str, Any]:
        lignes: list[list[list[dict[str, Any]]]] = []
        for rangee in tableau.lignes:
            lignes.append([*map(self._ligne, rangee)])
        return {
            "genre": "tableau",
            "titres": [*map(self._ligne, tableau.titres)],
            "lignes": lignes,
            "droite": list(tableau.a_droite),
            "poids": poids(tableau),
        }

    def _ligne(self, ligne: LigneDeTexte) -> list[dict[str, Any]]:
        montres: list[dict[str, Any]] = []
        for morceau in ligne:
            style: dict[str, Any] = {"gras": morceau.gras, "italique": morceau.italique}
            if morceau.pictogramme:
                style["pictogramme"] = pictogrammes.svg(morceau.pictogramme)
            montre = self._montrer(morceau.texte, penche=morceau.italique)
            # Addresses stand at the odd places.
            for rang, texte_seul in enumerate(_ADRESSE.split(montre)):
                dit = {"texte": texte_seul, **style}
                if rang % 2:
                    dit["lien"] = f"{'mailto:' if '@' in texte_seul else ''}{texte_seul}"
                if texte_seul or morceau.pictogramme:
                    montres.append(dit)
        return montres

    def _montrer(self, texte: str, *, penche: bool = False) -> str:
        return montrer(texte, penche=penche, prudent=self._prudent)


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
