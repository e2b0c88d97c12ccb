"""The sessions of a plan as iCalendar (RFC 5545): whole days, for no hour of the day is known.

The same document gives the same bytes: what changes at each writing elsewhere (the moment, the
identifiers) comes from the document.
"""

import hashlib
import json
from datetime import UTC, date, datetime, timedelta
from typing import Any

from icalendar import Calendar, Event

from clea_cli.documents.vues import Document
from clea_cli.sorties.mots import duree

_PRODUIT = "-//clea//plan de formation//FR"


def rendre(document: Document) -> bytes:
    """Write an event a session, and one for the évaluation finale."""
    calendrier = Calendar()
    calendrier.add("prodid", _PRODUIT)
    calendrier.add("version", "2.0")
    ecrit_le = datetime.fromisoformat(document.date).replace(tzinfo=UTC)
    provenance = json.dumps(document.provenance, sort_keys=True)
    qui = hashlib.sha256(provenance.encode()).hexdigest()[:24]
    for rang, seance in enumerate(document.seances, start=1):
        evenement = Event()
        evenement.add("uid", f"{qui}-{rang}@clea")
        evenement.add("dtstamp", ecrit_le)
        jour = date.fromisoformat(seance["date"])
        evenement.add("dtstart", jour)
        evenement.add("dtend", jour + timedelta(days=1))
        evenement.add("summary", _titre(seance))
        evenement.add("description", document.titre)
        calendrier.add_component(evenement)
    return bytes(calendrier.to_ical())


def _titre(seance: dict[str, Any]) -> str:
    if seance["genre"] == "finale":
        return "Évaluation finale"
    return f"Formation, {duree(seance['minutes'])} : {', '.join(seance['modules'])}"
