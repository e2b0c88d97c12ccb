"""An organisme as templates may say it.

Plain data, every key there, empty where nothing was given.
"""

from typing import Any

from clea_cli.documents.organisme import Agenda, Organisme
from clea_cli.referentiel.referentiel import simplifier


def dit(organisme: Organisme) -> dict[str, Any]:
    """All that a template may say of an organisme."""
    return {
        "nom": organisme.nom,
        "adresse": list(organisme.adresse),
        "telephone": organisme.telephone,
        "courriel": organisme.courriel,
        "siret": _par_groupes(organisme.siret),
        "nda": organisme.nda,
        "nda_region": organisme.nda_region,
        "lieu": organisme.lieu,
        "signataire": organisme.signataire._asdict(),
        "contact": organisme.contact._asdict(),
        "referent_handicap": organisme.referent_handicap._asdict(),
        "formation": organisme.formation._asdict(),
        "agenda": _agenda(organisme.agenda),
        "donnees": {"contact": organisme.donnees_contact, "ans": organisme.donnees_ans or ""},
    }


def _par_groupes(siret: str) -> str:
    """A SIRET as it is printed: « 123 456 782 00010 »."""
    groupes = (siret[:3], siret[3:6], siret[6:9], siret[9:])
    return " ".join(groupes) if siret else ""


def _agenda(agenda: Agenda) -> dict[str, Any]:
    return {
        "delai_finale": agenda.delai_finale,
        "bilan": "" if agenda.bilan is None else simplifier(agenda.bilan),
    }
