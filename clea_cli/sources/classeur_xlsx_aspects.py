"""What cells of an xlsx show beside their texts: that these are struck through, or a background."""

import re
from io import BytesIO
from zipfile import ZipFile

from clea_cli.sources.classeur_xlsx_parties import BARRE, Parties, parties
from clea_cli.sources.feuille_lue import colonne

Places = frozenset[tuple[int, int]]  # of cells: row and column, from 1

_CELLULE = re.compile(rb"<c (r=[^<>]*?)(?:/>|>(.*?)</c>)", re.DOTALL)
_VIDE = re.compile(rb"<c (r=[^<>]*)(?:/>|></c>)")
_PLACE = re.compile(rb'r="([A-Z]{1,3})([0-9]{1,7})"')
_STYLE = re.compile(rb' s="([0-9]{1,9})"')
_RANG = re.compile(rb"<v>([0-9]{1,9})</v>")


def barrees(xml: bytes, lues: Parties) -> Places:
    """The cells of a sheet whose text is struck through, in whole or in part.

    A person who strikes an answer takes it back.
    """
    styles = lues.styles.barrent
    textes = lues.textes_barres
    # Hardly any workbook strikes anything: its cells are looked at no further.
    if not (styles or textes or b"<strike" in xml):
        return frozenset()
    trouvees: set[tuple[int, int]] = set()
    for attributs, dedans in _CELLULE.findall(xml):
        place = _PLACE.match(attributs)
        if not place or not dedans:
            continue
        style = _STYLE.search(attributs)
        texte = _RANG.search(dedans) if b't="s"' in attributs else None
        du_style = style is not None and int(style[1]) in styles
        du_texte = texte is not None and int(texte[1]) in textes
        if du_style or du_texte or BARRE.search(dedans):
            trouvees.add(_place(place))
    return frozenset(trouvees)


def colorees(contenu: bytes, nom: str) -> Places:
    """The cells of the sheet of that name that have a background and no text.

    The workbook is read again for them: only a grille that lacks answers asks.
    """
    with ZipFile(BytesIO(contenu)) as archive:
        lues = parties(archive)
        colorent = lues.styles.colorent
        feuilles = [ecrite.partie for ecrite in lues.feuilles if ecrite.nom == nom]
        if not colorent or not any(feuilles):
            return frozenset()
        # A chart may bear the same name, and has no part.
        premiere = next(filter(None, feuilles))
        xml = archive.read(premiere)
    trouvees: set[tuple[int, int]] = set()
    for attributs in _VIDE.findall(xml):
        place = _PLACE.match(attributs)
        style = _STYLE.search(attributs)
        if place and style and int(style[1]) in colorent:
            trouvees.add(_place(place))
    return frozenset(trouvees)


def _place(lue: re.Match[bytes]) -> tuple[int, int]:
    """The row and the column of a cell, from 1."""
    return int(lue[2]), colonne(lue[1])
