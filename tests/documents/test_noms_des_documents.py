"""Where a file cannot bear a reference, it is said, and the reference is not quoted."""

import pytest

from tests.promesses.test_cases import CAS, CRITERES, lancer


def grille(dossier, nom, reference):
    reponses = [f"{code};acquis" for code in CRITERES]
    lignes = [f"candidat;{reference}", "", "critere;resultat", *reponses, ""]
    (dossier / nom).write_text("\n".join(lignes), encoding="utf-8")


@pytest.mark.parametrize(
    ("references", "noms"),
    [
        (("C-1", "c-2"), []),
        (("C 0001/é", "C-2"), []),  # the same letters
        (("😀", "C-2"), ["sans-reference"]),
        (("Иван", "C-2"), ["sans-reference"]),  # it may be somebody's name: it is quoted nowhere
        (("C.1", "C-1"), ["C-1-2"]),
    ],
)
def test_un_nom_de_fichier_qui_n_est_pas_la_reference_est_dit_sans_la_citer(
    tmp_path, references, noms
):
    (tmp_path / "jouet.yaml").write_bytes((CAS / "grille" / "jouet.yaml").read_bytes())
    for rang, reference in enumerate(references):
        grille(tmp_path, f"g{rang}.csv", reference)
    commande = ("restitution", "g0.csv", "g1.csv", "-r", "jouet.yaml", "-o", "d", "-f", "md")
    erreurs = lancer(tmp_path, *commande).erreurs
    dites = [
        ligne.partition("-… n'est pas la référence")[0]
        for ligne in erreurs.splitlines()
        if "-… n'est pas" in ligne
    ]
    assert dites == noms
    assert "Иван" not in erreurs
