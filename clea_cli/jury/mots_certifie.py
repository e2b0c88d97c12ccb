"""A certified candidate as the certifier's platform wants to read it."""

from collections.abc import Iterator

from clea_cli.jury.certificateur import EVALUATION
from clea_cli.jury.identite import Identite
from clea_cli.jury.manifeste import DossierEcrit, Manifeste
from clea_cli.sorties.mots import date_courte

_LONGUEUR_SIREN = 9


def ligne(identite: Identite, dossier: DossierEcrit, manifeste: Manifeste) -> dict[str, str]:
    """The columns of a candidate, by name; `dossier` and `manifeste` are of a closed session."""
    siret = manifeste.session.organisme.siret
    return {
        "SIREN de l'organisme": siret[:_LONGUEUR_SIREN],
        "Siret de l'établissement": siret,
        "Statut à l'inscription": dossier.statut,
        "Niveau d'instruction": identite.niveau,
        "Origine de la démarche": dossier.prescripteur,
        "Financeur": dossier.financement,
        "Civilité": identite.civilite,
        "Nom de naissance": identite.nom_de_naissance,
        "Nom d'usage": identite.nom_d_usage,
        "Prénom": identite.prenom,
        "Email": identite.email,
        "Téléphone": identite.telephone,
        "Adresse": identite.adresse,
        "Complément d'adresse": identite.complement,
        "Ville": identite.ville,
        "Code postal": identite.code_postal,
        "Date de naissance": date_courte(identite.naissance),
        "Né à l'étranger": _oui(identite.ne_a_l_etranger),
        "Zone géographique de naissance": identite.zone_de_naissance,
        "Né en collectivité d'outre-mer": _oui(identite.ne_outre_mer),
        "Ville de naissance": identite.ville_de_naissance,
        "Code postal de naissance": identite.code_postal_de_naissance,
        "Date de passage": date_courte(_passage(dossier, manifeste)),
        "CCPI": manifeste.session.certificateur.ccpi or manifeste.referentiel.libelle,
        "Statut": "CERTIFIE",
        "Obtention après la première évaluation ?": _oui(dossier.premiere_evaluation),
    }


def suppose(manifeste: Manifeste) -> Iterator[str]:
    """What the session does not say that the platform expects, and what was written instead."""
    dit = manifeste.session.certificateur
    if not dit.ccpi:
        yield f"CCPI « {manifeste.referentiel.libelle} »"
    if not dit.passage:
        yield "date de passage : celle de la session"
    if not dit.fins_de_ligne:
        yield "fins de ligne de Windows"


def _passage(dossier: DossierEcrit, manifeste: Manifeste) -> str:
    """The day of passage (ISO): the session's, or that of the last évaluation."""
    if manifeste.session.certificateur.passage == EVALUATION and dossier.evalue_le:
        return dossier.evalue_le
    return manifeste.session.date


def _oui(vrai: object) -> str:
    return "OUI" if vrai else "NON"
