"""`clea documents`: all documents of each candidate, in one folder."""

from datetime import date
from typing import TYPE_CHECKING, Annotated

from clea_cli.cli import options
from clea_cli.cli import options_documents as des_documents
from clea_cli.cli.formats import option_de_dossier, option_de_format
from clea_cli.cli.paires import Sources, lire_sources
from clea_cli.cli.production import (
    Ecriture,
    dire_organisme,
    ecrire_dossier,
    suivre,
    tout_ce_qui_sert,
)
from clea_cli.cli.sortie import dire, dire_lectures, signaler, statut
from clea_cli.documents.formats import FORMATS

if TYPE_CHECKING:  # the help must not load what it does not need
    from collections.abc import Iterator

    from clea_cli.diagnostics import Diagnostic, Outcome
    from clea_cli.documents.commande import Commande
    from clea_cli.documents.ensemble import Ensemble
    from clea_cli.documents.plan import Demande
    from clea_cli.documents.preparer import DocumentFait

DEFAUT = "html"  # opens everywhere, and needs nothing to be installed


def documents(
    grilles: options.GrillesOuPaires = None,
    format_: Annotated[
        str, option_de_format(FORMATS, "docx se reprend dans Word, pdf s'imprime.", defaut=DEFAUT)
    ] = DEFAUT,
    sortie: Annotated[
        str, option_de_dossier(FORMATS, "Le dossier où les écrire. Par défaut : documents.")
    ] = "documents",
    forcer: options.Forcer = False,
    catalogue: des_documents.CheminDuCatalogue = None,
    debut: des_documents.Debut = None,
    semaine: des_documents.Semaine = None,
    prealable: des_documents.Prealable = None,
    situation: des_documents.Situation = None,
    finale: options.Finale = None,
    paires: options.CheminDesPaires = None,
    referentiel: options.NomDeReferentiel = None,
    regle: options.NomDeRegle = None,
    modeles: des_documents.DossierDeModeles = None,
    travailleurs: options.Travailleurs = 1,
    jour: options.JourTape = None,
    encodage: options.Encodage = None,
    separateur: options.Separateur = None,
    onglet: options.Onglet = None,
    ignorer: options.Ignorer = None,
    organisme: des_documents.CheminDeLaFiche = None,
    identites: des_documents.Identites = None,
) -> int:
    """Fait les documents de chaque candidat dans un dossier : sa page, les écarts, le plan,
    l'attestation.

    Où aucun domaine n'est maîtrisé, il n'y a pas d'attestation, et c'est dit.

    Exemple : clea documents grille.csv
    """
    lecture = options.lecture(referentiel, regle, encodage, separateur, onglet, ignorer)
    demande = des_documents.demande(debut, jour, semaine, prealable, situation)
    sources = lire_sources(grilles, finale, paires)
    modele = des_documents.commande(
        "restitution",
        format_,
        lecture,
        jour,
        modeles,
        organisme=organisme,
        identites=identites,
    )
    # What is wrong with each of the three is told at once.
    if demande.value is None or sources.value is None or modele.value is None:
        refus = (*demande.diagnostics, *sources.diagnostics, *modele.diagnostics)
        signaler(refus)
        return statut(refus)
    commandes = _commandes(modele.value, catalogue, demande.value, prealable)
    ecriture = Ecriture(sortie, forcer, travailleurs)
    return _produire(commandes, sources.value, ecriture, modele.diagnostics)


def _commandes(
    page: "Commande", catalogue: str | None, demande: "Demande", prealable: date | None
) -> "list[Commande]":
    """A command a kind of document; names are for the candidate's page and the attestation only."""
    ecarts = page._replace(genre="ecarts", catalogue=catalogue, identites=None)
    plan = ecarts._replace(genre="plan", demande=demande)
    attestation = page._replace(genre="attestation", prealable=prealable)
    return [page, ecarts, plan, attestation]


def _produire(
    commandes: "list[Commande]",
    sources: Sources,
    ecriture: Ecriture,
    avis: "tuple[Diagnostic, ...]",
) -> int:
    """Make all documents and write them; one that cannot be made leaves the others."""
    from clea_cli.decision.references_nominatives import noms_de_personnes
    from clea_cli.documents.ensemble import preparer

    ensemble = preparer(sources.grilles, commandes, sources.paires)
    fautes: list[Diagnostic] = [*avis, *ensemble.diagnostics]
    if ensemble.lues:
        dire_lectures(ensemble.lues)
        fautes += noms_de_personnes(ensemble.lues.fichiers)
    if ensemble.genres:
        dire_organisme(ensemble.genres[0].preparation)
    entrees: list[str] = []
    for commande in commandes:
        entrees += tout_ce_qui_sert(commande, sources.lues)
    tous = _tous(ensemble, ecriture.travailleurs)
    publie, faits = ecrire_dossier(tous, fautes, ecriture, entrees)
    for laisse in ensemble.laisses:
        dire(f"{laisse}.")
    # Each kind of document read the same grilles: what it found is told once.
    fautes = list(dict.fromkeys(fautes))
    signaler(fautes)
    return publie or statut(fautes, partiel=faits)


def _tous(ensemble: "Ensemble", travailleurs: int) -> "Iterator[tuple[str, Outcome[DocumentFait]]]":
    """The documents of each kind, made when they are asked for, each with the name of its file."""
    for du_genre in ensemble.genres:
        issues = suivre(du_genre.preparation, travailleurs)
        yield from zip(du_genre.noms, issues, strict=True)
