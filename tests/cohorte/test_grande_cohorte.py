"""Four thousand people in fifteen sites, with the usual mess: each number that is shown is counted again here.

Nothing of `clea_cli` counts on this side: people are drawn with their results, written to files as
sites write them, and the page is held against what was drawn.
"""

import csv
import random
from collections import Counter
from datetime import date
from fractions import Fraction
from io import StringIO
from math import floor
from typing import NamedTuple

import pytest

from tests.promesses.test_cases import CAS, ecrites, lancer

SITES = (
    *("Béthune", "Arras", "Lens", "Évreux", "Saint-Omer", "Le Havre", "Nîmes", "Sète"),
    *("Pau", "Albi", "Dole", "Gap", "Foix", "Auch", "Metz"),
)
CRITERES = ("1.1.1", "1.1.2", "1.2.1", "2.1.1", "2.2.1")  # of jouet.yaml
DOMAINES = {"1": range(3), "2": range(3, 5)}
REQUIS = {"1": 2, "2": 1}  # half of the points of each, cut upwards; and 3 of all five
HEURES = {"35": 2100, "12,5": 750, "35h30": 2130, "1 050": 63000, "7 heures": 420, "n.c.": None}
JOURS = [date(2026, mois, 10) for mois in range(1, 9)]


class Personne(NamedTuple):
    """What was drawn of a person; the answers are « A », « N » and « E »."""

    reference: str
    site: str
    evaluateur: str
    heures: str
    jours: list[date]
    reponses: list[str]


def tirer(hasard: random.Random, rang: int) -> Personne:
    facilite = hasard.choice((0.5, 0.75, 0.95))
    nombre = 2 if hasard.random() < 0.4 else 1
    site = hasard.choices(range(15), weights=range(30, 0, -2))[0]
    jours = sorted(hasard.sample(JOURS, nombre))
    reponses = []
    for _ in jours:
        reponses.append("".join(reponse(hasard, facilite) for _ in CRITERES))
    evaluateur = f"E-{site * 3 + hasard.randrange(3):02}"
    heures = hasard.choice([*HEURES, ""])
    return Personne(f"C-{rang:04}", SITES[site], evaluateur, heures, jours, reponses)


def reponse(hasard: random.Random, facilite: float) -> str:
    if hasard.random() < 0.05:
        return "E"
    return "A" if hasard.random() < facilite else "N"


def statut(acquis: int, possibles: int, requis: int) -> str:
    if acquis >= requis:
        return "oui"
    return "non" if possibles < requis else "?"


class Juge:
    """A person as the published rule judges: the domaines mastered at the préalable are kept."""

    def __init__(self, personne: Personne) -> None:
        self.personne = personne
        self.premiers, self.avant, _ = self.juger(personne.reponses[0])
        reunies = list(personne.reponses[0])
        self.deux = len(personne.reponses) > 1
        if self.deux:
            for code, rangs in DOMAINES.items():
                for rang in rangs:
                    nouvelle = personne.reponses[1][rang]
                    if self.premiers[code] != "oui" and nouvelle != "E":
                        reunies[rang] = nouvelle
        self.statuts, self.verdict, self.points = self.juger("".join(reunies))
        self.manques = {CRITERES[rang] for rang, une in enumerate(reunies) if une != "A"}
        self.minutes = HEURES.get(personne.heures)

    def juger(self, reponses: str) -> tuple[dict[str, str], str, int]:
        statuts = {}
        for code, rangs in DOMAINES.items():
            siennes = [reponses[rang] for rang in rangs]
            acquis = siennes.count("A")
            statuts[code] = statut(acquis, acquis + siennes.count("E"), REQUIS[code])
        acquis = reponses.count("A")
        tous = {*statuts.values(), statut(acquis, acquis + reponses.count("E"), 3)}
        verdict = "Certifiable" if tous == {"oui"} else "Indéterminé"
        if "non" in tous:
            verdict = "Non certifiable"
        return statuts, verdict, acquis * 1000 // 5


def ecrire(dossier, gens: list[Personne], hasard: random.Random) -> list[str]:
    """The files: a grille an évaluation and a month, the dossiers with each site as it is typed."""
    fichiers: dict[str, list[str]] = {}
    lignes = ["Référence du candidat;Centre;Évaluatrice;Heures de formation;Évaluation;Grille"]
    mots = {"A": "acquis", "N": "Non acquis", "E": "NE"}
    for personne in gens:
        for rang, (jour, reponses) in enumerate(
            zip(personne.jours, personne.reponses, strict=True)
        ):
            etape = ("préalable", "finale")[rang]
            nom = f"{etape[0]}{jour:%m}.csv"
            haut = [f"date de l'évaluation;{jour:%d/%m/%Y}", ";".join(("candidat", *CRITERES))]
            cases = ";".join(mots[une] for une in reponses)
            ecrite = hasard.choice((personne.reference, personne.reference.lower()))
            fichiers.setdefault(nom, haut).append(f"{ecrite};{cases}")
            site = hasard.choice((personne.site, personne.site.upper(), f" {personne.site} "))
            site = site.replace("É", hasard.choice("ÉE")).replace("-", hasard.choice("- "))
            heures = personne.heures if rang == len(personne.jours) - 1 else ""
            grille = hasard.choice((nom, nom.removesuffix(".csv"), f"grilles/{nom}"))
            lignes.append(
                f"{personne.reference};{site};{personne.evaluateur};{heures};{etape};{nom}"
                if grille.startswith("grilles")
                else f"{personne.reference};{site};{personne.evaluateur};{heures};{etape};{grille}"
            )
    titres, *corps = lignes
    hasard.shuffle(corps)
    (dossier / "d.csv").write_text("\n".join([titres, *corps, ""]), encoding="cp1252")
    for nom, contenu in fichiers.items():
        (dossier / nom).write_text("\n".join([*contenu, ""]), encoding="utf-8")
    return sorted(fichiers)


def quarts(valeurs: list[int]) -> list[int]:
    """The quarters of whole numbers, between two of them, cut."""
    ranges = sorted(valeurs)
    trouves = []
    for part in (Fraction(1, 4), Fraction(1, 2), Fraction(3, 4)):
        place = part * (len(ranges) - 1)
        bas = floor(place)
        haut = min(bas + 1, len(ranges) - 1)
        trouves.append(floor(ranges[bas] + (place - bas) * (ranges[haut] - ranges[bas])))
    return trouves


QUARTS = ("1er quart", "médiane", "3e quart")


def compter(juges: list[Juge], noms: dict[str, str]) -> dict[tuple[str, str, str], str]:
    """Every number that a page could show, by table, row and measure; `noms` are sites as shown."""
    attendus: dict[tuple[str, str, str], str] = {}

    def compte(tableau: str, ligne: str, mesure: str, qui) -> None:
        attendus[tableau, ligne, mesure] = str(sum(1 for juge in juges if qui(juge)))

    def les_quarts(tableau: str, ligne: str, valeurs: list[int], unite: int) -> None:
        for mesure, valeur in zip(QUARTS, quarts(valeurs), strict=True):
            entier, reste = divmod(valeur, unite)
            fin = "" if unite == 1 else f",{reste * (100 if unite == 60 else 10) // unite}"
            if unite == 60:
                centiemes = reste * 100 // 60
                fin = f",{centiemes // 10}" if reste % 6 == 0 else f",{centiemes:02}"
            attendus[tableau, ligne, mesure] = f"{entier}{fin}"

    for verdict in ("Certifiable", "Non certifiable", "Indéterminé"):
        compte("verdicts", verdict, "personnes", lambda j, v=verdict: j.verdict == v)
        connues = [j.minutes for j in juges if j.verdict == verdict and j.minutes is not None]
        attendus["durées", verdict, "personnes"] = str(len(connues))
        les_quarts("durées", verdict, connues, 60)
    connues = [j.minutes for j in juges if j.minutes is not None]
    attendus["durées", "Ensemble", "personnes"] = str(len(connues))
    les_quarts("durées", "Ensemble", connues, 60)
    for code in DOMAINES:
        compte("domaines", code, "maîtrisé par", lambda j, c=code: j.statuts[c] == "oui")
    bornes = (0, 500, 600, 700, 750, 800, 900, 1001)
    for debut, fin in zip(bornes, bornes[1:], strict=False):
        nom = f"de {debut // 10} à moins de {fin // 10} %"
        nom = "moins de 50 %" if not debut else "90 % et plus" if fin == 1001 else nom
        compte("points", nom, "personnes", lambda j, d=debut, f=fin: d <= j.points < f)
    for code in CRITERES:
        compte("critères", code, "manque à", lambda j, c=code: c in j.manques)
    for ligne, avant, la in (
        ("Certifiable", lambda j: j.avant == ligne, lambda j: j.verdict == "Certifiable"),
        ("1", lambda j: j.premiers["1"] == "oui", lambda j: j.statuts["1"] == "oui"),
        ("2", lambda j: j.premiers["2"] == "oui", lambda j: j.statuts["2"] == "oui"),
    ):
        compte("évolution", ligne, "dès la préalable", lambda j: j.deux and avant(j) and la(j))
        compte("évolution", ligne, "à la finale", lambda j: j.deux and la(j) and not avant(j))
        compte("évolution", ligne, "en tout", lambda j: j.deux and la(j))
    delais = [(j.personne.jours[1] - j.personne.jours[0]).days for j in juges if j.deux]
    attendus["délai", "De la préalable à la finale", "personnes"] = str(len(delais))
    les_quarts("délai", "De la préalable à la finale", delais, 1)
    for jour in JOURS:
        mois = f"{jour:%Y-%m}"
        premiere, finale = (f"{jour:%m}", "première évaluation"), (f"{jour:%m}", "finale")
        compte("mois", mois, premiere[1], lambda j, d=jour: j.personne.jours[0] == d)
        compte("mois", mois, finale[1], lambda j, d=jour: j.deux and j.personne.jours[1] == d)
    groupes = {("site", nom): lambda j, s=site: j.personne.site == s for site, nom in noms.items()}
    for evaluateur in {juge.personne.evaluateur for juge in juges}:
        groupes["évaluateur", evaluateur or "non renseigné"] = lambda j, e=evaluateur: (
            j.personne.evaluateur == e
        )
    for axe in ("site", "évaluateur"):
        groupes[axe, "ensemble"] = lambda j: True
    for (axe, nom), dedans in groupes.items():
        siens = [juge for juge in juges if dedans(juge)]
        attendus[f"{axe}s", nom, "personnes"] = str(len(siens))
        certifiables = [juge for juge in siens if juge.verdict == "Certifiable"]
        attendus[f"{axe}s", nom, "certifiables"] = str(len(certifiables))
        les_quarts(f"{axe}s", nom, [juge.points for juge in siens], 10)
        for code in DOMAINES:
            ont = [juge for juge in siens if juge.statuts[code] == "oui"]
            attendus[f"domaines par {axe}", nom, f"d{code}"] = str(len(ont))
        if axe == "site":
            for code in CRITERES:
                manquent = [juge for juge in siens if code in juge.manques]
                attendus["critères par site", f"{nom} {code}", "manque à"] = str(len(manquent))
    return attendus


@pytest.fixture(scope="module")
def publiee(tmp_path_factory):
    """What is shown of the cohorte, and what was drawn."""
    dossier = tmp_path_factory.mktemp("grande")
    (dossier / "jouet.yaml").write_bytes((CAS / "grille" / "jouet.yaml").read_bytes())
    hasard = random.Random(5)  # noqa: S311 — an invented cohorte
    gens = [tirer(hasard, rang) for rang in range(4000)]
    fichiers = ecrire(dossier, gens, hasard)
    corps = (dossier / "d.csv").read_text(encoding="cp1252").splitlines()
    # Thirty dossiers have no grille; the finale of fifteen people was never sent; twenty people have
    # a grille and no dossier, ten have two and nothing says which is which.
    for rang in range(30):
        corps.append(f"X-{rang:04};Arras;E-00;;préalable;")
    for rang, personne in enumerate(gens[:15]):
        corps = [une for une in corps if not une.startswith(f"{personne.reference};")]
        corps.append(f"{personne.reference};Arras;E-00;;préalable;p01.csv")
        corps.append(f"{personne.reference};Arras;E-00;;finale;perdue-{rang}.csv")
    (dossier / "d.csv").write_text("\n".join([*corps, ""]), encoding="cp1252")
    sans = [
        Personne(f"S-{rang:04}", "", "", "", [JOURS[0]], [reponse(hasard, 0.9) * 5])
        for rang in range(20)
    ]
    for nom, references in (("p01.csv", "SD"), ("p02.csv", "D")):
        with (dossier / nom).open("a", encoding="utf-8") as flux:
            for lettre in references:
                for rang in range(20 if lettre == "S" else 10):
                    une = sans[rang].reponses[0] if lettre == "S" else "AAAAA"
                    mots = ";".join({"A": "acquis", "N": "Non acquis", "E": "NE"}[m] for m in une)
                    flux.write(f"{lettre}-{rang:04};{mots}\n")
    arguments = ("--dossiers", "d.csv", "-r", "jouet.yaml", "-f", "csv")
    execution = lancer(dossier, "cohorte", *fichiers, *arguments)
    noms = {}
    for ligne in corps[1:]:
        ecrit = ligne.split(";")[1].strip()
        site = next(s for s in SITES if simple(s) == simple(ecrit))
        noms.setdefault(site, ecrit)
    noms[""] = "non renseigné"
    return execution, [Juge(une) for une in (*gens[15:], *sans)], noms


def simple(nom: str) -> str:
    """A name of a site, whatever way it is typed."""
    plat = nom.upper().strip().translate(str.maketrans("ÉÈÎ-", "EEI "))
    return " ".join(plat.split())


def test_tout_nombre_montre_est_celui_qui_a_ete_tire(publiee):
    execution, juges, noms = publiee
    attendus = compter(juges, noms)
    montres = Counter()
    for ligne in csv.DictReader(StringIO(execution.sortie.removeprefix("\ufeff")), delimiter=";"):
        tableau = ligne["tableau"]
        if tableau in ("lecture", "source"):
            continue
        nom = ligne["ligne"]
        if tableau == "critères par site":
            nom = f"{nom} {ligne['libelle'].split()[0]}"
        montres[ligne["masque"]] += 1
        if ligne["masque"] == "non":
            assert ligne["valeur"] == attendus[tableau, nom, ligne["mesure"]], ligne
    # Large sites, few hidden: what is compared is nearly all.
    assert montres["non"] > 500
    assert montres["oui"] < 90


def test_chacun_est_compte_ou_ecarte_avec_sa_raison(publiee):
    execution, juges, _ = publiee
    assert {faute.code for faute in ecrites(execution.erreurs)} == {"J405", "J406", "J407", "J412"}
    lus = {}
    for ligne in csv.DictReader(StringIO(execution.sortie.removeprefix("\ufeff")), delimiter=";"):
        if ligne["tableau"] == "lecture":
            lus[ligne["ligne"] or ligne["libelle"], ligne["mesure"]] = int(ligne["valeur"])
    assert lus["Personnes", "lus"] == 4000 + 30 + 20 + 10
    assert lus["Personnes", "comptés"] == len(juges) == 4000 - 15 + 20
    assert lus["dossier sans grille", "non comptés"] == 30
    assert lus["rien ne dit quelle grille compter", "non comptés"] == 10
    # of those whose finale was never sent, some have no préalable in the file that is named either
    assert lus["grille du dossier introuvable", "non comptés"] == 15
    comptees = sum(len(juge.personne.jours) for juge in juges)
    assert lus["Évaluations", "comptés"] == comptees
