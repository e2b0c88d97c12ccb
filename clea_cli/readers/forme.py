"""The shape of a YAML document against a pydantic model: its faults in French, each at its place."""

from collections.abc import Iterator
from types import UnionType
from typing import Any, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from clea_cli.diagnostics import Diagnostic, court, diagnostic
from clea_cli.proches import conseil_proche, plus_proche
from clea_cli.readers.yaml_source import Chemin, Document, nature

_ATTENDUS = {
    "string_type": "un texte",
    "int_type": "un nombre entier",
    "bool_type": "true ou false",
    "list_type": "une liste",
    "dict_type": "un groupe de clés",
    "model_type": "un groupe de clés",
}


def fautes(modele: type[BaseModel], document: Document) -> Iterator[Diagnostic]:
    """Yield every fault of shape of a document, each at its place. Errors: R201-R204."""
    try:
        modele.model_validate(document.racine)
    except ValidationError as erreur:
        details = erreur.errors(include_url=False)
        visees = {_cle_visee(modele, detail["loc"]) for detail in details if detail["type"] == "extra_forbidden"}
        for detail in details:
            if detail["type"] != "missing" or detail["loc"] not in visees:
                yield _traduire(modele, detail, document)


def _cle_visee(modele: type[BaseModel], chemin: Chemin) -> Chemin:
    """The key that a misspelt one stands for: it is not missing as well."""
    return (*chemin[:-1], plus_proche(str(chemin[-1]), _champs(modele, chemin[:-1])) or "")


def _traduire(modele: type[BaseModel], detail: ErrorDetails, document: Document) -> Diagnostic:
    chemin: Chemin = detail["loc"]
    genre, valeur = detail["type"], detail["input"]
    if genre == "missing":
        return diagnostic("R202", document.position(chemin[:-1]), cle=chemin[-1])
    if genre == "extra_forbidden":
        conseil = conseil_proche(str(chemin[-1]), _champs(modele, chemin[:-1]), "les clés possibles sont")
        return diagnostic("R201", document.position(chemin, cle=True), cle=chemin[-1], conseil=conseil)
    if attendu := _ATTENDUS.get(genre):
        en_texte = attendu == "un texte" and not isinstance(valeur, dict | list)
        conseil = f'écrivez-le entre guillemets : "{document.ecrit(chemin)}".' if en_texte else "corrigez cette valeur."
        return diagnostic("R203", document.position(chemin), attendu=attendu, recu=nature(valeur), conseil=conseil)
    return diagnostic(
        "R204",
        document.position(chemin),
        valeur=_montrer(detail, document),
        conseil=_conseil(detail),
    )


def _montrer(detail: ErrorDetails, document: Document) -> str:
    """A value as it was typed."""
    valeur = detail["input"]
    if isinstance(valeur, dict | list):
        return nature(valeur)
    return court(valeur if isinstance(valeur, str) else document.ecrit(detail["loc"]))


def _conseil(detail: ErrorDetails) -> str:
    contexte = detail.get("ctx", {})
    if detail["type"] == "literal_error":
        return f"valeurs admises : {contexte['expected'].replace(' or ', ' ou ').replace(chr(39), '')}."
    if detail["type"] == "too_short":
        return "la liste doit avoir au moins un élément."
    return str(contexte["conseil"])


def _champs(racine: type[BaseModel], chemin: Chemin) -> list[str]:
    """The keys that may stand at `chemin`, found by walking the models from the root."""
    modele: Any = racine
    for etape in chemin:
        if isinstance(modele, type) and issubclass(modele, BaseModel):
            modele = modele.model_fields[str(etape)].annotation
        else:
            modele = get_args(modele)[-1]
        if get_origin(modele) is UnionType:
            modele = get_args(modele)[0]
    return [champ.alias or nom for nom, champ in modele.model_fields.items()]
