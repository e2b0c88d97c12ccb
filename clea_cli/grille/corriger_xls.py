"""An older workbook (.xls), which nothing here writes, as an xlsx: its texts, what it hides."""

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

from clea_cli.grille.corriger import Correction, PlaceDeCellule
from clea_cli.sorties.tableur_xlsx import ouvrir
from clea_cli.sources.cellules import Feuille


def recrire(feuilles: Sequence[Feuille], corrections: Sequence[Correction]) -> bytes:
    """Write the sheets with their corrections, each cell as a text."""
    textes = {correction.place: correction.apres for correction in corrections}
    sortie = BytesIO()
    with ouvrir(sortie, "Grille corrigée") as classeur:
        en_texte = classeur.add_format({"num_format": "@"})
        for feuille in feuilles:
            _feuille(classeur.add_worksheet(feuille.nom), feuille, textes, en_texte)
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
    for ligne in feuille.lignes:
        for colonne, valeur in enumerate(ligne.valeurs, start=1):
            texte = textes.get((feuille.nom, ligne.rang, colonne), valeur)
            if texte:
                ecrite.write_string(ligne.rang - 1, colonne - 1, texte, en_texte)
    for rang in feuille.lignes_masquees:
        ecrite.set_row(rang - 1, None, None, {"hidden": True})
    for colonne in feuille.colonnes_masquees:
        ecrite.set_column(colonne - 1, colonne - 1, None, None, {"hidden": True})
    if feuille.masquee:
        ecrite.hide()
