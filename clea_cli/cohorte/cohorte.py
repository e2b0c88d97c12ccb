"""Many décisions as one table, and its statistics: plain records in, plain values out; no DataFrame leaves this module.

A number that is None is hidden (`masquage`). Nothing is a mean: with means, a sum could be worked out.
"""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from clea_cli.cohorte.masquage import SEUIL, masquer, masquer_attribut, petit, peu

VERDICTS = ("certifiable", "non_certifiable", "indetermine")
TRANCHES = (0, 500, 600, 700, 750, 800, 900, 1001)  # thousandths of the points: where each slice begins, and the end
MANQUES_MAX = 20
_QUARTILES_MIN = 2 * SEUIL  # people: of five, the quarters are the results of three of them

Compte = int | None


class Personne(NamedTuple):
    """What is counted of a person, who is not named: `milliemes` are points on 1000, cut.

    `maitrises` says domaine by domaine what is mastered, `prealable` the same at the évaluation préalable when there
    were two; `manques` are the ranks of the critères that are not acquired.
    """

    verdict: str
    milliemes: int
    maitrises: tuple[bool, ...]
    manques: frozenset[int]
    site: str = ""
    evaluateur: str = ""
    minutes: int | None = None
    prealable: tuple[bool, ...] | None = None


class Quartiles(NamedTuple):
    """A quarter of the people are at or below the first, half at or below the median; fractions are cut."""

    premier: int
    mediane: int
    troisieme: int


class Groupe(NamedTuple):
    """The people of a site, or of an évaluateur ("": it is not said)."""

    nom: str
    effectif: Compte
    certifiables: Compte
    maitrises: tuple[Compte, ...]
    points: Quartiles | None


class Duree(NamedTuple):
    """The hours of training of those for whom they are known: of one verdict, or of all ("")."""

    verdict: str
    effectif: Compte
    minutes: Quartiles | None


class Passage(NamedTuple):
    """How many mastered a domaine at the préalable, how many gained it at the finale, and both together."""

    gardes: Compte
    gagnes: Compte
    maitrises: Compte


class Evolution(NamedTuple):
    """Those who had both évaluations, domaine by domaine."""

    effectif: Compte
    domaines: tuple[Passage, ...]


class Manque(NamedTuple):
    """A critère by rank, and how many people have not acquired it."""

    rang: int
    nombre: Compte


class Cohorte(NamedTuple):
    """All statistics; `verdicts` and `tranches` in the order of VERDICTS and TRANCHES."""

    effectif: int
    verdicts: tuple[Compte, ...]
    certifiables: Compte
    maitrises: tuple[Compte, ...]
    points: Quartiles | None
    tranches: tuple[Compte, ...]
    manques: tuple[Manque, ...]
    sites: tuple[Groupe, ...]
    evaluateurs: tuple[Groupe, ...]
    evolution: Evolution | None
    durees: tuple[Duree, ...]


def etudier(personnes: Sequence[Personne]) -> Cohorte:
    """Count a cohorte; it must not be `petit` itself."""
    table = pd.DataFrame(
        {
            "verdict": pd.Categorical([personne.verdict for personne in personnes], VERDICTS),
            "milliemes": [personne.milliemes for personne in personnes],
            "site": [personne.site for personne in personnes],
            "evaluateur": [personne.evaluateur for personne in personnes],
            "minutes": pd.array([personne.minutes for personne in personnes], "Int64"),
            "deux": [personne.prealable is not None for personne in personnes],
        }
    )
    tous = (1 << len(table)) - 1
    verdicts = [_ensemble(table["verdict"] == verdict) for verdict in VERDICTS]
    tranches = _tranches(table)
    connues = _ensemble(table["minutes"].notna())
    heures = [*(verdict & connues for verdict in verdicts), tous & ~connues]
    vus = masquer(tous, [verdicts, tranches, heures, [connues, tous & ~connues]])
    certifiables = _Attribut(verdicts[0], cache=not vus.axes[0][0])
    domaines = [_bits(colonne) for colonne in zip(*(p.maitrises for p in personnes), strict=True)]
    maitrises = [_Attribut(d, cache=certifiables.cache and d == verdicts[0]) for d in domaines]  # if there is but one
    groupes = _Groupes(table, tous, [certifiables, *maitrises])
    return Cohorte(
        effectif=len(table),
        verdicts=_comptes(verdicts, vus.axes[0]),
        certifiables=groupes.ensemble[0],
        maitrises=groupes.ensemble[1:],
        points=_quartiles(table["milliemes"]),
        tranches=_comptes(tranches, vus.axes[1]),
        manques=_manques(personnes),
        sites=groupes.voir("site"),
        evaluateurs=groupes.voir("evaluateur"),
        evolution=_evolution(personnes, groupes),
        durees=_durees(table, [*heures[:-1], connues], [*vus.axes[2][:-1], vus.axes[3][0]]),
    )


class _Attribut(NamedTuple):
    """What may be said of each person; `cache`: how many it is true of is hidden in another table."""

    ayant: int
    cache: bool = False


class _Groupes:
    """The sites, the évaluateurs and those who had two évaluations: what is shown of them is chosen all at once."""

    def __init__(self, table: pd.DataFrame, tous: int, attributs: Sequence[_Attribut]) -> None:
        """Choose what is shown; of `attributs`, the first is being certifiable, the others are the domaines."""
        self._table = table
        self._attributs = attributs
        self._noms = {  # in order; those who are not said come last
            axe: sorted(table[axe].unique(), key=lambda nom: (not nom, nom)) for axe in ("site", "evaluateur")
        }
        self._axes = [[_ensemble(table[axe] == nom) for nom in noms] for axe, noms in self._noms.items()]
        self.deux = _ensemble(table["deux"])
        axes = [*self._axes, [self.deux, tous & ~self.deux]]
        self.visibles = masquer(tous, axes)
        self.selon = [masquer_attribut(tous, axes, a.ayant, self.visibles, cache=a.cache) for a in attributs]
        paires = zip(attributs, self.selon, strict=True)
        self.ensemble = tuple(a.ayant.bit_count() if vus.tous else None for a, vus in paires)

    def voir(self, axe: str) -> tuple[Groupe, ...]:
        """The groups of an axis; none when the dossiers say nothing of it."""
        noms = self._noms[axe]
        place = list(self._noms).index(axe)
        return () if noms == [""] else tuple(self._groupe(axe, place, rang) for rang in range(len(noms)))

    def _groupe(self, axe: str, place: int, rang: int) -> Groupe:
        nom, ensemble = self._noms[axe][rang], self._axes[place][rang]
        montre = self.visibles.axes[place][rang]
        paires = zip(self._attributs, self.selon, strict=True)
        comptes = [(ensemble & a.ayant).bit_count() if vus.axes[place][rang] else None for a, vus in paires]
        points = _quartiles(self._table.loc[self._table[axe] == nom, "milliemes"]) if montre else None
        return Groupe(nom, ensemble.bit_count() if montre else None, comptes[0], tuple(comptes[1:]), points)


def _evolution(personnes: Sequence[Personne], groupes: _Groupes) -> Evolution | None:
    if not groupes.deux:
        return None
    if not groupes.visibles.axes[-1][0]:
        return Evolution(None, tuple(Passage(None, None, None) for _ in groupes.selon[1:]))
    avant = zip(*(p.prealable or (False,) * len(p.maitrises) for p in personnes), strict=True)
    apres = zip(*(p.maitrises for p in personnes), strict=True)
    domaines = []
    for ici, la, vus in zip(avant, apres, groupes.selon[1:], strict=True):
        gardes, maitrises = _bits(ici), _bits(la) & groupes.deux
        montre = vus.axes[-1][0]
        detail = montre and not petit(gardes) and not petit(maitrises & ~gardes)  # either gives the other
        ensemble = maitrises.bit_count() if montre else None
        gains = (gardes.bit_count(), (maitrises & ~gardes).bit_count())
        domaines.append(Passage(*gains, ensemble) if detail else Passage(None, None, ensemble))
    return Evolution(groupes.deux.bit_count(), tuple(domaines))


def _durees(table: pd.DataFrame, ensembles: Sequence[int], visibles: Sequence[bool]) -> tuple[Duree, ...]:
    """Of each verdict, then of all."""
    parts = zip((*VERDICTS, ""), ensembles, visibles, strict=True)
    return tuple(_duree(table, nom, ensemble, montre=montre) for nom, ensemble, montre in parts if ensemble)


def _duree(table: pd.DataFrame, nom: str, ensemble: int, *, montre: bool) -> Duree:
    if not montre:
        return Duree(nom, None, None)
    minutes = table.loc[table["verdict"] == nom, "minutes"] if nom else table["minutes"]
    return Duree(nom, ensemble.bit_count(), _quartiles(minutes.dropna()))


def _tranches(table: pd.DataFrame) -> list[int]:
    rangs = pd.cut(table["milliemes"], list(TRANCHES), right=False, labels=False)
    return [_ensemble(rangs == rang) for rang in range(len(TRANCHES) - 1)]


def _manques(personnes: Sequence[Personne]) -> tuple[Manque, ...]:
    """The critères most often missing; those of too few people are not named, nor is a number that few make up."""
    tous = len(personnes)
    comptes = pd.Series([rang for personne in personnes for rang in personne.manques], dtype="int64").value_counts()
    caches = {rang: peu(tous - nombre) for rang, nombre in comptes.items()}
    nommes = [(rang, nombre) for rang, nombre in comptes.items() if not peu(nombre)]
    ranges = sorted(nommes, key=lambda paire: (-tous + 1 if caches[paire[0]] else -paire[1], paire[0]))
    return tuple(Manque(int(r), None if caches[r] else int(n)) for r, n in ranges[:MANQUES_MAX])


def _quartiles(valeurs: "pd.Series[Any]") -> Quartiles | None:
    """Of whole numbers, so that the quarters between them are exact; none where they would be somebody's own."""
    if len(valeurs) < _QUARTILES_MIN:
        return None
    return Quartiles(*(int(valeur) for valeur in valeurs.astype("int64").quantile([0.25, 0.5, 0.75])))


def _comptes(ensembles: Sequence[int], visibles: Sequence[bool]) -> tuple[Compte, ...]:
    return tuple(e.bit_count() if visible else None for e, visible in zip(ensembles, visibles, strict=True))


def _ensemble(vrais: "pd.Series[Any]") -> int:
    return _bits(vrais.to_numpy(dtype=bool))


def _bits(vrais: Iterable[bool]) -> int:
    """The people of whom something is true, a bit for each."""
    tableau = np.fromiter(vrais, dtype=bool)
    return int.from_bytes(np.packbits(tableau, bitorder="little").tobytes(), "little")
