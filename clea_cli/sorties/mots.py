"""Words that several documents share: counts, lists, days and hours."""

from collections.abc import Sequence
from datetime import date

from clea_cli.sorties.nombres import NombreExact

_MOIS = (
    *("janvier", "février", "mars", "avril", "mai", "juin"),
    *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
)
_JOURS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")


def compte(nombre: NombreExact, mot: str) -> str:
    """Count a thing: « 1 point », « 3/2 point », « 2 points »."""
    pluriel = "" if nombre < 2 else "s"
    return f"{nombre} {mot}{pluriel}"


def phrase(texte: str) -> str:
    """A text as a sentence of its own; nothing for nothing."""
    return f"{texte[0].upper()}{texte[1:]}." if texte else ""


def premiers(elements: Sequence[str], nombre: int = 10) -> str:
    """List the first of many: « a, b, c… »."""
    suite = "…" if len(elements) > nombre else ""
    return f"{', '.join(elements[:nombre])}{suite}"


def date_courte(jour: date | str) -> str:
    """A day, or its AAAA-MM-JJ, as « 28/11/2026 »."""
    jour = _jour(jour)
    return f"{jour.day:02}/{jour.month:02}/{jour.year:04}"


def date_longue(jour: date | str) -> str:
    """A day, or its AAAA-MM-JJ, as « 28 novembre 2026 »."""
    jour = _jour(jour)
    quantieme = "1er" if jour.day == 1 else jour.day
    return f"{quantieme} {_MOIS[jour.month - 1]} {jour.year}"


def mois_ecrit(annee: int, mois: int) -> str:
    """A month as « novembre 2026 »."""
    return f"{_MOIS[mois - 1]} {annee}"


def date_complete(jour: date | str) -> str:
    """A day, or its AAAA-MM-JJ, as « samedi 28 novembre 2026 »."""
    jour = _jour(jour)
    return f"{_JOURS[jour.weekday()]} {date_longue(jour)}"


def duree(minutes: int) -> str:
    """A number of minutes as « 3 h 30 », « 3 h »."""
    entieres, reste = divmod(minutes, 60)
    return f"{entieres} h {reste:02}" if reste else f"{entieres} h"


def _jour(jour: date | str) -> date:
    return date.fromisoformat(jour) if isinstance(jour, str) else jour
