"""When a training takes place: its hours spread over the days of a rhythm that are not left free.

The holidays are those of the whole of France, and of a region that has its own, if it is named.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from functools import cache
from typing import NamedTuple

JOURS_PAR_SEMAINE = 5
# Of a training: more are hours typed without their decimal point, or a pace that nobody keeps.
ANNEES_MAX = 50

REGIONS = {  # how the library of holidays calls those that have their own
    "alsace-moselle": "57",
    "guadeloupe": "971",
    "guyane": "973",
    "la-reunion": "974",
    "martinique": "972",
    "mayotte": "976",
    "nouvelle-caledonie": "NC",
    "polynesie": "PF",
    "saint-barthelemy": "BL",
    "saint-martin": "MF",
    "wallis-et-futuna": "WF",
}


class SansFinError(Exception):
    """A training that nobody would see the end of."""


class Rythme(NamedTuple):
    """When there is training: `heures` of each day of the week (0 is Monday).

    `region` is one of `REGIONS`; `fermetures` are first day, last day and reason; `delai_finale`
    counts days between the training and the évaluation finale; a review comes every `bilan` hours
    (None: there is none).
    """

    heures: Mapping[int, Fraction]
    region: str = ""
    fermetures: tuple[tuple[date, date, str], ...] = ()
    delai_finale: int = 1
    bilan: Fraction | None = None

    def libre(self, jour: date) -> str:
        """Why there is no training on a day that is of the rhythm; empty: there is."""
        feries = _feries(jour.year, self.region)
        if ferie := feries.get(jour):
            return f"{ferie}, férié"
        for du, au, motif in self.fermetures:
            if du <= jour <= au:
                return motif or "fermeture"
        return ""


def ordinaire(par_semaine: Fraction) -> Rythme:
    """A fifth of the week's hours, each day from Monday to Friday."""
    par_jour = Fraction(par_semaine) / JOURS_PAR_SEMAINE
    du_lundi_au_vendredi = range(JOURS_PAR_SEMAINE)
    return Rythme(dict.fromkeys(du_lundi_au_vendredi, par_jour))


class Jour(NamedTuple):
    """A day of the calendar: `genre` is seance, libre, bilan or finale.

    `heures` are those of the day, `cumul` those since the first one; `contenus` the modules that
    are worked on.
    """

    date: date
    genre: str
    motif: str = ""
    heures: Fraction = Fraction(0)
    cumul: Fraction = Fraction(0)
    contenus: tuple[str, ...] = ()


class Calendrier(NamedTuple):
    """A training from its first to its last day, then the évaluation finale.

    `feries` are the days left free, and why.
    """

    debut: date
    fin: date
    finale: date
    jours: tuple[Jour, ...]
    feries: tuple[tuple[date, str], ...]

    @property
    def seances(self) -> tuple[Jour, ...]:
        """The days of training."""
        return tuple(jour for jour in self.jours if jour.genre == "seance")


def planifier(lots: Sequence[tuple[str, Fraction]], rythme: Rythme, debut: date) -> Calendrier:
    """Spread modules (their names, their hours) from a day on, one after the other.

    Then comes the évaluation. Raises SansFinError beyond ANNEES_MAX.
    """
    # 1. The days of training, and what stands between them.
    jours = list(_jours(lots, rythme, debut))
    seances = [jour.date for jour in jours if jour.genre == "seance"]
    libres = [(jour.date, jour.motif) for jour in jours if jour.genre == "libre"]
    # 2. The évaluation finale: never on the last day of training; where nothing is to be trained,
    # on the first day.
    finale = debut
    if seances:
        delai_finale = max(1, rythme.delai_finale)
        finale = seances[-1] + timedelta(days=delai_finale)
    # An évaluation takes place on a working day.
    while finale.weekday() >= JOURS_PAR_SEMAINE or rythme.libre(finale):
        finale += timedelta(days=1)
    jours.append(Jour(finale, "finale"))
    # 3. Without sessions, the training begins and ends with its évaluation.
    premier = seances[0] if seances else finale
    dernier = seances[-1] if seances else finale
    return Calendrier(premier, dernier, finale, tuple(jours), tuple(libres))


def _jours(lots: Sequence[tuple[str, Fraction]], rythme: Rythme, debut: date) -> Iterator[Jour]:
    """The days of training in turn, with those that are left free between them, and the reviews."""
    reste = [(nom, heures) for nom, heures in lots if heures > 0]
    total = sum((heures for _, heures in reste), Fraction(0))
    # A year has 52 weeks, a week as many sessions as the rhythm has days.
    seances_max = ANNEES_MAX * 52 * len(rythme.heures)
    cumul = Fraction(0)
    seances = 0
    jour = debut
    while cumul < total:
        heures = rythme.heures.get(jour.weekday(), Fraction(0))
        motif = rythme.libre(jour) if heures else ""
        # 1. A day left free is told only if there would have been a session on it.
        if heures and motif:
            yield Jour(jour, "libre", motif)
        elif heures:
            seances += 1
            if seances > seances_max:
                raise SansFinError
            # 2. A session; the last one has only the hours that are left.
            faites = min(heures, total - cumul)
            contenus = tuple(_prendre(reste, faites))
            avant = cumul
            cumul += faites
            yield Jour(jour, "seance", heures=faites, cumul=cumul, contenus=contenus)
            # 3. A review, on the day that goes past a multiple of its hours: one, even if a long
            # day goes past two.
            if rythme.bilan and cumul // rythme.bilan > avant // rythme.bilan:
                yield Jour(jour, "bilan", cumul=cumul)
        jour += timedelta(days=1)


def _prendre(reste: list[tuple[str, Fraction]], heures: Fraction) -> Iterator[str]:
    """Take hours from the modules that are left, the first one first; give the names of those."""
    while heures > 0:
        nom, siennes = reste[0]
        prises = min(heures, siennes)
        heures -= prises
        # What a day does not finish goes on at the next one.
        if siennes == prises:
            reste.pop(0)
        else:
            reste[0] = (nom, siennes - prises)
        yield nom


@cache
def _feries(annee: int, region: str) -> dict[date, str]:
    from holidays import country_holidays  # late: only a plan needs it

    subdivision = REGIONS[region] if region else None
    feries = country_holidays("FR", subdiv=subdivision, years=annee, language="fr")
    # As a plain dict: asked for a day of another year, the library's own would work it out.
    return dict(feries)
