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
    empreinte = hashlib.sha256(fait_de.encode(errors="replace")).digest()
    # Eight bytes of it are far more than five letters of twenty can say.
    nombre = int.from_bytes(empreinte[:8])
    signes: list[str] = []
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
    # 1. What the session says, then what the sheet does, each once.
    toutes = dict.fromkeys(references)
    mots = dict.fromkeys(propositions)
    for ligne in lignes:
        toutes[ligne.cellules["dossier"].valeur] = None
        mots[ligne.cellules["proposition"].valeur] = None
    # 2. A code for each reference with each proposal. Of two ways of writing a reference, the last
    # one that is met stays: backwards, the first, which is the session's own and is shown.
    codes: dict[str, EcritePour] = {}
    for reference in filter(None, reversed(toutes)):
        dossier = reference_comparable(reference)
        for proposition in filter(None, mots):
            codes[code(reference, proposition)] = EcritePour(dossier, reference, proposition)
    return codes


def ecrite_pour(ligne: LigneDecision, codes: Mapping[str, EcritePour]) -> EcritePour | None:
    """For whom a row was written: by its code, or if it has none by its cells.

    None: its code is nobody's.
    """
    ecrit = ligne.cellules["code"].valeur
    if ecrit:
        return codes.get(ecrit.upper())
    reference = ligne.cellules["dossier"].valeur
    proposition = ligne.cellules["proposition"].valeur
    return EcritePour(reference_comparable(reference), reference, proposition)
