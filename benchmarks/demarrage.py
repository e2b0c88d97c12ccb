"""Start-up, side by side: `clea` and `python -c "import yaml, csv, typer"`, the floor (R).

The commands are run in turn, many times, so that a noisy machine disturbs them all alike; the
medians are compared. Byte code is compiled first and kept: an installed program has it.
"""

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from tests.outils.terminal import executer

TOURS = 25
GRILLE = "examples/candidat-certifiable.csv"
MESURES = {
    "R : import yaml, csv, typer": ["-c", "import yaml, csv, typer"],
    "clea --version": ["-m", "clea_cli", "--version"],
    "clea --help": ["-m", "clea_cli", "--help"],
    "clea score, json": ["-m", "clea_cli", "score", GRILLE, "--format", "json"],
    "clea score, redirigé": ["-m", "clea_cli", "score", GRILLE],
}
TERMINAL = "clea score, terminal"


def chronometrer(arguments: list[str]) -> float:
    """Run Python once; seconds."""
    debut = time.perf_counter()
    subprocess.run(
        [sys.executable, *arguments],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=True,
    )
    return time.perf_counter() - debut


def chronometrer_terminal() -> float:
    """Score the example in a pseudo-terminal; seconds."""
    debut = time.perf_counter()
    executer(["score", GRILLE])
    return time.perf_counter() - debut


def main() -> None:
    """Measure in turn, print the medians."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    temps: dict[str, list[float]] = {nom: [] for nom in (*MESURES, TERMINAL)}
    for tour in range(TOURS + 1):
        for nom, arguments in MESURES.items():
            temps[nom].append(chronometrer(arguments))
        temps[TERMINAL].append(chronometrer_terminal())
        if tour == 0:  # the first turn compiles
            temps = {nom: [] for nom in temps}
    medianes = {nom: statistics.median(valeurs) for nom, valeurs in temps.items()}
    reference = next(iter(medianes.values()))
    for nom, mediane in medianes.items():
        print(f"{nom:30} {mediane * 1000:7.1f} ms   {mediane / reference:5.2f} R")


if __name__ == "__main__":
    main()
