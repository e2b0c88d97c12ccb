"""A CSV mended in a copy: the lines where nothing changes keep their text, signs and ends."""

import csv
from codecs import BOM_UTF8
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from io import StringIO

from clea_cli.grille.corriger import FORMULE, Correction
from clea_cli.grille.grille import FormeDuFichier, TablesDuFichier
from clea_cli.sorties.tableur_csv import est_une_formule
from clea_cli.sources.cellules import Cellule
from clea_cli.sources.encodages import ENCODAGES, textes
from clea_cli.sources.lignes_csv import SEPARATEURS, rangees, sans_enveloppe

_, UTF_8 = ENCODAGES["utf-8"]

_FIN_ECRITE = "\r\n"  # both letters, for the library quotes a cell that holds one of these
_Changees = dict[int, str]  # the texts that cells of a row get, by column from 1


def texte_lu(contenu: bytes, tableau: TablesDuFichier, encodage: str | None) -> str:
    """The text of a CSV as it was read: without the quotes around rows, if they were left out."""
    lecture = tableau.lecture
    # Which reading was kept is known by the words for its encoding.
    lus = textes(contenu, encodage)
    texte = next(texte for nom, texte in lus if ENCODAGES[nom][1] == lecture.encodage)
    nu = sans_enveloppe(texte)
    if nu is None:
        return texte
    # With its quotes a row is one cell: the headings are too few.
    titres = tableau.parties[0].titres
    largeurs: dict[int, int] = {}
    for _, rang, valeurs in rangees(texte, separateur_lu(lecture)):
        largeurs[rang] = len(valeurs)
    en_entier = largeurs[titres.rang] >= len(titres.valeurs)
    return texte if en_entier else nu


def separateur_lu(lecture: FormeDuFichier) -> str:
    """The sign between the cells of a CSV as it was read."""
    for signe, mots in SEPARATEURS.items():
        if mots == lecture.separateur:
            return signe
    return lecture.separateur.strip("« »")


def formules(texte: str, separateur: str) -> Iterator[Correction]:
    """The cells that a spreadsheet would execute, each with the apostrophe that makes it a text."""
    for ligne, rang, valeurs in rangees(texte, separateur):
        for colonne, valeur in enumerate(valeurs, start=1):
            if est_une_formule(valeur):
                cellule = Cellule(valeur, ligne, rang, colonne)
                en_texte = f"'{valeur.strip()}"
                yield Correction(FORMULE, cellule, en_texte)


def recrire(texte: str, separateur: str, corrections: Collection[Correction]) -> bytes:
    """Write the text with its corrections, in UTF-8."""
    par_rang: dict[int, _Changees] = defaultdict(dict)
    for correction in corrections:
        _, rang, colonne = correction.place
        par_rang[rang][colonne] = correction.apres
    ecrit = "".join(_morceaux(texte, separateur, par_rang))
    # With its mark, or Excel takes UTF-8 for the encoding of the machine.
    return BOM_UTF8 + ecrit.encode(errors="replace")


def _morceaux(texte: str, separateur: str, par_rang: Mapping[int, _Changees]) -> Iterator[str]:
    """The text line after line; a row may take several lines, and what no row holds is kept."""
    lignes = StringIO(texte, newline="").readlines()
    trouvees = list(rangees(texte, separateur))
    # Where each row begins, and where the text ends (lines from 1).
    bornes = [ligne for ligne, _, _ in trouvees]
    bornes.append(len(lignes) + 1)
    premiere, *fins = bornes
    yield from lignes[: premiere - 1]
    for (debut, rang, valeurs), fin in zip(trouvees, fins, strict=True):
        brute = "".join(lignes[debut - 1 : fin - 1])
        if rang in par_rang:
            yield _ligne(brute, valeurs, separateur, par_rang[rang])
        else:
            yield brute


def _ligne(brute: str, valeurs: list[str], separateur: str, changees: _Changees) -> str:
    """A row with its corrections, and the end that it had."""
    fin = brute[len(brute.rstrip("\r\n")) :]
    neuves: list[str] = []
    for colonne, valeur in enumerate(valeurs, start=1):
        neuves.append(changees.get(colonne, valeur))
    # A line that is taken out leaves its end: the others keep their numbers.
    if not any(neuves):
        return fin
    sortie = StringIO(newline="")
    ecrivain = csv.writer(sortie, delimiter=separateur, lineterminator=_FIN_ECRITE)
    ecrivain.writerow(neuves)
    ecrite = sortie.getvalue().removesuffix(_FIN_ECRITE)
    return ecrite + fin
