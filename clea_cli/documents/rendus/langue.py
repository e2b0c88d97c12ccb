"""What every template of documents may write: its filters, and the settings of Jinja."""

from collections.abc import Iterable
from fractions import Fraction
from pathlib import Path
from typing import Any

from jinja2 import StrictUndefined
from jinja2.utils import missing

from clea_cli.diagnostics.proches import plus_proche
from clea_cli.sorties.mots import date_complete, date_courte, date_longue, duree

LIVRES = Path(__file__).parent.parent / "modeles"


NombreEcrit = str | int | float | Fraction  # as data and templates write one


def _exact(nombre: NombreEcrit) -> Fraction:
    """A number as it is written: 0.29 is 29 hundredths."""
    return Fraction(str(nombre))


def ecrire(valeur: Any) -> str:
    """What a template shows of a value: nothing where there is none, words for a condition."""
    if valeur is None:
        return ""
    if isinstance(valeur, bool):
        return "oui" if valeur else "non"
    if isinstance(valeur, str):
        return valeur  # what a macro has written stays so
    return decimal(valeur) if isinstance(valeur, float) else str(valeur)


def decimal(nombre: NombreEcrit) -> str:
    """A number with a decimal comma, cut to two decimals: « 7/2 » as « 3,5 »."""
    centiemes = int(_exact(nombre) * 100)
    entier, reste = divmod(centiemes, 100)
    return f"{entier},{reste:02}".rstrip("0").rstrip(",")


def heures(nombre: NombreEcrit) -> str:
    """A number of hours: « 7/2 » as « 3 h 30 »."""
    return duree(round(_exact(nombre) * 60))


def guillemets(texte: str) -> str:
    """A text between French quotes."""
    return f"« {texte} »"


def pluriel(nombre: NombreEcrit, mot: str, plusieurs: str = "") -> str:
    """A count and its noun: « 1 critère », « 2 critères »."""
    if _exact(nombre) >= 2:
        mot = plusieurs or f"{mot}s"
    return f"{ecrire(nombre)} {mot}"


def a_remplir(valeur: Any, points: int = 40) -> str:
    """A value; where it says nothing, a dotted line to fill by hand."""
    return ecrire(valeur) or "." * points


_FILTRES = (
    date_longue,
    date_courte,
    date_complete,
    decimal,
    heures,
    guillemets,
    pluriel,
    a_remplir,
)
FILTRES = {filtre.__name__: filtre for filtre in _FILTRES}


class Absent(StrictUndefined):
    """A name that is not there: it says so in French, with the nearest of its neighbours."""

    @property
    def _undefined_message(self) -> str:
        if self._undefined_name is None:
            return "un nom n'existe pas ici"
        if isinstance(self._undefined_obj, list):
            return f"cette liste n'a pas d'élément [{self._undefined_name}]"
        dit = absence(str(self._undefined_name), ())
        if self._undefined_obj is not missing and isinstance(self._undefined_obj, dict):
            dit = absence(str(self._undefined_name), map(str, self._undefined_obj))
        return dit


def absence(nom: str, admis: Iterable[str]) -> str:
    """Say that a name is not there, with the nearest one that is."""
    return f"« {nom} » n'existe pas ici{nom_proche(nom, admis)}"


def nom_proche(nom: str, admis: Iterable[str]) -> str:
    """The nearest name, as the end of a sentence; nothing if none is near."""
    proche = plus_proche(nom, admis)
    return f" ; vouliez-vous dire « {proche} » ?" if proche else ""


REGLAGES: dict[str, Any] = {
    "autoescape": True,  # so that what a macro gives is not escaped twice
    "undefined": Absent,
    "trim_blocks": True,
    "lstrip_blocks": True,
    "keep_trailing_newline": True,
}
