"""What the models of all our YAML files share: strictness, and the texts with a form of their own.

Each kind says the same thing three times over: a check with its advice, a JSON Schema for editors,
and an example that stands for a faulty value while the rest of the file is looked at. Whatever a
JSON Schema cannot say (a fraction above one) is no question of form: it belongs to what verifies.
"""

import re
from functools import partial
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, WithJsonSchema
from pydantic_core import PydanticCustomError

from clea_cli.sources.temps import conseil_du_jour, lire_jour

POINTS_MAX = 100

_HEURES_MAX = 2000

_CODE = "^[A-Za-z0-9]+(\\.[A-Za-z0-9]+)*$"
_IDENTIFIANT = "^[a-z0-9]+(-[a-z0-9]+)*$"
_SEUIL = "^[1-9][0-9]{0,3}/[1-9][0-9]{0,3}$"
_FRACTION = "^([1-9][0-9]?|100)/([1-9]|10)$"
_DATE = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
_VERSION = "^\\S+( \\S+)*$"
_NON_VIDE = "\\S"
_SIRET = "^[0-9]{14}$"
_LA_POSTE = "356000000"


class Modele(BaseModel):
    """A group of keys: an unknown one is refused, and no value is converted."""

    model_config = ConfigDict(strict=True, frozen=True, extra="forbid", hide_input_in_errors=True)


def exiger(condition: object, conseil: str) -> None:
    """Refuse a value, with its advice, unless the condition holds."""
    if not condition:
        raise _refus(conseil)


def _refus(conseil: str) -> PydanticCustomError:
    """The refusal of a value, that `forme` shows with its advice."""
    return PydanticCustomError("conseil", "{conseil}", {"conseil": conseil})


def _forme(modele: str, conseil: str, texte: str) -> str:
    exiger(re.fullmatch(modele, texte), conseil)
    return texte


def _non_vide(texte: str) -> str:
    exiger(texte.strip(), "écrivez un texte, il est vide.")
    return texte


def _date(texte: str) -> str:
    """A day of a file that programs share: one writing only."""
    ecriture = "une date s'écrit année-mois-jour : 2026-11-23."
    exiger(re.fullmatch(_DATE, texte), ecriture)
    exiger(lire_jour(texte), conseil_du_jour(texte, ecriture))
    return texte


def _jour(texte: str) -> str:
    """A day of a file that a person types: as in a grille."""
    exiger(lire_jour(texte), conseil_du_jour(texte))
    return texte


def _seuil(valeur: object) -> object:
    conseil = 'un seuil est une fraction de 0 à 1 entre guillemets : "75/100".'
    juste = isinstance(valeur, str) and re.fullmatch(_SEUIL, valeur)
    exiger(juste, conseil)
    return valeur


def _points(valeur: object) -> object:
    """A positive whole number, or a fraction "1/2"; the bounds keep the sums of points small."""
    conseil = (
        f"des points sont un nombre de 1 à {POINTS_MAX} sans guillemets,"
        ' ou une fraction entre guillemets : "1/2".'
    )
    if isinstance(valeur, str):
        exiger(re.fullmatch(_FRACTION, valeur), conseil)
    else:
        # A bool is an int to Python, and true to whoever typed it.
        entier = isinstance(valeur, int) and not isinstance(valeur, bool)
        admis = range(1, POINTS_MAX + 1)
        exiger(entier and valeur in admis, conseil)
    return valeur


def _heures(valeur: object) -> object:
    conseil = (
        f"des heures sont un nombre plus grand que 0, au plus {_HEURES_MAX}, sans guillemets : 3.5."
    )
    if not isinstance(valeur, int | float) or isinstance(valeur, bool):
        raise _refus(conseil)
    exiger(0 < valeur <= _HEURES_MAX, conseil)
    return valeur


def _au_moins_un(nombre: int) -> int:
    exiger(nombre >= 1, "écrivez un nombre entier, à partir de 1.")
    return nombre


def _synonyme(valeur: object) -> object:
    exiger(
        isinstance(valeur, str | int) and not isinstance(valeur, bool),
        'écrivez ce mot entre guillemets : "oui".',
    )
    return _non_vide(str(valeur))


def _siret(valeur: object) -> object:
    conseil = (
        "un SIRET est fait de 14 chiffres, le dernier contrôle les autres ;"
        ' entre guillemets : "12345678200010".'
    )
    if not isinstance(valeur, str) or not re.fullmatch(_SIRET, valeur):
        raise _refus(conseil)
    exiger(_cle_juste(valeur), conseil)
    return valeur


def _cle_juste(siret: str) -> bool:
    """Luhn's rule; La Poste's establishments follow one of their own."""
    chiffres = [int(chiffre) for chiffre in siret]
    # From the right, every second digit counts twice, and the digits of what that makes are added:
    # 7 makes 14, which makes 5, as 14 - 9 does.
    somme = sum(chiffres[::-2])
    for chiffre in chiffres[-2::-2]:
        double = 2 * chiffre
        somme += double - 9 if double > 9 else double
    if somme % 10 == 0:
        return True
    # Of La Poste's, the plain sum is a multiple of 5.
    return siret.startswith(_LA_POSTE) and sum(chiffres) % 5 == 0


Texte = Annotated[
    str,
    AfterValidator(_non_vide),
    WithJsonSchema({"type": "string", "pattern": _NON_VIDE}),
]
Version = Annotated[
    str,
    AfterValidator(
        partial(
            _forme, _VERSION, 'une version tient sur une ligne, sans espace au bord : "2020.1".'
        )
    ),
    WithJsonSchema({"type": "string", "pattern": _VERSION}),
]
Code = Annotated[
    str,
    AfterValidator(
        partial(
            _forme,
            _CODE,
            "un code est fait de lettres ou de chiffres séparés par des points : 1.2.3.",
        )
    ),
    WithJsonSchema({"type": "string", "pattern": _CODE}),
]
Identifiant = Annotated[
    str,
    AfterValidator(
        partial(
            _forme,
            _IDENTIFIANT,
            "un identifiant est en minuscules sans accent, avec des tirets : clea-75.",
        )
    ),
    WithJsonSchema({"type": "string", "pattern": _IDENTIFIANT}),
]
DateEcrite = Annotated[
    str,
    AfterValidator(_date),
    WithJsonSchema(
        {"type": "string", "format": "date", "pattern": _DATE, "examples": ["2026-11-23"]}
    ),
]
JourEcrit = Annotated[
    str,
    AfterValidator(_jour),
    WithJsonSchema({"type": "string", "examples": ["28/11/2026", "2026-11-28"]}),
]
Heures = Annotated[
    Any,
    BeforeValidator(_heures),
    WithJsonSchema(
        {"type": "number", "exclusiveMinimum": 0, "maximum": _HEURES_MAX, "examples": [3.5]}
    ),
]
NombrePositif = Annotated[
    int,
    AfterValidator(_au_moins_un),
    WithJsonSchema({"type": "integer", "minimum": 1, "examples": [1]}),
]
Seuil = Annotated[
    Any,
    BeforeValidator(_seuil),
    WithJsonSchema({"type": "string", "pattern": _SEUIL, "examples": ["75/100"]}),
]
PointsEcrits = Annotated[
    Any,
    BeforeValidator(_points),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "integer", "minimum": 1, "maximum": POINTS_MAX},
                {"type": "string", "pattern": _FRACTION, "examples": ["1/2"]},
            ],
            "examples": [1],
        }
    ),
]
Synonyme = Annotated[
    Any,
    BeforeValidator(_synonyme),
    WithJsonSchema(
        {
            "anyOf": [{"type": "string", "pattern": _NON_VIDE}, {"type": "integer"}],
            "examples": ["oui"],
        }
    ),
]
Siret = Annotated[
    Any,
    BeforeValidator(_siret),
    WithJsonSchema({"type": "string", "pattern": _SIRET, "examples": ["12345678200010"]}),
]
