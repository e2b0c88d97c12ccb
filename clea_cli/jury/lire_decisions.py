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
    ouverte = table.lire(contenu, source, _NOMS, {"dossier": "dossier", "decision": "decision"})
    if ouverte.value is None:
        return ouverte.refus()
    lue = ouverte.value
    if meconnus := tuple(table.titres_meconnus(lue, _NOMS, _PARLENT)):
        return Outcome(None, meconnus)
    lignes = _lignes(lue)
    return Outcome(DecisionsLues(lue.colonnes, lignes, lue.feuille, lue.titres.rang))


def _lignes(lue: Table) -> tuple[LigneDecision, ...]:
    """The rows that say something, in the columns of a sheet or elsewhere."""
    connues = set(lue.colonnes.values())
    lignes: list[LigneDecision] = []
    for ligne in lue.lignes:
        ecrites = {rang for rang, texte in enumerate(ligne.valeurs) if texte.strip()}
        if not ecrites:
            continue
        cellules = {nom: lue.cellule(ligne, nom) for nom in FEUILLE}
        ailleurs = bool(ecrites - connues)
        lignes.append(LigneDecision(cellules, ailleurs))
    return tuple(lignes)
