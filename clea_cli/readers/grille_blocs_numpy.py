"""The cells of a block recognised by numpy: all at once, by their length, their first eight bytes and their last eight.

It takes as long to load as three thousand candidates take to read without it.
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from clea_cli.grille import Colonnes
from clea_cli.readers.grille_blocs import Bloc
from clea_cli.referentiel import Resultat

OCTETS_MAX = 16  # of a cell that two integers tell from any other

_HUIT = 8  # bytes in one integer
_MASQUES = np.array([(1 << 8 * longueur) - 1 for longueur in range(_HUIT + 1)], dtype="<u8")

bytearray(30_000_000)  # untouched, so free: it teaches the C library to keep memory rather than to give it back


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
    bornes = _decouper(contenu, separateur, len(ordre) + 1)
    if bornes is None:
        return None
    debuts, fins = bornes
    reponses = _Cellules.dans(contenu, debuts[:, 1:], fins[:, 1:])
    return _bloc(_textes(contenu, debuts[:, 0], fins[:, 0]), reponses, ordre, mots)


def reconnaitre_longue(
    longue: Longue, ordre: tuple[int, ...], contenu: bytes, separateur: bytes, mots: Mapping[bytes, Resultat]
) -> Bloc | None:
    """Read rows of the long form, where each candidate has all critères one after the other, in the order of `longue`.

    `ordre` gives the rank of each critère in that order.
    """
    bornes, nombre = _decouper(contenu, separateur, 3), len(longue.codes)
    if bornes is None or len(bornes[0]) % nombre:
        return None
    (noms, codes, reponses) = ([cote[:, rang].reshape(-1, nombre) for cote in bornes] for rang in longue[:3])
    par_candidat, attendus = _Cellules.dans(contenu, *noms), _Cellules.des(longue.codes)
    premiers = _Cellules(*(cote[:, :1] for cote in par_candidat))
    if not par_candidat.sont(premiers) or not _Cellules.dans(contenu, *codes).sont(attendus):
        return None
    debuts, fins = noms
    return _bloc(_textes(contenu, debuts[:, 0], fins[:, 0]), _Cellules.dans(contenu, *reponses), ordre, mots)


class _Cellules(NamedTuple):
    """A table of cells, none of which holds a null byte: it stands here for no byte at all."""

    longueurs: NDArray[Any]
    premiers: NDArray[Any]
    derniers: NDArray[Any]

    @classmethod
    def dans(cls, contenu: bytes, debuts: NDArray[np.intp], fins: NDArray[np.intp]) -> "_Cellules":
        """The cells between these places."""
        huit_octets = np.ndarray(len(contenu), "<u8", contenu + bytes(_HUIT), strides=(1,))  # from each byte on
        longueurs = fins - debuts
        premiers = huit_octets.take(debuts)
        premiers &= _MASQUES.take(longueurs, mode="clip")
        longues = longueurs.max(initial=0) > _HUIT
        return cls(longueurs, premiers, huit_octets.take(fins - _HUIT, mode="clip") if longues else premiers)

    @classmethod
    def des(cls, textes: Sequence[bytes]) -> "_Cellules":
        """Cells of these texts."""
        contenu = bytes(_HUIT) + b"".join(textes)
        longueurs = np.array([len(texte) for texte in textes])
        fins = longueurs.cumsum() + _HUIT
        return cls.dans(contenu, fins - longueurs, fins)

    def sont(self, attendues: "_Cellules") -> bool:
        """Whether all cells are those expected, of a table that extends to this one."""
        if not (self.premiers == attendues.premiers).all():
            return False
        if attendues.longueurs.max(initial=0) < _HUIT:  # nothing longer begins so
            return True
        fins_egales = (self.derniers == attendues.derniers) | (self.longueurs <= _HUIT)
        longueurs_egales = (self.longueurs == attendues.longueurs).all() and self.longueurs.max(initial=0) <= OCTETS_MAX
        return bool(longueurs_egales and fins_egales.all())

    def egales(self, mot: bytes) -> NDArray[np.bool_]:
        """Where a word of sixteen bytes at most stands."""
        ou: NDArray[np.bool_] = self.premiers == int.from_bytes(mot[:_HUIT], "little")
        if len(mot) >= _HUIT:
            ou &= self.longueurs == len(mot)
            ou &= self.derniers == int.from_bytes(mot[-_HUIT:], "little")
        return ou


def _decouper(contenu: bytes, separateur: bytes, largeur: int) -> tuple[NDArray[np.intp], NDArray[np.intp]] | None:
    """Where the cells of rows begin and end; None if some row does not have `largeur` of them."""
    octets = np.frombuffer(contenu, dtype="u1")
    fins_de_ligne = octets == ord("\n")
    fins = np.flatnonzero((octets == ord(separateur)) | fins_de_ligne)
    nombre = int(np.count_nonzero(fins_de_ligne))
    if len(fins) != nombre * largeur or not fins_de_ligne[fins[largeur - 1 :: largeur]].all():
        return None
    debuts = np.empty_like(fins)
    debuts[:1], debuts[1:] = 0, fins[:-1]
    debuts[1:] += 1
    return debuts.reshape(nombre, largeur), fins.reshape(nombre, largeur)


def _textes(contenu: bytes, debuts: NDArray[np.intp], fins: NDArray[np.intp]) -> list[bytes]:
    return [contenu[debut:fin] for debut, fin in zip(debuts.tolist(), fins.tolist(), strict=True)]


def _bloc(
    noms: list[bytes], reponses: _Cellules, ordre: tuple[int, ...], mots: Mapping[bytes, Resultat]
) -> Bloc | None:
    """Give the answers their meaning; None if one of them is no word that is known."""
    trouves = {mot: ou for mot in mots if (ou := reponses.egales(mot)).any()}
    if sum(map(np.count_nonzero, trouves.values())) != reponses.longueurs.size:
        return None
    acquis, ouverts = np.zeros((2, *reponses.longueurs.shape), dtype=bool)
    for mot, ou in trouves.items():
        if mots[mot] is not Resultat.NON_ACQUIS:
            (acquis if mots[mot] is Resultat.ACQUIS else ouverts)[:] |= ou
    possibles = _colonnes(acquis | ouverts, ordre)
    colonnes = Colonnes(len(noms), _colonnes(acquis, ordre), possibles, np.ones(len(noms), "u1"))
    return Bloc(noms, colonnes, frozenset(trouves))


def _colonnes(oui: NDArray[np.bool_], ordre: tuple[int, ...]) -> list[NDArray[Any]]:
    par_colonne = np.ascontiguousarray(oui.T).view("u1")
    return [par_colonne[colonne] for colonne in ordre]
