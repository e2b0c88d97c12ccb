"""The short code of a row of the sheet of decisions: for whom, and on which proposal, it was
written.

A sheet of which a column was sorted alone has rows that bear the codes of others.
"""

import hashlib
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from clea_cli.jury.session import LigneDecision
from clea_cli.sources.mots import mot_comparable, reference_comparable

# No vowel makes a word or a month, no digit makes a number: a spreadsheet leaves it as it is.
_SIGNES = "BCDFGHJKLMNPQRSTVWXZ"
_LONGUEUR = 5


class EcritePour(NamedTuple):
    """For whom a row was written (comparable), and on which proposal."""

    dossier: str
    reference: str
    proposition: str


def code(reference: str, proposition: str) -> str:
    """The code of a row; ways of writing that nobody tells apart give the same."""
    fait_de = f"{reference_comparable(reference)}\n{mot_comparable(proposition)}"
    nombre = int.from_bytes(hashlib.sha256(fait_de.encode(errors="replace")).digest()[:8])
    signes = []
    for _ in range(_LONGUEUR):
        nombre, reste = divmod(nombre, len(_SIGNES))
        signes.append(_SIGNES[reste])
    return "".join(signes)


def connus(
    lignes: Iterable[LigneDecision],
    references: Iterable[str],
    propositions: Iterable[str],
) -> Mapping[str, EcritePour]:
    """The codes that a sheet may bear, of dossiers that have left too."""
    lignes = list(lignes)
    toutes = [*references, *(ligne.cellules["dossier"].valeur for ligne in lignes)]
    mots = [*propositions, *(ligne.cellules["proposition"].valeur for ligne in lignes)]
    codes = {}
    # The first way of writing a reference, the session's own, is the one that is shown.
    for reference in reversed(dict.fromkeys(filter(None, toutes))):
        for proposition in dict.fromkeys(filter(None, mots)):
            pour = EcritePour(reference_comparable(reference), reference, proposition)
            codes[code(reference, proposition)] = pour
    return codes


def ecrite_pour(ligne: LigneDecision, codes: Mapping[str, EcritePour]) -> EcritePour | None:
    """For whom a row was written: by its code, or if it has none by its cells.

    None: its code is nobody's.
    """
    dossier, ecrit = ligne.cellules["dossier"].valeur, ligne.cellules["code"].valeur
    if ecrit:
        return codes.get(ecrit.upper())
    return EcritePour(reference_comparable(dossier), dossier, ligne.cellules["proposition"].valeur)
