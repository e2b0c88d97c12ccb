"""The ways to pay for a training: whom each is for, when it applies, what it says. Values only."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple


class Montant(NamedTuple):
    """An amount in euros from a day on; `sauf` and `a_confirmer` are ids of référentiels.

    From `a_revoir_le` on (None: never), it may have changed.
    """

    debut: date
    montant: str
    sauf: tuple[str, ...]
    a_confirmer: tuple[str, ...]
    a_revoir_le: date | None = None


class FaitDeFinancement(NamedTuple):
    """What there is to know of a way to pay.

    For whom (`publics`), for which `certifications` (ids), when.

    An empty list says: for all of them; no bound: at any time.
    """

    texte: str
    publics: tuple[str, ...]
    certifications: tuple[str, ...]
    debut: date | None
    fin: date | None

    def vaut(self, public: str | None, certification: str, jour: date) -> bool:
        """Whether a person of that situation is to be told (None: it is not known), on that day."""
        # Somebody whose situation is not known is told everything: none of it is lost to them.
        concerne = public is None or not self.publics or public in self.publics
        certifie = not self.certifications or certification in self.certifications
        return concerne and certifie and en_cours(self.debut, self.fin, jour)


class Dispositif(NamedTuple):
    """A way to pay.

    `debut` and `fin` are the days between which it applies, both included (None: no bound).
    `participation` is what the holder pays, except `exoneres` (publics); `exonerations` says who,
    in words.
    """

    id: str
    libelle: str
    publics: tuple[str, ...]
    debut: date | None
    fin: date | None
    remplace_par: str
    faits: tuple[FaitDeFinancement, ...]
    participation: tuple[Montant, ...]
    exonerations: tuple[str, ...]
    exoneres: tuple[str, ...]
    plafond: tuple[Montant, ...]
    sources: tuple[str, ...]
    verifie_le: str

    def ouvert(self, jour: date) -> bool:
        """Whether it applies on that day."""
        return en_cours(self.debut, self.fin, jour)


class Financement(NamedTuple):
    """All ways to pay; `publics` and `sources` give each id its words."""

    publics: Mapping[str, str]
    sources: Mapping[str, str]
    dispositifs: tuple[Dispositif, ...]

    @property
    def verifie_le(self) -> str:
        """The day (ISO) since when all of them have been checked."""
        jours = [dispositif.verifie_le for dispositif in self.dispositifs]
        # ISO days are sorted as texts are.
        return min(jours)


def en_cours(debut: date | None, fin: date | None, jour: date) -> bool:
    """Whether a day is between two others, both included (None: no bound)."""
    commence = debut is None or debut <= jour
    fini = fin is not None and fin < jour
    return commence and not fini


def en_vigueur(montants: tuple[Montant, ...], jour: date) -> Montant | None:
    """The amount of that day: the last one that has begun."""
    dernier: Montant | None = None
    for montant in montants:
        if montant.debut > jour:
            continue
        # Of two that begin on one day, the first that is written holds.
        if dernier is None or montant.debut > dernier.debut:
            dernier = montant
    return dernier
