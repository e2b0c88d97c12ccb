"""Days and hours as people write them, in every file and every option; `sorties.mots` writes them.

A day: « 28/11/2026 », « 28-11-2026 », « 28.11.2026 », « 2026-11-28 », « 28 novembre 2026 »; the
hour that a spreadsheet adds to it is passed over. A sequence of hours: « 9h-12h30 », « 02/03/2026
09:00-12:00 ». A duration: « 35 », « 12,5 h », « 35h30 », « 1 050 ».
"""

import re
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from clea_cli.sources.mots import forme_comparable

UN_JOUR = "une date s'écrit JJ/MM/AAAA : 02/03/2026."
UNE_SEQUENCE = "une séquence s'écrit 09:00-12:00, avec son jour devant s'il est autre."

_HEURE = r"(?:[ T][0-2]?[0-9]:[0-5][0-9](?::[0-5][0-9](?:\.[0-9]+)?)?Z?)?"
_ANNEE_DEVANT = re.compile(rf"([0-9]{{4}})-([0-9]{{1,2}})-([0-9]{{1,2}}){_HEURE}")
_JOUR_DEVANT = re.compile(rf"([0-9]{{1,2}})([/.-])([0-9]{{1,2}})\2([0-9]{{4}}){_HEURE}")
_EN_LETTRES = re.compile(
    r"(?:[a-z]+di |dimanche )?(?:le )?([0-9]{1,2})(?:er)? ([a-z]+)\.? ([0-9]{4})"
)
_MOIS = (
    *("janvier", "fevrier", "mars", "avril", "mai", "juin"),
    *("juillet", "aout", "septembre", "octobre", "novembre", "decembre"),
)
_ABREGES = {
    "janv": 1,
    "fevr": 2,
    "fev": 2,
    "avr": 4,
    "juil": 7,
    "sept": 9,
    "oct": 10,
    "nov": 11,
    "dec": 12,
}
_RANGS = {mois: rang for rang, mois in enumerate(_MOIS, start=1)} | _ABREGES

_SEQUENCE = re.compile(
    r"(?:(.*[0-9]) +)?"
    r"([01]?[0-9]|2[0-3])[:hH]([0-5][0-9])? *[-–à] *([01]?[0-9]|2[0-3])[:hH]([0-5][0-9])?"
)
_DUREE = re.compile(r"([0-9]{1,7})(?:[.,]([0-9]{0,2}))? ?(?:h|heures?)?", re.IGNORECASE)
_HEURES_ET_MINUTES = re.compile(
    r"([0-9]{1,7}) ?(?:h|heures?|:) ?([0-5][0-9])(?: ?(?:mn?|min|minutes?)|:00)?", re.IGNORECASE
)
_MILLIERS = re.compile(r"(?<=[0-9])[ \u00a0\u202f](?=[0-9]{3}(?![0-9]))")  # « 1 050 »


class Sequence(NamedTuple):
    """A part of an évaluation without a break: minutes since midnight of a day."""

    jour: date
    debut: int
    fin: int


def lire_jour(ecrit: str) -> date | None:
    """Read a day; None if it is written otherwise, or if there is no such day."""
    chiffres = _chiffres(ecrit)
    if chiffres is None:
        return None
    try:
        return date(*chiffres)
    except ValueError:
        return None


def jour_admis(ecrit: str) -> date:
    """Read a day that a model has accepted: a `ValueError` is a bug."""
    jour = lire_jour(ecrit)
    if jour is None:
        raise ValueError(ecrit)
    return jour


def jour_iso(ecrit: str | None) -> date | None:
    """Read a day of a file that programs share (AAAA-MM-JJ), where there may be none."""
    return date.fromisoformat(ecrit) if ecrit else None


def jour_inexistant(ecrit: str) -> str:
    """The day that a text names and no calendar has, « 31/02/2026 »; nothing of any other text."""
    chiffres = _chiffres(ecrit)
    if chiffres is None or lire_jour(ecrit):
        return ""
    annee, mois, jour = chiffres
    return f"{jour:02}/{mois:02}/{annee:04}"


def conseil_du_jour(ecrit: str, ecriture: str = UN_JOUR) -> str:
    """What to say of a text that is no day: that it does not exist, or how one is written."""
    inexistant = jour_inexistant(ecrit)
    if inexistant:
        return f"le {inexistant} n'existe pas ; vérifiez-le sur un calendrier."
    return ecriture


def lire_sequence(ecrite: str, sinon: date) -> Sequence | None:
    """Read a sequence; one that names no day is of the day `sinon`. None of any other text."""
    trouvee = _SEQUENCE.fullmatch(ecrite)
    if trouvee is None:
        return None
    dit, heures, minutes, heures_de_fin, minutes_de_fin = trouvee.groups()
    jour = lire_jour(dit) if dit else sinon
    if jour is None:
        return None
    debut = _minutes(heures, minutes)
    fin = _minutes(heures_de_fin, minutes_de_fin)
    return Sequence(jour, debut, fin)


def _minutes(heures: str, minutes: str | None) -> int:
    """The minutes since midnight; an hour may be written alone, « 9h »."""
    apres_l_heure = int(minutes or 0)
    return int(heures) * 60 + apres_l_heure


def conseil_de_la_sequence(ecrite: str) -> str:
    """What to say of a text that is no sequence."""
    trouvee = _SEQUENCE.fullmatch(ecrite)
    if trouvee is None:
        return UNE_SEQUENCE
    return conseil_du_jour(trouvee[1] or "", UNE_SEQUENCE)


def lire_duree(ecrite: str) -> Fraction | None:
    """Read a number of hours: « 12,5 », « 12 h 30 », « 1 050 »; None of any other text."""
    ecrite = _MILLIERS.sub("", ecrite.strip())
    if trouvee := _DUREE.fullmatch(ecrite):
        entieres, decimales = trouvee.groups()
        return Fraction(f"{entieres}.{decimales or 0}")
    # « 12,30 » are twelve hours and eighteen minutes, « 12h30 » twelve and a half.
    if trouvee := _HEURES_ET_MINUTES.fullmatch(ecrite):
        heures, minutes = trouvee.groups()
        return int(heures) + Fraction(int(minutes), 60)
    return None


def _chiffres(ecrit: str) -> tuple[int, int, int] | None:
    """The year, the month and the day that a text writes, whether there is such a day or not."""
    ecrit = ecrit.strip()
    # The two writings in digits have their groups in other orders.
    if trouve := _ANNEE_DEVANT.fullmatch(ecrit):
        annee, mois, jour = trouve.groups()
        return int(annee), int(mois), int(jour)
    if trouve := _JOUR_DEVANT.fullmatch(ecrit):
        jour, _, mois, annee = trouve.groups()
        return int(annee), int(mois), int(jour)
    trouve = _EN_LETTRES.fullmatch(forme_comparable(ecrit))
    if trouve is None:
        return None
    jour, mois, annee = trouve.groups()
    if mois not in _RANGS:
        return None
    return int(annee), _RANGS[mois], int(jour)
