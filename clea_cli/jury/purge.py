"""`clea purge`: the files of old sessions go; their manifest stays, for it names no candidate."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from clea_cli.diagnostics import Diagnostic, Position, diagnostic, en_lettres
from clea_cli.jury import controler, decisions, journal
from clea_cli.jury.manifeste import Manifeste
from clea_cli.sorties import ecriture, verrou
from clea_cli.sorties.mots import compte


class Purge(NamedTuple):
    """A session folder that is old enough: what goes, and what stays for no session wrote it.

    `annotes` are those of `partent` that are no longer as they were written; `ailleurs`, in words,
    what the session was made of or left elsewhere, which nothing here can follow.
    """

    dossier: str
    session: str
    date: str
    partent: tuple[str, ...]
    annotes: frozenset[str]
    restent: tuple[str, ...]
    ailleurs: tuple[str, ...]


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
    nommes = manifeste.nommes
    ici = Path(dossier)
    # 1. What goes: the files of the session, and its sheet, whatever its format.
    partent: list[str] = []
    for nom in sorted({*nommes, *decisions.NOMS}):
        chemin = ici / nom
        if chemin.is_file() and not chemin.is_symlink():
            partent.append(nom)
    # 2. Those in which somebody may have written something of their own: a person is told.
    changes: list[str] = []
    for nom in partent:
        if nom not in nommes:
            continue
        fautes = list(controler.fautes_des_fichiers(dossier, {nom: nommes[nom]}))
        if fautes:
            changes.append(nom)
    # 3. What stays. A link of one of our names leads elsewhere: what it leads to is not ours to
    # take away.
    autres = controler.etrangers_de(dossier, manifeste)
    liens = [nom for nom in nommes if (ici / nom).is_symlink()]
    restent = {*autres, *liens}.difference(partent)
    return Purge(
        dossier=dossier,
        session=manifeste.session.id,
        date=manifeste.session.date,
        partent=tuple(partent),
        annotes=frozenset(changes),
        restent=tuple(sorted(restent)),
        ailleurs=tuple(_ailleurs(manifeste)),
    )


def _ailleurs(manifeste: Manifeste) -> Iterator[str]:
    """What no program can follow: the files that were given, and those that went out."""
    entrees = en_lettres(list(manifeste.entrees)) if manifeste.entrees else "la session"
    yield f"les fichiers d'où elle vient : {entrees}, et où ils ont été copiés"
    grilles = sum(len(ecrit.sources) for ecrit in manifeste.dossiers)
    yield f"les grilles de ses dossiers ({compte(grilles, 'grille')} lues, et celles des refusés)"
    yield "vos identités, vos tables de correspondance et les exports"
    yield "ce qui a été imprimé, envoyé ou sauvegardé"


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
