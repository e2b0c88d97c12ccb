"""A CSV mended in a copy: the lines where nothing changes keep their text, signs and ends."""

import csv
import re
from collections.abc import Collection, Iterator, Mapping
from io import StringIO

from clea_cli.grille.corriger import FORMULE, Correction
from clea_cli.grille.grille import FormeDuFichier, TablesDuFichier
from clea_cli.sorties.tableur_csv import est_une_formule
from clea_cli.sources.cellules import Cellule
from clea_cli.sources.encodages import ENCODAGES, textes
from clea_cli.sources.lignes_csv import SEPARATEURS, rangees, sans_enveloppe

UTF_8 = ENCODAGES["utf-8"][1]

_FIN = re.compile(r"[\r\n]*\Z")
_FIN_ECRITE = "\r\n"  # both letters, for the library quotes a cell that holds one of these
_MARQUE = b"\xef\xbb\xbf"


def texte_lu(contenu: bytes, tableau: TablesDuFichier, encodage: str | None) -> str:
    """The text of a CSV as it was read: without the quotes around rows, if they were left out."""
    lecture = tableau.lecture
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
    return texte if largeurs[titres.rang] >= len(titres.valeurs) else nu


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
                yield Correction(FORMULE, cellule, f"'{valeur.strip()}")


def recrire(texte: str, separateur: str, corrections: Collection[Correction]) -> bytes:
    """Write the text with its corrections, in UTF-8."""
    par_rang: dict[int, dict[int, str]] = {}
    for correction in corrections:
        _, rang, colonne = correction.place
        par_rang.setdefault(rang, {})[colonne] = correction.apres
    ecrit = "".join(_morceaux(texte, separateur, par_rang))
    return _MARQUE + ecrit.encode(errors="replace")


def _morceaux(
    texte: str, separateur: str, par_rang: Mapping[int, Mapping[int, str]]
) -> Iterator[str]:
    """The text line after line; a row may take several lines, and what no row holds is kept."""
    lignes = StringIO(texte, newline="").readlines()
    trouvees = list(rangees(texte, separateur))
    # Where each row begins, and where the text ends (lines from 1).
    bornes = [ligne for ligne, _, _ in trouvees]
    bornes.append(len(lignes) + 1)
    yield from lignes[: bornes[0] - 1]
    for (debut, rang, valeurs), fin in zip(trouvees, bornes[1:], strict=True):
        brute = "".join(lignes[debut - 1 : fin - 1])
        changees = par_rang.get(rang)
        yield _ligne(brute, valeurs, separateur, changees) if changees else brute


def _ligne(brute: str, valeurs: list[str], separateur: str, changees: Mapping[int, str]) -> str:
    """A row with its corrections, and the end that it had."""
    trouvee = _FIN.search(brute)
    fin = trouvee[0] if trouvee else ""
    neuves = [changees.get(colonne, valeur) for colonne, valeur in enumerate(valeurs, start=1)]
    if not any(neuves):
        return fin
    sortie = StringIO(newline="")
    csv.writer(sortie, delimiter=separateur, lineterminator=_FIN_ECRITE).writerow(neuves)
    return sortie.getvalue().removesuffix(_FIN_ECRITE) + fin
