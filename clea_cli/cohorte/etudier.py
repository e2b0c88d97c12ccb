"""Grilles and dossiers to the statistics of a cohorte."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import NamedTuple, TypeVar

from clea_cli.cohorte import lire_dossiers, lire_regroupement
from clea_cli.cohorte.apparier import Appariee, Appariement, apparier
from clea_cli.cohorte.cohorte import etudier
from clea_cli.cohorte.comptage import Comptage, HorsExtrait
from clea_cli.cohorte.extrait import TOUT, Extrait, extraire, reconnaitre, regrouper
from clea_cli.cohorte.lire_grilles import lire_grilles, sans_suivre
from clea_cli.cohorte.lire_regroupement import Rattachement, par_site, sans_personne
from clea_cli.cohorte.masquage import SEUIL, peu
from clea_cli.cohorte.mots import Perimetre, voir
from clea_cli.cohorte.mots_comptage import ecartees
from clea_cli.cohorte.statistiques import PersonneComptee
from clea_cli.cohorte.vues import CohorteVue
from clea_cli.decision.decision import Bareme, Reponse
from clea_cli.decision.jugement_colonnes import juger_ensemble
from clea_cli.decision.lot import Lecture, Lot
from clea_cli.decision.mots import VERDICTS, provenance
from clea_cli.diagnostics import Diagnostic, Outcome, Position, diagnostic, refuse
from clea_cli.sources import fichiers
from clea_cli.sources.bornes import TABLE_OCTETS_MAX

L = TypeVar("L")  # a row

# Two grilles of one candidate are two évaluations, or J406 tells it.
_DIT_AUTREMENT = frozenset({"F305"})


class Tables(NamedTuple):
    """The files beside the grilles: the dossiers, and which group stands for which site."""

    dossiers: str | None = None
    regroupement: str | None = None


class Etude(NamedTuple):
    """The files read, and the cohorte that they make (None: nothing can be shown).

    `dossiers` is how many rows of dossiers were read.
    """

    lot: Lot
    dossiers: int
    vue: CohorteVue | None
    diagnostics: tuple[Diagnostic, ...]


def etudier_fichiers(
    sources: Sequence[str],
    tables: Tables,
    lecture: Lecture,
    jour: date | None = None,
    extrait: Extrait = TOUT,
    avancer: Callable[[int, int], None] = sans_suivre,
) -> Etude:
    """Study the candidates of all files; `jour` as for `scores`, `avancer` hears of files read.

    Errors: those of reading, J401-J406, J408-J410, J413-J416, J418;
    warnings J407, J411, J412, J417, J419.
    """
    # The small tables first: what is wrong with them is known before the long work.
    lus = _lire_table(tables.dossiers, lire_dossiers.lire)
    rattaches = _lire_table(tables.regroupement, lire_regroupement.lire)
    lot = lire_grilles(sources, lecture, avancer)
    du_lot = [faute for faute in lot.diagnostics if faute.code not in _DIT_AUTREMENT]
    des_tables = (*lus.diagnostics, *rattaches.diagnostics)
    fautes = (*du_lot, *des_tables)
    if lot.bareme is None or lus.value is None or rattaches.value is None:
        return Etude(lot, 0, None, fautes)
    dossiers = len(lus.value)

    # Who is whose, under which name of a site; then whom of them the person asks for.
    apparies = apparier(lot.fichiers, lus.value, tables.dossiers or "")
    fautes = (*fautes, *apparies.diagnostics)
    if tables.regroupement:
        # Before sites take the names of their groups: it is the names that were typed which are
        # looked for.
        seuls = sans_personne(rattaches.value, apparies.sites, tables.regroupement)
        fautes = (*fautes, *seuls)
        apparies = regrouper(apparies, par_site(rattaches.value))
    demande = reconnaitre(apparies, extrait)
    if demande.value is None:
        return Etude(lot, dossiers, None, (*fautes, *demande.diagnostics))
    extrait = demande.value
    apparies = extraire(apparies, extrait)

    # Last, whether it may be shown at all. Where all files are refused nothing more is said, and
    # nothing is shown either.
    comptage = apparies.comptage
    trop_peu = tuple(_trop_peu(lot, comptage, extrait))
    fautes = (*fautes, *trop_peu)
    if refuse(trop_peu) or comptage.biaise or comptage.personnes < SEUIL:
        return Etude(lot, dossiers, None, fautes)
    perimetre = Perimetre(comptage, extrait, _groupes(rattaches.value))
    vue = _voir(lot.bareme, apparies, perimetre, jour)
    return Etude(lot, dossiers, vue, fautes)


def _voir(
    bareme: Bareme,
    apparies: Appariement,
    perimetre: Perimetre,
    jour: date | None,
) -> CohorteVue:
    referentiel = bareme.referentiel
    # The rank of the domaine of each critère, in the order of the bits of a grille.
    domaines = []
    for rang, domaine in enumerate(referentiel.domaines):
        domaines += [rang for _ in domaine.criteres]
    personnes = list(_juger(bareme, apparies.personnes))
    cohorte = etudier(personnes, domaines)
    origine = provenance(referentiel, bareme.regle, jour)
    return voir(cohorte, referentiel, origine, perimetre)


def _groupes(rattaches: Sequence[Rattachement]) -> dict[str, tuple[str, ...]]:
    """The sites of each group, as they are written."""
    groupes: dict[str, tuple[str, ...]] = {}
    for rattache in rattaches:
        site, groupe = rattache
        deja = groupes.get(groupe, ())
        groupes[groupe] = (*deja, site.valeur)
    return groupes


def _trop_petite(extrait: Extrait, comptage: Comptage) -> Diagnostic:
    """Say that a cohorte, or an extract, has too few people. J401."""
    quoi = "cette cohorte"
    conseil = "donnez plus de grilles, ou regardez-les une à une avec « clea score »."
    if extrait:
        quoi = "cet extrait"
        conseil = "demandez une période plus longue, ou plus de sites."
        if HorsExtrait.SANS_JOUR in comptage.hors:
            conseil += (
                " Une grille qui ne dit pas son jour n'est d'aucune période : écrivez au-dessus de "
                "ses titres la « date de l'évaluation »."
            )
    return diagnostic("J401", Position("cohorte"), quoi=quoi, seuil=SEUIL, conseil=conseil)


def _trop_peu(lot: Lot, comptage: Comptage, extrait: Extrait) -> Iterator[Diagnostic]:
    """Say why a cohorte is not shown. Errors: J401, J410, J418.

    Nothing is said where every file is refused, which was told.
    """
    if lot.refuses == len(lot.fichiers):
        return
    if comptage.biaise:
        total = comptage.personnes + comptage.dehors
        qui = ecartees(comptage, f" sur {total}")
        yield diagnostic("J410", Position("cohorte"), qui=qui)
    elif comptage.personnes < SEUIL:
        yield _trop_petite(extrait, comptage)
    elif peu(comptage.comptables):
        yield diagnostic("J418", Position("cohorte"), seuil=SEUIL)


def _lire_table(
    source: str | None,
    lire: Callable[[bytes, str], Outcome[tuple[L, ...]]],
) -> Outcome[tuple[L, ...]]:
    """The rows of a table; none where none is given."""
    if source is None:
        return Outcome(())
    contenu = fichiers.lire(source, TABLE_OCTETS_MAX)
    if contenu.value is None:
        return contenu.refus()
    return lire(contenu.value, source)


def _juger(bareme: Bareme, appariees: Sequence[Appariee]) -> Iterator[PersonneComptee]:
    """What is counted of each person."""
    total = bareme.ensemble.total
    tous_les_criteres = bareme.ensemble.criteres
    grilles = [appariee.grilles for appariee in appariees]
    juges = juger_ensemble(bareme, grilles)
    for appariee, juge in zip(appariees, juges, strict=True):
        nom_du_verdict, _ = VERDICTS[juge.verdict]
        # With one évaluation its verdict is the verdict: there is none before it, and no finale.
        avant, jour_finale = "", None
        if juge.avant:
            avant, _ = VERDICTS[juge.avant]
            jour_finale = appariee.jours[-1]
        yield PersonneComptee(
            verdict=nom_du_verdict,
            # Cut, never rounded: 74.99 % does not reach 75.
            milliemes=int(juge.obtenus * 1000 // total),
            maitrises=tuple(statut is Reponse.OUI for statut in juge.statuts),
            manques=tous_les_criteres & ~juge.grille.acquis,
            site=appariee.site,
            evaluateur=appariee.evaluateur,
            minutes=appariee.minutes,
            prealable=juge.gardes,
            avant=avant,
            jour=appariee.jours[0],
            jour_finale=jour_finale,
        )
