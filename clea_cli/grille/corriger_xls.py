"""An older workbook (.xls), which nothing here writes, as an xlsx: its texts, what it hides.

What it strikes through and what it merges too: both change what is read of a grille.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from io import BytesIO
from typing import Any, NamedTuple

from xlsxwriter.exceptions import OverlappingRange

from clea_cli.grille.corriger import Correction, PlaceDeCellule
from clea_cli.sorties.tableur_xlsx import ouvrir
from clea_cli.sources.cellules import Feuille, Fusion

_TEXTE = {"num_format": "@"}
_CACHEE = {"hidden": True}


class _Formats(NamedTuple):
    """The formats of a cell, as the library made them."""

    texte: Any
    barre: Any


def recrire(feuilles: Sequence[Feuille], corrections: Sequence[Correction]) -> bytes:
    """Write the sheets with their corrections, each cell as a text."""
    textes = {correction.place: correction.apres for correction in corrections}
    sortie = BytesIO()
    with ouvrir(sortie, "Grille corrigée") as classeur:
        formats = _Formats(
            texte=classeur.add_format(_TEXTE),
            barre=classeur.add_format({**_TEXTE, "font_strikeout": True}),
        )
        for feuille in feuilles:
            ecrite = classeur.add_worksheet(feuille.nom)
            _feuille(ecrite, feuille, textes, formats)
        # A workbook opens on a sheet that is seen.
        visibles = [feuille for feuille in feuilles if not feuille.masquee]
        if visibles:
            premiere = classeur.get_worksheet_by_name(visibles[0].nom)
            premiere.activate()
            premiere.set_first_sheet()
    return sortie.getvalue()


def _feuille(
    ecrite: Any, feuille: Feuille, textes: Mapping[PlaceDeCellule, str], formats: _Formats
) -> None:
    # Places count from 1 in a sheet that was read, from 0 in one that is written.
    # What is merged comes first: its text is put over the blanks that it is made of.
    for haut, gauche, bas, droite in _fusions(feuille):
        with suppress(OverlappingRange):  # the file is damaged: the first of them is kept
            ecrite.merge_range(haut - 1, gauche - 1, bas - 1, droite - 1, "", formats.texte)
    for ligne in feuille.lignes:
        for place, valeur in enumerate(ligne.valeurs):
            ici = (feuille.nom, ligne.rang, place + 1)
            texte = textes.get(ici, valeur)
            barree = (ligne.rang, place + 1) in feuille.barrees
            if texte:
                format_ = formats.barre if barree else formats.texte
                ecrite.write_string(ligne.rang - 1, place, texte, format_)
    for rang in feuille.lignes_masquees:
        ecrite.set_row(rang - 1, None, None, _CACHEE)
    for colonne in feuille.colonnes_masquees:
        place = colonne - 1
        ecrite.set_column(place, place, None, None, _CACHEE)
    if feuille.masquee:
        ecrite.hide()


def _fusions(feuille: Feuille) -> Iterator[Fusion]:
    """The merged cells, up to where texts end: some run to the last row of a sheet."""
    if not feuille.lignes:
        return
    derniere = max(ligne.rang for ligne in feuille.lignes)
    largeur = max(len(ligne.valeurs) for ligne in feuille.lignes)
    for une in feuille.fusions:
        bornee = une._replace(bas=min(une.bas, derniere), droite=min(une.droite, largeur))
        hauteur = bornee.bas - bornee.haut + 1
        en_largeur = bornee.droite - bornee.gauche + 1
        # Of one cell, or of none, there is nothing to merge.
        if hauteur > 0 and en_largeur > 0 and hauteur * en_largeur > 1:
            yield bornee
