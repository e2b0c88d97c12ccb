"""The verdicts of one file of many candidates, however many, as CSV: the fast way, from the first byte to the last.

The slow way makes an object of each cell; it alone words faults. The fast way is sure of every byte that it reads, or
reads nothing: what it writes is what the slow way would write, to the byte. In the order of what happens:

1. **The door** (here). The headings stand in the first bytes (`fichier`). A file that the slow way reads sooner than
   numpy is loaded goes the slow way.
2. **A sample** (`essai`). All above the rows, the headings and the last candidate are read by the slow way. If it has
   nothing to say of them, it could only speak of the rows in between. The barème is worked out, the order of columns noted.
3. **Blocks** (`fichier`). The rows are cut in blocks of some bytes, of whole lines and whole candidates. From 60 MB on, two
   processes share them.
4. **Words** (`lecteur`). The first rows teach which words the file uses for its answers, a later block those it adds. A word
   or a name is taken only if it is sure (`readers.grille_sure`): the slow way would read it letter for letter.
5. **Cells** (`cellules`). All cells of a block are recognised at once. Its bytes are one array: where a separator stands,
   a cell ends; where the letters of a word stand between two ends, an answer is. If one cell is left without a meaning,
   nothing of the block is taken.
6. **Columns of bits** (`decision_colonnes`). A critère is a column, a byte a candidate: 1 if it is acquired. One addition
   adds it up for thousands of candidates, by the barème that `decide` uses; no sum is more than 255.
7. **What was not understood** (`part`, `lignes`). Of such a block, each candidate's rows, or a few rows, are tried alone;
   what is left is given to the slow way, in its place. Where that has anything to say, the rows are put aside.
8. **Namesakes** (`homonymes`). A hash a name waits in a file; at the end, equal ones are looked for a part at a time.
9. **The end** (`calcul`). The lines of verdicts wait in a temporary file, and are handed over once all rows were read,
   nothing was put aside, no name came twice, and no 0 stands among words. Otherwise the slow way has the whole file; if
   it is too large for that, it is given the rows in question alone, and says what it would say of them in the file.

Memory is that of a block and of a part of the hashes.
"""

import os
from pathlib import Path
from typing import TYPE_CHECKING

from clea_cli.workflow import fichiers
from clea_cli.workflow.blocs.fichier import Etat, tete

if TYPE_CHECKING:
    from clea_cli.diagnostics import Outcome
    from clea_cli.workflow.blocs.calcul import Table
    from clea_cli.workflow.score import Lecture

PEU = 25_000  # bytes that the slow way reads sooner than numpy is loaded
PEU_LONGUE = 75_000  # the same in the long form, whose answers take more bytes
_TETE = 64_000  # bytes where the headings must be


def calculer(source: str, lecture: "Lecture") -> "Outcome[Table] | None":
    """Score a grille of many candidates; None where the slow way has to look at it, for anything at all.

    A file too large for the slow way is refused here if it has faults: those of its first lines at fault are told.
    """
    if lecture.encodage not in (None, "utf-8") or not fichiers.existe(source):
        return None
    try:
        flux = Path(source).open("rb")  # noqa: SIM115 — held below, where an error is another's
    except OSError:  # the slow way says why
        return None
    with flux:
        etat = Etat.de(flux)
        haut = tete(flux.read(_TETE))
        if haut is None:
            return None
        peu = PEU_LONGUE if haut.longue else PEU
        if etat.octets < peu and not etat.trop_gros:
            return None
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # or numpy starts threads that nothing here uses
        from clea_cli.workflow.blocs.calcul import Calcul  # late: numpy costs half of a whole score
        from clea_cli.workflow.blocs.essai import essayer

        essai = essayer(flux, source, lecture, etat, haut)
        return Calcul(essai, flux).table() if essai else None
