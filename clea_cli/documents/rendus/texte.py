"""A document in a terminal: its blocks as styled lines."""

from collections.abc import Sequence

from clea_cli.documents.rendus.blocs import texte
from clea_cli.documents.vues import Bloc, Document, Encadre, Figure, Filet, Liste, Paragraphe, Tableau, Titre
from clea_cli.sorties.barres import lettres
from clea_cli.sorties.texte import Fragments, Page, couper

_STYLES = {1: "bold underline", 2: "bold", 3: "bold"}
_ETROITE = 8  # columns that a column of a table always has
_BORD = 2  # columns between two columns of a table


def rendre(document: Document, largeur: int) -> Fragments:
    """Write the document for a screen of that many columns."""
    page = Page(largeur)
    _blocs(page, document, document.blocs, "")
    return page.fragments


def _blocs(page: Page, document: Document, blocs: Sequence[Bloc], marge: str) -> None:
    for rang, bloc in enumerate(blocs):
        if rang and not marge:
            page.ligne("")
        _bloc(page, document, bloc, marge)


def _bloc(page: Page, document: Document, bloc: Bloc, marge: str) -> None:
    match bloc:
        case Titre(niveau, ligne):
            page.paragraphe(texte(ligne), style=_STYLES.get(niveau, ""))
        case Paragraphe(ligne):
            gras = bool(ligne) and all(morceau.gras for morceau in ligne)
            page.paragraphe(texte(ligne), marge, "bold" if gras else "")
        case Liste():
            _liste(page, document, bloc, marge)
        case Encadre(dessous):
            _encadre(page, document, dessous)
        case Tableau():
            _tableau(page, bloc)
        case Figure(nom, _):
            for en_lettres in lettres(document.figures[nom]):
                page.ligne(marge, en_lettres)
        case Filet():
            page.ligne(("─" * page.largeur, "dim"))


def _encadre(page: Page, document: Document, blocs: Sequence[Bloc]) -> None:
    for bloc in blocs:
        if isinstance(bloc, Paragraphe):
            page.paragraphe(texte(bloc.ligne), "! ", "yellow", "yellow")
        else:
            _bloc(page, document, bloc, "! ")


def _liste(page: Page, document: Document, liste: Liste, marge: str) -> None:
    for rang, element in enumerate(liste.elements, start=1):
        _element(page, document, element, f"{marge}{f'{rang}. ' if liste.ordonnee else '- '}")


def _element(page: Page, document: Document, blocs: Sequence[Bloc], debut: str) -> None:
    """An item; one that does not begin with a sentence has its sign alone on the first line."""
    premier, suite = (blocs[0].ligne, blocs[1:]) if blocs and isinstance(blocs[0], Paragraphe) else ((), blocs)
    page.paragraphe(texte(premier), debut)
    _blocs(page, document, suite, " " * len(debut))


def _tableau(page: Page, tableau: Tableau) -> None:
    """Columns as wide as they need; the widest give way where the screen is narrow, its cells on several lines."""
    rangees = [[texte(cellule) for cellule in rangee] for rangee in (tableau.titres, *tableau.lignes)]
    larges = [max(map(len, colonne)) for colonne in zip(*rangees, strict=True)]
    while sum(larges) + _BORD * (len(larges) - 1) > page.largeur and max(larges) > _ETROITE:
        larges[larges.index(max(larges))] -= 1
    for rang, rangee in enumerate(rangees):
        cellules = [couper(cellule, large) for cellule, large in zip(rangee, larges, strict=True)]
        for etage in range(max(map(len, cellules))):
            morceaux = [cellule[etage] if etage < len(cellule) else "" for cellule in cellules]
            droites = zip(morceaux, larges, tableau.a_droite, strict=True)
            ligne = (" " * _BORD).join(m.rjust(large) if droite else m.ljust(large) for m, large, droite in droites)
            page.ligne((ligne.rstrip(), "" if rang else "dim"))
