"""Many files in one call: a grille a file, restitutions in HTML, workbooks; each beside the library that it rests on.

Processor time of one process, medians of three runs in turn. What the profile showed: a grille of its own is 106 rows
of four cells, and 3 ms go into one object a cell and the checks of each.

A restitution was 4.7 ms: 1.4 Markdown (markdown-it-py), 1.1 the search of the shortest way, 0.5 décisions, 0.5 HTML
(the formatter of markupsafe), 0.5 Jinja, 0.6 the data that its template is given. It is 0.9 to 1 ms: labels and
sentences come again from candidate to candidate, so that what each becomes is kept; what the template does not read is
not worked out. What is left is a third Jinja; no part of the rest is more than a sixth. Jinja is measured twice: with
our escaping of Markdown done each time, as a template cannot do without it, and with its own of HTML, which is what it
takes alone. No candidate is drawn twice.

A sheet of a million cells: calamine is 0.76 s, undoing the zip to count its cells first 0.08, counting them 0.08 (0.42
when each was looked at), and what makes rows of texts 0.07 (0.25 when each cell was looked at).
"""

import csv
import hashlib
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

from clea_cli.grille import Grille
from clea_cli.readers import classeur
from clea_cli.referentiel import Resultat
from clea_cli.renderers import modele, tableur_xlsx
from clea_cli.workflow.documents import Commande, Preparation, faire, preparer
from clea_cli.workflow.score import Fichier, Lecture, lire_lot, scores

EXEMPLE = RACINE / "examples" / "un-domaine-manque.csv"

FICHIERS, RESTITUTIONS = 500, 300
ECRITS, LUS, COLONNES = 2_000, 10_000, 106
TOURS = 3


def cout(travail: Callable[[], object]) -> float:
    """Seconds of the processor."""
    debut = time.process_time()
    travail()
    return time.process_time() - debut


def comparer(nom: str, nombre: int, nous: Callable[[], object], eux: Callable[[], object]) -> None:
    """Run both in turn, once to warm up; print the medians for one of `nombre`, and their ratio."""
    mesures = [(cout(nous), cout(eux)) for _ in range(TOURS + 1)][1:]
    a, b = (statistics.median(cote) for cote in zip(*mesures, strict=True))
    print(f"{nom:<46} {a / nombre * 1000:8.3f} ms   {b / nombre * 1000:8.3f} ms   {a / b:6.2f}", flush=True)


def un_fichier_par_grille(dossier: Path) -> None:
    """Read, check and decide, beside reading and parsing only."""
    texte = EXEMPLE.read_text(encoding="utf-8-sig")
    fichiers = [dossier / f"C-{rang:04}.csv" for rang in range(FICHIERS)]
    for fichier in fichiers:
        fichier.write_text(texte.replace("C-0002", fichier.stem), encoding="utf-8")

    def lire_seulement() -> None:
        for fichier in fichiers:
            with fichier.open(encoding="utf-8-sig", newline="") as flux:
                list(csv.reader(flux, delimiter=";"))

    sources = [str(fichier) for fichier in fichiers]
    comparer("grille d'un fichier / csv seul", FICHIERS, lambda: scores(lire_lot(sources, Lecture())), lire_seulement)


def candidats(prete: Preparation, graine: int) -> list[tuple[Fichier, Grille]]:
    """Candidates of all levels, each with a reference, a file and answers that no other has."""
    hasard, [fichier] = random.Random(graine), prete.fichiers  # noqa: S311 — no secret is drawn
    nombre = sum(1 for _ in prete.bareme.referentiel.criteres)
    taches = []
    for rang in range(RESTITUTIONS):
        niveau = hasard.uniform(0.5, 1)
        poids = (niveau, 1 - niveau, hasard.uniform(0, 0.05))
        grille = Grille.depuis(f"C-{graine}-{rang:04}", hasard.choices(list(Resultat), poids, k=nombre))
        empreinte = hashlib.sha256(grille.candidat.encode()).hexdigest()
        taches.append((fichier._replace(source=f"{grille.candidat}.csv", empreinte=empreinte), grille))
    return taches


def restitutions() -> None:
    """Pages in HTML of candidates never seen before, beside Jinja filling their template."""
    prete = preparer([str(EXEMPLE)], Commande("restitution", "html", Lecture(), "2026-11-28"))
    lots = (candidats(prete, graine) for graine in count())
    donnees: list[Mapping[str, Any]] = []
    remplir = modele.remplir
    with patch.object(modele, "remplir", lambda nom, valeurs: donnees.append(valeurs) or remplir(nom, valeurs)):
        deque(faire(prete, next(lots)), maxlen=0)
    a_faire = [next(lots) for _ in range(2 * (TOURS + 1))]

    def en_html() -> None:
        deque(faire(prete, a_faire.pop()), maxlen=0)

    def jinja() -> None:
        with patch.object(modele, "litteral", modele.litteral.__wrapped__):  # each value escaped each time
            for valeurs in donnees:
                remplir("restitution.md", valeurs)

    nu = Environment(loader=FileSystemLoader(modele.LIVRES), autoescape=True, trim_blocks=True, lstrip_blocks=True)
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
    print(f"{'':46} {'clea':>11}   {'seul':>11}   rapport")
    with tempfile.TemporaryDirectory() as dossier:
        un_fichier_par_grille(Path(dossier))
    restitutions()
    classeurs()


if __name__ == "__main__":
    main()
