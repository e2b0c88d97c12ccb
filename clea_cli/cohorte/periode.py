"""A period as a person types it: years or months, both ends included."""

import re
from datetime import date
from typing import NamedTuple

from clea_cli.sorties.mots import mois_ecrit

_BORNE = re.compile(r"([0-9]{4})(?:-(0?[1-9]|1[0-2]))?|(0?[1-9]|1[0-2])/([0-9]{4})")
_JUSQUE = re.compile(r"\s*(?:\.\.+|…|\bà\b)\s*")

Mois = tuple[int, int]  # the year, and the month from 1


class Periode(NamedTuple):
    """From a month to a month."""

    debut: Mois
    fin: Mois

    @property
    def en_mots(self) -> str:
        """The period after a noun: « en mars 2026 », « de janvier 2026 à juin 2026 »."""
        if self.debut == self.fin:
            return f"en {mois_ecrit(*self.debut)}"
        return f"de {mois_ecrit(*self.debut)} à {mois_ecrit(*self.fin)}"

    @property
    def renversee(self) -> bool:
        """Whether it ends before it begins: no day is in it."""
        return self.fin < self.debut

    def contient(self, jour: date) -> bool:
        """Whether a day is in it."""
        son_mois = (jour.year, jour.month)
        return self.debut <= son_mois <= self.fin


def lire_periode(ecrite: str) -> Periode | None:
    """Read « 2026 », « 2026-03 », « 03/2026 » or two of these (« 2026-01..2026-06 »).

    None if it is written otherwise. It may be `renversee`.
    """
    bornes = _JUSQUE.split(ecrite.strip())
    if len(bornes) > 2:
        return None
    # What is typed alone is both ends.
    premiere = _lire_borne(bornes[0])
    derniere = _lire_borne(bornes[-1])
    if premiere is None or derniere is None:
        return None
    return Periode(premiere.debut, derniere.fin)


def _lire_borne(ecrite: str) -> Periode | None:
    """A year or a month, as a period of its own."""
    trouvee = _BORNE.fullmatch(ecrite)
    if trouvee is None:
        return None
    # The expression has two branches: the year first, or the month first.
    annee_ecrite = trouvee[1] or trouvee[4]
    mois_dit = trouvee[2] or trouvee[3]
    annee = int(annee_ecrite)
    if mois_dit is None:
        return Periode((annee, 1), (annee, 12))
    mois = (annee, int(mois_dit))
    return Periode(mois, mois)
