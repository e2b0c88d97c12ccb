"""A document as PDF: the same bytes for the same document.

The blocks go to `gabarits/document.typ`; a letter that no font has is shown by its Unicode number
(`sorties.lettres`). PDF/UA wants a title, and headings that go down one level at a time: so they
do, whatever the template.
"""

import json
import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from clea_cli.documents import vues
from clea_cli.documents.rendus.blocs import illustree, poids, texte
from clea_cli.sorties import contrastes, pictogrammes
from clea_cli.sorties.barres import Barre, svg
from clea_cli.sorties.composer import composer
from clea_cli.sorties.lettres import montrer
from clea_cli.sorties.mots import date_longue

_GABARIT = Path(__file__).parent / "gabarits" / "document.typ"
_POLICE, _ENCRE = "Source Sans Pro", "#1d2430"
_SANS_TITRE = "Document sans titre"
_LETTRES_MAX = 1_000  # of a heading, a caption or a link: a PDF has no room for 32,768


def rendre(document: vues.Document, habillage: vues.Habillage = vues.SANS_HABILLAGE) -> bytes:
    """Write the document, dressed as the organisme asks."""
    donnees = partial(_donnees, document, habillage)
    return composer(_GABARIT, donnees, datetime.fromisoformat(document.date))


def _donnees(
    document: vues.Document, habillage: vues.Habillage, *, prudent: bool
) -> dict[str, Any]:
    ecrits = _Blocs(document, prudent=prudent)
    blocs = ecrits.tous(document.blocs)
    _etager(blocs)
    titre = montrer(document.titre, prudent=prudent).strip()
    # The gabarit reads JSON, which has no bytes: they are lists of numbers, made once for an image
    # that is shown many times.
    images: dict[str, list[int]] = {}
    largeurs: dict[str, float] = {}
    for nom in dict.fromkeys(ecrits.images):
        image = habillage.images[nom]
        images[nom] = list(image.contenu)
        largeurs[nom] = image.millimetres
    return {
        "titre": titre or _SANS_TITRE,
        "provenance": json.dumps(document.provenance, sort_keys=True),
        "code": document.provenance.get("code", ""),
        "taille": document.taille,
        "facile": document.facile,
        "jour": date_longue(document.date),
        "blocs": blocs,
        "logo": list(habillage.logo),
        "images": images,
        "largeurs": largeurs,
        "style": _style(document, habillage, prudent=prudent),
    }


def _style(document: vues.Document, habillage: vues.Habillage, *, prudent: bool) -> dict[str, Any]:
    """What the organisme's style changes; for people who read with difficulty, colours at most."""
    facile = document.facile
    style: dict[str, Any] = {
        "place": habillage.place,
        "principale": contrastes.gardee(habillage.principale, facile=facile) or _ENCRE,
        "secondaire": contrastes.gardee(habillage.secondaire, facile=facile),
    }
    if facile:
        return style | {"largeur": None, "police": _POLICE, "marges": 30, "tete": "", "pied": ""}
    return style | {
        "largeur": habillage.largeur,
        "police": habillage.police or _POLICE,
        "marges": habillage.marges or 20,
        "tete": montrer(habillage.tete, prudent=prudent),
        "pied": montrer(habillage.pied, prudent=prudent),
    }


class _Blocs:
    """The blocks of a document as plain data; `images` are the names of those that they show."""

    def __init__(self, document: vues.Document, *, prudent: bool) -> None:
        self.images: list[str] = []
        # In a group, so that a text cut at them keeps them; « (?!) » is found nowhere.
        adresses = "|".join(map(re.escape, document.adresses))
        self._adresses = re.compile(f"({adresses})" if adresses else "(?!)")
        self._facile = document.facile
        self._figures = document.figures
        self._prudent = prudent

    def tous(self, blocs: tuple[vues.BlocDeTexte, ...]) -> list[dict[str, Any]]:
        return [self._bloc(bloc) for bloc in blocs]

    def _bloc(self, bloc: vues.BlocDeTexte) -> dict[str, Any]:
        match bloc:
            case vues.Titre(niveau, ligne) if 0 < len(texte(ligne).strip()) <= _LETTRES_MAX:
                return {"genre": "titre", "niveau": niveau, "ligne": self._ligne(ligne)}
            case vues.Titre(_, ligne) | vues.Paragraphe(ligne):
                return {"genre": "paragraphe", "ligne": self._ligne(ligne)}
            case vues.Liste():
                return self._liste(bloc)
            case vues.Encadre(dessous):
                return {"genre": "encadre", "blocs": self.tous(dessous)}
            case vues.Tableau():
                return self._tableau(bloc)
            case vues.Figure(nom, legende):
                return self._figure(nom, legende)
        return self._seul(bloc)

    def _liste(self, liste: vues.Liste) -> dict[str, Any]:
        genre = "liste"
        if liste.ordonnee:
            genre = "numeros"
        elif illustree(liste):
            genre = "illustree"
        elements = [self.tous(element) for element in liste.elements]
        return {"genre": genre, "elements": elements}

    def _seul(self, bloc: vues.BlocDeTexte) -> dict[str, Any]:
        """A block that holds no words in a style: it is drawn."""
        match bloc:
            case vues.Illustration(nom, legende):
                self.images.append(nom)
                dite = self._montrer(legende).strip()[:_LETTRES_MAX]
                # PDF/UA wants a text for every image.
                return {"genre": "image", "nom": nom, "legende": dite or "Image"}
            case vues.SautDePage():
                # One page is all that a page for people who read with difficulty may have.
                return {"genre": "rien" if self._facile else "saut"}
            case vues.Cadre(legendes, hauteur):
                montrees = [self._montrer(legende) for legende in legendes]
                return {"genre": "cadre", "legendes": montrees, "hauteur": hauteur}
        return {"genre": "filet"}

    def _figure(self, nom: str, legende: str) -> dict[str, Any]:
        dite = self._montrer(legende)[:_LETTRES_MAX]
        barres: list[Barre] = []
        for barre in self._figures[nom]:
            montre = self._montrer(barre.nom)
            barres.append(barre._replace(nom=montre))
        dessin = svg(barres, dite)
        return {"genre": "figure", "svg": dessin, "legende": dite.strip() or nom}

    def _tableau(self, tableau: vues.Tableau) -> dict[str, Any]:
        return {
            "genre": "tableau",
            "titres": self._rangee(tableau.titres),
            "lignes": [self._rangee(rangee) for rangee in tableau.lignes],
            "droite": list(tableau.a_droite),
            "poids": poids(tableau),
        }

    def _rangee(self, cellules: Iterable[vues.LigneDeTexte]) -> list[list[dict[str, Any]]]:
        return [self._ligne(cellule) for cellule in cellules]

    def _ligne(self, ligne: vues.LigneDeTexte) -> list[dict[str, Any]]:
        montres: list[dict[str, Any]] = []
        for morceau in ligne:
            style: dict[str, Any] = {"gras": morceau.gras, "italique": morceau.italique}
            if morceau.pictogramme:
                style["pictogramme"] = pictogrammes.svg(morceau.pictogramme)
            montre = self._montrer(morceau.texte, penche=morceau.italique)
            # A link of the template.
            if 0 < len(morceau.lien) <= _LETTRES_MAX:
                montres.append({"texte": montre, **style, "lien": morceau.lien})
                continue
            # The addresses of the organisme: cut at them, the text has them at its odd places.
            for rang, texte_seul in enumerate(self._adresses.split(montre)):
                if not texte_seul and not morceau.pictogramme:
                    continue
                dit = {"texte": texte_seul, **style}
                if rang % 2:
                    dit["lien"] = f"mailto:{texte_seul}"
                montres.append(dit)
        return montres

    def _montrer(self, texte: str, *, penche: bool = False) -> str:
        return montrer(texte, penche=penche, prudent=self._prudent)


def _etager(blocs: list[dict[str, Any]]) -> None:
    """Begin with the first level, and go down one at a time."""
    niveau = 0
    for titre in _titres(blocs):
        niveau = min(titre["niveau"], niveau + 1)
        titre["niveau"] = niveau


def _titres(blocs: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The headings, in the order of the page, those inside a box or an item too."""
    for bloc in blocs:
        if bloc["genre"] == "titre":
            yield bloc
        yield from _titres(bloc.get("blocs", ()))
        for element in bloc.get("elements", ()):
            yield from _titres(element)
