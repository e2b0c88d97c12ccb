"""What renderers know of two grilles that were compared."""

from typing import NamedTuple


class AccordVu(NamedTuple):
    """How two grilles agree on a domaine, or in all.

    « 17/18 », a percentage cut to one decimal, kappa in words.
    """

    code: str
    libelle: str
    memes: str
    pourcent: str
    kappa: str


class EcartVu(NamedTuple):
    """A critère to which two answers differ."""

    code: str
    libelle: str
    a: str
    b: str


class RapprochementVu(NamedTuple):
    """Two grilles of one candidate, side by side."""

    candidat: str
    a: str
    b: str
    verdict_a: str
    verdict_b: str
    ensemble: AccordVu
    domaines: tuple[AccordVu, ...]
    ecarts: tuple[EcartVu, ...]
