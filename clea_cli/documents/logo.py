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
    parties = _parties(contenu)
    if not parties or parties[0][0] != b"IHDR" or parties[-1][0] != b"IEND":
        return "ce n'est pas une image PNG entière"
    entete = _entete(parties[0][1])
    if entete is None:
        return "ce n'est pas une image PNG entière"
    # The declared size first: a small file may unfold to gigabytes.
    if entete.large * entete.haut > _PIXELS_MAX or max(entete.large, entete.haut) > _COTE_MAX:
        return f"l'image est trop grande ({entete.large} sur {entete.haut} pixels)"
    serree = b"".join(donnees for genre, donnees in parties if genre == b"IDAT")
    palette = any(genre == b"PLTE" for genre, _ in parties)
    if (parties[0][1][9] == 3 and not palette) or not _se_deplie(serree, entete):
        return "l'image est abîmée"
    return ""


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
        fin = place + 8 + int.from_bytes(contenu[place : place + 4])
        genre, donnees = contenu[place + 4 : place + 8], contenu[place + 8 : fin]
        somme = contenu[fin : fin + 4]
        if len(somme) < 4 or zlib.crc32(genre + donnees) != int.from_bytes(somme):
            return []
        parties.append((genre, donnees))
        if genre == b"IEND":
            return parties
        place = fin + 4
    return []


def _entete(dit: bytes) -> _Entete | None:
    if len(dit) != 13:
        return None
    large, haut = int.from_bytes(dit[:4]), int.from_bytes(dit[4:8])
    bits, couleur, entrelace = dit[8], dit[9], dit[12]
    connue = (
        couleur in _CANAUX and bits in _BITS[couleur] and dit[10:12] == b"\0\0" and entrelace < 2
    )
    if not (large and haut and connue):
        return None
    return _Entete(large, haut, bits * _CANAUX[couleur], entrelace == 1)


def _se_deplie(serree: bytes, entete: _Entete) -> bool:
    """Whether the data are those of all lines, no more and no less."""
    lignes = list(entete.lignes())
    attendus = sum(lignes) + len(lignes)
    deplieur = zlib.decompressobj()
    try:
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
