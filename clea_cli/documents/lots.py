"""Many documents in one call.

Made by several processes, each under a name that nobody's can clash with.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from clea_cli import equipe
from clea_cli.diagnostics import Outcome, Position, refuser
from clea_cli.documents.commande import Tache
from clea_cli.documents.formats import FORMATS_DU_PLAN
from clea_cli.documents.preparer import DocumentFait, Preparation, faire

_PAR_PAQUET = 8  # documents that a process makes before it hands them over
_NOM_MAX = 80


def faire_tous(preparation: Preparation, travailleurs: int) -> Iterator[Outcome[DocumentFait]]:
    """Make the documents of all candidates, in order, by that many processes.

    Errors: those of `faire`, S110.
    """
    taches = preparation.taches
    # 1. Alone: a process takes longer to be born than a document to be made.
    if travailleurs < 2 or len(taches) < 2:
        yield from faire(preparation, taches)
        return
    # 2. By paquets: a hand-over has its cost, whatever is handed over.
    debuts = range(0, len(taches), _PAR_PAQUET)
    paquets = [taches[debut : debut + _PAR_PAQUET] for debut in debuts]
    # The files have served: all that is shared is copied to each process.
    sans_fichiers = preparation._replace(fichiers=(), taches=())
    # This process makes some too: it counts among the workers.
    autres = travailleurs - 1
    faits = equipe.ensemble(_faire_paquet, sans_fichiers, paquets, autres)
    # 3. A process that dies takes its paquet with it: one of its documents did it, not all.
    for paquet, fait in zip(paquets, faits, strict=True):
        if isinstance(fait, equipe.Perdue):
            yield from _un_par_un(sans_fichiers, paquet)
        else:
            yield from fait


def _un_par_un(
    preparation: Preparation,
    paquet: Sequence[Tache],
) -> Iterator[Outcome[DocumentFait]]:
    """Make the documents of a paquet that has killed helpers, but the one that does.

    Nothing of it is tried in this process.
    """
    seules = [[tache] for tache in paquet]
    faits: Iterable[list[Outcome[DocumentFait]] | equipe.Perdue]
    if len(seules) == 1:
        # Alone in its paquet, it is the one; and a lone task would be tried in this process.
        faits = [equipe.Perdue()]
    else:
        faits = equipe.ensemble(_faire_paquet, preparation, seules, 1, ici_aussi=False)
    for tache, fait in zip(paquet, faits, strict=True):
        if isinstance(fait, equipe.Perdue):
            ici = Position(tache.fichier.source)
            yield refuser("S110", ici)
        else:
            yield from fait


def _faire_paquet(
    preparation: Preparation,
    taches: Sequence[Tache],
) -> list[Outcome[DocumentFait]]:
    return list(faire(preparation, taches))


def noms(candidats: Sequence[str], genre: str, format_: str) -> list[str]:
    """The names of the files of candidates who are all known."""
    return list(noms_a_mesure(candidats, genre, format_))


def noms_a_mesure(candidats: Iterable[str], genre: str, format_: str) -> Iterator[str]:
    """The names of the files: a slug of each reference, given when its candidate comes.

    Two that would be one, whatever the case, get a number.
    """
    fin = f"-{genre}{FORMATS_DU_PLAN[format_].fin}"
    pris: set[str] = set()
    for candidat in candidats:
        debut = slug(candidat)
        nom = debut
        rang = 2
        # Windows takes « c-1 » and « C-1 » for one file: the second would replace the first.
        while nom.casefold() in pris:
            nom = f"{debut}-{rang}"
            rang += 1
        pris.add(nom.casefold())
        yield nom + fin


def slug(reference: str) -> str:
    """A reference as a name of file can hold it on any system.

    « C 0001/é » becomes « C-0001-e ».
    """
    # Taken apart by NFKD, « é » is an « e » and an accent, which ASCII leaves behind.
    decompose = unicodedata.normalize("NFKD", reference)
    sans_accent = decompose.encode("ascii", "ignore").decode()
    mots = re.sub("[^A-Za-z0-9]+", "-", sans_accent).strip("-")
    # Cut short, it may end with a dash again.
    return mots[:_NOM_MAX].rstrip("-") or "sans-reference"
