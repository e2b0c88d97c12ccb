"""Many files in one call (grilles, restitutions, workbooks), beside the libraries they rest on.

Processor time, medians of three runs in turn; of whole commands for grilles, of one process for the
rest. What the profile showed of a grille in a file of its own, 106 rows of four cells (1.43 ms, now
0.82; the csv module takes 0.095):
- each cell was cleaned, and looked at for damage, one by one: damage and quotes are looked for once
  in the whole text, and what the text of a cell becomes is kept, for codes, labels and answers come
  again;
- each row was made twice, and asked whether its cells had slipped even where it had just the right
  number of them;
- what is left: 0.31 ms to read the rows (0.065 in the csv module), 0.24 to make answers of them,
  0.13 to check these;
- opening and reading took 45 µs, of which 30 were room for the twenty million bytes that a file may
  have;
- SHA-256 8 µs, « Lu … » on stderr 4, deciding by columns and writing 5; 100 ms of start-up are 10
  µs a file;
- a second process costs about as much to start as a few hundred files to read: it has its share
  from a thousand on.

A restitution was 4.7 ms: 1.4 Markdown (markdown-it-py), 1.1 the search of the shortest way, 0.5
décisions, 0.5 HTML (the formatter of markupsafe), 0.5 Jinja, 0.6 the data that its template is
given. It is 0.9 to 1 ms: labels and sentences come again from candidate to candidate, so that what
each becomes is kept; what the template does not read is not worked out. What is left is a third
Jinja; no part of the rest is more than a sixth. Jinja is measured twice: with our escaping of
Markdown done each time, as a template cannot do without it, and with its own of HTML, which is what
it takes alone. No candidate is drawn twice.

A sheet of a million cells: calamine is 0.76 s, undoing the zip to count its cells first 0.08,
counting them 0.08 (0.42 when each was looked at), and what makes rows of texts 0.07 (0.25 when each
cell was looked at). Rows taken from it one at a time are 0.05 sooner than all at once.
"""

import hashlib
import os
import random
import statistics
import sys
import tempfile
import time
from collections import deque
from collections.abc import Callable, Mapping
from functools import partial
from io import BytesIO
from itertools import count
from pathlib import Path
from typing import Any
from unittest.mock import patch

RACINE = Path(__file__).parent.parent
sys.path.insert(0, str(RACINE))

from jinja2 import Environment, FileSystemLoader
from python_calamine import CalamineWorkbook

from benchmarks.echelle import mesurer
from clea_cli.decision.lot import Fichier, Lecture
from clea_cli.documents.commande import Commande
from clea_cli.documents.preparer import Preparation, faire, preparer
from clea_cli.documents.rendus import modele
from clea_cli.grille.grille import Grille
from clea_cli.referentiel.referentiel import Resultat
from clea_cli.sorties import tableur_xlsx
from clea_cli.sources import classeur

EXEMPLE = RACINE / "examples" / "un-domaine-manque.csv"

FICHIERS, RESTITUTIONS = 10_000, 300
ECRITS, LUS, COLONNES = 2_000, 10_000, 106
TOURS = 3
CSV_SEUL = """import csv, sys, time
debut = time.perf_counter()
for chemin in sys.argv[1:]:
    with open(chemin, encoding="utf-8-sig", newline="") as flux:
        list(csv.reader(flux, delimiter=";"))
print(time.perf_counter() - debut)"""


def cout(travail: Callable[[], object]) -> float:
    """Seconds of the processor."""
    debut = time.process_time()
    travail()
    return time.process_time() - debut


def comparer(nom: str, nombre: int, nous: Callable[[], object], eux: Callable[[], object]) -> None:
    """Run both in turn, once to warm up; print the medians for one of `nombre`, and their ratio."""
    mesures = [(cout(nous), cout(eux)) for _ in range(TOURS + 1)][1:]
    a, b = (statistics.median(cote) for cote in zip(*mesures, strict=True))
    afficher(nom, nombre, a, b)


def afficher(nom: str, nombre: int, a: float, b: float) -> None:
    """Print what each took for one of `nombre`, and the ratio."""
    print(
        f"{nom:<46} {a / nombre * 1000:8.3f} ms   {b / nombre * 1000:8.3f} ms   {a / b:6.2f}",
        flush=True,
    )


def grilles_differentes(dossier: Path) -> list[str]:
    """Grilles of one organisme, all different; one file in ten has quotes."""
    tirage = random.Random(1)  # noqa: S311 — the same files at each run
    haut, corps = EXEMPLE.read_text(encoding="utf-8-sig").split("critere;", 1)
    criteres = [ligne.rsplit(";", 2)[0] for ligne in corps.splitlines()[1:]]
    chemins = []
    for rang in range(FICHIERS):
        chemin = dossier / f"C-{rang:05}.csv"
        preambule = (
            f"{haut.replace('C-0002', chemin.stem)}évalué le;{tirage.randint(1, 28):02}/11/2026\n"
        )
        mots = tirage.choices(("acquis", "non acquis", "non évalué"), (80, 17, 3), k=COLONNES)
        commentaires = ("", "à revoir", f"a hésité, puis réussi ({rang})", '"lent ; juste"')
        notes = tirage.choices(commentaires, (900, 70, 29, 1), k=COLONNES)
        rangees = [";".join(ligne) for ligne in zip(criteres, mots, notes, strict=True)]
        texte = "\n".join([f"{preambule}critere;libelle;resultat;commentaire", *rangees, ""])
        chemin.write_text(texte, encoding="utf-8-sig", newline="\r\n")
        chemins.append(str(chemin))
    return chemins


def un_fichier_par_grille(dossier: Path) -> None:
    """The command that a person types, beside one that only reads and parses the same files."""
    chemins = grilles_differentes(dossier)
    nous, eux = [], []
    for _ in range(TOURS):
        nous.append(mesurer("-m", "clea_cli", "score", *chemins, "--format", "csv"))
        eux.append(mesurer("-c", CSV_SEUL, *chemins))
    for mot, rang in (("processeur", 1), ("temps qui passe", 0)):
        a, b = (statistics.median(mesure[rang] for mesure in mesures) for mesures in (nous, eux))
        afficher(f"grille d'un fichier / csv seul, {mot}", FICHIERS, a, b)


def candidats(prete: Preparation, graine: int) -> list[tuple[Fichier, Grille]]:
    """Candidates of all levels, each with a reference, a file and answers that no other has."""
    hasard, [fichier] = random.Random(graine), prete.fichiers  # noqa: S311 — no secret is drawn
    nombre = sum(1 for _ in prete.bareme.referentiel.criteres)
    taches = []
    for rang in range(RESTITUTIONS):
        niveau = hasard.uniform(0.5, 1)
        poids = (niveau, 1 - niveau, hasard.uniform(0, 0.05))
        grille = Grille.depuis(
            f"C-{graine}-{rang:04}", hasard.choices(list(Resultat), poids, k=nombre)
        )
        empreinte = hashlib.sha256(grille.candidat.encode()).hexdigest()
        taches.append(
            (fichier._replace(source=f"{grille.candidat}.csv", empreinte=empreinte), grille)
        )
    return taches


def restitutions() -> None:
    """Pages in HTML of candidates never seen before, beside Jinja filling their template."""
    prete = preparer([str(EXEMPLE)], Commande("restitution", "html", Lecture(), "2026-11-28"))
    lots = (candidats(prete, graine) for graine in count())
    donnees: list[Mapping[str, Any]] = []
    remplir = modele.remplir
    with patch.object(
        modele, "remplir", lambda nom, valeurs: donnees.append(valeurs) or remplir(nom, valeurs)
    ):
        deque(faire(prete, next(lots)), maxlen=0)
    a_faire = [next(lots) for _ in range(2 * (TOURS + 1))]

    def en_html() -> None:
        deque(faire(prete, a_faire.pop()), maxlen=0)

    def jinja() -> None:
        with patch.object(
            modele, "litteral", modele.litteral.__wrapped__
        ):  # each value escaped each time
            for valeurs in donnees:
                remplir("restitution.md", valeurs)

    nu = Environment(
        loader=FileSystemLoader(modele.LIVRES),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    nu.filters.update(modele.FILTRES)
    page = nu.get_template("restitution.md")

    def jinja_nu() -> None:
        for valeurs in donnees:
            page.render(valeurs)

    comparer("restitution html / Jinja, Markdown échappé", RESTITUTIONS, en_html, jinja)
    comparer("restitution html / Jinja, HTML échappé", RESTITUTIONS, en_html, jinja_nu)


def classeurs() -> None:
    """Sheets of answers, beside the libraries alone."""
    mots = ("non acquis", "acquis", "acquis", "acquis")
    lignes = [[mots[(rang + colonne) % 4] for colonne in range(COLONNES)] for rang in range(LUS)]

    def xlsxwriter_seul() -> None:
        with tableur_xlsx.ouvrir(BytesIO(), "Grille") as cible:
            feuille, en_texte = cible.add_worksheet("Grille"), cible.add_format({"num_format": "@"})
            for rang, ligne in enumerate(lignes[:ECRITS]):
                for colonne, cellule in enumerate(ligne):
                    feuille.write_string(rang, colonne, cellule, en_texte)

    ecrire = partial(tableur_xlsx.ecrire, lignes[:ECRITS], "Grille")
    comparer("ligne d'un xlsx écrite / XlsxWriter seul", ECRITS, ecrire, xlsxwriter_seul)
    contenu = tableur_xlsx.ecrire(lignes, "Grille")

    def calamine_seul() -> None:
        CalamineWorkbook.from_filelike(BytesIO(contenu)).get_sheet_by_index(0).to_python()

    lire = partial(classeur.lire, contenu, "g.xlsx")
    comparer("ligne d'un xlsx lue / python-calamine seul", LUS, lire, calamine_seul)


def main() -> None:
    """Measure all."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    print(f"{'':46} {'clea':>11}   {'seul':>11}   rapport")
    with tempfile.TemporaryDirectory() as dossier:
        un_fichier_par_grille(Path(dossier))
    restitutions()
    classeurs()


if __name__ == "__main__":
    main()
