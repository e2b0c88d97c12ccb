"""The sheet of decisions, as the jury filled it."""

from clea_cli.diagnostics import Outcome
from clea_cli.readers import table
from clea_cli.session import FEUILLE, VOTES, LigneDecision

_NOMS = {
    **dict.fromkeys(("dossier", "reference"), "dossier"),
    "proposition": "proposition",
    "decision": "decision",
    "motif": "motif",
    **{f"votes {college.value}": nom for college, nom in VOTES.items()},
}


def lire(contenu: bytes, source: str) -> Outcome[tuple[LigneDecision, ...]]:
    """Read a sheet; rows without a reference are left out. Errors: those of a table."""
    lue = table.lire(contenu, source, _NOMS, ("dossier", "decision"))
    if lue.value is None:
        return Outcome(None, lue.diagnostics)
    connues = set(lue.value.colonnes.values())
    inconnues = {titre: rang for rang, titre in enumerate(lue.value.titres.valeurs) if titre and rang not in connues}
    lignes = []
    for ligne in lue.value.lignes:
        cellules = {nom: lue.value.cellule(ligne, nom) for nom in FEUILLE}
        if any(cellules[nom].valeur for nom in ("dossier", "decision", "motif")):
            lignes.append(LigneDecision(cellules, {t: ligne.cellule(rang).valeur for t, rang in inconnues.items()}))
    return Outcome(tuple(lignes))
