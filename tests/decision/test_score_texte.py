"""The page of a verdict in a terminal, whole and with its styles: made of values decided by hand."""

from fractions import Fraction

import pytest

from clea_cli import __version__
from clea_cli.decision.rendus import texte
from clea_cli.decision.vues import (
    DomaineVu,
    Ecart,
    LectureVue,
    PointsVus,
    Provenance,
    Rapport,
    Resultats,
)
from clea_cli.decision.vues_evaluations import Evaluations, EvaluationVue
from clea_cli.sorties.texte import sans_style
from tests.outils.marques import marques

PROVENANCE = Provenance(
    referentiel="jouet",
    referentiel_libelle="Jouet",
    referentiel_version="1.0",
    referentiel_empreinte="sha256:0123456789abcdef99",
    avertissement="",
    certitudes="5 critères confirmés",
    regle="r1",
    regle_libelle="la moitié des points",
    regle_sources="AKTO",
    regle_reserve="",
    regle_verifiee_le="28/11/2026",
    domaines=("1", "2", "3b"),
)
MAITRISE = DomaineVu(
    "1",
    "Lire",
    "maitrise",
    "maîtrisé",
    PointsVus(8, 9, 10, 7, "maitrise"),
    (),
    (
        Ecart("1.1.2", "Lire un mot", "1", "non_acquis", "non acquis"),
        Ecart("1.1.3", "Lire une phrase", "1", "non_evalue", "non évalué"),
        Ecart("1.1.4", "Lire une page", "1", "non_acquis", "non acquis"),
    ),
    (),
)
MANQUE = DomaineVu(
    "2",
    "Écrire",
    "non_maitrise",
    "non maîtrisé",
    PointsVus(Fraction(7, 2), 4, 5, 5, "non_maitrise"),
    (),
    (
        Ecart("2.1.1", "Écrire un mot", "2", "non_acquis", "non acquis"),
        Ecart("2.1.2", "Écrire une phrase", "2", "non_evalue", "non évalué"),
        Ecart("2.1.3", "Écrire une page", "2", "non_acquis", "non acquis"),
    ),
    ("il manque 1 point (5 requis)", "sous-domaine 2.1 : obligatoire et pas encore acquis : 2.1.1"),
)
OUVERT = DomaineVu(
    "3b", "Compter", "indetermine", "indéterminé", PointsVus(0, 6, 6, None, None), (), (), ()
)
RAPPORT = Rapport(
    "g.csv",
    "sha256:fedcba9876543210aa",
    "C-1",
    "non_certifiable",
    "non certifiable",
    ("Le domaine 2 n'est pas maîtrisé.", "11 points sur 21, 11 requis."),
    PointsVus(11, 19, 21, 11, "atteint"),
    (MAITRISE, MANQUE, OUVERT),
    (
        LectureVue("r2", "Deuxième", "non_certifiable", "non certifiable", None, "à confirmer"),
        LectureVue("r3", "Troisième", "certifiable", "certifiable", "domaine 2 maîtrisé", ""),
        LectureVue(
            "r4",
            "Quatrième",
            "indetermine",
            "indéterminé",
            "domaine 2 indéterminé",
            "à revoir",
            "2026-11-29",
        ),
    ),
)
FIN = f"""\
  {{dim|Calculé par clea {__version__}. Proposition calculée : le jury décide, et seul le certificateur}}
  {{dim|délivre le certificat.}}
"""
SOURCES = """\
  Règle        {dim|La moitié des points.}
               {dim|Source : AKTO, vérifiée le 28/11/2026.}
  Référentiel  {dim|jouet 1.0, 5 critères confirmés (sha256:0123456789abcdef…).}
"""


def page(*rapports, largeur=90, refuses=0, **provenance):
    """The page of these reports."""
    resultats = Resultats(PROVENANCE._replace(**provenance), rapports, refuses)
    return marques(texte.rendre(resultats, largeur, "2026-11-30"))


def test_la_page_d_un_verdict_va_du_verdict_aux_domaines_puis_aux_sources():
    assert page(RAPPORT) == (
        """
  {bold reverse red| ✘ NON CERTIFIABLE }  {bold|C-1}
  ≠ {yellow|certifiable selon une lecture encore en vigueur : Troisième.}

  Le domaine 2 n'est pas maîtrisé.
  11 points sur 21, 11 requis.

  {dim|█ acquis   ▒ non évalué   · non acquis   │ seuil}

{green|  ✔ 1  }{bold|Lire}
       {green|█████████████████████│███▒▒▒···}    8/10 (80,0 %)  {green|maîtrisé}, 7 requis
       {dim|non acquis : 1.1.2, 1.1.4 ; non évalué : 1.1.3}
{red|  ✘ 2  }{bold|Écrire}
       {red|█████████████████████▒▒▒······│}  7/2 sur 5 (70,0 %)  {red|non maîtrisé}, 5 requis
       {red|Il manque 1 point (5 requis).}
       {red|Sous-domaine 2.1 : obligatoire et pas encore acquis : 2.1.1.}
       Non acquis :
         2.1.1  Écrire un mot
         2.1.3  Écrire une page
       Non évalué :
         2.1.2  Écrire une phrase
{yellow|  ? 3b  }{bold|Compter}
        {yellow|▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒}      0/6 (0,0 %)  {yellow|indéterminé}

  {bold|Ensemble}  11/21 (52,3 %), 11 requis : atteint

  {bold|Les autres lectures de la règle}
    = {dim|Deuxième : même verdict.}
    ≠ {yellow|Troisième : certifiable, car domaine 2 maîtrisé.}
    ≠ {dim|Quatrième (close le 29/11/2026) : indéterminé, car domaine 2 indéterminé.}
      {dim|Réserve : à revoir.}

"""
        + SOURCES
        + "  Grille       {dim|g.csv (sha256:fedcba9876543210…).}\n"
        + FIN
    )


def test_un_avertissement_et_une_reserve_sont_dits():
    rapport = RAPPORT._replace(
        verdict="certifiable",
        mots="certifiable",
        domaines=(),
        lectures=(),
        explications=("Tout est maîtrisé.",),
    )
    assert page(rapport, avertissement="essai", regle_reserve="à confirmer") == (
        """
  {bold reverse green| ✔ CERTIFIABLE }  {bold|C-1}

  Tout est maîtrisé.
  {yellow|Attention : essai.}

  {dim|█ acquis   ▒ non évalué   · non acquis   │ seuil}


  {bold|Ensemble}  11/21 (52,3 %), 11 requis : atteint

"""
        + SOURCES.replace("28/11/2026.", "28/11/2026. Réserve : à confirmer.")
        + "  Grille       {dim|g.csv (sha256:fedcba9876543210…).}\n"
        + FIN
    )


@pytest.mark.parametrize(
    ("points", "mots"),
    [
        (PointsVus(11, 19, 21, 11, "atteint"), "11/21 (52,3 %), 11 requis : atteint"),
        (PointsVus(9, 10, 21, 11, "non_atteint"), "9/21 (42,8 %), 11 requis : non atteint"),
        (PointsVus(9, 19, 21, 11, "indetermine"), "9/21 (42,8 %), 11 requis : indéterminé"),
        (PointsVus(9, 19, 21, None, None), "9/21 (42,8 %)"),
    ],
)
def test_l_ensemble_dit_ce_qu_il_exige_et_s_il_est_atteint(points, mots):
    rapport = RAPPORT._replace(
        points=points, domaines=(), lectures=(), verdict="indetermine", mots="indéterminé"
    )
    lignes = page(rapport).splitlines()
    assert lignes[1] == "  {bold reverse yellow| ? INDÉTERMINÉ }  {bold|C-1}"
    assert lignes[lignes.index("  {dim|█ acquis   ▒ non évalué   · non acquis   │ seuil}") + 3] == (
        f"  {{bold|Ensemble}}  {mots}"
    )


def evaluations(gardes, origines, date="28/11/2026"):
    deux = Evaluations(
        EvaluationVue("p.csv", "a", date), EvaluationVue("f.csv", "b", ""), gardes, origines
    )
    return page(RAPPORT._replace(evaluations=deux, domaines=(), lectures=())).partition(
        "11 requis.\n"
    )[2]


def test_deux_evaluations_disent_ce_qui_est_garde_et_ce_que_la_finale_change():
    origines = {"1.1.1": "prealable", "2.1.1": "finale", "2.1.2": "prealable", "2.1.3": "finale"}
    assert evaluations(("1", "3b"), origines).partition("  {dim|█")[0] == (
        """
  Préalable : p.csv, le 28/11/2026.
  Finale : f.csv, date non donnée.
  Domaines gardés de l'évaluation préalable : 1, 3b.
  Critères qui viennent de la finale : 2.1.1, 2.1.3.

"""
    )


def test_deux_evaluations_ou_rien_n_est_garde_ni_change():
    assert evaluations((), {"1.1.1": "prealable"}).partition("  {dim|█")[0] == (
        """
  Préalable : p.csv, le 28/11/2026.
  Finale : f.csv, date non donnée.
  Domaines gardés de l'évaluation préalable : aucun.
  Critères qui viennent de la finale : aucun.

"""
    )


def test_un_domaine_non_maitrise_sans_ecart_n_a_que_sa_barre():
    assert page(
        RAPPORT._replace(domaines=(MANQUE._replace(ecarts=(), manque=()),), lectures=())
    ).splitlines()[9:12] == [
        "       {red|█████████████████████▒▒▒······│}  7/2 sur 5 (70,0 %)  {red|non maîtrisé}, 5 requis",
        "",
        "  {bold|Ensemble}  11/21 (52,3 %), 11 requis : atteint",
    ]


@pytest.mark.parametrize(
    ("points", "largeur", "barre"),
    [
        # 106 points on 30 cells: 79 and 80 both fall in the 22nd; only the 80 that are required reach the mark
        ((79, 79, 106, 80), 80, "█████████████████████·│········"),
        ((80, 80, 106, 80), 80, "██████████████████████│········"),
        ((79, 80, 106, 80), 80, "█████████████████████▒│········"),
        ((79, 106, 106, 80), 80, "█████████████████████▒│▒▒▒▒▒▒▒▒"),
        ((0, 79, 106, 80), 80, "▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒·│········"),
        (
            (1, 2, 100, 3),
            80,
            "│······························",
        ),  # the mark itself falls before the first cell
        ((2, 100, 100, 3), 80, "│▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒"),
        ((10, 10, 10, 10), 80, "██████████████████████████████│"),
        ((5, 10, 10, None), 79, "██████████████▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒"),  # a narrow screen
        ((5, 10, 10, None), 60, "█████▒▒▒▒▒"),
        ((5, 10, 10, None), 200, "███████████████▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒"),
        ((Fraction(5, 2), Fraction(7, 2), Fraction(5), Fraction(5, 2)), 60, "█████│▒▒···"),
    ],
)
def test_la_marque_du_seuil_est_atteinte_a_l_ecran_quand_elle_l_est_vraiment(
    points, largeur, barre
):
    vu = OUVERT._replace(points=PointsVus(*points, None))
    resultats = Resultats(
        PROVENANCE, (RAPPORT._replace(domaines=(vu,), lectures=(), explications=()),), 0
    )
    [ligne] = [
        ligne
        for ligne in sans_style(texte.rendre(resultats, largeur, "2026-11-30")).splitlines()
        if "indéterm" in ligne
    ]
    assert ligne.split(" ")[8] == barre


def test_des_points_qui_ne_sont_pas_entiers_restent_dans_leur_colonne():
    long = RAPPORT._replace(points=PointsVus(Fraction(19, 2), 12, 12, 9, "atteint"))
    lignes = page(RAPPORT, long, largeur=66).splitlines()
    assert lignes[3:6] == [
        "  {bold|candidat  verdict                            points}  1  2  3b",
        "  C-1       {red|✘ non certifiable}{yellow| ≠}        11/21 (52,3 %){green|  ✔}{red|  ✘}{yellow|  ? }",
        "  C-1       {red|✘ non certifiable}{yellow| ≠}  19/2 sur 12 (79,1 %){green|  ✔}{red|  ✘}{yellow|  ? }",
    ]
    vu = OUVERT._replace(points=long.points)
    assert "        {yellow|████│▒▒}  19/2 sur 12 (79,1 %)  {yellow|indéterminé}, 9 requis" in page(
        RAPPORT._replace(domaines=(vu,)), largeur=56
    )


LEGENDE = "  {dim|Domaines : ✔ maîtrisé   ✘ non maîtrisé   ? indéterminé}\n\n"


def test_plusieurs_verdicts_font_une_table():
    deux = RAPPORT._replace(
        candidat="C-22",
        verdict="certifiable",
        mots="certifiable",
        points=PointsVus(21, 21, 21, 11, "atteint"),
    )
    trois = RAPPORT._replace(
        candidat="C-3", verdict="indetermine", mots="indéterminé", lectures=RAPPORT.lectures[:1]
    )
    assert page(RAPPORT, deux, trois, avertissement="essai") == (
        """
  ≠ {yellow|autre verdict selon une lecture encore en vigueur : Troisième.}

  {bold|candidat  verdict                         points}  1  2  3b
  C-1       {red|✘ non certifiable}{yellow| ≠}     11/21 (52,3 %){green|  ✔}{red|  ✘}{yellow|  ? }
  C-22      {green|✔ certifiable    }{yellow| ≠}    21/21 (100,0 %){green|  ✔}{red|  ✘}{yellow|  ? }
  C-3       {yellow|? indéterminé    }       11/21 (52,3 %){green|  ✔}{red|  ✘}{yellow|  ? }

  3 candidats : 1 certifiable, 1 non certifiable, 1 indéterminé.
  {dim|La lecture « Quatrième », close le 29/11/2026, donnerait un autre verdict à : C-1, C-22.}
  {yellow|Attention : essai.}
"""
        + LEGENDE
        + SOURCES
        + FIN
    )


def test_aucun_verdict_ne_fait_une_table_ni_d_autre_lecture_quand_toutes_disent_de_meme():
    un = RAPPORT._replace(verdict="certifiable", mots="certifiable", lectures=RAPPORT.lectures[:1])
    assert page(un, un, refuses=2) == (
        """
  {bold|candidat  verdict                         points}  1  2  3b
  C-1       {green|✔ certifiable    }       11/21 (52,3 %){green|  ✔}{red|  ✘}{yellow|  ? }
  C-1       {green|✔ certifiable    }       11/21 (52,3 %){green|  ✔}{red|  ✘}{yellow|  ? }

  2 candidats : 2 certifiables ; 2 fichiers refusés.
"""
        + LEGENDE
        + SOURCES
        + FIN
    )


@pytest.mark.parametrize(
    ("verdicts", "refuses", "compte"),
    [
        ("oon", 1, "3 candidats : 2 certifiables, 1 non certifiable ; 1 fichier refusé."),
        ("nn", 0, "2 candidats : 2 non certifiables."),
        ("?on?", 0, "4 candidats : 1 certifiable, 1 non certifiable, 2 indéterminés."),
    ],
)
def test_le_compte_des_verdicts_s_accorde(verdicts, refuses, compte):
    mots = {"o": "certifiable", "n": "non_certifiable", "?": "indetermine"}
    rapports = [RAPPORT._replace(verdict=mots[verdict]) for verdict in verdicts]
    assert f"\n\n  {compte}\n" in page(*rapports, refuses=refuses)


@pytest.mark.parametrize(
    ("largeur", "montre"),
    [
        (90, "C-123456789  {red|"),
        (64, "C-123456789  {red|"),  # 11 letters, as much as 64 columns leave
        (63, "C-1234567…  {red|"),
        (62, "C-123456…  {red|"),
        (61, "C-12345…  {red|"),
        (20, "C-12345…  {red|"),  # never less than 8
    ],
)
def test_une_reference_trop_longue_pour_l_ecran_est_coupee(largeur, montre):
    un = RAPPORT._replace(lectures=())
    lignes = page(un._replace(candidat="C-123456789"), un, largeur=largeur).splitlines()
    assert lignes[2].startswith(f"  {montre}")
    assert (
        lignes[1].index("verdict") - len("{bold|") == lignes[3].index("{") == lignes[2].index("{")
    )


def test_une_lecture_a_cours_jusqu_au_soir_de_son_dernier_jour():
    un = RAPPORT._replace(
        lectures=(RAPPORT.lectures[2]._replace(jusqu_a="2026-11-30"),), domaines=()
    )
    assert "  ≠ {yellow|indéterminé selon une lecture encore en vigueur : Quatrième.}\n" in page(un)


def test_ce_qui_a_pris_fin_est_a_verifier_parmi_les_sources():
    ecrit = page(
        RAPPORT,
        echeances=("l'enregistrement RS1 a pris fin le 29/11/2026", "la règle r1 n'a plus cours"),
    )
    assert (
        "  À vérifier   {dim|L'enregistrement RS1 a pris fin le 29/11/2026.}\n"
        "               {dim|La règle r1 n'a plus cours.}\n  Grille "
    ) in ecrit
