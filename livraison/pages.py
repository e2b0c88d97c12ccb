"""`make docs`: what the documentation takes from the program; a test says that docs/ has it."""

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from pathlib import Path

from clea_cli.diagnostics import Entree
from clea_cli.diagnostics.catalogue import CATALOGUE
from clea_cli.sorties.fautes import sans_faits
from clea_cli.sorties.markdown import brut
from livraison.aides import Aide, aides
from livraison.manuel import manuel

DOCS = Path(__file__).parent.parent / "docs"
FAMILLES = {
    "R": "Référentiels",
    "F": "Grilles",
    "J": "Sessions de jury",
    "D": "Documents",
    "S": "Fichiers et système",
}


def commandes(pages: Iterable[Aide]) -> str:
    """Every help page, as it is in a terminal."""
    morceaux = [
        "# Les commandes\n\nChaque page est l'aide que la commande donne elle-même avec `--help`.\n"
    ]
    morceaux += [f"\n## {page.chemin}\n\n```text\n{page.page.rstrip()}\n```\n" for page in pages]
    return "".join(morceaux)


def diagnostics(entrees: Iterable[Entree]) -> str:
    """Every cause of the catalogue: what it says, why, what to do, a wrong and a right example."""
    rangees = sorted(entrees, key=lambda entree: ([*FAMILLES].index(entree.code[0]), entree.code))
    lignes = [
        *("# Les fautes, une à une", ""),
        "Chaque faute a un code qui ne change jamais ;"
        " `clea expliquer` suivi du code donne la même explication.",
    ]
    for lettre, famille in groupby(rangees, key=lambda entree: entree.code[0]):
        lignes += ["", f"## {FAMILLES[lettre]}"]
        for entree in famille:
            lignes += _entree(entree)
    return "\n".join(lignes) + "\n"


def _entree(entree: Entree) -> Iterator[str]:
    message, aide = brut(sans_faits(entree.message)), sans_faits(entree.aide)
    yield from ("", f"### {entree.code} {entree.slug}", "")
    yield f"{entree.gravite.capitalize()} : {message}{'' if message.endswith('…') else '.'}"
    yield from ("", brut(entree.pourquoi))
    if aide != "…":  # an advice that depends on the case comes with the message
        yield from ("", f"**Que faire** : {brut(aide)}")
    for titre, exemple in (("Faux", entree.faux), ("Juste", entree.juste)):
        if exemple:
            yield from ("", f"{titre} :", "", "```text", exemple, "```")


PAGES: dict[str, Callable[[], str]] = {
    "commandes.md": lambda: commandes(aides()),
    "diagnostics.md": lambda: diagnostics(CATALOGUE.values()),
    "clea.1": lambda: manuel(aides()),
}


def ecrire() -> None:
    """Write them all."""
    for nom, page in PAGES.items():
        (DOCS / nom).write_text(page(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    ecrire()
