"""The child process in which an organisme's templates run: nothing but JSON lines in and out.

The first line holds the templates, each following one a name and its data; the memory is bounded where the system
allows it (not on Windows, where time alone is).
"""

import json
import sys

from clea_cli.renderers.modele import ModeleError, remplir

_MEMOIRE_MAX = 512 * 1024 * 1024  # bytes of address space
_TEXTE_MAX = 5_000_000  # characters of a document


def _borner() -> None:
    try:
        import resource
    except ImportError:  # Windows
        return
    resource.setrlimit(resource.RLIMIT_AS, (_MEMOIRE_MAX, _MEMOIRE_MAX))


def _repondre(modeles: dict[str, str], demande: dict[str, object]) -> dict[str, object]:
    try:
        texte = remplir(str(demande["nom"]), demande["donnees"], modeles)  # type: ignore[arg-type] # it is JSON
    except ModeleError as erreur:
        if isinstance(erreur.__cause__, MemoryError):
            return {"arret": "il a pris trop de mémoire"}
        return {"nom": erreur.nom, "ligne": erreur.ligne, "motif": erreur.motif}
    return {"texte": texte} if len(texte) <= _TEXTE_MAX else {"arret": "le texte qu'il donne est démesuré"}


def main() -> None:
    """Answer each line of standard input until it ends."""
    _borner()
    modeles = json.loads(sys.stdin.readline())
    for ligne in sys.stdin:
        sys.stdout.write(json.dumps(_repondre(modeles, json.loads(ligne))) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
