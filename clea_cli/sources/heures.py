"""The hours of an évaluation as people write them: « 9h-12h30 », « 02/03/2026 09:00-12:00 »."""

import re
from datetime import date
from typing import NamedTuple

_FORME = re.compile(
    r"^(([0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{2}/[0-9]{2}/[0-9]{4}) +)?"
    r"([01]?[0-9]|2[0-3])[:hH]([0-5][0-9])? *[-–à] *([01]?[0-9]|2[0-3])[:hH]([0-5][0-9])?$"
)
_JOUR = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})|([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})")


class Sequence(NamedTuple):
    """A part of an évaluation without a break: minutes since midnight of a day."""

    jour: date
    debut: int
    fin: int


def lire(ecrite: str, sinon: date) -> Sequence | None:
    """Read a sequence; one that names no day is of the day `sinon`. None if it is written otherwise."""
    trouvee = _FORME.match(ecrite)
    if trouvee is None:
        return None
    jour = lire_jour(trouvee[2]) if trouvee[2] else sinon
    if jour is None:
        return None
    debut, fin = (int(trouvee[h]) * 60 + int(trouvee[m] or 0) for h, m in ((3, 4), (5, 6)))
    return Sequence(jour, debut, fin)


def lire_jour(ecrit: str) -> date | None:
    """Read a day, AAAA-MM-JJ or JJ/MM/AAAA; None if there is no such day."""
    trouve = _JOUR.fullmatch(ecrit)
    if trouve is None:
        return None
    annee, mois, jour = trouve.group(1, 2, 3) if trouve[1] else trouve.group(6, 5, 4)
    try:
        return date(int(annee), int(mois), int(jour))
    except ValueError:
        return None
