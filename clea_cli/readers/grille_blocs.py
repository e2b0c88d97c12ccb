"""A grille of many candidates read by blocks of bytes: every cell of thousands of them at once, or nothing at all.

What is not understood here (a quote, a ragged row, an unknown word, a name that could be a formula) is for `grille_csv`
and `grille_forme`, which say what is wrong with it. The cells are recognised by `grille_blocs_octets`, or by
`grille_blocs_numpy`, three times as fast once numpy is loaded.
"""

import re
from codecs import BOM_UTF8
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from io import SEEK_END
from itertools import islice
from typing import BinaryIO, NamedTuple
from unicodedata import is_normalized

from clea_cli import grille
from clea_cli.grille import ABIME, INVISIBLE, Ligne, mot_comparable
from clea_cli.readers.grille_titres import Colonnes, colonnes, est_entete, est_un_titre
from clea_cli.readers.lignes_csv import SEPARATEURS, sans_precaution
from clea_cli.referentiel import Resultat

_MOT_MAX = 16  # bytes: an answer is a word or two
_LIGNES_AVANT_ENTETE = 50
_QUEUE = 64_000  # bytes where the last row must be
_ECHANTILLON = 100  # rows that most likely have all words
_SIMPLES = re.compile(rb"[\nA-Za-z0-9 ._-]+")
_BORDS = (b"\n ", b" \n", b"\n-", b"\n\n")  # names that would be stripped, made harmless, or are missing
_HORS_CHIFFRES = bytes(set(range(256)) - set(b"0123456789\n"))
_SANS_CHIFFRE = re.compile(rb"^[^0-9\n]+$", re.MULTILINE)
_PONCTUATION = dict.fromkeys(map(ord, " ._-'’()/&#,@"))


class Tete(NamedTuple):
    """The first bytes of a file, down to the headings that they were seen to end with, and where its columns stand."""

    contenu: bytes
    signe: str
    colonnes: Colonnes


def tete(debut: bytes) -> Tete | None:
    """Find the headings in the first bytes of a file; None where it is not a grille of several at first sight."""
    fin = 0
    for ligne in debut.split(b"\n")[:_LIGNES_AVANT_ENTETE]:
        fin += len(ligne) + 1
        nue = ligne.removeprefix(BOM_UTF8).removesuffix(b"\r")
        if nue.count(b'"') % 2 or b"\r" in nue or fin > len(debut):
            return None
        for signe in SEPARATEURS:
            texte = sans_guillemets(nue + b"\n", signe.encode()).decode(errors="replace")
            titres = tuple(titre.strip() for titre in texte.split(signe))
            if '"' not in texte and est_entete(titres):
                return Tete(debut[:fin], signe, colonnes(Ligne(1, 1, titres)))
    return None


def queue(flux: BinaryIO, haut: Tete) -> bytes:
    """The rows of the last candidate, and all after them; nothing where they are too long, or are not there."""
    depart = max(len(haut.contenu), flux.seek(0, SEEK_END) - _QUEUE)
    flux.seek(depart)
    lignes = flux.read().split(b"\n")[depart > len(haut.contenu) :]
    return b"\n".join(lignes[len(lignes) - _du_premier(lignes[::-1], haut) :])


def premier(flux: BinaryIO, haut: Tete) -> bytes:
    """The rows of the first candidate; nothing where they are too long, or are not there."""
    flux.seek(len(haut.contenu))
    lignes = flux.read(_QUEUE).split(b"\n")[:-1]
    return b"".join(ligne + b"\n" for ligne in lignes[: _du_premier(lignes, haut)])


def _du_premier(lignes: list[bytes], haut: Tete) -> int:
    """How many rows there are down to the last of the first candidate, empty ones among them."""
    prises, nom = 0, None
    for rang, ligne in enumerate(lignes, start=1):
        autre = nom_ecrit(ligne, haut)
        if est_vide(ligne, haut):
            continue
        if nom is not None and (nom != autre or haut.colonnes.critere is None):
            break
        prises, nom = rang, autre
    return prises


def bornes(flux: BinaryIO, taille: int, haut: Tete, pas: int, total: int) -> Iterator[tuple[int, int]]:
    """Where to cut `total` bytes of a file in about so many, of whole lines, and whole candidates of `pas` lines."""
    debut = len(haut.contenu)
    while debut < total:
        flux.seek(debut + taille - 1)
        flux.readline()
        fin = min(flux.tell() if pas == 1 else _fin_du_candidat(flux, haut, pas), total)
        yield debut, fin
        debut = fin


def _fin_du_candidat(flux: BinaryIO, haut: Tete, pas: int) -> int:
    """Where the rows of the candidate whose row is next end, blank lines among them; or about `pas` of them."""
    fin, nom = flux.tell(), None
    for ligne in islice(flux, 2 * pas):
        autre, vide = nom_ecrit(ligne, haut), est_vide(ligne, haut)
        if nom not in (None, autre) and not vide:
            break
        fin, nom = fin + len(ligne), nom if vide else autre
    return fin


def nom_ecrit(ligne: bytes, haut: Tete) -> bytes:
    """The cell of a line where the candidate's name is, as it stands; nothing where the line is too short."""
    cellules = ligne.rstrip(b"\r\n").split(haut.signe.encode())
    ici = haut.colonnes.candidat or 0
    return cellules[ici] if ici < len(cellules) else b""


def est_vide(ligne: bytes, haut: Tete) -> bool:
    """Whether a row has nothing in any cell."""
    signe = haut.signe.encode()
    return not sans_guillemets(ligne.rstrip(b"\r\n") + b"\n", signe).strip(b" \n" + signe)


def sans_guillemets(contenu: bytes, separateur: bytes) -> bytes:
    """Lines with the quotes taken from around the cells that would be the same without; any other quote is left."""
    return _entre_guillemets(separateur).sub(rb"\1", contenu) if b'"' in contenu else contenu


@cache
def _entre_guillemets(separateur: bytes) -> re.Pattern[bytes]:
    signe = re.escape(separateur)
    return re.compile(rb'(?<![^%b\n])"([^"%b\r\n]*)"(?=[%b\n])' % (signe, signe, signe))


class Bloc(NamedTuple):
    """The rows of some candidates: their names, the columns of their answers, the words that these use."""

    noms: list[bytes]
    colonnes: grille.Colonnes
    mots: frozenset[bytes]


Reconnaitre = Callable[[bytes, bytes, Mapping[bytes, Resultat]], Bloc | None]
"""Recognises all cells of whole rows, none blank, each ended; None if one of the answers is not one of those words."""


class LecteurBlocs:
    """Reads the rows of a grille whose answers are in the columns `reponses`; learns its words as it goes.

    `sens` says what a comparable word means.
    """

    def __init__(
        self, reconnaitre: Reconnaitre, separateur: str, reponses: slice, sens: Mapping[str, Resultat]
    ) -> None:
        """Start with no word known."""
        self.reconnaitre = reconnaitre
        self.separateur = separateur.encode()
        self.reponses = reponses
        self.sens = sens
        self.mots: dict[bytes, Resultat] = {}

    def lire(self, contenu: bytes) -> Bloc | None:
        """Read whole lines; None as soon as anything in them is not understood."""
        if b"\r" in contenu:
            contenu = contenu.replace(b"\r\n", b"\n")
        contenu = sans_guillemets(contenu, self.separateur)
        if b'"' in contenu or b"\0" in contenu:
            return None
        if not self.mots:
            self._apprendre(contenu.split(b"\n", _ECHANTILLON)[:_ECHANTILLON])
        bloc = self._lire(contenu) if contenu[-1:] == b"\n" else None
        if bloc is None:
            lignes = [ligne for ligne in contenu.split(b"\n") if ligne]
            appris = lignes and self._apprendre(lignes)
            bloc = self._lire(b"".join(ligne + b"\n" for ligne in lignes)) if appris else None
        return bloc if bloc and noms_surs(bloc.noms) else None

    def _lire(self, contenu: bytes) -> Bloc | None:
        return self.reconnaitre(contenu, self.separateur, self.mots)

    def _apprendre(self, lignes: Iterable[bytes]) -> bool:
        """Add the words of those rows; False if one of them is no answer, or no word that is safe to read fast."""
        cellules = {cellule for ligne in lignes for cellule in ligne.split(self.separateur)[self.reponses]}
        inconnues = (cellule for cellule in cellules if cellule not in self.mots)
        sus = {cellule: reponse(cellule, self.sens) if len(cellule) <= _MOT_MAX else None for cellule in inconnues}
        self.mots |= {mot: resultat for mot, resultat in sus.items() if resultat}
        return all(sus.values())


def reponse(cellule: bytes, sens: Mapping[str, Resultat]) -> Resultat | None:
    """What a cell answers, if it is what the slow reading would read, letter for letter, and nothing else."""
    try:
        texte = cellule.decode()
    except UnicodeDecodeError:
        return None
    return sens.get(mot_comparable(texte)) if _reponse_sure(texte) else None


def noms_surs(noms: Sequence[bytes]) -> bool:
    """Whether every name is what the slow reading would read and write, letter for letter."""
    tous = b"\n%b\n" % b"\n".join(noms)
    if _SIMPLES.fullmatch(tous) and not any(bord in tous for bord in _BORDS):
        sans_chiffre = _SANS_CHIFFRE.findall(tous) if b"\n\n" in tous.translate(None, _HORS_CHIFFRES) else ()
        return not any(est_un_titre(nom.decode()) for nom in sans_chiffre)
    try:
        return all(_nom_sur(nom) for nom in tous[1:-1].decode().split("\n"))
    except UnicodeDecodeError:
        return False


def _nom_sur(nom: str) -> bool:
    lettres = nom.translate(_PONCTUATION)
    return lettres.isalnum() and nom[0].isalnum() and nom[-1] != " " and _sur(nom)


def _reponse_sure(texte: str) -> bool:
    separe = any(separateur in texte for separateur in SEPARATEURS)
    return texte.isprintable() and texte == sans_precaution(texte.strip()) and not separe and _sur(texte)


def _sur(texte: str) -> bool:
    """Whether no row that holds this text could be taken for the headings, and nothing in it is a trace of damage."""
    trace = ABIME.search(texte) or INVISIBLE.search(texte)
    return not trace and is_normalized("NFC", texte) and not est_un_titre(texte)
