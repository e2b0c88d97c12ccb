"""A session prepared (html, pdf, xlsx) on two cores: time a dossier, and whether memory grows.

Each size is prepared in a process of its own; the peak is that of the largest process, as the
system counts it.
"""

import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from tests.outils import sessions

TAILLES = (100, 500, 1500)
PROGRAMME = """
import resource, sys
from clea_cli.cli import main
statut = main(sys.argv[1:])
siens = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
print(max(resource.getrusage(qui).ru_maxrss for qui in siens), file=sys.stderr)
sys.exit(statut)
"""


def preparer(dossier: Path, sortie: str) -> tuple[float, int]:
    """Prepare a session; seconds, and kibibytes at the peak."""
    debut = time.perf_counter()
    arguments = [
        "jury",
        "preparer",
        str(dossier / "session.yaml"),
        "-o",
        str(dossier / sortie),
        "--travailleurs",
        "2",
    ]
    fait = subprocess.run(
        [sys.executable, "-c", PROGRAMME, *arguments],
        capture_output=True,
        text=True,
        check=False,
        encoding="utf-8",
    )
    return time.perf_counter() - debut, int(fait.stderr.splitlines()[-1])


def main() -> None:
    """Measure each size, twice: made, then found unchanged."""
    with tempfile.TemporaryDirectory() as ici:
        mesures = []
        for taille in TAILLES:
            dossier = Path(ici) / str(taille)
            sessions.ecrire(dossier, taille)
            mesures.append(preparer(dossier, "s"))
            secondes, kio = mesures[-1]
            encore, _ = preparer(dossier, "s")
            chacun = f"{secondes / taille * 1000:5.0f} ms chacun"
            print(
                f"{taille:4} dossiers : {secondes:6.1f} s, {chacun}, {kio // 1024} Mio ;"
                f" inchangés : {encore:5.1f} s"
            )
        for taille, (_, kio) in zip(TAILLES[1:], mesures[1:], strict=True):
            print(f"mémoire, {taille} dossiers / {TAILLES[0]} : {kio / mesures[0][1]:.2f}")


if __name__ == "__main__":
    main()
