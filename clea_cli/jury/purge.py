"""`clea purge`: the files of old sessions go, and their manifest stays, for it names no candidate."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from clea_cli.diagnostics import Diagnostic, Position, diagnostic
from clea_cli.jury import controler, journal
from clea_cli.jury.decisions import FEUILLES
from clea_cli.sorties import chemins, ecriture, verrou


class Purge(NamedTuple):
    """A session folder that is old enough: what goes, and what stays because no session wrote it."""

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
        etat = journal.ouvrir(dossier, prepare=True)
        if etat.value is None:
            fautes += etat.diagnostics
            continue
        session = etat.value.manifeste["session"]
        if etat.value.manifeste["cloture"] is None:
            fautes.append(diagnostic("J315", Position(dossier), id=session["id"], dossier=dossier))
        elif date.fromisoformat(session["date"]) < avant:
            nommes = {*controler.attendus(etat.value.manifeste), *(f"decisions.{f}" for f in FEUILLES)}
            trouves = (str(ici.relative_to(dossier)) for ici in Path(dossier).rglob("*") if ici.is_file())
            presents = sorted(map(chemins.chemin_ecrit, trouves))
            partent = tuple(nom for nom in presents if nom in nommes)
            gardes = {journal.MANIFESTE, verrou.NOM, controler.PURGE}
            restent = tuple(nom for nom in presents if nom not in nommes and nom not in gardes)
            trouvees.append(Purge(dossier, session["id"], session["date"], partent, restent))
    return trouvees, tuple(fautes)


def purger(purge: Purge) -> tuple[int, tuple[Diagnostic, ...]]:
    """Take the files away; how many went. Errors: J303, S202."""
    with verrou.seul(purge.dossier) as occupe:
        if occupe:
            return 0, (occupe,)
        fautes = list(controler.noter_purge(purge.dossier, purge.partent).diagnostics)
        partis = 0
        for nom in purge.partent if not fautes else ():
            try:
                (Path(purge.dossier) / nom).unlink()
                partis += 1
            except OSError as erreur:
                fautes.append(ecriture.ecriture_refusee(str(Path(purge.dossier) / nom), erreur))
        return partis, tuple(fautes)
