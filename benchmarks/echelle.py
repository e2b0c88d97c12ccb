"""Growth: `clea score --format csv` on grilles of 10³ to 10⁶ candidates, beside polars.

`python benchmarks/echelle.py [--court]`. Polars is measured twice: it only reads the file; and it
does the whole job (`benchmarks/echelle_polars.py`): reads, makes sure that each cell is an answer,
judges by domaine and by the whole, writes the CSV, whose bytes are compared with those of `clea`
first. Each run is a process, all in turn; medians of the time on the wall, of the processor's time,
and of the most memory held (both processes of `clea` together, what they share counted once).
Ratios are those of the wall, then of the processors. The plot goes to docs/passage-a-l-echelle.svg.

What the profile showed, and what was done of it:
- of the slow way, 2 ms a candidate go into one Python object a cell: columns of bytes have none;
- numpy takes 40 ms to load, as long as the slow way takes for a hundred candidates: below that, the
  slow way;
- a word of two letters is found sooner by comparing all bytes with each letter (30 µs for 500 kB)
  than by gathering the bytes of each cell (6 ns) in the wide form, where every other byte begins a
  cell; in the long form both take as long;
- `take` copies an array whose elements overlap before it takes anything, an index does not;
- `bytes.count` looks at one byte after the other: a sixth of the time went into counting lines;
- a third of numpy's time were pages that the C library gave back after each block: freeing one
  large block stops that;
- threads won nothing: half of what is left holds the interpreter;
- another process takes 0.2 s to be born (spawn), or none (fork): it pays from 60 MB on. Sent
  through a pipe, its blocks cost as much as reading them: it opens the file. With two blocks ahead
  it waits for this one, with three it does not;
- `zip` and `chain` took twice the time of two slices to put names and verdicts in turn;
- gathering the bytes of all names at once takes a quarter of cutting them one by one.
"""

import json
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
from clea_cli.decision.charger import a_calculer
from clea_cli.decision.decision import bareme
from clea_cli.referentiel.referentiel import Referentiel

REPONSES = ("A", "NA", "NE")
EN_MOTS = ("acquis", "non acquis", "non évalué")
MODELES = 4_000  # rows of answers, drawn again for each candidate
LIRE = "import sys, polars; polars.read_csv(sys.argv[1], separator=';', infer_schema=False)"
TOUT = str(Path(__file__).with_name("echelle_polars.py"))


class Mesure(NamedTuple):
    """What one process cost: seconds on the wall and of the processors, MiB."""

    mur: float
    processeur: float
    memoire: float


def referentiel() -> Referentiel:
    """CléA."""
    lu = a_calculer("clea").value
    assert lu is not None  # noqa: S101 — it ships
    return lu


def codes() -> list[str]:
    """The critères of CléA."""
    return [critere.code for critere in referentiel().criteres]


def exigences() -> str:
    """What the other must know to do the job: answers, critères, points required, as JSON."""
    clea = referentiel()
    regle = clea.regle(None)
    assert regle is not None  # noqa: S101 — the one by default
    niveaux = bareme(clea, regle)
    domaines = [
        {
            "code": un.domaine.code,
            "criteres": [critere.code for critere in un.domaine.criteres],
            "requis": str(un.niveau.requis),
        }
        for un in niveaux.domaines
    ]
    mots = [dict(zip(mots, ("A", "NA", "NE"), strict=True)) for mots in (REPONSES, EN_MOTS)]
    return json.dumps(
        {"mots": mots[0] | mots[1], "domaines": domaines, "requis": str(niveaux.ensemble.requis)}
    )


def reponses(mots: tuple[str, ...], nombre: int) -> Iterator[list[str]]:
    """Draw answers: one candidate in two is near the threshold."""
    tirage = random.Random(1)  # noqa: S311 — the same files at each run
    modeles = [
        tirage.choices(mots, poids, k=106)
        for _ in range(MODELES // 2)
        for poids in ((92, 7, 1), (78, 19, 3))
    ]
    for _ in range(nombre):
        yield tirage.choice(modeles)


def large(chemin: Path, nombre: int, mots: tuple[str, ...] = REPONSES) -> None:
    """Write a wide grille."""
    with chemin.open("w", encoding="utf-8") as flux:
        flux.write(";".join(["candidat", *codes()]) + "\n")
        flux.writelines(
            f"C-{rang:07};{';'.join(ligne)}\n" for rang, ligne in enumerate(reponses(mots, nombre))
        )


def longue(chemin: Path, nombre: int) -> None:
    """Write a long grille: 106 rows a candidate."""
    criteres = codes()
    with chemin.open("w", encoding="utf-8") as flux:
        flux.write("candidat;critere;resultat\n")
        for rang, ligne in enumerate(reponses(REPONSES, nombre)):
            flux.writelines(
                f"C-{rang:07};{code};{mot}\n" for code, mot in zip(criteres, ligne, strict=True)
            )


def mesurer(*arguments: str) -> Mesure:
    """Run Python once, and ask the system what it took."""
    avant = os.times()
    processus = subprocess.Popen(
        [sys.executable, *arguments], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    sortie = processus.stdout
    assert sortie is not None  # noqa: S101 — it was asked for
    with ThreadPoolExecutor(1) as fil:
        memoire = fil.submit(_memoire, processus.pid)
        while sortie.read(1 << 20):
            pass
        _, statut, usage = os.wait4(processus.pid, 0)
    processus.returncode = os.waitstatus_to_exitcode(statut)
    assert processus.returncode == 0  # noqa: S101 — a refusal would flatter
    return Mesure(
        os.times().elapsed - avant.elapsed, usage.ru_utime + usage.ru_stime, memoire.result()
    )


def _memoire(pid: int) -> float:
    """The most MiB that a process and its children hold at once, seen fifty times a second."""
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


def sortie(*arguments: str) -> bytes:
    """What a run of Python writes."""
    return subprocess.run(
        [sys.executable, *arguments], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True
    ).stdout


def comparer(nom: str, fichier: Path, tours: int) -> Mesure:
    """Measure all three in turn; print the medians and their ratios."""
    commandes = {
        "clea": ("-m", "clea_cli", "score", str(fichier), "--format", "csv"),
        "lire": ("-c", LIRE, str(fichier)),
        "tout": (TOUT, str(fichier), exigences()),
    }
    # The same job: the same bytes.
    assert sortie(*commandes["clea"]) == sortie(*commandes["tout"])  # noqa: S101 — or the ratio would mean nothing
    mesures: dict[str, list[Mesure]] = {qui: [] for qui in commandes}
    for _ in range(tours):
        for qui, commande in commandes.items():
            mesures[qui].append(mesurer(*commande))
    medianes = {
        qui: Mesure(*map(statistics.median, zip(*siennes, strict=True)))
        for qui, siennes in mesures.items()
    }
    chiffres = "   ".join(
        f"{une.mur:6.2f} {une.processeur:6.2f} {une.memoire:6.0f}" for une in medianes.values()
    )
    nous, *eux = medianes.values()
    rapports = "   ".join(
        f"{nous.mur / un.mur:5.2f} {nous.processeur / un.processeur:5.2f}" for un in eux
    )
    print(f"{nom:<22} {chiffres}   {rapports}", flush=True)
    return nous


def main() -> None:
    """Measure, print, draw."""
    court = "--court" in sys.argv
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    with tempfile.TemporaryDirectory() as dossier:
        fichier = Path(dossier) / "grille.csv"
        entete = f"{'clea : mur, proc, Mio':>20}   {'polars, lecture':>20}   {'polars, tout':>20}"
        print(f"{'':22} {entete}   clea/lecture   clea/tout")
        mesures = {}
        for nombre in (1_000, 10_000, 100_000) if court else (1_000, 10_000, 100_000, 1_000_000):
            large(fichier, nombre)
            mesures[nombre] = comparer(f"large, {nombre}", fichier, 3 if nombre > 100_000 else 7)
        large(fichier, 100_000, EN_MOTS)
        comparer("large en mots, 100000", fichier, 3)
        longue(fichier, 10_000 if court else 100_000)
        comparer(f"longue, {10_000 if court else 100_000}", fichier, 3)
    if not court:
        titre = (
            "Temps et mémoire de « clea score --format csv », de mille à un million de candidats"
        )
        resume = "Le temps croît comme le nombre de candidats ; la mémoire ne croît plus."
        temps = ("s", "#0b5394", [mesure.mur for mesure in mesures.values()])
        memoire = ("Mio", "#a64d00", [mesure.memoire for mesure in mesures.values()])
        courbes = {"temps": temps, "mémoire": memoire}
        (RACINE / "docs" / "passage-a-l-echelle.svg").write_text(
            tracer(titre, resume, list(mesures), courbes), encoding="utf-8"
        )


if __name__ == "__main__":
    main()
