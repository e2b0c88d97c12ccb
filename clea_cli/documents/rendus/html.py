"""A document as one page of HTML that needs nothing else.

It reads on a screen, light or dark, and prints well.
"""

import json
from base64 import b64encode
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import NamedTuple

from markupsafe import escape

from clea_cli.documents import vues
from clea_cli.documents.rendus.blocs import illustree
from clea_cli.sorties import contrastes, pictogrammes
from clea_cli.sorties.barres import svg
from clea_cli.sorties.styles import COMMUNS

_LETTRES_RETENUES = 400  # of a line that may come again
_LIGNES_RETENUES = 2_000  # how many of them are kept
_AVEC_EMPATTEMENTS = 'Georgia, "Times New Roman", serif'
_POLICES = {  # what a browser shows where it does not have that one
    "Source Sans Pro": '"Source Sans Pro", "Source Sans 3", system-ui, "Segoe UI", sans-serif',
    "Libertinus Serif": f'"Libertinus Serif", "Linux Libertine", {_AVEC_EMPATTEMENTS}',
    "New Computer Modern": f'"New Computer Modern", {_AVEC_EMPATTEMENTS}',
}
# On paper, a page for people who read with difficulty is one: its lines keep their height, what is
# between them is close.
_UNE_FEUILLE = """@media print {
  @page { size: A4; margin: 9mm 30mm; }
  body { line-height: 1.5; }
  h1 { font-size: 1.35em; margin: 0; }
  h2 { font-size: 1.15em; margin: .3em 0 0; padding: 0; border: 0; }
  p, ul, li { margin: 0; }
  .logo, .logo.centre { max-height: 10mm; max-width: 60mm; margin-bottom: 0; }
}
"""


def rendre(document: vues.Document, habillage: vues.Habillage = vues.SANS_HABILLAGE) -> bytes:
    """Write the document, dressed as the organisme asks."""
    provenance = json.dumps(document.provenance, sort_keys=True)
    tete, pied = "", ""
    # The rules of a page for people who read with difficulty come first.
    if not document.facile:
        tete = _bandeau(habillage.tete)
        pied = _bandeau(habillage.pied)
    corps = _blocs(_Page(document, habillage), document.blocs)
    # A page opened from anywhere fetches and runs nothing: its policy says so to the browser.
    page = (
        '<!DOCTYPE html>\n<html lang="fr">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
        "style-src 'unsafe-inline'; "
        f'img-src data:">\n<meta name="clea-provenance" content="{escape(provenance)}">\n'
        f"<title>{escape(document.titre)}</title>\n"
        f"<style>\n:root {{ --taille: {document.taille}pt; }}\n"
        f"{_style()}{_habits(document, habillage)}</style>\n</head>\n<body>\n<main>\n"
        f"{tete}{_logo(document, habillage)}{corps}{pied}</main>\n</body>\n</html>\n"
    )
    return page.encode(errors="replace")


class _Page(NamedTuple):
    """What the blocks of a page are written with."""

    document: vues.Document
    habillage: vues.Habillage


def _bandeau(texte: str) -> str:
    """What an organisme says at the head or the foot of its pages."""
    return f'<p class="tete">{escape(texte)}</p>\n' if texte else ""


def _adresse(image: bytes, genre: str = "png") -> str:
    """An image inside the page, which needs no other file."""
    en_lettres = b64encode(image).decode()
    return f"data:image/{genre};base64,{en_lettres}"


def _logo(document: vues.Document, habillage: vues.Habillage) -> str:
    if not habillage.logo:
        return ""
    style = ""
    if habillage.largeur and not document.facile:
        style = f' style="width: {habillage.largeur}mm; max-height: none"'
    # In the middle, nothing may stand beside it.
    classe = "logo" if habillage.place == "droite" else f"logo {habillage.place}"
    return f'<img class="{classe}" alt="" src="{_adresse(habillage.logo)}"{style}>\n'


def _habits(document: vues.Document, habillage: vues.Habillage) -> str:
    """What changes of our style.

    Colours on paper and on a light screen only, for they were chosen on white.
    """
    if document.facile:
        return _couleurs(habillage, lisible_de_loin=True) + _UNE_FEUILLE
    regles = _couleurs(habillage, lisible_de_loin=False)
    if habillage.police:
        regles += f"body {{ font-family: {_POLICES[habillage.police]}; }}\n"
    if habillage.marges:
        regles += f"@media print {{ @page {{ margin: {habillage.marges}mm; }} }}\n"
    return regles


def _couleurs(habillage: vues.Habillage, *, lisible_de_loin: bool) -> str:
    regles = ""
    if couleur := contrastes.gardee(habillage.principale, facile=lisible_de_loin):
        regles += f"h1, h2, h3 {{ color: {couleur}; }} "
    if couleur := contrastes.gardee(habillage.secondaire, facile=lisible_de_loin):
        regles += f"aside {{ border-color: {couleur}; }} .tete {{ color: {couleur}; }} "
    ecran = "@media print, (prefers-color-scheme: light)"
    return f"{ecran} {{ {regles}}}\n" if regles else ""


@cache
def _style() -> str:
    return (COMMUNS / "document.css").read_text(encoding="utf-8")


def _blocs(page: _Page, blocs: Iterable[vues.BlocDeTexte]) -> str:
    return "".join([_bloc(page, bloc) for bloc in blocs])


def _bloc(page: _Page, bloc: vues.BlocDeTexte) -> str:
    match bloc:
        case vues.Titre(niveau, ligne):
            return f"<h{niveau}>{_ligne(ligne)}</h{niveau}>\n"
        case vues.Paragraphe(ligne):
            return f"<p>{_ligne(ligne)}</p>\n"
        case vues.Liste(ordonnee, elements):
            items = "".join([f"<li>{_element(page, element)}</li>\n" for element in elements])
            balise = "ol" if ordonnee else "ul"
            classe = ' class="illustree"' if illustree(bloc) else ""
            return f"<{balise}{classe}>\n{items}</{balise}>\n"
        case vues.Encadre(dessous):
            return f'<aside role="note">\n{_blocs(page, dessous)}</aside>\n'
        case vues.Tableau():
            return _tableau(bloc)
    return _seul(page, bloc)


def _seul(page: _Page, bloc: vues.BlocDeTexte) -> str:
    """A block that holds no words in a style: it is drawn."""
    match bloc:
        case vues.Figure(nom, legende):
            dessin = svg(page.document.figures[nom], legende, en_page=True)
            return f"<figure>{dessin}</figure>\n"
        case vues.Illustration(nom, legende):
            return _illustration(page.habillage.images[nom], legende)
        case vues.SautDePage():
            # One page is all that a page for people who read with difficulty may have.
            return "" if page.document.facile else '<div class="saut"></div>\n'
        case vues.Filet():
            return "<hr>\n"
        case vues.Cadre(legendes, hauteur):
            cases = "".join(f"<div>{escape(legende)}</div>" for legende in legendes)
            return f'<div class="cadre" style="min-height: {hauteur}mm">{cases}</div>\n'
    return ""


def _illustration(image: vues.ImageLue, legende: str) -> str:
    source = _adresse(image.contenu, image.genre)
    largeur = f"width: {image.millimetres}mm"
    return f'<p><img class="image" alt="{escape(legende)}" src="{source}" style="{largeur}"></p>\n'


def _element(page: _Page, blocs: tuple[vues.BlocDeTexte, ...]) -> str:
    """An item; a lone paragraph needs no tag of its own."""
    if len(blocs) == 1 and isinstance(blocs[0], vues.Paragraphe):
        return _ligne(blocs[0].ligne)
    return _blocs(page, blocs)


def _ligne(ligne: vues.LigneDeTexte) -> str:
    if len(ligne) == 1 and len(ligne[0].texte) <= _LETTRES_RETENUES:
        return _retenue(ligne)
    return _ecrite(ligne)


def _ecrite(ligne: vues.LigneDeTexte) -> str:
    """The only place where the words of a document become HTML."""
    rendus = []
    for texte, gras, italique, pictogramme, lien in ligne:
        if pictogramme:
            rendus.append(pictogrammes.svg(pictogramme))
            continue
        rendu = str(escape(texte))
        if italique:
            rendu = f"<em>{rendu}</em>"
        if gras:
            rendu = f"<strong>{rendu}</strong>"
        if lien:
            rendu = f'<a href="{escape(lien)}" rel="noreferrer">{rendu}</a>'
        rendus.append(rendu)
    return "".join(rendus)


_retenue = lru_cache(_LIGNES_RETENUES)(_ecrite)


def _tableau(tableau: vues.Tableau) -> str:
    tete = _rangee(tableau.titres, tableau.a_droite, "th", ' scope="col"')
    corps = "".join([_rangee(ligne, tableau.a_droite, "td") for ligne in tableau.lignes])
    return (
        '<div class="defile" tabindex="0" role="group" aria-label="Tableau"><table>\n'
        f"<thead>\n{tete}</thead>\n<tbody>\n{corps}</tbody>\n</table></div>\n"
    )


def _rangee(
    cellules: Iterable[vues.LigneDeTexte],
    a_droite: Iterable[bool],
    balise: str,
    portee: str = "",
) -> str:
    contenu = ""
    for ligne, droite in zip(cellules, a_droite, strict=True):
        classe = ' class="nombre"' if droite else ""
        contenu += f"<{balise}{portee}{classe}>{_ligne(ligne)}</{balise}>"
    return f"<tr>{contenu}</tr>\n"
