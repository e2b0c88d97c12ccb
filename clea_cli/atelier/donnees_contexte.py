"""A contexte as the keys and values of its YAML, each line with a copy of its official label.

The copy lets whoever reads the export know which line it is, and the verification that it is still
that one.
"""

from typing import Any

from clea_cli.referentiel.contexte import Contexte, Surcouche
from clea_cli.referentiel.referentiel import Referentiel

_SCHEMA = "clea/contexte/1"


def donnees(contexte: Contexte, base: Referentiel) -> dict[str, Any]:
    """Write a contexte as plain data, in the order of the base, without lines that it leaves."""
    lignes = {}
    for ligne in base.lignes:
        surcouche = contexte.lignes.get(ligne.code)
        if surcouche is not None:
            lignes[ligne.code] = _surcouche(ligne.libelle, surcouche)
    return {
        "schema": _SCHEMA,
        "id": contexte.id,
        "version": contexte.version,
        "libelle": contexte.libelle,
        "etend": contexte.etend,
        "version_etendue": contexte.version_etendue,
        "lignes": lignes,
    }


def lignes_a_remplir(base: Referentiel) -> dict[str, str]:
    """The official label of every line of the base, by its code, for who fills a table."""
    return {ligne.code: ligne.libelle for ligne in base.lignes}


def _surcouche(officiel: str, surcouche: Surcouche) -> dict[str, Any]:
    dite: dict[str, Any] = {"libelle": officiel}
    if surcouche.libelle_local:
        dite["libelle_local"] = surcouche.libelle_local
    if surcouche.situations:
        dite["situations"] = list(surcouche.situations)
    if surcouche.ressources:
        dite["ressources"] = list(surcouche.ressources)
    return dite
