"""An organisme as its documents say it: who it is, who signs, whom to call, when it trains.

Values only.

An empty text was not given: a document then leaves a line to fill by hand.
"""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import NamedTuple


class Personne(NamedTuple):
    """Somebody to name or to call; `horaires` says when."""

    nom: str = ""
    fonction: str = ""
    telephone: str = ""
    courriel: str = ""
    horaires: str = ""


class Formation(NamedTuple):
    """Who trains, how to come to it, what it costs, how it is followed and judged.

    `amenagements` are what can be arranged for whoever needs it.
    """

    organisme: str = ""
    formateur: str = ""
    acces: str = ""
    prix: str = ""
    suivi: str = ""
    amenagements: str = ""


class Fermeture(NamedTuple):
    """Days without training, both included."""

    du: date
    au: date
    motif: str


class Agenda(NamedTuple):
    """When an organisme trains: hours of each day of the week (0 is Monday).

    Empty: as the command says.

    `feries` is the region whose own holidays count too; `delai_finale` counts days after the last
    one; `bilan` is the hours between two reviews (None: none).
    """

    heures: Mapping[int, Fraction] = {}
    feries: str = ""
    fermetures: tuple[Fermeture, ...] = ()
    delai_finale: int = 0
    bilan: Fraction | None = None


class Organisme(NamedTuple):
    """All that an organisme says of itself; `nda` is its number of declaration of activity."""

    nom: str = ""
    adresse: tuple[str, ...] = ()
    telephone: str = ""
    courriel: str = ""
    siret: str = ""
    nda: str = ""
    nda_region: str = ""
    lieu: str = ""
    signataire: Personne = Personne()
    contact: Personne = Personne()
    referent_handicap: Personne = Personne()
    formation: Formation = Formation()
    agenda: Agenda = Agenda()
    donnees_contact: str = ""
    donnees_ans: int | None = None
