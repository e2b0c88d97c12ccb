"""The margins of the comments of a YAML file: each follows the group that it stands in."""

import re
from typing import Any

from ruamel.yaml.error import CommentMark
from ruamel.yaml.nodes import MappingNode, ScalarNode

# Of each group around: the column where it was, and will be.
Marges = tuple[tuple[int, int], ...]


def sous_la_cle(marges: Marges, marge: int) -> Marges:
    """The margins of comments under the last element of a group.

    A comment under a list that has its key's margin is about the next key.
    """
    *autour, (colonne, _) = marges
    if colonne not in dict(autour):
        return marges
    # So what stood in this very column is the next key's; only what was further in is the list's.
    return (*autour, (colonne + 1, marge))


def sous_la_liste(noeud: Any, dedans: Marges, marge: int) -> Marges:
    """The margins of comments under a list.

    One may be about its last element, even if that is on one line.
    """
    dernier = noeud.value[-1] if noeud.value else None
    if not isinstance(dernier, MappingNode) or noeud.flow_style:
        return dedans
    colonne = dernier.start_mark.column
    marge_de_l_element = marge + len("- ")
    return (*dedans, (colonne, marge_de_l_element))


def aligner(noeud: Any, dedans: Marges, dessus: Marges, dessous: Marges) -> None:
    """Give each comment the margin of the group that it stands in, or a space before it."""
    # ruamel keeps a comment at the end of the line, with all that follows it on lines of their own,
    # then lists of those above a value and under it; where there is none, nothing.
    fin, *listes = noeud.comment or [None]
    if fin:
        fin.value = _aligne(fin.value, dedans)
        # In column 0 is before where it is written: ruamel then puts one space.
        fin.start_mark = CommentMark(0)
    # Of a text in a block, ruamel gives what stands above as it is.
    if isinstance(noeud, ScalarNode) and noeud.style in ("|", ">"):
        return
    # What stands above a value, then what stands under it.
    for liste, marges in zip(listes, (dessus, dessous), strict=False):
        for commentaire in liste or ():
            # « # - » is an element of the list, commented out.
            un_element = marges is dessous and commentaire.value.startswith("# -")
            ici = dedans if un_element else marges
            colonne = _marge(commentaire.start_mark.column, ici)
            commentaire.start_mark = CommentMark(colonne)


def _aligne(commentaires: str, marges: Marges) -> str:
    """Comments after a value; those on lines of their own with their new margins."""

    def deplace(trouve: re.Match[str]) -> str:
        colonne = len(trouve[1])
        espaces = " " * _marge(colonne, marges)
        return f"{espaces}#"

    return re.sub("(?<=\n)( *)#", deplace, commentaires)


def _marge(colonne: int, marges: Marges) -> int:
    """The new margin of what stood in a column: that of the innermost group that began there."""
    for ancienne, nouvelle in reversed(marges):
        if ancienne <= colonne:
            return nouvelle
    return 0
