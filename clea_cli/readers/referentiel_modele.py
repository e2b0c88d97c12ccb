"""The shape of a référentiel's YAML, key by key: what is accepted before its meaning is looked at.

Pydantic is slow to import, so the référentiels that ship, verified when they were made, do not come this way.
"""

import re
from collections.abc import Callable, Iterator
from datetime import date
from fractions import Fraction
from types import UnionType
from typing import Annotated, Any, Literal, get_args, get_origin

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from pydantic_core import ErrorDetails, PydanticCustomError

from clea_cli.diagnostics import Diagnostic, court, diagnostic
from clea_cli.proches import conseil_proche, plus_proche
from clea_cli.readers.yaml_source import Chemin, Document, nature

POINTS_MAX = 100
_SEUIL = re.compile(r"([0-9]{1,4})/([0-9]{1,4})")
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


def _seuil(texte: str) -> str:
    trouve = _SEUIL.fullmatch(texte)
    _exiger(
        trouve and 0 < int(trouve[1]) <= int(trouve[2]),
        'un seuil est une fraction entre 0 et 1, entre guillemets : "75/100".',
    )
    return texte


def _points(valeur: object) -> object:
    """A positive whole number, or a fraction written "1/2"; the bounds keep the sums of points small."""
    trouve = _SEUIL.fullmatch(valeur) if isinstance(valeur, str) else None
    entier = isinstance(valeur, int) and not isinstance(valeur, bool) and 1 <= valeur <= POINTS_MAX
    fraction = trouve and 1 <= int(trouve[2]) <= 10 and 0 < Fraction(trouve[0]) <= POINTS_MAX
    _exiger(entier or fraction, f'des points sont un nombre entier de 1 à {POINTS_MAX}, ou une fraction : "1/2".')
    return valeur


def _date(texte: str) -> str:
    try:
        date.fromisoformat(texte)
    except ValueError:
        _exiger(None, "une date s'écrit année-mois-jour : 2026-11-23.")
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
Seuil = Annotated[str, AfterValidator(_seuil)]
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


class ReferentielModele(_Modele):
    """A whole file."""

    schema_: Literal["clea/referentiel/1"] = Field(alias="schema")
    id: Identifiant
    version: Texte
    libelle: Texte
    certificateur: Texte
    etat: Literal["publie", "brouillon", "annonce"]
    avertissement: Texte | None = None
    attendu: AttenduModele | None = None
    echelle: EchelleModele | None = None
    sources: list[SourceModele]
    regles: list[RegleModele]
    domaines: list[DomaineModele]
    exemples: list[ExempleModele]


_ATTENDUS = {
    "string_type": "un texte",
    "int_type": "un nombre entier",
    "bool_type": "true ou false",
    "list_type": "une liste",
    "dict_type": "un groupe de clés",
    "model_type": "un groupe de clés",
}


def fautes(document: Document) -> Iterator[Diagnostic]:
    """Yield every fault of shape of a référentiel, each at its place. Errors: R201-R204."""
    try:
        ReferentielModele.model_validate(document.racine)
    except ValidationError as erreur:
        details = erreur.errors(include_url=False)
        mal_ecrites = {_cle_visee(detail["loc"]) for detail in details if detail["type"] == "extra_forbidden"}
        for detail in details:
            if detail["type"] != "missing" or detail["loc"] not in mal_ecrites:
                yield _traduire(detail, document)


def _cle_visee(chemin: Chemin) -> Chemin:
    """The key that a misspelt one stands for: it is not missing as well."""
    return (*chemin[:-1], plus_proche(str(chemin[-1]), _champs(chemin[:-1])) or "")


def _traduire(detail: ErrorDetails, document: Document) -> Diagnostic:
    chemin: Chemin = detail["loc"]
    genre, valeur = detail["type"], detail["input"]
    if genre == "missing":
        return diagnostic("R202", document.position(chemin[:-1]), cle=chemin[-1])
    if genre == "extra_forbidden":
        conseil = conseil_proche(str(chemin[-1]), _champs(chemin[:-1]), "les clés possibles sont")
        return diagnostic("R201", document.position(chemin, cle=True), cle=chemin[-1], conseil=conseil)
    if attendu := _ATTENDUS.get(genre):
        en_texte = attendu == "un texte" and not isinstance(valeur, dict | list)
        conseil = f'écrivez-le entre guillemets : "{document.ecrit(chemin)}".' if en_texte else "corrigez cette valeur."
        return diagnostic("R203", document.position(chemin), attendu=attendu, recu=nature(valeur), conseil=conseil)
    return diagnostic(
        "R204",
        document.position(chemin),
        valeur=court(nature(valeur) if isinstance(valeur, dict | list) else str(valeur)),
        conseil=_conseil(detail),
    )


def _conseil(detail: ErrorDetails) -> str:
    contexte = detail.get("ctx", {})
    if detail["type"] == "literal_error":
        return f"valeurs admises : {contexte['expected'].replace(' or ', ' ou ').replace(chr(39), '')}."
    if detail["type"] == "too_short":
        return "la liste doit avoir au moins un élément."
    return str(contexte["conseil"])


def _champs(chemin: Chemin) -> list[str]:
    """The keys that may stand at `chemin`, found by walking the models."""
    modele: Any = ReferentielModele
    for etape in chemin:
        if isinstance(modele, type) and issubclass(modele, BaseModel):
            modele = modele.model_fields[str(etape)].annotation
        else:
            modele = get_args(modele)[-1]
        if get_origin(modele) is UnionType:
            modele = get_args(modele)[0]
    return [champ.alias or nom for nom, champ in modele.model_fields.items()]
