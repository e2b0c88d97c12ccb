"""Failures put into the n-th file operation of a command: a full disk, a file that is held, a process killed.

Only operations under one folder count: those of the program's own files never fail here.
"""

import errno
import os
from itertools import count
from pathlib import Path
from typing import Any

import pytest


class Mort(BaseException):
    """The process is killed: nothing of it runs any more."""


PLEIN, TENU, TUE = "disque-plein", "fichier-tenu", "processus-tue"
GENRES = (PLEIN, TENU, TUE)
_PRENNENT_DE_LA_PLACE = {"open", "write", "fsync", "mkdir"}


class Panne:
    """Makes the n-th operation on files fail, and what must fail with it.

    A full disk stays full; a file that another program holds stays held; a dead process does nothing more.
    """

    def __init__(self, rang: int, genre: str, dossier: Path) -> None:
        """Be ready to fail at that operation (0: never, only count)."""
        self.rang, self.genre, self._dossier = rang, genre, os.path.realpath(dossier)
        self.atteinte = False
        self.operations: list[str] = []
        self._tenue: tuple[str, str] | None = None
        self._faites = count(1)

    def poser(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Stand in the way of all operations."""
        for nom in ("replace", "unlink", "mkdir", "chmod"):
            monkeypatch.setattr(Path, nom, self._gener(nom, getattr(Path, nom)))
        monkeypatch.setattr(Path, "open", self._ouvrir(Path.open))
        monkeypatch.setattr(os, "fsync", self._gener("fsync", lambda descripteur: None))
        monkeypatch.setattr("clea_cli.sorties.ecriture.time.sleep", lambda secondes: None)

    def passer(self, nom: str, chemin: str, *, lecture: bool = False) -> None:
        """Let an operation through, or fail."""
        if lecture and self.genre != TENU and not self.atteinte:
            return  # to read takes no room, and to die while reading changes no more than to die after
        if self.atteinte and (self.genre == TUE or self._continue(nom, chemin, lecture=lecture)):
            self._echouer()
        rang = next(self._faites)
        self.operations.append(nom)
        if rang == self.rang:
            self.atteinte, self._tenue = True, (nom, chemin)
            self._echouer()

    def _continue(self, nom: str, chemin: str, *, lecture: bool) -> bool:
        if self.genre == PLEIN:
            return nom in _PRENNENT_DE_LA_PLACE and not lecture
        return self._tenue == (nom, chemin)

    def _echouer(self) -> None:
        if self.genre == TUE:
            raise Mort
        if self.genre == PLEIN:
            raise OSError(errno.ENOSPC, "No space left on device")
        raise PermissionError(errno.EACCES, "Permission denied")

    def _ici(self, chemin: object) -> bool:
        return os.path.realpath(str(chemin)).startswith(self._dossier)

    def _gener(self, nom: str, vraie: Any) -> Any:
        def operation(*arguments: Any, **options: Any) -> Any:
            if nom == "fsync" or self._ici(arguments[0]):
                self.passer(nom, str(arguments[1] if nom == "replace" else arguments[0]))
            return vraie(*arguments, **options)

        return operation

    def _ouvrir(self, vraie: Any) -> Any:
        def ouvrir(chemin: Path, mode: str = "r", *arguments: Any, **options: Any) -> Any:
            if not self._ici(chemin):
                return vraie(chemin, mode, *arguments, **options)
            lecture = not set(mode) & set("wax+")
            self.passer("open", str(chemin), lecture=lecture)
            flux = vraie(chemin, mode, *arguments, **options)
            return flux if lecture else Flux(flux, str(chemin), self)

        return ouvrir


class Flux:
    """A file being written, of which a write may fail half done."""

    def __init__(self, flux: Any, chemin: str, panne: Panne) -> None:
        self._flux, self._chemin, self._panne = flux, chemin, panne

    def __enter__(self) -> "Flux":
        return self

    def __exit__(self, *_: object) -> None:
        self._flux.close()

    def write(self, contenu: Any) -> Any:
        try:
            self._panne.passer("write", self._chemin)
        except (OSError, Mort):
            self._flux.write(contenu[: len(contenu) // 2])
            self._flux.flush()
            raise
        return self._flux.write(contenu)

    def __getattr__(self, nom: str) -> Any:
        return getattr(self._flux, nom)
