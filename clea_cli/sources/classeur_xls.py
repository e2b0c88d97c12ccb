"""An older workbook (.xls), read in a child process whose time and memory are counted.

A damaged one made the library that reads xlsx panic, abort, or run for a minute, and the other
grilles of the call were lost with it. xlrd, in pure Python, cannot abort; it gives errors as
errors, and says what is hidden, which the other does not. One child reads all the .xls of a call.
"""

import atexit
import json
import os
import subprocess
import sys
from collections.abc import Iterable
from contextlib import suppress
from queue import Empty, Queue
from threading import Thread
from typing import Any

from clea_cli.sources.cellules import Feuille, Fusion, Ligne

_MODULE = "clea_cli.sources.classeur_xls_enfant"  # a name: xlrd is loaded in the child alone
_DELAI = 20  # seconds a workbook
# Seconds for the child to be ready, which on a slow machine is not the workbook's doing.
_NAISSANCE = 60
_LONGUEUR = 8  # bytes that tell how many follow
_TROP = "trop"  # what the child says where memory lacks
_TROP_LONG, _SANS_PROCESSUS = "F140", "F141"
# Without the current folder: an `xlrd.py` that lies there would be run.
_ENFANT = (sys.executable, "-P", "-m", _MODULE)


def lire(contenu: bytes) -> tuple[Feuille, ...] | str:
    """Read all sheets, or give the code of what keeps from it.

    F117-F119, F140 (too long), F141 (no process).
    """
    lecteur = _lecteur()
    reponse = lecteur.demander(contenu)
    if isinstance(reponse, str):
        return reponse
    feuilles: list[Feuille] = []
    for valeurs in reponse:
        dite = Feuille._make(valeurs)
        feuilles.append(_feuille(dite))
    return tuple(feuilles)


def _feuille(dite: Feuille) -> Feuille:
    """The sheet whose sets and rows were lists on their way."""
    lignes: list[Ligne] = []
    for ligne, rang, valeurs, feuille in dite.lignes:
        lignes.append(Ligne(ligne, rang, tuple(valeurs), feuille))
    return Feuille(
        dite.nom,
        tuple(lignes),
        masquee=dite.masquee,
        lignes_masquees=frozenset(dite.lignes_masquees),
        colonnes_masquees=frozenset(dite.colonnes_masquees),
        fusions=tuple(map(Fusion._make, dite.fusions)),
        colorees=_places(dite.colorees),
        barrees=_places(dite.barrees),
        voilees=_places(dite.voilees),
    )


def _places(dites: Iterable[tuple[int, int]]) -> frozenset[tuple[int, int]]:
    """Cells (row, column) that were lists on their way."""
    return frozenset((rang, colonne) for rang, colonne in dites)


class LecteurXls:
    """The child process, started when a first workbook is to be read."""

    def __init__(self) -> None:
        """Start nothing yet."""
        self.processus = os.getpid()  # a fork of this program must not talk to its child
        self._enfant: subprocess.Popen[bytes] | None = None
        self._reponses: Queue[bytes] = Queue()

    def demander(self, contenu: bytes) -> Any:
        """What the child says of a workbook; a code where it could not say anything."""
        if not (self._enfant or self._lancer()):
            return _SANS_PROCESSUS
        reponse: Any = _TROP
        # Too late (Empty), dead (a pipe that breaks, an empty answer), cut in the middle of a line.
        with suppress(Empty, OSError, ValueError):
            self._envoyer(contenu)
            ligne = self._reponses.get(timeout=_DELAI)
            if ligne:
                reponse = json.loads(ligne)
        if reponse == _TROP:
            # What it holds of that workbook would be missed by the next.
            self.fermer()
            return _TROP_LONG
        return reponse

    def fermer(self) -> None:
        """Stop the child, if there is one."""
        enfant = self._enfant
        self._enfant = None
        if enfant is None:
            return
        # In a fork, it is the child of another, which still speaks to it.
        if self.processus == os.getpid():
            enfant.kill()
            enfant.wait()
        for flux in (enfant.stdin, enfant.stdout):
            if flux:
                flux.close()

    def _envoyer(self, contenu: bytes) -> None:
        """Write a workbook to the child, after its length. Raises OSError."""
        if self._enfant is None or self._enfant.stdin is None:
            raise OSError
        longueur = len(contenu).to_bytes(_LONGUEUR)
        self._enfant.stdin.write(longueur + contenu)
        self._enfant.stdin.flush()

    def _lancer(self) -> bool:
        """Start the child and wait until it is ready; False where the system lets none begin."""
        try:
            enfant = subprocess.Popen(  # noqa: S603 — our own module, by our own Python
                _ENFANT,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        except OSError:
            return False
        self._enfant = enfant
        # A pipe cannot be waited for with a delay everywhere: a thread reads it into a queue.
        self._reponses = Queue()
        oreille = Thread(target=_ecouter, args=(enfant, self._reponses), daemon=True)
        oreille.start()
        # Its first line says that it is ready; an empty one, that it died before.
        pret = b""
        with suppress(Empty):
            pret = self._reponses.get(timeout=_NAISSANCE)
        if not pret:
            self.fermer()
        return bool(pret)


def _ecouter(enfant: "subprocess.Popen[bytes]", reponses: "Queue[bytes]") -> None:
    """Hand over each answer; an empty one when the child is dead."""
    # The pipe may be closed here while it is waited for.
    with suppress(OSError, ValueError):
        for ligne in enfant.stdout or ():
            reponses.put(ligne)
    reponses.put(b"")


_LECTEURS: list[LecteurXls] = []  # the one of this process


def _lecteur() -> LecteurXls:
    if not (_LECTEURS and _LECTEURS[0].processus == os.getpid()):
        # In a fork: the other's child is left to it, and must not wait for this process to end.
        for autre in _LECTEURS:
            autre.fermer()
        _LECTEURS[:] = [LecteurXls()]
        atexit.register(_LECTEURS[0].fermer)
    return _LECTEURS[0]
