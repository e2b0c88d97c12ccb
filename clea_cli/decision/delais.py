"""How long an évaluation préalable keeps the domaines that it shows mastered.

That a finale is too late is told by who knows both days: `paires` (F308), `jury.verifier_session`
(J203) and `documents.jours` (D109).
"""

from datetime import MAXYEAR, date
from typing import NamedTuple

from clea_cli.sorties.mots import compte, date_courte


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
    """Count the years from an évaluation préalable to a day: the finale's, or an attestation's."""
    limite = fin_de_fenetre(prealable, annees)
    faits: dict[str, object] = {
        "prealable": date_courte(prealable),
        "limite": date_courte(limite),
        "annees": compte(annees, "an"),
    }
    return Delai(
        avant=jour < prealable,
        passe=jour > limite,
        limite=limite,
        faits=faits,
    )
