"""A change between two référentiels: how much it matters, what kind, where, from what to what."""

from collections.abc import Iterator, Mapping
from enum import IntEnum
from typing import NamedTuple

from clea_cli.atelier.correspondances import libelle_comparable
from clea_cli.referentiel.referentiel import Appui, Enregistrement


class Classe(IntEnum):
    """How much a change matters: to verdicts and older grilles, to what people read, to neither."""

    REDACTIONNEL = 1
    MINEUR = 2
    MAJEUR = 3


class Changement(NamedTuple):
    """One change: what (`genre`), where (a code, the name of a rule), both values as written."""

    classe: Classe
    genre: str
    ou: str
    avant: str = ""
    apres: str = ""


def texte(genre: str, ou: str, avant: str, apres: str) -> Iterator[Changement]:
    """A text that people read: other words are a minor change, the rest is only one of layout."""
    if avant == apres:
        return
    # Signs, capitals and accents are no words.
    memes_mots = libelle_comparable(avant) == libelle_comparable(apres)
    classe = Classe.REDACTIONNEL if memes_mots else Classe.MINEUR
    yield Changement(classe, genre, ou, avant, apres)


def autre(
    classe: Classe, genre: str, ou: str, avant: object, apres: object
) -> Iterator[Changement]:
    """A value that is another, whatever it is."""
    if avant != apres:
        yield Changement(classe, genre, ou, ecrit(avant), ecrit(apres))


def champs(
    ou: str, avant: object, apres: object, classes: Mapping[str, Classe]
) -> Iterator[Changement]:
    """Fields of two values, each with how much a change of it matters; its name is the kind."""
    for champ, classe in classes.items():
        genre = champ.replace("_", "-")
        ancien = getattr(avant, champ)
        nouveau = getattr(apres, champ)
        yield from autre(classe, genre, ou, ancien, nouveau)


def ecrit(valeur: object) -> str:
    """A value as a person reads it: of a registration its number, of an `Appui` its sources."""
    if isinstance(valeur, Enregistrement):
        return valeur.numero
    if isinstance(valeur, Appui):
        return f"{valeur.certitude} ({ecrit(valeur.sources)})"
    # What is not there is told by a word too.
    if valeur in (None, "", ()):
        return "rien"
    if isinstance(valeur, tuple):
        return ", ".join(map(ecrit, valeur))
    return str(valeur)
