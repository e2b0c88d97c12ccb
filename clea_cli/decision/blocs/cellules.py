"""All cells of a block recognised at once: its bytes are an array, and each column of answers."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from clea_cli.grille.grille import Colonnes
from clea_cli.referentiel.referentiel import Resultat

if TYPE_CHECKING:
    from numpy.typing import NDArray

_FIN = ord("\n")
_HUIT = 8  # bytes in one integer
_MARGE = bytes(64)  # so that a text of so many bytes may be looked for at the end of a block
# What a word means, as a byte; 0 is no answer.
_SENS = {resultat: np.uint8(rang) for rang, resultat in enumerate(Resultat, start=1)}

# Never touched, so free: it teaches the C library to keep memory rather than to give it back.
with suppress(MemoryError):
    bytes(30_000_000)


class FormeDesLignes(NamedTuple):
    """What the cells of a row are, and the rows of a candidate.

    `ordre` gives for each critère of the référentiel the rank of its answer among those of a
    candidate. In the long form, `codes` are those of a candidate's rows, one after the other, and
    `critere` is the column where they stand.
    """

    separateur: bytes
    largeur: int
    candidat: int
    reponses: slice
    ordre: tuple[int, ...]
    critere: int = 0
    codes: tuple[bytes, ...] = ()

    @property
    def pas(self) -> int:
        """How many rows a candidate has."""
        return len(self.codes) or 1

    def bout(self, colonne: int) -> bytes:
        """What ends the cells of that column."""
        return b"\n" if colonne == self.largeur - 1 else self.separateur


class Bloc(NamedTuple):
    """The rows of some candidates: their names as they are written, and columns of their answers.

    `mots` are the words of these. `hors` counts the rows among them that sum up, and are nobody's.
    `references` are the names as they were read, where that may be otherwise.
    """

    noms: list[bytes]
    colonnes: Colonnes
    mots: frozenset[bytes]
    hors: int = 0
    references: list[bytes] | None = None


def reconnaitre(
    forme: FormeDesLignes, contenu: bytes, mots: Mapping[bytes, Resultat]
) -> Bloc | None:
    """Recognise all cells of whole rows, each ended; None if an answer is none of those words."""
    vue = _Vue(contenu, forme.separateur)
    # 1. Each row has its cells and ends where it should, each candidate has its rows.
    fins = vue.bornes[1:]
    largeur = forme.largeur
    d_un_candidat = forme.pas * largeur
    candidats, reste = divmod(len(fins), d_un_candidat)
    if reste or _lignes(contenu) != candidats * forme.pas:
        return None
    dernieres = fins[largeur - 1 :: largeur]
    fins_de_ligne = vue.octets.take(dernieres) == _FIN
    if not fins_de_ligne.all():
        return None
    # 2. In the long form, the rows of a candidate bear one name, and the codes in their order.
    noms = vue.textes(forme.candidat, d_un_candidat)
    if forme.codes and not _en_ordre(forme, vue, noms):
        return None
    # 3. Each word is looked for in all bytes; where it ends, its meaning is noted.
    sens = np.zeros(len(vue.octets), "u1")
    employes = []
    for mot, resultat in mots.items():
        ou = vue.fins_de(mot)
        if not ou.any():
            continue
        sens += ou.view("u1") * _SENS[resultat]
        employes.append(mot)
    # 4. What stands at the ends of answers, a row a candidate, then a column an answer.
    cellules = sens.take(fins)
    par_rangee = cellules.reshape(candidats, forme.pas, largeur)
    dites = par_rangee[:, :, forme.reponses]
    colonnes = _colonnes(dites.reshape(candidats, -1), forme.ordre)
    if colonnes is None:
        return None
    return Bloc(noms, colonnes, frozenset(employes))


def _colonnes(reponses: "NDArray[Any]", ordre: Sequence[int]) -> Colonnes | None:
    """Make columns of 0 and 1 of a row of meanings a candidate; None if one of them is missing."""
    par_colonne = np.ascontiguousarray(reponses.T)
    if not par_colonne.all():
        return None
    # The two completions: what is acquired, and what is not lost.
    acquis = par_colonne == _SENS[Resultat.ACQUIS]
    possibles = par_colonne != _SENS[Resultat.NON_ACQUIS]
    # True is the byte 1: nothing is copied.
    uns_acquis = acquis.view("u1")
    uns_possibles = possibles.view("u1")
    nombre = len(reponses)
    return Colonnes(
        nombre=nombre,
        acquis=[uns_acquis[rang] for rang in ordre],
        possibles=[uns_possibles[rang] for rang in ordre],
        partout=np.ones(nombre, "u1"),
    )


def _lignes(contenu: bytes) -> int:
    """How many lines end here; `bytes.count` takes six times as long."""
    octets = np.frombuffer(contenu, "u1")
    return int(np.count_nonzero(octets == _FIN))


def _en_ordre(forme: FormeDesLignes, vue: "_Vue", noms: Sequence[bytes]) -> bool:
    """Whether each candidate has its name on all its rows, and all codes in `forme`'s order."""
    # A text is looked for at the end of a block too, within the margin that follows it.
    cherches = (*noms, *forme.codes)
    plus_long = max(map(len, cherches))
    if plus_long >= len(_MARGE):
        return False
    # Where each cell begins: by candidate, row, column.
    debuts = vue.bornes[:-1] + 1
    places = debuts.reshape(-1, forme.pas, forme.largeur)
    # A text is looked for with what ends its cell: no other begins so.
    bout = forme.bout(forme.candidat)
    attendus = _Textes([nom + bout for nom in noms])
    # A column a text: a name is one candidate's, so the places are turned…
    ou_sont_les_noms = places[:, :, forme.candidat].T
    nommes = vue.ont(attendus, ou_sont_les_noms)
    # …and a code is that of a row, the same for all candidates: they stand as they should.
    bout = forme.bout(forme.critere)
    codes = _Textes([code + bout for code in forme.codes])
    ou_sont_les_codes = places[:, :, forme.critere]
    codes_vus = vue.ont(codes, ou_sont_les_codes)
    return bool(nommes.all() and codes_vus.all())


class _Textes:
    """Texts that are compared eight bytes at a time, whatever stands after them."""

    def __init__(self, textes: Sequence[bytes]) -> None:
        # Integers that a text takes, rounded up: all are given the room of the longest…
        plus_long = max(map(len, textes))
        largeur = -(-plus_long // _HUIT)
        place = largeur * _HUIT
        egaux = [texte.ljust(place, b"\0") for texte in textes]
        octets = b"".join(egaux)
        # …and only their own letters count, none of which is null.
        lettres = np.frombuffer(octets, "u1") != 0
        masque = lettres.view("u1") * np.uint8(255)
        # A row is the first eight bytes of all texts, the next one their next eight.
        valeurs = np.frombuffer(octets, "<u8")
        masques = masque.view("<u8")
        self.valeurs = valeurs.reshape(-1, largeur).T
        self.masques = masques.reshape(-1, largeur).T


class _Vue:
    """Rows as bytes, after an end of row that makes the first cell one like the others.

    None of these bytes is null.
    """

    def __init__(self, contenu: bytes, separateur: bytes) -> None:
        self.contenu = b"\n" + contenu + _MARGE
        self.octets = np.frombuffer(self.contenu, "u1")
        separateurs = self.octets == ord(separateur)
        self.fins = separateurs | (self.octets == _FIN)
        # A cell stands between two of them.
        self.bornes = np.flatnonzero(self.fins)

    def textes(self, rang: int, pas: int) -> list[bytes]:
        """The cell of that rank, and one in so many after it: gathered at once, then cut."""
        debuts = self.bornes[rang:-1:pas]
        fins = self.bornes[rang + 1 :: pas]
        # Each cell is gathered with the byte that ends it.
        longueurs = fins - debuts
        bouts = longueurs.cumsum()
        # The place of each byte: its rank among those gathered, moved by as much as its cell is.
        par_cellule = fins + 1 - bouts
        decalages = np.repeat(par_cellule, longueurs)
        rangs = np.arange(longueurs.sum())
        octets = self.octets[rangs + decalages]
        # No cell holds an end of row: one after each is where they are cut.
        octets[bouts - 1] = _FIN
        textes: bytes = octets.tobytes()
        return textes.split(b"\n")[:-1]

    def fins_de(self, mot: bytes) -> "NDArray[np.bool_]":
        """Where, of all bytes, a cell ends that is this word: one letter after the other."""
        ou = np.zeros(len(self.octets), dtype=bool)
        long = len(mot) + 1
        # Between the ends of two cells there is room for the word…
        ici = ou[long:]
        avant = self.fins[:-long]
        apres = self.fins[long:]
        np.logical_and(avant, apres, out=ici)
        # …and there it is.
        for rang, octet in enumerate(mot, start=1):
            lettres = self.octets[rang : rang + len(ici)]
            ici &= lettres == octet
        return ou

    def ont(self, textes: _Textes, places: "NDArray[np.intp]") -> "NDArray[np.bool_]":
        """At which of these places (one column a text) the text stands."""
        # At each byte, the integer that begins there: they overlap, and nothing is copied.
        nombre = len(self.contenu) - _HUIT
        huit_octets = np.ndarray(nombre, "<u8", self.contenu, strides=(1,))
        ou = np.ones(places.shape, dtype=bool)
        # The first eight bytes of all texts, then the next eight.
        ici = places
        for valeurs, masques in zip(textes.valeurs, textes.masques, strict=True):
            lus = huit_octets[ici]
            lus &= masques
            ou &= lus == valeurs
            ici = ici + _HUIT
        return ou
