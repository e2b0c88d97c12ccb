"""The cells of a block recognised with nothing but bytes: at once for a file of a few thousand candidates.

All cells are padded to one width, so that the bytes of one rank in all cells are a slice. A few slices say which word
each cell may be; the others, whether it is that word to the last byte.
"""

from collections.abc import Mapping
from functools import lru_cache

from clea_cli.grille import Colonnes
from clea_cli.readers.grille_blocs import Bloc
from clea_cli.referentiel import Resultat

_CODE_MAX = 255
_ESPACE, _MARQUE = b"\1", b"\2"  # stand for a space inside an answer (a real one is padding), and for an end of row


def reconnaitre(
    ordre: tuple[int, ...], contenu: bytes, separateur: bytes, mots: Mapping[bytes, Resultat]
) -> Bloc | None:
    """Read rows of the wide form; `ordre` gives the column of each critère, counted from that of the candidates on."""
    lexique = _lexique(tuple(mots.items())) if mots else None
    if lexique is None or not lexique.convient:
        return None
    lignes = [ligne.partition(separateur) for ligne in contenu[:-1].split(b"\n")]
    nombre, largeur, fin = len(lignes), len(ordre) + 1, separateur + b"\n" + separateur
    cellules = (fin.join([reponses for _, _, reponses in lignes]) + fin).translate(_propres(separateur))
    codes = lexique.lire(cellules, nombre * largeur)
    marques = bytes([lexique.codes[_MARQUE]])
    if not codes or codes[largeur - 1 :: largeur] != marques * nombre or codes.count(marques) != nombre:
        return None
    acquis, possibles = (
        [int.from_bytes(oui[colonne::largeur]) for colonne in ordre]
        for oui in map(
            codes.translate, (lexique.table(Resultat.ACQUIS), lexique.table(Resultat.ACQUIS, Resultat.NON_EVALUE))
        )
    )
    colonnes = Colonnes(nombre, acquis, possibles, int.from_bytes(b"\1" * nombre))
    employes = frozenset(mot for mot in mots if lexique.codes[mot] in codes)
    return Bloc([nom for nom, _, _ in lignes], colonnes, employes)


@lru_cache(maxsize=8)
def _propres(separateur: bytes) -> bytes:
    """What makes cells end by tabs, and keeps the bytes that have a meaning here out of them."""
    propres = {b"\t": 0, b"\r": 0, _ESPACE: 0, _MARQUE: 0, b" ": _ESPACE[0], b"\n": _MARQUE[0], separateur: ord("\t")}
    return bytes(propres.get(bytes([octet]), octet) for octet in range(256))


@lru_cache(maxsize=8)
def _lexique(mots: tuple[tuple[bytes, Resultat], ...]) -> "_Lexique":
    return _Lexique(dict(mots))


class _Lexique:
    """The words that a file uses for its answers, and the bytes that tell them apart."""

    def __init__(self, mots: Mapping[bytes, Resultat]) -> None:
        """Number the words by as few ranks of bytes as distinguish them all; `convient` says if that can be done."""
        self.mots = mots
        self.largeur = max(map(len, mots)) + 1
        formes = {mot: mot.replace(b" ", _ESPACE).ljust(self.largeur) for mot in (*mots, _MARQUE)}
        self.codes = dict.fromkeys(formes, 0)
        self.convient = True
        self.etapes: list[tuple[int, bytes, bytes]] = []  # a rank, what the code so far becomes, what its byte adds
        while len(set(self.codes.values())) < len(formes):
            rang = max(range(self.largeur), key=lambda r: len({(self.codes[m], f[r]) for m, f in formes.items()}))
            signes = {signe: n for n, signe in enumerate(sorted({f[rang] for f in formes.values()}), start=1)}
            groupes = {code: n * (len(signes) + 1) for n, code in enumerate(sorted(set(self.codes.values())))}
            self.etapes.append((rang, _table(groupes), _table(signes)))
            self.codes = {mot: groupes[self.codes[mot]] + signes[forme[rang]] for mot, forme in formes.items()}
            self.convient = self.convient and max(self.codes.values()) <= _CODE_MAX
        par_code = {self.codes[mot]: forme for mot, forme in formes.items()}
        self.attendus = [_table({code: f[rang] for code, f in par_code.items()}) for rang in range(self.largeur)]

    def table(self, *resultats: Resultat) -> bytes:
        """What turns codes into 1 where the answer is one of `resultats`, and 0 elsewhere."""
        return _table({self.codes[mot]: 1 for mot, resultat in self.mots.items() if resultat in resultats})

    def lire(self, cellules: bytes, nombre: int) -> bytes | None:
        """The code of each of `nombre` cells, each followed by a tab; None if one of them is no word of ours."""
        texte = cellules.expandtabs(self.largeur)
        if len(texte) != nombre * self.largeur:
            return None
        codes = bytes(nombre)
        for rang, groupes, signes in self.etapes:
            ici = texte[rang :: self.largeur].translate(signes)
            deja = codes.translate(groupes)
            codes = (int.from_bytes(deja) + int.from_bytes(ici)).to_bytes(nombre) if any(groupes) else ici
        if codes.translate(None, bytes(self.codes.values())):
            return None
        colonnes = ((texte[rang :: self.largeur], attendu) for rang, attendu in enumerate(self.attendus))
        return codes if all(colonne == codes.translate(attendu) for colonne, attendu in colonnes) else None


def _table(valeurs: Mapping[int, int]) -> bytes:
    return bytes(min(valeurs.get(octet, 0), _CODE_MAX) for octet in range(_CODE_MAX + 1))
