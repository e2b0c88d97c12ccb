"""What a check knows of the text that it judges: where values stand, and which were made up."""

from collections.abc import Callable
from typing import Any, NamedTuple, Protocol

from clea_cli.diagnostics import Diagnostic, Position, diagnostic

# The keys that lead to a value from the root: ("domaines", 0, "code").
Chemin = tuple[str | int, ...]


class Positions(Protocol):
    """Finds the place of the value that keys lead to, or of its own key."""

    def __call__(self, chemin: Chemin, /, *, cle: bool = False) -> Position:
        """Return the place."""
        ...


class Constat(NamedTuple):
    """A fault of meaning, and the way to the value at fault."""

    chemin: Chemin
    diagnostic: Diagnostic


class TexteLu(NamedTuple):
    """A file whose meaning is looked at; `perdus` are the ways to what faults of shape have cost.

    Nothing is said of a value that was made up, nor of what follows from it alone: its own fault
    was told.
    """

    position: Positions
    perdus: frozenset[Chemin] = frozenset()
    valeur: Callable[[Chemin], Any] | None = None  # finds a value as it was typed

    def constat(self, code: str, chemin: Chemin, /, **faits: object) -> Constat:
        """Word the fault `code` of the value that `chemin` leads to."""
        position = self.position(chemin)
        return Constat(chemin, diagnostic(code, position, **faits))

    def constat_de_cle(self, code: str, chemin: Chemin, /, **faits: object) -> Constat:
        """Word the fault `code` of the last key of `chemin` itself."""
        position = self.position(chemin, cle=True)
        return Constat(chemin, diagnostic(code, position, **faits))

    def ligne(self, chemin: Chemin) -> int | None:
        """The line of the file where a value stands."""
        return self.position(chemin).ligne

    def ecrit(self, chemin: Chemin, sinon: str) -> str:
        """A text as it was typed; `sinon` where nobody remembers."""
        if self.valeur is None:
            return sinon
        return str(self.valeur(chemin))

    def perdu(self, *chemin: str | int) -> bool:
        """Whether a value was made up, or something that holds it was."""
        # That way, or one that leads to it, is lost.
        for perdu in self.perdus:
            debut = chemin[: len(perdu)]
            if debut == perdu:
                return True
        return False

    def entame(self, *chemin: str | int) -> bool:
        """Whether a value was made up, or something in it, or something that holds it."""
        if self.perdu(*chemin):
            return True
        for perdu in self.perdus:
            debut = perdu[: len(chemin)]
            if debut == chemin:
                return True
        return False
