"""The sheet of decisions, as the jury filled it."""

from collections.abc import Mapping
from typing import NamedTuple

from clea_cli.diagnostics import Outcome
from clea_cli.jury.session import FEUILLE, VOTES, LigneDecision
from clea_cli.sources import table
from clea_cli.sources.table import Table

_NOMS = {
    **dict.fromkeys(("dossier", "reference"), "dossier"),
    "proposition": "proposition",
    "decision": "decision",
    "motif": "motif",
    "code": "code",
    **{f"votes {college.value}": nom for college, nom in VOTES.items()},
}


# Words of headings that decide something: such a column is never passed over.
_PARLENT = frozenset({"decision", "decisions", "vote", "votes"})


class DecisionsLues(NamedTuple):
    """A sheet: where its columns stand (from 0), and its rows that are not empty.

    `feuille` is its name in a workbook, `titres` the row of its headings.
    """

    colonnes: Mapping[str, int]
    lignes: tuple[LigneDecision, ...]
    feuille: str
    titres: int


def lire(contenu: bytes, source: str) -> Outcome[DecisionsLues]:
    """Read a sheet; empty rows are left out. Errors: those of a table, J624."""
    lue = table.lire(contenu, source, _NOMS, {"dossier": "dossier", "decision": "decision"})
    if lue.value is None:
        return lue.refus()
    if meconnus := tuple(table.titres_meconnus(lue.value, _NOMS, _PARLENT)):
        return Outcome(None, meconnus)
    table_lue = lue.value
    lignes = _lignes(table_lue)
    return Outcome(
        DecisionsLues(table_lue.colonnes, lignes, table_lue.feuille, table_lue.titres.rang)
    )


def _lignes(lue: Table) -> tuple[LigneDecision, ...]:
    connues = set(lue.colonnes.values())
    lignes = []
    for ligne in lue.lignes:
        if not any(map(str.strip, ligne.valeurs)):
            continue
        cellules = {nom: lue.cellule(ligne, nom) for nom in FEUILLE}
        ailleurs = [texte for rang, texte in enumerate(ligne.valeurs) if rang not in connues]
        lignes.append(LigneDecision(cellules, any(map(str.strip, ailleurs))))
    return tuple(lignes)
