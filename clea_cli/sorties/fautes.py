"""Diagnostics for a person, and as plain data."""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any

from clea_cli.diagnostics import Diagnostic, Entree
from clea_cli.sorties.texte import Fragments, couper, et_autres, inoffensif

_MONTRES = 20  # a file; beyond, more lines would help nobody
_CITES = 66  # characters quoted of a line at fault
_AVANT = 40  # how many of them stand before the place
_MOT = re.compile(r'"[^"]*"|[^\s,:{}\[\]]+')


def en_texte(
    diagnostics: Iterable[Diagnostic],
    textes: Mapping[str, str] | None = None,
    *,
    toutes: bool = False,
) -> str:
    """Write diagnostics as `source:ligne:colonne: gravité CODE : message`, the advice below.

    The line at fault is quoted between the two where `textes` holds the text of the file. At most
    20 are shown a file; `toutes` lifts the limit.
    """
    lignes: list[str] = []
    for source, groupe in groupby(diagnostics, key=lambda faute: faute.position.source):
        fautes = list(groupe)
        texte = (textes or {}).get(source, "").splitlines()
        montrees = fautes if toutes else fautes[:_MONTRES]
        for faute in montrees:
            message, aide = _une(faute)
            lignes += [message, *_citation(faute, texte), aide]
        autres = len(fautes) - len(montrees)
        if autres > 0:
            lignes.append(f"  {et_autres(autres)}.")
    return "".join(f"{inoffensif(ligne)}\n" for ligne in lignes)


def _une(faute: Diagnostic) -> tuple[str, str]:
    """What is wrong and where, and what to do."""
    ici = faute.position
    parts = (ici.source, ici.ligne, ici.colonne)
    lieu = ":".join(str(part) for part in parts if part is not None)
    cellule = f" (cellule {ici.cellule})" if ici.cellule else ""
    message = f"{lieu}: {faute.gravite} {faute.code} : {faute.message}{cellule}"
    return message, f"  aide : {faute.aide}"


def _citation(faute: Diagnostic, texte: list[str]) -> Iterator[str]:
    """The line at fault with its neighbourhood cut to 72 columns, and a mark under the place."""
    ligne = faute.position.ligne or 0
    colonne = faute.position.colonne or 1
    if not 1 <= ligne <= len(texte):
        return
    # The passage around the place, and what shows that it was cut.
    citee = texte[ligne - 1].rstrip().replace("\t", " ")
    debut = max(0, min(colonne - 1 - _AVANT, len(citee) - _CITES))
    passage = citee[debut : debut + _CITES]
    avant = "…" if debut else ""
    apres = "…" if len(citee) > debut + _CITES else ""
    # The mark is as long as the word at the place.
    marque = colonne - 1 - debut
    mot = _MOT.match(passage[marque:])
    longueur = len(mot[0]) if mot else 1
    marge = f"  {ligne:>5} | "
    sous_la_marge = " " * (len(marge) - 2)
    yield f"{marge}{avant}{passage}{apres}"
    yield f"{sous_la_marge}| {' ' * (len(avant) + marque)}{'^' * longueur}"


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


def sans_faits(modele: str) -> str:
    """A template of the catalogue as it is read when nothing fills it."""
    return re.sub(r"\{\w+(:\w+)?\}", "…", modele)


def explication(entree: Entree) -> Fragments:
    """Explain a cause: what it says, why it is one, what to do, a wrong and a right example."""
    message = sans_faits(entree.message)
    aide = sans_faits(entree.aide)
    if aide == "…":
        aide = "le conseil dépend du cas ; il accompagne le message."
    suite = f"\n{'':14}"  # what begins the next line of a part
    fragments = [("\n  ", ""), (entree.code, "bold")]
    fragments.append((f"  {entree.slug} ({entree.gravite})\n", ""))
    for titre, texte in (("Message", message), ("Pourquoi", entree.pourquoi), ("Que faire", aide)):
        lignes = couper(f"{texte[0].upper()}{texte[1:]}", 64)
        fragments += _part(titre, suite.join(lignes), "")
    for titre, exemple, style in (("Faux", entree.faux, "red"), ("Juste", entree.juste, "green")):
        if exemple:
            fragments += _part(titre, exemple.replace("\n", suite), style)
    return [*fragments, ("\n", "")]


def _part(titre: str, texte: str, style: str) -> Fragments:
    return [(f"\n  {titre:12}", "bold"), (texte, style), ("\n", "")]
