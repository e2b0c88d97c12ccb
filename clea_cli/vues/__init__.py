"""What renderers know: décisions and référentiels as plain values, already in words. None can change a verdict."""

from fractions import Fraction
from typing import NamedTuple

from clea_cli.vues.evaluations import Evaluations

Points = int | Fraction


def fraction(obtenus: Points, total: Points) -> str:
    """Write points over points; « 7/2 sur 5 » where a second bar would be read wrongly."""
    entiers = isinstance(obtenus, int) and isinstance(total, int)
    return f"{obtenus}/{total}" if entiers else f"{obtenus} sur {total}"


def pourcent(part: Fraction) -> str:
    """A share as a percentage, cut to one decimal: rounding would show 75 % for a refusal."""
    milliemes = int(part * 1000)
    return f"{milliemes // 10},{milliemes % 10} %"


class PointsVus(NamedTuple):
    """The points of a level. `requis` and `statut` are None where the rule does not look."""

    obtenus: Points
    possibles: Points
    total: Points
    requis: Points | None
    statut: str | None

    def __str__(self) -> str:
        """The fraction first, then the percentage."""
        return f"{fraction(self.obtenus, self.total)} ({pourcent(Fraction(self.obtenus) / self.total)})"


class Ecart(NamedTuple):
    """A critère that is not acquired: `resultat` is `non_acquis` or `non_evalue`, `mots` the same for a person."""

    code: str
    libelle: str
    domaine: str
    resultat: str
    mots: str


class SousDomaineVu(NamedTuple):
    """A sous-domaine; `statut` is None where the rule does not look."""

    code: str
    libelle: str
    points: PointsVus


class DomaineVu(NamedTuple):
    """A domaine; `mots` is its statut for a person, `manque` says what it still wants, a sentence each."""

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


class Rapport(NamedTuple):
    """One candidate's verdict with all that explains it; `explications` are sentences, the first one says why."""

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
    """What made the verdicts: the tool, the référentiel and the rule, with where they come from."""

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


class Resultats(NamedTuple):
    """All that one `clea score` has to say; `refuses` counts the files that gave no verdict."""

    provenance: Provenance
    rapports: tuple[Rapport, ...]
    refuses: int


class LigneVue(NamedTuple):
    """A line of a référentiel: `niveau` 0 for a domaine, 1 for a sous-domaine, 2 for a critère."""

    niveau: int
    code: str
    libelle: str
    remarque: str
    ajouts: tuple[str, ...] = ()  # what a contexte says beside it


class FicheReferentiel(NamedTuple):
    """A référentiel to be read: what it is, a paragraph for each fact, and its lines."""

    titre: str
    faits: tuple[tuple[str, str], ...]
    lignes: tuple[LigneVue, ...]


class FichierVerifie(NamedTuple):
    """A référentiel's file that was verified; what it holds, if no error refused it.

    `texte` is the file's, to quote its lines; `resume` says in a line what it holds, `a_confirmer` what still wants a
    look at the official text, a sentence each.
    """

    source: str
    texte: str
    correct: bool
    referentiel: str = ""
    version: str = ""
    empreinte: str = ""
    resume: str = ""
    a_confirmer: tuple[str, ...] = ()


class LigneDecrite(NamedTuple):
    """A line of a référentiel with all that it says of itself, and the lines below it.

    `niveau` is « domaine », « sous-domaine » or « critère »; `certitude` is a key, `mots` the same for a person.
    `points` are those of all its critères. `remplace` are codes of the version before, `filiation` says so.
    """

    niveau: str
    code: str
    libelle: str
    certitude: str
    mots: str
    sources: tuple[str, ...]
    note: str
    points: Points
    remplace: tuple[str, ...]
    filiation: str
    lignes: tuple["LigneDecrite", ...]


class RegleDecrite(NamedTuple):
    """A rule in sentences: when a domaine is mastered, when a candidate is certifiable, and what is not sure of it."""

    id: str
    libelle: str
    defaut: bool
    phrases: tuple[str, ...]
    sources: tuple[str, ...]
    verifiee_le: str


class ExigenceDecrite(NamedTuple):
    """The points that each rule requires at one level, in the rules' order; an empty text where it does not look."""

    niveau: str
    code: str
    libelle: str
    total: Points
    requis: tuple[str, ...]


class SourceDecrite(NamedTuple):
    """A document that lines and rules refer to; `lien` is where a browser finds it, if anywhere."""

    id: str
    titre: str
    editeur: str
    adresse: str
    lien: str


class ExempleDecrit(NamedTuple):
    """A verdict decided by hand: the grille in words, the rule, the verdict in words."""

    libelle: str
    grille: str
    regle: str
    verdict: str


class ReferentielDecrit(NamedTuple):
    """A whole référentiel to be read: `mots_etat` is `etat` for a person, `contenu` says in a line what it holds.

    `verifie_le` is the last day that a rule of it was checked, if any.
    `certitudes` counts the critères: (key, words, number), the surest first. `echelle` gives each answer its synonyms.
    """

    id: str
    version: str
    libelle: str
    certificateur: str
    etat: str
    mots_etat: str
    avertissement: str
    empreinte: str
    succede: str
    modalites: str
    verifie_le: str
    contenu: str
    certitudes: tuple[tuple[str, str, int], ...]
    echelle: tuple[tuple[str, tuple[str, ...]], ...]
    sources: tuple[SourceDecrite, ...]
    regles: tuple[RegleDecrite, ...]
    exigences: tuple[ExigenceDecrite, ...]
    domaines: tuple[LigneDecrite, ...]
    exemples: tuple[ExempleDecrit, ...]
