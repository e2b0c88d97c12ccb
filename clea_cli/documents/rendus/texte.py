"""A document in a terminal: its blocks as styled lines."""

from collections.abc import Sequence
from itertools import zip_longest

from clea_cli.documents import vues
from clea_cli.documents.rendus.blocs import texte
from clea_cli.sorties.barres import lettres
from clea_cli.sorties.texte import Fragments, Page, couper

_STYLES = {1: "bold underline", 2: "bold", 3: "bold"}
_ETROITE = 8  # columns that a column of a table always has
_BORD = 2  # columns between two columns of a table


def rendre(document: vues.Document, largeur: int) -> Fragments:
    """Write the document for a screen of that many columns."""
    page = Page(largeur)
    _blocs(page, document, document.blocs, "")
    return page.fragments


def _blocs(
    page: Page, document: vues.Document, blocs: Sequence[vues.BlocDeTexte], marge: str
) -> None:
    for rang, bloc in enumerate(blocs):
        if rang and not marge:
            page.ligne("")
        _bloc(page, document, bloc, marge)


def _bloc(page: Page, document: vues.Document, bloc: vues.BlocDeTexte, marge: str) -> None:
    match bloc:
        case vues.Titre(niveau, ligne):
            page.paragraphe(texte(ligne), style=_STYLES.get(niveau, ""))
        case vues.Paragraphe(ligne):
            # A screen has one style a line: bold is shown where all of it is.
            gras = bool(ligne) and all(morceau.gras for morceau in ligne)
            style = "bold" if gras else ""
            page.paragraphe(_avec_adresses(ligne), marge, style)
        case vues.Liste():
            _liste(page, document, bloc, marge)
        case vues.Encadre(dessous):
            _encadre(page, document, dessous)
        case vues.Tableau():
            _tableau(page, bloc)
        case vues.Figure(nom, _):
            for en_lettres in lettres(document.figures[nom]):
                page.ligne(marge, en_lettres)
        case _:
            _seul(page, bloc, marge)


def _avec_adresses(ligne: vues.LigneDeTexte) -> str:
    """The letters of a line, and after a link the address that nobody could follow otherwise."""
    dits: list[str] = []
    for morceau, suivant in zip_longest(ligne, ligne[1:]):
        dits.append(morceau.texte)
        # A link goes on from one run to the next, in another style: it is told at its end.
        se_poursuit = suivant is not None and suivant.lien == morceau.lien
        if not morceau.lien or se_poursuit:
            continue
        nue = morceau.lien.removeprefix("mailto:").removeprefix("tel:")
        # An address that is its own words is not said twice.
        if nue != morceau.texte.strip():
            dits.append(f" ({nue})")
    return "".join(dits)


def _seul(page: Page, bloc: vues.BlocDeTexte, marge: str) -> None:
    """A rule; of frames to write in by hand, what each is for; of an image, what it shows."""
    match bloc:
        case vues.Filet():
            trait = "─" * page.largeur
            page.ligne((trait, "dim"))
        case vues.Cadre(legendes, _):
            for legende in legendes:
                page.paragraphe(f"{legende} :", marge)
        case vues.Illustration(_, legende) if legende:
            page.paragraphe(f"[Image : {legende}]", marge)


def _encadre(page: Page, document: vues.Document, blocs: Sequence[vues.BlocDeTexte]) -> None:
    for bloc in blocs:
        if isinstance(bloc, vues.Paragraphe):
            page.paragraphe(_avec_adresses(bloc.ligne), "! ", "yellow", "yellow")
        else:
            _bloc(page, document, bloc, "! ")


def _liste(page: Page, document: vues.Document, liste: vues.Liste, marge: str) -> None:
    for rang, element in enumerate(liste.elements, start=1):
        signe = f"{rang}. " if liste.ordonnee else "- "
        _element(page, document, element, marge + signe)


def _element(
    page: Page, document: vues.Document, blocs: Sequence[vues.BlocDeTexte], debut: str
) -> None:
    """An item; one that does not begin with a sentence has its sign alone on the first line."""
    premier = blocs[0] if blocs else None
    if isinstance(premier, vues.Paragraphe):
        page.paragraphe(_avec_adresses(premier.ligne), debut)
        blocs = blocs[1:]
    else:
        page.paragraphe("", debut)
    # What follows stands below the words, not below the sign.
    sous_les_mots = " " * len(debut)
    _blocs(page, document, blocs, sous_les_mots)


def _tableau(page: Page, tableau: vues.Tableau) -> None:
    """Columns as wide as they need; the widest give way where the screen is narrow.

    Their cells are then on several lines.
    """
    rangees: list[list[str]] = []
    for rangee in (tableau.titres, *tableau.lignes):
        ecrites = [texte(cellule) for cellule in rangee]
        rangees.append(ecrites)
    larges = _largeurs(rangees, page.largeur)
    for rang, ecrites in enumerate(rangees):
        cellules = [couper(ecrite, large) for ecrite, large in zip(ecrites, larges, strict=True)]
        # The first row is that of the headings.
        style = "" if rang else "dim"
        # Line after line of the screen; a cell that has no more leaves its place empty.
        for morceaux in zip_longest(*cellules, fillvalue=""):
            ligne = _rangee(morceaux, larges, tableau.a_droite)
            page.ligne((ligne, style))


def _largeurs(rangees: Sequence[Sequence[str]], ecran: int) -> list[int]:
    """How wide each column is, on a screen of that many columns."""
    # 1. What the longest cell of each asks for.
    larges: list[int] = []
    for colonne in zip(*rangees, strict=True):
        larges.append(max(map(len, colonne)))
    # 2. The widest loses a column of the screen, until all fit or none is wide any more.
    place = ecran - _BORD * (len(larges) - 1)
    while sum(larges) > place:
        plus_large = max(larges)
        if plus_large <= _ETROITE:
            break
        larges[larges.index(plus_large)] -= 1
    return larges


def _rangee(morceaux: Sequence[str], larges: Sequence[int], a_droite: Sequence[bool]) -> str:
    """A line of a table on the screen."""
    places: list[str] = []
    for morceau, large, droite in zip(morceaux, larges, a_droite, strict=True):
        place = morceau.rjust(large) if droite else morceau.ljust(large)
        places.append(place)
    bord = " " * _BORD
    return bord.join(places).rstrip()
