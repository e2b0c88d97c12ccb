"""A table read as a grille: its headings however they are written, ticks, the wide form, what stands above.

The last part puts names in the identity columns, does to the file all that can be done to it, and looks for those
names in everything that is said.
"""

import itertools
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clea_cli.grille import lire_csv
from clea_cli.grille.lire_forme import interpreter
from tests.outils.ecrivain import codes, dits, fautes, lignes, octets, relire, reponses_lues, toutes


def lire(*rangees):
    """Read rows, each a text with semicolons."""
    tableau = lire_csv.lire("".join(f"{rangee}\r\n" for rangee in rangees).encode(), "g.csv")
    assert tableau.value is not None, tableau.diagnostics
    return interpreter(tableau.value)


def saisies(*rangees, avis=()):
    """The answers: (candidate or None, code, words); None for the words of a row at fault."""
    issue = lire(*rangees)
    assert [faute.code for faute in issue.diagnostics] == list(avis)
    return [
        (s.candidat and s.candidat.valeur, s.critere.valeur, s.resultat and s.resultat.valeur)
        for s in issue.value.saisies
    ]


def dites(*rangees):
    """What is said: (code, name of the cell)."""
    return [(faute.code, faute.position.cellule) for faute in lire(*rangees).diagnostics]


def message(*rangees):
    (faute,) = lire(*rangees).diagnostics
    return faute.message


# Headings

DEUX = ["1.1.1;acquis", "1.1.2;NA"]
LARGE = "candidat;1.1.1;1.1.2"
LUES = [(None, "1.1.1", "acquis"), (None, "1.1.2", "NA")]


@pytest.mark.parametrize(
    "titre",
    ["critere", "critère", "Critère", "CRITÈRE", "critères", " Critere ", "code", "Code critère"],
)
def test_la_colonne_du_critere_a_plusieurs_noms(titre):
    assert saisies(f"{titre};resultat", *DEUX) == LUES


@pytest.mark.parametrize(
    "titre", ["code_du_critère", "Code-Critere", "CODE  DU\xa0CRITÈRE", "code\u202fcritere"]
)
def test_les_espaces_les_tirets_et_les_soulignes_d_un_titre_se_valent(titre):
    assert saisies(f"{titre};resultat", *DEUX) == LUES


@pytest.mark.parametrize("titre", ["resultat", "Résultat", "RÉSULTATS", "évaluation", "Réponse"])
def test_la_colonne_du_resultat_a_plusieurs_noms(titre):
    assert saisies(f"critere;{titre}", *DEUX) == LUES


@pytest.mark.parametrize(
    "titre", ["candidat", "Candidate", "candidat(e)", "Référence", "référence candidat"]
)
def test_la_colonne_du_candidat_a_plusieurs_noms(titre):
    assert saisies(f"{titre};critere;resultat", "C-1;1.1.1;NA") == [("C-1", "1.1.1", "NA")]


@pytest.mark.parametrize("forme", ["NFC", "NFD"])
def test_un_titre_compose_ou_decompose_est_le_meme(forme):
    assert saisies(unicodedata.normalize(forme, "critère;résultat"), *DEUX) == LUES


@given(st.lists(st.booleans(), min_size=17, max_size=17), st.permutations(range(3)))
@settings(max_examples=60, deadline=None)
def test_la_casse_et_l_ordre_des_titres_ne_comptent_pas(hautes, ordre):
    lettres = [
        c.upper() if haute else c for c, haute in zip("critere;resultat;", hautes, strict=True)
    ]
    titres = [*"".join(lettres).split(";")[:2], "commentaire"]
    rangee = ["1.1.1", "acquis", "vu"]
    melanges = [";".join(valeurs[rang] for rang in ordre) for valeurs in (titres, rangee)]
    assert saisies(*melanges) == [(None, "1.1.1", "acquis")]


@pytest.mark.parametrize(
    "titre",
    ["libelle", "Libellé", "intitulé", "commentaire", "Observations", "Domaine", "Sous-domaine"],
)
def test_les_colonnes_courantes_sont_laissees_de_cote_sans_rien_dire(titre):
    assert saisies(f"critere;{titre};resultat", "1.1.1;n'importe quoi;NA") == [
        (None, "1.1.1", "NA")
    ]


def test_une_colonne_inconnue_est_laissee_de_cote_avec_un_avertissement():
    rangees = ["date;critere;resultat;nom;;", "2026;1.1.1;NA;X;;"]
    assert saisies(*rangees, avis=["F108", "F108"]) == [(None, "1.1.1", "NA")]
    assert dites(*rangees) == [("F108", "A1"), ("F108", "D1")]
    assert [faute.gravite for faute in lire(*rangees).diagnostics] == ["avertissement"] * 2
    assert lire(*rangees).diagnostics[0].message == "cette colonne n'est pas utilisée"


@pytest.mark.parametrize("titre", ["résultatt", "re sultat", "resultat 1", "resultat."])
def test_un_titre_presque_juste_n_est_pas_devine(titre):
    assert dites(f"critere;{titre}", *DEUX) == [("F340", "B1")]
    assert lire(f"critere;{titre}", *DEUX).value is None


@pytest.mark.parametrize(
    ("titres", "manque"),
    [
        ("critere;commentaire", "resultat"),
        ("critere;acquis;commentaire", "non acquis"),
        ("candidat;resultat", "critere"),
    ],
)
def test_la_colonne_qui_manque_est_nommee(titres, manque):
    assert message(titres, "1.1.1;acquis") == f"il manque la colonne « {manque} »"
    assert dites(titres, "1.1.1;acquis") == [("F107", "A1")]


@pytest.mark.parametrize(
    ("titres", "cellule"),
    [
        ("critere;resultat;résultat", "C1"),
        ("code;resultat;critère", "C1"),
        ("critere;resultat;évaluation", "C1"),
        ("candidat;critere;resultat;référence", "D1"),
        ("critere;acquis;non acquis;A", "D1"),
        ("critere;acquis;non acquis;non évalué;NE", "E1"),
        ("critere;resultat;acquis;non acquis", "B1"),
        ("critere;resultat;non évalué", "B1"),
        ("critere;acquis;resultat", "C1"),
        ("candidat;resultat;1.1.1;1.1.2", "B1"),
        ("candidat;1.1.1;1.1.2;acquis", "D1"),
        ("candidat;1.1.1;1.1.2;1.1.1", "D1"),
    ],
)
def test_deux_colonnes_qui_disent_la_meme_chose_sont_refusees(titres, cellule):
    assert lire(titres, "1.1.1;x;;").value is None
    assert ("F105", cellule) in dites(titres, "1.1.1;x;;")


def test_des_titres_sans_lignes_sont_refuses():
    assert dites("critere;resultat") == [("F211", "A1")]
    assert dites("candidat;1.1.1;1.1.2") == [("F211", "A1")]


def test_une_ligne_de_titres_repetee_est_signalee():
    assert dites("critere;resultat", "Critère;Résultat", *DEUX) == [("F110", "A2")]
    assert dites("critere;resultat", *DEUX, "critere;resultat", "1.1.1;NA") == [("F110", "A4")]
    assert dites("critere;resultat", *DEUX, "code;résultat", "1.1.3;NA") == [("F110", "A4")]
    assert dites(LARGE, "C-1;NA;NA", LARGE, "C-2;NA;NA") == [("F110", "A3")]


def test_les_memes_titres_au_dessus_d_autres_criteres_continuent_la_grille():
    lues = saisies("critere;resultat", *DEUX, "critere;resultat", "1.1.3;NA")
    assert lues == [(None, "1.1.1", "acquis"), (None, "1.1.2", "NA"), (None, "1.1.3", "NA")]


# Rows


def test_les_titres_de_rubrique_sans_resultat_sont_passes():
    assert saisies("critere;resultat", "Domaine 1;", ";", "Communiquer en français;", *DEUX) == LUES


def test_un_code_sans_resultat_est_garde_pour_etre_signale():
    assert saisies("critere;resultat", "1.1.1;", *DEUX[1:]) == [(None, "1.1.1", ""), LUES[1]]


def test_un_resultat_sans_code_est_refuse():
    assert dites("critere;resultat", *DEUX, ";acquis") == [("F212", "A4")]
    assert dites("critere;acquis;non acquis", "1.1.1;x;", ";x;") == [("F212", "A3")]


def test_une_cellule_au_dela_des_titres_est_refusee_et_la_ligne_ne_donne_rien():
    rangees = ["critere;resultat;commentaire", "1.1.1;acquis;vu; puis validé", "1.1.2;NA;"]
    assert saisies(*rangees, avis=["F109"]) == [(None, "1.1.1", None), (None, "1.1.2", "NA")]
    assert dites(*rangees) == [("F109", "D2")]
    assert "séparateur « ; »" in lire(*rangees).diagnostics[0].aide


def test_une_cellule_sous_un_titre_vide_est_refusee():
    assert dites("critere;;resultat", "1.1.1;oui;acquis", "1.1.2;;NA") == [("F109", "B2")]


def test_les_colonnes_vides_de_fin_ne_disent_rien():
    assert saisies("critere;resultat;;;", "1.1.1;acquis;;;", "1.1.2;NA;;;") == LUES


def test_le_candidat_manque_sur_une_ligne():
    assert dites("candidat;critere;resultat", "C-1;1.1.1;NA", ";1.1.2;NA") == [("F209", "A3")]
    assert dites(LARGE, "C-1;NA;NA", ";NA;NA") == [("F209", "A3")]


# Ticks


@pytest.mark.parametrize(
    "coche", ["x", "X", "✓", "✔", "☑", "☒", "1", "oui", "OUI", "o", "vrai", "VRAI", "true"]
)
def test_une_case_est_cochee(coche):
    rangees = [
        "critere;acquis;non acquis;non évalué",
        f"1.1.1;{coche};;",
        f"1.1.2;;{coche};",
        f"1.1.3;;;{coche}",
    ]
    attendues = [
        (None, "1.1.1", "acquis"),
        (None, "1.1.2", "non_acquis"),
        (None, "1.1.3", "non_evalue"),
    ]
    assert saisies(*rangees) == attendues


@pytest.mark.parametrize(
    "vide", ["", "0", "non", "NON", "n", "faux", "FAUX", "false", "☐", "–", "—"]
)
def test_une_case_est_vide(vide):
    rangees = [
        "critere;acquis;non acquis;non évalué",
        f"1.1.1;x;{vide};{vide}",
        f"1.1.2;{vide};x;{vide}",
    ]
    assert saisies(*rangees) == [(None, "1.1.1", "acquis"), (None, "1.1.2", "non_acquis")]


@pytest.mark.parametrize("autre", ["?", "peut-être", "2", "xx", "acquis", "NA", "y", "х"])
def test_une_case_qui_n_est_ni_cochee_ni_vide_est_refusee_et_ne_vaut_rien(autre):
    rangees = [
        "critere;acquis;non acquis",
        f"1.1.1;{autre};",
        f"1.1.2;x;{autre}",
        f"1.1.3;;{autre}",
    ]
    issue = lire(*rangees)
    assert {("F207", "B2"), ("F207", "C3"), ("F207", "C4")} <= set(dites(*rangees))
    assert [s.resultat for s in issue.value.saisies] == [None, None, None]


def test_deux_coches_sont_refusees_et_nommees():
    assert (
        message("critere;acquis;non acquis;NE", "1.1.1;x;;x")
        == "le critère 1.1.1 a 2 coches : « acquis » et « non évalué »"
    )
    assert dites("critere;acquis;non acquis;NE", "1.1.1;x;;x") == [("F206", "D2")]
    assert message("critere;acquis;non acquis;NE", "1.1.1;x;o;1").startswith(
        "le critère 1.1.1 a 3 coches : "
    )


def test_aucune_coche_est_un_resultat_vide_et_non_un_non_evalue():
    assert saisies("critere;acquis;non acquis;NE", "1.1.1;;;") == [(None, "1.1.1", "")]
    lot = relire(octets(lignes({"-": toutes("acquis") | {"1.1.1": "rien"}}, "cochee")))
    assert reponses_lues(lot) == {}
    assert [(f.code, f.position.cellule) for f in lot.diagnostics] == [("F204", "B2")]


def test_la_colonne_non_evalue_peut_manquer():
    assert saisies("critere;A;NA", "1.1.1;x;", "1.1.2;;x") == [
        (None, "1.1.1", "acquis"),
        (None, "1.1.2", "non_acquis"),
    ]


# Wide


def test_la_forme_large_donne_une_reponse_par_candidat_et_par_code():
    assert saisies("candidat;1.1.1;1.1.2", "C-1;A;NA", "C-2;NE;") == [
        ("C-1", "1.1.1", "A"),
        ("C-1", "1.1.2", "NA"),
        ("C-2", "1.1.1", "NE"),
        ("C-2", "1.1.2", ""),
    ]


def test_la_forme_large_accepte_ses_colonnes_dans_tout_ordre():
    for ordre in itertools.permutations(range(3)):
        rangees = [["candidat", "1.1.1", "1.1.2"], ["C-1", "A", "NA"]]
        lues = saisies(*[";".join(rangee[rang] for rang in ordre) for rangee in rangees])
        assert sorted(lues) == [("C-1", "1.1.1", "A"), ("C-1", "1.1.2", "NA")]


def test_la_forme_large_nomme_la_cellule_de_la_reponse():
    premiere, seconde = lire("date;candidat;1.1.1;1.1.2", "x;C-1;A;NA").value.saisies
    assert (premiere.resultat.nom, seconde.resultat.nom) == ("C2", "D2")
    assert (premiere.critere.nom, premiere.candidat.nom) == ("C1", "B2")


def test_un_candidat_en_double_est_refuse_sans_etre_nomme():
    rangees = [LARGE, "Zoe;A;A", "Max;A;A", "Zoe;NA;A"]
    assert dites(*rangees) == [("F210", "A4")]
    assert message(*rangees) == "ce candidat a déjà une ligne, en A2"


# Above the headings


@pytest.mark.parametrize(
    "cle", ["référentiel", "Référentiel", "REFERENTIEL :", "referentiel:", " référentiel "]
)
def test_le_preambule_est_lu_au_dessus_des_titres(cle):
    preambule = lire(
        "Organisme X;",
        f"{cle};clea",
        ";version;;2020.1",
        "autre;chose",
        "critere;resultat;;",
        "1.1.1;A;;",
    ).value.preambule
    assert {c: (v.valeur, v.nom) for c, v in preambule.items()} == {
        "referentiel": ("clea", "B2"),
        "version": ("2020.1", "D3"),
    }


def test_le_candidat_du_preambule_est_celui_de_toutes_les_lignes():
    assert saisies("candidat;C-1", "critere;resultat", "1.1.1;A") == [("C-1", "1.1.1", "A")]
    assert saisies("candidat;C-1", "candidat;critere;resultat", "C-1;1.1.1;A") == [
        ("C-1", "1.1.1", "A")
    ]


def test_un_candidat_qui_contredit_le_preambule_est_refuse():
    assert dites("candidat;C-1", "candidat;critere;resultat", "C-2;1.1.1;A") == [("F304", "A3")]
    assert dites("candidat;C-1", LARGE, "C-1;A;A", "C-2;A;A") == [("F304", "A4")]


def test_un_preambule_qui_se_contredit_est_refuse():
    assert dites("version;1", "version;2", "critere;resultat", "1.1.1;A") == [("F303", "B2")]
    assert dites("version;1", "version;1", "critere;resultat", "1.1.1;A") == []


@pytest.mark.parametrize("reference", ["2026.001", "jean.dupont", "C.1"])
def test_une_reference_a_point_dans_le_preambule_n_est_pas_un_titre(reference):
    assert saisies(f"candidat;{reference}", "critere;resultat", "1.1.1;A") == [
        (reference, "1.1.1", "A")
    ]


# Identities

NOM, PRENOM, CANDIDAT = "Zwingelstein", "Quetzalcoatl", "Xanthippe-0042"
SECRETS = (NOM, PRENOM, CANDIDAT)
CODES = codes()


def grille(forme, *, candidat=CANDIDAT):
    """A grille with three identity columns at the left, and one column to comment at the right."""
    tableau = lignes({candidat: toutes("acquis"), "C-0002": toutes("non_acquis")}, forme)
    identite = [["nom", "prénom"], *[[NOM, PRENOM]] * (len(tableau) - 1)]
    return [
        [*qui, *ligne, "commentaire" if not rang else ""]
        for rang, (qui, ligne) in enumerate(zip(identite, tableau, strict=True))
    ]


def cellule(rangee, colonne, valeur):
    def abimer(tableau):
        tableau[rangee][colonne] = valeur

    return abimer


def partout(colonne, valeur):
    def abimer(tableau):
        for rangee in tableau[1:]:
            rangee[colonne] = valeur

    return abimer


def titre(colonne, valeur):
    return cellule(0, colonne, valeur)


def au_dessus(*rangees):
    def abimer(tableau):
        tableau[:0] = [list(rangee) for rangee in rangees]

    return abimer


def supprimer(rangee, colonne):
    def abimer(tableau):
        del tableau[rangee][colonne]

    return abimer


def inserer(rangee, colonne, valeur):
    def abimer(tableau):
        tableau[rangee].insert(colonne, valeur)

    return abimer


FAUTES = {
    "rien": lambda tableau: None,
    "candidat vide": cellule(1, 2, ""),
    "candidat vide partout": partout(2, ""),
    "candidat en double": lambda tableau: tableau.append(list(tableau[1])),
    "ligne perdue": lambda tableau: tableau.pop(1),
    "titres repetes": lambda tableau: tableau.insert(2, list(tableau[0])),
    "titres perdus": lambda tableau: tableau.pop(0),
    "resultat inconnu": cellule(1, 4, "???"),
    "resultats vides": partout(4, ""),
    "code inconnu": cellule(1, 3, "9.9.9"),
    "code vide": cellule(1, 3, ""),
    "titre du critere perdu": titre(3, "???"),
    "titre du resultat perdu": titre(4, "???"),
    "titre du candidat perdu": titre(2, "???"),
    "titre du candidat double": titre(0, "candidat"),
    "titre du nom vide": titre(0, ""),
    "cellule de trop a la fin": lambda tableau: tableau[1].append("de trop"),
    "nom de trop a la fin": lambda tableau: tableau[1].append(NOM),
    "autre candidat en haut": au_dessus(["candidat", "C-9999"]),
    "deux candidats en haut": au_dessus(["candidat", CANDIDAT], ["candidat", NOM]),
    "autre version": au_dessus(["nom", NOM], ["version", "1"], ["candidat", CANDIDAT]),
    "autre referentiel": au_dessus(["candidat", CANDIDAT], ["référentiel", "clea-numerique"]),
    "nul dans le nom": cellule(1, 0, f"{NOM}\0"),
    "nul dans le candidat": cellule(1, 2, f"\ufeff{CANDIDAT}"),
    "guillemet dans le nom": cellule(1, 0, f'"{NOM}'),
    "saut de ligne dans le nom": cellule(1, 0, f"{NOM}\n{CODES[0]}"),
    "code suivi d'une espace": cellule(1, 3, CODES[0] + " "),
}
DECALEES = {
    "une cellule de trop dans le nom": inserer(1, 1, PRENOM),
    "une cellule de trop avant le nom": inserer(1, 0, "Mme"),
    "deux cellules de trop avant le nom": lambda tableau: tableau[1].__setitem__(
        slice(0, 0), ["Mme", "née"]
    ),
    "le nom perdu": supprimer(1, 0),
    "le candidat perdu": supprimer(1, 2),
    "le code perdu": supprimer(1, 3),
}


def dit_un_secret(tableau, **ecriture):
    lot = relire(octets(tableau, **ecriture))
    return [secret for secret in SECRETS if secret in dits(lot.diagnostics)]


@pytest.mark.parametrize("forme", ["longue-candidats", "cochee-candidats", "large"])
@pytest.mark.parametrize("faute", FAUTES)
def test_aucune_faute_ne_cite_une_identite(forme, faute):
    tableau = grille(forme)
    FAUTES[faute](tableau)
    assert dit_un_secret(tableau) == []


@pytest.mark.parametrize("forme", ["longue-candidats", "cochee-candidats", "large"])
@pytest.mark.parametrize("a_droite", [False, True], ids=["a gauche", "a droite"])
@pytest.mark.parametrize("faute", DECALEES)
def test_une_ligne_decalee_ne_cite_pas_l_identite_qui_a_glisse(forme, a_droite, faute):
    tableau = grille(forme)
    if a_droite:
        tableau = [[*ligne[2:], *ligne[:2]] for ligne in tableau]
    DECALEES[faute](tableau)
    assert dit_un_secret(tableau) == []


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_un_fichier_coupe_ne_cite_pas_une_identite(data):
    tableau = grille(data.draw(st.sampled_from(["longue-candidats", "cochee-candidats", "large"])))
    encodage = data.draw(st.sampled_from(["utf-8", "cp1252", "utf-16"]))
    contenu = octets(tableau, encodage=encodage)
    fin = data.draw(st.integers(0, len(contenu)))
    assert not [secret for secret in SECRETS if secret in dits(relire(contenu[:fin]).diagnostics)]


@pytest.mark.parametrize(
    "rangees",
    [
        [["candidat", NOM], ["critere", "commentaire"], ["1.1.1", "acquis"]],
        [["candidat", NOM], ["1.1.1", "acquis"]],
        [["référence", NOM], ["critere", "resulta"], ["1.1.1", "acquis"]],
        [["candidat", "zwingelstein.quetzalcoatl"], ["critere", "resultat"], ["1.1.1", "acquis"]],
        [["candidat", f"{NOM}.{PRENOM}"], ["critere", "resultat"], ["1.1.1", "acquis"]],
        [["Évaluation", NOM], ["critere", "resulta"], ["1.1.1", "acquis"]],
    ],
    ids=["sans resultat", "sans titres", "titre faux", "minuscules", "a point", "evaluation"],
)
def test_un_nom_donne_en_haut_n_est_pas_cite_comme_un_titre(rangees):
    dit = dits(relire(octets(rangees)).diagnostics).casefold()
    assert NOM.casefold() not in dit


def test_les_fautes_essayees_en_sont():
    """Each damage but the first is seen in one form at least, or this file would prove nothing."""
    for faute, abimer in FAUTES.items():
        vues = set()
        for forme in ("longue-candidats", "cochee-candidats", "large"):
            tableau = grille(forme)
            abimer(tableau)
            vues |= fautes(relire(octets(tableau))) - {"F108"}
        sans_effet = {"rien", "guillemet dans le nom", "saut de ligne dans le nom"}
        assert bool(vues) != (faute in sans_effet), (faute, vues)
