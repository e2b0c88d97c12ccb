"""`clea ecarts`, `clea plan`, `clea restitution`, `clea attestation`: a document a candidate."""

from clea_cli.cli import options
from clea_cli.cli import options_documents as des_documents
from clea_cli.cli.formats import choisir
from clea_cli.cli.paires import lire_sources
from clea_cli.cli.production import Ecriture, produire
from clea_cli.cli.sortie import signaler, statut
from clea_cli.documents.formats import FORMATS, FORMATS_DU_PLAN


def ecarts(
    grilles: options.GrillesOuPaires = None,
    format_: des_documents.EnFormat = None,
    catalogue: des_documents.CheminDuCatalogue = None,
    referentiel: options.NomDeReferentiel = None,
    regle: options.NomDeRegle = None,
    sortie: des_documents.Sortie = None,
    forcer: options.Forcer = False,
    modeles: des_documents.DossierDeModeles = None,
    travailleurs: options.Travailleurs = 1,
    jour: options.JourTape = None,
    encodage: options.Encodage = None,
    separateur: options.Separateur = None,
    onglet: options.Onglet = None,
    ignorer: options.Ignorer = None,
    finale: options.Finale = None,
    paires: options.CheminDesPaires = None,
    organisme: des_documents.CheminDeLaFiche = None,
) -> int:
    """Montre ce qui manque, domaine par domaine, et le plus court chemin vers le certificat.

    Exemple : clea ecarts grille.csv --format html --sortie ecarts.html
    """
    ecrit_en = choisir(FORMATS, format_, sortie)
    lecture = options.lecture(referentiel, regle, encodage, separateur, onglet, ignorer)
    commande = des_documents.commande(
        "ecarts",
        ecrit_en.nom,
        lecture,
        jour,
        modeles,
        catalogue=catalogue,
        organisme=organisme,
    )
    sources = lire_sources(grilles, finale, paires)
    return produire(commande, sources, Ecriture(sortie, forcer, travailleurs))


def plan(
    grilles: options.GrillesOuPaires = None,
    format_: des_documents.EnFormatDuPlan = None,
    catalogue: des_documents.CheminDuCatalogue = None,
    debut: des_documents.Debut = None,
    semaine: des_documents.Semaine = None,
    prealable: des_documents.Prealable = None,
    situation: des_documents.Situation = None,
    route: des_documents.Route = "courte",
    referentiel: options.NomDeReferentiel = None,
    regle: options.NomDeRegle = None,
    sortie: des_documents.SortieDuPlan = None,
    forcer: options.Forcer = False,
    modeles: des_documents.DossierDeModeles = None,
    travailleurs: options.Travailleurs = 1,
    jour: options.JourTape = None,
    encodage: options.Encodage = None,
    separateur: options.Separateur = None,
    onglet: options.Onglet = None,
    ignorer: options.Ignorer = None,
    finale: options.Finale = None,
    paires: options.CheminDesPaires = None,
    organisme: des_documents.CheminDeLaFiche = None,
) -> int:
    """Fait le plan de formation : modules, heures, calendrier, façons de payer.

    Exemple : clea plan grille.csv --debut 2026-12-01 --heures-par-semaine 14
    """
    demande = des_documents.demande(debut, jour, semaine, prealable, situation, route)
    if demande.value is None:
        signaler(demande.diagnostics)
        return statut(demande.diagnostics)
    ecrit_en = choisir(FORMATS_DU_PLAN, format_, sortie)
    lecture = options.lecture(referentiel, regle, encodage, separateur, onglet, ignorer)
    commande = des_documents.commande(
        "plan",
        ecrit_en.nom,
        lecture,
        jour,
        modeles,
        catalogue=catalogue,
        demande=demande.value,
        organisme=organisme,
    )
    sources = lire_sources(grilles, finale, paires)
    return produire(commande, sources, Ecriture(sortie, forcer, travailleurs))


def restitution(
    grilles: options.GrillesOuPaires = None,
    format_: des_documents.EnFormat = None,
    referentiel: options.NomDeReferentiel = None,
    regle: options.NomDeRegle = None,
    sortie: des_documents.Sortie = None,
    forcer: options.Forcer = False,
    modeles: des_documents.DossierDeModeles = None,
    travailleurs: options.Travailleurs = 1,
    jour: options.JourTape = None,
    encodage: options.Encodage = None,
    separateur: options.Separateur = None,
    onglet: options.Onglet = None,
    ignorer: options.Ignorer = None,
    finale: options.Finale = None,
    paires: options.CheminDesPaires = None,
    organisme: des_documents.CheminDeLaFiche = None,
    identites: des_documents.Identites = None,
) -> int:
    """Écrit la page du candidat : en mots simples, ce qu'il sait faire d'abord.

    Exemple : clea restitution grille.csv --format pdf --sortie resultats.pdf
    """
    ecrit_en = choisir(FORMATS, format_, sortie)
    lecture = options.lecture(referentiel, regle, encodage, separateur, onglet, ignorer)
    commande = des_documents.commande(
        "restitution",
        ecrit_en.nom,
        lecture,
        jour,
        modeles,
        organisme=organisme,
        identites=identites,
    )
    sources = lire_sources(grilles, finale, paires)
    return produire(commande, sources, Ecriture(sortie, forcer, travailleurs))


def attestation(
    grilles: options.GrillesOuPaires = None,
    format_: des_documents.EnFormat = None,
    prealable: des_documents.Prealable = None,
    referentiel: options.NomDeReferentiel = None,
    regle: options.NomDeRegle = None,
    sortie: des_documents.Sortie = None,
    forcer: options.Forcer = False,
    modeles: des_documents.DossierDeModeles = None,
    travailleurs: options.Travailleurs = 1,
    jour: options.JourTape = None,
    encodage: options.Encodage = None,
    separateur: options.Separateur = None,
    onglet: options.Onglet = None,
    ignorer: options.Ignorer = None,
    finale: options.Finale = None,
    paires: options.CheminDesPaires = None,
    organisme: des_documents.CheminDeLaFiche = None,
    identites: des_documents.Identites = None,
    points: des_documents.AvecPoints = False,
) -> int:
    """Atteste des domaines maîtrisés ; ne vaut pas certificat.

    Exemple : clea attestation grille.csv --prealable 2026-03-02 --format pdf
    --sortie attestation.pdf
    """
    ecrit_en = choisir(FORMATS, format_, sortie)
    lecture = options.lecture(referentiel, regle, encodage, separateur, onglet, ignorer)
    commande = des_documents.commande(
        "attestation",
        ecrit_en.nom,
        lecture,
        jour,
        modeles,
        prealable=prealable,
        organisme=organisme,
        identites=identites,
        points=points,
    )
    sources = lire_sources(grilles, finale, paires)
    return produire(commande, sources, Ecriture(sortie, forcer, travailleurs))
