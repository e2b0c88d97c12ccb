"""`clea cohorte --format html`: one page that needs nothing else.

Each row of a table bears its own drawing, an SVG that screen readers skip: the numbers beside it
say the same.
"""

from fractions import Fraction
from functools import cache
from pathlib import Path

from markupsafe import Markup, escape

from clea_cli import __version__
from clea_cli.cohorte.vues import (
    CelluleVue,
    CohorteVue,
    Etendue,
    LigneDeTableau,
    Part,
    TableauVu,
    Trace,
    ecrite,
)
from clea_cli.sorties.styles import COMMUNS
from clea_cli.sorties.texte import coller, en_ligne

_GABARITS = Path(__file__).parent / "gabarits"
_PAGE = Markup(
    '<!DOCTYPE html>\n<html lang="fr">\n<head>\n<meta charset="utf-8">\n'
    '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    '<meta name="color-scheme" content="light dark">\n'
    '<meta http-equiv="Content-Security-Policy" '
    "content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
    "<title>{titre}</title>\n<style>\n:root {{ --taille: 11pt; }}\n{style}</style>\n</head>\n"
    "<body>\n<main>\n"
    '<h1>{titre}</h1>\n{faits}{attention}<nav aria-label="Tableaux">\n<ul>\n{liens}</ul>\n</nav>\n'
    "{sections}<footer>\n{pied}</footer>\n</main>\n</body>\n</html>\n"
)
_LIEN = Markup('<li><a href="#t{}">{}</a></li>\n')
_ATTENTION = Markup('<aside role="note">\n<p>Attention&nbsp;: {}.</p>\n</aside>\n')
_SECTION = Markup(
    '<section id="t{rang}" aria-labelledby="h{rang}">\n<h2 id="h{rang}">{titre}</h2>\n'
    "{phrase}{cles}"
    '<div class="defile" tabindex="0" role="group" aria-label="{titre}"><table{classe}>\n'
    "<thead>\n<tr>{titres}</tr>\n</thead>\n<tbody>\n{lignes}</tbody>\n</table></div>\n</section>\n"
)
_AXE = Markup(
    '<th scope="col" class="trait"><span class="axe"><span>{}</span><span>{}</span></span></th>',
)
_SVG = Markup(
    '<svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true" focusable="false">'
    "{}</svg>",
)
_RECT = Markup('<rect class="{}" x="{}" y="{}" width="{}" height="{}"/>')
_MORCEAUX = ("obtenu", "possible")
_COLONNES_LARGES = 6  # beyond, the numbers of a row take two lines


def rendre(vue: CohorteVue) -> bytes:
    """Write the page."""
    liens, sections = Markup(""), Markup("")
    for rang, tableau in enumerate(vue.tableaux, start=1):
        # A name of a table may be anything: links lead to its rank.
        titre = _net(tableau.titre)
        liens += _LIEN.format(rang, titre)
        sections += _section(rang, tableau)
    pied = (vue.legende, *vue.origines, f"Calculé par clea {__version__}.")
    page = _PAGE.format(
        titre=_net(vue.titre),
        style=Markup(_style()),  # noqa: S704 — our own files
        faits=_paragraphes(vue.faits, "faits"),
        attention=_attention(vue.avertissements),
        liens=liens,
        sections=sections,
        pied=_paragraphes(pied, ""),
    )
    return page.encode()


@cache
def _style() -> str:
    communs = (COMMUNS / "document.css").read_text(encoding="utf-8")
    # After what documents share: it may say otherwise.
    propres = (_GABARITS / "cohorte.css").read_text(encoding="utf-8")
    return communs + propres


def _net(texte: str) -> str:
    """A text on one line, without control characters, French punctuation held to its word."""
    return coller(en_ligne(texte))


def _attention(avertissements: tuple[str, ...]) -> Markup:
    notes = Markup("")
    for avertissement in avertissements:
        notes += _ATTENTION.format(_net(avertissement))
    return notes


def _paragraphes(textes: tuple[str, ...], classe: str) -> Markup:
    balise = Markup('<p class="{}">').format(classe) if classe else Markup("<p>")
    paragraphes = Markup("")
    for texte in textes:
        paragraphes += Markup("{}{}</p>\n").format(balise, _net(texte))
    return paragraphes


def _section(rang: int, tableau: TableauVu) -> Markup:
    cles = Markup("")
    for classe, mot in zip(_MORCEAUX, tableau.morceaux, strict=False):
        cles += Markup('<span><i class="{}"></i>{}</span>').format(classe, _net(mot))
    lignes = Markup("")
    for ligne in tableau.lignes:
        lignes += _ligne(ligne, tableau)
    # Beside one measure, its drawing has all the room.
    classe = ""
    if tableau.dessin and len(tableau.colonnes) == 2:
        classe = ' class="simple"'
    elif tableau.dessin and any(ligne.detail for ligne in tableau.lignes):
        # Long names beside several measures leave less.
        classe = ' class="large serre"'
    elif len(tableau.colonnes) > _COLONNES_LARGES:
        classe = ' class="serre"'
    return _SECTION.format(
        rang=rang,
        titre=_net(tableau.titre),
        phrase=_paragraphes((tableau.phrase,), "") if tableau.phrase else "",
        cles=Markup('<p class="cles">{}</p>\n').format(cles) if cles else "",
        classe=Markup(classe),  # noqa: S704 — one of those above
        titres=_titres(tableau),
        lignes=lignes,
    )


def _titres(tableau: TableauVu) -> Markup:
    nom, *mesures = tableau.colonnes
    titres = Markup('<th scope="col">{}</th>').format(_net(nom))
    if tableau.dessin:
        titres += _AXE.format(*tableau.axe)
    for mesure in mesures:
        titres += Markup('<th scope="col" class="nombre">{}</th>').format(_net(mesure))
    return titres


def _ligne(ligne: LigneDeTableau, tableau: TableauVu) -> Markup:
    nom = escape(_net(ligne.nom))
    if ligne.detail:
        nom = Markup("{}&ensp;<span>{}</span>").format(nom, _net(ligne.detail))
    cellules = Markup("")
    if tableau.dessin:
        cellules += Markup('<td class="trait">{}</td>').format(_dessin(ligne.trace))
    for cellule in ligne.cellules:
        cellules += _cellule(cellule, barre=not tableau.dessin)
    classe = Markup(' class="ensemble"') if ligne.ensemble else ""
    return Markup('<tr{}><th scope="row">{}</th>{}</tr>\n').format(classe, nom, cellules)


def _cellule(cellule: CelluleVue, *, barre: bool) -> Markup:
    """A cell; its own small bar where the row has none."""
    dessous = Markup("")
    if barre and isinstance(cellule, Part):
        dessous = _dessin((cellule.fraction,))
    classe = "nombre masque" if cellule is None else "nombre"
    texte = _net(ecrite(cellule))
    return Markup('<td class="{}">{}{}</td>').format(classe, texte, dessous)


def _dessin(trace: Trace) -> Markup:
    """What is drawn of a row, in a box of 100 by 10 that takes the size of its cell."""
    if trace is None:
        vide = _RECT.format("vide", 0, 0, 100, 10)
        return _SVG.format(vide)
    pieces = _RECT.format("fond", 0, 0, 100, 10)
    if isinstance(trace, Etendue):
        # However small or far it is, something of it is seen: a hundredth at least.
        largeur = max(trace.fin - trace.debut, Fraction(1, 100))
        milieu = min(trace.milieu, Fraction(99, 100))
        pieces += _RECT.format("possible", _place(trace.debut), 1, _place(largeur), 8)
        pieces += _RECT.format("milieu", _place(milieu), 0, "1.0", 10)
        return _SVG.format(pieces)
    # Pieces of a bar, each where the one before ends.
    debut = Fraction()
    for classe, part in zip(_MORCEAUX, trace, strict=False):
        pieces += _RECT.format(classe, _place(debut), 0, _place(part), 10)
        debut += part
    return _SVG.format(pieces)


def _place(part: Fraction) -> str:
    """A share as a number of the box."""
    pourcents = float(part * 100)
    return f"{pourcents:.1f}"
