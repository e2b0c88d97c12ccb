"""Text for a terminal: what a character may do there, and how lines are cut."""

import re
from collections.abc import Iterable
from textwrap import wrap

Fragments = list[tuple[str, str]]  # (text, style); the styles are names that Rich knows, or ""

# What obeys instead of showing: control characters have a picture of their own in Unicode…
_VISIBLES = {code: chr(0x2400 + code) for code in range(32)}
_VISIBLES[127] = "␡"
# …others have none: those of Latin-1, those that turn the direction of writing…
_SANS_IMAGE = (
    range(0x80, 0xA0),
    range(0x61C, 0x61D),
    range(0x200E, 0x2010),
    range(0x202A, 0x202F),
    range(0x2066, 0x206A),
    # …halves of letters, which no file can hold, and what Unicode keeps out of any text.
    range(0xD800, 0xE000),
    range(0xFDD0, 0xFDF0),
    *(range(plan + 0xFFFE, plan + 0x10000) for plan in range(0, 0x110000, 0x10000)),
)
for _codes in _SANS_IMAGE:
    _VISIBLES |= dict.fromkeys(_codes, "�")
_FINS_DE_LIGNE = re.compile(r"[\t\n\r\u2028\u2029]+")
_COLLES = re.compile(r" (?=[:;!?»%])|(?<=«) ")


def inoffensif(texte: str) -> str:
    """Show control and direction characters instead of obeying them: escape becomes « ␛ »."""
    if texte.isprintable():  # nearly all are
        return texte
    return texte.translate(_VISIBLES)


def en_ligne(texte: str) -> str:
    """Hold a text on one line, for a page where a line break is only a space.

    Tabs and ends of line become one.
    """
    return inoffensif(_FINS_DE_LIGNE.sub(" ", texte))


def et_autres(nombre: int) -> str:
    """How many more there are than what is shown: « et 1 autre », « et 2 autres »."""
    pluriel = "s" if nombre > 1 else ""
    return f"et {nombre} autre{pluriel}"


def coller(texte: str) -> str:
    """Hold French punctuation to its word with no-break spaces, so that no line is cut there."""
    return _COLLES.sub("\u00a0", texte)


def couper(texte: str, largeur: int) -> list[str]:
    """Cut a text into lines, never between a French punctuation mark and its word."""
    lignes = wrap(coller(texte), largeur, break_on_hyphens=False)
    if not lignes:  # an empty text is one empty line
        return [""]
    # Cut, they have no more need of the no-break spaces, which some terminals do not show.
    return [ligne.replace("\u00a0", " ") for ligne in lignes]


def sans_style(fragments: Iterable[tuple[str, str]]) -> str:
    """The text alone, for a file or a pipe."""
    return "".join(texte for texte, _ in fragments)


class Page:
    """Gathers styled lines; data goes through `inoffensif`: nothing in it is ever obeyed."""

    def __init__(self, largeur: int) -> None:
        """Start an empty page of that many columns."""
        self.largeur = largeur
        self.fragments: Fragments = []

    def ligne(self, *morceaux: str | tuple[str, str]) -> None:
        """Write pieces on one line as they are."""
        for morceau in morceaux:
            if isinstance(morceau, str):
                morceau = (morceau, "")
            texte, style = morceau
            self.fragments.append((inoffensif(texte), style))
        self.fragments.append(("\n", ""))

    def paragraphe(
        self, texte: str, debut: str = "", style: str = "", style_debut: str = ""
    ) -> None:
        """Write a text cut at the width, its lines aligned after `debut`."""
        marge = debut
        retrait = len(debut)
        for ligne in couper(texte, self.largeur - retrait):
            self.ligne((marge, style_debut), (ligne, style))
            marge = " " * retrait
