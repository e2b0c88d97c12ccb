"""An oracle of the whole rule: slow, plain, and sharing no code with what it judges (it imports nothing of clea_cli).

It takes plain data (a référentiel as PyYAML or json loads it) and does not reason: it fills in the critères not
evaluated in every possible way, judges each full grille, and calls sure what all of them agree on.
"""

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from itertools import product
from typing import Any, NamedTuple

Donnees = Mapping[str, Any]
Nombre = int | Fraction
Niveau = tuple[
    str, str
]  # ("sous-domaine", "1.1"), ("points", "1"), ("points", ""), ("domaine", "1"), ("verdict", "")


def requis(points: Iterable[Nombre | str], seuil: Fraction) -> Nombre:
    """Return the least of all subset sums that is not under `seuil` × the sum of all."""
    valeurs = [_nombre(p) for p in points]
    return min(somme for somme in _sommes(valeurs) if somme >= seuil * sum(valeurs))


def requis_un_point(nombre: int, seuil: Fraction) -> int:
    """The same for `nombre` critères of one point each: count up until it is enough."""
    compte = 0
    while compte * seuil.denominator < seuil.numerator * nombre:
        compte += 1
    return compte


class Bilan(NamedTuple):
    """The points of a level over all fillings: the least, the most, and all there is."""

    obtenus: Nombre
    possibles: Nombre
    total: Nombre


class Jugement(NamedTuple):
    """What is sure at each level: oui, non or indetermine; a level that the rule does not look at has no statut."""

    statuts: dict[Niveau, str]
    bilans: dict[Niveau, Bilan]

    @property
    def verdict(self) -> str:
        """The statut of the whole grille."""
        return self.statuts["verdict", ""]


class Oracle:
    """One rule of one référentiel. Full grilles already judged are remembered."""

    def __init__(self, donnees: Donnees, regle: Donnees) -> None:
        """Take a référentiel and one of its `regles`."""
        self.domaines = donnees["domaines"]
        self.regle = regle
        self.points = {c["code"]: _nombre(c.get("points", 1)) for c in _criteres(donnees)}
        self.obligatoires = set((regle.get("sous_domaine") or {}).get("obligatoires", ()))
        self.niveaux = dict(self._niveaux())
        self.totaux = {niveau: self._somme(codes) for niveau, codes in self.niveaux.items()}
        self._memoire: dict[frozenset[str], tuple[dict[Niveau, bool], dict[Niveau, Nombre]]] = {}

    def juger(self, reponses: Mapping[str, str]) -> Jugement:
        """Judge a grille (code -> acquis, non_acquis, non_evalue) by every way of filling it in."""
        assert reponses.keys() == self.points.keys()
        pleines = [self._juger_pleine(acquis) for acquis in _completions(reponses)]
        statuts = {
            niveau: _accord({issues[niveau] for issues, _ in pleines}) for niveau in pleines[0][0]
        }
        bilans = {}
        for niveau, total in self.totaux.items():
            sommes = [sommes[niveau] for _, sommes in pleines]
            bilans[niveau] = Bilan(min(sommes), max(sommes), total)
        return Jugement(statuts, bilans)

    def requis(self, niveau: Niveau) -> Nombre | None:
        """The least sum of some critères that is enough points at this level; None if the rule does not look."""
        sommes = _sommes([self.points[code] for code in self.niveaux[niveau]])
        if self._assez(niveau, max(sommes)) is None:
            return None
        return min(somme for somme in sommes if self._assez(niveau, somme))

    def _niveaux(self) -> Iterator[tuple[Niveau, list[str]]]:
        """Yield each level that has points, with the codes of its critères."""
        yield ("points", ""), list(self.points)
        for domaine in self.domaines:
            yield (
                ("points", domaine["code"]),
                [c["code"] for sd in domaine["sous_domaines"] for c in sd["criteres"]],
            )
            for sous_domaine in domaine["sous_domaines"]:
                yield (
                    ("sous-domaine", sous_domaine["code"]),
                    [c["code"] for c in sous_domaine["criteres"]],
                )

    def _assez(self, niveau: Niveau, somme: Nombre) -> bool | None:
        genre, code = niveau
        partie = (
            self.regle.get(
                "sous_domaine" if genre == "sous-domaine" else "domaine" if code else "ensemble"
            )
            or {}
        )
        exception = partie.get("exceptions", {}).get(code)
        if exception:
            return somme >= Fraction(exception["requis"])
        if "seuil" not in partie:
            return None
        return somme >= Fraction(partie["seuil"]) * self.totaux[niveau]

    def _somme(self, codes: Iterable[str]) -> Nombre:
        return sum(self.points[code] for code in codes)

    def _juger_pleine(
        self, acquis: frozenset[str]
    ) -> tuple[dict[Niveau, bool], dict[Niveau, Nombre]]:
        if acquis in self._memoire:
            return self._memoire[acquis]
        issues: dict[Niveau, bool] = {}
        sommes: dict[Niveau, Nombre] = {}
        for niveau, codes in self.niveaux.items():
            sommes[niveau] = self._somme(acquis.intersection(codes))
            assez = self._assez(niveau, sommes[niveau])
            if niveau[0] == "sous-domaine" and self.obligatoires.intersection(codes) - acquis:
                assez = False
            if assez is not None:
                issues[niveau] = assez
        verdict = issues.get(("points", ""), True)
        for domaine in self.domaines:
            regardes = [("points", domaine["code"])]
            regardes += [
                ("sous-domaine", sous_domaine["code"]) for sous_domaine in domaine["sous_domaines"]
            ]
            maitrise = all(issues[niveau] for niveau in regardes if niveau in issues)
            issues["domaine", domaine["code"]] = maitrise
            verdict = verdict and maitrise
        issues["verdict", ""] = verdict
        self._memoire[acquis] = issues, sommes
        return issues, sommes


def _criteres(donnees: Donnees) -> Iterator[Donnees]:
    for domaine in donnees["domaines"]:
        for sous_domaine in domaine["sous_domaines"]:
            yield from sous_domaine["criteres"]


def _nombre(ecrit: Nombre | str) -> Nombre:
    return ecrit if isinstance(ecrit, int) else Fraction(ecrit)


def _sommes(points: list[Nombre]) -> set[Nombre]:
    sommes: set[Nombre] = {0}
    for valeur in points:
        sommes |= {somme + valeur for somme in sommes}
    return sommes


def _accord(issues: set[bool]) -> str:
    return "indetermine" if len(issues) == 2 else "oui" if issues == {True} else "non"


def _completions(reponses: Mapping[str, str]) -> Iterator[frozenset[str]]:
    """Yield the acquis of each way of answering for what is not evaluated."""
    ouverts = [code for code, reponse in reponses.items() if reponse == "non_evalue"]
    acquis = {code for code, reponse in reponses.items() if reponse == "acquis"}
    for choix in product((False, True), repeat=len(ouverts)):
        yield frozenset(acquis.union(code for code, oui in zip(ouverts, choix, strict=True) if oui))
