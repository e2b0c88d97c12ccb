"""The label of a critère as it is compared."""

import unicodedata
from functools import lru_cache

from clea_cli.sources.mots import MOTS_RETENUS


@lru_cache(maxsize=MOTS_RETENUS)
def forme(texte: str) -> str:
    """A label as it is compared: its letters and digits, in words, without case nor accents."""
    sans_ligature = texte.replace("œ", "oe").replace("Œ", "oe")
    decompose = unicodedata.normalize("NFKD", sans_ligature.casefold())
    signes = []
    for signe in decompose:
        if unicodedata.combining(signe):
            continue
        signes.append(signe if signe.isalnum() else " ")
    mots = "".join(signes).split()
    return " ".join(mots)
