"""`clea referentiel exporter --format csv`: one fact a row, then one line of the grid a row.

The facts are those of the YAML: the way to the value, its steps joined by « / » (ranks from 1), then the value. The
lines follow an empty row, under their titles. Only what a spreadsheet would execute is changed: see `tableur_csv`.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from clea_cli.sorties.tableur_csv import ecrire

_SIMPLES = (
    "libelle_court",
    "pictogramme",
    "phrase_simple",
)  # for the candidate, of domaines and sous-domaines
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
_DESSOUS = {
    "domaine": ("sous_domaine", "sous_domaines"),
    "sous_domaine": ("critere", "criteres"),
}  # level and key
_RIEN = "aucun"  # what a critère replaces when it says that it replaces nothing


def rendre(donnees: Mapping[str, Any]) -> bytes:
    """Write the data of a référentiel as rows."""
    entete = {cle: valeur for cle, valeur in donnees.items() if cle != "domaines"}
    return ecrire([*_faits((), entete), [], _TITRES, *_lignes("domaine", donnees["domaines"])])


def _faits(chemin: tuple[str, ...], valeur: Any) -> Iterator[list[str]]:
    """A row for each value under `chemin`; a list of texts is one row, an empty list or group its way alone."""
    if isinstance(valeur, Mapping) and valeur:
        for cle, element in valeur.items():
            yield from _faits((*chemin, cle), element)
    elif isinstance(valeur, list) and any(isinstance(element, Mapping) for element in valeur):
        for rang, element in enumerate(valeur, start=1):
            yield from _faits((*chemin, str(rang)), element)
    else:
        yield [
            "/".join(chemin),
            *map(_cellule, valeur if isinstance(valeur, list | Mapping) else [valeur]),
        ]


def _cellule(valeur: str | int) -> str:
    return "true" if valeur is True else str(valeur)


def _lignes(niveau: str, lignes: Iterable[Mapping[str, Any]]) -> Iterator[list[str]]:
    for ligne in lignes:
        yield [
            niveau,
            ligne["code"],
            ligne["libelle"],
            str(ligne.get("points", "")),
            ligne["certitude"],
            " ".join(ligne.get("sources", ())),
            ligne.get("note", ""),
            " ".join(ligne["remplace"]) or _RIEN if "remplace" in ligne else "",
            *(ligne.get(cle, "") for cle in _SIMPLES),
        ]
        if niveau in _DESSOUS:
            dessous, cle = _DESSOUS[niveau]
            yield from _lignes(dessous, ligne[cle])
