"""A table read as a grille, row by row: what may have slipped, what stands in the wrong place, what is lost."""

import pytest

from clea_cli.grille.grille import FormeDuFichier, Partie, TablesDuFichier
from clea_cli.grille.lire_forme import interpreter
from clea_cli.sources.cellules import Feuille, Fusion, Ligne

LONGUE, LARGE = "critere;resultat;commentaire", "candidat;1.1.1;1.1.2"


def lire(haut, titres, corps, separateur="« ; »", **aspect):
    """Rows that a semicolon parts; what stands above the headings, the headings, what stands below.

    `aspect` is what else a sheet says of its cells.
    """
    textes = [*haut, titres, *corps]
    lignes = tuple(
        Ligne(rang, rang, tuple(texte.split(";"))) for rang, texte in enumerate(textes, start=1)
    )
    partie = Partie(Feuille("", lignes, **aspect), len(haut))
    return interpreter(
        TablesDuFichier("g.csv", "", FormeDuFichier("UTF-8", separateur), (partie,), terminee=True)
    )


def dites(issue):
    assert {faute.position.source for faute in issue.diagnostics} <= {"g.csv"}
    return [f"{faute.code}@{faute.position.cellule}" for faute in issue.diagnostics]


def saisies(issue):
    return [
        (s.candidat and s.candidat.valeur, s.critere.valeur, s.resultat and s.resultat.valeur)
        for s in issue.value.saisies
    ]


UNE = ["1.1.1;acquis;"]


@pytest.mark.parametrize(
    ("haut", "attendues"),
    [
        (["9.9.9;acquis"], ["F114@A1"]),  # a code and something beside it
        (["9.9.9;"], []),
        (["Page;1.1.1"], ["F114@A1"]),  # a code of the grille itself, wherever it stands
        (["1.1.1;"], ["F114@A1"]),
        ([";1.1.1"], ["F114@B1"]),
        (["Bonjour;à;tous;et;merci;bien"], []),
        (["9.9.9;acquis", "9.9.8;acquis"], ["F114@A1", "F114@A2"]),
        (["9.9.9 Lire;acquis"], ["F114@A1"]),  # a code as long as a critère's, before its label
        (["9.9 Lire;acquis"], []),
    ],
)
def test_une_ligne_de_la_grille_au_dessus_des_titres_est_perdue_et_dite(haut, attendues):
    lue = lire(haut, LONGUE, UNE)
    assert dites(lue) == attendues
    assert lue.value.entiere is not bool(attendues)


@pytest.mark.parametrize(
    ("criteres", "cases", "perdue"),
    [(2, 4, False), (2, 5, True), (15, 6, False), (15, 7, True), (30, 9, False), (30, 10, True)],
)
def test_au_dessus_d_une_grille_large_une_ligne_bien_remplie_en_est_une(criteres, cases, perdue):
    titres = ";".join(["candidat", *(f"1.1.{rang}" for rang in range(criteres))])
    lue = lire([";".join("x" * cases)], titres, [";".join("A" * (criteres + 1))])
    assert dites(lue) == ["F114@A1"] * perdue
    assert dites(lire([";".join("x" * cases)], LONGUE, UNE)) == []


@pytest.mark.parametrize(
    ("haut", "attendu"),
    [
        (["version : 2020.1"], {"version": "2020.1"}),
        (["Candidat= C-1"], {"candidat": "C-1"}),
        (["version;2;candidat;C-1"], {"version": "2", "candidat": "C-1"}),
        (["version;2;Candidat : C-1"], {"version": "2", "candidat": "C-1"}),
        (["candidat;version;2"], {"candidat": "version"}),  # a value is no key
        (["candidat"], {}),
        (["candidat;;version;2"], {"version": "2"}),  # a place left blank
        (["candidat;;version : 2"], {"version": "2"}),
        (["candidat;;;C-1;évaluation;finale"], {"candidat": "C-1", "evaluation": "finale"}),
        (["évaluation : préalable"], {"evaluation": "préalable"}),
        (["évaluation"], {}),
        (["lieu : Lyon"], {}),
    ],
)
def test_le_haut_se_lit_dans_une_case_ou_dans_deux(haut, attendu):
    lue = lire(haut, LONGUE, UNE)
    assert {cle: cellule.valeur for cle, cellule in lue.value.preambule.items()} == attendu
    assert (dites(lue), lue.value.entiere) == ([], True)


def test_une_cle_cachee_dans_une_case_de_plusieurs_lignes_est_refusee():
    assert dites(lire(["Organisme\nversion", "version\nOrganisme"], LONGUE, UNE)) == ["F112@A1"]


def test_deux_valeurs_d_une_cle_disent_laquelle():
    (faute,) = lire(["version;1", "version;2"], LONGUE, UNE).diagnostics
    assert (faute.code, faute.message) == (
        "F303",
        "« version » est donné deux fois, avec des valeurs différentes",
    )


# What may have slipped


ECARTEE = (
    "critere;commentaire;resultat"  # a separator lost brings another column's text under the result
)


def test_une_ligne_plus_courte_que_les_autres_a_perdu_un_separateur():
    issue = lire([], ECARTEE, ["1.1.1;;acquis", "1.1.2;NA"])
    assert dites(issue) == ["F113@A3"]
    assert issue.diagnostics[0].message.startswith(
        "cette ligne n'a pas 3 cellules comme la ligne de titres, mais 2 :"
    )
    assert saisies(issue) == [(None, "1.1.1", "acquis"), (None, "1.1.2", None)]


def test_tout_un_bloc_de_seize_lignes_peut_etre_plus_court_comme_excel_l_ecrit():
    titres = f"{ECARTEE};candidat;note"
    premier = [f"1.1.{rang};;NA;C-1;" for rang in range(2, 17)]
    second = [f"1.2.{rang};;NA;C-1" for rang in range(17, 33)]
    issue = lire([], titres, [*premier, *second])
    assert dites(issue) == ["F108@E1"]
    assert {resultat for _, _, resultat in saisies(issue)} == {"NA"}
    assert dites(lire([], titres, [*premier[:-1], second[0], *second])) == ["F108@E1", "F113@A16"]


def test_une_ligne_plus_longue_que_les_titres_a_glisse_sauf_si_rien_ne_peut_glisser():
    assert dites(lire([], ECARTEE, ["1.1.1;;acquis;", "1.1.2;;NA"])) == ["F109@D2"]
    assert dites(lire([], LONGUE, ["1.1.1;acquis;;", "1.1.2;NA", "1.1.3"])) == []


def test_une_case_a_cote_du_tableau_d_un_classeur_n_est_pas_un_separateur_de_trop():
    assert dites(lire([], LONGUE, ["1.1.1;acquis;;x"], separateur="")) == ["F121@D2"]
    (faute,) = lire([], LONGUE, ["1.1.1;acquis;;x"]).diagnostics
    assert (faute.code, faute.position.cellule, "séparateur « ; »" in faute.aide) == (
        "F109",
        "D2",
        True,
    )


# What is lost


@pytest.mark.parametrize(
    ("haut", "titres", "corps", "attendues"),
    [
        ([], LARGE, [";A;A", ";NA;NA", "C-3;NE;NE"], ["F209@A2", "F209@A3"]),
        (["candidat;C-3"], LARGE, ["C-1;A;A", "C-2;NA;NA", "C-3;NE;NE"], ["F304@A3", "F304@A4"]),
        (
            [],
            "candidat;critere;resultat",
            [";1.1.1;A", ";1.1.2;A", "C-3;1.1.1;NE", "C-3;1.1.2;NE"],
            ["F209@A2", "F209@A3"],
        ),
        (
            ["candidat;C-3"],
            "candidat;critere;resultat",
            ["C-1;1.1.1;A", "C-1;1.1.2;A", "C-3;1.1.1;NE", "C-3;1.1.2;NE"],
            ["F304@A3", "F304@A4"],
        ),
    ],
)
def test_une_ligne_qui_n_est_a_personne_n_est_donnee_a_personne(haut, titres, corps, attendues):
    issue = lire(haut, titres, corps)
    assert dites(issue) == attendues
    assert saisies(issue) == [("C-3", "1.1.1", "NE"), ("C-3", "1.1.2", "NE")]
    assert issue.value.entiere is False


def test_ce_qui_a_glisse_a_la_place_du_code_est_perdu_sans_etre_cite():
    issue = lire([], "candidat;critere;resultat", ["x;C-1;1.1.1;A", "x;C-2;1.1.2;A", "C-3;1.1.1;A"])
    assert dites(issue) == ["F109@D2", "F109@D3"]
    assert saisies(issue) == [("C-3", "1.1.1", "A")]
    assert issue.value.entiere is False


@pytest.mark.parametrize(
    ("ligne", "attendues"),
    [
        ("Domaine 1;;", []),
        (";;vu", []),
        (";acquis;", ["F212@A2"]),
        ("Évalué;;", ["F212@A2"]),  # the end of « non évalué », where a line was broken
        ("Acquis;;", ["F212@A2"]),
        ("Note,1.1.1,acquis;;", ["F115@A2"]),
        ("Note;;x|1.1.1|NA", ["F115@A2"]),
    ],
)
def test_une_ligne_sans_code_est_un_titre_ou_une_faute(ligne, attendues):
    issue = lire([], LONGUE, [ligne, *UNE])
    assert dites(issue) == attendues
    assert saisies(issue) == [(None, "1.1.1", "acquis")]


def test_une_ligne_d_un_candidat_sans_code_est_une_faute():
    titres = "candidat;critere;resultat"
    assert dites(lire([], titres, ["C-1;;", ";Domaine 1;", "C-1;1.1.1;A"])) == ["F212@B2"]


def test_une_ligne_a_un_autre_separateur_dit_celui_du_fichier():
    (faute,) = lire([], LONGUE, ["Note,1.1.1,acquis;;", *UNE]).diagnostics
    assert faute.message == "cette ligne semble écrite avec un autre séparateur que « ; »"


def test_une_colonne_en_double_reste_une_colonne_en_double():
    assert dites(lire([], "critere;resultat;résultat", ["1.1.1;acquis;acquis"])) == ["F105@C1"]


def test_des_titres_sans_lignes_ne_donnent_rien():
    issue = lire([], LONGUE, [])
    assert (issue.value, dites(issue)) == (None, ["F211@A1"])


@pytest.mark.parametrize(
    ("haut", "corps"),
    [(["9.9.9;acquis"], [";1.1.1;A"]), ([], ["x;C-1;1.1.1;A", ";1.1.2;A", "C-3;1.1.1;A"])],
)
def test_deux_sortes_de_lignes_perdues_n_en_font_pas_une_grille_entiere(haut, corps):
    assert lire(haut, "candidat;critere;resultat", [*corps, "C-3;1.1.3;A"]).value.entiere is False


@pytest.mark.parametrize(
    ("titres", "corps"),
    [(LARGE, ["#N/A;A;A"]), ("candidat;critere;resultat", ["#N/A;1.1.1;A"])],
)
def test_un_candidat_dont_la_formule_a_echoue_est_dit_a_sa_cellule(titres, corps):
    assert dites(lire([], titres, corps)) == ["F143@A2"]


def test_sous_une_grille_large_les_titres_d_une_autre_l_arretent():
    issue = lire([], LARGE, ["C-1;A;NE", "candidat;1.1.2;1.1.1", "C-2;NA;NA"])
    assert dites(issue) == ["F110@A3"]
    assert saisies(issue) == [("C-1", "1.1.1", "A"), ("C-1", "1.1.2", "NE")]


def test_dans_la_forme_longue_un_commentaire_peut_etre_un_titre_de_la_large():
    issue = lire([], LONGUE, ["1.1.1;acquis;Candidat"])
    assert (dites(issue), saisies(issue)) == ([], [(None, "1.1.1", "acquis")])


def test_un_titre_a_changer_est_dit_dans_son_fichier():
    assert dites(lire([], "critere;résultatt", ["1.1.1;acquis", "1.1.2;NA"])) == ["F340@B1"]


def test_les_titres_inconnus_de_chaque_onglet_sont_dits():
    parties = []
    for nom, code in (("Un", "1.1.1"), ("Deux", "2.1.1")):
        rangees = [("critere", "resultat", "humeur"), (code, "acquis", "bonne")]
        lignes = tuple(Ligne(rang, rang, textes, nom) for rang, textes in enumerate(rangees, 1))
        parties.append(Partie(Feuille(nom, lignes), 0))
    forme = FormeDuFichier("onglets", "")
    issue = interpreter(TablesDuFichier("g.csv", "", forme, tuple(parties), terminee=True))
    assert dites(issue) == ["F108@Un!C1", "F108@Deux!C1"]


# Colours and merged cells

CRITERES_FUSIONNES = Fusion(haut=2, gauche=1, bas=3, droite=1)


def test_une_reponse_dont_le_code_est_fusionne_le_dit():
    issue = lire([], LONGUE, [*UNE, ";acquis;"], fusions=(CRITERES_FUSIONNES,))
    assert dites(issue) == ["F343@A3"]
    # A text that is no code needs no other reason.
    issue = lire([], LONGUE, [*UNE, "Lire;acquis;"], fusions=(CRITERES_FUSIONNES,))
    assert saisies(issue)[-1] == (None, "Lire", "acquis")
    issue = lire([], LONGUE, [*UNE, "Acquis;;"], fusions=(CRITERES_FUSIONNES,))
    assert dites(issue) == ["F212@A3"]


@pytest.mark.parametrize(
    ("aspect", "case"),
    [
        ({}, "B3"),
        ({"colorees": {(3, 3)}}, "C3"),
        ({"colorees": {(3, 4), (3, 3)}}, "C3"),
        ({"colorees": {(2, 3), (3, 1)}}, "B3"),
        ({"fusions": (Fusion(haut=2, gauche=3, bas=3, droite=3),)}, "C3"),
        ({"fusions": (Fusion(haut=3, gauche=3, bas=3, droite=4),)}, "D3"),
        ({"fusions": (Fusion(haut=5, gauche=3, bas=6, droite=3),)}, "B3"),
    ],
)
def test_d_un_critere_sans_coche_la_case_qui_repond_est_celle_que_l_on_a_marquee(aspect, case):
    titres = "critere;acquis;non acquis;non évalué"
    issue = lire([], titres, ["1.1.1;;x;", "1.1.2;;;"], **aspect)
    assert dites(issue) == []
    resultat = issue.value.saisies[-1].resultat
    assert (resultat.valeur, resultat.nom) == ("", case)
