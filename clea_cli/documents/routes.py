"""The routes of a plan put into data.

Their modules, what each makes able to do, their calendars.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import Any, NamedTuple

from clea_cli.documents.calendrier import Jour, Rythme, ordinaire, planifier
from clea_cli.documents.catalogue import Module
from clea_cli.documents.ecarts import grouper, module_dit
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
    heures = agenda.heures or ordinaire(par_semaine).heures
    fermetures = tuple(
        (fermeture.du, fermeture.au, fermeture.motif) for fermeture in agenda.fermetures
    )
    return Rythme(heures, agenda.feries, fermetures, max(1, agenda.delai_finale), agenda.bilan)


def route(
    cadre: CadreDesRoutes, cle: str, titre: str, modules: Sequence[Module] | None
) -> dict[str, Any]:
    """A route: None, no choice of modules is enough. Raises SansFinError."""
    groupes = grouper(cadre.referentiel, modules or ())
    numeros = {ligne.code: rang for rang, ligne in enumerate(cadre.referentiel.criteres)}
    dits = []
    for module in groupes:
        dit = module_dit(module, numeros, cadre.acquis)
        dits.append(dit | {"objectif": _objectif(cadre.referentiel, dit["criteres"])})
    heures = sum((module.heures for module in groupes), Fraction(0))
    calendrier = planifier(
        [(module.id, module.heures) for module in groupes], cadre.rythme, cadre.debut
    )
    return {
        "cle": cle,
        "titre": titre,
        "possible": modules is not None,
        "modules": dits,
        "heures": simplifier(heures),
        "semaines": len({_lundi(jour.date) for jour in calendrier.seances}),
        "debut": calendrier.debut.isoformat(),
        "fin": calendrier.fin.isoformat(),
        "finale": calendrier.finale.isoformat(),
        "feries": [{"date": jour.isoformat(), "nom": nom} for jour, nom in calendrier.feries],
        "trop_tard": cadre.limite is not None and calendrier.finale > cadre.limite,
        "calendrier": list(_semaines(calendrier.jours)),
        "seances": [
            _seance(jour) for jour in calendrier.jours if jour.genre in _SEANCES and modules
        ],
    }


def _objectif(referentiel: Referentiel, criteres: Sequence[str]) -> str:
    """What a module makes able to do: what the sous-domaines of its critères are about."""
    libelles = []
    for sous in referentiel.sous_domaines:
        if any(critere.code in criteres for critere in sous.criteres):
            libelles.append(f"{sous.libelle[0].lower()}{sous.libelle[1:]}")
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
            dates, quoi = _dates(ensemble), _a_part(ensemble[0])
            yield {"semaine": "", "dates": dates, "quoi": quoi, "modules": "", "cumul": ""}


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
    return f"{debut[:5] if premier.year == dernier.year else debut} au {date_courte(dernier)}"


def _a_part(jour: Jour) -> str:
    """What is said of a day that is no session."""
    if jour.genre == "libre":
        return f"pas de séance : {jour.motif}"
    return "bilan avec le formateur" if jour.genre == "bilan" else "évaluation finale"


def _rangee(numeros: dict[date, int], seances: Sequence[Jour]) -> dict[str, Any]:
    lundi = _lundi(seances[0].date)
    numero = numeros.setdefault(lundi, len(numeros) + 1)
    modules = dict.fromkeys(nom for seance in seances for nom in seance.contenus)
    return {
        "semaine": numero,
        "dates": _dates(seances),
        "quoi": ", ".join(_dite(seance) for seance in seances),
        "modules": ", ".join(modules),
        "cumul": simplifier(seances[-1].cumul),
    }


def _dite(seance: Jour) -> str:
    """A session: « mar. 01 : 3 h 30 »."""
    return (
        f"{_JOURS[seance.date.weekday()]} {seance.date.day:02} : {duree(round(seance.heures * 60))}"
    )
