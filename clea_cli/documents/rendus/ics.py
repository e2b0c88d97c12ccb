"""The sessions of a plan as iCalendar (RFC 5545): whole days, for no hour of the day is known.

The calendar says all that the document says; each event, what stands at its foot: programs that
import events leave the rest. The same document gives the same bytes: what changes at each writing
elsewhere (the moment, the identifiers) comes from the document.
"""

import hashlib
import json
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any

from icalendar import Calendar, Event, Journal, vText

from clea_cli.documents.rendus.blocs import affiche
from clea_cli.documents.vues import BlocDeTexte, Document, Encadre, Filet, Paragraphe
from clea_cli.sorties.mots import duree

_PRODUIT = "-//clea//plan de formation//FR"


def rendre(document: Document) -> bytes:
    """Write an event a session, and one for the évaluation finale.

    A note of that day where there is none.
    """
    calendrier = Calendar()
    calendrier.add("prodid", _PRODUIT)
    calendrier.add("version", "2.0")
    calendrier.add("x-wr-calname", _texte([document.titre]))
    calendrier.add("x-wr-caldesc", _texte(_paragraphes(document.blocs)))
    ecrit_le = datetime.fromisoformat(document.date).replace(tzinfo=UTC)
    # An identifier must be unique in the world (3.8.4.7), and the same at each writing.
    provenance = json.dumps(document.provenance, sort_keys=True)
    qui = hashlib.sha256(provenance.encode()).hexdigest()[:24]
    au_pied = _paragraphes(_pied(document.blocs))
    for rang, seance in enumerate(document.seances, start=1):
        jour = date.fromisoformat(seance["date"])
        # The end of a whole day is the next one: it is not counted in (3.6.1).
        lendemain = jour + timedelta(days=1)
        evenement = Event()
        evenement.add("uid", f"{qui}-{rang}@clea")
        evenement.add("dtstamp", ecrit_le)
        evenement.add("dtstart", jour)
        evenement.add("dtend", lendemain)
        evenement.add("summary", _texte([_titre(seance)]))
        evenement.add("description", _texte([document.titre, *au_pied]))
        calendrier.add_component(evenement)
    if not document.seances:
        # RFC 5545, 3.6: a calendar has at least one component.
        note = Journal()
        note.add("uid", f"{qui}-0@clea")
        note.add("dtstamp", ecrit_le)
        note.add("dtstart", ecrit_le.date())
        note.add("summary", _texte([document.titre]))
        note.add("description", _texte(_paragraphes(document.blocs)))
        calendrier.add_component(note)
    return bytes(calendrier.to_ical())


def _titre(seance: dict[str, Any]) -> str:
    if seance["genre"] == "finale":
        return "Évaluation finale"
    temps = duree(seance["minutes"])
    modules = ", ".join(seance["modules"])
    return f"Formation, {temps} : {modules}"


def _pied(blocs: tuple[BlocDeTexte, ...]) -> list[BlocDeTexte]:
    """What stands below the last rule, but for lists: who decides, what is a draft."""
    # From the bottom up to the rule; without one, the document has no foot.
    dessous: list[BlocDeTexte] = []
    for bloc in reversed(blocs):
        if isinstance(bloc, Filet):
            return dessous[::-1]
        if isinstance(bloc, Paragraphe | Encadre):
            dessous.append(bloc)
    return []


def _paragraphes(blocs: Iterable[BlocDeTexte]) -> list[str]:
    """The words of each block that shows any."""
    montres = [affiche([bloc]) for bloc in blocs]
    return [montre for montre in montres if montre]


def _texte(lignes: list[str]) -> vText:
    """A value of TEXT, of a name beginning by X- too: its commas and ends of lines are escaped."""
    # Half of a sign (a lone surrogate) has no UTF-8: it becomes a question mark.
    octets = "\n".join(lignes).encode(errors="replace")
    return vText(octets.decode())
