"""Are the files of a prepared session still those that its manifest names?"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from clea_cli.diagnostics import (
    Diagnostic,
    Outcome,
    Position,
    conclure,
    diagnostic,
    strictement,
)
from clea_cli.jury import decisions, journal
from clea_cli.jury.manifeste import Manifeste, Precedente
from clea_cli.sorties import chemins, ecriture, json_utf8, verrou
from clea_cli.sorties.mots import premiers
from clea_cli.sources import fichiers

PURGE = "purge.json"  # the names of files that `clea purge` took away
_ABSENT = frozenset({"S101", "S103"})
_NOTRES = (journal.MANIFESTE, journal.JOURNAL, verrou.NOM, PURGE)
_PASSAGERS = ("~$", ".~lock.")  # what a spreadsheet leaves beside a file that is open


class ControleSession(NamedTuple):
    """A session that was looked at: how many files are as they were, how many were purged.

    `decisions` is the SHA-256 of the closed decisions, the one that the minutes bear on paper;
    "" before.
    """

    id: str
    fichiers: int
    purges: int
    close: bool
    decisions: str


def controler(dossier: str, dans: str | None = None) -> Outcome[ControleSession]:
    """Compare all files of a folder with its manifest.

    The session before is looked for in the folder `dans`, if it is given.
    Errors: J301, J311, J313, J314, J317, J608, J610, J611; warning J609.
    """
    preparee = journal.ouvrir_preparee(dossier)
    if preparee.value is None:
        return preparee.refus()
    manifeste = preparee.value.manifeste
    cloture = manifeste.cloture
    ici = Path(dossier)
    # 1. The files that should be there: only what is no longer there can have been purged.
    purges = _purges(dossier)
    restes: dict[str, str] = {}
    for nom, empreinte in manifeste.nommes.items():
        purge = nom in purges and not (ici / nom).exists()
        if not purge:
            restes[nom] = empreinte
    # 2. Each, byte for byte; the sheet of a closed session may be saved again, if it says the same.
    a_l_octet = dict(restes)
    fautes: list[Diagnostic] = []
    if cloture and cloture.prises:
        for nom in cloture.decisions.keys() & restes.keys():
            if (ici / nom).exists():
                del a_l_octet[nom]
        fautes += strictement(decisions.changees(dossier, manifeste, cloture))
    if interrompue(dossier, manifeste):
        fautes.append(diagnostic("J611", Position(dossier)))
    else:
        fautes += fautes_des_fichiers(dossier, a_l_octet)
    # 3. What stands beside them.
    fautes += _autour(dossier, manifeste, dans)
    controle = ControleSession(
        id=manifeste.session.id,
        fichiers=len(restes),
        purges=len(manifeste.nommes) - len(restes),
        close=cloture is not None,
        decisions=next(iter(cloture.decisions.values())) if cloture else "",
    )
    return conclure(controle, tuple(fautes))


def interrompue(dossier: str, manifeste: Manifeste) -> bool:
    """Whether a command was interrupted there: some pages may be of before, others of after.

    That they are not those of the manifest is then no fault of its own.
    """
    return manifeste.cloture is None and (Path(dossier) / journal.JOURNAL).exists()


def _autour(dossier: str, manifeste: Manifeste, dans: str | None) -> Iterator[Diagnostic]:
    """What stands beside the files of a session, or should. Errors: J317, J610, J609."""
    if manifeste.precedente:
        yield from _precedente(dossier, manifeste.precedente, dans)
    etrangers = etrangers_de(dossier, manifeste)
    if etrangers:
        yield diagnostic("J609", Position(dossier), fichiers=premiers(etrangers))


def etrangers_de(dossier: str, manifeste: Manifeste) -> list[str]:
    """What is in a folder and is not of its session, in order; links are never followed."""
    notres = {*manifeste.nommes, *_NOTRES}
    # Until the closing, the sheet is in nobody's manifest.
    if manifeste.cloture is None:
        notres.update(decisions.NOMS)
    trouves: list[str] = []
    for chemin in Path(dossier).rglob("*"):
        nom = chemins.chemin_ecrit(str(chemin.relative_to(dossier)))
        # A link may lead to a folder: it is looked at as a file.
        est_un_fichier = chemin.is_file() or chemin.is_symlink()
        passager = chemin.name.startswith(_PASSAGERS) or chemin.name.endswith(ecriture.SUFFIXE)
        if est_un_fichier and nom not in notres and not passager:
            trouves.append(nom)
    return sorted(trouves)


def noter_purge(dossier: str, noms: Sequence[str]) -> Outcome[bool]:
    """Write which files are about to be taken away. Errors: S202."""
    # With those of earlier purges: a run that was cut takes up where it was.
    tous = sorted({*noms, *_purges(dossier)})
    chemin = str(Path(dossier) / PURGE)
    return ecriture.ecrire(chemin, json_utf8.ecrire(tous), forcer=True)


def _purges(dossier: str) -> frozenset[str]:
    """The files that were purged; of a note that cannot be read, none: they are told as missing."""
    try:
        noms = json.loads((Path(dossier) / PURGE).read_bytes())
        return frozenset(map(str, noms))
    except (OSError, ValueError, TypeError):
        return frozenset()


def fautes_des_fichiers(dossier: str, nommes: Mapping[str, str]) -> Iterator[Diagnostic]:
    """Yield what has changed, is gone, or cannot be read. Errors: J313, J314, S102, S104."""
    for nom, empreinte in nommes.items():
        contenu = fichiers.lire(str(Path(dossier) / nom), journal.OCTETS_MAX)
        if contenu.value is None:
            faute = contenu.diagnostics[0]
            if faute.code in _ABSENT:
                faute = diagnostic("J314", Position(dossier), fichier=nom)
            yield faute
        elif hashlib.sha256(contenu.value).hexdigest() != empreinte:
            yield diagnostic("J313", Position(dossier), fichier=nom)


def _precedente(dossier: str, precedente: Precedente, dans: str | None) -> Iterator[Diagnostic]:
    """Look at the manifest of the session before. Errors: J317, J610, S102, S104."""
    nom = precedente.fichier
    # It was named from the session's file, which may be anywhere: in this folder, beside it, here.
    lieux = [Path(dossier) / nom, Path(dossier).parent / nom, Path(nom)]
    if dans:
        lieux = [Path(dans) / nom]
    trouves = [lieu for lieu in lieux if lieu.is_file()]
    if not trouves:
        yield diagnostic("J610", Position(dossier), fichier=nom)
        return
    contenu = fichiers.lire(str(trouves[0]), journal.OCTETS_MAX)
    if contenu.value is None:
        yield from contenu.diagnostics
        return
    empreinte = hashlib.sha256(contenu.value).hexdigest()
    if precedente.empreinte != f"sha256:{empreinte}":
        yield diagnostic("J317", Position(dossier), fichier=nom)
