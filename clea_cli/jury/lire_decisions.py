"""The sheet of decisions, as the jury filled it."""

from clea_cli.diagnostics import Outcome
from clea_cli.jury.session import FEUILLE, VOTES, LigneDecision
from clea_cli.sources import table

_NOMS = {
    **dict.fromkeys(("dossier", "reference"), "dossier"),
    "proposition": "proposition",
    "decision": "decision",
    "motif": "motif",
    **{f"votes {college.value}": nom for college, nom in VOTES.items()},
}


def lire(contenu: bytes, source: str) -> Outcome[tuple[LigneDecision, ...]]:
    """Read a sheet; empty rows are left out. Errors: those of a table."""
    lue = table.lire(contenu, source, _NOMS, {"dossier": "dossier", "decision": "decision"})
    if lue.value is None:
        return lue.refus()
    connues = set(lue.value.colonnes.values())
    inconnues = {}
    for rang, titre in enumerate(lue.value.titres.valeurs):
        if titre and rang not in connues:
            inconnues[titre] = rang
    lignes = []
    for ligne in lue.value.lignes:
        if any(map(str.strip, ligne.valeurs)):
            cellules = {nom: lue.value.cellule(ligne, nom) for nom in FEUILLE}
            autres = {titre: ligne.cellule(rang).valeur for titre, rang in inconnues.items()}
            lignes.append(LigneDecision(cellules, autres))
    return Outcome(tuple(lignes))
