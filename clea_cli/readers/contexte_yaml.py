"""A contexte built from the values of its YAML."""

from collections.abc import Mapping
from typing import Any

from clea_cli.contexte import Contexte, Surcouche
from clea_cli.readers.yaml_source import Document

_SCHEMA = "clea/contexte/"


def est_un_contexte(document: Document) -> bool:
    """Whether a file says that it is a contexte, of whatever version; anything else is read as a référentiel."""
    return isinstance(document.racine, dict) and str(document.racine.get("schema")).startswith(_SCHEMA)


def construire(document: Document) -> Contexte:
    """Build the contexte of a document whose shape was verified."""
    racine: Mapping[str, Any] = document.racine
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
