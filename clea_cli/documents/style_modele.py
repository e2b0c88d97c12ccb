"""The shape of `style.yaml`, key by key: every one may be left out."""

import re
import unicodedata
from functools import partial
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, WithJsonSchema

from clea_cli.sources.modele import Modele, exiger

_COULEUR = "^#[0-9A-Fa-f]{6}$"
_LIGNE_MAX = 120  # letters of the head or the foot of a page
# Categories of Unicode: control characters, what ends a line or a paragraph, halves of letters.
_COUPENT = frozenset({"Cc", "Zl", "Zp", "Cs"})


def _couleur(texte: str) -> str:
    conseil = (
        "une couleur s'écrit avec # et six chiffres ou lettres de a à f, "
        'entre guillemets : "#1f4e79".'
    )
    exiger(re.fullmatch(_COULEUR, texte), conseil)
    return texte


def _ligne(texte: str) -> str:
    exiger(texte.strip(), "écrivez un texte, il est vide.")
    invisibles = {unicodedata.category(lettre) for lettre in texte} & _COUPENT
    exiger(not invisibles, "écrivez une seule ligne, sans tabulation ni caractère invisible.")
    exiger(len(texte) <= _LIGNE_MAX, f"écrivez {_LIGNE_MAX} lettres au plus, pour une ligne.")
    return texte


def _millimetres(minimum: int, maximum: int, valeur: int) -> int:
    exiger(minimum <= valeur <= maximum, f"écrivez de {minimum} à {maximum} millimètres.")
    return valeur


LargeurDeLogo = Annotated[
    int,
    AfterValidator(partial(_millimetres, 10, 80)),
    WithJsonSchema({"type": "integer", "minimum": 10, "maximum": 80, "examples": [40]}),
]
MargesEcrites = Annotated[
    int,
    AfterValidator(partial(_millimetres, 10, 40)),
    WithJsonSchema({"type": "integer", "minimum": 10, "maximum": 40, "examples": [20]}),
]
CouleurEcrite = Annotated[
    str,
    AfterValidator(_couleur),
    WithJsonSchema({"type": "string", "pattern": _COULEUR, "examples": ["#1f4e79"]}),
]
LigneDePage = Annotated[
    str,
    AfterValidator(_ligne),
    WithJsonSchema(
        {"type": "string", "pattern": "\\S", "maxLength": _LIGNE_MAX, "examples": ["Notre atelier"]}
    ),
]


class LogoModele(Modele):
    """Where the logo stands, and how wide."""

    place: Literal["gauche", "centre", "droite"] | None = Field(
        None, description="Où il se met en haut de la première page."
    )
    largeur: LargeurDeLogo | None = Field(
        None, description="Sa largeur, en millimètres : de 10 à 80."
    )


class CouleursModele(Modele):
    """Two colours."""

    principale: CouleurEcrite | None = Field(None, description="Celle des titres.")
    secondaire: CouleurEcrite | None = Field(
        None, description="Celle du bord des encadrés, du haut et du bas des pages."
    )


class StyleModele(Modele):
    """A whole file."""

    schema_: Literal["clea/style/1"] = Field(alias="schema", description="Ce qu'est ce fichier.")
    logo: LogoModele | None = Field(None, description="La place et la largeur de logo.png.")
    police: Literal["Source Sans Pro", "Libertinus Serif", "New Computer Modern"] | None = Field(
        None, description="La police du PDF et du HTML."
    )
    couleurs: CouleursModele | None = Field(
        None, description="Deux couleurs, assez foncées pour se lire sur du blanc."
    )
    marges: MargesEcrites | None = Field(
        None, description="Les marges, en millimètres : de 10 à 40."
    )
    tete: LigneDePage | None = Field(None, description="Une ligne en haut de chaque page.")
    pied: LigneDePage | None = Field(None, description="Une ligne en bas de chaque page.")
