"""Diagnostics for a person, and as plain data."""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from clea_cli.diagnostics import Diagnostic, Entree
from clea_cli.renderers.texte import Fragments, couper, inoffensif

_MONTRES = 20  # a file; beyond, more lines would help nobody


def en_texte(diagnostics: Iterable[Diagnostic]) -> str:
    """Write diagnostics as `source:ligne:colonne: gravité CODE : message`, the advice below; at most 20 a file."""
    lignes: list[str] = []
    for _, groupe in groupby(diagnostics, key=lambda faute: faute.position.source):
        fautes = list(groupe)
        for faute in fautes[:_MONTRES]:
            lignes += _une(faute)
        autres = len(fautes) - _MONTRES
        if autres > 0:
            lignes.append(f"  et {autres} autre{'s' if autres > 1 else ''}.")
    return "".join(f"{inoffensif(ligne)}\n" for ligne in lignes)


def _une(faute: Diagnostic) -> Iterator[str]:
    lieu = ":".join(
        str(part) for part in (faute.position.source, faute.position.ligne, faute.position.colonne) if part is not None
    )
    cellule = f" (cellule {faute.position.cellule})" if faute.position.cellule else ""
    yield f"{lieu}: {faute.gravite} {faute.code} : {faute.message}{cellule}"
    yield f"  aide : {faute.aide}"


def en_donnees(diagnostics: Iterable[Diagnostic]) -> list[dict[str, Any]]:
    """Give diagnostics as the objects of the JSON contract."""
    return [
        {
            "code": faute.code,
            "gravite": faute.gravite.value,
            "source": faute.position.source,
            "ligne": faute.position.ligne,
            "colonne": faute.position.colonne,
            "cellule": faute.position.cellule,
            "message": faute.message,
            "aide": faute.aide,
        }
        for faute in diagnostics
    ]


def explication(entree: Entree) -> Fragments:
    """Explain a cause: what it says, why it is one, what to do, a wrong and a right example."""
    message, aide = (re.sub(r"\{\w+(:\w+)?\}", "…", texte) for texte in (entree.message, entree.aide))
    fragments = [("\n  ", ""), (entree.code, "bold"), (f"  {entree.slug} ({entree.gravite})\n", "")]
    if aide == "…":
        aide = "le conseil dépend du cas ; il accompagne le message."
    for titre, texte in (("Message", message), ("Pourquoi", entree.pourquoi), ("Que faire", aide)):
        lignes = couper(f"{texte[0].upper()}{texte[1:]}", 64)
        fragments += [(f"\n  {titre:12}", "bold"), (f"\n{'':14}".join(lignes), ""), ("\n", "")]
    for titre, texte, style in (("Faux", entree.faux, "red"), ("Juste", entree.juste, "green")):
        if texte:
            fragments += [(f"\n  {titre:12}", "bold"), (texte.replace("\n", f"\n{'':14}"), style), ("\n", "")]
    return [*fragments, ("\n", "")]
