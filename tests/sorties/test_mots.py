"""Words that several documents share."""

from datetime import date

import pytest

from clea_cli.sorties.mots import date_courte, date_longue, duree


@pytest.mark.parametrize(
    ("jour", "courte", "longue"),
    [
        (date(2026, 11, 28), "28/11/2026", "28 novembre 2026"),
        ("2026-11-28", "28/11/2026", "28 novembre 2026"),
        ("2026-08-01", "01/08/2026", "1er août 2026"),
        (date(26, 2, 3), "03/02/0026", "3 février 26"),
    ],
)
def test_un_jour_s_ecrit_court_ou_en_lettres(jour, courte, longue):
    assert (date_courte(jour), date_longue(jour)) == (courte, longue)


@pytest.mark.parametrize(
    ("minutes", "ecrite"), [(0, "0 h"), (59, "0 h 59"), (180, "3 h"), (185, "3 h 05")]
)
def test_une_duree_s_ecrit_en_heures_et_minutes(minutes, ecrite):
    assert duree(minutes) == ecrite
