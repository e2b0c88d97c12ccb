"""Texts reduced to what counts, so that two ways of writing one thing are the same."""

import re
import unicodedata
from functools import lru_cache

_ACCENTS = dict.fromkeys(map(ord, "\u0300\u0301\u0302\u0308\u0327"))  # those of French; any other mark is kept
_TRAIT = re.compile(r"(?<=[^\W\d_])[-_\u2010\u2011\u2013](?=[^\W\d_])")  # « non-acquis », not « A- » nor « -1 »
ABIME = re.compile("[\x00\ufeff\ufffd\ud800-\udfff]")  # the traces of a damaged file: no cell may hold one
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060]")  # pasted from a web page: no harm in a comment, a trap elsewhere
# The text of a cell whose formula has no result in the file: no answer, code or name reads so.
NON_CALCULEE = "formule non calculée"
# What a spreadsheet shows where a formula fails, in English and in French.
ERREUR_DE_TABLEUR = re.compile(rf"#[A-ZÀ-Ý0-9/]+[!?]|#N/A|#GETTING_DATA|Err:[0-9]{{3}}|{NON_CALCULEE}")
MOTS_RETENUS = 2_000  # texts of cells whose reading is kept: codes and answers come again by the hundred
_LIAISONS = str.maketrans("_-'’", "    ")


@lru_cache(maxsize=MOTS_RETENUS)
def mot_comparable(texte: str) -> str:
    """Reduce an answer to what counts, and no further: « Évalué » and « evalue » are one, « A » and « A- » two."""
    if not texte.isascii():
        texte = unicodedata.normalize("NFC", unicodedata.normalize("NFD", texte).translate(_ACCENTS))
    return " ".join(_TRAIT.sub(" ", texte.casefold()).split())


@lru_cache(maxsize=MOTS_RETENUS)
def forme_comparable(texte: str) -> str:
    """Reduce a heading or a name further: « Non_Évalué », « non-évalué » and « non évalué » give the same."""
    return mot_comparable(texte.translate(_LIAISONS))
