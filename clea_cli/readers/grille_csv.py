"""A grille's bytes, as a spreadsheet writes them in CSV, read into a table of cells.

The encoding and the separator are not guessed from statistics: the headings that we look for are known, so the first
reading that shows them is kept, and it is said which. Anything that was not understood refuses the file.
"""

import csv
import hashlib
import re
import unicodedata
from collections.abc import Iterator
from io import StringIO
from itertools import islice

from clea_cli.diagnostics import Diagnostic, Outcome, Position, diagnostic
from clea_cli.grille import Lecture, Ligne, Tableau
from clea_cli.readers.grille_forme import est_entete, presque_entete

OCTETS_MAX = 200_000_000
ENCODAGES = {  # as a person names it: (codec, words)
    "utf-8": ("utf-8-sig", "UTF-8"),
    "windows-1252": ("cp1252", "Windows-1252"),
    "mac": ("mac_roman", "Mac"),
    "utf-16": ("utf-16", "UTF-16"),
}
SEPARATEURS = {";": "« ; »", "\t": "tabulation", ",": "« , »", "|": "« | »"}

_LIGNES_AVANT_ENTETE = 50
_SEP_EXCEL = re.compile(r'"?sep=(.)"?\r?\n', re.IGNORECASE)  # a line for Excel, which shows no row for it
_ABIME = re.compile("[\x00\ufeff\ufffd\ud800-\udfff]")
_MELANGE = re.compile("Ã[©¨ª«´¢§¹»®¯‰€\xa0]|â€™")  # UTF-8 that was read as Windows-1252
_LETTRES_FRANCAISES = frozenset("àâäçéèêëîïôöùûüÿœæÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŸŒÆ«»’‘“”–—…°²€✓\xa0\u202f")
_LIGNE_AVALEE = re.compile(r"[\r\n]\s*\w+(\.\w+)+\s*[;,|\t]")

_NATURES = (
    (b"PK\x03\x04", "un classeur (xlsx ou ods)", "dans le tableur, enregistrez-le sous « CSV UTF-8 »."),
    (b"\xd0\xcf\x11\xe0", "un classeur Excel (xls)", "dans Excel, enregistrez-le sous « CSV UTF-8 »."),
    (b"%PDF", "un PDF", "donnez la grille d'origine, pas son impression."),
    (b"{\\rtf", "un document RTF", "copiez le tableau dans un tableur, puis enregistrez-le en CSV."),
    (b"<", "une page web", "ouvrez-la dans un tableur, puis enregistrez-la en CSV."),
)


def lire(contenu: bytes, source: str, encodage: str | None = None, separateur: str | None = None) -> Outcome[Tableau]:
    """Read the rows of a CSV; `encodage` and `separateur` force what is otherwise found out.

    Errors: F101-F104, F106, F107, F111, F112, S104.
    """
    faute = _faute_des_octets(contenu, source)
    if faute:
        return Outcome(None, (faute,))
    textes = list(_textes(contenu, encodage))
    if not textes:
        return _refus("F102", Position(source, *_illisible(contenu)), precision=_precision(contenu, encodage))
    separateurs = [separateur] if separateur else list(SEPARATEURS)
    for reconnaitre in (est_entete, presque_entete):
        for nom, texte in textes:
            for essai in separateurs:
                if any(reconnaitre(valeurs) for valeurs in _premieres_lignes(texte, essai)):
                    lecture = Lecture(ENCODAGES[nom][1], SEPARATEURS.get(essai, f"« {essai} »"))
                    empreinte = hashlib.sha256(contenu).hexdigest()
                    return _tableau(texte, source, empreinte, lecture, essai)
    return _refus("F103", Position(source))


def _faute_des_octets(contenu: bytes, source: str) -> Diagnostic | None:
    if len(contenu) > OCTETS_MAX:
        return diagnostic("S104", Position(source), limite=OCTETS_MAX // 1_000_000)
    debut = contenu[:2000].lstrip(b"\xef\xbb\xbf \t\r\n")
    if not debut and not contenu.strip():
        return diagnostic("F101", Position(source))
    for signature, nature, remede in _NATURES:
        if debut.startswith(signature):
            return diagnostic("F106", Position(source), nature=nature, remede=remede)
    return None


def _textes(contenu: bytes, force: str | None) -> Iterator[tuple[str, str]]:
    """The readings of the bytes that make sense, the likeliest first: (name of encoding, text)."""
    for nom, codec in _encodages(contenu, force):
        try:
            texte = contenu.decode(codec)
        except (UnicodeDecodeError, UnicodeError):
            continue
        if not (codec == "cp1252" and force is None and _MELANGE.search(texte)):
            yield nom, unicodedata.normalize("NFC", texte).lstrip("\ufeff")


def _encodages(contenu: bytes, force: str | None) -> list[tuple[str, str]]:
    if force:
        return [(force, ENCODAGES[force][0])]
    if contenu.startswith((b"\xff\xfe", b"\xfe\xff")):
        return [("utf-16", "utf-16")]
    pairs, impairs = contenu[:2000:2].count(0), contenu[1:2000:2].count(0)
    if pairs + impairs > len(contenu[:2000]) // 4:  # Latin letters in UTF-16: one byte in two is null
        return [("utf-16", "utf-16-le" if impairs > pairs else "utf-16-be")]
    try:
        contenu.decode("utf-8-sig")
    except UnicodeDecodeError:
        anciens = [("windows-1252", "cp1252"), ("mac", "mac_roman")]
        return sorted(anciens, key=lambda ancien: -_part_francaise(contenu, ancien[1]))
    return [("utf-8", "utf-8-sig")]


def _part_francaise(contenu: bytes, codec: str) -> float:
    """How many of the letters beyond ASCII are ones that French uses, read that way."""
    lettres = [c for c in contenu[:100_000].decode(codec, "replace") if not c.isascii()]
    return sum(c in _LETTRES_FRANCAISES for c in lettres) / (len(lettres) or 1)


def _illisible(contenu: bytes) -> tuple[int] | tuple[()]:
    try:
        contenu.decode("utf-8-sig")
    except UnicodeDecodeError as erreur:
        return (contenu[: erreur.start].count(b"\n") + 1,)
    return ()


def _precision(contenu: bytes, force: str | None) -> str:
    if force:
        return f" en {ENCODAGES[force][1]}"
    return " : il mélange deux encodages, ou il est coupé" if _illisible(contenu) else ""


def _premieres_lignes(texte: str, separateur: str) -> Iterator[tuple[str, ...]]:
    lignes = csv.reader(StringIO(texte[:200_000], newline=""), delimiter=separateur)
    try:
        for valeurs in islice(lignes, _LIGNES_AVANT_ENTETE):
            yield tuple(map(str.strip, valeurs))
    except csv.Error:
        return


def _tableau(texte: str, source: str, empreinte: str, lecture: Lecture, separateur: str) -> Outcome[Tableau]:
    lignes: list[Ligne] = []
    fautes: list[Diagnostic] = []
    try:
        for ligne in _lignes(texte, separateur):
            lignes.append(ligne)
            fautes.extend(_fautes_de_ligne(ligne, source))
    except _GuillemetError as erreur:
        fautes.append(diagnostic("F104", Position(source, erreur.ligne)))
    if fautes:
        return Outcome(None, tuple(fautes))
    entete = next((rang for rang, ligne in enumerate(lignes) if est_entete(ligne.valeurs)), None)
    if entete is None:
        entete = next(rang for rang, ligne in enumerate(lignes) if presque_entete(ligne.valeurs))
    return Outcome(Tableau(source, empreinte, lecture, tuple(lignes), entete))


def _lignes(texte: str, separateur: str) -> Iterator[Ligne]:
    """The rows that hold something. The file's first line may be `sep=;`, which counts as a line but not as a row."""
    sep_excel = _SEP_EXCEL.match(texte)
    avant = 1 if sep_excel else 0
    lignes = csv.reader(
        StringIO(texte[sep_excel.end() :] if sep_excel else texte, newline=""), delimiter=separateur, strict=True
    )
    debut, rang = avant + 1, 0
    try:
        for valeurs in lignes:
            rang += 1
            propres = tuple(map(str.strip, valeurs))
            if any(propres):
                yield Ligne(debut, rang, propres)
            debut = avant + lignes.line_num + 1
    except csv.Error:
        raise _GuillemetError(debut) from None


class _GuillemetError(Exception):
    """A quote that opens in the row starting at `ligne` is not closed as it should be."""

    def __init__(self, ligne: int) -> None:
        self.ligne = ligne


def _fautes_de_ligne(ligne: Ligne, source: str) -> Iterator[Diagnostic]:
    for indice, valeur in enumerate(ligne.valeurs):
        if _ABIME.search(valeur):
            yield diagnostic("F111", ligne.cellule(indice).position(source))
        elif _LIGNE_AVALEE.search(valeur):
            yield diagnostic("F112", ligne.cellule(indice).position(source))


def _refus(code: str, position: Position, **faits: object) -> Outcome[Tableau]:
    return Outcome(None, (diagnostic(code, position, **faits),))
