"""Are the files of a prepared session still those that its manifest names?"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from clea_cli.diagnostics import Diagnostic, Outcome, Position, conclure, diagnostic
from clea_cli.jury import journal
from clea_cli.sorties import ecriture, json_utf8
from clea_cli.sources import fichiers

PURGE = "purge.json"  # the names of files that `clea purge` took away
_ABSENT = frozenset({"S101", "S103"})


class ControleSession(NamedTuple):
    """A session that was looked at: how many files are as they were, how many were purged, whether it is closed.

    `decisions` is the SHA-256 of the closed decisions, the one that the minutes bear on paper; "" before.
    """

    id: str
    fichiers: int
    purges: int
    close: bool
    decisions: str


def controler(dossier: str, dans: str | None = None) -> Outcome[ControleSession]:
    """Compare all files of a folder with its manifest; the session before, from the folder `dans` if it is given.

    Errors: J301, J311, J313, J314, J317.
    """
    etat = journal.ouvrir(dossier, prepare=True)
    if etat.value is None:
        return etat.refus()
    manifeste, purges = etat.value.manifeste, _purges(dossier)
    cloture = manifeste["cloture"]
    nommes = {nom: empreinte for nom, empreinte in attendus(manifeste).items() if nom not in purges}
    fautes = (*fautes_des_fichiers(dossier, nommes), *_precedente(dossier, manifeste, dans))
    controle = ControleSession(
        manifeste["session"]["id"],
        len(nommes),
        len(attendus(manifeste)) - len(nommes),
        cloture is not None,
        next(iter(cloture["decisions"].values())) if cloture else "",
    )
    return conclure(controle, fautes)


def noter_purge(dossier: str, noms: Sequence[str]) -> Outcome[bool]:
    """Write which files are about to be taken away. Errors: S202."""
    tous = sorted({*noms, *_purges(dossier)})
    return ecriture.ecrire(str(Path(dossier) / PURGE), json_utf8.ecrire(tous), forcer=True)


def _purges(dossier: str) -> frozenset[str]:
    """The files that were purged."""
    try:
        return frozenset(map(str, json.loads((Path(dossier) / PURGE).read_bytes())))
    except (OSError, ValueError, TypeError):
        return frozenset()


def attendus(manifeste: Mapping[str, Any]) -> dict[str, str]:
    """The files that a manifest names, with their SHA-256."""
    nommes: dict[str, str] = dict(manifeste["fichiers"])
    for dossier in manifeste["dossiers"]:
        nommes |= dossier["fichiers"]
    if cloture := manifeste["cloture"]:
        nommes |= cloture["decisions"] | cloture["fichiers"]
    return nommes


def fautes_des_fichiers(dossier: str, nommes: Mapping[str, str]) -> Iterator[Diagnostic]:
    """Yield what has changed, is gone, or cannot be read. Errors: J313, J314, S102, S104."""
    for nom, empreinte in nommes.items():
        contenu = fichiers.lire(str(Path(dossier) / nom), journal.OCTETS_MAX)
        if contenu.value is None:
            absent = contenu.diagnostics[0].code in _ABSENT
            yield diagnostic("J314", Position(dossier), fichier=nom) if absent else contenu.diagnostics[0]
        elif hashlib.sha256(contenu.value).hexdigest() != empreinte:
            yield diagnostic("J313", Position(dossier), fichier=nom)


def _precedente(dossier: str, manifeste: Mapping[str, Any], dans: str | None) -> Iterator[Diagnostic]:
    """The manifest of the session before, where it can be found. Errors: J317, S102, S104."""
    precedente = manifeste["precedente"]
    if precedente is None:
        return
    nom = precedente["fichier"]
    lieux = [Path(dans) / nom] if dans else [Path(dossier) / nom, Path(dossier).parent / nom, Path(nom)]
    trouves = [lieu for lieu in lieux if lieu.is_file()]
    if not trouves:
        return
    contenu = fichiers.lire(str(trouves[0]), journal.OCTETS_MAX)
    if contenu.value is None:
        yield from contenu.diagnostics
    elif f"sha256:{hashlib.sha256(contenu.value).hexdigest()}" != precedente["empreinte"]:
        yield diagnostic("J317", Position(dossier), fichier=nom)
