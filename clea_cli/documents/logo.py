"""The logo of an organisme: a PNG read to its last line, once, before any document shows it.

https://www.w3.org/TR/png-3/
"""

import zlib
from collections.abc import Iterator
from typing import NamedTuple

_PNG = b"\x89PNG\r\n\x1a\n"
_PIXELS_MAX = 9_000_000
_COTE_MAX = 10_000  # pixels
_CANAUX = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}  # by kind of colour
_BITS = {0: {1, 2, 4, 8, 16}, 2: {8, 16}, 3: {1, 2, 4, 8}, 4: {8, 16}, 6: {8, 16}}
# Of an interlaced image: where each pass begins, and its steps, across and down.
_PASSES = (
    (0, 0, 8, 8),
    (4, 0, 8, 8),
    (0, 4, 4, 8),
    (2, 0, 4, 4),
    (0, 2, 2, 4),
    (1, 0, 2, 2),
    (0, 1, 1, 2),
)
_FILTRES = 4  # the highest of the five ways of writing a line
_PAR_NUMERO = 3  # the kind of colour that is a rank in a palette


class _Entete(NamedTuple):
    """What an image says of itself."""

    large: int
    haut: int
    bits: int  # of a pixel
    entrelace: bool

    def lignes(self) -> Iterator[int]:
        """The bytes of each line, its filter apart."""
        passes = _PASSES if self.entrelace else ((0, 0, 1, 1),)
        for debut_x, debut_y, pas_x, pas_y in passes:
            large = len(range(debut_x, self.large, pas_x))
            haut = len(range(debut_y, self.haut, pas_y))
            if large:
                yield from [(large * self.bits + 7) // 8] * haut


def faute(contenu: bytes) -> str:
    """Why a file is not an image that documents can show; nothing if it is one."""
    # 1. Its chunks: the first says what it is, the last that it is whole.
    parties = _parties(contenu)
    if not parties or parties[0][0] != b"IHDR" or parties[-1][0] != b"IEND":
        return "ce n'est pas une image PNG entière"
    _, dit = parties[0]
    entete = _entete(dit)
    if entete is None:
        return "ce n'est pas une image PNG entière"
    # 2. The declared size first: a small file may unfold to gigabytes.
    large, haut = entete.large, entete.haut
    if large * haut > _PIXELS_MAX or max(large, haut) > _COTE_MAX:
        return f"l'image est trop grande ({large} sur {haut} pixels)"
    # 3. Its colours, of which those by number need a palette; its lines, cut into any chunks.
    genres = {genre for genre, _ in parties}
    couleur = dit[9]
    if couleur == _PAR_NUMERO and b"PLTE" not in genres:
        return "l'image est abîmée"
    serree = b"".join([donnees for genre, donnees in parties if genre == b"IDAT"])
    return "" if _se_deplie(serree, entete) else "l'image est abîmée"


def taille(contenu: bytes) -> tuple[int, int]:
    """The width and the height of an image that has no fault, in pixels."""
    # The eight bytes of a PNG, the eight that begin its first chunk, then both numbers.
    return int.from_bytes(contenu[16:20]), int.from_bytes(contenu[20:24])


def _parties(contenu: bytes) -> list[tuple[bytes, bytes]]:
    """The chunks of an image up to its last one, none of them damaged; none if one is."""
    if not contenu.startswith(_PNG):
        return []
    parties: list[tuple[bytes, bytes]] = []
    place = len(_PNG)
    while place + 12 <= len(contenu):
        # Four bytes for the length of what it holds, four for its kind, that, four for their sum.
        longueur = int.from_bytes(contenu[place : place + 4])
        fin = place + 8 + longueur
        genre = contenu[place + 4 : place + 8]
        donnees = contenu[place + 8 : fin]
        somme = contenu[fin : fin + 4]
        if len(somme) < 4 or zlib.crc32(genre + donnees) != int.from_bytes(somme):
            return []
        parties.append((genre, donnees))
        if genre == b"IEND":
            return parties
        place = fin + 4
    return []


def _entete(dit: bytes) -> _Entete | None:
    """The chunk IHDR (PNG, 11.2.1); None if it says what no image may be."""
    if len(dit) != 13:
        return None
    large = int.from_bytes(dit[:4])
    haut = int.from_bytes(dit[4:8])
    bits, couleur, serrage, filtrage, entrelace = dit[8:]
    if not large or not haut:
        return None
    if couleur not in _CANAUX or bits not in _BITS[couleur]:
        return None
    # There is one way of packing, one family of filters, two orders of lines.
    if serrage != 0 or filtrage != 0 or entrelace > 1:
        return None
    return _Entete(large, haut, bits * _CANAUX[couleur], entrelace == 1)


def _se_deplie(serree: bytes, entete: _Entete) -> bool:
    """Whether the data are those of all lines, no more and no less."""
    # Each line begins with a byte that names its filter.
    lignes = list(entete.lignes())
    attendus = sum(lignes) + len(lignes)
    deplieur = zlib.decompressobj()
    try:
        # One more than there should be, and no more: that is enough to see it.
        depliee = deplieur.decompress(serree, attendus + 1)
    except zlib.error:
        return False
    if len(depliee) != attendus:
        return False
    place = 0
    for ligne in lignes:
        if depliee[place] > _FILTRES:
            return False
        place += ligne + 1
    return True
