"""`clea referentiel exporter --format csv` of a contexte: its facts, then a row for each line."""

from collections.abc import Iterator, Mapping
from typing import Any

from clea_cli.sorties.tableur_csv import ecrire

_TITRES = ("code", "libelle", "libelle_local", "situations", "ressources")


def rendre(donnees: Mapping[str, Any], officiels: Mapping[str, str]) -> bytes:
    """Write the data of a contexte; `officiels` are all the labels of the base by their codes."""
    faits = [(cle, valeur) for cle, valeur in donnees.items() if cle != "lignes"]
    lignes = _lignes(donnees["lignes"], officiels)
    # An empty row between the facts and the headings.
    return ecrire([*faits, (), _TITRES, *lignes])


def _lignes(lignes: Mapping[str, Any], officiels: Mapping[str, str]) -> Iterator[tuple[str, ...]]:
    for code, officiel in officiels.items():
        dite = lignes.get(code, {})
        situations = " ; ".join(dite.get("situations", ()))
        ressources = " ; ".join(dite.get("ressources", ()))
        yield code, officiel, dite.get("libelle_local", ""), situations, ressources
