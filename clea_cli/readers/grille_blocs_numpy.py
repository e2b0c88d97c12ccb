"""The cells of a block recognised by numpy: all at once, by their length, their first eight bytes and their last eight.

It takes as long to load as three thousand candidates take to read without it.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from clea_cli.grille import Colonnes
from clea_cli.readers.grille_blocs import Bloc
from clea_cli.referentiel import Resultat

_HUIT = 8  # bytes in one integer
bytearray(30_000_000)  # untouched, so free: what it teaches the C library is to keep memory rather than give it back
_MASQUES = np.array([(1 << 8 * longueur) - 1 for longueur in range(_HUIT + 1)], dtype="<u8")


def reconnaitre(
    contenu: bytes, separateur: bytes, ordre: tuple[int, ...], mots: Mapping[bytes, Resultat]
) -> Bloc | None:
    """See `grille_blocs.Reconnaitre`."""
    octets = np.frombuffer(contenu, dtype="u1")
    fins_de_ligne = octets == ord("\n")
    fins: NDArray[np.intp] = np.flatnonzero((octets == ord(separateur)) | fins_de_ligne)
    nombre, largeur = int(np.count_nonzero(fins_de_ligne)), len(ordre) + 1
    if len(fins) != nombre * largeur or not fins_de_ligne[fins[largeur - 1 :: largeur]].all():
        return None
    tableau = fins.reshape(nombre, largeur)
    trouves = _trouver(contenu, tableau[:, :-1] + 1, tableau[:, 1:], mots)
    if sum(map(np.count_nonzero, trouves.values())) != nombre * len(ordre):
        return None
    acquis, ouverts = np.zeros((2, nombre, len(ordre)), dtype=bool)
    for mot, ou in trouves.items():
        if mots[mot] is not Resultat.NON_ACQUIS:
            (acquis if mots[mot] is Resultat.ACQUIS else ouverts)[:] |= ou
    colonnes = Colonnes(nombre, _colonnes(acquis, ordre), _colonnes(acquis | ouverts, ordre), np.ones(nombre, "u1"))
    debuts, fins_des_noms = [0, *(tableau[:-1, -1] + 1).tolist()], tableau[:, 0].tolist()
    return Bloc([contenu[a:b] for a, b in zip(debuts, fins_des_noms, strict=True)], colonnes, frozenset(trouves))


def _trouver(
    contenu: bytes, debuts: NDArray[np.intp], fins: NDArray[np.intp], mots: Mapping[bytes, Resultat]
) -> dict[bytes, NDArray[np.bool_]]:
    """Where each of the words that are there stands. No cell holds a null byte, which stands for no byte at all."""
    huit_octets = np.ndarray(len(contenu), "<u8", contenu + bytes(_HUIT), strides=(1,))  # from each byte on
    longueurs = fins - debuts
    premiers = huit_octets.take(debuts) & _MASQUES.take(longueurs, mode="clip")
    derniers = huit_octets.take(fins - _HUIT, mode="clip") if max(map(len, mots), default=0) > _HUIT else premiers
    trouves = {}
    for mot in mots:
        ou = premiers == int.from_bytes(mot[:_HUIT], "little")
        if len(mot) >= _HUIT:
            ou &= longueurs == len(mot)
            ou &= derniers == int.from_bytes(mot[-_HUIT:], "little")
        if ou.any():
            trouves[mot] = ou
    return trouves


def _colonnes(oui: NDArray[np.bool_], ordre: tuple[int, ...]) -> list[NDArray[Any]]:
    par_colonne = np.ascontiguousarray(oui.T).view("u1")
    return [par_colonne[colonne] for colonne in ordre]
