"""The formats of one kind of output: a table that says all that the program knows of each.

What each is called, the endings of file that it declares, who writes it. The command line, its
help and the tests walk these tables: a format that is not in one does not exist.
"""

from collections.abc import Callable, Mapping
from pathlib import PurePath
from typing import Generic, NamedTuple, TypeVar

from clea_cli.diagnostics import Diagnostic, Position, diagnostic
from clea_cli.sorties.texte import Fragments, sans_style

TYPST = ("typst", "font-source-sans-pro")  # what makes the pages of a PDF
_MODULES = {"python-docx": "docx"}  # where the name of what is imported is another

T = TypeVar("T")
Rendu = bytes | Fragments


class Format(NamedTuple, Generic[T]):
    """A way to write one kind of output.

    `fins` are the endings of file that it declares, the usual one first; `rendre` writes it, and
    loads what it needs only then. `a_l_ecran` is false where nobody could read it there; `donnees`
    are for other programs, and depend on no day; `outils` are what has to be installed for it
    besides the program.
    """

    nom: str
    fins: tuple[str, ...]
    rendre: Callable[[T], Rendu]
    a_l_ecran: bool = True
    donnees: bool = False
    outils: tuple[str, ...] = ()

    def ecrire(self, valeur: T) -> bytes:
        """Write it for a file."""
        rendu = self.rendre(valeur)
        if isinstance(rendu, list):
            return sans_style(rendu).encode(errors="replace")
        return rendu

    @property
    def fin(self) -> str:
        """The ending of the files that we name ourselves."""
        return self.fins[0]


Formats = Mapping[str, Format[T]]


def table(*formats: Format[T]) -> Formats[T]:
    """Gather formats by name; the first one is given where nothing asks for another."""
    return {format_.nom: format_ for format_ in formats}


def declares(formats: Formats[T], chemin: str) -> list[Format[T]]:
    """The formats that declare the ending of a path; none does of « session-2026.11 »."""
    fin = PurePath(chemin).suffix.lower()
    trouves: list[Format[T]] = []
    for format_ in formats.values():
        if fin in format_.fins:
            trouves.append(format_)
    return trouves


def absent(format_: Format[T]) -> Diagnostic | None:
    """The fault of a format whose tools are not installed. Error: D202."""
    from importlib.util import find_spec

    for outil in format_.outils:
        # Most modules bear the name of their package, less the hyphens, which Python refuses.
        module = _MODULES.get(outil) or outil.replace("-", "_")
        # Looked for, and not loaded: some take long.
        if find_spec(module) is None:
            return diagnostic("D202", Position("--format"), format=format_.nom)
    return None
