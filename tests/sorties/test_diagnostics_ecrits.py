"""Faults as a person reads them, the line at fault below; and a cause explained: whole texts, decided by hand."""

import pytest

from clea_cli.diagnostics import Diagnostic, Entree, Gravite, Position, diagnostic
from clea_cli.sorties.fautes import en_donnees, en_page, en_texte, explication, sans_faits
from clea_cli.sorties.texte import sans_style
from tests.outils.marques import marques


def faute(ligne=None, colonne=None, cellule=None, source="g.csv"):
    return Diagnostic(
        "F999", Position(source, ligne, colonne, cellule), "non", "oui.", Gravite.ERREUR
    )


def cite(texte, ligne, colonne=None):
    """The lines of a fault between its message and its advice."""
    premiere, *citees, derniere = en_texte([faute(ligne, colonne)], {"g.csv": texte}).splitlines()
    assert (premiere.endswith(" erreur F999 : non"), derniere) == (True, "  aide : oui.")
    return citees


def test_les_fautes_se_suivent_fichier_par_fichier_avec_leur_ligne():
    fautes = [faute(2, 5, "B2"), faute(), faute(1, source="h.csv"), faute(2, 1)]
    assert en_texte(fautes, {"g.csv": "critere;resultat\n1.1;NAN,x\n"}) == (
        "g.csv:2:5: erreur F999 : non (cellule B2)\n"
        "      2 | 1.1;NAN,x\n"
        "        |     ^^^\n"
        "  aide : oui.\n"
        "g.csv: erreur F999 : non\n"
        "  aide : oui.\n"
        "h.csv:1: erreur F999 : non\n"
        "  aide : oui.\n"
        "g.csv:2:1: erreur F999 : non\n"
        "      2 | 1.1;NAN,x\n"
        "        | ^^^^^^^\n"
        "  aide : oui.\n"
    )


@pytest.mark.parametrize(
    ("texte", "colonne", "citee", "marque"),
    [
        ("a: b", None, "a: b", "^"),
        ("mot: b", 1, "mot: b", "^^^"),
        ("mot: b", 4, "mot: b", "   ^"),  # on a sign
        ('x: "un mot", y', 4, 'x: "un mot", y', "   ^^^^^^^^"),
        ('"": y', 1, '"": y', "^^"),
        ("a: [un, deux]", 5, "a: [un, deux]", "    ^^"),
        ("{un: deux}", 2, "{un: deux}", " ^^"),
        ("un\tdeux  \t", 4, "un deux", "   ^^^^"),
        ("un", 9, "un", "        ^"),  # beyond the end
        ("", 1, "", "^"),
    ],
)
def test_la_place_est_soulignee_tout_le_mot(texte, colonne, citee, marque):
    assert cite(f"avant\n{texte}\naprès", 2, colonne) == [
        f"      2 | {citee}",
        f"        | {marque}",
    ]


def test_un_grand_numero_de_ligne_garde_la_marque_a_sa_place():
    assert cite("\n" * 123_455 + "mot\n", 123_456) == ["  123456 | mot", "         | ^^^"]


@pytest.mark.parametrize("ligne", [None, 0, 3, 4])
def test_une_ligne_que_le_texte_n_a_pas_n_est_pas_citee(ligne):
    assert cite("un\ndeux\n", ligne) == []


CENT = "".join(
    f"{dizaine}123456789" for dizaine in "abcdefghij"
)  # a hundred letters, a tenth of them letters


@pytest.mark.parametrize(
    ("texte", "colonne", "citee", "marque"),
    [
        (CENT[:66], 1, CENT[:66], "^" * 66),
        (CENT[:67], 1, f"{CENT[:66]}…", "^" * 66),
        (CENT, 41, f"{CENT[:66]}…", " " * 40 + "^" * 26),
        (CENT, 42, f"…{CENT[1:67]}…", " " * 41 + "^" * 26),
        (CENT, 74, f"…{CENT[33:99]}…", " " * 41 + "^" * 26),
        (CENT, 75, f"…{CENT[34:]}", " " * 41 + "^" * 26),
        (CENT, 100, f"…{CENT[34:]}", " " * 66 + "^"),
    ],
)
def test_une_ligne_longue_est_coupee_autour_de_la_faute(texte, colonne, citee, marque):
    assert cite(texte, 1, colonne) == [f"      1 | {citee}", f"        | {marque}"]


def test_ce_qui_commande_est_montre_dans_la_ligne_citee():
    assert cite("a\x1b[31m", 1)[0] == "      1 | a␛[31m"


def test_toutes_les_fautes_sont_dites_a_qui_les_demande():
    fautes = [faute(ligne) for ligne in range(1, 24)]
    assert en_texte(fautes).splitlines()[-1] == "  et 3 autres."
    assert en_texte(fautes[:22]).splitlines()[-1] == "  et 2 autres."
    assert en_texte(fautes[:21]).splitlines()[-1] == "  et 1 autre."
    assert en_texte(fautes, toutes=True).count("erreur F999") == 23
    assert en_texte(fautes, toutes=True).splitlines()[-1] == "  aide : oui."


def vides(nombre):
    return [
        diagnostic("F204", Position("g.csv", rang, 3, f"C{rang}"), critere=f"1.1.{rang}")
        for rang in range(6, 6 + 3 * nombre, 3)
    ]


def test_la_meme_faute_de_nombreuses_cases_est_une_ligne_a_la_place_de_la_premiere():
    autre = diagnostic("F209", Position("g.csv", 8, 1, "A8"))
    ecrites = en_texte(
        sorted([*vides(36), autre], key=lambda faute: faute.position.ligne)
    ).splitlines()
    assert (
        ecrites[0]
        == "g.csv:6:3: erreur F204 : 36 cases vides : C6, C9, C12, C15, C18, C21, C24, C27… (cellule C6)"
    )
    assert ecrites[2] == "g.csv:8:1: erreur F209 : cette ligne n'a pas de candidat (cellule A8)"
    assert len(ecrites) == 4


def test_quatre_fois_la_meme_faute_ou_toutes_si_on_les_demande_sont_dites_une_a_une():
    assert en_texte(vides(4)).count("erreur F204 : le critère") == 4
    assert en_texte(vides(5)).count("erreur F204") == 1
    assert en_texte(vides(36), toutes=True).count("erreur F204 : le critère") == 36


def test_sans_mots_pour_leur_ensemble_seules_des_fautes_aux_memes_mots_sont_reunies():
    def inconnu(rang, mot):
        return diagnostic(
            "F203", Position("g.csv", rang, 2, f"B{rang}"), valeur=mot, admis="acquis"
        )

    memes = [inconnu(rang, "{a}") for rang in range(2, 8)]
    assert (
        "le résultat « {a} » n'est pas admis, 6 fois : B2, B3, B4, B5, B6, B7 (cellule B2)"
        in en_texte(memes)
    )
    assert en_texte([inconnu(rang, str(rang)) for rang in range(2, 8)]).count("erreur F203") == 6


def test_a_l_ecran_le_fichier_est_un_titre_et_chaque_case_est_devant_sa_faute():
    page = sans_style(en_page(vides(2), 60)).splitlines()
    assert page == [
        "",
        "g.csv",
        "  C6        erreur F204 : le critère 1.1.6 n'a pas de",
        "            résultat",
        "            → donnez-lui une réponse, « non évalué » s'il",
        "              n'a pas été évalué ; une case vide n'est",
        "              jamais comptée.",
        "  C9        erreur F204 : le critère 1.1.9 n'a pas de",
        "            résultat",
        "            → donnez-lui une réponse, « non évalué » s'il",
        "              n'a pas été évalué ; une case vide n'est",
        "              jamais comptée.",
    ]


def test_les_donnees_disent_aussi_ce_qui_manque():
    assert en_donnees([faute(7)]) == [
        {
            "code": "F999",
            "gravite": "erreur",
            "source": "g.csv",
            "ligne": 7,
            "colonne": None,
            "cellule": None,
            "message": "non",
            "aide": "oui.",
        }
    ]


def test_un_modele_sans_ses_faits_a_des_points_a_leur_place():
    assert sans_faits("le {mot}, {nombre:d} fois ({}) {a b}") == "le …, … fois ({}) {a b}"


def test_une_cause_est_expliquee_avec_ses_deux_exemples():
    cause = Entree(
        "F999",
        "mot-inconnu",
        "le mot « {mot} » n'est pas admis",
        "écrivez {autre}.",
        "Ce qui est dit ici est assez long pour que la ligne doive être coupée : à 64 lettres.",
        "un\ndeux",
        "trois\nquatre",
    )
    assert marques(explication(cause)) == (
        """
  {bold|F999}  mot-inconnu (erreur)
{bold|
  Message     }Le mot « … » n'est pas admis
{bold|
  Pourquoi    }Ce qui est dit ici est assez long pour que la ligne doive être
              coupée : à 64 lettres.
{bold|
  Que faire   }Écrivez ….
{bold|
  Faux        }{red|un
              deux}
{bold|
  Juste       }{green|trois
              quatre}

"""
    )


def test_une_cause_sans_exemple_ni_conseil_le_dit():
    cause = Entree("F999", "x", "non", "{conseil}", "parce que.", gravite=Gravite.AVERTISSEMENT)
    assert marques(explication(cause)) == (
        """
  {bold|F999}  x (avertissement)
{bold|
  Message     }Non
{bold|
  Pourquoi    }Parce que.
{bold|
  Que faire   }Le conseil dépend du cas ; il accompagne le message.

"""
    )


@pytest.mark.parametrize(("lettres", "coupe"), [(33, " "), (34, "\n              ")])
def test_une_explication_a_des_lignes_de_64_lettres(lettres, coupe):
    cause = Entree("F999", "x", f"{'A' * 30} {'b' * lettres}", "non.", "non.")
    assert f"Message     }}{'A' * 30}{coupe}{'b' * lettres}\n" in marques(explication(cause))
