"""All documents of each candidate, from grilles that are read once."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from clea_cli.decision.decision import Bareme, Reponse
from clea_cli.decision.jugement import juger
from clea_cli.decision.lot import Lot
from clea_cli.decision.paires import Paire, Paires
from clea_cli.diagnostics import Diagnostic, refuse
from clea_cli.documents import charger_catalogues, lots
from clea_cli.documents.commande import Commande, Tache
from clea_cli.documents.preparer import Preparation, completer, empechements, lire
from clea_cli.sorties.mots import premiers

_SANS_CATALOGUE = "D105"  # no modules ship for this référentiel, and none are given


class DuGenre(NamedTuple):
    """The documents of one kind to make, and the name of the file of each."""

    preparation: Preparation
    noms: tuple[str, ...]


class Ensemble(NamedTuple):
    """All documents to make; `laisses` says which are left out, and why."""

    lues: Lot | Paires | None
    genres: tuple[DuGenre, ...]
    laisses: tuple[str, ...]
    diagnostics: tuple[Diagnostic, ...]


def preparer(
    sources: Sequence[str], commandes: Sequence[Commande], paires: Sequence[Paire] = ()
) -> Ensemble:
    """Read the grilles, or pairs of them.

    `commandes` ask for a kind of document each, of the same grilles.

    Errors: those of each kind; a kind that cannot be made leaves the others.
    """
    premiere = commandes[0]
    fautes = list(empechements(premiere, *_jours(commandes)))
    if refuse(fautes):
        return Ensemble(None, (), (), tuple(fautes))
    lues, dites = lire(sources, premiere.lecture._replace(notes=True), paires)
    fautes += dites
    if lues.bareme is None:
        return Ensemble(lues, (), (), tuple(fautes))
    genres: list[DuGenre] = []
    laisses: list[str] = []
    # One catalogue serves the plan and the gaps.
    catalogues = [commande.catalogue for commande in commandes if commande.catalogue is not None]
    charge = charger_catalogues.charger(next(iter(catalogues), None), lues.bareme.referentiel)
    for commande in commandes:
        preparation = completer(lues, commande, (), charge)
        if any(faute.code == _SANS_CATALOGUE for faute in preparation.diagnostics):
            laisses += [f"{commande.genre} : {faute.message}" for faute in preparation.diagnostics]
            continue
        fautes += preparation.diagnostics
        du_genre = _nommer(preparation)
        if commande.genre == "attestation":
            du_genre, sans = _attestations(du_genre)
            laisses += (
                [f"{commande.genre} : aucun domaine maîtrisé pour {premiers(sans)}"] if sans else []
            )
        genres.append(du_genre)
    return Ensemble(lues, tuple(genres), tuple(laisses), tuple(fautes))


def _jours(commandes: Sequence[Commande]) -> tuple[date | None, date | None]:
    """The day of the préalable, and the first one of the training, where a command says them."""
    prealables = [commande.prealable_donnee for commande in commandes if commande.prealable_donnee]
    debuts = [commande.demande.debut for commande in commandes if commande.demande]
    return next(iter(prealables), None), next(iter(debuts), None)


def _nommer(preparation: Preparation) -> DuGenre:
    commande = preparation.commande
    candidats = [tache.grille.candidat for tache in preparation.taches]
    return DuGenre(preparation, tuple(lots.noms(candidats, commande.genre, commande.format)))


def _attestations(tous: DuGenre) -> tuple[DuGenre, list[str]]:
    """The attestations of those who have mastered a domaine, and the references of the others."""
    preparation = tous.preparation
    taches: list[Tache] = []
    noms: list[str] = []
    sans: list[str] = []
    for tache, nom in zip(preparation.taches, tous.noms, strict=True):
        if preparation.bareme and _atteste(preparation.bareme, tache):
            taches.append(tache)
            noms.append(nom)
        else:
            sans.append(tache.grille.candidat)
    return DuGenre(preparation._replace(taches=tuple(taches)), tuple(noms)), sans


def _atteste(bareme: Bareme, tache: Tache) -> bool:
    """Whether there is a domaine to attest."""
    decision = juger(bareme, (), tache.grille, tache.finale and tache.finale[1]).decision
    return any(domaine.statut is Reponse.OUI for domaine in decision.domaines)
