"""When people were evaluated: the months, and the days between both évaluations."""

from collections.abc import Sequence
from datetime import date

import pandas as pd

from clea_cli.cohorte.ensembles import ensemble, quartiles
from clea_cli.cohorte.masquage import Axe, nombre_montre
from clea_cli.cohorte.statistiques import (
    DelaiDeLaCohorte,
    EvaluationsDuMois,
    NombreMontre,
    PersonneComptee,
)

_SANS_FINALE = "-"  # the month of a finale that there was not


def mois(jour: date | None) -> str:
    """The month of a day, as it is sorted; empty if the day is not known."""
    return f"{jour:%Y-%m}" if jour else ""


def mois_de_la_finale(personne: PersonneComptee) -> str:
    """The same of the finale, which not all had."""
    if personne.prealable is None:
        return _SANS_FINALE
    return mois(personne.jour_finale)


def delai(personne: PersonneComptee) -> int | None:
    """The days from the préalable to the finale; days in the wrong order say nothing."""
    if personne.jour is None or personne.jour_finale is None:
        return None
    jours = (personne.jour_finale - personne.jour).days
    return jours if jours >= 0 else None


class MoisDesEvaluations:
    """Three ways of dividing all people: the month of the first évaluation, that of the finale, and
    whether both days are known. There is none where no grille says its day.
    """

    def __init__(self, table: pd.DataFrame, tous: int) -> None:
        """Find the months; `axes` are the sets of people, to be masked with all others."""
        self._table = table
        dits = {*table["premier"].unique(), *table["finale"].unique()}
        # From the first month to the last in their order; those of whom no day is said come last.
        noms = sorted(dits - {_SANS_FINALE}, key=lambda nom: (not nom, nom))
        aucun_dit = not any(noms)
        self._noms = [] if aucun_dit else noms
        self.axes: list[Axe] = []
        if not self._noms:
            return
        # An axis holds everybody: of the finale, those who had none too.
        premiers = [ensemble(table["premier"] == nom) for nom in self._noms]
        finales = [ensemble(table["finale"] == nom) for nom in (*self._noms, _SANS_FINALE)]
        self.axes += [premiers, finales]
        connus = ensemble(table["delai"].notna())
        self.axes.append([connus, tous & ~connus])

    def voir(self, vus: Sequence[Sequence[bool]]) -> tuple[EvaluationsDuMois, ...]:
        """How many évaluations in each month; `vus` says which cells of `axes` are shown."""
        lignes = []
        for rang, nom in enumerate(self._noms):
            nombres: list[NombreMontre] = []
            for axe, vue in zip(self.axes[:2], vus[:2], strict=True):
                nombres.append(nombre_montre(axe[rang], montre=vue[rang]))
            lignes.append(EvaluationsDuMois(nom, *nombres))
        return tuple(lignes)

    def delai(self, vus: Sequence[Sequence[bool]]) -> DelaiDeLaCohorte | None:
        """The days between both évaluations; None where nobody's are known."""
        if not self.axes:
            return None
        _, _, (connus, _) = self.axes
        if not connus:
            return None
        _, _, (connus_montres, _) = vus
        if not connus_montres:
            return DelaiDeLaCohorte(None, None)
        jours = self._table["delai"].dropna()
        return DelaiDeLaCohorte(len(jours), quartiles(jours))
