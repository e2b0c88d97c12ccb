"""The sessions of a plan in an agenda: those of its calendar, the same bytes each time."""

from datetime import date

import pytest
from icalendar import Calendar

from tests.documents.test_documents import RACINE, faire, octets
from tests.documents.test_restitution import extreme
from tests.promesses.test_cases import lancer

ORGANISME = "clea_cli/documents/modeles/organisme.yaml"


def premiere_ligne(evenement):
    """Whom an event is of; below, what no event goes without."""
    premiere, _, reste = str(evenement["description"]).partition("\n")
    assert "Le jury décide" in reste
    return premiere


def evenements(contenu):
    return [
        (
            evenement["dtstart"].dt,
            evenement["dtend"].dt,
            str(evenement["summary"]),
            premiere_ligne(evenement),
        )
        for evenement in Calendar.from_ical(contenu).walk("VEVENT")
    ]


def test_chaque_seance_est_un_jour_de_l_agenda_puis_vient_la_finale():
    """4.1.1 takes 3 h 30: on a Tuesday of 3 h 30, then a week before the évaluation."""
    options = ("--organisme", ORGANISME, "--debut", "2026-11-30")
    assert evenements(faire("plan", "ics", "un-domaine-manque", *options)) == [
        (
            date(2026, 12, 1),
            date(2026, 12, 2),
            "Formation, 3 h 30 : 4.1",
            "Plan de formation\u00a0: C-0002",
        ),
        (
            date(2026, 12, 8),
            date(2026, 12, 9),
            "Évaluation finale",
            "Plan de formation\u00a0: C-0002",
        ),
    ]


def test_l_agenda_suit_la_route_et_ses_identifiants_sont_a_lui():
    complete = faire("plan", "ics", "un-domaine-manque", "--route", "complete")
    assert len(evenements(complete)) > len(evenements(faire("plan", "ics", "un-domaine-manque")))
    uid = [str(evenement["uid"]) for evenement in Calendar.from_ical(complete).walk("VEVENT")]
    assert len(set(uid)) == len(uid)
    assert complete == faire("plan", "ics", "un-domaine-manque", "--route", "complete")


@pytest.mark.parametrize("nom", ["tout", "vide"])
def test_sans_rien_a_travailler_l_agenda_est_vide(nom, tmp_path):
    contenu = octets(
        RACINE, "plan", extreme(nom, tmp_path), "--format", "ics", "--date", "2026-11-28"
    )
    assert evenements(contenu) == []
    [note] = Calendar.from_ical(contenu).walk("VJOURNAL")
    assert str(note["summary"]).startswith("Plan de formation")
    assert "Le jury décide" in note["description"]
    assert contenu.startswith(b"BEGIN:VCALENDAR\r\n")


def test_la_fin_du_fichier_dit_le_format_et_le_plan_seul_le_connait(tmp_path):
    (tmp_path / "g.csv").write_bytes((RACINE / "examples" / "un-domaine-manque.csv").read_bytes())
    assert lancer(tmp_path, "plan", "g.csv", "-o", "seances.ics").statut == 0
    assert (tmp_path / "seances.ics").read_bytes().startswith(b"BEGIN:VCALENDAR")
    assert lancer(tmp_path, "ecarts", "g.csv", "--format", "ics", "-o", "e.ics").statut == 2


def test_une_reference_hostile_reste_dans_sa_ligne(tmp_path):
    grille = (RACINE / "examples" / "un-domaine-manque.csv").read_text(encoding="utf-8-sig")
    hostile = grille.replace("C-0002", "C,2x:END\\nVEVENT")
    (tmp_path / "g.csv").write_text(hostile, encoding="utf-8")
    contenu = octets(tmp_path, "plan", "g.csv", "--format", "ics")
    assert {description for *_, description in evenements(contenu)} == {
        "Plan de formation\u00a0: C,2x:END\\nVEVENT"
    }
