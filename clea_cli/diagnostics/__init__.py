"""The shared vocabulary of faults: where, which cause, what to do. It imports nothing of the
project.

A fault is a value, not an exception. Codes are never reused: R référentiel, F grille (the file), J
session and jury, D document, S system.
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
    "strictement",
]

T = TypeVar("T")
U = TypeVar("U")


class Position(NamedTuple):
    """A place in a file. `ligne` and `colonne` count from 1; `cellule` is the name that a spreadsheet gives it."""

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
    """What a stage hands on: a value, or None when a fault refuses it, and all that was found on the way."""

    value: T | None
    diagnostics: tuple[Diagnostic, ...] = ()

    def refus(self) -> "Outcome[U]":
        """Hand on what was found, without a value: for a stage that cannot go on without this one."""
        return Outcome(None, self.diagnostics)


def diagnostic(code: str, position: Position, /, **faits: object) -> Diagnostic:
    """Word the cause `code` at `position`; `faits` fill the templates of its catalogue entry."""
    from clea_cli.diagnostics.catalogue import (
        CATALOGUE,
    )  # late: most grilles have no fault, and wait for none

    entree = CATALOGUE[code]
    return Diagnostic(
        code, position, entree.message.format(**faits), entree.aide.format(**faits), entree.gravite
    )


def refuse(diagnostics: Iterable[Diagnostic]) -> bool:
    """Whether an error is among them; warnings alone refuse nothing."""
    return any(faute.gravite is Gravite.ERREUR for faute in diagnostics)


def strictement(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Count warnings as errors; a note stays one."""
    stricts = []
    for faute in diagnostics:
        est_une_note = faute.gravite is Gravite.NOTE
        stricts.append(faute if est_une_note else faute._replace(gravite=Gravite.ERREUR))
    return tuple(stricts)


def conclure(value: T, diagnostics: tuple[Diagnostic, ...]) -> Outcome[T]:
    """Hand on `value`, unless an error refuses it."""
    return Outcome(None if refuse(diagnostics) else value, diagnostics)


def en_lettres(elements: list[str]) -> str:
    """Put a list into words: « a, b et c »."""
    *debut, dernier = elements
    return f"{', '.join(debut)} et {dernier}" if debut else dernier


def court(texte: str) -> str:
    """Cut a quoted value at 40 characters: a message is read at a glance."""
    return texte if len(texte) <= 40 else f"{texte[:39]}…"
