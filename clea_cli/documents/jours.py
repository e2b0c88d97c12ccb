"""The days that a document depends on: its own, that of the évaluation, that of the préalable.

The day of the évaluation is said by the grille; the years for which a domaine is kept are counted
from the préalable's, and only where it is known. The day of the document is another one.
"""

from collections.abc import Iterator
from datetime import date

from clea_cli.diagnostics import Diagnostic, Position, diagnostic
from clea_cli.grille.preambule import Etape, Preambule
from clea_cli.sorties.calendrier import delai
from clea_cli.sorties.mots import date_courte

_PREMIERE_ANNEE, _DERNIERE_ANNEE = 2015, 2100  # CléA began in 2015
_BORNES = {"premiere": _PREMIERE_ANNEE, "derniere": _DERNIERE_ANNEE}


def de_la_prealable(haut: Preambule, option: date | None) -> date | None:
    """The day of the préalable.

    The one asked for, else that of a grille that says it is the préalable.
    """
    if option is not None:
        return option
    return haut.jour if haut.etape is Etape.PREALABLE else None


def fautes_des_options(
    jour: date, prealable: date | None, debut: date | None
) -> Iterator[Diagnostic]:
    """Look at the days of a command together. Errors: D107, D108; warning D110."""
    for nom, donne in (("--date", jour), ("--prealable", prealable), ("--debut", debut)):
        if donne and not _PREMIERE_ANNEE <= donne.year <= _DERNIERE_ANNEE:
            yield diagnostic("D107", Position(nom), date=date_courte(donne), **_BORNES)
            return
    if debut and debut < jour:
        faits = {"debut": date_courte(debut), "jour": date_courte(jour)}
        yield diagnostic("D110", Position("--debut"), **faits)
    if prealable and prealable > jour:
        faits = {"prealable": date_courte(prealable), "jour": date_courte(jour)}
        yield diagnostic("D108", Position("--prealable"), **faits)


def fautes_de_la_grille(
    source: str, haut: Preambule, jour: date, option: date | None, attestees: int | None
) -> Iterator[Diagnostic]:
    """Look at the day that a grille says, beside those of the command. Errors: D109, F322-F324."""
    if haut.jour is None:
        return
    if not _PREMIERE_ANNEE <= haut.jour.year <= _DERNIERE_ANNEE:
        yield diagnostic("F324", Position(source), jour=date_courte(haut.jour), **_BORNES)
    elif haut.jour > jour:
        faits = {"evaluation": date_courte(haut.jour), "jour": date_courte(jour)}
        yield diagnostic("F322", Position(source), **faits)
    if haut.etape is Etape.PREALABLE and option not in (None, haut.jour):
        faits = {"grille": date_courte(haut.jour), "option": date_courte(option or jour)}
        yield diagnostic("F323", Position(source), **faits)
    if option is None:  # else it was looked at once for all
        yield from delai_passe(source, de_la_prealable(haut, None), jour, attestees)


def delai_passe(
    source: str, prealable: date | None, jour: date, attestees: int | None
) -> Iterator[Diagnostic]:
    """Refuse to attest, for so many years, of an évaluation that is too old. Errors: D109."""
    if prealable is None or attestees is None:
        return
    ecoule = delai(prealable, jour, attestees)
    if ecoule.passe:
        yield diagnostic("D109", Position(source), **ecoule.faits)
