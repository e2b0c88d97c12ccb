"""What renderers know: décisions as plain values, already in words. None can change a verdict."""

from fractions import Fraction
from typing import NamedTuple

from clea_cli.decision.vues_evaluations import Evaluations
from clea_cli.sorties.nombres import NombreExact, fraction, pourcent


class PointsVus(NamedTuple):
    """The points of a level. `requis` and `statut` are None where the rule does not look."""

    obtenus: NombreExact
    possibles: NombreExact
    total: NombreExact
    requis: NombreExact | None
    statut: str | None

    def __str__(self) -> str:
        """The fraction first, then the percentage."""
        points = fraction(self.obtenus, self.total)
        part = Fraction(self.obtenus, self.total)
        return f"{points} ({pourcent(part)})"


class Ecart(NamedTuple):
    """A critère that is not acquired.

    `resultat` is `non_acquis` or `non_evalue`, `mots` the same for a person.
    """

    code: str
    libelle: str
    domaine: str
    resultat: str
    mots: str


class SousDomaineVu(NamedTuple):
    """A sous-domaine and its points."""

    code: str
    libelle: str
    points: PointsVus


class DomaineVu(NamedTuple):
    """A domaine; `mots` is its statut for a person, `manque` are sentences: what it still wants."""

    code: str
    libelle: str
    statut: str
    mots: str
    points: PointsVus
    sous_domaines: tuple[SousDomaineVu, ...]
    ecarts: tuple[Ecart, ...]
    manque: tuple[str, ...]


class LectureVue(NamedTuple):
    """Another rule on the same grille; `motif` is None where its verdict is the same."""

    regle: str
    libelle: str
    verdict: str
    mots: str
    motif: str | None
    reserve: str
    jusqu_a: str = ""  # the last day that it was in force (ISO); empty: it still is

    def en_vigueur(self, jour: str) -> bool:
        """Whether it is in force on a day (ISO)."""
        return not self.jusqu_a or jour <= self.jusqu_a


class Rapport(NamedTuple):
    """One candidate's verdict with all that explains it.

    `explications` are sentences, the first one says why.
    """

    source: str
    empreinte: str
    candidat: str
    verdict: str
    mots: str
    explications: tuple[str, ...]
    points: PointsVus
    domaines: tuple[DomaineVu, ...]
    lectures: tuple[LectureVue, ...]
    evaluations: Evaluations | None = None


class Provenance(NamedTuple):
    """What made the verdicts: the tool, the référentiel and the rule, with where they come from.

    `echeances` say what has come to an end on the day that was asked about, for people; data has no
    day.
    """

    referentiel: str
    referentiel_libelle: str
    referentiel_version: str
    referentiel_empreinte: str
    avertissement: str
    certitudes: str
    regle: str
    regle_libelle: str
    regle_sources: str
    regle_reserve: str
    regle_verifiee_le: str
    domaines: tuple[str, ...]
    echeances: tuple[str, ...] = ()


class LaisseVu(NamedTuple):
    """What of a file was left aside: a column, a row or a sheet, its place, its filled cells."""

    quoi: str
    ou: str
    titre: str
    cellules: int


class FichierVu(NamedTuple):
    """A file, refused or not, and what of it was left aside."""

    source: str
    laisses: tuple[LaisseVu, ...]


class Resultats(NamedTuple):
    """All that one `clea score` has to say; `refuses` counts the files that gave no verdict."""

    provenance: Provenance
    rapports: tuple[Rapport, ...]
    refuses: int
    fichiers: tuple[FichierVu, ...] = ()
