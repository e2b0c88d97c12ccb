"""An older workbook (.xls), which nothing here writes, as an xlsx: its texts, what it hides."""

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

from clea_cli.grille.corriger import Correction, PlaceDeCellule
from clea_cli.sorties.tableur_xlsx import ouvrir
from clea_cli.sources.cellules import Feuille

_CACHEE = {"hidden": True}


def recrire(feuilles: Sequence[Feuille], corrections: Sequence[Correction]) -> bytes:
    """Write the sheets with their corrections, each cell as a text."""
    textes = {correction.place: correction.apres for correction in corrections}
    sortie = BytesIO()
    with ouvrir(sortie, "Grille corrigée") as classeur:
        en_texte = classeur.add_format({"num_format": "@"})
        for feuille in feuilles:
            ecrite = classeur.add_worksheet(feuille.nom)
            _feuille(ecrite, feuille, textes, en_texte)
        # A workbook opens on a sheet that is seen.
        visibles = [feuille for feuille in feuilles if not feuille.masquee]
        if visibles:
            premiere = classeur.get_worksheet_by_name(visibles[0].nom)
            premiere.activate()
            premiere.set_first_sheet()
    return sortie.getvalue()


def _feuille(
    ecrite: Any, feuille: Feuille, textes: Mapping[PlaceDeCellule, str], en_texte: Any
) -> None:
    # Places count from 1 in a sheet that was read, from 0 in one that is written.
    for ligne in feuille.lignes:
        for place, valeur in enumerate(ligne.valeurs):
            ici = (feuille.nom, ligne.rang, place + 1)
            texte = textes.get(ici, valeur)
            if texte:
                ecrite.write_string(ligne.rang - 1, place, texte, en_texte)
    for rang in feuille.lignes_masquees:
        ecrite.set_row(rang - 1, None, None, _CACHEE)
    for colonne in feuille.colonnes_masquees:
        place = colonne - 1
        ecrite.set_column(place, place, None, None, _CACHEE)
    if feuille.masquee:
        ecrite.hide()
