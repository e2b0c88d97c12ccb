"""From grilles to documents: one a candidate, in whatever format, each with what it was made of."""

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from clea_cli.decision.decision import Bareme
from clea_cli.decision.jugement import autres_lectures
from clea_cli.decision.lot import Fichier, Lecture, Lot, lire_lot
from clea_cli.decision.paires import Paire, Paires, lire_paires
from clea_cli.decision.roles import finales_seules
from clea_cli.decision.vues import Rapport
from clea_cli.diagnostics import Diagnostic, Outcome, Position, refuse, refuser
from clea_cli.diagnostics.refus import ou
from clea_cli.documents import (
    candidat,
    charger_catalogues,
    formats,
    jours,
    lire_noms,
    lire_organisme,
)
from clea_cli.documents.catalogue import Catalogue
from clea_cli.documents.commande import Commande, Tache
from clea_cli.documents.lire_noms import NomsDonnes
from clea_cli.documents.lire_organisme import Fiche
from clea_cli.documents.origine import Qui, origine
from clea_cli.documents.portee import code, portee
from clea_cli.documents.rassembler import Atelier, rassembler
from clea_cli.documents.rediger import rediger
from clea_cli.documents.remplisseur import Remplisseur
from clea_cli.documents.vues import Document

_AVEC_CATALOGUE = frozenset({"plan"})
_AVEC_HEURES = frozenset({"ecarts"})  # those of the catalogue that ships, if there is one
_AVEC_NOTES = frozenset({"ecarts"})  # what the évaluateur wrote beside the answers


class Preparation(NamedTuple):
    """All that the documents of one call share, the files of grilles, and a task a candidate."""

    commande: Commande
    bareme: Bareme | None
    autres: tuple[Bareme, ...]
    catalogue: Catalogue | None
    fichiers: tuple[Fichier, ...]
    taches: tuple[Tache, ...]
    diagnostics: tuple[Diagnostic, ...]
    fiche: Fiche = Fiche()
    noms: NomsDonnes = NomsDonnes()


class DocumentFait(NamedTuple):
    """A document that was made: whose, and its bytes.

    For `texte`, which depends on the screen, its blocks instead.
    """

    candidat: str
    document: Document
    contenu: bytes


def preparer(
    sources: Sequence[str], commande: Commande, paires: Sequence[Paire] = ()
) -> Preparation:
    """Read the grilles, or pairs of them, and all that goes with them.

    Errors: those of `clea score`, of catalogues, of an organisme and of identities, D202.
    """
    debut = commande.demande.debut if commande.demande else None
    fautes = empechements(commande, commande.prealable_donnee, debut)
    if refuse(fautes):
        return _rien(commande, fautes)
    lecture = commande.lecture._replace(notes=commande.genre in _AVEC_NOTES)
    lues, dites = lire(sources, lecture, paires)
    return completer(lues, commande, (*fautes, *dites))


def lire(
    sources: Sequence[str], lecture: Lecture, paires: Sequence[Paire]
) -> tuple[Lot | Paires, tuple[Diagnostic, ...]]:
    """Read the grilles, or pairs of them, with all that is to be said of them.

    Errors: those of `clea score`.
    """
    if paires:
        deux_a_deux = lire_paires(paires, lecture)
        return deux_a_deux, deux_a_deux.diagnostics
    lot = lire_lot(sources, lecture)
    return lot, (*lot.diagnostics, *finales_seules(lot.fichiers))


def empechements(
    commande: Commande, prealable: datetime.date | None, debut: datetime.date | None
) -> tuple[Diagnostic, ...]:
    """What keeps documents from being made, before any grille is read.

    Errors: D202, those of the days.
    """
    fautes: list[Diagnostic] = []
    if manque := formats.format_absent(commande.format):
        fautes.append(manque)
    fautes += jours.fautes_des_options(commande.jour, prealable, debut)
    return tuple(fautes)


def completer(
    lot: Lot | Paires,
    commande: Commande,
    fautes: tuple[Diagnostic, ...],
    charge: Outcome[Catalogue] | None = None,
) -> Preparation:
    """Add to grilles that were read what a kind of document needs.

    `fautes` is what was found so far, `charge` the catalogue, if it was loaded already.

    Errors: D109, those of catalogues.
    """
    if lot.bareme is None:
        return _rien(commande, fautes)
    referentiel = lot.bareme.referentiel
    # 1. The préalable that the command says, for all grilles: too old, no attestation is made.
    attestees = commande.annees_attestees(referentiel)
    passe = tuple(jours.delai_passe("--prealable", commande.prealable, commande.jour, attestees))
    if passe:
        return _rien(commande, passe)
    # 2. The catalogue. A plan is nothing without one; the gaps take the one that ships, if any.
    catalogue: Outcome[Catalogue] = Outcome(None)
    voulu = commande.catalogue is not None or commande.genre in _AVEC_CATALOGUE
    if not voulu and commande.genre in _AVEC_HEURES:
        voulu = charger_catalogues.est_livre(referentiel)
    if voulu:
        catalogue = charge or charger_catalogues.charger(commande.catalogue, referentiel)
        if catalogue.value is None:
            return _rien(commande, (*fautes, *catalogue.diagnostics))
    # 3. Who gives the documents, and to whom.
    sources = [fichier.source for fichier in lot.fichiers]
    fiche = lire_organisme.charger(commande.organisme, sources)
    noms = lire_noms.charger(commande.identites)
    if fiche.value is None or noms.value is None:
        return _rien(commande, (*fautes, *fiche.diagnostics, *noms.diagnostics))
    return Preparation(
        commande=commande,
        bareme=lot.bareme,
        autres=autres_lectures(lot.bareme),
        catalogue=catalogue.value,
        fichiers=lot.fichiers,
        taches=_taches(lot),
        diagnostics=fautes,
        fiche=fiche.value,
        noms=noms.value,
    )


def _rien(commande: Commande, fautes: tuple[Diagnostic, ...]) -> Preparation:
    """What is told where nothing can be made."""
    return Preparation(commande, None, (), None, (), (), fautes)


def _taches(lot: Lot | Paires) -> tuple[Tache, ...]:
    taches: list[Tache] = []
    if isinstance(lot, Lot):
        for fichier in lot.fichiers:
            for grille in fichier.grilles:
                taches.append(Tache(fichier, grille))
        return tuple(taches)
    for paire in lot.paires:
        premiere, derniere = paire.grilles
        taches.append(Tache(paire.prealable, premiere, (paire.finale, derniere)))
    return tuple(taches)


def faire(preparation: Preparation, taches: Iterable[Tache]) -> Iterator[Outcome[DocumentFait]]:
    """Make the documents, one after the other.

    Errors: D109, D111, D201, D203, D312, D351, F322-F324; D350 warns.
    """
    if preparation.bareme is None:
        return
    remplisseur = Remplisseur(preparation.commande.modeles)
    atelier = ouvrir(preparation, preparation.bareme, remplisseur)
    try:
        for tache in taches:
            yield faire_un(atelier, tache)
    finally:
        remplisseur.fermer()


def ouvrir(preparation: Preparation, bareme: Bareme, remplisseur: Remplisseur) -> Atelier:
    """Gather what serves all the documents of a call; whoever gives `remplisseur` closes it."""
    commande = preparation.commande
    return Atelier(
        commande=commande,
        bareme=bareme,
        autres=preparation.autres,
        catalogue=preparation.catalogue,
        communs=candidat.communs(bareme.referentiel, bareme.regle, commande.jour),
        remplisseur=remplisseur,
        qui=Qui(preparation.fiche, preparation.noms),
    )


def faire_un(atelier: Atelier, tache: Tache) -> Outcome[DocumentFait]:
    """Make a document; a bug of ours loses that one, and not its neighbours.

    Errors: those of `faire`.
    """
    try:
        return _faire_un(atelier, tache)
    except OSError:  # the system's doing, for all documents alike
        raise
    except Exception as erreur:
        ici = Position(tache.fichier.source)
        return refuser("D351", ici, candidat=tache.grille.candidat, defaut=ou(erreur))


class Reuni(NamedTuple):
    """All that a template is given, the décision in words, the provenance of the document."""

    donnees: dict[str, Any]
    rapport: Rapport
    provenance: dict[str, Any]


def reunir(atelier: Atelier, tache: Tache) -> Outcome[Reuni]:
    """Gather the data of a document, and what it was made of. Errors: D111, D312; warning: D313."""
    rassemble = rassembler(atelier, tache)
    if rassemble.value is None:
        return rassemble.refus()
    donnees = rassemble.value.donnees
    commande = atelier.commande
    # `dite` is for the foot of the page, `gardee` for what the file carries unseen.
    dite = origine(commande, atelier.bareme, atelier.catalogue, donnees, tache, atelier.qui)
    gardee = portee(dite)
    controle = code(gardee, tache, dite["verdict"])
    gardee["code"] = controle
    dite["code"] = controle
    # A template may ask for these even where there are none.
    facultatifs = {"catalogue": None, "finale": None}
    donnees["pied"] = facultatifs | dite | {"modele": _modele_dit(dite)}
    reuni = Reuni(donnees, rassemble.value.rapport, gardee)
    return Outcome(reuni, rassemble.diagnostics)


def _faire_un(atelier: Atelier, tache: Tache) -> Outcome[DocumentFait]:
    commande = atelier.commande
    if fautes := tuple(_fautes_des_jours(atelier, tache)):
        return Outcome(None, fautes)
    reuni = reunir(atelier, tache)
    if reuni.value is None:
        return reuni.refus()
    donnees, vu, provenance = reuni.value
    figures = candidat.barres(atelier.communs, vu)
    source = tache.fichier.source
    redige = rediger(commande, atelier.remplisseur, donnees, figures, provenance, source)
    if redige.value is None:
        return redige.refus()
    document, contenu = redige.value
    # Its bytes say all: its blocks would be carried from process to process for nothing.
    if contenu:
        document = document._replace(blocs=(), figures={})
    fait = DocumentFait(vu.candidat, document, contenu)
    return Outcome(fait, (*reuni.diagnostics, *redige.diagnostics))


def _fautes_des_jours(atelier: Atelier, tache: Tache) -> Iterator[Diagnostic]:
    """Look at the days that the grilles of a document say. Errors: D109, F322-F324."""
    commande = atelier.commande
    attestees = commande.annees_attestees(atelier.bareme.referentiel)
    option = commande.prealable_donnee
    for fichier, haut in zip(tache.fichiers, tache.hauts, strict=True):
        yield from jours.fautes_de_la_grille(fichier.source, haut, commande.jour, option, attestees)


def _modele_dit(origine: Mapping[str, Any]) -> dict[str, str]:
    nom = f"{origine['document']}.md"
    empreinte = origine["modeles"][nom]
    return {"fichier": nom, "empreinte": f"sha256:{empreinte}"}
