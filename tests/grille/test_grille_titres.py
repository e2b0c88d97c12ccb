"""The headings of a grille, row by row: what they are, and the name of the column that they lack."""

import pytest

from clea_cli.grille import titres as grille_titres
from clea_cli.sources.cellules import Ligne


@pytest.mark.parametrize(
    ("titres", "manque"),
    [
        (("resultat", "libelle"), "critere"),
        (("libelle", "remarque"), "critere"),
        (("candidat",), "resultat"),
        (("candidat", "resultat"), "critere"),
        (("critere",), "resultat"),
        (("critere", "acquis"), "non acquis"),
        (("critere", "acquis", "non évalué"), "non acquis"),
        (("critere", "non acquis"), "acquis"),
        (("critere", "non évalué"), "acquis"),
        (("1.1.1", "1.1.2", "1.1.3"), "candidat"),
        (("1.1.1", "1.1.2"), "critere"),
    ],
)
def test_la_colonne_absente_est_nommee_a_la_premiere_cellule(titres, manque):
    (faute,) = grille_titres.fautes(Ligne(4, 3, titres), "g.csv")
    assert (faute.code, faute.position.source, faute.position.cellule) == ("F107", "g.csv", "A3")
    assert f"« {manque} »" in faute.message


@pytest.mark.parametrize("texte", ["critère", "Résultats", "référence candidat"])
def test_un_titre_est_le_nom_d_une_colonne(texte):
    assert grille_titres.est_un_titre(texte)


@pytest.mark.parametrize("texte", ["acquis", "NA", "non évalué", "Martin", ""])
def test_une_reponse_ou_un_nom_n_est_pas_un_titre(texte):
    assert not grille_titres.est_un_titre(texte)


@pytest.mark.parametrize(
    "parties",
    [
        ("version", "3"),
        ("1.1.1", "oui"),
        ("oui", ' "1.1.1" '),
        ("X.1.1", "oui"),
        ("Candidat(e)", "C-1"),
    ],
)
def test_un_code_ou_un_mot_du_preambule_fait_une_ligne(parties):
    assert grille_titres.est_une_ligne(parties)


@pytest.mark.parametrize(
    "parties", [("1.1.1",), ("version",), ("3", "version"), ("bonjour", "à tous"), ()]
)
def test_le_reste_n_est_pas_une_ligne(parties):
    assert not grille_titres.est_une_ligne(parties)


@pytest.mark.parametrize(
    ("haut", "bas", "attendu"),
    [
        (("critère", "réponses", "", ""), ("", "acquis", "non acquis", "non évalué"), True),
        (("critère", "réponses", ""), ("", "acquis", "non acquis"), True),
        (("critère", "", ""), ("", "acquis", "non acquis"), True),
        (("numéro", "réponses", ""), ("", "acquis", "non acquis"), True),
        (("lieu", "réponses", ""), ("", "acquis", "non acquis"), False),
        (("critère", "réponses", ""), ("", "acquis", "remarque"), False),
        (("critère", "réponses", ""), ("1.1.1", "acquis", "non acquis"), False),
        (("critère", "réponses", "", ""), ("", "acquis", "non acquis", "remarque"), False),
        (("critère", "lundi", "mardi"), ("", "acquis", "non acquis"), False),
    ],
)
def test_le_bas_des_titres_complete_un_titre_fusionne(haut, bas, attendu):
    assert grille_titres.est_le_bas_des_titres(haut, bas) is attendu


@pytest.mark.parametrize(
    ("valeurs", "presque"),
    [
        (("critère", "date"), True),
        (("critère",), False),
        (("1.1.1", "1.1.2", "1.1.3"), True),
        (("1.1.1", "1.1.2"), False),
        (("résultat", "libellés"), True),
        (("candidat", "commentaires"), True),
        (("résultat", "bonjour"), False),
        (("libellé", "commentaire"), False),
    ],
)
def test_des_titres_auxquels_il_en_manque_un_se_reconnaissent(valeurs, presque):
    assert grille_titres.presque_entete(valeurs) is presque


def test_une_colonne_de_criteres_n_est_pas_de_la_forme_large():
    assert grille_titres.est_entete_large(("candidat", "1.1.1"))
    assert not grille_titres.est_entete_large(("candidat", "critère", "1.1.1"))


@pytest.mark.parametrize(
    ("titres", "attendu"),
    [
        (("critere", "resultat"), True),
        (("resultat", "critere"), True),
        (("critere", "resultat", "libelle"), True),
        (("critere", "libelle", "resultat"), False),
        (("candidat", "critere", "resultat"), True),
        (("candidat", "libelle", "critere", "resultat"), False),
        (("critere", "resultat", "libelle", "candidat"), False),
        (("critere", "acquis", "non acquis"), False),
        (("candidat", "1.1.1"), False),
    ],
)
def test_un_separateur_de_trop_ne_peut_pas_decaler_des_colonnes_sans_jeu(titres, attendu):
    assert grille_titres.colonnes(Ligne(1, 1, titres)).sans_jeu is attendu


def test_les_colonnes_sont_trouvees_par_leur_titre():
    longues = grille_titres.colonnes(
        Ligne(1, 1, ("Non acquis", "candidat", "critère", "acquis", "1.1.1"))
    )
    assert (longues.candidat, longues.critere, longues.resultat) == (1, 2, None)
    assert {resultat.value: rang for resultat, rang in longues.coches.items()} == {
        "non_acquis": 0,
        "acquis": 3,
    }
    assert longues.criteres == ()
    assert longues.titres == ("Non acquis", "candidat", "critère", "acquis", "1.1.1")
    large = grille_titres.colonnes(Ligne(5, 4, ("candidat", "1.1.1", "remarque", "2")))
    assert [(cellule.valeur, cellule.nom) for cellule in large.criteres] == [
        ("1.1.1", "B4"),
        ("2", "D4"),
    ]


@pytest.mark.parametrize(
    ("titres", "attendues"),
    [
        (("critere", "resultat", "libellés"), []),
        (("critere", "resultat", "réponse"), [("F105", "C3")]),
        (("critere", "resultat", "autre", "chose"), [("F108", "C3"), ("F108", "D3")]),
        (("critere", "acquis", "non acquis", "resultat"), [("F105", "D3")]),
        (("candidat", "1.1.1", "acquis"), [("F105", "C3")]),
        (("candidat", "1.1.1", "1.1.1"), [("F105", "C3")]),
        (("candidat", "1.1.1", "resultat"), [("F105", "C3")]),
        (("candidat", "1.1.1", "", "2"), []),
        (("candidat", "1.1.1", "remarque"), [("F108", "C3")]),
        (("critere", "resultat", "1.1.1"), [("F108", "C3")]),
    ],
)
def test_un_titre_de_trop_est_dit_a_sa_cellule(titres, attendues):
    trouvees = list(grille_titres.fautes(Ligne(4, 3, titres), "g.csv"))
    assert [(faute.code, faute.position.cellule) for faute in trouvees] == attendues
    assert {faute.position.source for faute in trouvees} <= {"g.csv"}
    for faute in trouvees:
        titre = titres[ord(faute.position.cellule[0]) - ord("A")]
        assert faute.code == "F108" or f"« {titre} »" in faute.message
