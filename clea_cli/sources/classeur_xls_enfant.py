"""The child process in which older workbooks (.xls) are read: bytes in, sheets out in JSON.

It says first that it is ready. Bytes come after their length. A damaged .xls may keep a reader
busy, or ask for all the memory there is: memory and the processor's time are bounded where the
system allows it (not on Windows), time by whoever asks. It ends when its standard input does.
"""

import json
import math
import signal
import sys
from collections.abc import Iterable, Iterator
from io import StringIO
from queue import SimpleQueue
from threading import Event, Thread
from typing import Any, BinaryIO

import xlrd

from clea_cli.sources import formats_de_nombre
from clea_cli.sources.apparence import Apparence, est_de_symboles
from clea_cli.sources.cellules import Feuille, Fusion
from clea_cli.sources.feuille_lue import DemesureError, FeuilleLue

OCTETS_D_UNE_LONGUEUR = 8
PRET = "prêt"
TROP = "trop"  # the answer where memory lacks

_MEMOIRE_MAX = 1024 * 1024 * 1024  # bytes of address space
_PROCESSEUR_MAX = 30  # seconds of the processor for a workbook: more than whoever asks waits
_REPIT = 1  # seconds left to a workbook that nobody waits for any more
_CHIFFRE = "encrypted"  # said by xlrd of a workbook locked by a password
_BLANC, _NOIR = (255, 255, 255), (0, 0, 0)  # also those that are said to be the window's
_UNI = 1  # the pattern of a plain background
# What nobody sees a letter in, in twentieths of a point, and in 256ths of a letter.
_HAUTEUR_MIN, _LARGEUR_MIN = 20, 77
_BOOLEENS = {0: "FAUX", 1: "VRAI"}


def lire(contenu: bytes) -> tuple[Feuille, ...] | str:
    """Read all sheets, or give the code of what keeps from it: F117, F118, F119, or TROP."""
    try:
        with xlrd.open_workbook(
            file_contents=contenu, logfile=StringIO(), formatting_info=True, ragged_rows=True
        ) as classeur:
            return tuple([_feuille(classeur, feuille) for feuille in classeur.sheets()])
    except MemoryError:
        return TROP
    except DemesureError:
        return "F119"
    except xlrd.XLRDError as erreur:
        return "F117" if _CHIFFRE in str(erreur).lower() else "F118"
    except Exception:  # bytes that are no workbook's may break anything in the reader
        return "F118"


def _feuille(classeur: Any, lue: Any) -> Feuille:
    """A sheet as a person sees it; xlrd counts rows and columns from 0."""
    masquee = lue.visibility != 0
    feuille = FeuilleLue(lue.name, masquee=masquee)
    _poser_les_cases(classeur, lue, feuille)
    for rang, dite in lue.rowinfo_map.items():
        if dite.hidden or dite.height < _HAUTEUR_MIN:
            feuille.lignes_masquees.add(rang + 1)
    for colonne, dite in lue.colinfo_map.items():
        if dite.hidden or dite.width < _LARGEUR_MIN:
            feuille.colonnes_masquees.add(colonne + 1)
    # From 0, and up to the row and the column after the last: the last ones, counted from 1.
    for haut, bas, gauche, droite in lue.merged_cells:
        feuille.fusions.append(Fusion(haut + 1, gauche + 1, bas, droite))
    return feuille.rendre()


def _poser_les_cases(classeur: Any, lue: Any, feuille: FeuilleLue) -> None:
    """Put each cell in its place, with what it looks like."""
    for rang in range(lue.nrows):
        for colonne, case in enumerate(lue.row(rang)):
            texte = _texte(classeur, case)
            if not lue.show_zero_values and _est_un_zero(case):
                texte = ""
            place = (rang + 1, colonne + 1)
            feuille.poser(*place, texte)
            if not texte and _est_coloree(classeur, case):
                feuille.colorees.add(place)
            # Of a text in several fonts, where each begins, and its number.
            morceaux = lue.rich_text_runlist_map.get((rang, colonne), ())
            if texte:
                feuille.noter(place, _apparence(classeur, case, morceaux))


def _est_coloree(classeur: Any, case: Any) -> bool:
    """Whether a cell has a background of its own: 0 is the pattern of none."""
    style = classeur.xf_list[case.xf_index]
    return bool(style.background.fill_pattern)


def _apparence(classeur: Any, case: Any, morceaux: Iterable[tuple[int, int]]) -> Apparence:
    """What the fonts of a cell make of its text: its own, and those inside its text."""
    style = classeur.xf_list[case.xf_index]
    fond = _fond(classeur, style)
    polices = [style.font_index]
    for _debut, rang in morceaux:
        polices.append(rang)
    traits = style.border
    croix = bool(traits.diag_line_style) and bool(traits.diag_up or traits.diag_down)
    vue = Apparence(barre=croix)
    for rang in polices:
        police = classeur.font_list[rang]
        couleur = classeur.colour_map.get(police.colour_index) or _NOIR
        voile = est_de_symboles(police.name) or couleur == fond
        vue = vue.ou(Apparence(bool(police.struck_out), voile))
    return vue


def _fond(classeur: Any, style: Any) -> tuple[int, int, int] | None:
    """The colour behind the text of such a cell; None of a pattern, in which it is seen."""
    motif = style.background.fill_pattern
    if not motif:
        return _BLANC
    if motif != _UNI:
        return None
    couleur = style.background.pattern_colour_index
    return classeur.colour_map.get(couleur) or _BLANC


def _est_un_zero(case: Any) -> bool:
    return bool(case.ctype == xlrd.XL_CELL_NUMBER and case.value == 0)


def _texte(classeur: Any, case: Any) -> str:
    """What a person sees of a cell."""
    if case.ctype in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
        return ""
    if case.ctype == xlrd.XL_CELL_ERROR:
        return str(xlrd.error_text_from_code[case.value])
    style = classeur.xf_list[case.xf_index]
    numero = style.format_key
    dit = classeur.format_map.get(numero)
    code = dit.format_str if dit else ""
    if case.ctype == xlrd.XL_CELL_TEXT:
        return formats_de_nombre.d_un_texte(code, str(case.value))
    if case.ctype == xlrd.XL_CELL_BOOLEAN:
        booleen = _BOOLEENS[case.value]
        # A format that hides all hides these too; of its words, spreadsheets show some or none.
        return formats_de_nombre.d_un_texte(code, booleen) and booleen
    # All the rest are numbers, days too, that their format tells apart.
    depuis_1904 = bool(classeur.datemode)
    return formats_de_nombre.texte(case.value, numero, code, depuis_1904=depuis_1904)


def _borner() -> None:
    """Bound the memory of this process, and its processor's time for the next workbook."""
    if sys.platform != "win32":
        import resource

        _abaisser(resource, resource.RLIMIT_AS, _MEMOIRE_MAX)
        # The bound counts from the birth of the process: what earlier workbooks took is added.
        pris = resource.getrusage(resource.RUSAGE_SELF)
        secondes_prises = math.ceil(pris.ru_utime + pris.ru_stime)
        _abaisser(resource, resource.RLIMIT_CPU, secondes_prises + _PROCESSEUR_MAX)


def _abaisser(resource: Any, quoi: int, limite: int) -> None:
    """Set a bound, under the one that the system may have set already: nobody may raise it."""
    _, dure = resource.getrlimit(quoi)
    if dure != resource.RLIM_INFINITY:
        limite = min(limite, dure)
    resource.setrlimit(quoi, (limite, dure))


def main(classeurs: Iterator[bytes]) -> None:
    """Answer each workbook until they end."""
    _dire(PRET)
    for contenu in classeurs:
        _borner()
        try:
            _dire(lire(contenu))
        except MemoryError:
            _dire(TROP)


def _dire(reponse: object) -> None:
    """Write an answer: one line, and at once, for somebody waits."""
    ligne = json.dumps(_en_listes(reponse))
    sys.stdout.write(f"{ligne}\n")
    sys.stdout.flush()


def _en_listes(reponse: object) -> object:
    """Sets are none of JSON's."""
    if isinstance(reponse, tuple):
        return [_en_listes(partie) for partie in reponse]
    return sorted(reponse) if isinstance(reponse, frozenset) else reponse


def _entree() -> Iterator[bytes]:
    """Give the workbooks of standard input, read apart: its end is seen even while one is read."""
    contenus: SimpleQueue[bytes | None] = SimpleQueue()
    lecture = Thread(target=_lire, args=(sys.stdin.buffer, contenus), daemon=True)
    lecture.start()
    while (contenu := contenus.get()) is not None:
        yield contenu


def _lire(entree: BinaryIO, contenus: "SimpleQueue[bytes | None]") -> None:
    """Queue each workbook, None at the end; then let the process live a moment more, no longer."""
    while longueur := entree.read(OCTETS_D_UNE_LONGUEUR):
        octets = int.from_bytes(longueur)
        contenus.put(entree.read(octets))
    contenus.put(None)
    Event().wait(_REPIT)
    # Still here: a workbook is being read, and whoever asked for it was killed.
    signal.raise_signal(signal.SIGTERM)


if __name__ == "__main__":
    main(_entree())
