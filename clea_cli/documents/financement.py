"""The ways to pay for a training: whom each is for, when it applies, what it says. Values only."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple


class Montant(NamedTuple):
    """An amount in euros from a day on; `sauf` and `a_confirmer` are ids of référentiels."""

    debut: date
    montant: str
    sauf: tuple[str, ...]
    a_confirmer: tuple[str, ...]


class Dispositif(NamedTuple):
    """A way to pay. `debut` and `fin` are the days between which it applies, both included (None: no bound).

    `participation` is what the holder pays, except `exoneres` (publics); `exonerations` says who, in words.
    """

    id: str
    libelle: str
    publics: tuple[str, ...]
    debut: date | None
    fin: date | None
    remplace_par: str
    note: str
    temps_de_travail: str
    participation: tuple[Montant, ...]
    exonerations: tuple[str, ...]
    exoneres: tuple[str, ...]
    plafond: tuple[Montant, ...]
    sources: tuple[str, ...]

    def ouvert(self, jour: date) -> bool:
        """Whether it applies on that day."""
        return (self.debut is None or self.debut <= jour) and (self.fin is None or jour <= self.fin)


class Financement(NamedTuple):
    """All ways to pay, as last checked on `verifie_le` (ISO); `publics` and `sources` give each id its words."""

    verifie_le: str
    publics: Mapping[str, str]
    sources: Mapping[str, str]
    dispositifs: tuple[Dispositif, ...]


def en_vigueur(montants: tuple[Montant, ...], jour: date) -> Montant | None:
    """The amount of that day: the last one that has begun."""
    return max((m for m in montants if m.debut <= jour), key=lambda m: m.debut, default=None)
