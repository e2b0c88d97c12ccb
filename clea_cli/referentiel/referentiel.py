"""A référentiel: what is assessed, and the rules that say when it is enough. Values only."""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from clea_cli.referentiel.contexte import Contexte

# Never a float: a verdict is exact; always an int where it is whole.
Points = int | Fraction


def simplifier(points: Points) -> Points:
    """Points as an int where they are whole, so that they are shown as one."""
    return points.numerator if points.denominator == 1 else points


def seuil_ecrit(seuil: Fraction) -> str:
    """A threshold as people write it, in hundredths if it can be: « 75/100 », not « 3/4 »."""
    en_centiemes = 100 % seuil.denominator == 0
    if en_centiemes:
        return f"{seuil * 100}/100"
    return f"{seuil.numerator}/{seuil.denominator}"


class Etat(StrEnum):
    """How far a référentiel may be trusted: official lines, a proposal, a name without a grid."""

    PUBLIE = "publie"
    BROUILLON = "brouillon"
    ANNONCE = "annonce"


class Certitude(StrEnum):
    """How sure a line is. Each line of a référentiel carries its own."""

    CONFIRME = "confirme"
    RECOUPE = "recoupe"
    UNE_SEULE_SOURCE = "une_seule_source"
    A_CONFIRMER = "a_confirmer"
    PROPOSITION = "proposition"


class Resultat(StrEnum):
    """The answer given for one critère."""

    ACQUIS = "acquis"
    NON_ACQUIS = "non_acquis"
    NON_EVALUE = "non_evalue"

    @property
    def libelle(self) -> str:
        """The answer as a person reads it."""
        libelles = {"acquis": "acquis", "non_acquis": "non acquis", "non_evalue": "non évalué"}
        return libelles[self.value]


class Source(NamedTuple):
    """A document that lines and rules refer to by `id`."""

    id: str
    titre: str
    editeur: str
    adresse: str


class Critere(NamedTuple):
    """The smallest thing assessed, worth `points`."""

    code: str
    libelle: str
    certitude: Certitude
    sources: tuple[str, ...]
    note: str
    points: Points
    # Codes of the version before; None: the same code, and nothing changed.
    remplace: tuple[str, ...] | None = None


class SousDomaine(NamedTuple):
    """A few critères under one heading."""

    code: str
    libelle: str
    certitude: Certitude
    sources: tuple[str, ...]
    note: str
    criteres: tuple[Critere, ...]
    # What it is about in plain words, with an example: ours, not official.
    phrase_simple: str = ""


class Domaine(NamedTuple):
    """What a candidate must master; one domaine never makes up for another."""

    code: str
    libelle: str
    certitude: Certitude
    sources: tuple[str, ...]
    note: str
    sous_domaines: tuple[SousDomaine, ...]
    # Its name for people who read with difficulty: ours, not official.
    libelle_court: str = ""
    # The name of a drawing of `sorties.pictogrammes`.
    pictogramme: str = ""

    @property
    def criteres(self) -> Iterator[Critere]:
        """The critères of the domaine, in the référentiel's order."""
        return (critere for sous_domaine in self.sous_domaines for critere in sous_domaine.criteres)


class SeuilPropre(NamedTuple):
    """The points that one sous-domaine requires, whatever the general threshold."""

    requis: Points
    certitude: Certitude
    sources: tuple[str, ...]
    note: str = ""


class Precision(NamedTuple):
    """How sure what a rule asks of a level is, and why.

    `niveau` is `domaine`, `sous_domaine` or `ensemble`; no `certitude`: that of the rule's sources.
    """

    niveau: str
    certitude: Certitude | None
    sources: tuple[str, ...]
    note: str


class Regle(NamedTuple):
    """When a domaine is mastered and when a candidate is certifiable.

    Thresholds are fractions of the points. A domaine is mastered when it reaches `seuil_domaine`
    (if any) and each of its sous-domaines reaches its own requirement (if the rule looks at them:
    `seuil_sous_domaine`, `comptes`, `obligatoires`). A candidate is certifiable when every domaine
    is mastered and all points reach `seuil_ensemble` (if any).
    """

    id: str
    libelle: str
    defaut: bool
    seuil_domaine: Fraction | None
    seuil_sous_domaine: Fraction | None
    comptes: Mapping[str, SeuilPropre]
    obligatoires: tuple[str, ...]
    seuil_ensemble: Fraction | None
    sources: tuple[str, ...]
    verifie_le: str
    # The last day that it was in force (ISO); empty: it still is.
    jusqu_a: str = ""
    precisions: tuple[Precision, ...] = ()

    @property
    def comptes_a_confirmer(self) -> tuple[str, ...]:
        """The sous-domaines whose count still wants a look at the official text, by code."""
        codes: list[str] = []
        for code, compte in self.comptes.items():
            if compte.certitude is Certitude.A_CONFIRMER:
                codes.append(code)
        return tuple(codes)

    @property
    def a_confirmer(self) -> bool:
        """Whether some of its counts still want such a look."""
        return bool(self.comptes_a_confirmer)

    @property
    def seuils_a_confirmer(self) -> tuple[str, ...]:
        """The levels whose threshold still wants such a look."""
        niveaux: list[str] = []
        for precision in self.precisions:
            if precision.certitude is Certitude.A_CONFIRMER:
                niveaux.append(precision.niveau)
        return tuple(niveaux)


class Succession(NamedTuple):
    """The version before, and the codes of its critères (`retires`) that nothing replaces."""

    version: str
    retires: tuple[str, ...]


class Appui(NamedTuple):
    """What a fact rests on."""

    certitude: Certitude
    sources: tuple[str, ...]


class Enregistrement(NamedTuple):
    """A certification's place in a national register. Days are ISO, empty where they are not known.

    `vu_le` is the last day that a source says that it was there; `precedents` are those that it
    follows.
    """

    repertoire: str
    numero: str
    depuis: str
    vu_le: str
    echeance: str
    certitude: Certitude
    sources: tuple[str, ...]
    note: str
    verifie_le: str
    precedents: tuple["Enregistrement", ...] = ()


class Modalites(NamedTuple):
    """How evaluations are held.

    Their longest durations (hours, all sequences added), and how long a domaine is kept.
    """

    prealable_heures_max: int
    finale_heures_max: int
    validite_ans: int
    certitude: Certitude
    sources: tuple[str, ...]
    # Of `validite_ans` alone, where it is more or less sure than the rest.
    validite: Appui | None = None
    note: str = ""
    verifie_le: str = ""


# Of a file that does not say them.
MODALITES_USUELLES = Modalites(
    prealable_heures_max=7,
    finale_heures_max=3,
    validite_ans=5,
    certitude=Certitude.A_CONFIRMER,
    sources=(),
)


class Exemple(NamedTuple):
    """A verdict decided by hand: all critères have the answer `defaut`, except `sauf` (by code)."""

    libelle: str
    regle: str | None
    defaut: Resultat
    sauf: tuple[tuple[str, Resultat], ...]
    verdict: str


class Referentiel(NamedTuple):
    """A certification's grid with its rules, as read from one YAML file of SHA-256 `empreinte`."""

    id: str
    version: str
    libelle: str
    certificateur: str
    etat: Etat
    avertissement: str
    empreinte: str
    attendu: Mapping[str, int]
    echelle: Mapping[Resultat, tuple[str, ...]]
    sources: tuple[Source, ...]
    regles: tuple[Regle, ...]
    domaines: tuple[Domaine, ...]
    exemples: tuple[Exemple, ...]
    succede: Succession | None = None
    modalites: Modalites | None = None
    # Raised by all that `version` does not say.
    revision: int = 1
    enregistrement: Enregistrement | None = None
    # Words that an answer may not be: they have two meanings.
    a_preciser: tuple[str, ...] = ()
    # When the lines were last read beside their sources (ISO).
    verifie_le: str = ""
    # What a branch says beside the lines; no verdict looks at it.
    contexte: Contexte | None = None

    @property
    def lignes(self) -> Iterator[Domaine | SousDomaine | Critere]:
        """Every line of the grid, each before those below it."""
        for domaine in self.domaines:
            yield domaine
            for sous_domaine in domaine.sous_domaines:
                yield sous_domaine
                yield from sous_domaine.criteres

    @property
    def sous_domaines(self) -> Iterator[SousDomaine]:
        """All sous-domaines, in order."""
        return (sous_domaine for domaine in self.domaines for sous_domaine in domaine.sous_domaines)

    @property
    def criteres(self) -> Iterator[Critere]:
        """All critères, in order. The rank of a critère here is its bit in a grille."""
        return (critere for domaine in self.domaines for critere in domaine.criteres)

    @property
    def nombre_de_sous_domaines(self) -> int:
        """How many sous-domaines there are."""
        return sum(len(domaine.sous_domaines) for domaine in self.domaines)

    @property
    def nombre_de_criteres(self) -> int:
        """How many critères there are."""
        return sum(1 for _ in self.criteres)

    @property
    def tenue(self) -> Modalites:
        """The modalités that apply: its own, or the usual ones."""
        return self.modalites or MODALITES_USUELLES

    def regle(self, identifiant: str | None) -> Regle | None:
        """Return the rule of that name, or the default one where no name is given, if there is."""
        for regle in self.regles:
            demandee = regle.defaut if identifiant is None else regle.id == identifiant
            if demandee:
                return regle
        return None
