"""The files that a person names: a folder means what it holds, a pattern what it finds.

cmd and PowerShell hand « *.csv » over as it is, and so does any shell between quotes.
"""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from glob import has_magic
from pathlib import Path

# The endings of the files of grilles, in a folder.
GRILLES = frozenset((".csv", ".xlsx", ".xls", ".ods"))

# How the files begin that a spreadsheet keeps beside those that it holds.
_DE_TABLEUR = ("~$", ".~lock.")


def deplier(donnes: Sequence[str], fins: Iterable[str] = ()) -> list[str]:
    """Give the files of what is named: of folders, those that have one of these endings.

    What names nothing stays as it is: reading it says what is wrong. Without endings, folders stay.
    """
    trouves: list[str] = []
    for donne in donnes:
        for chemin in _trouver(donne):
            trouves += _du_dossier(chemin, frozenset(fins))
    # The files of a spreadsheet itself are passed over, unless nothing else is named.
    de_personnes = [chemin for chemin in trouves if not _de_tableur(chemin)]
    return de_personnes or trouves


def _trouver(donne: str) -> list[str]:
    """What a pattern finds, sorted; a file that really has such a name comes first."""
    if not has_magic(donne) or _existe(Path(donne)):
        return [donne]
    # The folders that are there have the signs of a pattern in their names, and are none.
    racine = Path()
    reste = list(Path(donne).parts)
    while len(reste) > 1 and _existe(racine / reste[0]):
        racine /= reste.pop(0)
    motif = str(Path(*reste))
    trouves: list[str] = []
    with suppress(ValueError):  # « a** » is no pattern
        for trouve in racine.glob(motif):
            if not trouve.name.startswith("."):
                trouves.append(str(trouve))
    # The system gives them in any order.
    return sorted(trouves) or [donne]


def _du_dossier(chemin: str, fins: frozenset[str]) -> list[str]:
    """The files of a folder, sorted; what is no folder, or holds none, stays."""
    # A folder that cannot be read is left to whoever reads it, who says so.
    with suppress(OSError):
        if fins and chemin and Path(chemin).is_dir():
            dedans = du_dossier(Path(chemin), fins)
            return dedans or [chemin]
    return [chemin]


def du_dossier(dossier: Path, fins: Iterable[str]) -> list[str]:
    """The files of a folder that have one of these endings, sorted.

    Hidden ones and those that a spreadsheet keeps are left out.
    """
    fins = frozenset(fins)
    trouves: list[str] = []
    for fichier in dossier.iterdir():
        if fichier.suffix.lower() not in fins or fichier.name.startswith((".", "~$")):
            continue
        if fichier.is_file():
            trouves.append(str(fichier))
    return sorted(trouves)


def _existe(chemin: Path) -> bool:
    """Whether it is there; a name that the system does not take is none's."""
    with suppress(OSError, ValueError):
        return chemin.exists()
    return False


def _de_tableur(chemin: str) -> bool:
    return Path(chemin).name.startswith(_DE_TABLEUR)
