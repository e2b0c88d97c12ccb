"""Which letters the fonts of our pdf have: asked of typst itself, and written in a table.

Two of the fonts are inside typst, and no file of theirs can be read. `python -m livraison.lettres`
is for a new typst or a new Source Sans; a test holds that the table is theirs.
"""

import json
import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator

import typst

from clea_cli.sorties.lettres import TABLE
from clea_cli.sorties.polices import polices

# In the order in which the page asks for them.
FAMILLES = (
    "Source Sans Pro",
    "Libertinus Serif",
    "DejaVu Sans Mono",
    "New Computer Modern",
    "New Computer Modern Math",
)
_SANS_LETTRE = "\U0010ffff"  # what no font has: it shows what a missing letter looks like
_PAGE = """
#set page(width: 500pt, height: auto, margin: 0pt)
#set text(font: "FAMILLE", style: "STYLE", weight: "GRAISSE", fallback: false)
#for lettre in json(bytes(sys.inputs.at("lettres"))) { block(height: 10pt, text(lettre)) }
"""
_DESSIN = re.compile(r'xlink:href="#(\w+)"')
_PAR_PAGE = 5_000
_JAMAIS = frozenset({"Cc", "Cn", "Co", "Cs"})  # what PDF/A forbids, or is nothing yet


def mesurer() -> dict[str, dict[str, str]]:
    """The letters of each family, upright and slanted, as ranges of numbers in base sixteen."""
    essayees: list[str] = []
    for lettre in map(chr, range(sys.maxunicode + 1)):
        # U+FEFF has no letter to show, and PDF/A wants none of it.
        if lettre != "\ufeff" and unicodedata.category(lettre) not in _JAMAIS:
            essayees.append(lettre)
    trouvees: dict[str, dict[str, str]] = {}
    for style in ("normal", "italic"):
        par_famille: dict[str, str] = {}
        for famille in FAMILLES:
            # What a family has plain and not bold is as good as absent.
            plaines = set(_presentes(famille, style, "regular", essayees))
            grasses = _presentes(famille, style, "bold", essayees)
            siennes = [rang for rang in grasses if rang in plaines]
            par_famille[famille] = " ".join(_suites(siennes))
        trouvees[style] = par_famille
    return trouvees


def _presentes(famille: str, style: str, graisse: str, essayees: list[str]) -> Iterator[int]:
    """The numbers of the letters that a font has, in their order."""
    page = _PAGE.replace("FAMILLE", famille).replace("STYLE", style).replace("GRAISSE", graisse)
    # One page of all of them would take too much memory.
    for debut in range(0, len(essayees), _PAR_PAGE):
        lettres = essayees[debut : debut + _PAR_PAGE]
        yield from _sur_une_page(page, lettres)


def _sur_une_page(page: str, lettres: list[str]) -> Iterator[int]:
    """The numbers of those letters that are drawn otherwise than one that is missing."""
    dessin = typst.compile(
        page.encode(),
        sys_inputs={"lettres": json.dumps([_SANS_LETTRE, *lettres])},
        format="svg",
        ignore_system_fonts=True,
        font_paths=polices(),
    )
    dessinee = dessin.decode() if isinstance(dessin, bytes) else ""
    # The definitions of the letters come after them; the first block of the page is not moved.
    corps, _, _ = dessinee.partition("<defs>")
    absente, *blocs = corps.split('<g transform="translate(')
    manque = set(_DESSIN.findall(absente))
    for lettre, bloc in zip(lettres, blocs, strict=True):
        dessins = _DESSIN.findall(bloc)
        # A font that draws nothing for a missing letter has those that it draws.
        if not dessins and not manque:
            continue
        if manque.isdisjoint(dessins):
            yield ord(lettre)


def _suites(rangs: Iterable[int]) -> Iterator[str]:
    """Ranges of numbers that follow each other: « 20-7e »."""
    debut = fin = -1
    for rang in rangs:
        # A hole: one range ends, another begins.
        if rang != fin + 1:
            if debut >= 0:
                yield f"{debut:x}-{fin:x}"
            debut = rang
        fin = rang
    yield f"{debut:x}-{fin:x}"


if __name__ == "__main__":
    mesures = json.dumps(mesurer(), indent=2)
    TABLE.write_text(f"{mesures}\n", encoding="utf-8")
    sys.stdout.write(f"{TABLE.name} : écrit.\n")
