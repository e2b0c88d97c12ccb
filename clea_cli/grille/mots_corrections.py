"""The corrections of a grille put into words: those that are the same change on one line, with their cells."""

import re
from collections.abc import Sequence

from clea_cli.diagnostics import court
from clea_cli.grille.corriger import CODE, FORMULE, LIGNE, REPONSE, TITRE, Correction, Quoi
from clea_cli.grille.vues_corrections import CorrectionVue, CorrigeeVue, GroupeVu
from clea_cli.sorties.mots import phrase
from clea_cli.sources.mots import INVISIBLE

_ORDRE = (TITRE, CODE, REPONSE, LIGNE, FORMULE)
_SANS_CITATION = (LIGNE, FORMULE)  # the second may be somebody's reference


def voir(
    source: str, corrections: Sequence[Correction], notes: Sequence[str], *, onglets: bool
) -> CorrigeeVue:
    """Put the corrections of a file into words; `onglets` names the sheet of each cell."""
    groupes = []
    for quoi in _ORDRE:
        siennes = [correction for correction in corrections if correction.quoi is quoi]
        if siennes:
            groupes.append(_groupe(quoi, siennes, onglets=onglets))
    nombre = "rien à corriger"
    if corrections:
        pluriel = "s" * (len(corrections) > 1)
        nombre = f"{len(corrections)} cellule{pluriel} corrigée{pluriel}"
    return CorrigeeVue(source, nombre, tuple(groupes), tuple(map(phrase, notes)))


def _groupe(quoi: Quoi, corrections: Sequence[Correction], *, onglets: bool) -> GroupeVu:
    cellules: dict[tuple[str, str], list[str]] = {}
    for correction in corrections:
        cite = ("", "")
        if quoi not in _SANS_CITATION:
            avant = INVISIBLE.sub(_numero, correction.cellule.valeur)
            cite = (court(avant), correction.apres)
        cellule = correction.cellule if onglets else correction.cellule._replace(feuille="")
        cellules.setdefault(cite, []).append(cellule.nom)
    vues = tuple(CorrectionVue(*cite, tuple(noms)) for cite, noms in cellules.items())
    titre = quoi.plusieurs if len(corrections) > 1 else quoi.un
    return GroupeVu(titre, vues)


def _numero(trouve: re.Match[str]) -> str:
    """What nobody sees, by its number."""
    return f"[U+{ord(trouve[0]):04X}]"
