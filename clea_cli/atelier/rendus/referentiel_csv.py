"""`clea referentiel exporter --format csv`: one fact a row, then one line of the grid a row.

The facts are those of the YAML: the way to the value, its steps joined by « / » (ranks from 1),
then the value. The lines follow an empty row, under their titles. Only what a spreadsheet would
execute is changed: see `tableur_csv`.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from clea_cli.sorties.tableur_csv import ecrire

# For the candidate, of domaines and sous-domaines.
_SIMPLES = ("libelle_court", "pictogramme", "phrase_simple")
_TITRES = (
    "niveau",
    "code",
    "libelle",
    "points",
    "certitude",
    "sources",
    "note",
    "remplace",
    *_SIMPLES,
)
# The level below each, and its key.
_DESSOUS = {
    "domaine": ("sous_domaine", "sous_domaines"),
    "sous_domaine": ("critere", "criteres"),
}
# What a critère replaces when it says that it replaces nothing.
RIEN = "aucun"


def rendre(donnees: Mapping[str, Any]) -> bytes:
    """Write the data of a référentiel as rows."""
    entete = {cle: valeur for cle, valeur in donnees.items() if cle != "domaines"}
    faits = _faits((), entete)
    lignes = _lignes("domaine", donnees["domaines"])
    return ecrire([*faits, [], _TITRES, *lignes])


def _faits(chemin: tuple[str, ...], valeur: Any) -> Iterator[list[str]]:
    """A row for each value under `chemin`.

    A list of texts is one row, an empty list or group its way alone.
    """
    if isinstance(valeur, Mapping) and valeur:
        for cle, element in valeur.items():
            yield from _faits((*chemin, cle), element)
    elif _est_de_groupes(valeur):
        for rang, element in enumerate(valeur, start=1):
            yield from _faits((*chemin, str(rang)), element)
    else:
        # A group is empty here: it has no cell beside its way.
        valeurs = valeur if isinstance(valeur, list | Mapping) else [valeur]
        yield ["/".join(chemin), *map(_cellule, valeurs)]


def _est_de_groupes(valeur: Any) -> bool:
    """Whether a value is a list of groups, rather than of texts."""
    return isinstance(valeur, list) and any(isinstance(element, Mapping) for element in valeur)


def _cellule(valeur: str | int) -> str:
    return "true" if valeur is True else str(valeur)


def _lignes(niveau: str, lignes: Iterable[Mapping[str, Any]]) -> Iterator[list[str]]:
    """A row a line, each before those below it."""
    for ligne in lignes:
        remplace = ""
        if "remplace" in ligne:
            remplace = " ".join(ligne["remplace"]) or RIEN
        yield [
            niveau,
            ligne["code"],
            ligne["libelle"],
            str(ligne.get("points", "")),
            ligne["certitude"],
            " ".join(ligne.get("sources", ())),
            ligne.get("note", ""),
            remplace,
            *(ligne.get(cle, "") for cle in _SIMPLES),
        ]
        if niveau in _DESSOUS:
            dessous, cle = _DESSOUS[niveau]
            yield from _lignes(dessous, ligne[cle])
