"""One entry of the catalogue: a cause, its words, and how it is explained."""

from enum import StrEnum
from typing import NamedTuple


class Gravite(StrEnum):
    """How grave a diagnostic is: an error refuses the file, a warning only speaks.

    A note is true of the world, not of the file: its author could write nothing better.
    """

    ERREUR = "erreur"
    AVERTISSEMENT = "avertissement"
    NOTE = "note"


class Entree(NamedTuple):
    """A cause of diagnostics.

    `message` and `aide` are `str.format` templates; the rest is for `clea expliquer`. `ensemble` is
    the message of many of them at once, whose {nombre} alone is known.
    """

    code: str
    slug: str
    message: str
    aide: str
    pourquoi: str
    faux: str = ""
    juste: str = ""
    gravite: Gravite = Gravite.ERREUR
    ensemble: str = ""
