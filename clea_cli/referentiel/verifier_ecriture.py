"""What YAML reads, and its author did not mean: a text that a « # » cuts, after a space."""

import re
from collections.abc import Iterator
from typing import Any

from clea_cli.diagnostics import Diagnostic, Position, court, diagnostic
from clea_cli.sources.texte import Chemin
from clea_cli.sources.yaml_source import DocumentYaml

# « # 1 » is a comment, as anybody writes one; « #1 » after words is most often a number.
_SUITE = re.compile(r"\s+(?P<suite>#[^\s#!].*)")


def fautes(document: DocumentYaml) -> Iterator[Diagnostic]:
    """Yield a warning R341 for each text without quotes that a comment seems to cut."""
    lignes = document.texte.splitlines()
    for chemin, valeur in _textes((), document.racine):
        position = document.position(chemin)
        ecrit = _a_partir_de(position, lignes)
        # Between quotes, or on several lines, a text begins otherwise.
        if not ecrit.startswith(valeur):
            continue
        apres = ecrit.removeprefix(valeur)
        coupe = _SUITE.fullmatch(apres)
        if coupe:
            suite = court(coupe["suite"])
            yield diagnostic("R341", position, texte=court(valeur), suite=suite)


def _a_partir_de(position: Position, lignes: list[str]) -> str:
    """What stands on a line from a place on; nothing past the end."""
    # A position counts from 1.
    rang = (position.ligne or 1) - 1
    debut = (position.colonne or 1) - 1
    if rang >= len(lignes):
        return ""
    return lignes[rang][debut:]


def _textes(chemin: Chemin, valeur: Any) -> Iterator[tuple[Chemin, str]]:
    """Every text, and the way to it."""
    if isinstance(valeur, str) and valeur:
        yield chemin, valeur
    elif isinstance(valeur, dict):
        for cle, dessous in valeur.items():
            yield from _textes((*chemin, cle), dessous)
    elif isinstance(valeur, list):
        for rang, dessous in enumerate(valeur):
            yield from _textes((*chemin, rang), dessous)
