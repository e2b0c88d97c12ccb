"""Bytes to text, for files whose writer is not known: BOM, UTF-8, UTF-16, Windows-1252, Mac, DOS.

A reading that cannot fail (Mac and DOS take any byte) is kept only if all its letters are ones that
French uses.
"""

import re
from collections.abc import Iterator

ENCODAGES = {  # as a person names it: (codec, words)
    "utf-8": ("utf-8-sig", "UTF-8"),
    "windows-1252": ("cp1252", "Windows-1252"),
    "mac": ("mac_roman", "Mac"),
    "utf-16": ("utf-16", "UTF-16"),
    "dos": ("cp850", "DOS (cp850)"),
}
_DEBUT = 2_000  # bytes by which UTF-16 is recognised
_APERCU = 100_000  # bytes by which older encodings are told apart
_FIN_DOS = b"\x1a"  # how DOS ends a text

_MELANGE = re.compile("Ã[©¨ª«´¢§¹»®¯‰€\xa0]|â€™")  # UTF-8 that was read as Windows-1252
_FREQUENTES = "éèàç"
_PETITES, _GRANDES = "àâäçéèêëîïôöùûüœ", "ÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŒ"
# A capital after a small letter, or a small one among capitals; « CléA » is neither.
_DE_TRAVERS = re.compile(
    rf"[a-z][{_GRANDES}]"
    rf"|[A-Z][{_PETITES}][A-Z]"
    rf"|\b[{_PETITES}][A-Z]{{2}}"
)
_LETTRES_FRANCAISES = frozenset("àâäçéèêëîïôöùûüÿœæÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŸŒÆ«»’‘“”–—…°²€✓\xa0\u202f")


def textes(contenu: bytes, force: str | None) -> Iterator[tuple[str, str]]:
    """The readings of the bytes that make sense, the likeliest first: (name of encoding, text)."""
    if contenu.endswith(_FIN_DOS):
        contenu = contenu.removesuffix(_FIN_DOS)
        # It says that nothing was cut, as an end of line does.
        if not contenu.endswith(b"\n"):
            contenu += b"\r\n"
    for nom, codec in _encodages(contenu, force):
        try:
            texte = contenu.decode(codec)
        except UnicodeError:
            continue
        # What a person asked for is taken as it is.
        if force or not _de_travers(texte, codec):
            yield nom, texte.lstrip("\ufeff")


def _de_travers(texte: str, codec: str) -> bool:
    """Whether a reading that never fails has failed.

    Two encodings are mixed, or it has letters that no French text holds.
    """
    if codec == "cp1252":
        return _MELANGE.search(texte) is not None
    if codec not in ("mac_roman", "cp850"):
        return False
    # Letters of another encoding, read as DOS, put capitals in the middle of words.
    if codec == "cp850" and _DE_TRAVERS.search(texte):
        return True
    # Few: a file has some hundred different letters, whatever its size.
    etrangeres = set(texte) - _LETTRES_FRANCAISES
    return not all(map(str.isascii, etrangeres))


def _encodages(contenu: bytes, force: str | None) -> list[tuple[str, str]]:
    """What bytes may be written in, the likeliest first: (name of encoding, codec)."""
    if force:
        codec, _ = ENCODAGES[force]
        return [(force, codec)]
    # The mark of UTF-16, in one order of bytes or the other.
    if contenu.startswith((b"\xff\xfe", b"\xfe\xff")):
        return [("utf-16", "utf-16")]
    # Without a mark: of Latin letters in UTF-16, one byte in two is null.
    debut = contenu[:_DEBUT]
    pairs = debut[::2].count(0)
    impairs = debut[1::2].count(0)
    if 4 * (pairs + impairs) > len(debut):
        # The null byte of a letter comes second in the order called « le ».
        codec = "utf-16-le" if impairs > pairs else "utf-16-be"
        return [("utf-16", codec)]
    # Accented letters in another encoding make no UTF-8.
    try:
        contenu.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _anciens(contenu)
    return [("utf-8", "utf-8-sig")]


def _anciens(contenu: bytes) -> list[tuple[str, str]]:
    """The encodings of a byte a letter, the likeliest first; of equals, the most usual."""

    def vraisemblance(ancien: tuple[str, str]) -> int:
        _, codec = ancien
        return _vraisemblance(contenu, codec)

    anciens = [("windows-1252", "cp1252"), ("mac", "mac_roman"), ("dos", "cp850")]
    # Sorting from the greatest keeps equals in their order.
    return sorted(anciens, key=vraisemblance, reverse=True)


def _vraisemblance(contenu: bytes, codec: str) -> int:
    """How likely a text is to be French, read that way: by its letters, and where they stand.

    One byte is é for DOS, Ç for a Mac: é is the likelier, and no capital ends a word in small
    letters.
    """
    texte = contenu[:_APERCU].decode(codec, "replace")
    francaises = sum(map(_LETTRES_FRANCAISES.__contains__, texte))
    frequentes = sum(map(texte.count, _FREQUENTES))
    de_travers = _DE_TRAVERS.findall(texte)
    # One capital out of its place says more than several letters that are where they should be.
    return francaises + frequentes - 3 * len(de_travers)


def ligne_illisible(contenu: bytes) -> tuple[int] | tuple[()]:
    """The line where UTF-8 ends, if the file began as UTF-8."""
    if b"\x00" in contenu[:_DEBUT]:
        return ()
    try:
        contenu.decode("utf-8-sig")
    except UnicodeDecodeError as erreur:
        # Its bytes have lost the mark, if there was one: so has the place.
        avant = erreur.object[: erreur.start]
        return (avant.count(b"\n") + 1,)
    return ()


def precision(contenu: bytes, force: str | None) -> str:
    """What more can be said of bytes that no reading makes sense of."""
    if force:
        return f" en {ENCODAGES[force][1]}"
    if ligne_illisible(contenu):
        return " : il mélange deux encodages, ou il est coupé"
    return ""
