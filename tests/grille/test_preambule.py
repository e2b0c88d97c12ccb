"""What stands above the headings: the candidate, the day, which évaluation, and what says something else."""

from datetime import date

import pytest

from clea_cli.grille import lire_csv, preambule
from clea_cli.grille.lire_forme import interpreter
from clea_cli.grille.preambule import Etape, Preambule

CORPS = "critere;libelle;evaluation\n1.1.1;Lire un mot;acquis\n"


def lire(*haut):
    contenu = "\n".join((*haut, CORPS)).encode()
    tableau = lire_csv.lire(contenu, "g.csv").value
    assert tableau is not None
    brute = interpreter(tableau).value
    assert brute is not None
    return preambule.lire(brute)


def dites(*haut):
    lue = lire(*haut)
    assert (lue.value is None) is bool(lue.diagnostics)
    return [(faute.code, faute.position.cellule) for faute in lue.diagnostics]


def test_le_haut_dit_le_candidat_le_jour_l_evaluation_et_le_reste():
    haut = (
        "Grille du Pont",
        "candidat;C-1;évaluateur;E-2",
        "Date de l'évaluation : 02/03/2026",
        "Évaluation;Finale",
    )
    assert lire(*haut).value == Preambule(
        "C-1", date(2026, 3, 2), Etape.FINALE, (("Grille du Pont",), ("évaluateur", "E-2"))
    )


def test_une_ligne_libre_repetee_d_onglet_en_onglet_est_gardee_une_fois():
    assert lire("Organisme;Pont", "version;1", "Organisme;Pont").value.libres == (
        ("Organisme", "Pont"),
    )


@pytest.mark.parametrize(
    "haut",
    [
        (),
        ("candidat;", "date de l'évaluation;", "évaluation;"),
        ("candidat;;date de l'évaluation;;évaluation;",),
        ("candidat :", "Date de l'évaluation :", "Évaluation"),
    ],
)
def test_une_place_vide_ne_dit_rien_et_n_est_pas_une_faute(haut):
    assert lire(*haut).value == Preambule()


@pytest.mark.parametrize(
    ("ecrite", "etape"),
    [
        *[
            (mot, Etape.PREALABLE)
            for mot in ("préalable", "PREALABLE", "Évaluation préalable", "initiale")
        ],
        *[
            (mot, Etape.FINALE)
            for mot in ("finale", "Final", "évaluation FINALE", "Évaluation finale")
        ],
    ],
)
@pytest.mark.parametrize(
    "cle", ["évaluation", "Type d'évaluation", "Évaluation préalable ou finale"]
)
def test_l_evaluation_se_dit_sans_egard_a_la_casse_ni_aux_accents(cle, ecrite, etape):
    assert lire(f"{cle};{ecrite}").value.etape is etape


@pytest.mark.parametrize(
    "ecrite", ["préalable ou finale", "02/03/2026", "intermédiaire", "CléA", "pré"]
)
def test_un_autre_mot_a_cote_d_evaluation_est_une_faute_a_sa_case(ecrite):
    assert dites("version;1", f"évaluation;{ecrite}") == [("F321", "B2")]


@pytest.mark.parametrize(
    ("ecrit", "code"),
    [("31/02/2026", "F320"), ("2026-13-01", "F320"), ("mars 2026", "F310"), ("02/03/26", "F310")],
)
def test_un_jour_qui_n_en_est_pas_un_est_une_faute_a_sa_case(ecrit, code):
    assert dites(f"date de l'évaluation;{ecrit}") == [(code, "B1")]


def test_toutes_les_fautes_du_haut_sont_dites():
    assert dites("date de l'évaluation;31/02/2026", "évaluation;autre") == [
        ("F320", "B1"),
        ("F321", "B2"),
    ]


@pytest.mark.parametrize(
    "bandeau", [";;Évaluation;Commentaires", "Évaluation;Résultat", ";Domaine;Évaluation"]
)
def test_un_bandeau_de_titres_ne_dit_pas_quelle_evaluation_c_est(bandeau):
    assert lire("évaluation;finale", bandeau).value.etape is Etape.FINALE


def test_un_titre_de_deux_lignes_peut_finir_par_evaluation():
    assert dites('"Socle CléA\nÉvaluation"') == []


def test_sous_les_titres_evaluation_est_la_colonne_des_reponses():
    assert lire().value == Preambule()
