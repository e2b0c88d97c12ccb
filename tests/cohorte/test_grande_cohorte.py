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
TRANCHES = {
    "moins de 50 %": (0, 500),
    "de 50 à moins de 60 %": (500, 600),
    "de 60 à moins de 70 %": (600, 700),
    "de 70 à moins de 75 %": (700, 750),
    "de 75 à moins de 80 %": (750, 800),
    "de 80 à moins de 90 %": (800, 900),
    "90 % et plus": (900, 1001),
}
Nombres = dict[tuple[str, str, str], str]  # by table, row and measure, as the CSV writes them


def en_dixiemes(milliemes: int) -> str:
    return f"{milliemes // 10},{milliemes % 10}"


def en_heures(minutes: int) -> str:
    centiemes = minutes % 60 * 100 // 60
    return (
        f"{minutes // 60},{centiemes // 10}"
        if minutes % 6 == 0
        else f"{minutes // 60},{centiemes:02}"
    )


def effectif(tableau: str, ligne: str, mesure: str, qui: list) -> Nombres:
    return {(tableau, ligne, mesure): str(len(qui))}


def repartition(tableau: str, ligne: str, valeurs: list[int], ecrit) -> Nombres:
    nombres = zip(QUARTS, quarts(valeurs), strict=True)
    return {(tableau, ligne, mesure): ecrit(valeur) for mesure, valeur in nombres}


def de_tous(juges: list[Juge]) -> Nombres:
    """Verdicts, domaines, points, critères, hours: what is told of everybody."""
    dits: Nombres = {}
    heures = {"Ensemble": [j.minutes for j in juges if j.minutes is not None]}
    for verdict in ("Certifiable", "Non certifiable", "Indéterminé"):
        siens = [j for j in juges if j.verdict == verdict]
        dits |= effectif("verdicts", verdict, "personnes", siens)
        heures[verdict] = [j.minutes for j in siens if j.minutes is not None]
    for nom, minutes in heures.items():
        dits |= effectif("durées", nom, "personnes", minutes)
        dits |= repartition("durées", nom, minutes, en_heures)
    for code in DOMAINES:
        ont = [j for j in juges if j.statuts[code] == "oui"]
        dits |= effectif("domaines", code, "maîtrisé par", ont)
    for nom, (debut, fin) in TRANCHES.items():
        dits |= effectif("points", nom, "personnes", [j for j in juges if debut <= j.points < fin])
    for code in CRITERES:
        dits |= effectif("critères", code, "manque à", [j for j in juges if code in j.manques])
    return dits


def des_deux_evaluations(juges: list[Juge]) -> Nombres:
    """What changes from the préalable to the finale, how long after, and in which months."""
    dits: Nombres = {}
    deux = [j for j in juges if j.deux]
    avant = {"Certifiable": {j for j in deux if j.avant == "Certifiable"}}
    apres = {"Certifiable": {j for j in deux if j.verdict == "Certifiable"}}
    for code in DOMAINES:
        avant[code] = {j for j in deux if j.premiers[code] == "oui"}
        apres[code] = {j for j in deux if j.statuts[code] == "oui"}
    for ligne, ont in apres.items():
        dits |= effectif("évolution", ligne, "dès la préalable", list(ont & avant[ligne]))
        dits |= effectif("évolution", ligne, "à la finale", list(ont - avant[ligne]))
        dits |= effectif("évolution", ligne, "en tout", list(ont))
    delais = [(j.personne.jours[1] - j.personne.jours[0]).days for j in deux]
    dits |= effectif("délai", "De la préalable à la finale", "personnes", delais)
    dits |= repartition("délai", "De la préalable à la finale", delais, str)
    for jour in JOURS:
        premieres = [j for j in juges if j.personne.jours[0] == jour]
        finales = [j for j in deux if j.personne.jours[1] == jour]
        dits |= effectif("mois", f"{jour:%Y-%m}", "première évaluation", premieres)
        dits |= effectif("mois", f"{jour:%Y-%m}", "finale", finales)
    return dits


def du_groupe(axe: str, nom: str, siens: list[Juge]) -> Nombres:
    """What is told of the people of a site, or of an évaluateur."""
    dits = effectif(f"{axe}s", nom, "personnes", siens)
    certifiables = [j for j in siens if j.verdict == "Certifiable"]
    dits |= effectif(f"{axe}s", nom, "certifiables", certifiables)
    dits |= repartition(f"{axe}s", nom, [j.points for j in siens], en_dixiemes)
    for code in DOMAINES:
        ont = [j for j in siens if j.statuts[code] == "oui"]
        dits |= effectif(f"domaines par {axe}", nom, f"d{code}", ont)
    for code in CRITERES:
        manquent = [j for j in siens if code in j.manques]
        dits |= effectif(f"critères par {axe}", f"{nom} {code}", "manque à", manquent)
    return dits


def compter(juges: list[Juge], noms: dict[str, str]) -> Nombres:
    """Every number that a page could show; `noms` are sites as they are shown."""
    dits = de_tous(juges) | des_deux_evaluations(juges)
    for site, nom in noms.items():
        dits |= du_groupe("site", nom, [j for j in juges if j.personne.site == site])
    for evaluateur in {j.personne.evaluateur for j in juges}:
        siens = [j for j in juges if j.personne.evaluateur == evaluateur]
        dits |= du_groupe("évaluateur", evaluateur or "non renseigné", siens)
    for axe in ("site", "évaluateur"):
        dits |= du_groupe(axe, "ensemble", juges)
    return dits


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
    ecrits: dict[str, Counter[str]] = {}
    for ligne in corps[1:]:
        ecrit = ligne.split(";")[1].strip()
        site = next(s for s in SITES if simple(s) == simple(ecrit))
        ecrits.setdefault(site, Counter())[ecrit] += 1
    noms = {site: max(facons, key=lambda une: facons[une]) for site, facons in ecrits.items()}
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
