"""The corrections of a grille put into words: the same change on one line, with its cells."""

import re
from collections.abc import Sequence

from clea_cli.diagnostics import court
from clea_cli.grille.corriger import CODE, FORMULE, LIGNE, REPONSE, TITRE, Correction, Quoi
from clea_cli.grille.vues_corrections import CorrectionVue, CorrigeeVue, GroupeVu
from clea_cli.sorties.mots import phrase
from clea_cli.sources.mots import INVISIBLE

_ORDRE = (TITRE, CODE, REPONSE, LIGNE, FORMULE)
# The second may be somebody's reference.
_SANS_CITATION = (LIGNE, FORMULE)
_Change = tuple[str, str]  # the texts before and after


def voir(
    source: str, corrections: Sequence[Correction], notes: Sequence[str], *, onglets: bool
) -> CorrigeeVue:
    """Put the corrections of a file into words; `onglets` names the sheet of each cell."""
    groupes = []
    for quoi in _ORDRE:
        siennes = [correction for correction in corrections if correction.quoi is quoi]
        if siennes:
            groupes.append(_groupe(quoi, siennes, onglets=onglets))
    return CorrigeeVue(
        source=source,
        compte=_nombre(corrections),
        groupes=tuple(groupes),
        notes=tuple(map(phrase, notes)),
    )


def _nombre(corrections: Sequence[Correction]) -> str:
    """How many cells were mended."""
    if not corrections:
        return "rien à corriger"
    if len(corrections) == 1:
        return "1 cellule corrigée"
    return f"{len(corrections)} cellules corrigées"


def _groupe(quoi: Quoi, corrections: Sequence[Correction], *, onglets: bool) -> GroupeVu:
    # The cells of each change.
    cellules: dict[_Change, list[str]] = {}
    for correction in corrections:
        cellule = correction.cellule
        if not onglets:
            cellule = cellule._replace(feuille="")
        change = _cite(correction)
        cellules.setdefault(change, []).append(cellule.nom)

    vues = []
    for (avant, apres), noms in cellules.items():
        vues.append(CorrectionVue(avant, apres, tuple(noms)))
    titre = quoi.plusieurs if len(corrections) > 1 else quoi.un
    return GroupeVu(titre, tuple(vues))


def _cite(correction: Correction) -> _Change:
    """The texts before and after; both empty where nothing is to be quoted."""
    if correction.quoi in _SANS_CITATION:
        return "", ""
    avant = INVISIBLE.sub(_numero, correction.cellule.valeur)
    return court(avant), correction.apres


def _numero(trouve: re.Match[str]) -> str:
    """What nobody sees, by its number."""
    numero = ord(trouve[0])
    return f"[U+{numero:04X}]"
