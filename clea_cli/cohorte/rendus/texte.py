"""`clea cohorte` in the terminal: table after table, a bar on each row where there is room."""

from collections.abc import Sequence
from fractions import Fraction

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
from clea_cli.sorties.nombres import pourcent
from clea_cli.sorties.texte import Fragments, Page

_NOM_MIN, _NOM_MAX = 14, 38
_TRACE_MIN, _TRACE_MAX = 10, 30
_MORCEAUX = "█▒"


def rendre(vue: CohorteVue, largeur: int) -> Fragments:
    """Show a cohorte for a terminal of that many columns."""
    page = Page(largeur)
    page.ligne()
    page.ligne("  ", (vue.titre, "bold"))
    for fait in vue.faits:
        page.paragraphe(fait, "  ")
    for avertissement in vue.avertissements:
        page.paragraphe(f"Attention : {avertissement}.", "  ", "yellow")
    for tableau in vue.tableaux:
        _tableau(page, tableau)
    page.ligne()
    page.paragraphe(vue.legende, "  ", "dim")
    for titre, texte in vue.sources:
        page.paragraphe(texte, f"  {titre:13}", "dim")
    page.ligne("  ", (f"Calculé par clea {__version__}.", "dim"))
    return page.fragments


def _tableau(page: Page, tableau: TableauVu) -> None:
    page.ligne()
    page.ligne("  ", (tableau.titre, "bold"))
    if tableau.phrase:
        page.paragraphe(tableau.phrase, "  ", "dim")
    if tableau.morceaux:
        paires = zip(_MORCEAUX, tableau.morceaux, strict=True)
        cles = [f"{signe} {mot}" for signe, mot in paires]
        page.ligne("  ", ("   ".join(cles), "dim"))
    if tableau.lignes:
        _lignes(page, tableau)


def _lignes(page: Page, tableau: TableauVu) -> None:
    """The headings and the rows, shortened where there is no room for all that they say."""
    cellules = [list(map(ecrite, ligne.cellules)) for ligne in tableau.lignes]
    if _largeur(tableau, cellules) + _NOM_MIN + 2 > page.largeur:
        cellules = [list(map(_court, ligne.cellules)) for ligne in tableau.lignes]
    larges = _larges(tableau, cellules)
    # Two spaces stand before each row, and the numbers take what they need.
    place = page.largeur - 2 - _largeur(tableau, cellules)
    large_nom, large_trace = _partage(tableau, place)
    premiere, *mesures = tableau.colonnes
    titre = _coupe(premiere, large_nom)
    sans_dessin = " " * large_trace
    titres = _colonnes(mesures, larges)
    page.ligne((f"  {titre}{sans_dessin}", "dim"), ("".join(titres), "dim"))
    for ligne, textes in zip(tableau.lignes, cellules, strict=True):
        nom = _coupe(_nom(ligne), large_nom)
        dessin = ""
        if large_trace:
            dessin = f"  {_dessin(ligne.trace, large_trace - 2)}"
        page.ligne(f"  {nom}", (dessin, "cyan"), *_colonnes(textes, larges))


def _colonnes(textes: Sequence[str], larges: Sequence[int]) -> list[str]:
    """Each text at the right of its column, two spaces before it."""
    return [f"  {texte:>{large}}" for texte, large in zip(textes, larges, strict=True)]


def _larges(tableau: TableauVu, cellules: Sequence[Sequence[str]]) -> list[int]:
    """Of each measure, the columns that its heading and its longest cell need."""
    _, *mesures = tableau.colonnes
    colonnes = zip(mesures, *cellules, strict=True)
    return [max(map(len, colonne)) for colonne in colonnes]


def _largeur(tableau: TableauVu, cellules: Sequence[Sequence[str]]) -> int:
    """The columns that all measures need, with two spaces before each."""
    larges = _larges(tableau, cellules)
    return sum(larges) + 2 * len(larges)


def _court(cellule: CelluleVue) -> str:
    """A cell where there is little room: a share is its percentage alone."""
    if isinstance(cellule, Part):
        return pourcent(cellule.fraction)
    return ecrite(cellule)


def _partage(tableau: TableauVu, place: int) -> tuple[int, int]:
    """The columns for the names and for what is drawn, with two before it (none: no room)."""
    plus_long = max(len(_nom(ligne)) for ligne in tableau.lignes)
    voulue = min(plus_long, _NOM_MAX)
    if not tableau.dessin:
        nom = max(_NOM_MIN, min(voulue, place))
        return nom, 0
    # Names give way to what is drawn, down to their smallest; what is drawn then gives way whole.
    laissee = place - _TRACE_MIN - 2
    nom = max(_NOM_MIN, min(voulue, laissee))
    trace = min(place - nom, _TRACE_MAX + 2)
    if trace < _TRACE_MIN + 2:
        return nom, 0
    return nom, trace


def _nom(ligne: LigneDeTableau) -> str:
    if not ligne.detail:
        return ligne.nom
    return f"{ligne.nom}  {ligne.detail}"


def _coupe(texte: str, large: int) -> str:
    """A text in exactly that many columns."""
    if len(texte) <= large:
        return texte.ljust(large)
    debut = texte[: large - 1]
    return f"{debut}…"


def _dessin(trace: Trace, cases: int) -> str:
    """What is drawn of a row, a letter for each of `cases`."""
    if trace is None:
        return " " * cases
    if isinstance(trace, Etendue):
        return _etendue(trace, cases)
    signes = ""
    jusque = Fraction()
    for signe, part in zip(_MORCEAUX, trace, strict=False):
        # Cut from the whole, not piece by piece: the end of the last one is exact.
        jusque += part
        derniere = int(jusque * cases)
        signes = signes.ljust(derniere, signe)
    return signes.ljust(cases, "·")


def _etendue(trace: Etendue, cases: int) -> str:
    # What lies at the very end of the axis is in its last case.
    derniere = cases - 1
    debut, milieu, fin = [min(int(part * cases), derniere) for part in trace]
    signes = ["·"] * cases
    for rang in range(debut, fin + 1):
        signes[rang] = "━"
    signes[milieu] = "◆"
    return "".join(signes)
