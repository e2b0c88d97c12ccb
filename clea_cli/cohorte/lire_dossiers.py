"""The dossiers of a cohorte, a row an évaluation: who evaluated, where, after how much training.

Columns are found by name; those that say anything else, a name for one, are never looked at.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from clea_cli.diagnostics import Diagnostic, Outcome, conclure, court, diagnostic
from clea_cli.grille.preambule import lire_etape
from clea_cli.sources import table
from clea_cli.sources.cellules import Cellule, Ligne
from clea_cli.sources.heures import lire_duree
from clea_cli.sources.mots import ABIME, reference_comparable
from clea_cli.sources.table import Table

_TITRES = {  # headings as `forme_comparable` reduces them, and what the column holds
    **dict.fromkeys(
        ("reference", "reference candidat", "reference du candidat", "candidat", "candidate"),
        "reference",
    ),
    **dict.fromkeys(("evaluateur", "evaluatrice", "evaluateurs"), "evaluateur"),
    **dict.fromkeys(("site", "lieu", "centre"), "site"),
    **dict.fromkeys(("evaluation", "type d evaluation"), "evaluation"),
    **dict.fromkeys(("heures", "heures de formation", "duree", "duree de formation"), "heures"),
    **dict.fromkeys(("grille", "fichier"), "grille"),
}
_COLONNES = ("reference", "evaluateur", "site", "evaluation", "heures", "grille")
_HEURES_MAX = 9_999


class LigneDeDossier(NamedTuple):
    """A row: `evaluation` is prealable, finale or empty; `grille` names its file, if it is said."""

    reference: Cellule
    evaluateur: str
    site: str
    evaluation: str
    minutes: int | None
    grille: Cellule | None


def lire(contenu: bytes, source: str) -> Outcome[tuple[LigneDeDossier, ...]]:
    """Read the dossiers.

    Errors: F101, F102, F104-F106, F111, F117-F119, J106 (the table), J402-J404, J408.
    """
    lue = table.lire(contenu, source, _TITRES, {"reference": "reference"})
    if lue.value is None:
        return lue.refus()
    fautes: list[Diagnostic] = []
    dossiers = []
    for ligne in lue.value.lignes:
        if dossier := _dossier(ligne, lue.value, fautes):
            dossiers.append(dossier)
    fautes += _en_double(dossiers, source)
    fautes.sort(key=lambda faute: faute.position.ligne or 0)
    return conclure(tuple(dossiers), tuple(fautes))


def _dossier(ligne: Ligne, lue: Table, fautes: list[Diagnostic]) -> LigneDeDossier | None:
    """What a row says; None for a row with a fault, or empty in the columns that are read."""
    cellules = {nom: lue.cellule(ligne, nom) for nom in _COLONNES}
    if not any(cellule.valeur for cellule in cellules.values()):
        return None
    trouvees = list(_fautes(cellules, lue.source))
    fautes += trouvees
    if trouvees:
        return None
    grille = cellules["grille"]
    return LigneDeDossier(
        reference=cellules["reference"],
        evaluateur=cellules["evaluateur"].valeur,
        site=cellules["site"].valeur,
        evaluation=lire_etape(cellules["evaluation"].valeur) or "",
        minutes=_minutes(cellules["heures"].valeur),
        grille=grille if grille.valeur else None,
    )


def _fautes(cellules: Mapping[str, Cellule], source: str) -> Iterator[Diagnostic]:
    evaluation, heures = cellules["evaluation"], cellules["heures"]
    # What a damaged cell says is not looked at any further.
    abimees = [cellule for cellule in cellules.values() if ABIME.search(cellule.valeur)]
    for abimee in abimees:
        yield diagnostic("F111", abimee.position(source))
    if not reference_comparable(cellules["reference"].valeur):
        yield diagnostic("J408", cellules["reference"].position(source))
    if evaluation not in abimees and evaluation.valeur and lire_etape(evaluation.valeur) is None:
        yield diagnostic("J402", evaluation.position(source), valeur=court(evaluation.valeur))
    if heures not in abimees and heures.valeur and _minutes(heures.valeur) is None:
        yield diagnostic("J403", heures.position(source), valeur=court(heures.valeur))


def _minutes(heures: str) -> int | None:
    duree = lire_duree(heures)
    if duree is None or duree > _HEURES_MAX:
        return None
    return int(duree * 60)


def _en_double(dossiers: list[LigneDeDossier], source: str) -> Iterator[Diagnostic]:
    """A candidate has one row, or two: préalable and finale."""
    vus: dict[str, list[LigneDeDossier]] = {}
    for dossier in dossiers:
        avant = vus.setdefault(reference_comparable(dossier.reference.valeur), [])
        # The row that says the same, or else one where either does not say which it is.
        memes = [autre for autre in avant if autre.evaluation == dossier.evaluation]
        if not memes:
            memes = [autre for autre in avant if not (autre.evaluation and dossier.evaluation)]
        if memes:
            premiere = memes[0].reference.ligne
            yield diagnostic("J404", dossier.reference.position(source), ligne=premiere)
        avant.append(dossier)
