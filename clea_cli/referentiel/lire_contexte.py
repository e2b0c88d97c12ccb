"""A contexte built from the values of its YAML."""

from collections.abc import Mapping
from typing import Any

from clea_cli.referentiel.contexte import Contexte, Surcouche

_SCHEMA = "clea/contexte/"


def est_un_contexte(racine: object) -> bool:
    """Whether a file says that it is a contexte, of whatever version; else it is a référentiel."""
    if not isinstance(racine, dict):
        return False
    schema = str(racine.get("schema"))
    return schema.startswith(_SCHEMA)


def construire(racine: Mapping[str, Any]) -> Contexte:
    """Build the contexte of values whose shape was verified."""
    return Contexte(
        id=racine["id"],
        version=racine["version"],
        libelle=racine["libelle"],
        etend=racine["etend"],
        version_etendue=racine["version_etendue"],
        lignes={code: _surcouche(ligne) for code, ligne in racine["lignes"].items()},
    )


def _surcouche(ligne: Mapping[str, Any]) -> Surcouche:
    return Surcouche(
        libelle=ligne.get("libelle") or "",
        libelle_local=ligne.get("libelle_local") or "",
        situations=tuple(ligne.get("situations", ())),
        ressources=tuple(ligne.get("ressources", ())),
    )
