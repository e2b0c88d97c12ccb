"""One entry of the catalogue: a cause, its words, and how it is explained."""

from dataclasses import dataclass
from enum import StrEnum


class Gravite(StrEnum):
    """How grave a diagnostic is: an error refuses the file, a warning only speaks."""

    ERREUR = "erreur"
    AVERTISSEMENT = "avertissement"


@dataclass(frozen=True, slots=True)
class Entree:
    """A cause of diagnostics. `message` and `aide` are `str.format` templates; the rest is for `clea expliquer`."""

    code: str
    slug: str
    message: str
    aide: str
    pourquoi: str
    faux: str = ""
    juste: str = ""
    gravite: Gravite = Gravite.ERREUR
