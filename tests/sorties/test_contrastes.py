"""The contrast of a colour with white, as WCAG computes it."""

import pytest

from clea_cli.sorties import contrastes


@pytest.mark.parametrize(
    ("couleur", "contraste"),
    [("#000000", 21), ("#ffffff", 1), ("#777777", 4.48), ("#767676", 4.54), ("#0000ff", 8.59)],
)
def test_le_contraste_est_celui_de_wcag(couleur, contraste):
    assert round(contrastes.sur_blanc(couleur), 2) == contraste


def test_une_couleur_trop_claire_n_est_pas_gardee():
    assert contrastes.gardee("#767676", facile=False) == "#767676"
    assert contrastes.gardee("#777777", facile=False) == ""
    assert contrastes.gardee("#767676", facile=True) == ""
    assert contrastes.gardee("", facile=False) == ""
