"""The shared vocabulary of faults: where, which cause, what to do. It imports nothing of the project.

A fault is a value, not an exception. Codes are never reused: R référentiel, F grille (the file), J session and
jury, D document, S system.
"""

from collections.abc import Iterable
from typing import Generic, NamedTuple, TypeVar

from clea_cli.diagnostics.cohorte import ENTREES as COHORTE
from clea_cli.diagnostics.contexte import ENTREES as CONTEXTE
from clea_cli.diagnostics.document import ENTREES as DOCUMENT
from clea_cli.diagnostics.ecriture import ENTREES as ECRITURE
from clea_cli.diagnostics.entree import Entree, Gravite
from clea_cli.diagnostics.fichier import ENTREES as FICHIER
from clea_cli.diagnostics.grille import ENTREES as GRILLE
from clea_cli.diagnostics.identite import ENTREES as IDENTITE
from clea_cli.diagnostics.importation import ENTREES as IMPORTATION
from clea_cli.diagnostics.jury import ENTREES as JURY
from clea_cli.diagnostics.referentiel import ENTREES as REFERENTIEL
from clea_cli.diagnostics.session import ENTREES as SESSION
from clea_cli.diagnostics.systeme import ENTREES as SYSTEME

__all__ = [
    "CATALOGUE",
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

_FAMILLES: tuple[tuple[Entree, ...], ...] = (
    *(ECRITURE, REFERENTIEL, CONTEXTE, IMPORTATION, FICHIER, GRILLE),
    *(SESSION, JURY, IDENTITE, COHORTE, DOCUMENT, SYSTEME),
)
CATALOGUE: dict[str, Entree] = {entree.code: entree for famille in _FAMILLES for entree in famille}


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


def diagnostic(code: str, position: Position, /, **faits: object) -> Diagnostic:
    """Word the cause `code` at `position`; `faits` fill the templates of its catalogue entry."""
    entree = CATALOGUE[code]
    return Diagnostic(code, position, entree.message.format(**faits), entree.aide.format(**faits), entree.gravite)


def refuse(diagnostics: Iterable[Diagnostic]) -> bool:
    """Whether an error is among them; warnings alone refuse nothing."""
    return any(faute.gravite is Gravite.ERREUR for faute in diagnostics)


def strictement(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Count warnings as errors."""
    return tuple(faute._replace(gravite=Gravite.ERREUR) for faute in diagnostics)


def conclure(value: T, diagnostics: tuple[Diagnostic, ...]) -> Outcome[T]:
    """Hand on `value`, unless an error refuses it."""
    return Outcome(None if refuse(diagnostics) else value, diagnostics)


def en_lettres(elements: list[str], lien: str = "et") -> str:
    """Put a list into words: « a, b et c »."""
    *debut, dernier = elements
    return f"{', '.join(debut)} {lien} {dernier}" if debut else dernier


def court(texte: str) -> str:
    """Cut a quoted value at 40 characters: a message is read at a glance."""
    return texte if len(texte) <= 40 else f"{texte[:39]}…"
