"""The référentiels that ship with the program: what is known of them without reading them."""

import json
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from clea_cli.referentiel.referentiel import Etat
from clea_cli.sources.mots import forme_comparable

DEFAUT = "clea"

_ICI = Path(__file__).resolve().parent.parent
DOSSIER = next(
    dossier for dossier in (_ICI / "referentiels", _ICI.parent / "referentiels") if dossier.is_dir()
)

VALEURS = DOSSIER / "valeurs"  # of each file, as its YAML is read; a test says that they agree
# made of the models; a test says that they agree
SCHEMA = DOSSIER / "schema" / "referentiel-v1.json"
SCHEMA_DE_CONTEXTE = SCHEMA.with_name("contexte-v1.json")


class Livre(NamedTuple):
    """A référentiel that ships with the program, verified when it was made: what is known without reading it."""

    fichier: str
    empreinte: str
    version: str
    libelle: str
    etat: Etat
    criteres: int


@cache
def livres() -> dict[str, Livre]:
    """The référentiels that ship, by id."""
    manifeste = json.loads((DOSSIER / "manifeste.json").read_text(encoding="utf-8"))
    return {
        identifiant: Livre(**champs | {"etat": Etat(champs["etat"])})
        for identifiant, champs in manifeste.items()
    }


def valeurs(empreinte: str) -> dict[str, Any] | None:
    """The values of the shipped YAML of that SHA-256, or None. Read as YAML, they would cost more than a score."""
    identifiant = next((i for i, livre in livres().items() if livre.empreinte == empreinte), None)
    if identifiant is None:
        return None
    lues: dict[str, Any] = json.loads((VALEURS / f"{identifiant}.json").read_bytes())
    return lues


def identifier(nom: str) -> str | None:
    """Return the id of the shipped référentiel that goes by `nom` (« CléA Numérique », « clea-numerique »), or None."""
    cherche = forme_comparable(nom)
    return next((i for i in livres() if cherche == forme_comparable(i)), None)
