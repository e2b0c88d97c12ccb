"""What stands above the headings of a grille, read: whose it is, the day of the évaluation, which
évaluation it is, and the lines that say something else.

A blank place (« date de l'évaluation » with nothing beside) says nothing, and is no fault.
"""

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from clea_cli.diagnostics import Outcome, conclure, court, refuser
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


_Libre = tuple[str, ...]  # the cells of a line


class Preambule(NamedTuple):
    """What a grille says above its headings; None: it does not say so.

    `libres` are the lines that say none of this, nor the référentiel and its version: their cells
    that are not empty.
    """

    candidat: str = ""
    jour: date | None = None
    etape: Etape | None = None
    libres: tuple[_Libre, ...] = ()


_ETAPES = {
    "prealable": Etape.PREALABLE,
    "initiale": Etape.PREALABLE,
    "finale": Etape.FINALE,
    "final": Etape.FINALE,
}


def lire_etape(ecrite: str) -> Etape | None:
    """Read which évaluation a text names, « Évaluation finale » as « finale »; None for none."""
    nom = forme_comparable(ecrite).removeprefix("evaluation ")
    return _ETAPES.get(nom.strip())


def lire(brute: GrilleBrute) -> Outcome[Preambule]:
    """Read all that stands above the headings. Errors: F310, F320, F321."""
    jour = jour_de(brute)
    etape = etape_de(brute)
    candidat = brute.preambule.get("candidat")
    lu = Preambule(
        candidat=candidat.valeur if candidat else "",
        jour=jour.value,
        etape=etape.value,
        libres=tuple(_libres(brute)),
    )
    return conclure(lu, (*jour.diagnostics, *etape.diagnostics))


def jour_de(brute: GrilleBrute) -> Outcome[date]:
    """The day of the évaluation; None without a fault if the grille does not say it.

    Errors: F310, F320.
    """
    ecrit = brute.preambule.get("date")
    if ecrit is None:
        return Outcome(None)
    from clea_cli.sources.temps import jour_inexistant, lire_jour  # late: most grilles name no day

    jour = lire_jour(ecrit.valeur)
    if jour:
        return Outcome(jour)
    ici = ecrit.position(brute.source)
    if inexistant := jour_inexistant(ecrit.valeur):
        return refuser("F320", ici, jour=inexistant)
    return refuser("F310", ici, valeur=court(ecrit.valeur))


def etape_de(brute: GrilleBrute) -> Outcome[Etape]:
    """Which évaluation it is; None without a fault if the grille does not say it. Errors: F321."""
    ecrite = brute.preambule.get("evaluation")
    if ecrite is None:
        return Outcome(None)
    if etape := lire_etape(ecrite.valeur):
        return Outcome(etape)
    ici = ecrite.position(brute.source)
    return refuser("F321", ici, valeur=court(ecrite.valeur))


def _libres(brute: GrilleBrute) -> Iterator[_Libre]:
    """The lines that say something else, each once: sheets of one grille repeat them."""
    deja: set[_Libre] = set()
    for partie in brute.tableau.parties:
        for ligne in partie.au_dessus:
            reste = _reste(ligne)
            if reste and reste not in deja:
                deja.add(reste)
                yield reste


def _reste(ligne: Ligne) -> _Libre:
    """The cells of a line that are neither a key, nor its value."""
    cellules = remplies(ligne)
    # The value of a key stands in the next cell, or after it in its own.
    dites = {valeur.colonne for _, valeur in cles_et_valeurs(cellules)}
    restes = []
    for cellule in cellules:
        if cellule.colonne not in dites and not cle_du_preambule(cellule.valeur):
            restes.append(cellule.valeur)
    return tuple(restes)
