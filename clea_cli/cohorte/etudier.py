"""Grilles and dossiers to the statistics of a cohorte."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from clea_cli.cohorte import lire_dossiers as lecteur
from clea_cli.cohorte.apparier import Appariee, apparier
from clea_cli.cohorte.cohorte import etudier
from clea_cli.cohorte.comptage import Comptage
from clea_cli.cohorte.lire_dossiers import LigneDeDossier
from clea_cli.cohorte.lire_grilles import lire_grilles
from clea_cli.cohorte.masquage import SEUIL
from clea_cli.cohorte.mots import voir
from clea_cli.cohorte.mots_comptage import ecartees
from clea_cli.cohorte.statistiques import PersonneComptee
from clea_cli.cohorte.vues import CohorteVue
from clea_cli.decision.decision import Bareme, Reponse
from clea_cli.decision.jugement_colonnes import juger_ensemble
from clea_cli.decision.lot import Lecture, Lot
from clea_cli.decision.mots import VERDICTS, provenance
from clea_cli.diagnostics import Diagnostic, Outcome, Position, diagnostic
from clea_cli.sources import fichiers
from clea_cli.sources.bornes import TABLE_OCTETS_MAX

_DIT_AUTREMENT = frozenset(
    {"F305"}
)  # two grilles of one candidate are two évaluations, or J406 tells it


class Etude(NamedTuple):
    """The files read, and the cohorte that they make (None: nothing can be shown); `dossiers` are those read."""

    lot: Lot
    dossiers: int
    vue: CohorteVue | None
    diagnostics: tuple[Diagnostic, ...]


def etudier_fichiers(
    sources: Sequence[str],
    dossiers: str | None,
    lecture: Lecture,
    jour: date | None = None,
) -> Etude:
    """Study the candidates of all files; `jour` as for `scores`.

    Errors: those of reading, J401-J406, J408-J410, J413;
    warnings J407, J411, J412.
    """
    lot = lire_grilles(sources, lecture)
    fautes = tuple(faute for faute in lot.diagnostics if faute.code not in _DIT_AUTREMENT)
    lus = _lire_dossiers(dossiers)
    if lot.bareme is None or lus.value is None:
        return Etude(lot, 0, None, (*fautes, *lus.diagnostics))
    apparies = apparier(lot.fichiers, lus.value, dossiers or "")
    comptage = apparies.comptage
    fautes = (*fautes, *lus.diagnostics, *apparies.diagnostics)
    fautes = (*fautes, *_trop_peu(lot, comptage))
    if comptage.biaise or comptage.personnes < SEUIL:
        return Etude(lot, len(lus.value), None, fautes)
    personnes = list(_juger(lot.bareme, apparies.personnes))
    referentiel, regle = lot.bareme.referentiel, lot.bareme.regle
    dit = provenance(referentiel, regle, jour)
    vue = voir(etudier(personnes), referentiel, dit, comptage)
    return Etude(lot, len(lus.value), vue, fautes)


def _trop_peu(lot: Lot, comptage: Comptage) -> Iterator[Diagnostic]:
    """Say why a cohorte is not shown; nothing where every file is refused, which was told. Errors: J401, J410."""
    if lot.refuses == len(lot.fichiers):
        return
    if comptage.biaise:
        total = comptage.personnes + comptage.dehors
        yield diagnostic("J410", Position("cohorte"), qui=ecartees(comptage, f" sur {total}"))
    elif comptage.personnes < SEUIL:
        yield diagnostic("J401", Position("cohorte"), seuil=SEUIL)


def _lire_dossiers(source: str | None) -> Outcome[tuple[LigneDeDossier, ...]]:
    if source is None:
        return Outcome(())
    contenu = fichiers.lire(source, TABLE_OCTETS_MAX)
    return (
        Outcome(None, contenu.diagnostics)
        if contenu.value is None
        else lecteur.lire(contenu.value, source)
    )


def _juger(bareme: Bareme, appariees: Sequence[Appariee]) -> Iterator[PersonneComptee]:
    """What is counted of each person; what a dossier says comes from the finale, or else from the préalable."""
    juges = juger_ensemble(bareme, [appariee.grilles for appariee in appariees])
    for appariee, juge in zip(appariees, juges, strict=True):
        recents = sorted(appariee.dossiers, key=lambda dossier: dossier.evaluation != "finale")
        yield PersonneComptee(
            verdict=VERDICTS[juge.verdict][0],
            milliemes=int(juge.obtenus * 1000 // bareme.ensemble.total),
            maitrises=tuple(statut is Reponse.OUI for statut in juge.statuts),
            manques=bareme.ensemble.criteres & ~juge.grille.acquis,
            site=next((d.site for d in recents if d.site), ""),
            evaluateur=next((d.evaluateur for d in recents if d.evaluateur), ""),
            minutes=next((d.minutes for d in recents if d.minutes is not None), None),
            prealable=juge.gardes,
        )
