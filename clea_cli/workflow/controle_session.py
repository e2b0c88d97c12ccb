"""Are the files of a prepared session still those that its manifest names?"""

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from clea_cli.diagnostics import Diagnostic, Outcome, Position, diagnostic
from clea_cli.workflow import journal


class ControleSession(NamedTuple):
    """A session that was looked at: how many files are as they were, and whether it is closed."""

    id: str
    fichiers: int
    close: bool


def controler(dossier: str, dans: str | None = None) -> Outcome[ControleSession]:
    """Compare all files of a folder with its manifest; the session before, from the folder `dans` if it is given.

    Errors: J301, J311, J313, J314, J317.
    """
    etat = journal.ouvrir(dossier, prepare=True)
    if etat.value is None or etat.value.manifeste is None:
        return Outcome(None, etat.diagnostics)
    manifeste = etat.value.manifeste
    nommes = attendus(manifeste)
    fautes = (*fautes_des_fichiers(dossier, nommes), *_precedente(dossier, manifeste, dans))
    controle = ControleSession(manifeste["session"]["id"], len(nommes), manifeste["cloture"] is not None)
    return Outcome(None if fautes else controle, fautes)


def attendus(manifeste: Mapping[str, Any]) -> dict[str, str]:
    """The files that a manifest names, with their SHA-256."""
    nommes: dict[str, str] = dict(manifeste["fichiers"])
    for dossier in manifeste["dossiers"]:
        nommes |= dossier["fichiers"]
    if cloture := manifeste["cloture"]:
        nommes |= cloture["decisions"] | cloture["fichiers"]
    return nommes


def fautes_des_fichiers(dossier: str, nommes: Mapping[str, str]) -> Iterator[Diagnostic]:
    """Yield what has changed, or is gone. Errors: J313, J314."""
    for nom, empreinte in nommes.items():
        chemin = Path(dossier) / nom
        try:
            trouvee = hashlib.sha256(chemin.read_bytes()).hexdigest()
        except OSError:
            yield diagnostic("J314", Position(dossier), fichier=nom)
            continue
        if trouvee != empreinte:
            yield diagnostic("J313", Position(dossier), fichier=nom)


def _precedente(dossier: str, manifeste: Mapping[str, Any], dans: str | None) -> Iterator[Diagnostic]:
    """The manifest of the session before, where it can be found. Errors: J317."""
    precedente = manifeste["precedente"]
    if precedente is None:
        return
    nom = precedente["fichier"]
    lieux = [Path(dans) / nom] if dans else [Path(dossier) / nom, Path(dossier).parent / nom, Path(nom)]
    trouves = [lieu for lieu in lieux if lieu.is_file()]
    if trouves and f"sha256:{hashlib.sha256(trouves[0].read_bytes()).hexdigest()}" != precedente["empreinte"]:
        yield diagnostic("J317", Position(dossier), fichier=nom)
