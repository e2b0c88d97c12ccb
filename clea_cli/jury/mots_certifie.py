"""A certified candidate as the certifier's platform wants to read it."""

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
        "Date de passage": date_courte(manifeste.session.date),
        "CCPI": manifeste.referentiel.libelle,
        "Statut": "CERTIFIE",
        "Obtention après la première évaluation ?": _oui(dossier.premiere_evaluation),
    }


def _oui(vrai: object) -> str:
    return "OUI" if vrai else "NON"
