"""When a training ends: hours a week spread over the working days, French public holidays left out.

The holidays are those of the whole of France (those of Alsace-Moselle and overseas are not counted).
"""

from datetime import MAXYEAR, date, timedelta
from fractions import Fraction
from functools import cache
from math import ceil
from typing import NamedTuple

from clea_cli.sorties.mots import compte, date_courte

JOURS_PAR_SEMAINE = 5
ANNEES_MAX = 50  # of a training: hours typed without their decimal point, or a pace that nobody keeps

_JOURS_MAX = ANNEES_MAX * 52 * JOURS_PAR_SEMAINE


class SansFinError(Exception):
    """A training that nobody would see the end of."""


class Calendrier(NamedTuple):
    """A training from its first to its last day, then the évaluation finale; `feries` are the holidays on the way."""

    debut: date
    fin: date
    finale: date
    jours: int
    feries: tuple[tuple[date, str], ...]


def planifier(heures: Fraction, par_semaine: Fraction, debut: date) -> Calendrier:
    """Spread hours from a day on: a fifth of the week's hours each working day, then the évaluation the next one.

    Raises SansFinError beyond ANNEES_MAX.
    """
    jours = ceil(heures / (par_semaine / JOURS_PAR_SEMAINE))
    if jours > _JOURS_MAX:
        raise SansFinError
    premier = dernier = finale = _ouvre(debut)
    for _ in range(jours):
        dernier = finale
        finale = _ouvre(dernier + timedelta(days=1))
    # The holidays that were met on the way, where there would have been work.
    rencontres: list[tuple[date, str]] = []
    passe = premier
    while passe < finale:
        if _ferie_ouvrable(passe):
            rencontres.append((passe, _feries(passe.year)[passe]))
        passe += timedelta(days=1)
    return Calendrier(premier, dernier, finale, jours, tuple(rencontres))


def fin_de_fenetre(prealable: date, annees: int) -> date:
    """The last day of so many years after the évaluation préalable."""
    annee = prealable.year + annees
    if annee > MAXYEAR:
        return date.max
    try:
        return prealable.replace(year=annee)
    except ValueError:  # a 29 February, and no leap year
        return date(annee, 2, 28)


class Delai(NamedTuple):
    """How a day stands to the years during which the domaines of an évaluation préalable are kept.

    `limite` is their last day; `faits` are the same in words.
    """

    avant: bool
    passe: bool
    limite: date
    faits: dict[str, object]


def delai(prealable: date, jour: date, annees: int) -> Delai:
    """Count the years from an évaluation préalable to a day: to the finale, or to when they are attested of."""
    limite = fin_de_fenetre(prealable, annees)
    faits: dict[str, object] = {
        "prealable": date_courte(prealable),
        "limite": date_courte(limite),
        "annees": compte(annees, "an"),
    }
    return Delai(jour < prealable, jour > limite, limite, faits)


def _ferie_ouvrable(jour: date) -> bool:
    """Whether a day would be worked, were it no holiday."""
    return jour.weekday() < JOURS_PAR_SEMAINE and jour in _feries(jour.year)


def _ouvre(jour: date) -> date:
    """That day, or the next one that is worked."""
    while jour.weekday() >= JOURS_PAR_SEMAINE or jour in _feries(jour.year):
        jour += timedelta(days=1)
    return jour


@cache
def _feries(annee: int) -> dict[date, str]:
    from holidays import country_holidays  # late: only a plan needs it

    return dict(country_holidays("FR", years=annee, language="fr"))
