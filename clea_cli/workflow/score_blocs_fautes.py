"""The faults of a file too large for the slow way: it is given the rows that were not understood, in their place."""

from collections.abc import Container, Iterable, Iterator
from itertools import pairwise
from typing import BinaryIO

from clea_cli.diagnostics import Diagnostic, Position
from clea_cli.grille import Ligne
from clea_cli.readers import grille_csv
from clea_cli.readers.grille_blocs import LecteurBlocs, Tete
from clea_cli.readers.grille_forme import interpreter
from clea_cli.workflow.score import Lecture, comprendre_lot

LIGNES_MAX = 2_000  # that are read the slow way: more faults than anybody mends by hand

_VOISINES = 16  # rows that are judged together: see F113

Numerotee = tuple[int, bytes]  # a line of the file, and its number


def suspectes(contenu: bytes, premiere: int, lecteur: LecteurBlocs, pas: int) -> Iterator[Numerotee]:
    """The lines of a block that are not understood by themselves, with those that are judged with them."""
    groupe = _VOISINES if pas == 1 else pas
    lignes = list(enumerate(contenu.removesuffix(b"\n").split(b"\n"), start=premiere))
    debut = -(premiere - 1) % groupe if pas == 1 else 0
    bornes = [0, *range(debut, len(lignes), groupe), len(lignes)]
    for a, b in pairwise(bornes):
        if lecteur.lire(b"".join(ligne + b"\n" for _, ligne in lignes[a:b])) is None:
            yield from lignes[a:b]


def concernees(flux: BinaryIO, haut: Tete, homonymes: Container[int], *, zeros: bool) -> Iterator[Numerotee]:
    """The lines of candidates told twice and, if they matter, those that answer 0; then any line, for the words."""
    signe, ici = haut.signe.encode(), haut.colonnes.candidat or 0
    flux.seek(len(haut.contenu))
    premiere = haut.contenu.count(b"\n") + 1
    for numero, ligne in enumerate(flux, start=premiere):
        cellules = ligne.rstrip(b"\r\n").split(signe)
        nom = cellules[ici] if ici < len(cellules) else b""
        if hash(nom) in homonymes or (zeros and (b"0" in cellules or numero < premiere + _VOISINES)):
            yield numero, ligne.rstrip(b"\r\n")


def fautes(source: str, lecture: Lecture, haut: Tete, lignes: Iterable[Numerotee]) -> tuple[Diagnostic, ...]:
    """What the slow way says of those lines of a file, and of nothing else in it."""
    triees = sorted(dict(lignes).items())
    numeros = [*range(1, haut.contenu.count(b"\n") + 1), *(numero for numero, _ in triees)]
    contenu = haut.contenu + b"".join(ligne + b"\n" for _, ligne in triees)
    lu = grille_csv.lire(contenu, source, lecture.encodage, lecture.separateur)
    if lu.value is None:
        return tuple(_deplacee(faute, numeros) for faute in lu.diagnostics)
    lue = interpreter(lu.value._replace(lignes=tuple(_en_place(ligne, numeros) for ligne in lu.value.lignes)))
    return comprendre_lot([(source, lue)], lecture).diagnostics


def _en_place(lue: Ligne, numeros: list[int]) -> Ligne:
    """The row with its own number; a spreadsheet shows no row for a first line « sep=; »."""
    vraie = numeros[lue.ligne - 1]
    return lue._replace(ligne=vraie, rang=vraie - (lue.ligne - lue.rang))


def _deplacee(faute: Diagnostic, numeros: list[int]) -> Diagnostic:
    source, ligne, colonne, cellule = faute.position
    if ligne is None:
        return faute
    vraie = numeros[min(ligne, len(numeros)) - 1]
    nom = cellule and cellule.rstrip("0123456789") + str(vraie)
    return faute._replace(position=Position(source, vraie, colonne, nom))
