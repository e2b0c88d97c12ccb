"""What a document costs in each format, beside WeasyPrint if it is installed; and a whole batch.

`python benchmarks/documents.py [--lot]`; medians of runs in turn, one process.
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from clea_cli.decision.lot import Lecture
from clea_cli.documents import lots
from clea_cli.documents.commande import Commande
from clea_cli.documents.preparer import Preparation, faire, preparer

RACINE = Path(__file__).parent.parent
GRILLE = str(RACINE / "examples" / "un-domaine-manque.csv")
TOURS = 15


def preparation(genre: str, format_: str, sources: list[str]) -> Preparation:
    """Read the grilles, as a command would."""
    return preparer(sources, Commande(genre, format_, Lecture(), "2026-11-28"))


def duree(travail: Callable[[], object]) -> float:
    """Seconds."""
    debut = time.perf_counter()
    travail()
    return time.perf_counter() - debut


def un_document() -> None:
    """Compare the formats on one candidate."""
    travaux: dict[str, Callable[[], object]] = {}
    for format_ in ("md", "html", "docx", "pdf"):
        prete = preparation("ecarts", format_, [GRILLE])
        travaux[format_] = lambda prete=prete: list(faire(prete, prete.taches))
    page = next(faire(p := preparation("ecarts", "html", [GRILLE]), p.taches)).value
    try:
        from weasyprint import HTML

        html = page.contenu.decode() if page else ""
        travaux["weasyprint"] = lambda: HTML(string=html).write_pdf()
    except ImportError:
        print("weasyprint : pas installé, pas mesuré")
    temps: dict[str, list[float]] = {nom: [] for nom in travaux}
    for tour in range(TOURS + 1):
        for nom, travail in travaux.items():
            mesure = duree(travail)
            if tour:  # the first one warms up
                temps[nom].append(mesure)
    for nom, mesures in temps.items():
        print(f"{nom:<11} {statistics.median(mesures) * 1000:7.1f} ms")


def un_lot(nombre: int = 500) -> None:
    """Make three documents in two formats for many candidates, by one process and by two."""
    with tempfile.TemporaryDirectory() as dossier:
        texte = (RACINE / "examples" / "un-domaine-manque.csv").read_text(encoding="utf-8")
        sources = []
        for rang in range(nombre):
            fichier = Path(dossier) / f"C-{rang:04}.csv"
            fichier.write_text(texte.replace("C-0002", f"C-{rang:04}"), encoding="utf-8")
            sources.append(str(fichier))
        for travailleurs in (1, 2):
            debut = time.perf_counter()
            faits = 0
            for genre in ("ecarts", "restitution", "attestation"):
                for format_ in ("html", "pdf"):
                    issues = lots.faire_tous(preparation(genre, format_, sources), travailleurs)
                    faits += sum(issue.value is not None for issue in issues)
            print(
                f"{faits} documents, {travailleurs} processus : {time.perf_counter() - debut:.1f} s"
            )


if __name__ == "__main__":
    un_lot() if "--lot" in sys.argv else un_document()
