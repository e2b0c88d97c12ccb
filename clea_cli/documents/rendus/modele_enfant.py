"""The child process in which an organisme's templates run: nothing but JSON lines in and out.

It says first that it is ready. The first line that it reads holds the templates, each following one
a name and its data, or the specimen of data that its names are held against. Memory, and the
processor's time for a document, are bounded where the system allows it (not on Windows).
"""

import json
import signal
import sys
from collections.abc import Iterator
from fractions import Fraction
from queue import SimpleQueue
from threading import Event, Thread
from typing import Any

from clea_cli.documents.rendus import blocs
from clea_cli.documents.rendus.confine import sans_reserves
from clea_cli.documents.rendus.modele import ModeleError, examiner, remplir

_MEMOIRE_MAX = 512 * 1024 * 1024  # bytes of address space
_TEXTE_MAX = 1_000_000  # characters of a document
_PROCESSEUR_MAX = 10  # seconds of the processor for a document: more than whoever asks for it waits
_REPIT = 1  # seconds left to a document that nobody waits for any more
PRET = "prêt"
_NOMBRE = "clea/nombre"  # the only key of what stands for a number that JSON has no way to write


def ecrire(demande: object) -> str:
    """What is asked of the child, as a line of JSON; a number that is not whole stays exact."""
    return json.dumps(demande, default=lambda nombre: {_NOMBRE: str(nombre)})


def _relire(ligne: str) -> Any:
    return json.loads(ligne, object_hook=_nombre)


def _nombre(objet: dict[str, Any]) -> Any:
    return Fraction(objet[_NOMBRE]) if objet.keys() == {_NOMBRE} else objet


def _borner() -> None:
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MEMOIRE_MAX, _MEMOIRE_MAX))


def _borner_le_processeur() -> None:
    """Bound the next document.

    Not even an endless loop outlives long whoever would have stopped it.
    """
    if sys.platform != "win32":
        import resource

        pris = resource.getrusage(resource.RUSAGE_SELF)
        limite = int(pris.ru_utime + pris.ru_stime) + 1 + _PROCESSEUR_MAX
        _, dure = resource.getrlimit(resource.RLIMIT_CPU)
        if dure != resource.RLIM_INFINITY:
            limite = min(limite, dure)
        resource.setrlimit(resource.RLIMIT_CPU, (limite, dure))


def _repondre(modeles: dict[str, str], demande: dict[str, object]) -> dict[str, object]:
    nom = str(demande["nom"])
    try:
        if "specimen" in demande:
            constats = examiner(nom, demande["specimen"], modeles)  # type: ignore[arg-type] # it is JSON
            return {"constats": constats}
        texte = remplir(nom, demande["donnees"], modeles)  # type: ignore[arg-type] # it is JSON
    except ModeleError as erreur:
        if isinstance(erreur.__cause__, MemoryError):
            return {"arret": "il a pris trop de mémoire"}
        return {"nom": erreur.nom, "ligne": erreur.ligne, "motif": erreur.motif}
    if len(texte) > _TEXTE_MAX:
        return {"arret": "le texte qu'il donne est démesuré"}
    # Read here first: whoever asked reads it again, and must not be held by it.
    blocs.parcourir(texte)
    return {"texte": texte}


def main(lignes: Iterator[str]) -> None:
    """Answer each line until they end."""
    _borner()
    _dire(PRET)
    modeles = json.loads(next(lignes))
    for ligne in lignes:
        _borner_le_processeur()
        _dire(_repondre(modeles, _relire(sans_reserves(ligne))))


def _dire(reponse: object) -> None:
    sys.stdout.write(json.dumps(reponse) + "\n")
    sys.stdout.flush()


def _entree() -> Iterator[str]:
    """Give the lines of standard input, read apart: its end is seen even while a template runs."""
    lignes: SimpleQueue[str] = SimpleQueue()
    Thread(target=_lire, args=(lignes,), daemon=True).start()
    while ligne := lignes.get():
        yield ligne


def _lire(lignes: "SimpleQueue[str]") -> None:
    for ligne in sys.stdin:
        lignes.put(ligne)
    lignes.put("")
    Event().wait(_REPIT)
    # Still here: a template runs, and whoever asked for it was killed.
    signal.raise_signal(signal.SIGTERM)


if __name__ == "__main__":
    main(_entree())
