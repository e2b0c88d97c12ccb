"""Rows that are not understood by blocks, given to the slow way in their place: for their grilles, or their faults."""

from collections.abc import Container, Iterable, Iterator
from itertools import pairwise
from pathlib import PurePath
from typing import BinaryIO

from clea_cli.diagnostics import Diagnostic, Position
from clea_cli.grille import Colonnes, GrilleBrute, Ligne
from clea_cli.readers import grille_csv
from clea_cli.readers.grille_blocs import Bloc, LecteurBlocs, Tete
from clea_cli.readers.grille_forme import interpreter
from clea_cli.referentiel import Referentiel
from clea_cli.renderers import score_csv
from clea_cli.workflow.score import Lecture, comprendre, comprendre_lot

_VOISINES = 16  # rows that are judged together: see F113

Numerotee = tuple[int, bytes]  # a line of the file, and its number


def groupes(
    contenu: bytes, premiere: int, lecteur: LecteurBlocs, pas: int
) -> Iterator[tuple[list[Numerotee], Bloc | None]]:
    """The lines of a block with those that are judged with them, and what is understood of them by themselves."""
    groupe = _VOISINES if pas == 1 else pas
    lignes = list(enumerate(contenu.removesuffix(b"\n").split(b"\n"), start=premiere))
    debut = -(premiere - 1) % groupe if pas == 1 else 0
    bornes = [0, *range(debut, len(lignes), groupe), len(lignes)]
    for a, b in pairwise(bornes):
        if a < b:
            yield lignes[a:b], lecteur.lire(b"".join(ligne + b"\n" for _, ligne in lignes[a:b]))


def relire(
    brute: GrilleBrute, lecture: Lecture, haut: Tete, lignes: Iterable[Numerotee], referentiel: Referentiel
) -> Bloc | None:
    """Read those lines the slow way; None if it has anything to say of them, or might say it of more lines.

    `brute` is the sample that the headings were understood by.
    """
    textes, modele = [ligne for _, ligne in lignes], brute.tableau
    if any(ligne.count(b'"') % 2 or b"\r" in ligne.removesuffix(b"\r") for ligne in textes):
        return None  # a cell may end, or a row begin, elsewhere
    contenu = haut.contenu + b"".join(ligne + b"\n" for ligne in textes)
    tableau = grille_csv.lire(contenu, brute.source, lecture.encodage, lecture.separateur).value
    if tableau is None or (tableau.lecture, tableau.entete) != (modele.lecture, modele.entete):
        return None
    if any(len(ligne.valeurs) != len(haut.colonnes.titres) for ligne in tableau.lignes[modele.entete + 1 :]):
        return None
    lue = interpreter(tableau)
    fichier = comprendre(brute.source, lue, referentiel, PurePath(brute.source).stem)
    if lue.value is None or fichier.diagnostics:
        return None
    noms = score_csv.noms_en_bloc(grille.candidat for grille in fichier.grilles)
    mots = (saisie.resultat.valeur.encode() for saisie in lue.value.saisies if saisie.resultat)
    return Bloc(noms, Colonnes.depuis(fichier.grilles, sum(1 for _ in referentiel.criteres)), frozenset(mots))


def concernees(flux: BinaryIO, haut: Tete, homonymes: Container[int], *, zeros: bool) -> Iterator[Numerotee]:
    """The lines of candidates told twice and, if they matter, those that answer 0; then any line, for the words."""
    signe, ici = haut.signe.encode(), haut.colonnes.candidat or 0
    flux.seek(len(haut.contenu))
    premiere = haut.contenu.count(b"\n") + 1
    for numero, ligne in enumerate(flux, start=premiere):
        cellules = ligne.rstrip(b"\r\n").split(signe)
        nom = cellules[ici].strip(b'" ') if ici < len(cellules) else b""
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
