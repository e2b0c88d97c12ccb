"""The routes of a plan put into data.

Their modules, what each makes able to do, their calendars.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import Any, NamedTuple

from clea_cli.documents.calendrier import Jour, Rythme, ordinaire, planifier
from clea_cli.documents.catalogue import Module
from clea_cli.documents.ecarts import grouper, module_dit, rangs
from clea_cli.documents.organisme import Agenda
from clea_cli.referentiel.referentiel import Referentiel, simplifier
from clea_cli.sorties.mots import date_courte, duree

_JOURS = ("lun.", "mar.", "mer.", "jeu.", "ven.", "sam.", "dim.")
_SEANCES = ("seance", "finale")
_ELISION = "aàâeéèêiîoôuy"  # and h, mute in these words


class CadreDesRoutes(NamedTuple):
    """What the routes of a candidate share; `acquis` is what needs no hour.

    `limite` the last day for the finale.
    """

    referentiel: Referentiel
    acquis: int
    rythme: Rythme
    debut: date
    limite: date | None


def rythme(agenda: Agenda, par_semaine: Fraction) -> Rythme:
    """The days of an organisme, where it says them.

    Else a fifth of the week's hours each working day.
    """
    fermetures: list[tuple[date, date, str]] = []
    for fermeture in agenda.fermetures:
        fermetures.append((fermeture.du, fermeture.au, fermeture.motif))
    return Rythme(
        heures=agenda.heures or ordinaire(par_semaine).heures,
        region=agenda.feries,
        fermetures=tuple(fermetures),
        delai_finale=max(1, agenda.delai_finale),
        bilan=agenda.bilan,
    )


def route(
    cadre: CadreDesRoutes, cle: str, titre: str, modules: Sequence[Module] | None
) -> dict[str, Any]:
    """A route: None, no choice of modules is enough. Raises SansFinError."""
    # 1. Its modules, in words.
    groupes = grouper(cadre.referentiel, modules or ())
    numeros = rangs(cadre.referentiel)
    dits: list[dict[str, Any]] = []
    for module in groupes:
        dit = module_dit(module, numeros, cadre.acquis)
        dit["objectif"] = _objectif(cadre.referentiel, dit["criteres"])
        dits.append(dit)
    # 2. Its days.
    lots = [(module.id, module.heures) for module in groupes]
    heures = sum((siennes for _, siennes in lots), Fraction(0))
    calendrier = planifier(lots, cadre.rythme, cadre.debut)
    # Weeks are counted by their Mondays: two days of one week have the same.
    lundis = {_lundi(jour.date) for jour in calendrier.seances}
    # An évaluation without training is no session of a plan.
    seances = [jour for jour in calendrier.jours if jour.genre in _SEANCES and modules]
    return {
        "cle": cle,
        "titre": titre,
        "possible": modules is not None,
        "modules": dits,
        "heures": simplifier(heures),
        "semaines": len(lundis),
        "debut": calendrier.debut.isoformat(),
        "fin": calendrier.fin.isoformat(),
        "finale": calendrier.finale.isoformat(),
        "feries": [{"date": jour.isoformat(), "nom": nom} for jour, nom in calendrier.feries],
        "trop_tard": cadre.limite is not None and calendrier.finale > cadre.limite,
        "calendrier": list(_semaines(calendrier.jours)),
        "seances": [_seance(jour) for jour in seances],
    }


def _objectif(referentiel: Referentiel, criteres: Sequence[str]) -> str:
    """What a module makes able to do: what the sous-domaines of its critères are about."""
    libelles: list[str] = []
    for sous in referentiel.sous_domaines:
        codes = {critere.code for critere in sous.criteres}
        if not codes.isdisjoint(criteres):
            # In the middle of a sentence.
            initiale = sous.libelle[0].lower()
            libelles.append(f"{initiale}{sous.libelle[1:]}")
    if not libelles:
        return ""
    de = "d'" if libelles[0][0] in _ELISION else "de "
    return f"être capable {de}{' ; '.join(libelles)}"


def _seance(jour: Jour) -> dict[str, Any]:
    return {
        "date": jour.date.isoformat(),
        "genre": jour.genre,
        "minutes": round(jour.heures * 60),
        "modules": list(jour.contenus),
    }


def _lundi(jour: date) -> date:
    return jour - timedelta(days=jour.weekday())


def _semaines(jours: Sequence[Jour]) -> Iterator[dict[str, Any]]:
    """A row a week of training.

    Days left free, reviews and the évaluation have one of their own.
    """
    numeros: dict[date, int] = {}
    for ensemble in _ensembles(jours):
        if ensemble[0].genre == "seance":
            yield _rangee(numeros, ensemble)
        else:
            yield {
                "semaine": "",
                "dates": _dates(ensemble),
                "quoi": _a_part(ensemble[0]),
                "modules": "",
                "cumul": "",
            }


def _ensembles(jours: Sequence[Jour]) -> Iterator[list[Jour]]:
    """Days that stand in one row.

    The sessions of a week, days left free one after the other for one reason.
    """
    ensemble: list[Jour] = []
    for jour in jours:
        if ensemble and not _va_avec(ensemble[0], jour):
            yield ensemble
            ensemble = []
        ensemble.append(jour)
    yield ensemble


def _va_avec(premier: Jour, jour: Jour) -> bool:
    """Whether a day goes on with the row that another one began."""
    if premier.genre != jour.genre or jour.genre not in ("seance", "libre"):
        return False
    if jour.genre == "libre":
        return premier.motif == jour.motif
    return _lundi(premier.date) == _lundi(jour.date)


def _dates(jours: Sequence[Jour]) -> str:
    """From the first day to the last: « 01/12 au 03/12/2026 »."""
    premier, dernier = jours[0].date, jours[-1].date
    if premier == dernier:
        return date_courte(premier)
    debut = date_courte(premier)
    # The year is said once, where both have the same.
    if premier.year == dernier.year:
        debut = debut.removesuffix(f"/{premier.year}")
    return f"{debut} au {date_courte(dernier)}"


def _a_part(jour: Jour) -> str:
    """What is said of a day that is no session."""
    if jour.genre == "libre":
        return f"pas de séance : {jour.motif}"
    return "bilan avec le formateur" if jour.genre == "bilan" else "évaluation finale"


def _rangee(numeros: dict[date, int], seances: Sequence[Jour]) -> dict[str, Any]:
    # A day left free cuts a week in two rows, which have the same number.
    lundi = _lundi(seances[0].date)
    numero = numeros.setdefault(lundi, len(numeros) + 1)
    # Each module once, in the order in which they are worked on.
    modules: dict[str, None] = {}
    for seance in seances:
        modules |= dict.fromkeys(seance.contenus)
    return {
        "semaine": numero,
        "dates": _dates(seances),
        "quoi": ", ".join(_dite(seance) for seance in seances),
        "modules": ", ".join(modules),
        "cumul": simplifier(seances[-1].cumul),
    }


def _dite(seance: Jour) -> str:
    """A session: « mar. 01 : 3 h 30 »."""
    nom = _JOURS[seance.date.weekday()]
    minutes = round(seance.heures * 60)
    return f"{nom} {seance.date.day:02} : {duree(minutes)}"
