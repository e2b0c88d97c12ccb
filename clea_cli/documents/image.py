"""An image of an organisme, PNG or JPEG, looked at once before any document shows it.

https://www.w3.org/TR/png-3/, https://www.w3.org/Graphics/JPEG/itu-t81.pdf
"""

import json
from importlib.util import find_spec

from clea_cli.documents import logo
from clea_cli.documents.vues import ImageLue

_JPEG, _FIN = b"\xff\xd8", b"\xff\xd9"
_PIXELS_MAX, _COTE_MAX = 9_000_000, 10_000
_SANS_LONGUEUR = frozenset({0x01, *range(0xD0, 0xD8)})
_BALAYAGE = 0xDA  # what follows is the drawing itself
_TAILLES = frozenset({0xC0, 0xC1, 0xC2})  # the segments that say the size of an image we can show
_PAGE = b"""#set page(width: 10pt, height: 10pt, margin: 0pt)
#image(bytes(json(bytes(sys.inputs.image))), width: 1pt)"""
_CANAUX = frozenset({1, 3})  # grey, or three colours; four are for printers


def lire(contenu: bytes) -> ImageLue | str:
    """The image, or why it cannot be shown."""
    if not contenu.startswith(_JPEG):
        motif = logo.faute(contenu)
        if not motif:
            return ImageLue(contenu, "png", *logo.taille(contenu))
        autre = "n'est pas une image PNG" in motif
        return "ce n'est pas une image PNG ou JPEG entière" if autre else motif
    taille = _taille_du_jpeg(contenu)
    if taille is None:
        return "ce n'est pas une image JPEG entière, en couleurs ou en gris"
    large, haut = taille
    if large * haut > _PIXELS_MAX or max(taille) > _COTE_MAX:
        return f"l'image est trop grande ({large} sur {haut} pixels)"
    if not _se_dessine(contenu):
        return "l'image est abîmée"
    return ImageLue(contenu, "jpeg", large, haut)


def _taille_du_jpeg(contenu: bytes) -> tuple[int, int] | None:
    """Its width and its height, in pixels; None if it is not whole, or in colours for printers."""
    if not contenu.rstrip(b"\0").endswith(_FIN):
        return None
    taille = None
    place = len(_JPEG)
    while place + 4 <= len(contenu) and contenu[place] == 0xFF:
        genre = contenu[place + 1]
        if genre in _SANS_LONGUEUR:
            place += 2
            continue
        if genre == _BALAYAGE:
            return taille
        # The length counts its own two bytes.
        longueur = int.from_bytes(contenu[place + 2 : place + 4])
        fin = place + 2 + longueur
        segment = contenu[place + 4 : fin]
        if genre in _TAILLES:
            # Bits of a colour, height, width, how many colours.
            if len(segment) < 6 or segment[0] != 8 or segment[5] not in _CANAUX:
                return None
            haut = int.from_bytes(segment[1:3])
            large = int.from_bytes(segment[3:5])
            taille = (large, haut) if large and haut else None
        place = fin
    return None


def _se_dessine(contenu: bytes) -> bool:
    """Whether it can be decoded to its end; nobody tries where nothing is installed that could."""
    if find_spec("typst") is None:
        return True
    import typst

    octets = {"image": json.dumps(list(contenu))}
    try:
        typst.compile(_PAGE, sys_inputs=octets, format="png", ppi=10, ignore_system_fonts=True)
    except typst.TypstError:
        return False
    return True
