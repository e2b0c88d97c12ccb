"""The letters of a document that no font of a pdf has."""

from collections.abc import Iterable, Iterator
from itertools import chain

from clea_cli.documents.vues import (
    BlocDeTexte,
    Document,
    Encadre,
    Figure,
    Liste,
    Morceau,
    Paragraphe,
    Tableau,
    Titre,
)
from clea_cli.sorties import lettres


def absentes(document: Document) -> tuple[lettres.Absente, ...]:
    """What no font has in a document, each once, in the order of the page."""
    trouvees: dict[str, lettres.Absente] = {}
    noms = (Morceau(barre.nom) for barres in document.figures.values() for barre in barres)
    for texte, _, penche, _ in chain(_morceaux(document.blocs), noms):
        for absente in lettres.absentes(texte, penche=penche):
            trouvees.setdefault(absente.lettres, absente)
    return tuple(trouvees.values())


def _morceaux(blocs: Iterable[BlocDeTexte]) -> Iterator[Morceau]:
    """The runs of text of blocks."""
    for bloc in blocs:
        match bloc:
            case Titre(_, ligne) | Paragraphe(ligne):
                yield from ligne
            case Encadre(dessous):
                yield from _morceaux(dessous)
            case Liste(_, elements):
                for element in elements:
                    yield from _morceaux(element)
            case Tableau(titres, lignes, _):
                for rangee in (titres, *lignes):
                    yield from chain(*rangee)
            case Figure(_, legende):
                yield Morceau(legende)
