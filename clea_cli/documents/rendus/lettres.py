"""The letters of a document that no font of a pdf has."""

from itertools import chain

from clea_cli.documents.rendus.blocs import morceaux
from clea_cli.documents.vues import Document, Morceau
from clea_cli.sorties import lettres


def absentes(document: Document) -> tuple[lettres.Absente, ...]:
    """What no font has in a document, each once, in the order of the page."""
    trouvees: dict[str, lettres.Absente] = {}
    noms = (Morceau(barre.nom) for barres in document.figures.values() for barre in barres)
    for morceau in chain(morceaux(document.blocs), noms):
        for absente in lettres.absentes(morceau.texte, penche=morceau.italique):
            trouvees.setdefault(absente.lettres, absente)
    return tuple(trouvees.values())
