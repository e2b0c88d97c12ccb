"""The shared vocabulary of faults: where, which cause, what to do.

A fault is a value, not an exception. Codes are never reused: R référentiel, F grille (the file), J
session and jury, D document, S system. This room imports nothing of the project.
"""

from collections.abc import Iterable
from typing import Generic, NamedTuple, TypeVar

from clea_cli.diagnostics.entree import Entree, Gravite

__all__ = [
    "Diagnostic",
    "Entree",
    "Gravite",
    "Outcome",
    "Position",
    "conclure",
    "court",
    "diagnostic",
    "en_lettres",
    "refuse",
    "refuser",
    "strictement",
]

_CITEE_MAX = 40  # letters of a value

T = TypeVar("T")
U = TypeVar("U")


class Position(NamedTuple):
    """A place in a file: `ligne` and `colonne` count from 1, `cellule` is as a spreadsheet says."""

    source: str
    ligne: int | None = None
    colonne: int | None = None
    cellule: str | None = None


class Diagnostic(NamedTuple):
    """One fault at one place, in words that a person can act on."""

    code: str
    position: Position
    message: str
    aide: str
    gravite: Gravite


class Outcome(NamedTuple, Generic[T]):
    """What a stage hands on: a value, or None if a fault refuses it, and all that was found."""

    value: T | None
    diagnostics: tuple[Diagnostic, ...] = ()

    def refus(self) -> "Outcome[U]":
        """Hand on what was found, without a value: for a stage that cannot go on."""
        return Outcome(None, self.diagnostics)


def diagnostic(code: str, position: Position, /, **faits: object) -> Diagnostic:
    """Word the cause `code` at `position`; `faits` fill the templates of its catalogue entry."""
    # Late: most grilles have no fault, and wait for none.
    from clea_cli.diagnostics.catalogue import CATALOGUE

    entree = CATALOGUE[code]
    message = entree.message.format(**faits)
    aide = entree.aide.format(**faits)
    return Diagnostic(code, position, message, aide, entree.gravite)


def refuser(code: str, position: Position, /, **faits: object) -> Outcome[T]:
    """Refuse for one cause alone, worded as `diagnostic` does."""
    return Outcome(None, (diagnostic(code, position, **faits),))


def refuse(diagnostics: Iterable[Diagnostic]) -> bool:
    """Whether an error is among them; warnings alone refuse nothing."""
    return any(faute.gravite is Gravite.ERREUR for faute in diagnostics)


def strictement(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Count warnings as errors; a note stays one."""
    stricts: list[Diagnostic] = []
    for faute in diagnostics:
        if faute.gravite is not Gravite.NOTE:
            faute = faute._replace(gravite=Gravite.ERREUR)
        stricts.append(faute)
    return tuple(stricts)


def conclure(value: T, diagnostics: tuple[Diagnostic, ...]) -> Outcome[T]:
    """Hand on `value`, unless an error refuses it."""
    if refuse(diagnostics):
        return Outcome(None, diagnostics)
    return Outcome(value, diagnostics)


def en_lettres(elements: list[str]) -> str:
    """Put a list into words: « a, b et c »."""
    *debut, dernier = elements
    if not debut:
        return dernier
    return f"{', '.join(debut)} et {dernier}"


def court(texte: str) -> str:
    """Cut a quoted value: a message is read at a glance."""
    if len(texte) <= _CITEE_MAX:
        return texte
    return f"{texte[: _CITEE_MAX - 1]}…"
