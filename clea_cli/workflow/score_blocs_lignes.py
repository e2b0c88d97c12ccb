"""Rows that are not understood by blocks, given to the slow way in their place: for their grilles, or their faults."""

from collections.abc import Container, Iterable, Iterator
from itertools import groupby, islice
from pathlib import PurePath
from typing import BinaryIO
from unicodedata import normalize

from clea_cli.diagnostics import Diagnostic, Position
from clea_cli.grille import Colonnes, GrilleBrute, Ligne
from clea_cli.readers import grille_csv
from clea_cli.readers.grille_blocs import Bloc, LecteurBlocs, Tete, est_vide, nom_ecrit
from clea_cli.readers.grille_forme import interpreter
from clea_cli.readers.lignes_csv import sans_precaution
from clea_cli.referentiel import Referentiel
from clea_cli.renderers import score_csv
from clea_cli.workflow.score import Lecture, comprendre, comprendre_lot

_VOISINES = 16  # rows that are judged together: see F113

Numerotee = tuple[int, bytes]  # a line of the file, and its number


def groupes(contenu: bytes, lecteur: LecteurBlocs, haut: Tete) -> Iterator[tuple[list[Numerotee], Bloc | None]]:
    """The lines of a block with those that are judged with them, and what is understood of them by themselves.

    They are numbered from 0 on.
    """
    lignes = enumerate(contenu.removesuffix(b"\n").split(b"\n"))
    ecrites = [(numero, ligne) for numero, ligne in lignes if not est_vide(ligne, haut)]
    large = haut.colonnes.critere is None
    for _, ensemble in groupby(ecrites, key=lambda une: une[0] // _VOISINES if large else nom_ecrit(une[1], haut)):
        groupe = list(ensemble)
        yield groupe, lecteur.lire(b"".join(ligne + b"\n" for _, ligne in groupe))


def relire(
    brute: GrilleBrute, lecture: Lecture, haut: Tete, lignes: Iterable[Numerotee], referentiel: Referentiel
) -> Bloc | None:
    """Read those lines the slow way; None if it has anything to say of them, or might say it of more lines.

    `brute` is the sample that the headings were understood by.
    """
    textes, modele = [ligne for _, ligne in lignes], brute.tableau
    if any(ligne.count(b'"') % 2 or _coupee(ligne) for ligne in textes):
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


def _coupee(ligne: bytes) -> bool:
    """Whether a CSV reader would see more than one line here."""
    return b"\r" in ligne.removesuffix(b"\r")


def concernees(
    flux: BinaryIO, haut: Tete, homonymes: Container[int], maximum: int, reponses: slice | None
) -> Iterator[Numerotee]:
    """The lines of candidates told twice, about `maximum` of them.

    If zeros matter, `reponses` are the columns of answers: the lines of candidates with one, and of some with words.
    """
    flux.seek(len(haut.contenu))
    signe, dites, mots = haut.signe.encode(), 0, 0
    for lignes in _par_candidat(enumerate(flux, start=haut.contenu.count(b"\n") + 1), haut, maximum):
        cases = {case for _, ligne in lignes for case in ligne.split(signe)[reponses]} if reponses else set()
        concernee = dites < maximum and (hash(_ecrit(nom_ecrit(lignes[0][1], haut))) in homonymes or b"0" in cases)
        en_mots = mots < _VOISINES and bool(cases - {b"0", b"1"})
        if concernee or en_mots:
            yield from lignes
            dites, mots = dites + concernee * len(lignes), mots + en_mots
        if dites >= maximum and (reponses is None or mots >= _VOISINES):
            return


def _par_candidat(lignes: Iterable[Numerotee], haut: Tete, maximum: int) -> Iterator[list[Numerotee]]:
    """The lines of a candidate together, that many at the most."""
    large = haut.colonnes.critere is None
    nues = ((numero, ligne.rstrip(b"\r\n")) for numero, ligne in lignes)
    pleines = (une for une in nues if not est_vide(une[1], haut))
    for _, groupe in groupby(pleines, key=lambda une: une[0] if large else nom_ecrit(une[1], haut)):
        yield list(islice(groupe, maximum))


def _ecrit(nom: bytes) -> bytes:
    """A name as it is written in the CSV, however it stands in the file."""
    if nom.isalnum():
        return nom
    lu = normalize("NFC", sans_precaution(nom.decode(errors="replace").strip('"').strip()))
    return score_csv.noms_en_bloc([lu])[0]


def fautes(
    source: str, lecture: Lecture, haut: Tete, lignes: Iterable[Numerotee], temoin: bytes, fin: bytes
) -> tuple[Diagnostic, ...]:
    """What the slow way says of those lines of a file, and of nothing else in it; nothing if it would not say where.

    `temoin` is a candidate without a fault: what all lack is told of the file, without a place. It is the last one, or
    the first if the last lines, `fin`, are among those to be told of: they may be cut in a word.
    """
    triees = sorted(dict(lignes).items())
    if not triees or any(_coupee(ligne) for _, ligne in triees):
        return ()
    siennes = temoin.rstrip(b"\r\n").split(b"\n")
    noms = {nom_ecrit(ligne, haut) for _, ligne in triees}
    if haut.colonnes.critere is not None and nom_ecrit(siennes[0], haut) not in noms:
        premiere = haut.contenu.count(b"\n") + 1
        entiers = enumerate(siennes, start=premiere if fin else triees[-1][0] + 2 * _VOISINES)
        triees = [*entiers, *triees] if fin else [*triees, *entiers]
    numeros = [*range(1, haut.contenu.count(b"\n") + 1), *(numero for numero, _ in triees)]
    contenu = haut.contenu + b"\n".join(ligne for _, ligne in triees) + (b"" if fin and fin[-1:] != b"\n" else b"\n")
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
    lettres = (cellule or "").rstrip("0123456789")
    nom = cellule and f"{lettres}{vraie - (ligne - int(cellule.removeprefix(lettres)))}"
    return faute._replace(position=Position(source, vraie, colonne, nom))
