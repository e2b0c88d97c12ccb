"""A grille on the same trame as an earlier one of its lot: read at once, without an object a cell; or not at all.

The slow way had nothing to say of the earlier one. Each of its cells is expected again, save what tells one candidate
from another: the answers, a comment beside each, the candidate, and what stands above the headings beside a title. What
comes there must be what the slow way would read letter for letter, and could take for nothing else (a heading, a code,
a key): so it would have nothing to say of the later grille either.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from operator import itemgetter
from typing import NamedTuple

from clea_cli.grille import ABIME, Cellule, Grille, GrilleBrute, Tableau, forme_comparable
from clea_cli.readers.encodages import ENCODAGES
from clea_cli.readers.grille_sure import noms_surs, reponse
from clea_cli.readers.grille_titres import CLES_DU_PREAMBULE, colonnes, est_entete_longue
from clea_cli.readers.lignes_csv import SEPARATEURS
from clea_cli.referentiel import Resultat

_OCTETS_MAX = 100_000  # where the slow way is sure to look for the headings
_COMMENTAIRES = {"commentaire", "observation"}
_DECISIVES = {"referentiel", "version"}  # what stands above the headings and says how all the rest is read
_PRESQUE = (("resultat",), ("critere", "acquis"), ("critere", "non acquis"))  # headings, but for one
_CHIFFRES = {b"0", b"1"}
_CODES = {Resultat.NON_ACQUIS: 0, Resultat.NON_EVALUE: 1, Resultat.ACQUIS: 2}
_ACQUIS, _POSSIBLES = bytes.maketrans(b"\0\1\2", b"001"), bytes.maketrans(b"\0\1\2", b"011")
_SIGNE, _GUILLEMET = b"\1", b"\2"  # stand for a separator and for a quote inside a cell
_A_PART = re.compile(f"[\r\n]|{ABIME.pattern}")
_ESSAI = b"essai-%d"


class _Decoupe(NamedTuple):
    """How a file is cut into cells; `autres` are the separators that the slow way would try sooner."""

    signe: bytes
    autres: tuple[bytes, ...]
    retour: bool

    @property
    def marque(self) -> bytes:
        """The end of a line, which is a cell too."""
        return b"\r\n" if self.retour else b"\n"

    def cellules(self, contenu: bytes) -> Sequence[bytes]:
        """All cells, as a CSV reader gives them, save what _SIGNE and _GUILLEMET hide; nothing if one is in doubt."""
        texte = self._sans_guillemets(contenu) if len(contenu) <= _OCTETS_MAX else None
        if texte is None or any(autre in contenu for autre in self.autres):
            return ()
        if self.retour:  # two replacements of one byte take a tenth of the time of one of two
            return texte.replace(b"\r", self.signe + b"\r").replace(b"\n", b"\n" + self.signe).split(self.signe)
        return texte.replace(b"\n", self.signe + b"\n" + self.signe).split(self.signe)

    def _sans_guillemets(self, contenu: bytes) -> bytes | None:
        """The same without quotes; None where they are not around whole cells, or hold an end of line."""
        morceaux = contenu.split(b'"')
        if len(morceaux) % 2 == 0 or _SIGNE in contenu or _GUILLEMET in contenu:
            return None
        if len(morceaux) == 1:
            return contenu
        premier, *entre, dernier = morceaux[::2]
        avant, apres = (self.signe, b"\n"), (self.signe, b"\r", b"\n")
        if not (premier or self.signe).endswith(avant) or not dernier.startswith(apres):
            return None
        if not all(not dehors or (dehors.startswith(apres) and dehors.endswith(avant)) for dehors in entre):
            return None
        if any(b"\n" in dedans for dedans in morceaux[1::2]):
            return None
        morceaux[1::2] = [dedans.replace(self.signe, _SIGNE) for dedans in morceaux[1::2]]
        morceaux[2:-1:2] = [dehors or _GUILLEMET for dehors in entre]
        return b"".join(morceaux)

    def contenu(self, cellules: Iterable[bytes]) -> bytes:
        """A file that is cut into these cells."""
        ecrites = [b'"%b"' % cellule if _SIGNE in cellule or _GUILLEMET in cellule else cellule for cellule in cellules]
        texte = self.signe.join(ecrites).replace(self.signe + self.marque + self.signe, self.marque)
        return texte.replace(_SIGNE, self.signe).replace(_GUILLEMET, b'""')


class _Places(NamedTuple):
    """Where the cells stand that differ from one candidate to another; `reponses` from the last critère back."""

    reponses: list[int]
    commentaires: list[int]
    haut: list[int]
    candidats: list[int]


class Trame:
    """What the grilles of a lot have in common, cell by cell, and the places of what they have not."""

    def __init__(
        self,
        decoupe: _Decoupe,
        cellules: Sequence[bytes],
        places: _Places,
        codes: frozenset[bytes],
        sens: Mapping[str, Resultat],
    ) -> None:
        """Expect `cellules` again but at `places`; `codes` are those of rows, `sens` what a comparable word means."""
        self.decoupe = decoupe
        self.cellules = cellules
        self.places = places
        self.codes = codes
        self.sens = sens
        self.mots: dict[bytes, int] = {}  # the words met so far, and what they mean
        libres = {rang for rangs in places for rang in rangs}
        self.fixes = itemgetter(*(rang for rang in range(len(cellules)) if rang not in libres))
        self.attendues = self.fixes(cellules)

    def essai(self) -> bytes:
        """A file on this trame, to be tried on the slow way: whatever may differ does."""
        cellules = list(self.cellules)
        for rang in (*self.places.commentaires, *self.places.haut):
            cellules[rang] = _ESSAI % rang
        for rang in self.places.candidats:
            cellules[rang] = _ESSAI % 0
        return self.decoupe.contenu(cellules)

    def lire(self, contenu: bytes) -> Grille | None:
        """Read a grille, whose candidate is "" if it names nobody. None: this is for the slow way."""
        cellules = self.decoupe.cellules(contenu)
        if len(cellules) != len(self.cellules) or self.fixes(cellules) != self.attendues:
            return None
        noms = {cellules[rang] for rang in self.places.candidats}
        autour = {*noms, *(cellules[rang] for rang in self.places.haut)}
        commentaires = self.decoupe.signe.join([cellules[rang] for rang in self.places.commentaires])
        reponses = [cellules[rang] for rang in self.places.reponses]
        sur = len(noms) < 2 and _sont_surs(autour, self.codes) and _sont_intacts(commentaires)
        if not sur or not self._connait(set(reponses)):
            return None
        bits = bytes(map(self.mots.__getitem__, reponses))
        candidat = noms.pop().decode() if noms else ""
        return Grille(candidat, int(bits.translate(_ACQUIS), 2), int(bits.translate(_POSSIBLES), 2))

    def _connait(self, mots: set[bytes]) -> bool:
        """Whether all words are answers, and no 0 stands among words: see F213."""
        for mot in mots.difference(self.mots):
            resultat = reponse(mot, self.sens)
            if resultat is None:
                return False
            self.mots[mot] = _CODES[resultat]
        non_evalue = _CODES[Resultat.NON_EVALUE]
        return b"0" not in mots or all(mot in _CHIFFRES or self.mots[mot] == non_evalue for mot in mots)


def tramer(contenu: bytes, brute: GrilleBrute, criteres: Sequence[str], sens: Mapping[str, Resultat]) -> Trame | None:
    """Take the trame of a grille of one candidate in the long form, of which nothing was said."""
    decoupe, commentaires = _decoupe(contenu, brute.tableau), _commentaires(brute)
    if decoupe is None or commentaires is None:
        return None
    cellules = decoupe.cellules(contenu)
    if not cellules:
        return None
    debuts = [0, *(rang for rang, cellule in enumerate(cellules, start=1) if cellule == decoupe.marque)]

    def places(cellules: Iterable[Cellule]) -> list[int]:
        return [debuts[cellule.ligne - 1] + cellule.colonne - 1 for cellule in cellules]

    reponses = {saisie.critere.valeur: saisie.resultat for saisie in brute.saisies if saisie.resultat}
    codes = frozenset(code.encode() for code in reponses)
    nommes = {saisie.candidat for saisie in brute.saisies if saisie.candidat}
    nommes |= {cellule for cle, cellule in brute.preambule.items() if cle == "candidat"}
    autour = [rang for rang in places(_autour(brute) - nommes) if _sont_surs({cellules[rang]}, codes)]
    lieux = _Places(places(reponses[code] for code in reversed(criteres)), places(commentaires), autour, places(nommes))
    return Trame(decoupe, cellules, lieux, codes, sens)


def _decoupe(contenu: bytes, tableau: Tableau) -> _Decoupe | None:
    """How a file is cut, if it is plain UTF-8 and all its lines end alike."""
    rangs = {mot: rang for rang, mot in enumerate(SEPARATEURS.values())}
    signes, rang = [signe.encode() for signe in SEPARATEURS], rangs.get(tableau.lecture.separateur)
    fins, retours, paires = (contenu.count(fin) for fin in (b"\n", b"\r", b"\r\n"))
    simple = contenu[-1:] == b"\n" and (not retours or fins == retours == paires)
    if rang is None or not simple or tableau.lecture.encodage != ENCODAGES["utf-8"][1]:
        return None
    return _Decoupe(signes[rang], tuple(signes[:rang]), retours > 0)


def _commentaires(brute: GrilleBrute) -> list[Cellule] | None:
    """The cell of a comment beside each answer; None where a row of answers might be taken for the headings.

    With a comment and an answer, it would take one more cell that names a column.
    """
    tableau = brute.tableau
    titres = colonnes(tableau.lignes[tableau.entete])
    if titres.resultat is None:
        return None
    noms = [forme_comparable(titre).rstrip("s") for titre in titres.titres]
    libres = [rang for rang, nom in enumerate(noms) if nom in _COMMENTAIRES and titres.candidat is None][:1]
    lignes = {saisie.critere.ligne for saisie in brute.saisies if saisie.resultat and saisie.resultat.valeur}
    rangees = [ligne for ligne in tableau.lignes if ligne.ligne in lignes]
    utiles = (*libres, titres.resultat, titres.candidat)
    autres = {valeur for ligne in rangees for rang, valeur in enumerate(ligne.valeurs) if rang not in utiles}
    presents = [ligne.cellule(rang) for ligne in rangees for rang in libres]
    return None if _nomment(autres) else presents


def _autour(brute: GrilleBrute) -> set[Cellule]:
    """The cells beside a title, above the headings, that choose nothing of how the rest is read."""
    lignes = [ligne for ligne in brute.tableau.lignes[: brute.tableau.entete] if not _nomment(ligne.valeurs)]
    remplies = [[ligne.cellule(rang) for rang, valeur in enumerate(ligne.valeurs) if valeur] for ligne in lignes]
    decisives = {cellule for cle, cellule in brute.preambule.items() if cle in _DECISIVES}
    return {cellule for _, *suite in remplies for cellule in suite} - decisives


def _nomment(textes: Iterable[str]) -> bool:
    """Whether a text among these names a column that headings need."""
    return any(est_entete_longue((*titres, *textes)) for titres in _PRESQUE)


def _sont_surs(valeurs: set[bytes], codes: frozenset[bytes]) -> bool:
    """Whether names of candidates, or what stands beside titles, are nothing else."""
    if not valeurs:
        return True
    if not noms_surs(list(valeurs)) or valeurs & codes:
        return False
    return not any(forme_comparable(valeur.decode()) in CLES_DU_PREAMBULE for valeur in valeurs)


def _sont_intacts(commentaires: bytes) -> bool:
    """Whether comments end where they seem to, and hold no trace of damage."""
    try:
        return _A_PART.search(commentaires.decode()) is None
    except UnicodeDecodeError:
        return False
