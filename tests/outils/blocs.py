"""Blocks of a document, shortly: what most of them are made of has one style."""

from clea_cli.documents.vues import LigneDeTexte, Liste, Morceau, Paragraphe


def par(texte: str) -> Paragraphe:
    """A paragraph in one plain run."""
    return Paragraphe((Morceau(texte),))


def mots(*textes: str) -> tuple[LigneDeTexte, ...]:
    """Lines, each of one plain run."""
    return tuple((Morceau(texte),) for texte in textes)


def puces(*elements: tuple) -> Liste:
    """A list; an item is blocks."""
    return Liste(ordonnee=False, elements=elements)


def numeros(*elements: tuple) -> Liste:
    """A numbered list."""
    return Liste(ordonnee=True, elements=elements)
