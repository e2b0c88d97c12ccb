"""What leaves the program: results on stdout or in a file, all else on stderr, an exit status."""

import os
import shutil
import sys
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from types import MappingProxyType
from typing import TYPE_CHECKING, BinaryIO, TextIO

from clea_cli.diagnostics import Diagnostic, Position, diagnostic, refuse
from clea_cli.sorties.fautes import MONTRES, en_fragments, en_page, en_texte
from clea_cli.sorties.mots import compte
from clea_cli.sorties.texte import Fragments, inoffensif, sans_style

if TYPE_CHECKING:  # the help must not load what it does not need
    from clea_cli.decision.lot import Fichier, Lot
    from clea_cli.decision.paires import Paires
    from clea_cli.documents.preparer import Preparation

LARGEUR = 80  # columns, when the output is not a terminal
_MORCEAU = 1_000_000  # bytes of a result handed over at once
_LARGEUR_MIN, _LARGEUR_MAX = 60, 100  # of a terminal; longer lines are hard to read
_LUS_UN_PAR_UN = 5  # files; of more, what was read is told in one line

_LIGNE_DE_COMMANDE = frozenset(
    {"D105", "D106", "D107", "D108", "J414", "R503", "R504", "S106", "S121"}
)
_DEFAUTS = frozenset({"D351"})  # of the program itself
_ENVIRONNEMENT = frozenset({"D202", "J303", "S102", "S110", "S111", "S120", "S201", "S202", "S203"})


def largeur_ecran() -> int:
    """The columns to write for: the terminal's, up to 100, or 80 elsewhere."""
    if not sys.stdout.isatty():
        return LARGEUR
    return _colonnes(sys.stdout)


def _colonnes(terminal: TextIO) -> int:
    """The columns of a terminal, within what can be read."""
    try:
        taille = os.get_terminal_size(terminal.fileno())
    except OSError:  # it does not say: COLUMNS may
        taille = shutil.get_terminal_size()
    larges = min(taille.columns, _LARGEUR_MAX)
    return max(larges, _LARGEUR_MIN)


def dire(*lignes: str) -> None:
    """Tell the person something that is not the result."""
    for ligne in lignes:
        print(inoffensif(ligne), file=sys.stderr)


def signaler(
    diagnostics: Iterable[Diagnostic],
    textes: Mapping[str, str] = MappingProxyType({}),
    *,
    toutes: bool = False,
    limite: int = MONTRES,
) -> None:
    """Show diagnostics: `limite` a file at most, the same many times as one, unless `toutes`.

    On a terminal, with the line at fault of those whose file is in `textes` (by source); the faults
    of grilles stand below the name of their file.
    """
    # One writing that programs read too, whatever the faults.
    if not sys.stderr.isatty():
        texte = en_texte(diagnostics, toutes=toutes, limite=limite)
        sys.stderr.write(texte)
        return
    # In their order: those of grilles, then others, then perhaps grilles again.
    for de_grille, groupe in groupby(diagnostics, key=_est_de_grille):
        if de_grille:
            largeur = _colonnes(sys.stderr)
            fragments = en_page(groupe, largeur, toutes=toutes, limite=limite)
        else:
            fragments = en_fragments(groupe, textes, toutes=toutes, limite=limite)
        _montrer(fragments)


def _est_de_grille(faute: Diagnostic) -> bool:
    return faute.code.startswith("F")


def _montrer(fragments: Fragments) -> None:
    """Write on the terminal of errors, in colour unless it is not wanted."""
    if "NO_COLOR" in os.environ:
        sys.stderr.write(sans_style(fragments))
        return
    from rich.console import Console
    from rich.text import Text

    # What was written by other ways must come before.
    sys.stderr.flush()
    console = Console(file=sys.stderr, highlight=False)
    console.print(Text.assemble(*fragments), end="", soft_wrap=True)


def dire_lectures(lot: "Lot | Paires | Preparation") -> None:
    """Say what was understood of each file that was accepted; of many, in one line."""
    lus = [fichier for fichier in lot.fichiers if fichier.grilles]
    if len(lot.fichiers) > _LUS_UN_PAR_UN:
        _dire_ensemble(lus)
        return
    plusieurs = len(lot.fichiers) > 1
    for fichier in lus:
        # Of a single file, the name was just typed.
        nom = f" {fichier.source}" if plusieurs else ""
        dire(f"Lu{nom} : {fichier.lu}")


def _dire_ensemble(lus: "Sequence[Fichier]") -> None:
    """Say how many files were read, and what was understood, if it was the same of all.

    Else, of how many something was left aside.
    """
    if not lus:
        return
    dit = f"Lu {compte(len(lus), 'fichier')}"
    manieres = {fichier.lu for fichier in lus}
    if len(manieres) == 1:
        maniere = manieres.pop()
        dire(f"{dit} : {maniere}.")
        return
    incomplets = [fichier for fichier in lus if fichier.laisses]
    if incomplets:
        dit += f" ; laissé de côté dans {len(incomplets)} : « clea grille verifier » dit quoi"
    dire(f"{dit}.")


def statut(diagnostics: Iterable[Diagnostic], *, partiel: bool = False) -> int:
    """The exit status that these diagnostics ask for; `partiel`: some results all the same."""
    diagnostics = tuple(diagnostics)
    codes = {faute.code for faute in diagnostics}
    if codes & _LIGNE_DE_COMMANDE:
        return 2
    if not refuse(diagnostics):
        return 0
    if partiel:
        return 3
    if codes & _DEFAUTS:
        return 70
    if codes & _ENVIRONNEMENT:
        return 4
    return 1


def a_nommer(motif: str, exemple: str) -> int:
    """Refuse to write a file to the screen, or several to one place; return the exit status."""
    faute = diagnostic("D205", Position("--sortie"), motif=motif, exemple=exemple)
    signaler([faute])
    return 2


def publier(
    contenu: bytes | BinaryIO | Fragments,
    sortie: str | None,
    *,
    forcer: bool = False,
    entrees: Sequence[str] = (),
    prive: bool = False,
) -> int:
    """Hand over a result, to a file if one is named; return the exit status.

    It is 0, or 4 when it cannot be written. `entrees` are the files that it was made from: they are
    never replaced, whatever is asked. A file that is `prive` is its owner's alone to read.
    """
    if sortie is None:
        return _imprimer(contenu)
    from clea_cli.sorties import ecriture

    if isinstance(contenu, list):  # a text: a file has no colours
        contenu = _octets(contenu)
    ecrit = ecriture.ecrire(sortie, contenu, forcer=forcer, entrees=entrees, prive=prive)
    signaler(ecrit.diagnostics)
    if ecrit.value is not None:
        fait = "écrit" if ecrit.value else "inchangé"
        dire(f"{sortie} : {fait}.")
    return statut(ecrit.diagnostics)


def _octets(fragments: Fragments) -> bytes:
    """A text without its styles; half a letter, which no UTF-8 holds, becomes « ? »."""
    return sans_style(fragments).encode(errors="replace")


def _imprimer(contenu: bytes | BinaryIO | Fragments) -> int:
    """Print on stdout; a reader that has seen enough (`clea … | head`) is no fault."""
    try:
        if isinstance(contenu, bytes):
            _imprimer_octets(contenu)
        elif not isinstance(contenu, list):
            while octets := contenu.read(_MORCEAU):
                _imprimer_octets(octets)
        elif sys.stdout.isatty() and "NO_COLOR" not in os.environ:
            _imprimer_en_couleur(contenu)
        else:
            _imprimer_octets(_octets(contenu))
        sys.stdout.flush()
    except OSError as erreur:
        # What waits there must not fail again at exit.
        nulle_part = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nulle_part, sys.stdout.fileno())
        if isinstance(erreur, BrokenPipeError):
            return 0
        from clea_cli.sorties.ecriture import ecriture_refusee

        fautes = (ecriture_refusee("sortie standard", erreur),)
        signaler(fautes)
        return statut(fautes)
    return 0


def _imprimer_octets(octets: bytes) -> None:
    """Write bytes as they are, after what was printed before."""
    sys.stdout.flush()
    reste = memoryview(octets)
    while reste:  # an unbuffered stream may take a part only
        ecrits = sys.stdout.buffer.write(reste)
        reste = reste[ecrits:]


def _imprimer_en_couleur(fragments: Fragments) -> None:
    from rich.console import Console
    from rich.text import Text

    # soft_wrap: lines were cut already; a terminal that is made narrower is left to cut them again.
    console = Console(highlight=False)
    console.print(Text.assemble(*fragments), end="", soft_wrap=True)
