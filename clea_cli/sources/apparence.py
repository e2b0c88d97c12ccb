"""What a cell looks like beside its text: struck through, or not showing what is written in it.

A text in the colour of its background is not seen; in a font of symbols, « o » is an empty box.
"""

import re
from typing import NamedTuple

BLANC, NOIR = "FFFFFF", "000000"
# Fonts that draw a sign in the place of each letter.
_SYMBOLES = re.compile(
    r"(wingdings|webdings|marlett|symbol$|zapf ?dingbats|itc zapf|monotype sorts|bookshelf symbol)",
    re.IGNORECASE,
)
# A condition that holds of one text or number: « =1 », « ="acquis" ».
_EGAL = re.compile(r'"((?:[^"]|"")*)"|(-?[0-9]+)')
# Those of an ods: « ="acquis" », with or without what it is asked of; « contains-text("non") ».
_EGAL_A = re.compile(r"(?:cell-content\(\))?=(.*)", re.DOTALL)
_CONTIENT = re.compile(r'contains-text\("((?:[^"]|"")*)"\)')
# « FFFDF5 », with or without a sign and an opacity.
_PALE = re.compile("#?(?:[0-9A-F]{2})?(?:F[0-9A-F]){3}", re.IGNORECASE)


class Apparence(NamedTuple):
    """Whether a text is struck through (`barre`), or is not seen as it is written (`voile`)."""

    barre: bool = False
    voile: bool = False

    def ou(self, autre: "Apparence") -> "Apparence":
        """What both do together."""
        return Apparence(self.barre or autre.barre, self.voile or autre.voile)


ORDINAIRE = Apparence()


def est_pale(couleur: str) -> bool:
    """Whether a colour is the background of a form: nobody coloured it to answer."""
    return _PALE.fullmatch(couleur) is not None


def est_de_symboles(police: str) -> bool:
    """Whether a font of that name draws signs instead of letters."""
    return _SYMBOLES.match(police.strip(" '\"")) is not None


def egal_a(ecrit: str) -> str | None:
    """The text to which a condition says that a cell is equal; None if it is not so simple."""
    lu = _EGAL.fullmatch(ecrit.strip())
    if lu is None:
        return None
    texte, nombre = lu.groups()
    return nombre or texte.replace('""', '"')


def peut_tenir(condition: str, texte: str) -> bool:
    """Whether a condition of an ods may hold of a text that is no error."""
    if condition == "is-error":
        return False
    if contient := _CONTIENT.fullmatch(condition):
        return contient[1].replace('""', '"').casefold() in texte.casefold()
    egal = _EGAL_A.fullmatch(condition)
    attendu = egal_a(egal[1]) if egal else None
    # Of any other condition nobody knows here whether it holds.
    return attendu is None or attendu.casefold() == texte.casefold()
