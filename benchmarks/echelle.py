"""Growth: `clea score --format csv` on grilles of 10³ to 10⁶ candidates, beside polars that only reads the same files.

`python benchmarks/echelle.py [--court]`. Each run is a process, `clea` and polars in turn; medians of the time on the
wall, of the processor's time, and of the most memory held (both processes of `clea` together, what they share counted
once). The last column is the time on the wall without what one candidate takes, beside all of polars': the work itself.
The plot goes to docs/passage-a-l-echelle.svg.

What the profile showed, and what was done of it:
- of the slow way, 2 ms a candidate go into one Python object a cell: columns of bytes have none;
- `bytes.replace` costs 60 ns a word found: padding cells to one width (`expandtabs`) costs 15 and needs no search;
- numpy takes a third of that, but 60 ms to load: it is used from 4 MB on;
- a word of two letters is found sooner by comparing all bytes with each letter (30 µs for 500 kB) than by gathering the
  bytes of each cell (6 ns): in the wide form, where every other byte begins a cell; in the long form, the contrary;
- `take` copies an array whose elements overlap before it takes anything, an index does not;
- `bytes.count` looks at one byte after the other: a sixth of the time went into counting lines;
- a third of numpy's time were pages that the C library gave back after each block: freeing one large block stops that;
- threads won nothing: half of what is left holds the interpreter;
- another process takes 0.2 s to be born (spawn), or none (fork): it pays from 60 MB on. Sent through a pipe, its blocks
  cost as much as reading them: it opens the file. With two blocks ahead it waits for this one, with three it does not;
- `zip` and `chain` took twice the time of two slices to put names and verdicts in turn;
- gathering the bytes of all names at once takes a quarter of cutting them one by one.
"""

import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

RACINE = Path(__file__).parent.parent
sys.path.insert(0, str(RACINE))

from benchmarks.courbes import tracer
from clea_cli.workflow.referentiels import a_calculer

REPONSES = ("A", "NA", "NE")
EN_MOTS = ("acquis", "non acquis", "non évalué")
MODELES = 4_000  # rows of answers, drawn again for each candidate
POLARS = "import sys, polars; polars.read_csv(sys.argv[1], separator=';', infer_schema=False)"


class Mesure(NamedTuple):
    """What one process cost: seconds on the wall and of the processors, MiB."""

    mur: float
    processeur: float
    memoire: float


def codes() -> list[str]:
    """The critères of CléA."""
    referentiel = a_calculer("clea").value
    assert referentiel is not None  # noqa: S101 — it ships
    return [critere.code for critere in referentiel.criteres]


def reponses(mots: tuple[str, ...], nombre: int) -> Iterator[list[str]]:
    """Draw answers: one candidate in two is near the threshold."""
    tirage = random.Random(1)  # noqa: S311 — the same files at each run
    modeles = [tirage.choices(mots, poids, k=106) for _ in range(MODELES // 2) for poids in ((92, 7, 1), (78, 19, 3))]
    for _ in range(nombre):
        yield tirage.choice(modeles)


def large(chemin: Path, nombre: int, mots: tuple[str, ...] = REPONSES) -> None:
    """Write a wide grille."""
    with chemin.open("w", encoding="utf-8") as flux:
        flux.write(";".join(["candidat", *codes()]) + "\n")
        flux.writelines(f"C-{rang:07};{';'.join(ligne)}\n" for rang, ligne in enumerate(reponses(mots, nombre)))


def longue(chemin: Path, nombre: int) -> None:
    """Write a long grille: 106 rows a candidate."""
    criteres = codes()
    with chemin.open("w", encoding="utf-8") as flux:
        flux.write("candidat;critere;resultat\n")
        for rang, ligne in enumerate(reponses(REPONSES, nombre)):
            flux.writelines(f"C-{rang:07};{code};{mot}\n" for code, mot in zip(criteres, ligne, strict=True))


def mesurer(*arguments: str) -> Mesure:
    """Run Python once, and ask the system what it took."""
    avant = os.times()
    processus = subprocess.Popen([sys.executable, *arguments], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    sortie = processus.stdout
    assert sortie is not None  # noqa: S101 — it was asked for
    with ThreadPoolExecutor(1) as fil:
        memoire = fil.submit(_memoire, processus.pid)
        while sortie.read(1 << 20):
            pass
        _, statut, usage = os.wait4(processus.pid, 0)
    processus.returncode = os.waitstatus_to_exitcode(statut)
    assert processus.returncode == 0  # noqa: S101 — a refusal would flatter
    return Mesure(os.times().elapsed - avant.elapsed, usage.ru_utime + usage.ru_stime, memoire.result())


def _memoire(pid: int) -> float:
    """The most MiB that a process and its children hold at once, looked at fifty times a second until it ends."""
    plus = 0
    with suppress(OSError):
        while True:
            enfants = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
            tenus = 0
            for vu in (str(pid), *enfants):
                with suppress(FileNotFoundError):
                    tenu = Path(f"/proc/{vu}/smaps_rollup").read_text(encoding="ascii")
                    tenus += sum(map(int, re.findall(r"^Pss: +(\d+)", tenu, re.MULTILINE)))
            if not tenus:
                break
            plus = max(plus, tenus)
            time.sleep(0.02)
    return plus / 1024


def comparer(nom: str, fichier: Path, tours: int) -> Mesure:
    """Measure both in turn, and one candidate alone; print the medians and their ratios."""
    clea, polars, seul = [], [], []
    un = fichier.with_name("un.csv")
    large(un, 1)
    for _ in range(tours):
        seul.append(mesurer("-m", "clea_cli", "score", str(un), "--format", "csv").mur)
        clea.append(mesurer("-m", "clea_cli", "score", str(fichier), "--format", "csv"))
        polars.append(mesurer("-c", POLARS, str(fichier)))
    nous, eux = (Mesure(*map(statistics.median, zip(*mesures, strict=True))) for mesures in (clea, polars))
    travail = (nous.mur - statistics.median(seul)) / eux.mur
    rapports = f"{nous.mur / eux.mur:5.2f} {nous.processeur / eux.processeur:6.2f} {travail:6.2f}"
    chiffres = f"{nous.mur:7.2f} {nous.processeur:7.2f} {nous.memoire:6.0f}"
    print(f"{nom:<24} {chiffres}   {eux.mur:7.2f} {eux.processeur:7.2f} {eux.memoire:6.0f}   {rapports}", flush=True)
    return nous


def main() -> None:
    """Measure, print, draw."""
    court = "--court" in sys.argv
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    with tempfile.TemporaryDirectory() as dossier:
        fichier = Path(dossier) / "grille.csv"
        print(f"{'':24} {'clea : mur, proc., Mio':>22}   {'polars, lecture seule':>22}   mur, proc., mur du travail")
        mesures = {}
        for nombre in (1_000, 10_000, 100_000) if court else (1_000, 10_000, 100_000, 1_000_000):
            large(fichier, nombre)
            mesures[nombre] = comparer(f"large, {nombre}", fichier, 3 if nombre > 100_000 else 7)
        large(fichier, 100_000, EN_MOTS)
        comparer("large en mots, 100000", fichier, 3)
        longue(fichier, 10_000 if court else 100_000)
        comparer(f"longue, {10_000 if court else 100_000}", fichier, 3)
    if not court:
        titre = "Temps et mémoire de « clea score --format csv », de mille à un million de candidats"
        resume = "Le temps croît comme le nombre de candidats ; la mémoire ne croît plus."
        temps = ("s", "#0b5394", [mesure.mur for mesure in mesures.values()])
        memoire = ("Mio", "#a64d00", [mesure.memoire for mesure in mesures.values()])
        courbes = {"temps": temps, "mémoire": memoire}
        (RACINE / "docs" / "passage-a-l-echelle.svg").write_text(
            tracer(titre, resume, list(mesures), courbes), encoding="utf-8"
        )


if __name__ == "__main__":
    main()
