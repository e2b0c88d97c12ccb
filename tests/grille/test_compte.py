"""A grille is heard whole: what answers without being read is refused, what is left aside is counted.

Each file is CléA's, in the long form unless said otherwise, with an answer « acquis » to each critère but 1.2.3.
"""

import csv
import json
from io import StringIO

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clea_cli.decision.charger import charger
from clea_cli.decision.lot import Lecture, comprendre, lire_brute
from clea_cli.diagnostics import refuse
from clea_cli.sorties import tableur_ods, tableur_xlsx
from tests.promesses.test_cases import CAS, lancer

CLEA = charger("clea").value
JOUET = charger(str(CAS / "grille" / "jouet.yaml")).value
CODES = [critere.code for critere in CLEA.criteres]
LIBELLES = [critere.libelle for critere in CLEA.criteres]
NON = CODES.index("1.2.3")
TITRES = ["critere", "libelle", "resultat", "commentaire"]


def corps(libelle=lambda rang: LIBELLES[rang], resultat=None, commentaire=lambda rang: ""):
    resultat = resultat or (lambda rang: "non acquis" if rang == NON else "acquis")
    return [
        [code, libelle(rang), resultat(rang), commentaire(rang)] for rang, code in enumerate(CODES)
    ]


def avec(titre, texte, *, place=4):
    """The same rows with one column more."""
    lignes = [TITRES, *corps()]
    ajouts = [titre, *map(texte, range(len(CODES)))]
    return [
        [*ligne[:place], ajout, *ligne[place:]] for ligne, ajout in zip(lignes, ajouts, strict=True)
    ]


def en_csv(lignes):
    flux = StringIO()
    csv.writer(flux, delimiter=";").writerows(lignes)
    return flux.getvalue().encode("utf-8-sig")


FORMATS = {
    "csv": en_csv,
    "xlsx": lambda lignes: tableur_xlsx.ecrire(lignes, "grille"),
    "ods": tableur_ods.ecrire,
}


def lire(dossier, lignes, format_="csv", **options):
    chemin = dossier / f"g.{format_}"
    chemin.write_bytes(FORMATS[format_](lignes))
    lecture = Lecture(**options)
    return comprendre(str(chemin), lire_brute(str(chemin), lecture), CLEA, "C-1")


def lire_classeur(dossier, feuilles, referentiel=CLEA, *, masquer=lambda classeur: None):
    """A workbook of sheets, name by name, as it is when `masquer` has hidden some of it."""
    classeur = openpyxl.Workbook()
    classeur.remove(classeur.active)
    for nom, lignes in feuilles.items():
        feuille = classeur.create_sheet(nom)
        for ligne in lignes:
            feuille.append([texte or None for texte in ligne])
    masquer(classeur)
    chemin = dossier / "g.xlsx"
    classeur.save(chemin)
    return comprendre(str(chemin), lire_brute(str(chemin), Lecture()), referentiel, "C-1")


def codes(fichier):
    return sorted({faute.code for faute in fichier.diagnostics if refuse([faute])})


# A second column of answers

REPONDENT = {
    "oui/non": ("Avis du jury", lambda rang: "oui" if rang % 7 else "non"),
    "1/0": ("Finale", lambda rang: "1" if rang % 7 else "0"),
    "x": ("Acquis en fin de parcours", lambda rang: "x" if rang % 4 else ""),
    "validé/refusé": ("Bilan", lambda rang: "validé" if rang % 5 else "refusé"),
    "une remarque parmi elles": (
        "Bilan",
        lambda rang: "validée" if rang % 5 else "à revoir en janvier, dans le groupe",
    ),
    "les mots de l'échelle": ("après correction", lambda rang: "non acquis"),
    "les mots de son titre": ("Apte ?", lambda rang: "apte" if rang % 4 else "pas apte"),
    "des mots que seul son titre dit": (
        "Habile ?",
        lambda rang: "habile" if rang % 4 else "pas habile",
    ),
    "des mots qu'un commentaire pourrait dire": ("Bilan", lambda rang: "à revoir"),
    "des abréviations": ("Niveau constaté", lambda rang: "MI" if rang % 3 else "MF"),
    "des abréviations de trois lettres": ("Constat", lambda rang: "TBM" if rang % 3 else "TBI"),
    "dix critères sur les dix-huit d'un domaine": (
        "Bilan",
        lambda rang: "validé" if rang < 10 else "",
    ),
    "un seul domaine": ("Reprise", lambda rang: "acquis" if CODES[rang].startswith("3.") else ""),
    "un titre connu qui décide": ("Points (résultat final)", lambda rang: "1" if rang % 2 else "0"),
    "un seul mot, de l'échelle": ("après", lambda rang: "non acquis" if rang == 3 else ""),
    "un seul mot, de deux lettres": ("après", lambda rang: "NA" if rang == 3 else ""),
    "un code en titre": ("1.1.1 (après)", lambda rang: "vu" if rang == 3 else ""),
}


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("cas", REPONDENT)
def test_une_seconde_colonne_de_reponses_est_refusee_et_les_deux_sont_nommees(
    tmp_path, cas, format_
):
    titre, texte = REPONDENT[cas]
    fichier = lire(tmp_path, avec(titre, texte), format_)
    assert (codes(fichier), fichier.grilles) == (["F125"], ())
    [faute] = [faute for faute in fichier.diagnostics if faute.code == "F125"]
    assert f"E « {titre} »" in faute.message
    assert "C « resultat »" in faute.message
    assert faute.position.source == fichier.source
    assert f"--ignorer « {titre} »" in faute.aide


def test_les_observations_qui_repondent_sont_refusees_une_seule_est_un_commentaire(tmp_path):
    partout = [TITRES, *corps(commentaire=lambda rang: "non acquis")]
    assert codes(lire(tmp_path, partout)) == ["F125"]
    une = [TITRES, *corps(commentaire=lambda rang: "non" if rang == 8 else "")]
    assert codes(lire(tmp_path, une)) == []


@pytest.mark.parametrize("mot", ["vu", "à revoir", "Bien."])
def test_des_observations_partout_les_memes_ne_sont_pas_des_reponses(tmp_path, mot):
    def lignes(premier):
        return [TITRES, *corps(commentaire=lambda rang: mot if rang < premier else "non acquis")]

    assert codes(lire(tmp_path, lignes(len(CODES)))) == []
    assert codes(lire(tmp_path, lignes(1))) == ["F125"]


@pytest.mark.parametrize(("combien", "fautes"), [(1, []), (2, ["F125"])])
def test_un_domaine_de_deux_criteres_est_redit_par_deux_reponses(tmp_path, combien, fautes):
    lignes = [[critere.code, "acquis", ""] for critere in JOUET.criteres]
    lignes.insert(0, ["critere", "resultat", "Bilan"])
    for ligne in lignes[-2:][:combien]:
        ligne[2] = "validé"
    assert codes(lire_classeur(tmp_path, {"Grille": lignes}, JOUET)) == fautes
    # Where one of the two critères is missing, one word is a remark.
    del lignes[-1]
    assert "F125" not in codes(lire_classeur(tmp_path, {"Grille": lignes}, JOUET))


def test_une_seconde_reponse_se_voit_aussi_dans_une_grille_a_cocher(tmp_path):
    titres = ["critere", "libelle", "acquis", "non acquis", "non évalué", "Après oral"]
    lignes = [
        [code, LIBELLES[rang], "x", "", "", "oui" if rang % 6 else "non"]
        for rang, code in enumerate(CODES)
    ]
    assert codes(lire(tmp_path, [titres, *lignes])) == ["F125"]


def test_ignorer_laisse_la_colonne_de_cote_et_c_est_compte(tmp_path):
    fichier = lire(tmp_path, avec("Avis du jury", lambda rang: "non"), ignorer=("avis du JURY",))
    assert len(fichier.grilles) == 1
    assert [tuple(laisse) for laisse in fichier.laisses] == [("colonne", "E", "Avis du jury", 106)]
    assert fichier.lu.endswith("laissé de côté : colonne E « Avis du jury », 106 textes")


def test_ignorer_tranche_entre_deux_colonnes_du_meme_sens(tmp_path):
    lignes = avec("Évaluation", lambda rang: "non acquis")
    assert codes(lire(tmp_path, lignes)) == ["F105"]
    assert lire(tmp_path, lignes, ignorer=("Évaluation",)).grilles[0].acquis.bit_count() == 105


A_COTE = {
    "Auto-évaluation": lambda rang: "oui" if rang % 7 else "non",
    "Coefficient": lambda rang: "1",
    "Points": lambda rang: "1",
    "Obligatoire": lambda rang: "oui" if rang % 7 else "non",
    "N°": lambda rang: str(rang + 1),
    "Domaine": lambda rang: CODES[rang][0],
    "Mode (E/O/P)": lambda rang: "EOP"[rang % 3],
    "Vu en situation": lambda rang: "x",
    "Aménagement": lambda rang: "oui",
    "Groupe": lambda rang: "AB"[rang % 2],
    "Date": lambda rang: "12/03/2026",
    "Évaluateur": lambda rang: "M. Durand",
    "Remarques": lambda rang: "vu en atelier" if rang % 9 == 0 else "",
    "Humeur": lambda rang: f"un mot pour la ligne {rang}",
    "Humeur, deux mots": lambda rang: "le matin" if rang % 2 else "le soir",
    "Humeur, quelques oui": lambda rang: "oui" if rang < 2 else f"un mot pour la ligne {rang}",
    "Relecture, une lettre": lambda rang: "A" if rang == 3 else "",
    "Relecture, la moitié d'un domaine": lambda rang: "validé" if rang < 9 else "",
}


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("titre", A_COTE)
def test_ce_que_l_on_a_a_cote_d_une_grille_est_passe_et_compte(tmp_path, titre, format_):
    fichier = lire(tmp_path, avec(titre, A_COTE[titre]), format_)
    assert (codes(fichier), fichier.grilles[0].acquis.bit_count()) == ([], 105)
    comptees = [(laisse.titre, laisse.cellules) for laisse in fichier.laisses]
    remplies = sum(bool(A_COTE[titre](rang)) for rang in range(len(CODES)))
    assert comptees == ([] if titre == "Domaine" else [(titre, remplies)])


# Labels


def test_des_libelles_ecrits_autrement_sont_les_memes(tmp_path):
    def autrement(rang):
        libelle = LIBELLES[rang]
        return [
            libelle.upper(),
            libelle.replace("é", "e"),
            f"{libelle} .",
            libelle[:30],
            f"{CODES[rang]} {libelle}",
        ][rang % 5]

    fichier = lire(tmp_path, [TITRES, *corps(libelle=autrement)])
    assert (fichier.diagnostics, len(fichier.grilles)) == ((), 1)


def test_le_libelle_d_un_autre_code_est_une_faute_qui_nomme_les_deux(tmp_path):
    fichier = lire(
        tmp_path,
        [TITRES, *corps(libelle=lambda rang: LIBELLES[0] if rang == 9 else LIBELLES[rang])],
    )
    [faute] = fichier.diagnostics
    assert (faute.code, faute.position.cellule) == ("F127", "B11")
    assert "critère 1.1.1" in faute.message
    assert f"code {CODES[9]}" in faute.message


@pytest.mark.parametrize(
    ("decalage", "cause"), [(1, "a glissé"), (-1, "a glissé"), (7, "a glissé")]
)
def test_des_libelles_qui_ont_glisse_sont_dits_en_une_fois(tmp_path, decalage, cause):
    fichier = lire(
        tmp_path, [TITRES, *corps(libelle=lambda rang: LIBELLES[(rang + decalage) % len(CODES)])]
    )
    [faute] = fichier.diagnostics
    assert faute.code == "F128"
    assert cause in faute.message
    assert faute.message.startswith("106 libellés")


def test_une_autre_numerotation_est_reconnue(tmp_path):
    fichier = lire(
        tmp_path, [TITRES, *corps(libelle=lambda rang: LIBELLES[rang * 53 % len(CODES)])]
    )
    [faute] = fichier.diagnostics
    assert (faute.code, "une autre numérotation" in faute.message) == ("F128", True)


def test_des_mots_a_soi_sont_un_avertissement(tmp_path):
    fichier = lire(
        tmp_path,
        [TITRES, *corps(libelle=lambda rang: "À ma façon" if rang == 2 else LIBELLES[rang])],
    )
    assert [faute.code for faute in fichier.diagnostics] == ["F129"]
    assert len(fichier.grilles) == 1


def test_un_titre_inconnu_au_dessus_de_libelles_n_y_change_rien(tmp_path):
    lignes = [["critere", "Compétence visée", "resultat", "commentaire"]]
    lignes += corps(libelle=lambda rang: LIBELLES[(rang + 1) % len(CODES)])
    assert codes(lire(tmp_path, lignes)) == ["F128"]


def test_les_libelles_au_dessus_d_une_forme_large_sont_compares_aussi(tmp_path):
    large = [["candidat", *CODES], ["C-1", *["A"] * len(CODES)]]
    assert codes(lire(tmp_path, [["", *LIBELLES], *large])) == []
    assert codes(lire(tmp_path, [["", *LIBELLES[1:], LIBELLES[0]], *large])) == ["F128"]


# Rows that are nobody's, and rows that speak of a critère


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize(
    "nom", ["Total", "Barème", "Points", "Maximum", "Moyenne", "Total des acquis", "Barème / 106"]
)
def test_une_ligne_de_bilan_n_est_jamais_un_candidat(tmp_path, nom, format_):
    lignes = [["candidat", *CODES], ["C-1", *["A"] * 106], [nom, *["1"] * 106]]
    fichier = lire(tmp_path, lignes, format_)
    assert [grille.candidat for grille in fichier.grilles] == ["C-1"]
    assert fichier.lu.endswith("laissé de côté : 1 ligne")


def test_un_total_un_pied_et_une_signature_sont_passes_et_comptes(tmp_path):
    pied = [
        ["Total", "", "105", ""],
        ["", "Fait à Lyon le 3 mars", "", ""],
        ["Signature de l'évaluateur", "", "", ""],
    ]
    fichier = lire(tmp_path, [TITRES, *corps(), *pied])
    assert (codes(fichier), [laisse.quoi for laisse in fichier.laisses]) == ([], ["ligne"] * 3)
    assert fichier.lu.endswith("laissé de côté : 3 lignes")


def test_le_titre_d_un_domaine_ou_d_un_sous_domaine_est_entendu(tmp_path):
    lignes = corps()
    sous_domaine = list(CLEA.sous_domaines)[-1].libelle
    domaine = CLEA.domaines[-1].libelle
    lignes.insert(-1, ["", f"Sous-domaine : {sous_domaine}", "", ""])
    lignes.insert(CODES.index("7.1.1"), ["", domaine.upper(), "", ""])
    fichier = lire(tmp_path, [TITRES, *lignes])
    assert (codes(fichier), len(fichier.grilles), fichier.laisses) == ([], 1, ())


def test_une_ligne_trop_courte_est_refusee_et_le_reste_est_compte(tmp_path):
    lignes = avec("Remarques", lambda rang: "vu" if rang == 3 else "")
    lignes[1] = lignes[1][:4]
    fichier = lire(tmp_path, lignes)
    assert codes(fichier) == ["F113"]
    assert [tuple(laisse) for laisse in fichier.laisses] == [("colonne", "E", "Remarques", 1)]


def test_une_correction_sous_le_tableau_est_une_faute(tmp_path):
    fichier = lire(tmp_path, [TITRES, *corps(), ["", "1.2.3 : finalement acquis", "", ""]])
    assert codes(fichier) == ["F130"]


@pytest.mark.parametrize(
    "ligne",
    [
        ["", "Critère 1-2-3 : finalement acquis", "", ""],
        ["", "C1.2.3 non acquis", "", ""],
        ["", LIBELLES[NON], "", "non acquis"],
    ],
)
def test_sous_le_tableau_un_critere_se_nomme_comme_ailleurs(tmp_path, ligne):
    fichier = lire(tmp_path, [TITRES, *corps(), ligne])
    assert codes(fichier) == ["F130"]
    [faute] = fichier.diagnostics
    assert (faute.position.source, faute.position.cellule) == (fichier.source, "B108")
    assert "critère 1.2.3," in faute.message


AU_DESSUS = {
    "une remarque": (["Lyon", "Correction : le 1.2.3 est finalement acquis"], "B1"),
    "un code et sa réponse": (["Lyon", "1.2.3 : non acquis"], "B1"),
    "un code nommé, et sa réponse": (["Critère 1.2.3 : finalement acquis"], "A1"),
    "un code écrit autrement, et sa réponse": (["", "C1-2-3 non acquis"], "B1"),
    "un code, la réponse à côté": (["Lyon", "Critère 1.2.3", "", "refusé"], "B1"),
    "un libellé, la réponse à côté": (["acquis", LIBELLES[NON]], "B1"),
    "un code et une remarque": (["1.2.3 : en atelier, avec le groupe du lundi"], ""),
    "un code inconnu": (["9.9.9 : non acquis"], ""),
    # A label may hold a word that answers.
    "un code devant son libellé": ([f"Critère 2.1.1 : {LIBELLES[CODES.index('2.1.1')]}"], ""),
    "un libellé et son code": ([f"{LIBELLES[CODES.index('2.1.1')]} (2.1.1)"], ""),
}


@pytest.mark.parametrize("cas", AU_DESSUS)
def test_une_correction_au_dessus_des_titres_est_une_faute_a_sa_case(tmp_path, cas):
    ligne, cellule = AU_DESSUS[cas]
    fichier = lire(tmp_path, [[*ligne, "", "", ""][:4], TITRES, *corps()])
    assert codes(fichier) == (["F130"] if cellule else [])
    for faute in fichier.diagnostics:
        assert (faute.position.source, faute.position.cellule) == (fichier.source, cellule)
        assert "critère 1.2.3," in faute.message


def test_une_reponse_restee_au_dessus_des_titres_est_dite_une_fois(tmp_path):
    premiere, *suite = corps()
    assert codes(lire(tmp_path, [premiere, TITRES, *suite])) == ["F114"]


# Sheets that are not read

GRILLE = [TITRES, *corps()]
ONGLETS = {
    "un code et sa réponse": ([["Corrections"], ["1.2.3", "acquis"]], ["F124"]),
    "un code suivi de mots, et sa réponse": ([["1.2.3 après l'oral", "oui"]], ["F124"]),
    "un critère autrement dit, et sa réponse": ([["Item 1-2-3", "non acquis"]], ["F124"]),
    "un libellé et sa réponse": ([[LIBELLES[0].upper(), "", "non acquis"]], ["F124"]),
    "une réponse dont l'échelle n'a pas le mot": ([["1.2.3", "refusé"]], ["F124"]),
    "des codes en titres, leurs réponses dessous": (
        [["", *CODES[:3]], ["Après l'oral", "acquis", "NA", "acquis"]],
        ["F124"],
    ),
    "des libellés en titres, leurs réponses plus bas": (
        [LIBELLES[:2], ["lundi", "mardi"], ["x", ""]],
        ["F124"],
    ),
    "un code et sa réponse dans une remarque": (
        [["Corrections", "M. Durand"], ["1.2.3 : finalement acquis", "M. Durand"]],
        ["F124"],
    ),
    "des codes devant leurs libellés, dans une case": (
        [[f"{code} - {libelle}"] for code, libelle in zip(CODES, LIBELLES, strict=True)],
        [],
    ),
    "un code et une remarque": ([["1.2.3", "vu lundi avec le groupe"]], []),
    "un code et sa réponse dans deux lignes": ([["acquis"], ["1.2.3"], ["acquis"]], []),
    "des codes sous une réponse": ([["acquis"], CODES[:2], CODES[2:4]], []),
    "des réponses au choix": ([["Réponses"], ["acquis"], ["non acquis"]], []),
    "un bilan par domaine": ([["Domaine 1", "acquis"], ["Domaine 2", "non acquis"]], []),
}


@pytest.mark.parametrize("cas", ONGLETS)
def test_un_onglet_qui_n_est_pas_lu_repond_s_il_a_un_critere_et_une_reponse(tmp_path, cas):
    """It is hidden: of one that is seen, the reader refuses more."""

    def masquer(classeur):
        classeur["À côté"].sheet_state = "hidden"

    lignes, fautes = ONGLETS[cas]
    fichier = lire_classeur(tmp_path, {"Grille": GRILLE, "À côté": lignes}, masquer=masquer)
    assert (codes(fichier), len(fichier.grilles)) == (fautes, 0 if fautes else 1)
    for faute in fichier.diagnostics:
        assert faute.position.source == fichier.source
        assert "l'onglet « À côté » contient aussi des critères" in faute.message
        assert "avec « Grille »" in faute.message


def test_un_onglet_laisse_de_cote_est_compte_avec_le_reste(tmp_path):
    grille = [*avec("Remarques", lambda rang: "vu"), ["", "Fait à Lyon"], ["", "Signature"]]
    notice = [["Notice"], [], ["Cocher", "une case"]]
    fichier = lire_classeur(tmp_path, {"Grille": grille, "Notice": notice})
    assert [tuple(laisse) for laisse in fichier.laisses] == [
        ("colonne", "E", "Remarques", 106),
        ("ligne", "108", "", 1),
        ("ligne", "109", "", 1),
        ("onglet", "Notice", "", 3),
    ]
    assert fichier.lu.endswith(
        "laissé de côté : colonne E « Remarques », 106 textes ; onglet « Notice », 3 textes"
        " ; 2 lignes"
    )


def par_domaine():
    """The same grille, a sheet a domaine."""
    feuilles = {}
    for ligne in corps():
        feuilles.setdefault(f"D{ligne[0][0]}", [TITRES]).append(ligne)
    return feuilles


def test_une_ligne_laissee_de_cote_dit_son_onglet_ou_la_grille_en_a_plusieurs(tmp_path):
    feuilles = par_domaine()
    feuilles["D2"].append(["", "Fait à Lyon"])
    fichier = lire_classeur(tmp_path, feuilles)
    assert (codes(fichier), len(fichier.grilles)) == ([], 1)
    assert [tuple(laisse) for laisse in fichier.laisses] == [("ligne", "D2!22", "", 1)]


# Answers that a spreadsheet hides


def sans_lignes(onglet, *rangs):
    def masquer(classeur):
        for rang in rangs:
            classeur[onglet].row_dimensions[rang].hidden = True

    return masquer


def sans_colonne(onglet, lettre):
    def masquer(classeur):
        classeur[onglet].column_dimensions[lettre].hidden = True

    return masquer


CACHEES = [
    ({"Grille": GRILLE}, sans_lignes("Grille", 4, 6), ["2 (C4, C6)"]),
    ({"Grille": GRILLE}, sans_colonne("Grille", "C"), ["106 (C2, C3, C4, C5, C6…)"]),
    ({"Grille": GRILLE}, sans_colonne("Grille", "D"), []),
    (par_domaine(), sans_lignes("D2", 4), ["1 (D2!C4)"]),
    (par_domaine(), sans_colonne("D2", "C"), ["20 (D2!C2, D2!C3, D2!C4, D2!C5, D2!C6…)"]),
    (
        {"Grille": [["critere", "acquis", "non acquis"], *([code, "x", ""] for code in CODES)]},
        sans_colonne("Grille", "C"),
        [],
    ),
]


@pytest.mark.parametrize(("feuilles", "masquer", "dites"), CACHEES)
def test_les_reponses_que_le_tableur_cache_sont_dites_et_comptent(
    tmp_path, feuilles, masquer, dites
):
    fichier = lire_classeur(tmp_path, feuilles, masquer=masquer)
    assert len(fichier.grilles) == 1
    assert cachees(fichier) == dites


def test_une_reponse_cachee_sous_une_faute_est_dite_aussi(tmp_path):
    """Two ticks give no answer; those below are still looked at."""
    lignes = [["critere", "acquis", "non acquis"], *([code, "x", ""] for code in CODES)]
    lignes[1][2] = "x"
    fichier = lire_classeur(tmp_path, {"Grille": lignes}, masquer=sans_lignes("Grille", 4))
    assert (codes(fichier), cachees(fichier)) == (["F206"], ["1 (B4)"])


def cachees(fichier):
    """How many answers are told to be hidden, and which."""
    dites = []
    for faute in fichier.diagnostics:
        if faute.code == "F131":
            _, _, suite = faute.message.partition(" : ")
            dites.append(suite.removesuffix(" ; elles sont comptées"))
    return dites


# Ways of saying yes

DOUTEUX = [("1", "O"), ("x", "o"), ("oui", "x"), ("A", "o"), ("acquis", "x"), ("vrai", "o")]


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("paire", DOUTEUX)
def test_deux_facons_de_dire_oui_dont_l_une_peut_dire_non_sont_refusees(tmp_path, paire, format_):
    lignes = [
        ["critere", "resultat"],
        *([code, paire[rang % 4 == 0]] for rang, code in enumerate(CODES)),
    ]
    fichier = lire(tmp_path, lignes, format_)
    assert codes(fichier) == ["F215"]
    [faute] = fichier.diagnostics
    nette, douteuse = paire
    assert faute.message.startswith(f"« {nette} » et « {douteuse} » disent tous deux « acquis »")
    large = [["candidat", *CODES], ["C-1", *(paire[rang % 4 == 0] for rang in range(106))]]
    assert codes(lire(tmp_path, large, format_)) == ["F215"]


@pytest.mark.parametrize(
    "mots", [("acquis", "A"), ("oui", "O"), ("x", "X"), ("acquis", "oui"), ("1", "vrai")]
)
def test_deux_facons_de_dire_oui_que_personne_ne_lit_autrement_sont_admises(tmp_path, mots):
    lignes = [["critere", "resultat"], *([code, mots[rang % 2]] for rang, code in enumerate(CODES))]
    assert lire(tmp_path, lignes).grilles[0].acquis.bit_count() == 106


def test_ou_quelque_chose_dit_non_les_signes_se_lisent(tmp_path):
    def reponse(rang):
        return "non" if rang == 5 else "xo"[rang % 2]

    lignes = [["critere", "resultat"], *([code, reponse(rang)] for rang, code in enumerate(CODES))]
    assert lire(tmp_path, lignes).grilles[0].acquis.bit_count() == 105


def test_d_un_candidat_a_l_autre_aussi_un_signe_peut_dire_non(tmp_path):
    lignes = [["candidat", *CODES], ["C-1", *["1"] * 106], ["C-2", *["O"] * 106]]
    assert codes(lire(tmp_path, lignes)) == ["F215"]
    # Where somebody has a no in words, that is how a no is said.
    un_non = [["C-1", "non", *["1"] * 105], ["C-2", *["O"] * 106]]
    assert codes(lire(tmp_path, [lignes[0], *un_non])) == []


@pytest.mark.parametrize(
    ("signes", "fautes"),
    [
        ("ooo", []),
        (["o", "oui", "o"], []),
        (["x", "oui", "x"], []),
        # Beside another sign, an o may be a box that was left empty.
        ("xox", ["F215"]),
        (["o", "oui", "✓"], ["F215"]),
    ],
)
def test_parmi_d_autres_coches_un_o_peut_etre_une_case_vide(tmp_path, signes, fautes):
    lignes = [["critere", "acquis", "non acquis"]]
    for rang, code in enumerate(CODES):
        signe = signes[rang % 3]
        lignes.append([code, "", signe] if rang == NON else [code, signe, ""])
    fichier = lire(tmp_path, lignes)
    assert codes(fichier) == fautes
    for faute in fichier.diagnostics:
        if faute.code == "F215":
            assert "« o »" in faute.message
            assert any(f"« {signe} »" in faute.message for signe in "x✓")


# The account


def test_une_colonne_de_plus_a_cote_de_candidats_en_colonnes_est_comptee(tmp_path):
    lignes = [["Domaine", "Candidat", "C-1", "C-2", "Remarques"]]
    for rang, code in enumerate(CODES):
        remarque = "vu en atelier" if rang % 9 == 0 else ""
        lignes.append([code[0], code, "acquis", "non acquis", remarque])
    fichier = lire(tmp_path, lignes)
    acquis = {grille.candidat: grille.acquis.bit_count() for grille in fichier.grilles}
    assert acquis == {"C-1": 106, "C-2": 0}
    assert [tuple(laisse) for laisse in fichier.laisses] == [("colonne", "E", "Remarques", 12)]
    # A row that slipped sideways is a fault by itself: what it shows is not looked at.
    lignes[5] = ["1", CODES[4], "", "acquis", "non acquis", "vu"]
    assert codes(lire(tmp_path, lignes)) == ["F109"]


def test_le_json_et_verifier_disent_tout_ce_qui_est_laisse_meme_d_un_fichier_refuse(tmp_path):
    lignes = avec("Remarques", lambda rang: "vu" if rang == 3 else "")
    lignes[5][2] = "peut-être"
    (tmp_path / "g.csv").write_bytes(en_csv([["Organisme Exemple"], *lignes]))
    statut, sortie, _ = lancer(tmp_path, "score", "g.csv", "--format", "json")
    assert statut == 1
    assert json.loads(sortie)["fichiers"] == [
        {
            "source": "g.csv",
            "laisse_de_cote": [
                {"quoi": "ligne au-dessus des titres", "ou": "1", "titre": "", "cellules": 1},
                {"quoi": "colonne", "ou": "E", "titre": "Remarques", "cellules": 1},
            ],
        }
    ]
    _, sortie, _ = lancer(tmp_path, "grille", "verifier", "g.csv")
    assert sortie == (
        "g.csv : laissé de côté : ligne au-dessus des titres 1, 1 texte.\n"
        "g.csv : laissé de côté : colonne E « Remarques », 1 texte.\n"
    )


ENTIERE = [
    ["Organisme Exemple", "", "", "", ""],
    ["candidat", "C-7", "", "", ""],
    *avec("Remarques", lambda rang: "vu en atelier" if rang % 10 == 0 else ""),
    ["", "Fait à Lyon", "", "", ""],
]
ANODINS = st.sampled_from(["bleu ciel", "le groupe du lundi", "Lyon", "Mme Petit"])
AUTRES = st.sampled_from(["non acquis", "acquis", "non", "NA", "x"])


def remplacee(place, texte):
    ligne, colonne = place
    copie = [list(rangee) for rangee in ENTIERE]
    copie[ligne][colonne] = texte
    return copie


LAISSEES = [
    (0, 0),
    *((rang, 4) for rang, ligne in enumerate(ENTIERE) if rang > 2 and ligne[4]),
    (len(ENTIERE) - 1, 1),
]
LUES = [(rang, colonne) for rang in range(3, len(ENTIERE) - 1) for colonne in (0, 2)]


@settings(max_examples=40)
@given(st.sampled_from(LAISSEES), ANODINS, AUTRES, st.sampled_from(list(FORMATS)))
def test_ce_qui_est_laisse_de_cote_ne_change_rien_ou_c_est_dit(
    tmp_path_factory, place, anodin, autre, format_
):
    dossier = tmp_path_factory.mktemp("compte")
    attendu = lire(dossier, ENTIERE, format_).grilles
    assert lire(dossier, remplacee(place, anodin), format_).grilles == attendu
    remplace = lire(dossier, remplacee(place, autre), format_)
    assert remplace.grilles == attendu or codes(remplace)


@settings(max_examples=40)
@given(st.sampled_from(LUES), st.data(), st.sampled_from(list(FORMATS)))
def test_une_reponse_ou_un_code_remplace_change_le_resultat_ou_une_faute(
    tmp_path_factory, place, donnees, format_
):
    dossier = tmp_path_factory.mktemp("compte")
    ici = ENTIERE[place[0]][place[1]]
    autre = donnees.draw(
        st.sampled_from([*CODES, "acquis", "non acquis", "NE"]).filter(lambda mot: mot != ici)
    )
    attendu = lire(dossier, ENTIERE, format_)
    remplace = lire(dossier, remplacee(place, autre), format_)
    assert (remplace.grilles, codes(remplace)) != (attendu.grilles, codes(attendu))
