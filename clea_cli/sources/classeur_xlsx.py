"""The sheets of an xlsx: by python-calamine where Excel would write them so, else by expat.

The library guesses: an index of a string with a space before it is read as string 0, a comment
cuts a number in two, a letter written « &#49; » is lost, an error is an empty cell. So a sheet is
given to it only if all of it is written as it surely understands (`classeur_xlsx_ordinaire`); any
other is read cell by cell (`classeur_xlsx_lent`), and refused where a person would not see there
what was read.
"""

from datetime import date, datetime, timedelta
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from python_calamine import CalamineWorkbook

from clea_cli.sources import classeur_xlsx_ordinaire as ordinaire
from clea_cli.sources.cellules import Feuille, Ligne
from clea_cli.sources.classeur_xlsx_aspects import regarder
from clea_cli.sources.classeur_xlsx_lent import lire as lire_lentement
from clea_cli.sources.classeur_xlsx_parties import Parties, parties
from clea_cli.sources.feuille_lue import sans_ce_qui_est_dessous
from clea_cli.sources.formats_de_nombre import duree


def lire(archive: ZipFile, contenu: bytes) -> tuple[Feuille, ...]:
    """Read all sheets. Raises ValueError and its like (damaged), DemesureError."""
    lues = parties(archive)
    vite = _Vite(contenu, lues)
    feuilles: list[Feuille] = []
    for rang in range(len(lues.feuilles)):
        feuilles.append(_feuille(rang, lues, vite, archive))
    return tuple(feuilles)


class _Vite:
    """The workbook as the library reads it, opened when a first sheet may be read so."""

    def __init__(self, contenu: bytes, lues: Parties) -> None:
        self._contenu = contenu
        self._classeur: CalamineWorkbook | None = None
        # It gives values, where these formats show something else.
        autrement = lues.styles.montrent_des_mots or lues.styles.montrent_des_zeros
        self.sait = not autrement and ordinaire.textes_ordinaires(lues.textes_xml)

    def lignes(self, rang: int) -> list[Ligne]:
        """The rows of a sheet, the first at 0."""
        if self._classeur is None:
            octets = BytesIO(self._contenu)
            self._classeur = CalamineWorkbook.from_filelike(octets)
        feuille = self._classeur.get_sheet_by_index(rang)
        return _lignes(feuille)


def _feuille(rang: int, lues: Parties, vite: _Vite, archive: ZipFile) -> Feuille:
    ecrite = lues.feuilles[rang]
    if not ecrite.partie:  # a chart has no cells
        return Feuille(ecrite.nom, (), masquee=ecrite.masquee)
    xml = archive.read(ecrite.partie)
    fusions = ordinaire.fusions(xml) if vite.sait else None
    if fusions is None:
        feuille = lire_lentement(xml, lues, ecrite)
    else:
        lignes = vite.lignes(rang)
        feuille = Feuille(
            ecrite.nom,
            sans_ce_qui_est_dessous(lignes, fusions),
            masquee=ecrite.masquee,
            fusions=tuple(fusions),
        )
    return regarder(xml, lues, feuille)


def _lignes(feuille: Any) -> list[Ligne]:
    """The rows of a sheet of the library's that are not empty."""
    if feuille.start is None:  # no cell at all
        return []
    # It begins at the first row, but at the first column that has a cell.
    _, premiere_colonne = feuille.start
    avant = [""] * premiere_colonne
    lignes: list[Ligne] = []
    for rang, valeurs in enumerate(feuille.iter_rows(), start=1):
        if avant:
            valeurs = avant + valeurs
        # To join all is far faster than to look at each cell, and a row is most often texts only.
        try:
            remplie = "".join(valeurs)
        except TypeError:
            valeurs = list(map(_texte, valeurs))
            remplie = "".join(valeurs)
        if remplie:
            lignes.append(Ligne(rang, rang, tuple(valeurs)))
    return lignes


def _texte(valeur: object) -> str:
    """What a person sees of a value of the library's."""
    if isinstance(valeur, str):
        return valeur
    # A bool is an int to Python, and a datetime a date.
    if isinstance(valeur, bool):
        return "VRAI" if valeur else "FAUX"
    if isinstance(valeur, float):
        return f"{valeur + 0:.15g}"  # of -0, 0
    if isinstance(valeur, timedelta):
        return duree(valeur.total_seconds())
    if isinstance(valeur, datetime | date):
        return f"{valeur:%d/%m/%Y}"
    return str(valeur)
