"""A training plan put into data: two routes side by side, their calendars, and the ways to pay."""

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from typing import Any, NamedTuple

from clea_cli.decision.decision import Bareme, bareme
from clea_cli.decision.delais import fin_de_fenetre
from clea_cli.decision.recherche import TropDeChoixError
from clea_cli.decision.suite import Suite
from clea_cli.diagnostics import en_lettres
from clea_cli.documents.catalogue import Catalogue, Module
from clea_cli.documents.ecarts import moins_d_heures
from clea_cli.documents.financement import Dispositif, Financement, Montant, en_vigueur
from clea_cli.documents.organisme import Agenda
from clea_cli.documents.routes import CadreDesRoutes, route, rythme
from clea_cli.grille.grille import Grille
from clea_cli.referentiel.faits import ancien
from clea_cli.referentiel.referentiel import Referentiel, simplifier
from clea_cli.sorties.mots import date_courte


class Demande(NamedTuple):
    """What a plan is made for.

    Its first day, hours a week, the day of the évaluation préalable, the situation.
    """

    debut: date
    par_semaine: Fraction
    prealable: date | None
    situation: str | None
    route: str = "courte"  # the one that is detailed: courte or complete


class Depart(NamedTuple):
    """Where a plan starts from: the candidate's grille, what is asked for.

    `aujourdhui` is the day that it bears.
    """

    grille: Grille
    demande: Demande
    aujourdhui: date
    agenda: Agenda = Agenda()


def plan(
    le_bareme: Bareme,
    suite: Suite,
    catalogue: Catalogue,
    financement: Financement,
    depart: Depart,
) -> dict[str, Any]:
    """All that a template may say of a candidate's plan.

    No module is for a critère that was not evaluated; there is no plan where most answers are
    missing.
    """
    demande, acquis = depart.demande, depart.grille.possibles
    referentiel = le_bareme.referentiel
    sans_module = _sans_module(le_bareme, acquis, catalogue)
    courte, complete, trop = _deux_routes(le_bareme, acquis, catalogue, sans_module)
    limite = (
        fin_de_fenetre(demande.prealable, referentiel.tenue.validite_ans)
        if demande.prealable
        else None
    )
    cadre = CadreDesRoutes(
        referentiel, acquis, rythme(depart.agenda, demande.par_semaine), demande.debut, limite
    )
    routes = [
        route(cadre, "courte", "La plus courte", courte),
        route(cadre, "complete", "La complète", complete),
    ]
    paye = demande._replace(
        debut=date.fromisoformat(routes[0]["debut"])
    )  # what holds on the first day of sessions
    return {
        "possible": suite.commencee,
        "routes": routes,
        "detaillee": next(faite for faite in routes if faite["cle"] == demande.route),
        "sans_module": [
            {"code": c.code, "libelle": c.libelle}
            for c in referentiel.criteres
            if c.code in sans_module
        ],
        "trop_de_choix": trop,
        "a_dates": bool(depart.agenda.heures),
        **_dits(demande, referentiel, limite),
        "situation": financement.publics.get(demande.situation or "", ""),
        "financements": list(_financements(referentiel.id, financement, paye, depart.aujourdhui)),
        "financement_verifie_le": financement.verifie_le,
    }


def _dits(demande: Demande, referentiel: Referentiel, limite: date | None) -> dict[str, Any]:
    """What was asked for, and the bounds of the évaluations."""
    return {
        "par_semaine": simplifier(demande.par_semaine),
        "prealable": demande.prealable.isoformat() if demande.prealable else "",
        "validite_ans": referentiel.tenue.validite_ans,
        "limite": limite.isoformat() if limite else "",
        "finale_heures": referentiel.tenue.finale_heures_max,
    }


def _sans_module(le_bareme: Bareme, acquis: int, catalogue: Catalogue) -> set[str]:
    """The critères not acquired that no module serves."""
    servis = {code for module in catalogue.modules for code in module.criteres}
    lignes = enumerate(le_bareme.referentiel.criteres)
    return {c.code for rang, c in lignes if not acquis >> rang & 1 and c.code not in servis}


def _deux_routes(
    le_bareme: Bareme, acquis: int, catalogue: Catalogue, sans_module: set[str]
) -> tuple[tuple[Module, ...] | None, tuple[Module, ...] | None, bool]:
    """The modules of the shortest route and of the complete one.

    And whether there are too many choices to say.
    """
    lignes = enumerate(le_bareme.referentiel.criteres)
    suppose = acquis | sum(1 << rang for rang, c in lignes if c.code in sans_module)
    tout = le_bareme.regle._replace(
        seuil_domaine=Fraction(1), seuil_sous_domaine=None, comptes={}, obligatoires=()
    )
    complet = bareme(le_bareme.referentiel, tout)
    try:
        courte = moins_d_heures(le_bareme, acquis, catalogue)
        return courte, moins_d_heures(complet, suppose, catalogue), False
    except TropDeChoixError:
        return None, None, True


def _financements(
    referentiel: str, financement: Financement, demande: Demande, aujourdhui: date
) -> Iterator[dict[str, Any]]:
    """The ways to pay of the situation (all of them, if none is said).

    Open ones first, then those that are not.
    """
    noms = {dispositif.id: dispositif.libelle for dispositif in financement.dispositifs}
    vises = [
        d
        for d in financement.dispositifs
        if demande.situation is None or demande.situation in d.publics
    ]
    for dispositif in sorted(vises, key=lambda d: not d.ouvert(demande.debut)):
        yield {
            "libelle": dispositif.libelle,
            "ouvert": dispositif.ouvert(demande.debut),
            "publics": [financement.publics[public] for public in dispositif.publics],
            "faits": list(_faits(dispositif, referentiel, noms, demande, aujourdhui)),
            "sources": [financement.sources[source] for source in dispositif.sources],
        }


def _faits(
    dispositif: Dispositif,
    referentiel: str,
    noms: dict[str, str],
    demande: Demande,
    aujourdhui: date,
) -> Iterator[str]:
    """What there is to know of a way to pay on the first day, a sentence each.

    Its age is of `aujourdhui`.
    """
    jour = demande.debut
    if dispositif.debut and jour < dispositif.debut:
        yield f"ouvert à partir du {date_courte(dispositif.debut)}"
    if dispositif.fin and jour > dispositif.fin:
        suite = (
            f", remplacé par : {noms[dispositif.remplace_par]}" if dispositif.remplace_par else ""
        )
        yield f"fermé depuis le {date_courte(dispositif.fin + timedelta(days=1))}{suite}"
    participation = en_vigueur(dispositif.participation, jour)
    if participation:
        if demande.situation in dispositif.exoneres:
            yield "participation : aucune, votre situation en exonère"
        else:
            exoneres = en_lettres(list(dispositif.exonerations)) if dispositif.exonerations else ""
            sauf = f", sauf pour {exoneres}" if exoneres else ""
            depuis = f"{_euros(participation)} depuis le {date_courte(participation.debut)}"
            yield f"participation du titulaire : {depuis}{_a_revoir(participation, jour)}{sauf}"
    plafond = en_vigueur(dispositif.plafond, jour)
    if plafond and referentiel not in plafond.sauf:
        reserve = (
            " (à confirmer pour cette certification)" if referentiel in plafond.a_confirmer else ""
        )
        yield f"prise en charge plafonnée à {_euros(plafond)}{_a_revoir(plafond, jour)}{reserve}"
    for fait in dispositif.faits:
        if fait.vaut(demande.situation, referentiel, jour):
            yield fait.texte
    if ancien(dispositif.verifie_le, aujourdhui):
        verifie_le = date_courte(dispositif.verifie_le)
        yield f"dernière vérification le {verifie_le}, il y a plus d'un an : à vérifier"


def _a_revoir(montant: Montant, jour: date) -> str:
    """What warns of an amount that may have changed since."""
    if montant.a_revoir_le is None or jour < montant.a_revoir_le:
        return ""
    return f" (à vérifier : ce montant est à revoir depuis le {date_courte(montant.a_revoir_le)})"


def _euros(montant: Montant) -> str:
    return f"{montant.montant.replace('.', ',')} €"
