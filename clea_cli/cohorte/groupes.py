"""The sites, the évaluateurs and those who had two évaluations: what may be shown of each."""

from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd

from clea_cli.cohorte.ensembles import ensemble, quartiles
from clea_cli.cohorte.masquage import Visibles, masquer, masquer_attribut
from clea_cli.cohorte.statistiques import GroupeDePersonnes, NombreMontre
from clea_cli.sources.mots import forme_comparable

_AXES = ("site", "evaluateur")


class Attribut(NamedTuple):
    """What may be said of each person; `cache`: how many have it is hidden in another table."""

    ayant: int
    cache: bool = False


def _ordre(nom: str) -> tuple[bool, str, str]:
    """Names as a French index has them; those of whom nothing is said come last."""
    return not nom, forme_comparable(nom), nom


def _sans_ecart(vus: Visibles, certifiables: Visibles, ecart: Visibles) -> Visibles:
    """What is shown of a domaine where the certifiables are shown too: only if their difference may be."""
    axes = []
    for siens, leurs, permis in zip(vus.axes, certifiables.axes, ecart.axes, strict=True):
        cellules = zip(siens, leurs, permis, strict=True)
        axes.append(tuple(vu and (oui or not certifiable) for vu, certifiable, oui in cellules))
    tous = vus.tous and (ecart.tous or not certifiables.tous)
    return Visibles(tous, tuple(axes))


class Groupes:
    """What is shown of all groups is chosen at once: an évaluateur may work at one site only."""

    def __init__(self, table: pd.DataFrame, tous: int, attributs: Sequence[Attribut]) -> None:
        """Choose; of `attributs`, the first is being certifiable, the others are the domaines."""
        self._table = table
        self._attributs = attributs
        self._noms: dict[str, list[str]] = {}
        self._ensembles: list[list[int]] = []
        for axe in _AXES:
            noms = sorted(table[axe].unique(), key=_ordre)
            self._noms[axe] = noms
            self._ensembles.append([ensemble(table[axe] == nom) for nom in noms])
        self.deux = ensemble(table["deux"])
        axes = [*self._ensembles, [self.deux, tous & ~self.deux]]
        # First which groups are shown at all, then what of each.
        self.visibles = masquer(tous, axes)
        self.selon: list[Visibles] = []
        for attribut in attributs:
            vus = masquer_attribut(tous, axes, attribut.ayant, self.visibles, cache=attribut.cache)
            # Whoever is certifiable masters each domaine: side by side, the two numbers give those who
            # master it and are not.
            if self.selon:
                reste = attribut.ayant & ~attributs[0].ayant
                ecart = masquer_attribut(tous, axes, reste, self.visibles)
                vus = _sans_ecart(vus, self.selon[0], ecart)
            self.selon.append(vus)

    @property
    def de_tous(self) -> tuple[NombreMontre, ...]:
        """How many of all people have each attribute."""
        nombres = []
        for attribut, vus in zip(self._attributs, self.selon, strict=True):
            nombres.append(attribut.ayant.bit_count() if vus.tous else None)
        return tuple(nombres)

    def voir(self, axe: str) -> tuple[GroupeDePersonnes, ...]:
        """The groups of an axis; none when the dossiers say nothing of it."""
        noms = self._noms[axe]
        if noms == [""]:
            return ()
        return tuple(self._groupe(axe, rang) for rang in range(len(noms)))

    def _groupe(self, axe: str, rang: int) -> GroupeDePersonnes:
        place = _AXES.index(axe)
        nom = self._noms[axe][rang]
        siens = self._ensembles[place][rang]
        comptes: list[NombreMontre] = []
        for attribut, vus in zip(self._attributs, self.selon, strict=True):
            nombre = (siens & attribut.ayant).bit_count()
            comptes.append(nombre if vus.axes[place][rang] else None)
        certifiables, *maitrises = comptes
        effectif = points = None
        if self.visibles.axes[place][rang]:
            effectif = siens.bit_count()
            points = quartiles(self._table.loc[self._table[axe] == nom, "milliemes"])
        return GroupeDePersonnes(nom, effectif, certifiables, tuple(maitrises), points)
