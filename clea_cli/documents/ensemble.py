"""All documents of each candidate, from grilles that are read once."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple, TypeVar

from clea_cli.decision.decision import Bareme
from clea_cli.decision.jugement import juger
from clea_cli.decision.lot import Lot
from clea_cli.decision.paires import Paire, Paires
from clea_cli.diagnostics import Diagnostic, refuse
from clea_cli.documents import attester, charger_catalogues, lots
from clea_cli.documents.commande import Commande, Tache
from clea_cli.documents.preparer import Preparation, completer, empechements, lire
from clea_cli.sorties.mots import premiers

_SANS_CATALOGUE = "D105"  # no modules ship for this référentiel, and none are given

T = TypeVar("T")


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
    # 1. What refuses all kinds alike, before any file is opened.
    premiere = commandes[0]
    prealable, debut = _jours(commandes)
    fautes = list(empechements(premiere, prealable, debut))
    if refuse(fautes):
        return Ensemble(None, (), (), tuple(fautes))
    # 2. The grilles, once. Notes are read with them: one kind at least shows them.
    lecture = premiere.lecture._replace(notes=True)
    lues, dites = lire(sources, lecture, paires)
    fautes += dites
    if lues.bareme is None:
        return Ensemble(lues, (), (), tuple(fautes))
    # 3. One catalogue serves the plan and the gaps.
    catalogue = _premier([commande.catalogue for commande in commandes])
    charge = charger_catalogues.charger(catalogue, lues.bareme.referentiel)
    # 4. Each kind by itself: one for which no catalogue ships is told, and left out.
    genres: list[DuGenre] = []
    laisses: list[str] = []
    for commande in commandes:
        preparation = completer(lues, commande, (), charge)
        codes = {faute.code for faute in preparation.diagnostics}
        if _SANS_CATALOGUE in codes:
            laisses += [f"{commande.genre} : {faute.message}" for faute in preparation.diagnostics]
            continue
        fautes += preparation.diagnostics
        du_genre = _nommer(preparation)
        if commande.genre == attester.GENRE:
            du_genre, sans = _attestations(du_genre)
            if sans:
                laisses.append(f"{commande.genre} : aucun domaine maîtrisé pour {premiers(sans)}")
        genres.append(du_genre)
    return Ensemble(lues, tuple(genres), tuple(laisses), tuple(fautes))


def _jours(commandes: Sequence[Commande]) -> tuple[date | None, date | None]:
    """The day of the préalable, and the first one of the training, where a command says them."""
    prealable = _premier([commande.prealable_donnee for commande in commandes])
    demande = _premier([commande.demande for commande in commandes])
    return prealable, demande.debut if demande else None


def _premier(dits: Iterable[T | None]) -> T | None:
    """The first that is said, for all commands say the same or nothing."""
    for dit in dits:
        if dit is not None:
            return dit
    return None


def _nommer(preparation: Preparation) -> DuGenre:
    commande = preparation.commande
    candidats = [tache.grille.candidat for tache in preparation.taches]
    noms = lots.noms(candidats, commande.genre, commande.format)
    return DuGenre(preparation, tuple(noms))


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
    restreinte = preparation._replace(taches=tuple(taches))
    return DuGenre(restreinte, tuple(noms)), sans


def _atteste(bareme: Bareme, tache: Tache) -> bool:
    """Whether there is a domaine to attest."""
    jugement = juger(bareme, (), tache.grille, tache.grille_finale)
    return bool(attester.maitrises(jugement.decision))
