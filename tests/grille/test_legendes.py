"""A legend that gives a sign another meaning than ours is a fault, wherever it stands; one that agrees is read past."""

import openpyxl
import pytest

from clea_cli.grille.reconnaitre import role
from tests.promesses.test_cases import CAS, CRITERES, ecrites, lancer


@pytest.mark.parametrize(
    ("titre", "sens"),
    [
        ("Résultat (A = acquis, NA = non acquis)", "resultat"),
        ("Résultat (A / NA / NE)", "resultat"),
        ("Résultat (1 = acquis ; 0 = non acquis)", "resultat"),
        ("Résultat (x = non acquis)", ""),
        ("Résultat (1 = non)", ""),
        ("Acquis (0/1, 0 = acquis)", ""),
    ],
)
def test_une_legende_dans_un_titre_ne_change_pas_ce_que_dit_la_colonne(titre, sens):
    assert role(titre) == sens


@pytest.mark.parametrize(
    ("haut", "bas", "codes"),
    [
        ("X = non acquis", "", ["F345"]),
        ("", "Légende : X = non acquis", ["F345"]),
        ("Codes : x = acquis / n = non acquis", "", []),
        ("x = à revoir, rien = acquis", "", ["F345"]),
        ("", "Une croix = pas vu", ["F345"]),
        ("x = non maîtrisé", "", ["F345"]),
        ("x = acquise, NE = pas vu", "", []),
        ("", "* 1.1.2 : finalement non acquis", ["F130"]),
        ("", "Le critère 1.1.2 reste acquis", ["F130"]),
        ("", "Document 1.1.2 du 3 mars", []),
        ("", "Bilan : 4 acquis (référentiel 2020.1)", []),
        ("", "A = acquis, N = oui", []),  # nobody answers by these here
    ],
)
def test_une_legende_contraire_autour_du_tableau_est_une_faute(tmp_path, haut, bas, codes):
    (tmp_path / "jouet.yaml").write_bytes((CAS / "grille" / "jouet.yaml").read_bytes())
    reponses = [
        f"{code};{dit}"
        for code, dit in zip(CRITERES, ("x", "x", "non acquis", "x", "x"), strict=True)
    ]
    lignes = [haut, "critere;resultat", *reponses, bas, ""]
    (tmp_path / "g.csv").write_text("\n".join(lignes), encoding="utf-8")
    execution = lancer(tmp_path, "score", "g.csv", "-r", "jouet.yaml")
    assert [faute.code for faute in ecrites(execution.erreurs)] == codes


def test_les_cases_pales_d_une_grille_vierge_ne_sont_pas_des_reponses_en_couleur(tmp_path):
    lancer(tmp_path, "grille", "nouvelle", "-o", "v.xlsx")
    classeur = openpyxl.load_workbook(tmp_path / "v.xlsx")
    for feuille in classeur:
        for rangee in feuille.iter_rows():
            for cellule in rangee:
                if cellule.value == "non évalué":
                    cellule.value = None
    classeur.save(tmp_path / "w.xlsx")
    [faute] = ecrites(lancer(tmp_path, "score", "w.xlsx").erreurs)
    assert faute.code == "F204"
