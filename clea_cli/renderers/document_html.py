"""A document as one page of HTML that needs nothing else: it reads on a screen, light or dark, and prints well."""

import json
from base64 import b64encode
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from markupsafe import Markup, escape

from clea_cli.renderers.barres import svg
from clea_cli.vues.document import Bloc, Document, Encadre, Figure, Filet, Ligne, Liste, Paragraphe, Tableau, Titre

_GABARITS = Path(__file__).parent / "gabarits"
_PAGE = Markup(
    '<!DOCTYPE html>\n<html lang="fr">\n<head>\n<meta charset="utf-8">\n'
    '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    '<meta name="color-scheme" content="light dark">\n'
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; "
    'img-src data:">\n<meta name="clea-provenance" content="{provenance}">\n<title>{titre}</title>\n'
    "<style>\n:root {{ --taille: {taille}pt; }}\n{style}</style>\n</head>\n<body>\n<main>\n{logo}{corps}</main>\n"
    "</body>\n</html>\n"
)


def rendre(document: Document, logo: bytes = b"") -> bytes:
    """Write the document; `logo` is the organisme's (PNG), if it has one."""
    page = _PAGE.format(
        titre=document.titre,
        taille=document.taille,
        provenance=json.dumps(document.provenance, sort_keys=True),
        style=Markup(_style()),  # noqa: S704 — our own file
        logo=Markup('<img class="logo" alt="" src="{}">\n').format(_adresse(logo)) if logo else "",
        corps=_blocs(document, document.blocs),
    )
    return page.encode(errors="replace")


def _adresse(image: bytes) -> str:
    return f"data:image/png;base64,{b64encode(image).decode()}"


@cache
def _style() -> str:
    return (_GABARITS / "document.css").read_text(encoding="utf-8")


def _blocs(document: Document, blocs: Iterable[Bloc]) -> Markup:
    return Markup("").join(_bloc(document, bloc) for bloc in blocs)


def _bloc(document: Document, bloc: Bloc) -> Markup:
    match bloc:
        case Titre(niveau, ligne):
            return Markup("<h{n}>{}</h{n}>\n").format(_ligne(ligne), n=niveau)
        case Paragraphe(ligne):
            return Markup("<p>{}</p>\n").format(_ligne(ligne))
        case Liste(ordonnee, elements):
            items = Markup("").join(Markup("<li>{}</li>\n").format(_element(document, element)) for element in elements)
            return Markup("<{b}>\n{}</{b}>\n").format(items, b="ol" if ordonnee else "ul")
        case Encadre(dessous):
            return Markup('<aside role="note">\n{}</aside>\n').format(_blocs(document, dessous))
        case Tableau():
            return _tableau(bloc)
        case Figure(nom, legende):
            dessin = Markup(svg(document.figures[nom], legende, en_page=True))  # noqa: S704 — escaped as it is drawn
            return Markup("<figure>{}</figure>\n").format(dessin)
        case Filet():
            return Markup("<hr>\n")


def _element(document: Document, blocs: tuple[Bloc, ...]) -> Markup:
    """An item; a lone paragraph needs no tag of its own."""
    if len(blocs) == 1 and isinstance(blocs[0], Paragraphe):
        return _ligne(blocs[0].ligne)
    return _blocs(document, blocs)


def _ligne(ligne: Ligne) -> Markup:
    rendus = []
    for morceau in ligne:
        rendu = escape(morceau.texte)
        rendu = Markup("<em>{}</em>").format(rendu) if morceau.italique else rendu
        rendus.append(Markup("<strong>{}</strong>").format(rendu) if morceau.gras else rendu)
    return Markup("").join(rendus)


def _tableau(tableau: Tableau) -> Markup:
    tete = _rangee(tableau.titres, tableau.a_droite, Markup('<th scope="col"{}>{}</th>'))
    corps = Markup("").join(_rangee(ligne, tableau.a_droite, Markup("<td{}>{}</td>")) for ligne in tableau.lignes)
    return Markup(
        '<div class="defile" tabindex="0" role="group" aria-label="Tableau"><table>\n'
        "<thead>\n{}</thead>\n<tbody>\n{}</tbody>\n</table></div>\n"
    ).format(tete, corps)


def _rangee(cellules: Iterable[Ligne], a_droite: Iterable[bool], balise: Markup) -> Markup:
    droites = zip(cellules, a_droite, strict=True)
    classe = Markup(' class="nombre"')
    contenu = Markup("").join(balise.format(classe if droite else "", _ligne(ligne)) for ligne, droite in droites)
    return Markup("<tr>{}</tr>\n").format(contenu)
