"""A grille is heard whole: what answers without being read is refused, what is left aside is counted.

Each file is CléA's, in the long form unless said otherwise, with an answer « acquis » to each critère but 1.2.3.
"""

import csv
import json
from io import StringIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clea_cli.decision.charger import charger
from clea_cli.decision.lot import Lecture, comprendre, lire_brute
from clea_cli.diagnostics import refuse
from clea_cli.sorties import tableur_ods, tableur_xlsx
from tests.promesses.test_cases import lancer

CLEA = charger("clea").value
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
    "des abréviations": ("Niveau constaté", lambda rang: "MI" if rang % 3 else "MF"),
    "un seul domaine": ("Reprise", lambda rang: "acquis" if CODES[rang].startswith("3.") else ""),
    "un titre connu qui décide": ("Points (résultat final)", lambda rang: "1" if rang % 2 else "0"),
    "un seul mot, de l'échelle": ("après", lambda rang: "non acquis" if rang == 3 else ""),
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
    assert f"--ignorer « {titre} »" in faute.aide


def test_les_observations_qui_repondent_sont_refusees_une_seule_est_un_commentaire(tmp_path):
    partout = [TITRES, *corps(commentaire=lambda rang: "non acquis")]
    assert codes(lire(tmp_path, partout)) == ["F125"]
    une = [TITRES, *corps(commentaire=lambda rang: "non" if rang == 8 else "")]
    assert codes(lire(tmp_path, une)) == []


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


def test_une_correction_sous_le_tableau_est_une_faute(tmp_path):
    fichier = lire(tmp_path, [TITRES, *corps(), ["", "1.2.3 : finalement acquis", "", ""]])
    assert codes(fichier) == ["F130"]


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
