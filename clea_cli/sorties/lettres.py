"""Which letters a pdf can show, and what stands for the others.

The fonts of a pdf are ours alone, and PDF/A wants a glyph for each letter. `lettres.json` says what
each font has (`python -m livraison.lettres` asks them). What no font has is shown by its number:
« [U+1F600] ». A letter and its marks come from one font, or are replaced together. A word without
end (a key held down) may be cut between two letters: PDF/A has no room for one of 16,000.
"""

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

TABLE = Path(__file__).parent / "lettres.json"
_AUTOUR = 20  # letters shown on either side of one that is missing
_MARQUES_MAX = 20  # letters of a cluster
# No word of a language, no address of a page that somebody types, is that long.
_SANS_FIN = re.compile(r"[^ \t\r\n\f\v]{120,}")
_PAS = 20
_COUPURE = "\u200b"  # unseen: a line may end there


class Absente(NamedTuple):
    """A cluster of letters that no font has, and the words around it."""

    lettres: str
    ici: str

    @property
    def numeros(self) -> str:
        """Its numbers: « U+1F600 », « U+0078 U+20DD »."""
        return _numeros(self.lettres)

    @property
    def dite(self) -> str:
        """As a message says it: « 😀 » (U+1F600)."""
        return f"« {self.lettres} » ({self.numeros})"


def _numeros(lettres: str) -> str:
    """The numbers of letters, as Unicode writes them."""
    numeros: list[str] = []
    for lettre in lettres:
        numeros.append(f"U+{ord(lettre):04X}")
    return " ".join(numeros)


def montrer(texte: str, *, penche: bool = False, prudent: bool = False) -> str:
    """The same text, what no font has replaced by its numbers; slanted fonts have fewer letters.

    A word without end may be cut every few letters, at a place that is not seen.
    `prudent` trusts the first font alone, and no mark that has to be put on its letter.
    """
    # Nearly all texts: the first font has all of it.
    douteuses = _douteuses(penche)
    if douteuses.search(texte) is None:
        return _SANS_FIN.sub(_couper, texte)

    def est_montre(groupe: str) -> bool:
        if prudent:
            return douteuses.search(groupe) is None
        return _lisible(groupe, penche=penche)

    montres: list[str] = []
    for groupe in _groupes(texte):
        montres.append(groupe if est_montre(groupe) else f"[{_numeros(groupe)}]")
    montre = "".join(montres)
    return _SANS_FIN.sub(_couper, montre)


def _couper(mot: re.Match[str]) -> str:
    """A word with places to cut it; a letter stays with its marks."""
    groupes = _groupes(mot[0])
    morceaux: list[str] = []
    for debut in range(0, len(groupes), _PAS):
        suivants = groupes[debut : debut + _PAS]
        morceaux.append("".join(suivants))
    return _COUPURE.join(morceaux)


def tout_montrer(valeur: Any, *, prudent: bool) -> Any:
    """The same data of a template (texts, numbers, lists, tables), with each of its texts shown."""
    if isinstance(valeur, str):
        return montrer(valeur, prudent=prudent)
    if isinstance(valeur, list):
        return [tout_montrer(element, prudent=prudent) for element in valeur]
    if isinstance(valeur, dict):
        montree: dict[Any, Any] = {}
        for cle, dessous in valeur.items():
            montree[cle] = tout_montrer(dessous, prudent=prudent)
        return montree
    return valeur


def absentes(texte: str, *, penche: bool) -> Iterator[Absente]:
    """What no font has in a text, in its order."""
    if _douteuses(penche).search(texte) is None:
        return
    place = 0
    for groupe in _groupes(texte):
        fin = place + len(groupe)
        if not _lisible(groupe, penche=penche):
            # A negative index would count from the end.
            debut = max(0, place - _AUTOUR)
            autour = texte[debut : fin + _AUTOUR]
            yield Absente(groupe, autour)
        place = fin


def _groupes(texte: str) -> list[str]:
    """A text by what a reader takes for one letter."""
    import regex  # rarely asked for

    return regex.findall(r"\X", texte)


def _lisible(groupe: str, *, penche: bool) -> bool:
    """Whether one of the fonts has all of a cluster, as it is or its marks put on it."""
    if len(groupe) > _MARQUES_MAX:
        return False
    compose = unicodedata.normalize("NFC", groupe)
    for lettres in _table()[penche]:
        if lettres.issuperset(groupe) or lettres.issuperset(compose):
            return True
    return False


@cache
def _douteuses(penche: bool) -> re.Pattern[str]:  # noqa: FBT001 — a key of a cache
    """What has to be looked at: whatever is not a plain letter of the first font."""
    premiere, *_ = _table()[penche]
    surs = ""
    for lettre in sorted(premiere):
        # A mark depends on its letter; what is not seen may join letters or part them.
        if unicodedata.category(lettre) not in ("Mn", "Mc", "Me", "Cf"):
            surs += lettre
    return re.compile(f"[^{re.escape(surs)}]")


@cache
def _table() -> Mapping[bool, tuple[frozenset[str], ...]]:
    """The letters of each font, slanted or not; the one that is asked first comes first."""
    texte = TABLE.read_text(encoding="utf-8")
    dites: dict[str, dict[str, str]] = json.loads(texte)
    table: dict[bool, tuple[frozenset[str], ...]] = {}
    for style, familles in dites.items():
        penchee = style == "italic"
        table[penchee] = tuple(map(_etendre, familles.values()))
    return table


def _etendre(suites: str) -> frozenset[str]:
    """The letters of ranges of numbers: « 20-7e a0-ff »."""
    lettres: set[str] = set()
    for suite in suites.split():
        debut, fin = suite.split("-")
        numeros = range(int(debut, 16), int(fin, 16) + 1)
        lettres.update(map(chr, numeros))
    return frozenset(lettres)
