"""What renderers know of a grille that was mended."""

from typing import NamedTuple


class CorrectionVue(NamedTuple):
    """One change, and all the cells that it was made in.

    Both texts are empty where nothing is to be quoted.
    """

    avant: str
    apres: str
    cellules: tuple[str, ...]


class GroupeVu(NamedTuple):
    """The changes of one kind, under the name of what they mend."""

    titre: str
    corrections: tuple[CorrectionVue, ...]


class CorrigeeVue(NamedTuple):
    """A file, and what was mended of it.

    `compte` is how many cells, in words; `notes` say what is not in the copy as it was.
    """

    source: str
    compte: str
    groupes: tuple[GroupeVu, ...]
    notes: tuple[str, ...]
