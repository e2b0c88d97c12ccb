"""The shape of a référentiel's YAML, key by key: what is accepted before its meaning is looked at.

Pydantic is slow to import, so the référentiels that ship, verified when they were made, do not come this way.
"""

import re
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

POINTS_MAX = 100
_SEUIL = re.compile(r"([0-9]{1,4})/([0-9]{1,4})")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_CODE = re.compile(r"[A-Za-z0-9]+(\.[A-Za-z0-9]+)*")
_IDENTIFIANT = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def _exiger(condition: object, conseil: str) -> None:
    if not condition:
        raise PydanticCustomError("conseil", "{conseil}", {"conseil": conseil})


def _non_vide(texte: str) -> str:
    _exiger(texte.strip(), "écrivez un texte, il est vide.")
    return texte


def _forme(modele: re.Pattern[str], conseil: str) -> Callable[[str], str]:
    def verifier(texte: str) -> str:
        _exiger(modele.fullmatch(texte), conseil)
        return texte

    return verifier


def _seuil(valeur: object) -> object:
    trouve = _SEUIL.fullmatch(valeur) if isinstance(valeur, str) else None
    conseil = 'un seuil est une fraction de 0 à 1 entre guillemets : "75/100".'
    _exiger(trouve and 0 < int(trouve[1]) <= int(trouve[2]), conseil)
    return valeur


def _points(valeur: object) -> object:
    """A positive whole number, or a fraction written "1/2"; the bounds keep the sums of points small."""
    trouve = _SEUIL.fullmatch(valeur) if isinstance(valeur, str) else None
    entier = isinstance(valeur, int) and not isinstance(valeur, bool) and 1 <= valeur <= POINTS_MAX
    fraction = trouve and 1 <= int(trouve[2]) <= 10 and 0 < Fraction(trouve[0]) <= POINTS_MAX
    _exiger(entier or fraction, f'des points sont un nombre entier de 1 à {POINTS_MAX}, ou une fraction : "1/2".')
    return valeur


def _date(texte: str) -> str:
    try:
        valide = _DATE.fullmatch(texte) and date.fromisoformat(texte)
    except ValueError:
        valide = None
    _exiger(valide, "une date s'écrit année-mois-jour : 2026-11-23.")
    return texte


def _synonyme(valeur: object) -> object:
    _exiger(isinstance(valeur, str | int) and not isinstance(valeur, bool), 'écrivez ce mot entre guillemets : "oui".')
    return _non_vide(str(valeur))


Texte = Annotated[str, AfterValidator(_non_vide)]
Code = Annotated[
    str, AfterValidator(_forme(_CODE, "un code est fait de lettres ou de chiffres séparés par des points : 1.2.3."))
]
Identifiant = Annotated[
    str,
    AfterValidator(_forme(_IDENTIFIANT, "un identifiant est en minuscules sans accent, avec des tirets : clea-75.")),
]
Seuil = Annotated[Any, BeforeValidator(_seuil)]
PointsEcrits = Annotated[Any, BeforeValidator(_points)]
DateEcrite = Annotated[str, AfterValidator(_date)]
Synonyme = Annotated[Any, BeforeValidator(_synonyme)]
CertitudeEcrite = Literal["confirme", "recoupe", "une_seule_source", "a_confirmer", "proposition"]
ResultatEcrit = Literal["acquis", "non_acquis", "non_evalue"]
VerdictEcrit = Literal["certifiable", "non_certifiable", "indetermine"]


class _Modele(BaseModel):
    model_config = ConfigDict(strict=True, frozen=True, extra="forbid", hide_input_in_errors=True)


class AttenduModele(_Modele):
    """How many lines of each level the file should have."""

    domaines: int
    sous_domaines: int
    criteres: int


class EchelleModele(_Modele):
    """The words that may stand for each answer, besides its own name."""

    acquis: list[Synonyme]
    non_acquis: list[Synonyme]
    non_evalue: list[Synonyme]


class SourceModele(_Modele):
    """A document that the lines refer to."""

    id: Identifiant
    titre: Texte
    editeur: Texte
    adresse: Texte | None = None


class SeuilModele(_Modele):
    """What a rule asks of a domaine."""

    seuil: Seuil


class CompteModele(_Modele):
    """What a rule asks of one sous-domaine, in points."""

    requis: PointsEcrits
    sources: list[str] = Field(default_factory=list)
    certitude: CertitudeEcrite


class SeuilSousDomaineModele(_Modele):
    """What a rule asks of each sous-domaine."""

    seuil: Seuil
    exceptions: dict[str, CompteModele] = Field(default_factory=dict)
    obligatoires: list[Code] = Field(default_factory=list)


class EnsembleModele(_Modele):
    """What a rule asks of the whole grille, besides every domaine."""

    seuil: Seuil | None = None
    domaines: Literal["tous"]


class RegleModele(_Modele):
    """A way of reading the grille: when a domaine is mastered, when a candidate is certifiable."""

    id: Identifiant
    defaut: bool = False
    libelle: Texte
    domaine: SeuilModele | None = None
    sous_domaine: SeuilSousDomaineModele | None = None
    ensemble: EnsembleModele
    sources: list[str]
    verifie_le: DateEcrite


class LigneModele(_Modele):
    """What every line of the grid says of itself."""

    code: Code
    libelle: Texte
    sources: list[str] = Field(default_factory=list)
    certitude: CertitudeEcrite
    note: Texte | None = None


class CritereModele(LigneModele):
    """A critère, worth `points` (1 if nothing is said)."""

    points: PointsEcrits = 1
    remplace: list[Code] | None = None


class SousDomaineModele(LigneModele):
    """A sous-domaine and its critères."""

    criteres: list[CritereModele] = Field(min_length=1)


class DomaineModele(LigneModele):
    """A domaine and its sous-domaines."""

    sous_domaines: list[SousDomaineModele] = Field(min_length=1)


class SaufModele(_Modele):
    """The critères (by code) whose answer is not the example's default."""

    acquis: list[Code] = Field(default_factory=list)
    non_acquis: list[Code] = Field(default_factory=list)
    non_evalue: list[Code] = Field(default_factory=list)


class ExempleModele(_Modele):
    """A verdict decided by hand, run as a test of the référentiel."""

    libelle: Texte
    regle: Identifiant | None = None
    defaut: ResultatEcrit
    sauf: SaufModele
    verdict: VerdictEcrit


class SuccessionModele(_Modele):
    """The version before this one, and which of its critères are gone for good."""

    version: Texte
    retires: list[Code] = Field(default_factory=list)


class ReferentielModele(_Modele):
    """A whole file."""

    schema_: Literal["clea/referentiel/1"] = Field(alias="schema")
    id: Identifiant
    version: Texte
    libelle: Texte
    certificateur: Texte
    etat: Literal["publie", "brouillon", "annonce"]
    avertissement: Texte | None = None
    succede: SuccessionModele | None = None
    attendu: AttenduModele | None = None
    echelle: EchelleModele | None = None
    sources: list[SourceModele]
    regles: list[RegleModele]
    domaines: list[DomaineModele]
    exemples: list[ExempleModele]
