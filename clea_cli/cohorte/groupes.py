"""The sites, the évaluateurs, those who had two évaluations, the months: what is shown of each."""

from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd

from clea_cli.cohorte.ensembles import ensemble, quartiles
from clea_cli.cohorte.masquage import (
    Axe,
    Visibles,
    masquer,
    masquer_attribut,
    nombre_montre,
)
from clea_cli.cohorte.mois import MoisDesEvaluations
from clea_cli.cohorte.statistiques import (
    DelaiDeLaCohorte,
    EvaluationsDuMois,
    GroupeDePersonnes,
    NombreMontre,
)
from clea_cli.sources.mots import forme_comparable

AXES = ("site", "evaluateur")


class Attribut(NamedTuple):
    """What may be said of each person; `cache`: how many have it is hidden in another table."""

    ayant: int
    cache: bool = False


def _ordre(nom: str) -> tuple[bool, str, str]:
    """Names as a French index has them; those of whom nothing is said come last."""
    return not nom, forme_comparable(nom), nom


def sans_ecart(contenu: Visibles, ecart: Visibles) -> Visibles:
    """Where a number may be shown beside another that it holds: where that is not shown, or where
    their difference may be.
    """
    axes = []
    for vus, permis in zip(contenu.axes, ecart.axes, strict=True):
        montrables = tuple(permise or not vu for vu, permise in zip(vus, permis, strict=True))
        axes.append(montrables)
    return Visibles(ecart.tous or not contenu.tous, tuple(axes))


class Groupes:
    """What is shown of all groups is chosen at once: an évaluateur may work at one site only."""

    def __init__(self, table: pd.DataFrame, tous: int, attributs: Sequence[Attribut]) -> None:
        """Choose; of `attributs`, the first is being certifiable, the others are the domaines."""
        self._table = table
        self._tous = tous
        self._attributs = attributs
        self._noms: dict[str, list[str]] = {}
        self._axes: list[Axe] = []
        for axe in AXES:
            noms = sorted(table[axe].unique(), key=_ordre)
            membres = [ensemble(table[axe] == nom) for nom in noms]
            self._noms[axe] = noms
            self._axes.append(membres)
        # A third axis, the last: who had two évaluations, and who had one.
        self.deux = ensemble(table["deux"])
        self._axes.append([self.deux, tous & ~self.deux])
        # First which groups are shown at all, the months with them: a month may be that of one
        # site. Of a month nothing is told but how many people, so what is told of the others is
        # chosen without.
        self._mois = MoisDesEvaluations(table, tous)
        tous_les_axes = [*self._axes, *self._mois.axes]
        toutes = masquer(tous, tous_les_axes)
        nombre = len(self._axes)
        self.visibles = Visibles(toutes.tous, toutes.axes[:nombre])
        self._mois_vus = toutes.axes[nombre:]
        # Then, of the groups that are shown, where it is told how many have each attribute.
        certifiables = attributs[0].ayant
        self.selon: list[Visibles] = []
        for attribut in attributs:
            permis = []
            # Whoever is certifiable masters each domaine: side by side, the two numbers give those
            # who master it and are not.
            if self.selon:
                ecart = attribut.ayant & ~certifiables
                reste = masquer_attribut(tous, self._axes, ecart, self.visibles)
                permis.append(sans_ecart(self.selon[0], reste))
            vus = masquer_attribut(
                tous, self._axes, attribut.ayant, self.visibles, *permis, cache=attribut.cache
            )
            self.selon.append(vus)

    @property
    def de_tous(self) -> tuple[NombreMontre, ...]:
        """How many of all people have each attribute."""
        nombres = []
        for attribut, vus in zip(self._attributs, self.selon, strict=True):
            nombres.append(nombre_montre(attribut.ayant, montre=vus.tous))
        return tuple(nombres)

    def voir(self, axe: str) -> tuple[GroupeDePersonnes, ...]:
        """The groups of an axis; none when the dossiers say nothing of it."""
        noms = self._noms[axe]
        if noms == [""]:
            return ()
        rangs = range(len(noms))
        return tuple(self._groupe(axe, rang) for rang in rangs)

    def _groupe(self, axe: str, rang: int) -> GroupeDePersonnes:
        place = AXES.index(axe)
        nom = self._noms[axe][rang]
        siens = self._axes[place][rang]
        comptes: list[NombreMontre] = []
        for attribut, vus in zip(self._attributs, self.selon, strict=True):
            montre = vus.axes[place][rang]
            nombre = nombre_montre(siens & attribut.ayant, montre=montre)
            comptes.append(nombre)
        certifiables, *maitrises = comptes
        # Where even their number is hidden, so are the quarters of their points.
        effectif = points = None
        if self.visibles.axes[place][rang]:
            effectif = siens.bit_count()
            du_groupe = self._table[axe] == nom
            points = quartiles(self._table.loc[du_groupe, "milliemes"])
        return GroupeDePersonnes(nom, effectif, certifiables, tuple(maitrises), points)

    @property
    def sites(self) -> tuple[tuple[str, int, bool], ...]:
        """Each site: its name, its people, and whether it may be shown; none if none is said."""
        noms = self._noms["site"]
        if noms == [""]:
            return ()
        # The first of AXES.
        siens = self._axes[0]
        montres = self.visibles.axes[0]
        return tuple(zip(noms, siens, montres, strict=True))

    def mois(self) -> tuple[EvaluationsDuMois, ...]:
        """How many évaluations in each month; none where no grille says its day."""
        return self._mois.voir(self._mois_vus)

    def delai(self) -> DelaiDeLaCohorte | None:
        """The days between both évaluations; None where they are not known."""
        return self._mois.delai(self._mois_vus)
