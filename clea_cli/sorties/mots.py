"""Words that several documents share: counts, lists, days, hours and durations (« 21 h 30 »)."""

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
    if not texte:
        return ""
    # Not `capitalize`, which would make small letters of the rest: « CléA ».
    initiale = texte[0].upper()
    return f"{initiale}{texte[1:]}."


def premiers(elements: Sequence[str], nombre: int = 10) -> str:
    """List the first of many: « a, b, c… »."""
    cites = ", ".join(elements[:nombre])
    if len(elements) > nombre:
        return f"{cites}…"
    return cites


def date_courte(jour: date | str) -> str:
    """A day, or its AAAA-MM-JJ, as « 28/11/2026 »."""
    jour = _jour(jour)
    # Not `strftime`, which leaves out the zeros of a year before 1000 on some systems.
    return f"{jour.day:02}/{jour.month:02}/{jour.year:04}"


def date_longue(jour: date | str) -> str:
    """A day, or its AAAA-MM-JJ, as « 28 novembre 2026 »."""
    jour = _jour(jour)
    quantieme = "1er" if jour.day == 1 else jour.day
    return f"{quantieme} {mois_ecrit(jour.year, jour.month)}"


def mois_ecrit(annee: int, mois: int) -> str:
    """A month as « novembre 2026 »."""
    nom = _MOIS[mois - 1]
    return f"{nom} {annee}"


def date_complete(jour: date | str) -> str:
    """A day, or its AAAA-MM-JJ, as « samedi 28 novembre 2026 »."""
    jour = _jour(jour)
    nom = _JOURS[jour.weekday()]
    return f"{nom} {date_longue(jour)}"


def duree(minutes: int) -> str:
    """A number of minutes as « 3 h 30 », « 3 h »."""
    heures, reste = divmod(minutes, 60)
    if reste == 0:
        return f"{heures} h"
    return f"{heures} h {reste:02}"


def _jour(jour: date | str) -> date:
    if isinstance(jour, str):
        return date.fromisoformat(jour)
    return jour
