"""What is hidden withstands an attack by integer programming (`tests.outils.attaque`).

The attacker reads every number of the tidy CSV, knows the rules that docs/cohorte.md publishes, and
of each person the site, the évaluateur, the months, whether there were two évaluations, and whether
the hours are known. He must not find:

- of any number of people that is hidden, what it is (unless it is nought), nor that it is one to
  four;
- of the one to four people whom two ways of dividing the cohorte tell apart (those of a site whom an
  évaluateur saw), how many of them have something.

Both of those who have something and of those who have not. What « 12 of 12 » says is no finding: it
is shown, of five people at least, and said to be everybody's. Nor is what any rate says: where 8 of
11 are certifiable, one at least of any four is.

How many people there are is hidden as well; of that the attacker knows nothing beforehand.
"""

import random
from collections import Counter
from datetime import date
from typing import NamedTuple

import pytest

from clea_cli.cohorte.cohorte import etudier
from clea_cli.cohorte.comptage import Comptage
from clea_cli.cohorte.extrait import TOUT
from clea_cli.cohorte.mots import Perimetre, voir
from clea_cli.cohorte.rendus import csv
from clea_cli.cohorte.statistiques import PersonneComptee
from clea_cli.decision.charger import a_calculer
from clea_cli.decision.mots import provenance
from tests.outils.attaque import Presences, Resultats, nombres
from tests.promesses.test_cases import CAS

DOMAINES = (0, 0, 0, 1, 1)  # that of each critère


class Classe(NamedTuple):
    """Of a person, what one who was there knows."""

    site: str
    evaluateur: str
    deux: bool
    premier: date | None
    finale: date | None
    heures: bool


def tirer(graine: int) -> list[PersonneComptee]:
    """A small cohorte, whose sites, évaluateurs and months hold few people as well as many."""
    hasard = random.Random(graine)  # noqa: S311 — an invented cohorte
    sites = ["Lille", "Lens", "Arras", ""][: hasard.randint(1, 4)]
    evaluateurs = ["E-1", "E-2", "E-3"][: hasard.randint(1, 3)]
    mois = [date(2026, rang, 5) for rang in (1, 2, 3)][: hasard.randint(0, 3)]
    finales = hasard.choice((0.0, 0.3, 0.9))
    # Drawn apart, so that a seed gives the same people as before there were hours.
    des_heures = random.Random(graine)  # noqa: S311 — an invented cohorte
    connues = des_heures.choice((0.0, 0.5, 0.9))
    reussite = hasard.choice((0.1, 0.5, 0.9))
    gens = []
    for _ in range(hasard.randint(8, 60)):
        site = min(hasard.choice(sites), hasard.choice(sites))
        # An évaluateur may work at one site only.
        propre = evaluateurs[sites.index(site) % len(evaluateurs)]
        evaluateur = propre if hasard.random() < 0.8 else hasard.choice(evaluateurs)
        maitrises = tuple(hasard.random() < reussite**0.5 for _ in range(2))
        verdict = hasard.choice(("non_certifiable", "non_certifiable", "indetermine"))
        if all(maitrises) and hasard.random() < 0.9:
            verdict = "certifiable"
        personne = PersonneComptee(
            verdict=verdict,
            milliemes=hasard.randrange(1000),
            maitrises=maitrises,
            manques=hasard.getrandbits(5),
            site=site,
            evaluateur=evaluateur,
            jour=hasard.choice(mois) if mois and hasard.random() < 0.9 else None,
            minutes=600 if des_heures.random() < connues else None,
        )
        if hasard.random() < finales:
            gardes = tuple(la and hasard.random() < 0.4 for la in maitrises)
            personne = personne._replace(
                prealable=gardes,
                avant="certifiable" if all(gardes) and hasard.random() < 0.8 else "indetermine",
                jour_finale=hasard.choice(mois) if mois and hasard.random() < 0.9 else None,
            )
        gens.append(personne)
    return gens


def publier(gens: list[PersonneComptee]) -> str:
    referentiel = a_calculer(str(CAS / "grille" / "jouet.yaml")).value
    comptage = Comptage(1, 0, len(gens), len(gens), len(gens), {})
    dit = provenance(referentiel, referentiel.regles[0], None)
    cohorte = etudier(gens, DOMAINES)
    return csv.rendre(voir(cohorte, referentiel, dit, Perimetre(comptage, TOUT, {}))).decode()


def attaquer(graine: int) -> list[str]:
    gens = tirer(graine)
    lus = nombres(publier(gens))
    classes: Counter[Classe] = Counter()
    for p in gens:
        deux, heures = p.prealable is not None, p.minutes is not None
        classes[Classe(p.site, p.evaluateur, deux, p.jour, p.jour_finale, heures)] += 1
    # Months are shown of nobody's results, so people who differ by them alone are one class.
    sans_mois: Counter[Classe] = Counter()
    for classe, nombre in classes.items():
        sans_mois[classe._replace(premier=None, finale=None)] += nombre
    return Resultats(lus, sans_mois, 2).fuites() + Presences(lus, len(gens)).fuites()


# In the last four the attack once found what the masking of each number alone left open: a total that
# its sites give (17), two cells that cross, or nearly make up all people, and differ by too little.
@pytest.mark.parametrize("graine", [*range(4), 13, 17, 135, 199])
def test_ce_qui_est_masque_resiste_a_la_programmation_entiere(graine):
    assert attaquer(graine) == []
