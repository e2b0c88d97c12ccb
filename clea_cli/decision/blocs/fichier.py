"""A grille of many candidates as bytes: its headings, its candidates, where it is cut."""

import os
import re
from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator
from functools import cache
from io import SEEK_END, BytesIO
from itertools import groupby, islice
from typing import BinaryIO, NamedTuple

from clea_cli.grille.titres import PlacesDesColonnes, colonnes, est_entete
from clea_cli.sources import bornes
from clea_cli.sources.cellules import Ligne
from clea_cli.sources.lignes_csv import SEPARATEURS, sans_precaution
from clea_cli.sources.mots import reference_comparable

_LIGNES_AVANT_ENTETE = 50
_BOUT = 64_000  # bytes below the headings, or before the end, where candidates are looked for

Bornes = tuple[int, int]  # the places where a block begins and ends
Numerotee = tuple[int, bytes]  # a line with its end, and its number


class EtatDuFichier(NamedTuple):
    """What changes when a file is written, or another takes its place."""

    ou: tuple[int, int]
    octets: int
    date: int

    @property
    def trop_gros(self) -> bool:
        """Whether the slow way cannot read the whole file."""
        return self.octets > bornes.TABLE_OCTETS_MAX

    @classmethod
    def de(cls, flux: BinaryIO) -> "EtatDuFichier":
        """The state of an open file."""
        vu = os.fstat(flux.fileno())
        ou = (vu.st_dev, vu.st_ino)
        return cls(ou, vu.st_size, vu.st_mtime_ns)


class Tete(NamedTuple):
    """The first bytes of a file, down to the headings that they were seen to end with.

    `colonnes` says where its columns stand, `signe` what separates them.
    """

    contenu: bytes
    signe: str
    colonnes: PlacesDesColonnes

    @property
    def lignes(self) -> int:
        """How many lines these are."""
        return self.contenu.count(b"\n")

    @property
    def longue(self) -> bool:
        """Whether a candidate has a row a critère."""
        return self.colonnes.critere is not None

    def nom(self, ligne: bytes) -> bytes:
        """The cell of a line where the candidate's name is, as it stands; b"" if it has none."""
        sans_fin = ligne.rstrip(b"\r\n")
        cellules = sans_fin.split(self.signe.encode())
        ici = self.colonnes.candidat or 0
        return cellules[ici] if ici < len(cellules) else b""

    def reference(self, ligne: bytes) -> str:
        """Whose line it is (comparable), however the name stands in the file."""
        nom = self.nom(ligne)
        # The fast form, for this is asked of each row: letters and figures want nothing else.
        if nom.isalnum():
            return nom.decode().lower()
        texte = nom.decode(errors="replace")
        entre_guillemets = texte.strip('"')
        nu = sans_precaution(entre_guillemets.strip())
        return reference_comparable(nu)

    def est_vide(self, ligne: bytes) -> bool:
        """Whether a row has nothing in any cell."""
        signe = self.signe.encode()
        entiere = ligne.rstrip(b"\r\n") + b"\n"
        nue = sans_guillemets(entiere, signe)
        return not nue.strip(b" \n" + signe)


def tete(debut: bytes) -> Tete | None:
    """Find the headings in the first bytes of a file.

    None where it is not a grille of several candidates at first sight.
    """
    fin = 0
    lignes = debut.split(b"\n")
    for ligne in lignes[:_LIGNES_AVANT_ENTETE]:
        fin += len(ligne) + 1
        nue = ligne.removeprefix(BOM_UTF8).removesuffix(b"\r")
        # A row that goes on beyond its line, or beyond what was read, is not for us.
        suite = nue.count(b'"') % 2 or b"\r" in nue
        if suite or fin > len(debut):
            return None
        for signe in SEPARATEURS:
            titres = _titres(nue, signe)
            if est_entete(titres):
                places = colonnes(Ligne(1, 1, titres))
                return Tete(debut[:fin], signe, places)
    return None


def _titres(ligne: bytes, signe: str) -> tuple[str, ...]:
    """The cells of a line, if that sign separates them; none where quotes are needed."""
    octets = sans_guillemets(ligne + b"\n", signe.encode())
    texte = octets.decode(errors="replace")
    if '"' in texte:
        return ()
    return tuple(titre.strip() for titre in texte.split(signe))


def par_candidat(
    lignes: Iterable[Numerotee],
    haut: Tete,
    voisines: int = 1,
) -> Iterator[Iterator[Numerotee]]:
    """The lines of a candidate together, empty ones left out; in the wide form, neighbours."""

    def ensemble(une: Numerotee) -> int | str:
        numero, ligne = une
        # In the wide form a row is a candidate: some are taken together, by their numbers.
        return haut.reference(ligne) if haut.longue else numero // voisines

    ecrites = ((numero, ligne) for numero, ligne in lignes if not haut.est_vide(ligne))
    for _, groupe in groupby(ecrites, key=ensemble):
        yield groupe


def premiers(flux: BinaryIO, haut: Tete) -> Iterator[list[Numerotee]]:
    """The rows of the first candidates, near the headings; perhaps not all of the last one."""
    flux.seek(len(haut.contenu))
    # The last of these lines may be cut.
    entieres, fin, _ = flux.read(_BOUT).rpartition(b"\n")
    lignes = BytesIO(entieres + fin)
    numerotees = enumerate(lignes, start=haut.lignes + 1)
    for groupe in par_candidat(numerotees, haut):
        yield list(groupe)


def derniers(flux: BinaryIO, haut: Tete) -> Iterator[list[Numerotee]]:
    """The rows of the last candidates, the last first; numbered before all others: nobody knows."""
    total = flux.seek(0, SEEK_END)
    sous_les_titres = len(haut.contenu)
    flux.seek(max(sous_les_titres, total - _BOUT))
    # The first of these lines may be cut, and the last one too.
    lues = flux.read().split(b"\n")
    lignes = [ligne + b"\n" for ligne in lues[1:-1]]
    numerotees = list(enumerate(lignes, start=-len(lignes)))
    # From the end back; the rows of each candidate then stand in their order again.
    for groupe in par_candidat(reversed(numerotees), haut):
        yield sorted(groupe)


def entieres(contenu: bytes, haut: Tete) -> bytes:
    """The rows of a block, but a last candidate's whose last row has no end: it may be cut."""
    if contenu.endswith(b"\n"):
        return contenu
    lignes = list(enumerate(BytesIO(contenu)))
    # From the end back, the first candidate met is the last one; its first line is met last.
    # Of blank lines alone, nothing is whole.
    a_rebours = par_candidat(reversed(lignes), haut)
    dernier = next(a_rebours, iter(lignes[:1]))
    *_, (premiere, _) = dernier
    avant_lui = [ligne for _, ligne in lignes[:premiere]]
    return b"".join(avant_lui)


def coupes(flux: BinaryIO, taille: int, haut: Tete, pas: int, total: int) -> Iterator[Bornes]:
    """Where to cut `total` bytes in about so many: whole lines, whole candidates of `pas` lines."""
    debut = len(haut.contenu)
    while debut < total:
        # A block ends with the line in which its last byte is…
        flux.seek(debut + taille - 1)
        flux.readline()
        # …or, in the long form, with the candidate whose row comes next.
        fin = flux.tell()
        if pas > 1:
            fin = _fin_du_candidat(flux, haut, pas)
        fin = min(fin, total)
        yield debut, fin
        debut = fin


def _fin_du_candidat(flux: BinaryIO, haut: Tete, pas: int) -> int:
    """Where the rows of the candidate whose row is next end, or about `pas` of them."""
    fin = flux.tell()
    reference = None
    for ligne in islice(flux, 2 * pas):
        # A blank line is nobody's, and goes with what comes before it.
        if not haut.est_vide(ligne):
            autre = haut.reference(ligne)
            if reference not in (None, autre):
                break
            reference = autre
        fin += len(ligne)
    return fin


def sans_guillemets(contenu: bytes, separateur: bytes) -> bytes:
    """Lines without the quotes around the cells that would be the same without; others are left."""
    if b'"' not in contenu:
        return contenu
    return _entre_guillemets(separateur).sub(rb"\1", contenu)


@cache
def _entre_guillemets(separateur: bytes) -> re.Pattern[bytes]:
    """A whole cell between quotes that hold nothing for which they would be needed."""
    signe = re.escape(separateur)
    # Before it a separator, an end of line or the beginning; after it one of the first two.
    motif = rb'(?<![^%b\n])"([^"%b\r\n]*)"(?=[%b\n])' % (signe, signe, signe)
    return re.compile(motif)
