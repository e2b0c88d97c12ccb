"""Words that several documents share."""

from collections.abc import Sequence

from clea_cli.sorties.nombres import Points


def compte(nombre: Points, mot: str) -> str:
    """Count a thing: « 1 point », « 3/2 point », « 2 points »."""
    return f"{nombre} {mot}" if nombre < 2 else f"{nombre} {mot}s"


def phrase(texte: str) -> str:
    """A text as a sentence of its own; nothing for nothing."""
    return f"{texte[0].upper()}{texte[1:]}." if texte else ""


def premiers(elements: Sequence[str], nombre: int = 10) -> str:
    """List the first of many: « a, b, c… »."""
    return ", ".join(elements[:nombre]) + ("…" if len(elements) > nombre else "")


def date_lue(ecrite: str) -> str:
    """A date of the YAML as a person reads it: « 23/11/2026 »."""
    return "/".join(reversed(ecrite.split("-")))
