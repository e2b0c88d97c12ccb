"""A reference that looks like somebody's name is told once; one that names nobody never is."""

import pytest

from clea_cli.decision.references_nominatives import ressemble_a_un_nom
from tests.promesses.test_cases import CAS, lancer

GRILLE = (CAS / "grille" / "ok-large-trois-candidats.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "reference",
    [
        *(
            "Iris Thym",
            "THYM Iris",
            "Iris-Anne de Thym".replace("de ", "De "),
            "Thym_Iris",
            "THYM, Iris",
            "Iris T.",
        ),
        *("Mme Thym", "M. Houx", "Monsieur HOUX", "Élodie D'Aubépine", "Jean-Paul HOUX"),
    ],
)
def test_un_nom_de_personne_est_reconnu(reference):
    assert ressemble_a_un_nom(reference)


@pytest.mark.parametrize(
    "reference",
    [
        *(
            "C-0001",
            "Groupe A",
            "Session Lyon",
            "Candidat Un",
            "grille finale",
            "candidat-certifiable",
            "",
            " ",
        ),
        *(
            "A B",
            "Lot 3",
            "2026 Thym",
            "Thym",
            "LYON",
            "M.",
            "Grille Iris",
            "ABC DEF 12",
            "Une Deux Trois Quatre Cinq Six",
        ),
    ],
)
def test_une_reference_ne_l_est_pas(reference):
    assert not ressemble_a_un_nom(reference)


@pytest.mark.parametrize(
    "commande", ["score", "score --format json", "grille verifier", "restitution -o r", "documents"]
)
def test_un_seul_avertissement_quel_que_soit_le_nombre_de_noms(tmp_path, commande):
    for rang, nom in enumerate(("Iris Thym", "Jean Houx")):
        contenu = (
            GRILLE.replace("C-0001", nom)
            .replace("C-0002", f"C-1{rang}2")
            .replace("C-0003", f"C-1{rang}3")
        )
        (tmp_path / f"{rang}.csv").write_text(contenu, encoding="utf-8")
    jouet = str(CAS / "grille" / "jouet.yaml")
    fait = lancer(tmp_path, *commande.split(), "0.csv", "1.csv", "-r", jouet)
    assert fait.statut == 0
    assert (
        fait.erreurs.count("F400 : 2 références de candidats ressemblent à des noms de personnes")
        == 1
    )
    assert "clea pseudonymiser" in fait.erreurs
    assert "Thym" not in fait.erreurs


def test_un_nom_donne_a_une_grille_neuve_est_signale(tmp_path):
    fait = lancer(tmp_path, "grille", "nouvelle", "--candidat", "Iris Thym", "-o", "g.csv")
    assert (fait.statut, fait.erreurs.count("--candidat: avertissement F400")) == (0, 1)
