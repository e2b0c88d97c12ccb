"""The cells of a block recognised by numpy: each word is looked for in all of them at once.

It takes as long to load as nine thousand candidates take to read without it.
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from clea_cli.grille import Colonnes
from clea_cli.readers.grille_blocs import Bloc
from clea_cli.referentiel import Resultat

_FIN = ord("\n")
_HUIT = 8  # bytes in one integer
_MARGE = bytes(64)  # so that a text of so many bytes may be looked for at the end of a block
_SENS = {resultat: np.uint8(rang) for rang, resultat in enumerate(Resultat, start=1)}  # 0 is no answer

with suppress(MemoryError):
    bytes(30_000_000)  # never touched, so free: it teaches the C library to keep memory rather than to give it back


class Longue(NamedTuple):
    """Where the columns of a long form stand, and the codes of its critères in the order that each candidate has."""

    candidat: int
    critere: int
    resultat: int
    codes: tuple[bytes, ...]


def reconnaitre_large(
    ordre: tuple[int, ...], contenu: bytes, separateur: bytes, mots: Mapping[bytes, Resultat]
) -> Bloc | None:
    """Read rows of the wide form; `ordre` gives the column of each critère, counted from that of the candidates on."""
    vue, largeur = _Vue(contenu, separateur), len(ordre) + 1
    nombre, reste = divmod(len(vue.bornes) - 1, largeur)
    fins_de_ligne = vue.octets.take(vue.bornes[largeur::largeur]) == _FIN
    if reste or lignes(contenu) != nombre or not fins_de_ligne.all():
        return None
    sens = _Sens(len(vue.octets))
    for mot in mots:
        sens.noter(mot, mots[mot], vue.fins_de(mot))
    reponses = sens.a_chaque_place.take(vue.bornes[1:]).reshape(nombre, largeur)
    return _bloc(vue.textes(0, largeur), reponses[:, 1:], ordre, sens.trouves)


def reconnaitre_longue(
    longue: Longue, ordre: tuple[int, ...], contenu: bytes, separateur: bytes, mots: Mapping[bytes, Resultat]
) -> Bloc | None:
    """Read rows of the long form, where each candidate has all critères one after the other, in the order of `longue`.

    `ordre` gives the rank of each critère in that order.
    """
    vue, pas, bouts = _Vue(contenu, separateur), len(longue.codes), (separateur, separateur, b"\n")
    if (len(vue.bornes) - 1) % (3 * pas):
        return None
    debuts = (vue.bornes[:-1] + 1).reshape(-1, pas, 3)
    noms = vue.textes(longue.candidat, 3 * pas)
    if max(map(len, (*noms, *longue.codes))) >= len(_MARGE):
        return None
    attendus = _Textes([nom + bouts[longue.candidat] for nom in noms])
    codes = _Textes([code + bouts[longue.critere] for code in longue.codes])
    if not vue.ont(attendus, debuts[:, :, longue.candidat].T).all():
        return None
    if not vue.ont(codes, debuts[:, :, longue.critere]).all():
        return None
    places = debuts[:, :, longue.resultat]
    sens = _Sens(places.shape)
    for mot in mots:
        sens.noter(mot, mots[mot], vue.ont(_Textes([mot + bouts[longue.resultat]]), places))
    return _bloc(noms, sens.a_chaque_place, ordre, sens.trouves)


def lignes(contenu: bytes) -> int:
    """How many lines end here; `bytes.count` takes six times as long."""
    return int(np.count_nonzero(np.frombuffer(contenu, "u1") == _FIN))


class _Textes:
    """Texts that are compared eight bytes at a time, whatever stands after them."""

    def __init__(self, textes: Sequence[bytes]) -> None:
        largeur = -(-max(map(len, textes), default=1) // _HUIT)
        octets = b"".join([texte.ljust(largeur * _HUIT, b"\0") for texte in textes])
        masque = (np.frombuffer(octets, "u1") != 0).view("u1") * np.uint8(255)
        self.valeurs, self.masques = (
            np.frombuffer(cote, "<u8").reshape(-1, largeur).T for cote in (octets, masque.tobytes())
        )


class _Vue:
    """Rows as bytes, after an end of row that makes the first cell one like the others; none of them is null."""

    def __init__(self, contenu: bytes, separateur: bytes) -> None:
        self.contenu = b"\n" + contenu + _MARGE
        self.octets = np.frombuffer(self.contenu, "u1")
        self.fins = (self.octets == ord(separateur)) | (self.octets == _FIN)
        self.bornes = np.flatnonzero(self.fins)  # a cell stands between two of them

    def textes(self, rang: int, pas: int) -> list[bytes]:
        """The cell of that rank, and one in so many after it."""
        fins = self.bornes[rang + 1 :: pas]
        longueurs = fins - self.bornes[rang:-1:pas]  # each with the byte that ends it
        bouts = longueurs.cumsum()
        octets = self.octets[np.arange(longueurs.sum()) + np.repeat(fins + 1 - bouts, longueurs)]
        octets[bouts - 1] = _FIN
        textes: bytes = octets.tobytes()
        return textes.split(b"\n")[:-1]

    def fins_de(self, mot: bytes) -> NDArray[np.bool_]:
        """Where, of all bytes, a cell ends that is this word: its letters are looked for one at a time."""
        ou = np.zeros(len(self.octets), dtype=bool)
        ici = np.logical_and(self.fins[: -len(mot) - 1], self.fins[len(mot) + 1 :], out=ou[len(mot) + 1 :])
        for rang, octet in enumerate(mot, start=1):
            ici &= self.octets[rang : rang + len(ici)] == octet
        return ou

    def ont(self, textes: _Textes, places: NDArray[np.intp]) -> NDArray[np.bool_]:
        """At which of these places (one column a text) the text stands."""
        huit_octets = np.ndarray(len(self.contenu) - _HUIT, "<u8", self.contenu, strides=(1,))  # from each byte on
        ou = np.ones(places.shape, dtype=bool)
        for rang, (valeurs, masques) in enumerate(zip(textes.valeurs, textes.masques, strict=True)):
            lus = huit_octets[places + rang * _HUIT]
            lus &= masques
            ou &= lus == valeurs
        return ou


class _Sens:
    """What stands at some places: the answers, and the words that are used."""

    def __init__(self, places: int | tuple[int, ...]) -> None:
        self.a_chaque_place = np.zeros(places, "u1")
        self.mots: list[bytes] = []

    @property
    def trouves(self) -> frozenset[bytes]:
        return frozenset(self.mots)

    def noter(self, mot: bytes, resultat: Resultat, ou: NDArray[np.bool_]) -> None:
        """A word stands where `ou` says."""
        if ou.any():
            self.a_chaque_place += ou.view("u1") * _SENS[resultat]
            self.mots.append(mot)


def _bloc(noms: list[bytes], reponses: NDArray[Any], ordre: Sequence[int], mots: frozenset[bytes]) -> Bloc | None:
    """Give a row of answers a candidate as columns; None if one of them is no word that is known."""
    par_colonne = np.ascontiguousarray(reponses.T)
    if not par_colonne.all():
        return None
    acquis = (par_colonne == _SENS[Resultat.ACQUIS]).view("u1")
    possibles = (par_colonne != _SENS[Resultat.NON_ACQUIS]).view("u1")
    en_ordre = [[oui[colonne] for colonne in ordre] for oui in (acquis, possibles)]
    return Bloc(noms, Colonnes(len(noms), en_ordre[0], en_ordre[1], np.ones(len(noms), "u1")), mots)
