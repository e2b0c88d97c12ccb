"""A session built from the values of its YAML, its dossiers from those or from a roster's rows."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from clea_cli.jury.certificateur import Certificateur
from clea_cli.jury.session import (
    LIBELLES_USUELS,
    Choix,
    College,
    Dossier,
    Evaluation,
    Membre,
    OrganismePresentateur,
    Regard,
    Session,
)
from clea_cli.sources.temps import Sequence, jour_admis, lire_sequence

A_DISTANCE = "à distance"


def construire(racine: Mapping[str, Any]) -> Session:
    """Build the session of a document whose shape was verified or mended."""
    organisme = racine["organisme"]
    habilitation = organisme["habilitation"]
    lieu = racine.get("lieu")
    if not lieu:
        lieu = A_DISTANCE if racine.get("a_distance") else ""
    libelles = dict(LIBELLES_USUELS)
    for cle, mots in (racine.get("decisions") or {}).items():
        if mots:
            libelles[Choix(cle)] = mots
    return Session(
        id=racine["id"],
        date=jour_admis(racine["date"]),
        lieu=lieu,
        referentiel=racine["referentiel"],
        regle=racine.get("regle"),
        organisme=OrganismePresentateur(
            organisme["nom"],
            organisme["siret"],
            jour_admis(habilitation["debut"]),
            jour_admis(habilitation["fin"]),
        ),
        jury=tuple(map(_membre, racine["jury"])),
        libelles=libelles,
        precedente=racine.get("precedente") or "",
        liste=racine.get("liste") or "",
        dossiers=construire_dossiers(racine),
        certificateur=_certificateur(racine.get("certificateur") or {}),
        regard=_regard(racine.get("a_regarder") or {}),
    )


def _regard(dit: Mapping[str, Any]) -> Regard:
    return Regard(frozenset(dit.get("sauf") or ()), dit.get("au_plus"))


def _certificateur(dit: Mapping[str, Any]) -> Certificateur:
    return Certificateur(
        ccpi=dit.get("ccpi") or "",
        passage=dit.get("passage") or "",
        fins_de_ligne=dit.get("fins_de_ligne") or "",
    )


def construire_dossiers(racine: Mapping[str, Any]) -> tuple[Dossier, ...]:
    """Build the dossiers of a session or of a roster."""
    return tuple(map(_dossier, racine.get("dossiers") or ()))


def _membre(membre: Mapping[str, Any]) -> Membre:
    return Membre(
        reference=membre["reference"],
        nom=membre.get("nom") or "",
        college=College(membre["college"]),
        president=membre.get("president", False),
    )


def _dossier(dossier: Mapping[str, Any]) -> Dossier:
    formation = dossier.get("formation") or {}
    finale = dossier.get("finale")
    duree = formation.get("heures")
    return Dossier(
        reference=dossier["reference"],
        statut=dossier.get("statut") or "",
        prescripteur=dossier.get("prescripteur") or "",
        financement=dossier.get("financement") or "",
        prealable=_evaluation(dossier["prealable"]),
        formateurs=tuple(formation.get("formateurs") or ()),
        heures=None if duree is None else Fraction(str(duree)),
        finale=_evaluation(finale) if finale else None,
    )


def _evaluation(evaluation: Mapping[str, Any]) -> Evaluation:
    jour = jour_admis(evaluation["date"])
    sequences = []
    for ecrite in evaluation["sequences"]:
        # One that was made up for a faulty value means nothing, and nothing is said of it.
        sequences.append(lire_sequence(ecrite, jour) or Sequence(jour, 0, 0))
    return Evaluation(
        date=jour,
        sequences=tuple(sequences),
        evaluateur=evaluation["evaluateur"],
        grille=evaluation["grille"],
    )
