"""An attack on what a cohorte shows, by integer programming: it reads the tidy CSV and nothing else.

Two attackers. One knows of each person the site, the évaluateur, the months, whether there were
two évaluations and whether hours are known (`Resultats`): what is hidden from him are results. The other knows only what the
page says (`Presences`): what is hidden from him is how many people there are. Each writes all that
he knows as equations over whole numbers of people, and asks for the least and the most that a hidden
number can be.
"""

import csv
from collections.abc import Callable, Mapping, Sequence
from io import StringIO
from itertools import product
from typing import Any, NamedTuple

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

Cle = tuple[str, str, str]  # the table, the row and the measure of a number
AXES = ("site", "evaluateur")
PEU = range(1, 5)


def nombres(texte: str) -> dict[Cle, int | None]:
    """The numbers of people of the tidy CSV; None: hidden."""
    lus: dict[Cle, int | None] = {}
    for ligne in csv.DictReader(StringIO(texte.removeprefix("\ufeff")), delimiter=";"):
        if ligne["unite"] == "personnes" or ligne["masque"] == "oui":
            valeur = None if ligne["masque"] == "oui" else int(ligne["valeur"])
            lus[ligne["tableau"], ligne["ligne"] or ligne["libelle"], ligne["mesure"]] = valeur
    return lus


class Genre(NamedTuple):
    """One way for a person to have come out: at the end, then at the préalable if there was one."""

    verdict: str
    maitrises: tuple[bool, ...]
    avant: bool = False
    gardes: tuple[bool, ...] = ()


VERDICTS = ("Certifiable", "Non certifiable", "Indéterminé")


def genres(domaines: int, *, deux: bool) -> list[Genre]:
    """All the ways that the published rules allow."""
    tous = []
    for verdict, *maitrises in product(VERDICTS, *[(False, True)] * domaines):
        # Who is certifiable masters each domaine.
        if verdict == "Certifiable" and not all(maitrises):
            continue
        if not deux:
            tous.append(Genre(verdict, tuple(maitrises), gardes=(False,) * domaines))
            continue
        for avant, *gardes in product((False, True), *[(False, True)] * domaines):
            # What was mastered is kept; who was certifiable mastered each domaine.
            perdu = any(garde and not la for garde, la in zip(gardes, maitrises, strict=True))
            if not perdu and (all(gardes) or not avant):
                tous.append(Genre(verdict, tuple(maitrises), avant, tuple(gardes)))
    return tous


class Programme:
    """Whole numbers from nought, tied by equations; asked for the least and the most of a sum."""

    def __init__(self, variables: int) -> None:
        self.variables = variables
        self.rangees: list[Any] = []
        self.valeurs: list[int] = []

    def egale(self, rangee: Any, valeur: int) -> None:
        """Tell that a sum is known."""
        self.rangees.append(rangee)
        self.valeurs.append(valeur)

    def bornes(self, rangee: Any) -> tuple[int, int]:
        """The least and the most that a sum can be."""
        liens = LinearConstraint(np.array(self.rangees), self.valeurs, self.valeurs)
        bouts = []
        for signe in (1, -1):
            fait = milp(
                signe * rangee,
                constraints=liens,
                integrality=np.ones(self.variables),
                bounds=Bounds(0, np.inf),
            )
            assert fait.status == 0, fait.message  # what is published is true of somebody
            bouts.append(round(signe * fait.fun))
        return bouts[0], bouts[1]


class Cellule(NamedTuple):
    """A set of people as a person finds it on the page, and where the page tells of it."""

    nom: str
    dedans: Callable[[Any], bool]


class Resultats:
    """The attacker who knows who was there, class by class of people; results are hidden from him."""

    def __init__(self, lus: Mapping[Cle, int | None], classes: Mapping[Any, int], domaines: int):
        self.lus, self.classes, self.domaines = lus, classes, domaines
        self.places: dict[tuple[Any, Genre], int] = {}
        for classe in classes:
            for genre in genres(domaines, deux=classe.deux):
                self.places[classe, genre] = len(self.places)
        self.programme = Programme(len(self.places))
        for classe, nombre in classes.items():
            self.programme.egale(self.somme(lambda c, _, k=classe: c == k), nombre)
        for cle, valeur in lus.items():
            vrai = self.sens(cle)
            if vrai is not None and valeur is not None:
                self.programme.egale(self.somme(vrai), valeur)

    def somme(self, vrai: Callable[[Any, Genre], bool]) -> Any:
        """The people of whom something is true, as a row."""
        return np.array([float(vrai(classe, genre)) for classe, genre in self.places])

    def dedans(self, tableau: str, ligne: str) -> Callable[[Any], bool]:
        """Of whom a row of a table speaks."""
        if ligne == "ensemble" or tableau in ("verdicts", "domaines"):
            return lambda classe: True
        if tableau == "évolution":
            return lambda classe: classe.deux
        if tableau == "durées":
            return lambda classe: classe.heures
        axe = "site" if "site" in tableau else "evaluateur"
        nom = "" if ligne == "non renseigné" else ligne
        return lambda classe: getattr(classe, axe) == nom

    def attribut(self, tableau: str, ligne: str, mesure: str) -> Callable[[Genre], bool] | None:
        """What a number says of those people; None: not a result."""
        if tableau == "verdicts":
            return lambda genre: genre.verdict == ligne
        if tableau == "durées" and mesure == "personnes" and ligne != "Ensemble":
            return lambda genre: genre.verdict.lower() in ligne.lower().split(" ou ")
        if tableau == "évolution":
            return self.passage(ligne, mesure)
        if mesure == "certifiables":
            return lambda genre: genre.verdict == "Certifiable"
        if tableau == "domaines":
            return lambda genre: genre.maitrises[int(ligne) - 1]
        if tableau.startswith("domaines par"):
            return lambda genre: genre.maitrises[int(mesure[1:]) - 1]
        return None

    def passage(self, ligne: str, mesure: str) -> Callable[[Genre], bool]:
        """The same of a row of « de la préalable à la finale »."""

        def la(genre: Genre) -> bool:
            if ligne == "Certifiable":
                return genre.verdict == "Certifiable"
            return genre.maitrises[int(ligne) - 1]

        def avant(genre: Genre) -> bool:
            return genre.avant if ligne == "Certifiable" else genre.gardes[int(ligne) - 1]

        if mesure == "dès la préalable":
            return lambda genre: la(genre) and avant(genre)
        if mesure == "à la finale":
            return lambda genre: la(genre) and not avant(genre)
        return la

    def sens(self, cle: Cle) -> Callable[[Any, Genre], bool] | None:
        """What a number counts."""
        attribut = self.attribut(*cle)
        if attribut is None:
            return None
        dedans = self.dedans(*cle[:2])
        return lambda classe, genre: dedans(classe) and attribut(genre)

    def sures(self, attribut: Callable[[Genre], bool]) -> set[Any]:
        """The classes of which a number that is shown says all or nothing, of five people at least.

        « 12 of 12 » is everybody's result: it is shown, and said to be. So is that of all those
        who are not in the cells of an axis that are shown.
        """
        trouvees = set()
        for siennes, autre, valeur in self.comptes():
            for classe in siennes:
                possibles = genres(self.domaines, deux=classe.deux)
                if valeur == sum(self.classes[une] for une in siennes):
                    possibles = [genre for genre in possibles if autre(genre)]
                elif not valeur:
                    possibles = [genre for genre in possibles if not autre(genre)]
                if len({attribut(genre) for genre in possibles}) == 1:
                    trouvees.add(classe)
        return trouvees

    def comptes(self) -> list[tuple[set[Any], Callable[[Genre], bool], int]]:
        """What is shown of whom: each number, and what those of a table leave of all people."""
        dits = []
        restes: dict[tuple[str, str], tuple[set[Any], Any, int]] = {}
        for cle, valeur in self.lus.items():
            autre = self.attribut(*cle)
            if autre is None or valeur is None:
                continue
            tableau, ligne, mesure = cle
            siennes = {classe for classe in self.classes if self.dedans(tableau, ligne)(classe)}
            dits.append((siennes, autre, valeur))
            par_axe = f"{tableau} {mesure}"
            if tableau == "évolution" and mesure == "en tout":
                de_tous = ("verdicts", ligne, "personnes")
                de_tous = de_tous if ligne == "Certifiable" else ("domaines", ligne, "maîtrisé par")
            elif tableau in ("sites", "évaluateurs") or "par" in tableau:
                de_tous = (tableau, "ensemble", mesure)
                ligne = ""
            else:
                continue
            total = self.lus.get(de_tous)
            if total is None or cle == de_tous:
                continue
            autres, _, reste = restes.get((par_axe, ligne), (set(self.classes), None, total))
            restes[par_axe, ligne] = autres - siennes, autre, reste - valeur
        return dits + [reste for reste in restes.values() if reste[0]]

    def fuites(self) -> list[str]:
        """What the page gives away of results."""
        vues = []
        for cle, valeur in self.lus.items():
            attribut = self.attribut(*cle)
            if attribut is None:
                continue
            dedans = self.dedans(*cle[:2])
            cellule = frozenset(classe for classe in self.classes if dedans(classe))
            if valeur is None:
                vues.append((str(cle), cellule, attribut, fuite))
        # What two ways of dividing people share, if it is few: nobody asked, but it may follow.
        for (axe, autre), attribut in product(
            (("site", "evaluateur"), ("site", "deux")), self.dits()
        ):
            for classe in self.classes:
                ici = getattr(classe, axe), getattr(classe, autre)
                commun = frozenset(
                    c for c in self.classes if (getattr(c, axe), getattr(c, autre)) == ici
                )
                if sum(self.classes[c] for c in commun) in PEU:
                    vues.append((f"{axe} × {autre} {ici}", commun, attribut, connu))
        trouvees = []
        for nom, cellule, dit, comment in vues:
            trouvees += self.fuite(nom, cellule, dit, comment)
        return trouvees

    def dits(self) -> list[Callable[[Genre], bool]]:
        """Being certifiable, then mastering each domaine."""
        dits = [lambda genre: genre.verdict == "Certifiable"]
        for rang in range(self.domaines):
            dits.append(lambda genre, rang=rang: genre.maitrises[rang])
        return dits

    def fuite(
        self,
        nom: str,
        cellule: frozenset[Any],
        attribut: Callable[[Genre], bool],
        dit: Callable[[str, int, int], list[str]],
    ) -> list[str]:
        """What can be known of a number of these people, if it is too much."""
        reste = cellule - self.sures(attribut)
        taille = sum(self.classes[classe] for classe in reste)
        if not taille:
            return []
        bas, haut = self.programme.bornes(
            self.somme(lambda classe, genre: classe in reste and attribut(genre))
        )
        trouvees = []
        for quoi, moins, plus in ((nom, bas, haut), (f"not {nom}", taille - haut, taille - bas)):
            # What is left of a number once all or nothing is known of some may be one that is shown.
            montre = moins == plus and moins not in PEU and reste != cellule
            trouvees += [] if montre else dit(quoi, moins, plus)
        return trouvees


def connu(nom: str, bas: int, haut: int) -> list[str]:
    """A number is given away if it is known."""
    return [f"{nom} = {bas}"] if bas == haut and bas else []


def fuite(nom: str, bas: int, haut: int) -> list[str]:
    """A number is given away if it is known, or known to be one to four."""
    entre = bas < haut and bas and haut in PEU
    return connu(nom, bas, haut) + ([f"{nom} in {bas}..{haut}"] if entre else [])


class Presences:
    """The attacker who knows nobody; how many people there are is hidden from him."""

    def __init__(self, lus: Mapping[Cle, int | None], total: int) -> None:
        self.lus = lus
        axes: list[Sequence[str]] = []
        for tableau, autres in (
            ("sites", ()),
            ("évaluateurs", ()),
            ("mois", ()),
            ("finales", ("",)),
        ):
            cherche = "mois" if tableau == "finales" else tableau
            noms = {ligne for un, ligne, _ in lus if un == cherche and ligne != "ensemble"}
            axes.append([*sorted(noms), *autres] or ["tous"])
        # Of each person: the site, the évaluateur, the month of the first and of the finale; where
        # no month is told, whether there was a finale all the same.
        if axes[3] == [""]:
            axes[3] = ["", "oui"]
        self.cases = list(product(*axes))
        self.programme = Programme(len(self.cases))
        self.programme.egale(np.ones(len(self.cases)), total)
        for cle, valeur in lus.items():
            rangee = self.rangee(cle)
            if rangee is not None and valeur is not None:
                self.programme.egale(rangee, valeur)
        # The numbers of « de la préalable à la finale » are out of how many had both.
        self.deux = np.array([float(case[3] != "") for case in self.cases])

    def rangee(self, cle: Cle) -> Any:
        """The people whom a number counts; None: it is not about how many there are."""
        tableau, ligne, mesure = cle
        if ligne == "ensemble":
            return None
        place = {
            ("sites", "personnes"): 0,
            ("évaluateurs", "personnes"): 1,
            ("mois", "première évaluation"): 2,
            ("mois", "finale"): 3,
        }.get((tableau, mesure))
        if place is None:
            return None
        return np.array([float(case[place] == ligne) for case in self.cases])

    def fuites(self) -> list[str]:
        """What the page gives away of how many there are."""
        trouvees = []
        for cle, valeur in self.lus.items():
            rangee = self.rangee(cle)
            if rangee is not None and valeur is None:
                trouvees += fuite(str(cle), *self.programme.bornes(rangee))
        return trouvees
