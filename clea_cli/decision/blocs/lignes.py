"""Rows that are not understood by blocks, given to the slow way in their place.

For their grilles, or for their faults.
"""

from collections.abc import Container, Iterable, Iterator, Sequence
from itertools import islice
from typing import BinaryIO

from clea_cli.decision.blocs.cellules import Bloc
from clea_cli.decision.blocs.essai import LIGNES_MAX, Echantillon
from clea_cli.decision.blocs.fichier import Numerotee, par_candidat
from clea_cli.decision.lot import candidat_du_fichier, comprendre, comprendre_lot
from clea_cli.decision.rendus import csv as score_csv
from clea_cli.diagnostics import Diagnostic, Outcome, Position
from clea_cli.grille import lire_csv
from clea_cli.grille.grille import Colonnes, TablesDuFichier
from clea_cli.grille.lire_forme import interpreter
from clea_cli.grille.reconnaitre import est_un_bilan
from clea_cli.sources.cellules import Ligne

VOISINES = 16  # rows that are judged together: see F113

CHIFFRES = {b"0", b"1"}  # answers that are not words


def relire(essai: Echantillon, lignes: Sequence[Numerotee]) -> Bloc | None:
    """Read those lines the slow way; None if it has, or might have, anything to say of them."""
    # A cell may end, or a row begin, elsewhere: these are not for us.
    for _, ligne in lignes:
        guillemet_ouvert = ligne.count(b'"') % 2
        if guillemet_ouvert or _coupee(ligne):
            return None
    tableau = _comme_le_temoin(essai, lignes)
    if tableau is None:
        return None
    criteres = essai.lignes.bareme.nombre_de_criteres
    # The rows of a total that a spreadsheet works out are nobody's.
    rangees = tableau.parties[0].corps
    ou_est_le_nom = essai.haut.colonnes.candidat or 0
    noms = [rangee.valeurs[ou_est_le_nom] for rangee in rangees]
    if noms and all(map(est_un_bilan, noms)):
        personne = Colonnes.depuis((), criteres)
        return Bloc([], personne, frozenset(), hors=len(rangees))
    lue = interpreter(tableau, essai.lecture.ignorer)
    sans_nom = candidat_du_fichier(essai.source)
    fichier = comprendre(essai.source, lue, essai.referentiel, sans_nom)
    if lue.value is None or fichier.diagnostics:
        return None
    # Nothing is to be said: their grilles become columns like the others.
    candidats = [grille.candidat for grille in fichier.grilles]
    mots: set[bytes] = set()
    for saisie in lue.value.saisies:
        if saisie.resultat:
            mot = saisie.resultat.valeur
            mots.add(mot.encode())
    return Bloc(
        noms=score_csv.noms_en_bloc(candidats),
        colonnes=Colonnes.depuis(fichier.grilles, criteres),
        mots=frozenset(mots),
        hors=sum(len(une.hors) for une in lue.value.lues),
        references=[candidat.encode() for candidat in candidats],
    )


def _comme_le_temoin(essai: Echantillon, lignes: Sequence[Numerotee]) -> TablesDuFichier | None:
    """Those lines below the headings of the file; None if they are not understood as the sample."""
    modele = essai.brute.tableau
    tableau = _lire_sous_les_titres(essai, lignes).value
    if tableau is None or tableau.lecture != modele.lecture:
        return None
    [partie, *_] = tableau.parties
    if partie.entete != modele.parties[0].entete:
        return None
    largeur = len(essai.haut.colonnes.titres)
    if any(len(rangee.valeurs) != largeur for rangee in partie.corps):
        return None
    return tableau


def _lire_sous_les_titres(
    essai: Echantillon, lignes: Iterable[Numerotee]
) -> Outcome[TablesDuFichier]:
    """Read those lines as a file of their own, below the headings of the whole one."""
    contenu = essai.haut.contenu + bout_a_bout(lignes)
    lecture = essai.lecture
    return lire_csv.lire(contenu, essai.source, lecture.encodage, lecture.separateur)


def bout_a_bout(lignes: Iterable[Numerotee]) -> bytes:
    """Those lines as they stand in the file."""
    return b"".join(ligne for _, ligne in lignes)


def _coupee(ligne: bytes) -> bool:
    """Whether a CSV reader would see more than one line here."""
    return b"\r" in ligne.removesuffix(b"\n").removesuffix(b"\r")


def concernees(
    flux: BinaryIO,
    essai: Echantillon,
    doubles: Container[int],
    *,
    meles: bool,
) -> Iterator[Numerotee]:
    """The lines of candidates told twice, LIGNES_MAX of them or little more.

    If zeros matter (`meles`), those of candidates with one too, and of some with words.
    """
    haut = essai.haut
    forme = essai.lecteur.forme
    dites = mots = 0
    flux.seek(len(haut.contenu))
    numerotees = enumerate(flux, start=haut.lignes + 1)
    for groupe in par_candidat(numerotees, haut):
        # A candidate whose rows have no end is no reason to hold them all.
        lignes = list(islice(groupe, LIGNES_MAX))
        # The answers, where it matters which words they are.
        cases: set[bytes] = set()
        if meles:
            for _, ligne in lignes:
                cellules = ligne.rstrip(b"\r\n").split(forme.separateur)
                cases.update(cellules[forme.reponses])
        # A namesake, or a zero…
        _, premiere = lignes[0]
        reference = haut.reference(premiere)
        double = hash(reference.encode()) in doubles
        en_cause = double or b"0" in cases
        concernee = en_cause and dites < LIGNES_MAX
        # …or one of the few whose words say that a zero is in doubt.
        a_des_mots = bool(cases - CHIFFRES)
        en_mots = a_des_mots and mots < VOISINES
        if concernee or en_mots:
            yield from lignes
        if concernee:
            dites += len(lignes)
        mots += en_mots
        if dites >= LIGNES_MAX and (mots >= VOISINES or not meles):
            return


def fautes(essai: Echantillon, lignes: Iterable[Numerotee]) -> tuple[Diagnostic, ...]:
    """What the slow way says of those lines of a file, and of nothing else in it.

    Nothing if it would not say where.
    """
    par_numero = dict(lignes)
    haut = essai.haut
    # Beside a candidate without a fault: what all lack would be told of the file, without a place.
    if haut.longue:
        references = {haut.reference(ligne) for ligne in par_numero.values()}
        du_temoin = {haut.reference(ligne) for _, ligne in essai.temoin}
        if references.isdisjoint(du_temoin):
            par_numero.update(essai.temoin)
    triees = sorted(par_numero.items())
    if any(_coupee(ligne) for _, ligne in triees):
        return ()
    # Below the headings they make a file, whose lines have other numbers in the whole one.
    numeros = list(range(1, haut.lignes + 1))
    numeros += [numero for numero, _ in triees]
    lu = _lire_sous_les_titres(essai, triees)
    if lu.value is None:
        return tuple(_deplacee(faute, numeros) for faute in lu.diagnostics)
    # Each row gets its own number back before its cells are given a meaning, so that faults that
    # quote another row quote it rightly.
    [partie] = lu.value.parties
    en_place = [_en_place(ligne, numeros) for ligne in partie.feuille.lignes]
    feuille = partie.feuille._replace(lignes=tuple(en_place))
    deplacee = partie._replace(feuille=feuille)
    tableau = lu.value._replace(parties=(deplacee,))
    lue = interpreter(tableau, essai.lecture.ignorer)
    lot = comprendre_lot([(essai.source, lue)], essai.lecture)
    return lot.diagnostics


def _en_place(lue: Ligne, numeros: list[int]) -> Ligne:
    """The row with its own number; a spreadsheet shows no row for a first line « sep=; »."""
    vraie = numeros[lue.ligne - 1]
    sans_rang = lue.ligne - lue.rang
    return lue._replace(ligne=vraie, rang=vraie - sans_rang)


def _deplacee(faute: Diagnostic, numeros: list[int]) -> Diagnostic:
    """The fault with the number of its own line."""
    source, ligne, colonne, cellule = faute.position
    if ligne is None:
        return faute
    # The end of a file may be counted as one line more.
    derniere = min(ligne, len(numeros))
    vraie = numeros[derniere - 1]
    nom = None
    if cellule:
        # The name of a cell moves with its line: « C12 », or « C11 » below a line « sep=; ».
        lettres = cellule.rstrip("0123456789")
        rang = int(cellule.removeprefix(lettres))
        sans_rang = ligne - rang
        nom = f"{lettres}{vraie - sans_rang}"
    deplacee = Position(source, vraie, colonne, nom)
    return faute._replace(position=deplacee)
