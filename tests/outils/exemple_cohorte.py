"""Makes the files of `examples/cohorte/`: forty-two invented candidates, always the same.

Run it (`python -m tests.exemple_cohorte`) to write them again; a test holds that they are what it makes.
"""

import random
from pathlib import Path

from clea_cli.sorties.tableur_csv import ecrire
from tests.outils.jouets import clea

DOSSIER = Path(__file__).parent.parent.parent / "examples" / "cohorte"
SITES = {"Lille": ("E-01", "E-01", "E-02"), "Nantes": ("E-02", "E-03", "E-03")}
AISANCE = {"E-01": 0.04, "E-02": 0.0, "E-03": -0.05}  # how an évaluateur differs
GRAINE = 18


def fabriquer(graine: int = GRAINE) -> dict[str, bytes]:
    """The content of each file, by name."""
    hasard = random.Random(graine)  # noqa: S311 — an invented cohorte, not a secret
    codes = [critere.code for critere in clea().criteres]
    difficulte = {code: hasard.choice((0.0, 0.0, 0.03, 0.08, 0.3)) for code in codes}
    domaines = {domaine.code: hasard.uniform(0.0, 0.08) for domaine in clea().domaines}
    prealables, finales = [["candidat", *codes]], [["candidat", *codes]]
    dossiers = [["reference", "site", "evaluateur", "evaluation", "grille", "heures"]]
    for numero in range(1, 43):
        candidat = f"C-{numero:04}"
        site = "Lille" if numero % 2 else "Nantes"
        evaluateur = hasard.choice(SITES[site])
        niveau = hasard.choice((0.55, 0.7, 0.8, 1.0)) + AISANCE[evaluateur]
        reussite = {
            code: niveau - difficulte[code] - domaines[code.split(".")[0]] for code in codes
        }
        avant = {code: "A" if hasard.random() < reussite[code] else "NA" for code in codes}
        prealables.append([candidat, *avant.values()])
        dossiers.append([candidat, site, evaluateur, "préalable", "prealables.csv", ""])
        if niveau > 0.9:
            continue
        heures = hasard.choice((14, 28, 35, 49, 63, 77))
        gain = heures / 90
        apres = {
            code: "A" if avant[code] == "A" or hasard.random() < gain else "NA" for code in codes
        }
        if numero % 17 == 0:
            apres |= {code: "NE" for code in codes if code.startswith("3.") and avant[code] == "NA"}
        finales.append([candidat, *apres.values()])
        dossiers.append([candidat, site, evaluateur, "finale", "finales.csv", str(heures)])
    return {
        "prealables.csv": ecrire([["date de l'évaluation", "10/03/2026"], *prealables]),
        "finales.csv": ecrire([["date de l'évaluation", "12/06/2026"], *finales]),
        "dossiers.csv": ecrire(dossiers),
    }


if __name__ == "__main__":
    DOSSIER.mkdir(exist_ok=True)
    for nom, contenu in fabriquer().items():
        (DOSSIER / nom).write_bytes(contenu)
