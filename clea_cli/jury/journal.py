"""What a prepared session's folder holds, and since when: its manifest, and the journal of a run that is not over.

A file of the folder is ours if its SHA-256 was announced there; only such a file is ever replaced or taken away. Each
dossier is announced before its files are written and noted after, so that a run cut anywhere is taken up again.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, NamedTuple

from clea_cli.diagnostics import Diagnostic, Outcome, Position, diagnostic
from clea_cli.jury.lire_manifeste import est_un_nom
from clea_cli.jury.lire_manifeste import lire as lire_manifeste
from clea_cli.sorties import ecriture, json_utf8, verrou
from clea_cli.sources import fichiers

MANIFESTE, JOURNAL = "manifest.json", ".journal"

OCTETS_MAX = 200_000_000


class Note(NamedTuple):
    """A dossier that was written: what it was made of, as one SHA-256, and its files by name with theirs."""

    cle: str
    fichiers: Mapping[str, str]


class Journal:
    """The state of one folder, kept while a run writes there."""

    def __init__(self, dossier: str, manifeste: dict[str, Any], lu: bytes, notes: bytes) -> None:
        """Start from a manifest (empty: there is none), read from those bytes, and from an unfinished run's notes."""
        self.dossier, self.manifeste = dossier, manifeste
        self.empreinte_du_manifeste = hashlib.sha256(lu).hexdigest()
        self.notes: dict[str, Note] = {}
        self._siens: defaultdict[str, set[str]] = defaultdict(set)
        for dossier_ecrit in manifeste.get("dossiers", ()):
            self._retenir(dossier_ecrit["reference"], Note(dossier_ecrit["cle"], dossier_ecrit["fichiers"]))
        for nom, empreinte in manifeste.get("fichiers", {}).items():
            self._siens[nom].add(empreinte)
        self._rejouer(notes.decode(errors="replace"))

    @property
    def connus(self) -> tuple[str, ...]:
        """The names of all files that were ever announced."""
        return tuple(self._siens)

    def _rejouer(self, ecrit: str) -> None:
        for ligne in ecrit.splitlines():
            try:
                note = json.loads(ligne)
                reference, lue, faite = note["reference"], Note(note["cle"], dict(note["fichiers"])), note["faite"]
            except (ValueError, KeyError, TypeError):
                continue  # the last line, cut
            if all(map(est_un_nom, lue.fichiers)):
                self._retenir(reference, lue, faite=faite)

    def _retenir(self, reference: str, note: Note, *, faite: bool = True) -> None:
        for nom, empreinte in note.fichiers.items():
            self._siens[nom].add(empreinte)
        if faite:
            self.notes[reference] = note
        else:
            self.notes.pop(reference, None)

    def a_jour(self, reference: str, cle: str) -> Note | None:
        """What was written of a dossier, if it was made of the same and its files are still there as they were."""
        note = self.notes.get(reference)
        if note is None or note.cle != cle:
            return None
        return note if all(self.empreinte(nom) == trouvee for nom, trouvee in note.fichiers.items()) else None

    def empreinte(self, nom: str) -> str:
        """The SHA-256 of a file of the folder; "" if it is not there."""
        try:
            return hashlib.sha256((Path(self.dossier) / nom).read_bytes()).hexdigest()
        except OSError:
            return ""

    def annoncer(self, reference: str, note: Note, *, faite: bool) -> tuple[Diagnostic, ...]:
        """Write what is about to be written of a dossier, or what was. Errors: S202."""
        self._retenir(reference, note, faite=faite)
        ligne = {"reference": reference, "cle": note.cle, "fichiers": dict(note.fichiers), "faite": faite}
        chemin = Path(self.dossier) / JOURNAL
        try:
            with chemin.open("a", encoding="utf-8", newline="\n") as flux:
                flux.write("\n" + json.dumps(ligne, ensure_ascii=False))  # after a line that was cut, too
        except OSError as erreur:
            return (ecriture.ecriture_refusee(str(chemin), erreur),)
        return ()

    def ecrire(self, nom: str, contenu: bytes, *, forcer: bool, entrees: Sequence[str] = ()) -> Outcome[bool]:
        """Write a file of the folder, unless somebody else's stands there. Errors: S201-S203."""
        sien = self.empreinte(nom) in self._siens[nom]
        self._siens[nom].add(hashlib.sha256(contenu).hexdigest())
        return ecriture.ecrire(str(Path(self.dossier) / nom), contenu, forcer=forcer or sien, entrees=entrees)

    def retirer(self, nom: str) -> Outcome[bool]:
        """Take away a file that is no longer of the session, if it is as we wrote it. Errors: S202."""
        if self.empreinte(nom) not in self._siens[nom]:
            return Outcome(value=False)
        chemin = Path(self.dossier) / nom
        try:
            chemin.unlink()
        except OSError as erreur:
            return Outcome(None, (ecriture.ecriture_refusee(str(chemin), erreur),))
        return Outcome(value=True)

    def conclure(self, manifeste: Mapping[str, Any]) -> Outcome[bool]:
        """Write the manifest: the run is over, its journal goes; one that stays says nothing new. Errors: S202."""
        ecrit = ecriture.ecrire(str(Path(self.dossier) / MANIFESTE), json_utf8.ecrire(manifeste), forcer=True)
        if ecrit.value is not None:
            self.oublier()
        return ecrit

    def oublier(self) -> None:
        """Take away the journal of a run that is over."""
        with suppress(OSError):
            (Path(self.dossier) / JOURNAL).unlink()


def ouvrir(dossier: str, *, prepare: bool = False) -> Outcome[Journal]:
    """Read the state of a folder; `prepare`: it must have been prepared. Errors: J301, J311, S102, S104."""
    chemin = Path(dossier) / MANIFESTE
    note = Path(dossier) / JOURNAL
    notes = fichiers.lire(str(note), OCTETS_MAX) if note.is_file() else Outcome(b"")
    if notes.value is None:
        return notes.refus()
    if not chemin.is_file():
        if prepare:
            return Outcome(None, (diagnostic("J311", Position(dossier)),))
        return Outcome(Journal(dossier, {}, b"", notes.value))
    contenu = fichiers.lire(str(chemin), OCTETS_MAX)
    if contenu.value is None:
        return contenu.refus()
    manifeste = lire_manifeste(contenu.value)
    if manifeste is None:
        return Outcome(None, (diagnostic("J301", Position(str(chemin))),))
    return Outcome(Journal(dossier, manifeste, contenu.value, notes.value))


@contextmanager
def tenir(dossier: str) -> Iterator[Outcome[Journal]]:
    """Hold the folder of a prepared session, and read its state once nobody else changes it.

    Errors: J301, J303, J311, S102, S104, S202.
    """
    prepare = ouvrir(dossier, prepare=True)
    if prepare.value is None:  # nothing, not even a lock, is left in a folder that is no session's
        yield prepare
        return
    with verrou.seul(dossier) as occupe:
        yield Outcome(None, (occupe,)) if occupe else ouvrir(dossier, prepare=True)
