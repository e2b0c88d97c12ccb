"""The label of a critère as it is compared."""

import unicodedata
from functools import lru_cache

from clea_cli.sources.mots import MOTS_RETENUS


@lru_cache(maxsize=MOTS_RETENUS)
def forme(texte: str) -> str:
    """A label as it is compared: its letters and digits, in words, without case nor accents."""
    decompose = unicodedata.normalize(
        "NFKD", texte.replace("œ", "oe").replace("Œ", "oe").casefold()
    )
    lettres = (
        signe if signe.isalnum() else " " for signe in decompose if not unicodedata.combining(signe)
    )
    return " ".join("".join(lettres).split())
