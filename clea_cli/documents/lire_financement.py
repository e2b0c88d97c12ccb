"""The ways to pay: built from the values of their YAML, whose shape a test verifies."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from clea_cli.documents.financement import Dispositif, FaitDeFinancement, Financement, Montant
from clea_cli.sources.temps import jour_iso


def construire(racine: Mapping[str, Any]) -> Financement:
    """Build the ways to pay."""
    sources: dict[str, str] = {}
    for source in racine["sources"]:
        sources[source["id"]] = f"{source['titre']}, {source['editeur']}"
    return Financement(
        publics=dict(racine["publics"]),
        sources=sources,
        dispositifs=tuple(map(_dispositif, racine["dispositifs"])),
    )


def _dispositif(dispositif: Mapping[str, Any]) -> Dispositif:
    return Dispositif(
        id=dispositif["id"],
        libelle=dispositif["libelle"],
        publics=tuple(dispositif["publics"]),
        debut=jour_iso(dispositif.get("debut")),
        fin=jour_iso(dispositif.get("fin")),
        remplace_par=dispositif.get("remplace_par") or "",
        faits=tuple(map(_fait, dispositif.get("faits", ()))),
        participation=tuple(map(_montant, dispositif.get("participation", ()))),
        exonerations=tuple(dispositif.get("exonerations", ())),
        exoneres=tuple(dispositif.get("exoneres", ())),
        plafond=tuple(map(_montant, dispositif.get("plafond", ()))),
        sources=tuple(dispositif["sources"]),
        verifie_le=dispositif["verifie_le"],
    )


def _fait(fait: Mapping[str, Any]) -> FaitDeFinancement:
    return FaitDeFinancement(
        fait["texte"],
        tuple(fait.get("publics", ())),
        tuple(fait.get("certifications", ())),
        jour_iso(fait.get("debut")),
        jour_iso(fait.get("fin")),
    )


def _montant(montant: Mapping[str, Any]) -> Montant:
    return Montant(
        date.fromisoformat(montant["debut"]),
        montant["montant"],
        tuple(montant.get("sauf", ())),
        tuple(montant.get("a_confirmer", ())),
        jour_iso(montant.get("a_revoir_le")),
    )
