"""`clea purge`: the files of old sessions go; their manifest stays, for it names no candidate."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from clea_cli.diagnostics import Diagnostic, Position, diagnostic
from clea_cli.jury import controler, decisions, journal
from clea_cli.jury.manifeste import Manifeste
from clea_cli.sorties import chemins, ecriture, verrou

_GARDES = frozenset({journal.MANIFESTE, verrou.NOM, controler.PURGE})


class Purge(NamedTuple):
    """A session folder that is old enough: what goes, and what stays for no session wrote it."""

    dossier: str
    session: str
    date: str
    partent: tuple[str, ...]
    restent: tuple[str, ...]


def examiner(dossiers: Sequence[str], avant: date) -> tuple[list[Purge], tuple[Diagnostic, ...]]:
    """Say what would go of the closed sessions held before a day. Errors: J301, J311, J315."""
    trouvees: list[Purge] = []
    fautes: list[Diagnostic] = []
    for dossier in dossiers:
        preparee = journal.ouvrir_preparee(dossier)
        if preparee.value is None:
            fautes += preparee.diagnostics
            continue
        manifeste = preparee.value.manifeste
        session = manifeste.session
        if manifeste.cloture is None:
            fautes.append(diagnostic("J315", Position(dossier), id=session.id, dossier=dossier))
        elif date.fromisoformat(session.date) < avant:
            trouvees.append(_purge(dossier, manifeste))
    return trouvees, tuple(fautes)


def _purge(dossier: str, manifeste: Manifeste) -> Purge:
    """Sort the files of a folder: those that the session named, and those of somebody else."""
    presents = []
    for chemin in Path(dossier).rglob("*"):
        if chemin.is_file():
            presents.append(chemins.chemin_ecrit(str(chemin.relative_to(dossier))))
    presents.sort()
    nommes = {*manifeste.nommes, *decisions.NOMS}
    partent = tuple(nom for nom in presents if nom in nommes)
    restent = tuple(nom for nom in presents if nom not in nommes and nom not in _GARDES)
    session = manifeste.session
    return Purge(dossier, session.id, session.date, partent, restent)


def purger(purge: Purge) -> tuple[int, tuple[Diagnostic, ...]]:
    """Take the files away; how many went. Errors: J303, S202."""
    with verrou.seul(purge.dossier) as occupe:
        if occupe:
            return 0, (occupe,)
        # What goes is noted first: a run cut in the middle leaves no file missing without a word.
        notee = controler.noter_purge(purge.dossier, purge.partent)
        if notee.diagnostics:
            return 0, notee.diagnostics
        fautes: list[Diagnostic] = []
        partis = 0
        for nom in purge.partent:
            chemin = Path(purge.dossier) / nom
            try:
                chemin.unlink()
                partis += 1
            except OSError as erreur:
                fautes.append(ecriture.ecriture_refusee(str(chemin), erreur))
        return partis, tuple(fautes)
