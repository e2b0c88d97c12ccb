"""A session of the jury: who sits, when, by which rule, and the dossiers. Values only."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from clea_cli.jury.certificateur import Certificateur
from clea_cli.sources.cellules import Cellule
from clea_cli.sources.temps import Sequence

_RIEN_DE_DIT = Certificateur()


class Regard(NamedTuple):
    """What a session wants looked at first: all kinds of reasons but `sauf`, `au_plus` dossiers."""

    sauf: frozenset[str] = frozenset()
    au_plus: int | None = None


_TOUT_REGARDER = Regard()


class College(StrEnum):
    """Whom a member of the jury sits for."""

    EMPLOYEURS = "employeurs"
    SALARIES = "salaries"

    @property
    def libelle(self) -> str:
        """The college as a person reads it."""
        return {"employeurs": "employeurs", "salaries": "salariés"}[self.value]


class Choix(StrEnum):
    """What the jury may decide; a session gives each its words."""

    CERTIFIE = "certifie"
    AJOURNE = "ajourne"
    REPORTE = "reporte"


LIBELLES_USUELS = {Choix.CERTIFIE: "certifié", Choix.AJOURNE: "ajourné", Choix.REPORTE: "reporté"}
PROPOSITIONS = {  # what the verdict proposes to the jury
    "certifiable": Choix.CERTIFIE,
    "non_certifiable": Choix.AJOURNE,
    "indetermine": Choix.REPORTE,
}


class Membre(NamedTuple):
    """A member of the jury."""

    reference: str
    nom: str
    college: College
    president: bool


class OrganismePresentateur(NamedTuple):
    """Who presents the dossiers; entitled to from `debut` to `fin`, both included."""

    nom: str
    siret: str
    debut: date
    fin: date


class Evaluation(NamedTuple):
    """An évaluation, préalable or finale; `grille` is a path from the session's folder."""

    date: date
    sequences: tuple[Sequence, ...]
    evaluateur: str
    grille: str

    @property
    def minutes(self) -> int:
        """How long it lasted, all sequences added."""
        return sum(sequence.fin - sequence.debut for sequence in self.sequences)


class Dossier(NamedTuple):
    """What the jury is shown of a candidate, whom only the reference names."""

    reference: str
    statut: str
    prescripteur: str
    financement: str
    prealable: Evaluation
    formateurs: tuple[str, ...]
    heures: Fraction | None
    finale: Evaluation | None

    @property
    def evaluations(self) -> tuple[tuple[str, Evaluation], ...]:
        """Its évaluations, each after its key."""
        finale = (("finale", self.finale),) if self.finale else ()
        return (("prealable", self.prealable), *finale)


class Session(NamedTuple):
    """A session; `precedente` (the manifest of the last) and `liste` are paths from its folder."""

    id: str
    date: date
    lieu: str
    referentiel: str
    regle: str | None
    organisme: OrganismePresentateur
    jury: tuple[Membre, ...]
    libelles: Mapping[Choix, str]
    precedente: str
    liste: str
    dossiers: tuple[Dossier, ...]
    certificateur: Certificateur = _RIEN_DE_DIT
    regard: Regard = _TOUT_REGARDER


class DecisionDuJury(NamedTuple):
    """What the jury decided of a dossier, and why if not as proposed; `votes` are « 2-0 »."""

    reference: str
    choix: Choix
    motif: str
    votes: Mapping[College, str]


VOTES = {college: f"votes {college.libelle}" for college in College}
# The columns of a sheet of decisions.
FEUILLE = ("dossier", "proposition", "decision", "motif", *VOTES.values(), "code")


class LigneDecision(NamedTuple):
    """A row of the sheet: its cells by column; `autres`: whether it says something elsewhere."""

    cellules: Mapping[str, Cellule]
    autres: bool
