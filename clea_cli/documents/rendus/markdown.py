"""A document as Markdown: the template's own text, figures in letters.

The provenance is where only tools look.
"""

import json
import re
from collections.abc import Collection, Iterable
from functools import partial

from clea_cli.documents.rendus.blocs import adresse, morceaux
from clea_cli.documents.rendus.lignes import SCHEMAS
from clea_cli.documents.vues import BlocDeTexte, Document
from clea_cli.sorties.barres import lettres
from clea_cli.sorties.pictogrammes import LETTRES

# The images that stand for something else: our own way of writing, which no reader of Markdown has.
_PICTOGRAMME = re.compile(r"!\[[^\]]*\]\(picto:([a-z-]+)\) ?")
_CADRE = re.compile(r"^!\[([^\]]*)\]\(cadre:[0-9]+\)$", re.MULTILINE)
_FIGURE = re.compile(r"^!\[[^\]]*\]\(figure:([a-z]+)\)$", re.MULTILINE)

# Any other image; « \! » and « \] » are letters.
_IMAGE = re.compile(r"(?<!\\)!\[((?:[^\]\\\n]|\\.)*)\]\([^()\[\]\n]*\)")
_CIBLE = re.compile(r"\]\(")  # what begins the address of a link
_CIBLE_MAX = 2_000  # letters of an address
# « [name]: address » makes a link of each « [name] » of the page.
_REFERENCE = re.compile(r"^( {0,3})\[(?=(?:[^\]\\\n]|\\.)+\]:)", re.MULTILINE)


def rendre(markdown: str, document: Document) -> bytes:
    """Write the document; `markdown` is what it was read from."""

    def dessiner(figure: re.Match[str]) -> str:
        barres = lettres(document.figures[figure[1]])
        return "\n".join(["```text", *barres, "```"])

    # 1. Our own images, by what stands for them; then those that are left, by their words.
    texte = _FIGURE.sub(dessiner, markdown).rstrip("\n")
    texte = _CADRE.sub(_ligne_a_remplir, texte)
    texte = _PICTOGRAMME.sub(_en_lettres, texte)
    texte = _IMAGE.sub(_en_mots, texte)
    # 2. The links: those of the document alone, and no reference, which would make others.
    relier = partial(_relier, admis=_liens(document.blocs))
    texte = _CIBLE.sub(relier, texte)
    texte = _REFERENCE.sub(r"\1\\[", texte)
    # 3. Two dashes would end the comment; as JSON writes it, the second is the same letter.
    ecrite = json.dumps(document.provenance, sort_keys=True)
    provenance = ecrite.replace("--", "-\\u002d")
    page = f"{texte}\n\n<!-- clea-provenance {provenance} -->\n"
    return page.encode(errors="replace")


def _ligne_a_remplir(cadre: re.Match[str]) -> str:
    """What a frame is for, a line each."""
    legendes = [legende.strip() for legende in cadre[1].split("|")]
    return "\n\n".join(f"{legende} :" for legende in legendes)


def _en_mots(image: re.Match[str]) -> str:
    """What an image shows, in words; nothing of a page break."""
    return f"*{image[1]}*" if image[1] else ""


def _relier(lien: re.Match[str], admis: Collection[str]) -> str:
    """A link, where the document has it; else its letters, for its address comes from a value."""
    debut = lien.end()
    # Looked for no further: a page of brackets is read in the time of its length.
    fin = lien.string.find(")", debut, debut + _CIBLE_MAX)
    cible = "" if fin < 0 else lien.string[debut:fin].strip()
    se_suit = cible.lower().startswith(SCHEMAS)
    if se_suit and adresse(cible) in admis:
        return lien[0]
    return r"]\("


def _liens(blocs: Iterable[BlocDeTexte]) -> set[str]:
    """Where the links of a document lead."""
    return {morceau.lien for morceau in morceaux(blocs) if morceau.lien}


def _en_lettres(pictogramme: re.Match[str]) -> str:
    """The sign that stands for a pictogram, if it has one: words say the rest."""
    lettre = LETTRES.get(pictogramme[1], "")
    return f"{lettre} " if lettre else ""
