"""A session does not close on a dossier of which any field has changed since it was prepared."""

import pytest

from clea_cli.jury.dossiers import Pret
from clea_cli.jury.plan import _juge
from clea_cli.jury.session import Dossier

AUTREMENT = {
    "prealable",
    "finale",
}  # their days, hours, évaluateur and answers are looked at one by one


@pytest.mark.parametrize("champ", sorted({*Dossier._fields} - AUTREMENT))
def test_un_champ_change_change_ce_que_le_jury_juge(champ):
    class Faux(tuple):
        """A dossier without évaluations, whose fields are words."""

        evaluations = ()
        valeurs = dict.fromkeys(Dossier._fields, "avant")

        def __getattr__(self, nom):
            return self.valeurs[nom]

    avant = Faux()
    apres = Faux()
    apres.valeurs = {**Faux.valeurs, champ: "après"}
    prets = [Pret(dossier, *[()] * (len(Pret._fields) - 1)) for dossier in (avant, apres)]
    assert _juge(prets[0]) != _juge(prets[1])
