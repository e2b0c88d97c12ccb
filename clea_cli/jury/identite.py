"""Who a candidate is, for the only file that must say it. Values only."""

from datetime import date
from typing import NamedTuple

ETRANGER = "99"  # how the INSEE code of a birth abroad begins
OUTRE_MER = ("97", "98")  # how codes overseas begin, of INSEE and of the post


class Identite(NamedTuple):
    """A candidate, as the certifier's platform wants to know them."""

    reference: str
    civilite: str
    nom_de_naissance: str
    nom_d_usage: str
    prenom: str
    email: str
    telephone: str
    adresse: str
    complement: str
    ville: str
    code_postal: str
    naissance: date
    insee_de_naissance: str
    ville_de_naissance: str
    code_postal_de_naissance: str
    niveau: str

    @property
    def ne_a_l_etranger(self) -> bool:
        """Whether the birthplace is abroad."""
        return self.insee_de_naissance.startswith(ETRANGER)

    @property
    def ne_outre_mer(self) -> bool:
        """Whether the birthplace is overseas: by either of its codes.

        Source: the certified candidate of Pix's exporter.
        """
        codes = (self.insee_de_naissance, self.code_postal_de_naissance)
        return any(code.startswith(OUTRE_MER) for code in codes)

    @property
    def zone_de_naissance(self) -> str:
        """The geographic zone of a birth abroad: the third digit of its code, then 00."""
        return f"{self.insee_de_naissance[2]}00" if self.ne_a_l_etranger else ""
