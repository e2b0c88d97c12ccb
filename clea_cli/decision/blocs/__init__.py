"""The verdicts of a file of many candidates, the fast way: from the first byte to the last.

The slow way makes an object of each cell, and it alone words faults. The fast way is sure of every
byte that it reads, or reads nothing: it writes what the slow way would write, to the byte. In the
order of what happens:

1. **The door** (here). The headings stand in the first bytes (`fichier`). A file that the slow way
   reads sooner than numpy is loaded goes the slow way.
2. **A sample** (`essai`). What stands above the rows, the headings and one candidate are read
   by the slow way. If it has nothing to say of them, it could only speak of the other rows. It
   tells the référentiel and the rule, so the barème, and which column is which critère.
3. **Blocks** (`fichier`). The rows are cut into blocks of half a megabyte, of whole lines and whole
   candidates. From 60 MB on, two processes share them (`part`).
4. **Words** (`lecteur`). The first rows teach which words the file uses for its answers, later ones
   add to them. A word or a name is taken only if the slow way would read it letter for letter
   (`grille.cellules_sures`).
5. **Cells** (`cellules`). All cells of a block are recognised at once. Its bytes are one array:
   where a separator stands, a cell ends; where the letters of a word fill what is between two ends,
   there is an answer. If one cell has no meaning, nothing of the block is taken.
6. **Columns of bits** (`decision.colonnes`). A critère is a column, a byte a candidate: 1 where it
   is acquired. One addition adds it up for thousands of candidates, by the barème that `decide`
   uses.
7. **Rows not understood** (`part`, `lignes`). Those of such a block are tried a few at a time; what
   is left is given to the slow way, in its place, and so is a last row without an end, which may be
   cut. Where that has something to say, the rows are put aside.
8. **Namesakes** (`homonymes`). A hash a name waits in a file; equal ones are looked for at the end,
   a part of them at a time.
9. **Handing over** (`calcul`). The lines of verdicts wait in a temporary file until the last row is
   read. If no row was put aside, no name came twice and no 0 stands among words, they are handed
   over. Otherwise the slow way is handed the whole file. If it is too large for that, the slow way
   is handed the rows in question, and says what it would say of them in the file.

Memory is that of a block and of a part of the hashes.
"""

import gc
import os
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from clea_cli.decision.blocs.fichier import EtatDuFichier, tete
from clea_cli.sources import bornes, fichiers

if TYPE_CHECKING:
    from clea_cli.decision.blocs.calcul import TravailDesBlocs
    from clea_cli.decision.decision import Bareme
    from clea_cli.decision.lot import Lecture
    from clea_cli.diagnostics import Outcome
    from clea_cli.grille.grille import Grille
    from clea_cli.grille.preambule import Preambule

PEU = 25_000  # bytes that the slow way reads sooner than numpy is loaded
PEU_LONGUE = 75_000  # the same in the long form, whose answers take more bytes
_TETE = 64_000  # bytes where the headings must be


class Lues(NamedTuple):
    """The grilles of a file, what was understood of it, and what stands above its headings."""

    grilles: "tuple[Grille, ...]"
    lu: str
    preambule: "Preambule"


def calculer(source: str, lecture: "Lecture") -> "Outcome[TravailDesBlocs] | None":
    """Score a grille of many candidates; None where the slow way has to look at it, for anything.

    A file too large for the slow way is refused here if it has faults: those of its first lines at
    fault are told.
    """
    lue = _lire(source, lecture, en_bits=False)
    if lue is None:
        return None
    _, faite = lue
    if faite.value is None:
        return faite
    from clea_cli.decision.roles import finale_seule

    avis = finale_seule(source, faite.value.preambule)
    diagnostics = (*faite.diagnostics, *avis)
    return faite._replace(diagnostics=diagnostics)


def grilles(source: str, lecture: "Lecture") -> "tuple[Bareme, Outcome[Lues]] | None":
    """The grilles of many candidates, and what they are decided by; None as for `calculer`.

    Each is named by its reference (comparable).
    """
    lue = _lire(source, lecture, en_bits=True)
    if lue is None:
        return None
    from clea_cli.decision.blocs import bits
    from clea_cli.diagnostics import Outcome

    bareme, faite = lue
    table = faite.value
    if table is None:
        return bareme, faite.refus()
    criteres = bareme.nombre_de_criteres
    with table.flux:
        toutes = tuple(bits.lire(table.flux, table.references, criteres))
    lues = Lues(toutes, table.lu, table.preambule)
    return bareme, Outcome(lues, faite.diagnostics)


def _lire(
    source: str, lecture: "Lecture", *, en_bits: bool
) -> "tuple[Bareme, Outcome[TravailDesBlocs]] | None":
    if lecture.encodage not in (None, "utf-8") or not fichiers.existe(source):
        return None
    try:
        # A small file is not opened twice: between two readings it may become another.
        if Path(source).stat().st_size < min(PEU, bornes.TABLE_OCTETS_MAX):
            return None
        flux = Path(source).open("rb")  # noqa: SIM115 — held below, where an error is another's
    except OSError:  # the slow way says why
        return None
    with flux:
        etat = EtatDuFichier.de(flux)
        haut = tete(flux.read(_TETE))
        if haut is None:
            return None
        peu = PEU_LONGUE if haut.longue else PEU
        if etat.octets < peu and not etat.trop_gros:
            return None
        # Numpy is loaded late: it costs half of a score. It would start threads that nothing here
        # uses; and nothing that it makes is garbage: looking for some takes a twentieth of its
        # time.
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
        gc.disable()
        from clea_cli.decision.blocs.calcul import Calcul
        from clea_cli.decision.blocs.essai import essayer

        gc.enable()
        essai = essayer(flux, source, lecture, etat, haut)
        if essai is None:
            return None
        voulu = essai._replace(en_bits=en_bits)
        table = Calcul(voulu, flux).table()
    if table is None:
        return None
    return essai.lignes.bareme, table
