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
    if travailleurs < 2 or len(taches) < 2:
        yield from faire(preparation, taches)
        return
    debuts = range(0, len(taches), _PAR_PAQUET)
    paquets = [taches[debut : debut + _PAR_PAQUET] for debut in debuts]
    # The files have served: all that is shared is copied to each process.
    sans_fichiers = preparation._replace(fichiers=(), taches=())
    faits = equipe.ensemble(_faire_paquet, sans_fichiers, paquets, travailleurs - 1)
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
    if len(seules) == 1:
        faits: Iterator[list[Outcome[DocumentFait]] | equipe.Perdue] = iter([equipe.Perdue()])
    else:
        faits = equipe.ensemble(_faire_paquet, preparation, seules, 1, ici_aussi=False)
    for tache, fait in zip(paquet, faits, strict=True):
        if isinstance(fait, equipe.Perdue):
            yield refuser("S110", Position(tache.fichier.source))
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
    pris: set[str] = set()
    for candidat in candidats:
        debut = nom = slug(candidat)
        rang = 2
        while nom.casefold() in pris:
            nom, rang = f"{debut}-{rang}", rang + 1
        pris.add(nom.casefold())
        yield f"{nom}-{genre}{FORMATS_DU_PLAN[format_].fin}"


def slug(reference: str) -> str:
    """A reference as a name of file can hold it on any system.

    « C 0001/é » becomes « C-0001-e ».
    """
    sans_accent = unicodedata.normalize("NFKD", reference).encode("ascii", "ignore").decode()
    mots = re.sub("[^A-Za-z0-9]+", "-", sans_accent).strip("-")
    # Cut short, it may end with a dash again.
    return mots[:_NOM_MAX].rstrip("-") or "sans-reference"
