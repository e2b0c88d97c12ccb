"""The JSON Schema of a model, for editors: they complete and explain the keys of a YAML file.

Draft-07 is what the editors' YAML extensions know best. `make manifeste` writes the schema that
ships; the descriptions are those of the models' fields, in French, and what pydantic says in
English of its own accord is left out.
"""

from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema

DIALECTE = "http://json-schema.org/draft-07/schema#"
_MOT_A_MOT = frozenset({"const", "default", "enum", "examples", "required"})  # values, not schemas
_DES_CLASSES = frozenset({"title", "description"})  # what pydantic takes of a class: name, docstring


class _SansTitres(GenerateJsonSchema):
    def field_title_should_be_set(self, schema: object) -> bool:
        """No field wants a title: a key is its own."""
        return False


def schema(modele: type[BaseModel], titre: str) -> dict[str, Any]:
    """Return the draft-07 schema of a model as plain data, under a French title."""
    racine = modele.model_json_schema(
        ref_template="#/definitions/{model}",
        schema_generator=_SansTitres,
    )
    groupes = racine.pop("$defs", {})
    definitions = {nom: _groupe(groupe) for nom, groupe in groupes.items()}
    return {"$schema": DIALECTE, "title": titre, **_groupe(racine), "definitions": definitions}


def _groupe(noeud: dict[str, Any]) -> dict[str, Any]:
    """The schema of a model, without its class's name and docstring."""
    traduit: dict[str, Any] = {}
    for cle, valeur in noeud.items():
        if cle not in _DES_CLASSES:
            traduit[cle] = _traduire(valeur, cle)
    return traduit


def _traduire(valeur: Any, cle: str) -> Any:
    if cle in _MOT_A_MOT:
        return valeur
    if cle == "properties":
        return {nom: _noeud(propriete) for nom, propriete in valeur.items()}
    if isinstance(valeur, list):
        return [_noeud(element) for element in valeur]
    if isinstance(valeur, dict):
        return _noeud(valeur)
    return valeur


def _noeud(noeud: dict[str, Any]) -> dict[str, Any]:
    """One schema, in the words of draft-07."""
    traduit: dict[str, Any] = {}
    for cle, valeur in noeud.items():
        # A default of None is a key that may be left out.
        if (cle, valeur) != ("default", None):
            traduit[cle] = _traduire(valeur, cle)
    # Draft-07 ignores whatever stands beside a `$ref`, so the reference is put in an `allOf`.
    if "$ref" in traduit and len(traduit) > 1:
        reference = {"$ref": traduit.pop("$ref")}
        return {"allOf": [reference], **traduit}
    return traduit
