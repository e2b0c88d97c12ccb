"""Days, hours and durations as people write them, in whatever file or option."""

from datetime import date
from fractions import Fraction

import pytest

from clea_cli.sources.temps import (
    conseil_de_la_sequence,
    conseil_du_jour,
    jour_inexistant,
    lire_duree,
    lire_jour,
    lire_sequence,
)

JOUR = date(2026, 3, 2)


@pytest.mark.parametrize(
    "ecrit",
    [
        *("02/03/2026", "2/3/2026", "02-03-2026", "02.03.2026", "2026-03-02", " 02/03/2026 "),
        *(
            "2026-03-02 00:00:00",
            "2026-03-02T09:30:00",
            "2026-03-02T09:30:00.000Z",
            "02/03/2026 09:30",
        ),
        *("2 mars 2026", "le 2 mars 2026", "lundi 2 mars 2026", "Lundi 02 MARS 2026"),
    ],
)
def test_un_jour_se_lit_de_toutes_les_facons_de_l_ecrire(ecrit):
    assert (lire_jour(ecrit), jour_inexistant(ecrit)) == (JOUR, "")


@pytest.mark.parametrize(
    ("ecrit", "jour"),
    [
        ("1er août 2026", date(2026, 8, 1)),
        ("28 févr. 2026", date(2026, 2, 28)),
        ("dimanche 29 nov. 2026", date(2026, 11, 29)),
        ("31 décembre 2026", date(2026, 12, 31)),
        ("29/02/2028", date(2028, 2, 29)),
    ],
)
def test_les_mois_se_lisent_en_lettres_et_abreges(ecrit, jour):
    assert lire_jour(ecrit) == jour


@pytest.mark.parametrize(
    ("ecrit", "dit"),
    [
        *[
            (ecrit, "31/02/2026")
            for ecrit in ("31/02/2026", "31-02-2026", "31.02.2026", "2026-02-31", "31 février 2026")
        ],
        ("29/02/2026 10:00", "29/02/2026"),
        ("12/13/2026", "12/13/2026"),
        ("2026-00-10", "10/00/2026"),
    ],
)
def test_un_jour_qui_n_est_pas_au_calendrier_est_dit_tel(ecrit, dit):
    assert (lire_jour(ecrit), jour_inexistant(ecrit)) == (None, dit)
    assert conseil_du_jour(ecrit) == f"le {dit} n'existe pas ; vérifiez-le sur un calendrier."


@pytest.mark.parametrize(
    "ecrit",
    [
        *(
            "",
            "demain",
            "02/03/26",
            "02/03-2026",
            "02/03",
            "mars 2026",
            "2 mars",
            "2 brumaire 2026",
            "20260302",
        ),
        *("٠٢/٠٣/٢٠٢٦", "02/03/2026 à 9 h", "du 2 au 5 mars 2026", "02/03/20266", "-2026-03-02"),
    ],
)
def test_ce_qui_n_est_pas_un_jour_n_en_devient_pas_un(ecrit):
    assert (lire_jour(ecrit), jour_inexistant(ecrit)) == (None, "")
    assert conseil_du_jour(ecrit) == "une date s'écrit JJ/MM/AAAA : 02/03/2026."


@pytest.mark.parametrize(
    ("ecrite", "conseil"),
    [
        ("31/02/2026 9h-12h", "le 31/02/2026 n'existe pas ; vérifiez-le sur un calendrier."),
        *[
            (ecrite, "une séquence s'écrit 09:00-12:00, avec son jour devant s'il est autre.")
            for ecrite in ("matin", "9h", "25h-26h", "12 9h-12h")
        ],
    ],
)
def test_une_sequence_illisible_dit_pourquoi(ecrite, conseil):
    assert lire_sequence(ecrite, JOUR) is None
    assert conseil_de_la_sequence(ecrite) == conseil


def test_le_jour_d_une_sequence_s_ecrit_comme_les_autres():
    autre = date(2026, 3, 3)
    for devant in ("03/03/2026", "3-3-2026", "2026-03-03", "3 mars 2026"):
        assert lire_sequence(f"{devant} 9h-12h30", JOUR) == (autre, 540, 750)


@pytest.mark.parametrize(
    ("ecrite", "heures"),
    [
        *[
            ("35", 35),
            ("12,5", Fraction(25, 2)),
            ("12.25 h", Fraction(49, 4)),
            ("7 heures", 7),
            ("0", 0),
            ("7,", 7),
        ],
        *[
            (ecrite, Fraction(19, 2))
            for ecrite in ("9h30", "9 h 30", "9:30", "9 heures 30 min", "9H30mn")
        ],
        *[("1 050", 1050), ("1\u202f050,5 h", Fraction(2101, 2)), ("1 05", None)],
        *[
            (autre, None)
            for autre in ("", "h", "-3", "12,345", "1e3", "1,5,2", "deux jours", "9h60", "9h3")
        ],
    ],
)
def test_une_duree_est_un_nombre_d_heures(ecrite, heures):
    assert lire_duree(ecrite) == heures
