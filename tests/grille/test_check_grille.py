"""What a grille must mean, word for word: each fault at its place, with what is quoted and what is advised."""

import pytest

from clea_cli.diagnostics import Outcome
from clea_cli.grille import lire_csv
from clea_cli.grille.grille import Grille, Saisie
from clea_cli.grille.lire_forme import interpreter
from clea_cli.grille.verifier import grilles
from clea_cli.sources.cellules import Cellule
from tests.outils.jouets import donnees, referentiel, regle

CRITERES = {"1.1": [1], "2.1": [1, 1], "3.1": [1, 1, 1]}
REGLES = [regle("points", domaine="75/100")]
JOUET = referentiel(donnees(CRITERES, REGLES, version="2026.1"))
REPONSES = {
    "1.1.1": "oui",
    "2.1.1": "non",
    "2.1.2": "NE",
    "3.1.1": "oui",
    "3.1.2": "oui",
    "3.1.3": "oui",
}
LUE = Grille("SANS-NOM", 0b111001, 0b111101)
TOUS_LES_CODES = "« clea referentiel afficher jouet » montre tous les codes."


def brute(texte):
    tableau = lire_csv.lire(texte.encode(), "g.csv")
    assert tableau.value is not None, tableau.diagnostics
    return interpreter(tableau.value).value


def comprendre(*rangees, lu=JOUET):
    lue = brute("".join(f"{rangee}\n" for rangee in rangees))
    return grilles(lu, lue, "SANS-NOM")


def longue(*en_plus, sans=(), **preambule):
    """The rows of a complete grille, without some, and with others after them."""
    rangees = [f"{code};{reponse}" for code, reponse in REPONSES.items() if code not in sans]
    return [
        *(f"{cle};{valeur}" for cle, valeur in preambule.items()),
        "critere;resultat",
        *rangees,
        *en_plus,
    ]


def dites(issue):
    """Each fault: its code, its place, its message."""
    places = [(f.position.source, f.position.ligne, f.position.cellule) for f in issue.diagnostics]
    return [(f.code, place, f.message) for f, place in zip(issue.diagnostics, places, strict=True)]


def test_une_grille_complete_est_comprise():
    assert comprendre(*longue()) == Outcome((LUE,))


@pytest.mark.parametrize(
    ("reponse", "acquis", "possibles"), [("oui", 63, 63), ("non", 0, 0), ("NE", 0, 63)]
)
def test_une_meme_reponse_partout(reponse, acquis, possibles):
    issue = comprendre("critere;resultat", *(f"{code};{reponse}" for code in REPONSES))
    assert issue == Outcome((Grille("SANS-NOM", acquis, possibles),))


def test_une_version_laissee_vide_ne_dit_rien():
    assert comprendre(*longue(version="")) == Outcome((LUE,))


def test_deux_onglets_d_un_domaine_se_voient_apres_une_ligne_inconnue():
    lue = brute("\n".join(longue()))
    inconnue = Saisie(None, Cellule("remarque", 2, 2, 1, "Un"), None)
    saisies = [s._replace(critere=s.critere._replace(feuille="Un")) for s in lue.saisies]
    saisies[-1] = saisies[-1]._replace(critere=saisies[-1].critere._replace(feuille="Deux"))
    issue = grilles(JOUET, lue._replace(saisies=(inconnue, *saisies)), "SANS-NOM")
    assert dites(issue) == [
        (
            "F123",
            ("g.csv", 7, "Deux!A7"),
            "les onglets « Un » et « Deux » parlent tous deux du domaine 3",
        )
    ]


@pytest.mark.parametrize(
    ("code", "remplacee", "place", "message"),
    [
        ("F204", "2.1.1;", ("g.csv", 7, "B7"), "le critère 2.1.1 n'a pas de résultat"),
        ("F203", "2.1.1;bof", ("g.csv", 7, "B7"), "le résultat « bof » n'est pas admis"),
        (
            "F203",
            f"2.1.1;{'x' * 41}",
            ("g.csv", 7, "B7"),
            f"le résultat « {'x' * 39}… » n'est pas admis",
        ),
        ("F111", "2.1.1;n\u200bon", ("g.csv", 7, "B7"), None),
        ("F111", "2.1.\u200b1;non", ("g.csv", 7, "A7"), None),
        ("F213", "2.1.1;0", ("g.csv", 7, "B7"), None),
    ],
)
def test_une_reponse_fausse_est_dite_a_sa_cellule(code, remplacee, place, message):
    avec_zero = referentiel(
        donnees(
            CRITERES,
            REGLES,
            echelle={"acquis": ["oui"], "non_acquis": ["non", "0"], "non_evalue": ["NE"]},
        )
    )
    issue = comprendre(*longue(remplacee, sans=["2.1.1"]), lu=avec_zero)
    (faute,) = dites(issue)
    assert issue.value is None
    assert faute[:2] == (code, place)
    assert message in (None, faute[2])


def test_les_mots_admis_sont_enumeres():
    (faute,) = comprendre(*longue("2.1.1;bof", sans=["2.1.1"])).diagnostics
    assert faute.aide == (
        "valeurs admises : acquis, non acquis, non évalué. S'écrivent aussi : oui (acquis) ; non (non acquis) ; "
        "NE (non évalué)."
    )


@pytest.mark.parametrize(
    ("ecrit", "proche"),
    [
        ("NAE", "NE"),
        ("aquis", "acquis"),
        ("non aqcuis", "non acquis"),
        ("non evaluer", "non évalué"),
        ("oiu", "oui"),
    ],
)
def test_le_mot_le_plus_proche_est_propose(ecrit, proche):
    (faute,) = comprendre(*longue(f"2.1.1;{ecrit}", sans=["2.1.1"])).diagnostics
    assert f"non évalué (le plus proche : « {proche} »). S'écrivent aussi" in faute.aide


@pytest.mark.parametrize(
    ("code", "aide"),
    [
        ("9.9", TOUS_LES_CODES),
        ("3.1.33", f"vouliez-vous dire « 3.1.3 » ? {TOUS_LES_CODES}"),
        (
            "1-janv.",
            "le tableur a fait une date de ce code : mettez la colonne au format Texte, puis retapez le code.",
        ),
        (
            "01/02/2026",
            "le tableur a fait une date de ce code : mettez la colonne au format Texte, puis retapez le code.",
        ),
    ],
)
def test_un_code_inconnu_est_cite_et_le_conseil_va_avec(code, aide):
    issue = comprendre(*longue(f"{code};oui"))
    attendu = f"le critère « {code} » n'existe pas dans le référentiel jouet"
    assert dites(issue) == [("F201", ("g.csv", 8, "A8"), attendu)]
    assert issue.diagnostics[0].aide == aide


@pytest.mark.parametrize(("code", "niveau"), [("2.1", "sous-domaine"), ("3", "domaine")])
def test_un_resultat_donne_a_un_niveau_superieur_est_refuse(code, niveau):
    attendu = f"« {code} » est un {niveau} : le résultat se donne critère par critère"
    assert dites(comprendre(*longue(f"{code};oui"))) == [("F208", ("g.csv", 8, "B8"), attendu)]
    assert comprendre(*longue(f"{code};")) == Outcome((LUE,))


def test_un_critere_en_double_nomme_la_premiere_cellule():
    attendu = [("F202", ("g.csv", 8, "A8"), "le critère 1.1.1 est déjà donné en A2")]
    assert dites(comprendre(*longue("1.1.1;non"))) == attendu


@pytest.mark.parametrize(
    ("sans", "manque"),
    [
        (["1.1.1"], "1 critère : 1.1.1"),  # a domaine of one critère is no shorter by its name
        (["3.1.1", "3.1.3"], "2 critères : 3.1.1 et 3.1.3"),
        (["2.1.1", "2.1.2"], "2 critères : tout le domaine 2"),
        (["2.1.1", "2.1.2", "3.1.1"], "3 critères : tout le domaine 2 et 3.1.1"),
        (
            ["1.1.1", "2.1.1", "3.1.1", "3.1.2", "3.1.3"],
            "5 critères : 1.1.1, 2.1.1 et tout le domaine 3",
        ),
    ],
)
def test_les_criteres_absents_sont_comptes_et_nommes(sans, manque):
    assert dites(comprendre(*longue(sans=sans))) == [
        ("F205", ("g.csv", None, None), f"il manque {manque}")
    ]


@pytest.mark.parametrize(
    ("sans", "onglets"),
    [(["2.1.1", "2.1.2"], True), (["2.1.1"], False), (["2.1.1", "2.1.2", "3.1.1"], False)],
)
def test_d_un_csv_a_qui_manquent_des_domaines_entiers_le_conseil_pense_aux_onglets(sans, onglets):
    dit = (
        "si la grille a un onglet par domaine, enregistrez-la en .xlsx, car un CSV n'en garde qu'un"
    )
    conseil = comprendre(*longue(sans=sans)).diagnostics[0].aide
    assert conseil.startswith(f"{dit} ; sinon ") is onglets
    assert conseil.removeprefix(f"{dit} ; sinon ").startswith("ajoutez ")


def test_un_mot_a_deux_sens_est_cite():
    lu = JOUET._replace(a_preciser=("à voir",))
    [faute] = comprendre(*longue("2.1.1;À voir", sans=["2.1.1"]), lu=lu).diagnostics
    assert (faute.code, "« À voir »" in faute.message) == ("F216", True)


def test_un_seul_candidat_incomplet_est_dit_a_sa_premiere_cellule():
    un = [f"{code};{reponse};C-1" for code, reponse in REPONSES.items()]
    deux = [f"{code};{reponse};C-2" for code, reponse in REPONSES.items() if code != "3.1.1"]
    issue = comprendre("critere;resultat;candidat", *un, *deux)
    assert dites(issue) == [("F205", ("g.csv", 8, "C8"), "il manque 1 critère : 3.1.1")]


@pytest.mark.parametrize("version", ["2026.1", "2026,1", "v2026.1", "V2026,1 (mars 2026)"])
def test_une_version_s_ecrit_de_plusieurs_facons(version):
    assert comprendre(*longue(version=version)) == Outcome((LUE,))


@pytest.mark.parametrize("version", ["2026.1v", "X2026.1", "2026.10", "mars 2026.1", "2026"])
def test_une_autre_version_est_refusee(version):
    attendu = f"cette grille est faite pour la version {version} de « jouet » ; celle qui est utilisée est la 2026.1"
    assert dites(comprendre(*longue(version=version))) == [("F302", ("g.csv", 1, "B1"), attendu)]


def test_un_autre_referentiel_est_refuse_par_son_nom():
    issue = comprendre(*longue(referentiel="clea-numerique"))
    attendu = "cette grille est faite pour le référentiel « clea-numerique », pas pour « jouet »"
    assert dites(issue) == [("F301", ("g.csv", 1, "B1"), attendu)]
    conseil = (
        "calculez-la à part, avec --referentiel et le nom ou le fichier de « clea-numerique »."
    )
    assert issue.diagnostics[0].aide == conseil
    for nom in ("jouet", "Jouet", "JOUET"):
        assert comprendre(*longue(referentiel=nom)) == Outcome((LUE,))


@pytest.mark.parametrize(
    ("nouveaux", "suite", "possibles"),
    [
        ([], "rien n'est à évaluer de nouveau", LUE.possibles),
        (["2.1.1"], "à évaluer de nouveau : 2.1.1", 0b111111),
        (["2.1.1", "3.1.3"], "à évaluer de nouveau : 2.1.1, 3.1.3", 0b111111),
    ],
)
def test_la_reprise_de_la_version_precedente_dit_ce_qui_reste_a_evaluer(nouveaux, suite, possibles):
    contenu = donnees(CRITERES, REGLES, version="2", succede={"version": "1"})
    for critere in (
        c for d in contenu["domaines"] for sd in d["sous_domaines"] for c in sd["criteres"]
    ):
        if critere["code"] in nouveaux:
            critere["remplace"] = []
    issue = comprendre(*longue(version="V1", sans=nouveaux), lu=referentiel(contenu))
    attendu = f"cette grille est faite pour la version V1 ; elle est lue sous la version 2, {suite}"
    assert dites(issue) == [("F306", ("g.csv", 1, "B1"), attendu)]
    acquis = LUE.acquis & ~(0b100000 if "3.1.3" in nouveaux else 0)
    assert issue.value == (Grille("SANS-NOM", acquis, possibles),)


def test_ce_qui_manque_a_un_candidat_sans_nom_est_dit_du_fichier():
    """Of two sheets, the column of candidates may be blank in one: nothing there says whose."""
    lue = brute("\n".join(longue()))
    *premieres, derniere = lue.saisies
    saisies = [*premieres, derniere._replace(candidat=Cellule("C-1", 7, 7, 3))]
    issue = grilles(JOUET, lue._replace(saisies=tuple(saisies)), "SANS-NOM")
    assert [(f.code, f.position.source, f.position.cellule) for f in issue.diagnostics] == [
        ("F205", "g.csv", None),
        ("F205", "g.csv", "C7"),
    ]


@pytest.mark.parametrize(
    ("masquees", "dit"),
    [
        ({7}, "1 (B7)"),
        ({2, 3, 4, 5, 6}, "5 (B2, B3, B4, B5, B6)"),
        ({2, 3, 4, 5, 6, 7}, "6 (B2, B3, B4, B5, B6…)"),
    ],
)
def test_les_reponses_masquees_sont_comptees_et_les_premieres_nommees(masquees, dit):
    lue = brute("\n".join(longue()))
    [table] = lue.lues
    feuille = table.partie.feuille._replace(lignes_masquees=frozenset(masquees))
    table = table._replace(partie=table.partie._replace(feuille=feuille))
    issue = grilles(JOUET, lue._replace(lues=(table,)), "SANS-NOM")
    message = f"réponses dans des lignes ou des colonnes masquées : {dit} ; elles sont comptées"
    premiere = min(masquees)
    assert dites(issue) == [("F131", ("g.csv", premiere, f"B{premiere}"), message)]
    assert issue.value == (LUE,)


@pytest.mark.parametrize(
    ("titre", "fin", "attendues"),
    [
        ("candidat", "C-1", [("F116", "C7")]),  # perhaps of « C-12 »
        ("commentaire", "vu", []),
        ("commentaire", "", []),
    ],
)
def test_un_fichier_coupe_dans_une_reference_est_refuse_pas_dans_un_commentaire(
    titre, fin, attendues
):
    rangees = [f"{code};{reponse};{fin}" for code, reponse in REPONSES.items()]
    texte = "\n".join([f"critere;resultat;{titre}", *rangees])
    issue = grilles(JOUET, brute(texte), "SANS-NOM")
    assert [(f.code, f.position.cellule) for f in issue.diagnostics] == attendues
