"""The wide form read by blocks of bytes: every cell of thousands of candidates at once, or nothing at all.

What is not understood here (a quote, a ragged row, an unknown word, a name that could be a formula) is for `grille_csv`
and `grille_forme`, which say what is wrong with it. The cells are recognised by `grille_blocs_octets`, or by
`grille_blocs_numpy`, four times as fast once numpy is loaded.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import SEEK_END
from typing import BinaryIO, NamedTuple, Protocol
from unicodedata import is_normalized

from clea_cli.grille import ABIME, INVISIBLE, Colonnes, mot_comparable
from clea_cli.readers.grille_titres import est_entete_large, est_un_titre
from clea_cli.readers.lignes_csv import SEPARATEURS, sans_precaution
from clea_cli.referentiel import Resultat

_MOT_MAX = 16  # bytes: an answer is a word or two
_LIGNES_AVANT_ENTETE = 50
_QUEUE = 64_000  # bytes where the last row must be
_SIMPLES = re.compile(rb"[\nA-Za-z0-9 ._-]+")
_BORDS = (b"\n ", b" \n", b"\n-", b"\n\n")  # names that would be stripped, made harmless, or are missing
_SANS_CHIFFRE = re.compile(rb"^[^0-9\n]+$", re.MULTILINE)
_PONCTUATION = dict.fromkeys(map(ord, " ._-'()/&#"))


def tete(debut: bytes) -> bytes:
    """The first lines of a file, down to the headings of a wide grille; nothing where it is not one at first sight."""
    fin = 0
    for ligne in debut.split(b"\n")[:_LIGNES_AVANT_ENTETE]:
        fin += len(ligne) + 1
        texte = ligne.decode(errors="replace").lstrip("\ufeff").removesuffix("\r")
        if '"' in texte or "\r" in texte or fin > len(debut):
            return b""
        if any(est_entete_large([titre.strip() for titre in texte.split(signe)]) for signe in SEPARATEURS):
            return debut[:fin]
    return b""


def queue(flux: BinaryIO, debut: int) -> bytes:
    """The last line that is not blank, and all after it; nothing where it is too long, or begins before `debut`."""
    depart = max(debut, flux.seek(0, SEEK_END) - _QUEUE)
    flux.seek(depart)
    fin = flux.read()
    rang = fin.rstrip(b"\r\n").rfind(b"\n") + 1
    return fin[rang:] if rang or depart == debut else b""


def blocs(flux: BinaryIO, taille: int) -> Iterator[bytes]:
    """The rest of a file in blocks of whole lines, of about that many bytes."""
    reste = b""
    while morceau := flux.read(taille):
        reste += morceau
        fin = reste.rfind(b"\n") + 1
        if fin:
            yield reste[:fin]
            reste = reste[fin:]
    if reste:
        yield reste


class Bloc(NamedTuple):
    """The rows of some candidates: their names, the columns of their answers, the words that these use."""

    noms: list[bytes]
    colonnes: Colonnes
    mots: frozenset[bytes]


class Reconnaitre(Protocol):
    """Recognises all cells of whole rows, none blank, each ended; None if one of them is not one of `mots`.

    `ordre` gives the column of each critère, counted from the one after the candidates.
    """

    def __call__(
        self, contenu: bytes, separateur: bytes, ordre: tuple[int, ...], mots: Mapping[bytes, Resultat]
    ) -> Bloc | None:
        """Return the block."""
        ...


class LecteurLarge:
    """Reads the rows of a wide grille whose first column is the candidates; learns its words as it goes.

    `sens` says what a comparable word means.
    """

    def __init__(
        self, reconnaitre: Reconnaitre, separateur: str, ordre: tuple[int, ...], sens: Mapping[str, Resultat]
    ) -> None:
        """Start with no word known."""
        self.reconnaitre = reconnaitre
        self.separateur = separateur.encode()
        self.ordre = ordre
        self.sens = sens
        self.mots: dict[bytes, Resultat] = {}

    def lire(self, contenu: bytes) -> Bloc | None:
        """Read whole lines; None as soon as anything in them is not understood."""
        if b'"' in contenu or b"\0" in contenu:
            return None
        if b"\r" in contenu:
            contenu = contenu.replace(b"\r\n", b"\n")
        bloc = self._lire(contenu) if contenu[-1:] == b"\n" else None
        if bloc is None:
            lignes = [ligne for ligne in contenu.split(b"\n") if ligne]
            bloc = self._lire(b"".join(ligne + b"\n" for ligne in lignes)) if self._apprendre(lignes) else None
        return bloc if bloc and noms_surs(bloc.noms) else None

    def _lire(self, contenu: bytes) -> Bloc | None:
        return self.reconnaitre(contenu, self.separateur, self.ordre, self.mots)

    def _apprendre(self, lignes: Iterable[bytes]) -> bool:
        """Add the words of those rows; False if one of them is no answer, or no word that is safe to read fast."""
        cellules = {cellule for ligne in lignes for cellule in ligne.split(self.separateur)[1:]}
        sus = {cellule: self._resultat(cellule) for cellule in cellules if cellule not in self.mots}
        self.mots |= {mot: resultat for mot, resultat in sus.items() if resultat}
        return all(sus.values())

    def _resultat(self, cellule: bytes) -> Resultat | None:
        try:
            texte = cellule.decode() if len(cellule) <= _MOT_MAX else ""
        except UnicodeDecodeError:
            return None
        return self.sens.get(mot_comparable(texte)) if _reponse_sure(texte) else None


def noms_surs(noms: Sequence[bytes]) -> bool:
    """Whether every name is what the slow reading would read and write, letter for letter."""
    tous = b"\n%b\n" % b"\n".join(noms)
    if _SIMPLES.fullmatch(tous) and not any(bord in tous for bord in _BORDS):
        return not any(est_un_titre(nom.decode()) for nom in _SANS_CHIFFRE.findall(tous))
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
