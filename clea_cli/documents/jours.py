"""The days that a document depends on: its own, that of the évaluation, that of the préalable.

The day of the évaluation is said by the grille; the years for which a domaine is kept are counted
from the préalable's, and only where it is known. The day of the document is another one. Those of a
plan, with their holidays, are in `calendrier`.
"""

from collections.abc import Iterator
from datetime import date

from clea_cli.decision.delais import delai
from clea_cli.diagnostics import Diagnostic, Position, diagnostic
from clea_cli.grille.annees import DERNIERE_ANNEE, PREMIERE_ANNEE
from clea_cli.grille.preambule import Etape, Preambule
from clea_cli.sorties.mots import date_courte

_BORNES = {"premiere": PREMIERE_ANNEE, "derniere": DERNIERE_ANNEE}


def de_la_prealable(haut: Preambule, option: date | None) -> date | None:
    """The day of the préalable.

    The one asked for, else that of a grille that says it is the préalable.
    """
    if option is not None:
        return option
    est_la_prealable = haut.etape is Etape.PREALABLE
    return haut.jour if est_la_prealable else None


def fautes_des_options(
    jour: date, prealable: date | None, debut: date | None
) -> Iterator[Diagnostic]:
    """Look at the days of a command together. Errors: D107, D108; warning D110."""
    donnes = {"--date": jour, "--prealable": prealable, "--debut": debut}
    # 1. Each by itself: a year mistyped makes all that is compared with it wrong too.
    for option, donne in donnes.items():
        if donne and _hors_bornes(donne):
            ici = Position(option)
            dite = date_courte(donne)
            yield diagnostic("D107", ici, date=dite, **_BORNES)
            return
    # 2. Beside the day that the documents bear. A training may have begun before its plan is
    # printed, which is only warned of; an évaluation that is to come is none.
    if debut and debut < jour:
        ici = Position("--debut")
        faits = _dits(debut=debut, jour=jour)
        yield diagnostic("D110", ici, **faits)
    if prealable and prealable > jour:
        ici = Position("--prealable")
        faits = _dits(prealable=prealable, jour=jour)
        yield diagnostic("D108", ici, **faits)


def _hors_bornes(jour: date) -> bool:
    return not PREMIERE_ANNEE <= jour.year <= DERNIERE_ANNEE


def _dits(**jours: date) -> dict[str, str]:
    """Days as a diagnostic says them."""
    return {nom: date_courte(jour) for nom, jour in jours.items()}


def fautes_de_la_grille(
    source: str, haut: Preambule, jour: date, option: date | None, attestees: int | None
) -> Iterator[Diagnostic]:
    """Look at the day that a grille says, beside those of the command. Errors: D109, F322-F324."""
    if haut.jour is None:
        return
    ici = Position(source)
    # 1. The day by itself, then beside that of the document.
    if _hors_bornes(haut.jour):
        dite = date_courte(haut.jour)
        yield diagnostic("F324", ici, jour=dite, **_BORNES)
    elif haut.jour > jour:
        faits = _dits(evaluation=haut.jour, jour=jour)
        yield diagnostic("F322", ici, **faits)
    # 2. A grille of the préalable and the command may each say its day: not two of them.
    est_la_prealable = haut.etape is Etape.PREALABLE
    if est_la_prealable and option is not None and option != haut.jour:
        faits = _dits(grille=haut.jour, option=option)
        yield diagnostic("F323", ici, **faits)
    # 3. Its age. That of an option was looked at once, for all grilles.
    if option is None:
        prealable = de_la_prealable(haut, None)
        yield from delai_passe(source, prealable, jour, attestees)


def delai_passe(
    source: str, prealable: date | None, jour: date, attestees: int | None
) -> Iterator[Diagnostic]:
    """Refuse to attest, for so many years, of an évaluation that is too old. Errors: D109."""
    if prealable is None or attestees is None:
        return
    ecoule = delai(prealable, jour, attestees)
    if ecoule.passe:
        yield diagnostic("D109", Position(source), **ecoule.faits)
