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
    demande = depart.demande
    referentiel = le_bareme.referentiel
    # What was not evaluated is counted as acquired: nobody trains for what nobody saw missing.
    acquis = depart.grille.possibles
    # 1. The modules of each route, and what no module brings.
    sans_module = _sans_module(referentiel, acquis, catalogue)
    courte, complete, trop = _deux_routes(le_bareme, acquis, catalogue, sans_module)
    lignes_sans_module: list[dict[str, str]] = []
    for critere in referentiel.criteres:
        if critere.code in sans_module:
            lignes_sans_module.append({"code": critere.code, "libelle": critere.libelle})
    # 2. Their days: the finale must come while what the préalable gave is still kept.
    limite: date | None = None
    if demande.prealable:
        limite = fin_de_fenetre(demande.prealable, referentiel.tenue.validite_ans)
    tempo = rythme(depart.agenda, demande.par_semaine)
    cadre = CadreDesRoutes(referentiel, acquis, tempo, demande.debut, limite)
    routes = {
        "courte": route(cadre, "courte", "La plus courte", courte),
        "complete": route(cadre, "complete", "La complète", complete),
    }
    # 3. The ways to pay that hold on the first day of sessions.
    premier_jour = date.fromisoformat(routes["courte"]["debut"])
    paye = demande._replace(debut=premier_jour)
    financements = _financements(referentiel.id, financement, paye, depart.aujourdhui)
    return {
        "possible": suite.commencee,
        "routes": list(routes.values()),
        "detaillee": routes[demande.route],
        "sans_module": lignes_sans_module,
        "trop_de_choix": trop,
        "a_dates": bool(depart.agenda.heures),
        **_dits(demande, referentiel, limite),
        "situation": financement.publics.get(demande.situation or "", ""),
        "financements": list(financements),
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


def _sans_module(referentiel: Referentiel, acquis: int, catalogue: Catalogue) -> set[str]:
    """The critères not acquired that no module serves."""
    servis: set[str] = set()
    for module in catalogue.modules:
        servis.update(module.criteres)
    sans: set[str] = set()
    for rang, critere in enumerate(referentiel.criteres):
        est_acquis = acquis >> rang & 1
        if not est_acquis and critere.code not in servis:
            sans.add(critere.code)
    return sans


def _deux_routes(
    le_bareme: Bareme, acquis: int, catalogue: Catalogue, sans_module: set[str]
) -> tuple[tuple[Module, ...] | None, tuple[Module, ...] | None, bool]:
    """The modules of the shortest route and of the complete one.

    And whether there are too many choices to say.
    """
    # The complete route is the shortest one by a rule that asks for every critère. Those that no
    # module serves are supposed acquired: no route at all would bring them.
    suppose = acquis
    for rang, critere in enumerate(le_bareme.referentiel.criteres):
        if critere.code in sans_module:
            suppose |= 1 << rang
    tout = le_bareme.regle._replace(
        seuil_domaine=Fraction(1), seuil_sous_domaine=None, comptes={}, obligatoires=()
    )
    complet = bareme(le_bareme.referentiel, tout)
    try:
        courte = moins_d_heures(le_bareme, acquis, catalogue)
        complete = moins_d_heures(complet, suppose, catalogue)
    except TropDeChoixError:
        return None, None, True
    return courte, complete, False


def _financements(
    referentiel: str, financement: Financement, demande: Demande, aujourdhui: date
) -> Iterator[dict[str, Any]]:
    """The ways to pay of the situation (all of them, if none is said).

    Open ones first, then those that are not.
    """
    noms = {dispositif.id: dispositif.libelle for dispositif in financement.dispositifs}
    ouverts: list[Dispositif] = []
    fermes: list[Dispositif] = []
    for dispositif in financement.dispositifs:
        vise = demande.situation is None or demande.situation in dispositif.publics
        if vise and dispositif.ouvert(demande.debut):
            ouverts.append(dispositif)
        elif vise:
            fermes.append(dispositif)
    for dispositif in (*ouverts, *fermes):
        faits = _faits(dispositif, referentiel, noms, demande, aujourdhui)
        yield {
            "libelle": dispositif.libelle,
            "ouvert": dispositif.ouvert(demande.debut),
            "publics": [financement.publics[public] for public in dispositif.publics],
            "faits": list(faits),
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
    # 1. Whether it is open.
    if dispositif.debut and jour < dispositif.debut:
        yield f"ouvert à partir du {date_courte(dispositif.debut)}"
    if dispositif.fin and jour > dispositif.fin:
        # `fin` is its last day: it is closed from the next one on.
        lendemain = dispositif.fin + timedelta(days=1)
        suite = ""
        if dispositif.remplace_par:
            suite = f", remplacé par : {noms[dispositif.remplace_par]}"
        yield f"fermé depuis le {date_courte(lendemain)}{suite}"
    # 2. What it costs, and what it pays.
    yield from _participation(dispositif, demande.situation, jour)
    yield from _plafond(dispositif, referentiel, jour)
    # 3. The rest, and whether all of this is old.
    for fait in dispositif.faits:
        if fait.vaut(demande.situation, referentiel, jour):
            yield fait.texte
    if ancien(dispositif.verifie_le, aujourdhui):
        verifie_le = date_courte(dispositif.verifie_le)
        yield f"dernière vérification le {verifie_le}, il y a plus d'un an : à vérifier"


def _participation(dispositif: Dispositif, situation: str | None, jour: date) -> Iterator[str]:
    """What the holder pays."""
    montant = en_vigueur(dispositif.participation, jour)
    if montant is None:
        return
    if situation in dispositif.exoneres:
        yield "participation : aucune, votre situation en exonère"
        return
    sauf = ""
    if dispositif.exonerations:
        exoneres = en_lettres(list(dispositif.exonerations))
        sauf = f", sauf pour {exoneres}"
    depuis = f"{_euros(montant)} depuis le {date_courte(montant.debut)}"
    yield f"participation du titulaire : {depuis}{_a_revoir(montant, jour)}{sauf}"


def _plafond(dispositif: Dispositif, referentiel: str, jour: date) -> Iterator[str]:
    """The most that it pays; of some certifications that is not sure, others have no ceiling."""
    montant = en_vigueur(dispositif.plafond, jour)
    if montant is None or referentiel in montant.sauf:
        return
    reserve = ""
    if referentiel in montant.a_confirmer:
        reserve = " (à confirmer pour cette certification)"
    yield f"prise en charge plafonnée à {_euros(montant)}{_a_revoir(montant, jour)}{reserve}"


def _a_revoir(montant: Montant, jour: date) -> str:
    """What warns of an amount that may have changed since."""
    if montant.a_revoir_le is None or jour < montant.a_revoir_le:
        return ""
    depuis = date_courte(montant.a_revoir_le)
    return f" (à vérifier : ce montant est à revoir depuis le {depuis})"


def _euros(montant: Montant) -> str:
    ecrit = montant.montant.replace(".", ",")
    return f"{ecrit} €"
