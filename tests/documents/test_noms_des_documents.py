"""Whose a document is, is said wherever its file cannot bear the reference itself."""

import pytest

from tests.promesses.test_cases import CAS, CRITERES, lancer


def grille(dossier, nom, reference):
    reponses = [f"{code};acquis" for code in CRITERES]
    lignes = [f"candidat;{reference}", "", "critere;resultat", *reponses, ""]
    (dossier / nom).write_text("\n".join(lignes), encoding="utf-8")


@pytest.mark.parametrize(
    ("references", "dites"),
    [
        (("C-1", "c-2"), []),
        (("C 0001/é", "C-2"), ["Les documents de « C 0001/é » se nomment C-0001-e-…"]),
        (("😀", "C-2"), ["Les documents de « 😀 » se nomment sans-reference-…"]),
        (("C.1", "C-1"), ["Les documents de « C.1 » se nomment C-1-…", "Les documents de « C-1 » se nomment C-1-2-…"]),
    ],
)
def test_un_nom_de_fichier_qui_n_est_pas_la_reference_dit_a_qui_il_est(tmp_path, references, dites):
    (tmp_path / "jouet.yaml").write_bytes((CAS / "grille" / "jouet.yaml").read_bytes())
    for rang, reference in enumerate(references):
        grille(tmp_path, f"g{rang}.csv", reference)
    commande = ("restitution", "g0.csv", "g1.csv", "-r", "jouet.yaml", "-o", "d", "-f", "md")
    erreurs = lancer(tmp_path, *commande).erreurs
    assert [ligne for ligne in erreurs.splitlines() if ligne.startswith("Les documents de")] == dites
