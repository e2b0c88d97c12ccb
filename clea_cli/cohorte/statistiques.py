"""Whom a cohorte is made of, and its statistics. Values only.

A number that is None is hidden (`masquage`). Nothing is a mean: with means, a sum could be worked
out.
"""

from datetime import date
from typing import NamedTuple

VERDICTS = ("certifiable", "non_certifiable", "indetermine")
PAS_CERTIFIABLES = "pas_certifiable"  # the last two verdicts together
# Thousandths of the points: where each slice begins, and the end.
TRANCHES = (0, 500, 600, 700, 750, 800, 900, 1001)

NombreMontre = int | None  # None: hidden


class PersonneComptee(NamedTuple):
    """What is counted of a person, who is not named: `milliemes` are points on 1000, cut.

    `maitrises` says domaine by domaine what is mastered; `manques` are the critères that are not
    acquired, as bits. `jour` is that of the only évaluation, or of the préalable; when there were
    two, `prealable` is what was mastered at the first, `avant` its verdict, and `jour_finale` the
    day of the other.
    """

    verdict: str
    milliemes: int
    maitrises: tuple[bool, ...]
    manques: int
    site: str = ""
    evaluateur: str = ""
    minutes: int | None = None
    prealable: tuple[bool, ...] | None = None
    avant: str = ""
    jour: date | None = None
    jour_finale: date | None = None


class Quartiles(NamedTuple):
    """A quarter are at or below the first, half at or below the median; fractions are cut."""

    premier: int
    mediane: int
    troisieme: int


class GroupeDePersonnes(NamedTuple):
    """The people of a site, or of an évaluateur ("": it is not said)."""

    nom: str
    effectif: NombreMontre
    certifiables: NombreMontre
    maitrises: tuple[NombreMontre, ...]
    points: Quartiles | None


class Duree(NamedTuple):
    """The hours of training of those for whom they are known.

    They are of one verdict, of PAS_CERTIFIABLES, or of all ("").
    """

    verdict: str
    effectif: NombreMontre
    minutes: Quartiles | None


class Passage(NamedTuple):
    """How many had something at the préalable and kept it, how many gained it, and both."""

    gardes: NombreMontre
    gagnes: NombreMontre
    maitrises: NombreMontre


class Evolution(NamedTuple):
    """Those who had both évaluations: who is certifiable, then domaine by domaine."""

    effectif: NombreMontre
    verdict: Passage
    domaines: tuple[Passage, ...]


class EvaluationsDuMois(NamedTuple):
    """How many people had their first évaluation in a month, and their finale.

    The month is AAAA-MM, or empty: not said.
    """

    mois: str
    premieres: NombreMontre
    finales: NombreMontre


class DelaiDeLaCohorte(NamedTuple):
    """The days from the préalable to the finale, of those for whom both are known."""

    effectif: NombreMontre
    jours: Quartiles | None


class Manque(NamedTuple):
    """A critère by rank, and how many people have not acquired it."""

    rang: int
    nombre: NombreMontre


class ManquesDuSite(NamedTuple):
    """The critères most often missing at a site ("": it is not said)."""

    nom: str
    effectif: int
    manques: tuple[Manque, ...]


class Cohorte(NamedTuple):
    """All statistics; `verdicts` and `tranches` in the order of VERDICTS and TRANCHES."""

    effectif: int
    verdicts: tuple[NombreMontre, ...]
    certifiables: NombreMontre
    maitrises: tuple[NombreMontre, ...]
    points: Quartiles | None
    tranches: tuple[NombreMontre, ...]
    manques: tuple[Manque, ...]
    sites: tuple[GroupeDePersonnes, ...]
    evaluateurs: tuple[GroupeDePersonnes, ...]
    evolution: Evolution | None
    durees: tuple[Duree, ...]
    mois: tuple[EvaluationsDuMois, ...] = ()
    delai: DelaiDeLaCohorte | None = None
    manques_par_site: tuple[ManquesDuSite, ...] = ()
