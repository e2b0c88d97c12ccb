"""How people name a critère in a text: by its code, in any spelling, or by its label."""

from typing import NamedTuple

from clea_cli.grille.ecritures import lire_code
from clea_cli.grille.libelles import forme
from clea_cli.grille.reconnaitre import code_au_debut, codes_dont_on_repond
from clea_cli.referentiel.referentiel import Referentiel


class NomsDesCriteres(NamedTuple):
    """How the critères of a référentiel are named: their codes, those of labels (by `forme`)."""

    codes: set[str]
    libelles: dict[str, str]

    @classmethod
    def de(cls, referentiel: Referentiel) -> "NomsDesCriteres":
        """The names of a référentiel's critères."""
        codes = set()
        libelles = {}
        for critere in referentiel.criteres:
            codes.add(critere.code)
            if critere.libelle:
                libelles[forme(critere.libelle)] = critere.code
        return cls(codes, libelles)

    def nomme(self, valeur: str) -> str:
        """The critère of which a text is the label, or with whose code it begins; "" for none."""
        code = code_au_debut(_au_net(valeur))
        if code in self.codes:
            return code
        return self.libelles.get(forme(valeur), "")

    def dont_on_repond(self, valeur: str) -> str:
        """The code of a critère of which a remark answers: « 1.1.2 : finalement acquis ».

        "" for none: the words of a label, beside its code, are no answer.
        """
        au_net = _au_net(valeur)
        for code in codes_dont_on_repond(au_net):
            avant, _, apres = au_net.partition(code)
            est_un_libelle = forme(avant) in self.libelles or forme(apres) in self.libelles
            if code in self.codes and not est_un_libelle:
                return code
        return ""


def _au_net(valeur: str) -> str:
    """A text whose first code is written as most are: of « Critère 1-2-3 : vu », « 1.2.3 vu »."""
    lu = lire_code(valeur)
    if lu is None:
        return valeur
    code = ".".join(lu.nombres)
    return f"{code} {lu.libelle}"
