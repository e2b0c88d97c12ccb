"""What stands above the headings of a grille, read: whose it is, the day of the évaluation, which
évaluation it is, and the lines that say something else.

A blank place (« date de l'évaluation » with nothing beside) says nothing, and is no fault.
"""

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from clea_cli.diagnostics import Outcome, conclure, court, diagnostic
from clea_cli.grille.grille import GrilleBrute
from clea_cli.grille.lire_haut import cles_et_valeurs, remplies
from clea_cli.grille.titres import cle_du_preambule
from clea_cli.sources.cellules import Ligne
from clea_cli.sources.mots import forme_comparable


class Etape(StrEnum):
    """Which évaluation of a candidate a grille is."""

    PREALABLE = "prealable"
    FINALE = "finale"

    @property
    def libelle(self) -> str:
        """The évaluation as a person reads it."""
        return {"prealable": "préalable", "finale": "finale"}[self.value]


class Preambule(NamedTuple):
    """What a grille says above its headings; None: it does not say so.

    `libres` are the lines that say none of this, nor the référentiel and its version: their cells that are not empty.
    """

    candidat: str = ""
    jour: date | None = None
    etape: Etape | None = None
    libres: tuple[tuple[str, ...], ...] = ()


_ETAPES = {
    **dict.fromkeys(("prealable", "initiale"), Etape.PREALABLE),
    **dict.fromkeys(("finale", "final"), Etape.FINALE),
}


def lire_etape(ecrite: str) -> Etape | None:
    """Read which évaluation a text names, « Évaluation finale » as « finale »; None if it names none."""
    return _ETAPES.get(forme_comparable(ecrite).removeprefix("evaluation ").strip())


def lire(brute: GrilleBrute) -> Outcome[Preambule]:
    """Read all that stands above the headings. Errors: F310, F320, F321."""
    jour, etape = jour_de(brute), etape_de(brute)
    candidat = brute.preambule.get("candidat")
    lu = Preambule(
        candidat.valeur if candidat else "", jour.value, etape.value, tuple(_libres(brute))
    )
    return conclure(lu, (*jour.diagnostics, *etape.diagnostics))


def jour_de(brute: GrilleBrute) -> Outcome[date]:
    """The day of the évaluation; None without a fault if the grille does not say it. Errors: F310, F320."""
    ecrit = brute.preambule.get("date")
    if ecrit is None:
        return Outcome(None)
    from clea_cli.sources.heures import jour_inexistant, lire_jour  # late: most grilles name no day

    jour, ici = lire_jour(ecrit.valeur), ecrit.position(brute.source)
    if jour:
        return Outcome(jour)
    if inexistant := jour_inexistant(ecrit.valeur):
        return Outcome(None, (diagnostic("F320", ici, jour=inexistant),))
    return Outcome(None, (diagnostic("F310", ici, valeur=court(ecrit.valeur)),))


def etape_de(brute: GrilleBrute) -> Outcome[Etape]:
    """Which évaluation it is; None without a fault if the grille does not say it. Errors: F321."""
    ecrite = brute.preambule.get("evaluation")
    if ecrite is None:
        return Outcome(None)
    if etape := lire_etape(ecrite.valeur):
        return Outcome(etape)
    return Outcome(
        None, (diagnostic("F321", ecrite.position(brute.source), valeur=court(ecrite.valeur)),)
    )


def _libres(brute: GrilleBrute) -> Iterator[tuple[str, ...]]:
    """The lines that say something else, each once: sheets of one grille repeat them."""
    lignes = (ligne for partie in brute.tableau.parties for ligne in partie.au_dessus)
    restes = dict.fromkeys(map(_reste, lignes))
    yield from (reste for reste in restes if reste)


def _reste(ligne: Ligne) -> tuple[str, ...]:
    """The cells of a line that are neither a key, nor its value."""
    cellules = remplies(ligne)
    # The value of a key stands in the next cell, or after it in its own.
    dites = {valeur.colonne for _, valeur in cles_et_valeurs(cellules)}
    autres = [cellule.valeur for cellule in cellules if cellule.colonne not in dites]
    return tuple(autre for autre in autres if not cle_du_preambule(autre))
