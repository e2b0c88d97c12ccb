"""Texts reduced to what counts, so that two ways of writing one thing are the same.

What makes two references one candidate is here, and the letters that no reference nor answer holds.
"""

import re
import unicodedata
from functools import lru_cache

# Those of French; any other mark is kept.
_ACCENTS = dict.fromkeys(map(ord, "\u0300\u0301\u0302\u0308\u0327"))
# Of « non-acquis », not of « A- » nor « -1 ».
_TRAIT = re.compile(r"(?<=[^\W\d_])[-_\u2010\u2011\u2013](?=[^\W\d_])")
# The traces of a damaged file: no cell may hold one.
ABIME = re.compile("[\x00\ufeff\ufffd\ud800-\udfff]")
# Pasted from a web page: no harm in a comment, a trap elsewhere.
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060]")
# The text of a cell whose formula has no result in the file: no answer, code or name reads so.
NON_CALCULEE = "formule non calculée"
# What a spreadsheet shows where a formula fails, in English and in French.
ERREUR_DE_TABLEUR = re.compile(
    rf"#[A-ZÀ-Ý0-9/]+[!?]|#N/A|#GETTING_DATA|Err:[0-9]{{3}}|{NON_CALCULEE}"
)
# Texts of cells whose reading is kept: codes and answers come again by the hundred.
MOTS_RETENUS = 2_000
_LIAISONS = str.maketrans("_-'’", "    ")
# What nobody sees, beside format characters and controls: joiners, fillers and selectors that
# Unicode lets ignore.
_IGNORES = frozenset("\u2065\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0")
_SELECTEURS = (range(0x180B, 0x1810), range(0xFE00, 0xFE10), range(0xE0000, 0xE1000))
# What word processors put in the place of what was typed, and a blank that is no space.
_MEMES_SIGNES = str.maketrans(
    dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-")
    | dict.fromkeys("\u2018\u2019\u201b\u02bc\u2032", "'")
    | {"\u2800": " "}
)


@lru_cache(maxsize=MOTS_RETENUS)
def mot_comparable(texte: str) -> str:
    """Reduce an answer to what counts, and no further.

    « Évalué » and « evalue » are one, « A » and « A- » two.
    """
    if not texte.isascii():
        # Apart from its letter, an accent can be taken away; what is left is put together again.
        decompose = unicodedata.normalize("NFD", texte)
        sans_accents = decompose.translate(_ACCENTS)
        texte = unicodedata.normalize("NFC", sans_accents)
    sans_trait = _TRAIT.sub(" ", texte.casefold())
    return " ".join(sans_trait.split())


@lru_cache(maxsize=MOTS_RETENUS)
def forme_comparable(texte: str) -> str:
    """Reduce a heading or a name further: « Non_Évalué » and « non évalué » give the same."""
    return mot_comparable(texte.translate(_LIAISONS))


@lru_cache(maxsize=MOTS_RETENUS)
def reference_comparable(texte: str) -> str:
    """Reduce the reference of a person to what can be seen of it.

    Two that nobody can tell apart give the same: case, repeated and no-break spaces, marks that do
    not show, ways of composing a letter, widths, hyphens and apostrophes do not count. A reference
    of which nothing shows gives "".
    """
    # The usual case, all the rest of which would change nothing.
    if texte.isascii() and texte.isprintable():
        return " ".join(texte.lower().split())
    visible = "".join([signe for signe in texte if not _invisible(signe)])
    # A letter that is unfolded may have another case or form: twice is enough for all of Unicode.
    for _ in range(2):
        visible = unicodedata.normalize("NFKC", visible).casefold()
    memes_signes = visible.translate(_MEMES_SIGNES)
    compose = unicodedata.normalize("NFKC", memes_signes)
    return " ".join(compose.split())


def _invisible(signe: str) -> bool:
    """Whether a character leaves no trace on a page; a space does."""
    if signe.isspace():
        return False
    if signe in _IGNORES or unicodedata.category(signe) in ("Cf", "Cc"):
        return True
    numero = ord(signe)
    return any(numero in numeros for numeros in _SELECTEURS)
