"""A document as one page of HTML that needs nothing else.

It reads on a screen, light or dark, and prints well.
"""

import json
from base64 import b64encode
from collections.abc import Iterable
from functools import cache, lru_cache

from markupsafe import escape

from clea_cli.documents.rendus.blocs import illustree
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
from clea_cli.sorties.styles import COMMUNS

_LETTRES_RETENUES = 400  # of a line that may come again
_LIGNES_RETENUES = 2_000  # how many of them are kept


def rendre(document: Document, logo: bytes = b"") -> bytes:
    """Write the document; `logo` is the organisme's (PNG), if it has one."""
    provenance = json.dumps(document.provenance, sort_keys=True)
    image = f'<img class="logo" alt="" src="{_adresse(logo)}">\n' if logo else ""
    page = (
        '<!DOCTYPE html>\n<html lang="fr">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; "
        f'img-src data:">\n<meta name="clea-provenance" content="{escape(provenance)}">\n'
        f"<title>{escape(document.titre)}</title>\n"
        f"<style>\n:root {{ --taille: {document.taille}pt; }}\n{_style()}</style>\n</head>\n<body>\n<main>\n"
        f"{image}{_blocs(document, document.blocs)}</main>\n</body>\n</html>\n"
    )
    return page.encode(errors="replace")


def _adresse(image: bytes) -> str:
    return f"data:image/png;base64,{b64encode(image).decode()}"


@cache
def _style() -> str:
    return (COMMUNS / "document.css").read_text(encoding="utf-8")


def _blocs(document: Document, blocs: Iterable[BlocDeTexte]) -> str:
    return "".join([_bloc(document, bloc) for bloc in blocs])


def _bloc(document: Document, bloc: BlocDeTexte) -> str:
    match bloc:
        case Titre(niveau, ligne):
            return f"<h{niveau}>{_ligne(ligne)}</h{niveau}>\n"
        case Paragraphe(ligne):
            return f"<p>{_ligne(ligne)}</p>\n"
        case Liste(ordonnee, elements):
            items = "".join([f"<li>{_element(document, element)}</li>\n" for element in elements])
            balise = "ol" if ordonnee else "ul"
            classe = ' class="illustree"' if illustree(bloc) else ""
            return f"<{balise}{classe}>\n{items}</{balise}>\n"
        case Encadre(dessous):
            return f'<aside role="note">\n{_blocs(document, dessous)}</aside>\n'
        case Tableau():
            return _tableau(bloc)
        case Figure(nom, legende):
            return f"<figure>{svg(document.figures[nom], legende, en_page=True)}</figure>\n"
        case Filet():
            return "<hr>\n"
        case Cadre(legendes, hauteur):
            cases = "".join(f"<div>{escape(legende)}</div>" for legende in legendes)
            return f'<div class="cadre" style="min-height: {hauteur}mm">{cases}</div>\n'


def _element(document: Document, blocs: tuple[BlocDeTexte, ...]) -> str:
    """An item; a lone paragraph needs no tag of its own."""
    if len(blocs) == 1 and isinstance(blocs[0], Paragraphe):
        return _ligne(blocs[0].ligne)
    return _blocs(document, blocs)


def _ligne(ligne: LigneDeTexte) -> str:
    if len(ligne) == 1 and len(ligne[0].texte) <= _LETTRES_RETENUES:
        return _retenue(ligne)
    return _ecrite(ligne)


def _ecrite(ligne: LigneDeTexte) -> str:
    """The only place where the words of a document become HTML."""
    rendus = []
    for texte, gras, italique, pictogramme in ligne:
        if pictogramme:
            rendus.append(pictogrammes.svg(pictogramme))
            continue
        rendu = str(escape(texte))
        if italique:
            rendu = f"<em>{rendu}</em>"
        if gras:
            rendu = f"<strong>{rendu}</strong>"
        rendus.append(rendu)
    return "".join(rendus)


_retenue = lru_cache(_LIGNES_RETENUES)(_ecrite)


def _tableau(tableau: Tableau) -> str:
    tete = _rangee(tableau.titres, tableau.a_droite, "th", ' scope="col"')
    corps = "".join([_rangee(ligne, tableau.a_droite, "td") for ligne in tableau.lignes])
    return (
        '<div class="defile" tabindex="0" role="group" aria-label="Tableau"><table>\n'
        f"<thead>\n{tete}</thead>\n<tbody>\n{corps}</tbody>\n</table></div>\n"
    )


def _rangee(
    cellules: Iterable[LigneDeTexte],
    a_droite: Iterable[bool],
    balise: str,
    portee: str = "",
) -> str:
    contenu = ""
    for ligne, droite in zip(cellules, a_droite, strict=True):
        classe = ' class="nombre"' if droite else ""
        contenu += f"<{balise}{portee}{classe}>{_ligne(ligne)}</{balise}>"
    return f"<tr>{contenu}</tr>\n"
