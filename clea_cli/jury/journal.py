"""What a prepared session's folder holds, and since when: its manifest, and the notes of a run.

A file of the folder is ours if its SHA-256 was announced there; only such a file is ever replaced
or taken away. Each dossier is announced before its files are written and noted after, so that a run
cut anywhere is taken up again.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from clea_cli.diagnostics import Diagnostic, Outcome, Position, refuser
from clea_cli.jury import lire_manifeste, manifeste
from clea_cli.jury.manifeste import Manifeste
from clea_cli.sorties import ecriture, json_utf8, verrou
from clea_cli.sources import fichiers

MANIFESTE, JOURNAL = "manifest.json", ".journal"

OCTETS_MAX = 200_000_000


class Note(NamedTuple):
    """A dossier that was written: the SHA-256 of what it was made of, and its files' by name."""

    cle: str
    fichiers: Mapping[str, str]


class Journal:
    """The state of one folder, kept while a run writes there."""

    def __init__(self, dossier: str, lu: Manifeste | None, contenu: bytes, notes: bytes) -> None:
        """Start from a manifest, its bytes, and the notes of a run that is not over."""
        self.dossier = dossier
        self.manifeste = lu
        self.empreinte_du_manifeste = hashlib.sha256(contenu).hexdigest()
        self.notes: dict[str, Note] = {}
        # The SHA-256 that each name was ever announced with: what tells our files from others'.
        self._siens: defaultdict[str, set[str]] = defaultdict(set)
        if lu is not None:
            for ecrit in lu.dossiers:
                self._retenir(ecrit.reference, Note(ecrit.cle, ecrit.fichiers))
            for nom, empreinte in lu.fichiers.items():
                self._siens[nom].add(empreinte)
        self._rejouer(notes.decode(errors="replace"))

    @property
    def connus(self) -> tuple[str, ...]:
        """The names of all files that were ever announced."""
        return tuple(self._siens)

    def _rejouer(self, ecrit: str) -> None:
        """Take up the notes of a run, in its order: the last word on a dossier holds."""
        for ligne in ecrit.splitlines():
            try:
                lue = json.loads(ligne)
                note = Note(lue["cle"], dict(lue["fichiers"]))
                reference = lue["reference"]
                faite = lue["faite"]
            except (ValueError, KeyError, TypeError):
                # A run that was killed has cut its last line.
                continue
            # A forged name could lead out of the folder, to files that are not ours.
            if all(map(lire_manifeste.est_un_nom, note.fichiers)):
                self._retenir(reference, note, faite=faite)

    def _retenir(self, reference: str, note: Note, *, faite: bool = True) -> None:
        """Know a dossier's files as ours; it is written once its note says so (`faite`)."""
        for nom, empreinte in note.fichiers.items():
            self._siens[nom].add(empreinte)
        if faite:
            self.notes[reference] = note
        else:
            # Announced again, it is about to be written over: the old note no longer holds.
            self.notes.pop(reference, None)

    def a_jour(self, reference: str, cle: str) -> Note | None:
        """What was written of a dossier, if made of the same, and if its files are as they were."""
        note = self.notes.get(reference)
        if note is None or note.cle != cle:
            return None
        for nom, empreinte in note.fichiers.items():
            if self.empreinte(nom) != empreinte:
                return None
        return note

    def empreinte(self, nom: str) -> str:
        """The SHA-256 of a file of the folder; "" if it is not there."""
        try:
            contenu = self._ou(nom).read_bytes()
        except OSError:
            return ""
        return hashlib.sha256(contenu).hexdigest()

    def annoncer(self, reference: str, note: Note, *, faite: bool) -> tuple[Diagnostic, ...]:
        """Write what is about to be written of a dossier, or what was. Errors: S202."""
        self._retenir(reference, note, faite=faite)
        ligne = {
            "reference": reference,
            "cle": note.cle,
            "fichiers": dict(note.fichiers),
            "faite": faite,
        }
        # On one line: a run that is cut loses the last one alone.
        ecrite = json.dumps(ligne, ensure_ascii=False)
        chemin = self._ou(JOURNAL)
        try:
            with chemin.open("a", encoding="utf-8", newline="\n") as flux:
                # The end of line comes first: the one before may have been cut.
                flux.write("\n" + ecrite)
        except OSError as erreur:
            return (ecriture.ecriture_refusee(str(chemin), erreur),)
        return ()

    def ecrire(
        self,
        nom: str,
        contenu: bytes,
        *,
        forcer: bool,
        entrees: Sequence[str] = (),
    ) -> Outcome[bool]:
        """Write a file of the folder, unless somebody else's stands there. Errors: S201-S203."""
        # Before this one counts among ours: another's file of the same bytes stays another's.
        sien = self.empreinte(nom) in self._siens[nom]
        neuve = hashlib.sha256(contenu).hexdigest()
        self._siens[nom].add(neuve)
        chemin = str(self._ou(nom))
        return ecriture.ecrire(chemin, contenu, forcer=forcer or sien, entrees=entrees)

    def retirer(self, nom: str) -> Outcome[bool]:
        """Take away a file that the session has no more, if it is as we wrote it. Errors: S202."""
        if self.empreinte(nom) not in self._siens[nom]:
            return Outcome(value=False)
        chemin = self._ou(nom)
        try:
            chemin.unlink()
        except OSError as erreur:
            faute = ecriture.ecriture_refusee(str(chemin), erreur)
            return Outcome(None, (faute,))
        return Outcome(value=True)

    def conclure(self, fait: Manifeste) -> Outcome[bool]:
        """Write the manifest: the run is over, its journal goes. Errors: S202."""
        contenu = json_utf8.ecrire(manifeste.donnees(fait))
        chemin = str(self._ou(MANIFESTE))
        ecrit = ecriture.ecrire(chemin, contenu, forcer=True)
        if ecrit.value is not None:
            self.oublier()
        return ecrit

    def oublier(self) -> None:
        """Take away the journal of a run that is over; one that stays says nothing new."""
        with suppress(OSError):
            self._ou(JOURNAL).unlink()

    def _ou(self, nom: str) -> Path:
        return Path(self.dossier) / nom


class Preparee(NamedTuple):
    """The folder of a session that was prepared."""

    manifeste: Manifeste
    journal: Journal


def ouvrir(dossier: str) -> Outcome[Journal]:
    """Read the state of a folder, prepared or not. Errors: J301, S102, S104."""
    # 1. The notes of a run that is not over, if there is one.
    note = Path(dossier) / JOURNAL
    notes = Outcome(b"")
    if fichiers.est_la(note):
        notes = fichiers.lire(str(note), OCTETS_MAX)
    if notes.value is None:
        return notes.refus()
    # 2. The manifest, if a run was ever over.
    chemin = Path(dossier) / MANIFESTE
    if not fichiers.est_la(chemin):
        return Outcome(Journal(dossier, None, b"", notes.value))
    contenu = fichiers.lire(str(chemin), OCTETS_MAX)
    if contenu.value is None:
        return contenu.refus()
    lu = lire_manifeste.lire(contenu.value)
    if lu is None:
        return refuser("J301", Position(str(chemin)))
    return Outcome(Journal(dossier, lu, contenu.value, notes.value))


def ouvrir_preparee(dossier: str) -> Outcome[Preparee]:
    """Read the folder of a prepared session. Errors: J301, J311, J611, S102, S104."""
    journal = ouvrir(dossier)
    if journal.value is None:
        return journal.refus()
    if journal.value.manifeste is None:
        # Notes without a manifest: the first run was cut.
        en_cours = fichiers.est_la(Path(dossier) / JOURNAL)
        return refuser("J611" if en_cours else "J311", Position(dossier))
    return Outcome(Preparee(journal.value.manifeste, journal.value))


@contextmanager
def tenir(dossier: str) -> Iterator[Outcome[Preparee]]:
    """Hold the folder of a prepared session, and read it once nobody else changes it.

    Errors: J301, J303, J311, S102, S104, S202.
    """
    preparee = ouvrir_preparee(dossier)
    if preparee.value is None:
        # Nothing, not even a lock, is left in a folder that is no session's.
        yield preparee
        return
    with verrou.seul(dossier) as occupe:
        if occupe:
            yield Outcome(None, (occupe,))
        else:
            # Again: it may have changed before we were alone.
            yield ouvrir_preparee(dossier)
