"""An answer that is struck through gives no verdict; a struck comment is a comment."""

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from tests.promesses.test_cases import CAS, CRITERES, ecrites, lancer


def ecrire(dossier, colonne, *, en_partie):
    (dossier / "jouet.yaml").write_bytes((CAS / "grille" / "jouet.yaml").read_bytes())
    classeur = openpyxl.Workbook()
    feuille = classeur.active
    feuille.append(["critere", "resultat", "commentaire"])
    for code in CRITERES:
        feuille.append([code, "acquis", "vu"])
    cellule = feuille[f"{colonne}3"]
    if en_partie:
        cellule.value = CellRichText(TextBlock(InlineFont(strike=True), "non "), "acquis")
    else:
        cellule.font = Font(strike=True)
    classeur.save(dossier / "g.xlsx")


@pytest.mark.parametrize("en_partie", [False, True])
def test_une_reponse_barree_est_une_faute_a_sa_case(tmp_path, en_partie):
    ecrire(tmp_path, "B", en_partie=en_partie)
    [faute] = ecrites(lancer(tmp_path, "score", "g.xlsx", "-r", "jouet.yaml").erreurs)
    assert (faute.code, faute.cellule) == ("F346", "B3")


def test_un_commentaire_barre_reste_un_commentaire(tmp_path):
    ecrire(tmp_path, "C", en_partie=False)
    execution = lancer(tmp_path, "score", "g.xlsx", "-r", "jouet.yaml")
    assert (execution.statut, ecrites(execution.erreurs)) == (0, [])
