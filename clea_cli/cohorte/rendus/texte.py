"""`clea cohorte` in the terminal: a table after the other, with a bar on each row where there is room."""

from collections.abc import Sequence
from fractions import Fraction

from clea_cli import __version__
from clea_cli.cohorte.vues import Cellule, CohorteVue, Etendue, LigneVue, Part, TableauVu, Trace, ecrite
from clea_cli.sorties.nombres import pourcent
from clea_cli.sorties.texte import Fragments, Page

_NOM_MIN, _NOM_MAX, _TRACE_MIN, _TRACE_MAX = 14, 38, 10, 30
_MORCEAUX = "█▒"


def rendre(vue: CohorteVue, largeur: int) -> Fragments:
    """Show a cohorte for a terminal of that many columns."""
    page = Page(largeur)
    page.ligne()
    page.ligne("  ", (vue.titre, "bold"))
    for fait in vue.faits:
        page.paragraphe(fait, "  ")
    if vue.avertissement:
        page.paragraphe(f"Attention : {vue.avertissement}.", "  ", "yellow")
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
        cles = zip(_MORCEAUX, tableau.morceaux, strict=True)
        page.ligne("  ", ("   ".join(f"{signe} {mot}" for signe, mot in cles), "dim"))
    if not tableau.lignes:
        return
    cellules = [[ecrite(cellule) for cellule in ligne.cellules] for ligne in tableau.lignes]
    if _largeur(tableau, cellules) + _NOM_MIN + 2 > page.largeur:
        cellules = [[_court(cellule) for cellule in ligne.cellules] for ligne in tableau.lignes]
    larges = _larges(tableau, cellules)
    nom, trace = _partage(tableau, page.largeur - 2 - sum(larges) - 2 * len(larges))
    page.ligne(
        (f"  {_coupe(tableau.colonnes[0], nom)}{' ' * trace}", "dim"),
        (f"{''.join(f'  {titre:>{large}}' for titre, large in zip(tableau.colonnes[1:], larges, strict=True))}", "dim"),
    )
    for ligne, textes in zip(tableau.lignes, cellules, strict=True):
        page.ligne(
            f"  {_coupe(_nom(ligne), nom)}",
            (f"  {_dessin(ligne.trace, trace - 2)}" if trace else "", "cyan"),
            *(f"  {texte:>{large}}" for texte, large in zip(textes, larges, strict=True)),
        )


def _larges(tableau: TableauVu, cellules: Sequence[Sequence[str]]) -> list[int]:
    return [max(map(len, colonne)) for colonne in zip(tableau.colonnes[1:], *cellules, strict=True)]


def _largeur(tableau: TableauVu, cellules: Sequence[Sequence[str]]) -> int:
    larges = _larges(tableau, cellules)
    return sum(larges) + 2 * len(larges)


def _court(cellule: Cellule) -> str:
    return pourcent(cellule.fraction) if isinstance(cellule, Part) else ecrite(cellule)


def _partage(tableau: TableauVu, place: int) -> tuple[int, int]:
    """The columns for the names and for what is drawn (with two before it), or none where there is no room."""
    voulue = min(max(len(_nom(ligne)) for ligne in tableau.lignes), _NOM_MAX)
    nom = max(_NOM_MIN, min(voulue, place - _TRACE_MIN - 2) if tableau.dessin else min(voulue, place))
    trace = min(place - nom, _TRACE_MAX + 2)
    return nom, trace if tableau.dessin and trace >= _TRACE_MIN + 2 else 0


def _nom(ligne: LigneVue) -> str:
    return f"{ligne.nom}  {ligne.detail}" if ligne.detail else ligne.nom


def _coupe(texte: str, large: int) -> str:
    return f"{texte:{large}}" if len(texte) <= large else f"{texte[: large - 1]}…"


def _dessin(trace: Trace, cases: int) -> str:
    def jusqu_a(part: Fraction) -> int:
        return int(part * cases)

    if trace is None:
        return " " * cases
    if isinstance(trace, Etendue):
        debut, milieu, fin = (min(jusqu_a(part), cases - 1) for part in trace)
        signes = ["━" if debut <= rang <= fin else "·" for rang in range(cases)]
        signes[milieu] = "◆"
        return "".join(signes)
    fins = [jusqu_a(sum(trace[: rang + 1], Fraction())) for rang in range(len(trace))]
    debuts = [0, *fins]
    pleins = "".join(signe * (fin - debut) for signe, debut, fin in zip(_MORCEAUX, debuts, fins, strict=False))
    return f"{pleins:·<{cases}}"
