"""The JSON Schema of a model, for editors: they complete and explain the keys of a YAML file.

Draft-07 is what the editors' YAML extensions know best. `make manifeste` writes the schemas that
ship; the descriptions are those of the models' fields, in French, and what pydantic says in
English of its own accord is left out.

An editor writes a key with its value where it can guess one. It guesses by `type`, without which it
writes no colon, and takes the first of the `examples`: a day that nobody checked must not be among
them.
"""

import re
from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema

DIALECTE = "http://json-schema.org/draft-07/schema#"
_ICI = "#/definitions/"
_JOUR = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{2}/[0-9]{2}/[0-9]{4}")
_MOT_A_MOT = frozenset({"const", "default", "enum", "examples", "required"})  # values, not schemas
# What pydantic takes of a class: its name, its docstring.
_DES_CLASSES = frozenset({"title", "description"})


class _SansTitres(GenerateJsonSchema):
    def field_title_should_be_set(self, schema: object) -> bool:
        """No field wants a title: a key is its own."""
        return False


def schema(modele: type[BaseModel], titre: str) -> dict[str, Any]:
    """Return the draft-07 schema of a model as plain data, under a French title."""
    racine = modele.model_json_schema(
        ref_template=f"{_ICI}{{model}}",
        schema_generator=_SansTitres,
    )
    # The word of later drafts for what draft-07 calls « definitions ».
    groupes = racine.pop("$defs", {})
    definitions = {nom: _groupe(groupe) for nom, groupe in groupes.items()}
    entier = {
        "$schema": DIALECTE,
        "title": titre,
        **_groupe(racine),
        "definitions": definitions,
    }
    deplie: dict[str, Any] = _deplier(entier, definitions)
    # What was put in its place everywhere is defined no more.
    cites = set(_renvois(deplie))
    retenues: dict[str, Any] = {}
    for nom, groupe in deplie["definitions"].items():
        if nom in cites:
            retenues[nom] = groupe
    deplie["definitions"] = retenues
    return deplie


def _deplier(noeud: Any, definitions: dict[str, Any]) -> Any:
    """Put a group of keys in the place of what refers to it and says more.

    An editor then writes its keys too.
    """
    if isinstance(noeud, list):
        return [_deplier(element, definitions) for element in noeud]
    if not isinstance(noeud, dict):
        return noeud
    deplie = {cle: _deplier(valeur, definitions) for cle, valeur in noeud.items()}
    match deplie.pop("allOf", None):
        case [{"$ref": renvoi}]:
            nom = renvoi.removeprefix(_ICI)
            groupe = _deplier(definitions[nom], definitions)
            # What the key says of itself comes before what its group says.
            return {**groupe, **deplie}
        case None:
            return deplie
        case autres:
            return {"allOf": autres, **deplie}


def _renvois(noeud: Any) -> Iterator[str]:
    """The names of what is referred to."""
    if isinstance(noeud, dict):
        if "$ref" in noeud:
            yield noeud["$ref"].removeprefix(_ICI)
        for cle, valeur in noeud.items():
            if cle not in _MOT_A_MOT:
                yield from _renvois(valeur)
    elif isinstance(noeud, list):
        for element in noeud:
            yield from _renvois(element)


def _groupe(noeud: dict[str, Any]) -> dict[str, Any]:
    """The schema of a model, without its class's name and docstring."""
    traduit: dict[str, Any] = {}
    for cle, valeur in noeud.items():
        if cle not in _DES_CLASSES:
            traduit[cle] = _traduire(valeur, cle)
    return traduit


def _traduire(valeur: Any, cle: str) -> Any:
    """What a key of a schema holds: a value, named schemas, several schemas, or one."""
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
    exemples = noeud.get("examples", ())
    des_jours = any(_JOUR.fullmatch(str(exemple)) for exemple in exemples)
    traduit: dict[str, Any] = {}
    for cle, valeur in noeud.items():
        # A default of None is a key that may be left out.
        if cle == "default" and valeur is None:
            continue
        # An editor would write the first of them.
        if cle == "examples" and des_jours:
            continue
        traduit[cle] = _traduire(valeur, cle)
    # Draft-07 ignores whatever stands beside a `$ref`: the reference waits in an `allOf`.
    if "$ref" in traduit and len(traduit) > 1:
        reference = {"$ref": traduit.pop("$ref")}
        return {"allOf": [reference], **traduit}
    return traduit
