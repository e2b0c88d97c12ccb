"""What commands show on a terminal, whole: each line as it stands, and its style, from values decided by hand."""

from fractions import Fraction

import pytest

from clea_cli import __version__
from clea_cli.atelier.rendus import comparaison_texte, referentiel_texte
from clea_cli.atelier.vues_comparaison import (
    ChangementVu,
    ComparaisonVue,
    EffetVu,
    GrillesComparees,
    VerdictChange,
    VersionVue,
)
from clea_cli.atelier.vues_referentiel import FicheReferentiel, FichierVerifie, LigneVue
from clea_cli.cohorte.rendus import texte as cohorte_texte
from clea_cli.cohorte.vues import CohorteVue, Etendue, LigneDeTableau, Mesure, Part, TableauVu
from clea_cli.decision.rendus import rapprochement_texte
from clea_cli.decision.vues_rapprochement import AccordVu, EcartVu, RapprochementVu
from clea_cli.jury.rendus import session_texte
from clea_cli.jury.vues_session import Changements, DossierVu, RefusVu, SessionVue
from clea_cli.sorties.difference import difference
from clea_cli.sorties.texte import Fragments

QUATRE_VINGTS = "a" * 37 + " " + "b" * 38  # 76 letters: with a margin of 4, all of a line of 80


def montre(fragments: Fragments) -> list[str]:
    """The lines, what has a style between « ‹style: » and « › »."""
    assert all(isinstance(style, str) for _, style in fragments)
    return "".join(
        f"‹{style}:{texte}›" if style and texte else texte for texte, style in fragments
    ).split("\n")


# Référentiels


def test_la_liste_dit_chaque_referentiel_sa_version_son_etat_et_lequel_est_par_defaut():
    lignes = [
        ("jouet", "1.0", "publié", 5, QUATRE_VINGTS, "RS1 a pris fin"),
        ("vide", "2.0", "annoncé", 0, f"{QUATRE_VINGTS}b", ""),
    ]
    assert montre(referentiel_texte.liste(lignes, "jouet")) == [
        "",
        "  ‹bold:nom               version   état        critères›",
        "  jouet             1.0       publié             5 (par défaut)",
        f"    ‹dim:{QUATRE_VINGTS}›",
        "    ‹yellow:À vérifier : RS1 a pris fin.›",
        "  vide              2.0       annoncé            –",
        f"    ‹dim:{'a' * 37}›",
        f"    ‹dim:{'b' * 39}›",
        "",
        "",
    ]


def test_chaque_fichier_correct_dit_ce_qu_il_tient_et_ce_qui_reste_a_confirmer():
    fichiers = [
        FichierVerifie(
            "a.yaml",
            "",
            correct=True,
            resume="5 critères",
            a_confirmer=("un", QUATRE_VINGTS[:-1], "fin"),
        ),
        FichierVerifie("faux.yaml", "", correct=False, resume="5 critères", a_confirmer=("un",)),
        FichierVerifie(
            "b.yaml", "", correct=True, resume="1 critère", a_confirmer=(QUATRE_VINGTS,)
        ),
    ]
    assert montre(referentiel_texte.verifies(fichiers)) == [
        "a.yaml : correct, 5 critères.",
        "    ‹dim:un ;›",
        f"    ‹dim:{'a' * 37}›",
        f"    ‹dim:{'b' * 37} ;›",
        "    ‹dim:fin.›",
        "b.yaml : correct, 1 critère.",
        f"    ‹dim:{'a' * 37}›",
        f"    ‹dim:{'b' * 38}.›",
        "",
    ]


def test_la_fiche_montre_les_faits_puis_chaque_ligne_sous_son_niveau():
    vue = FicheReferentiel(
        "Jouet 1.0",
        (("État", "publié"), ("Règle", "la première, qui est longue"), ("Règle", "la seconde")),
        (
            LigneVue(0, "1", "Lire", "3 points"),
            LigneVue(1, "1.1", "Lire des mots", "2 points"),
            LigneVue(
                2,
                "1.1.1",
                "Lire un mot d'une ou de deux syllabes",
                "sûr",
                ("au travail", "à l'école"),
            ),
            LigneVue(0, "2", "Écrire", "1 point"),
        ),
    )
    assert montre(referentiel_texte.fiche(vue, 40)) == [
        "",
        "  ‹bold:Jouet 1.0›",
        "",
        "  État           publié",
        "  Règle          la première, qui est",
        "                 longue",
        "                 la seconde",
        "",
        "  1      ‹bold:Lire›",
        "         ‹dim:3 points›",
        "    1.1    Lire des mots",
        "           ‹dim:2 points›",
        "      1.1.1  Lire un mot d'une ou de",
        "             deux syllabes",
        "             ‹dim:sûr›",
        "             au travail",
        "             à l'école",
        "",
        "  2      ‹bold:Écrire›",
        "         ‹dim:1 point›",
        "",
        "",
    ]


# Two versions of a référentiel

COMPARAISON = ComparaisonVue(
    VersionVue("avant.yaml", "jouet", "1.0", "x"),
    VersionVue("apres.yaml", "jouet", "2.0", "y"),
    "majeur",
    (
        ChangementVu("redactionnel", "note", "1", "", "", "note changée"),
        ChangementVu("majeur", "points", "1.1.1", "1", "2", "1 point devient 2"),
        ChangementVu(
            "majeur",
            "critere-retire",
            "1.1.2",
            "",
            "",
            "critère retiré, avec tout ce qui en dépendait",
        ),
        ChangementVu("mineur", "libelle", "un-long-endroit", "", "", "libellé"),
    ),
    (
        EffetVu(
            "r1",
            "1",
            (1, 2),
            (2, 3),
            "r1 : en 1, 1 sur 2 requis devient 2 sur 3, si rien d'autre ne change",
        ),
    ),
    version_suffisante=True,
    verdict_version="C'est assez.",
    grilles=None,
)
CHANGE = VerdictChange(
    "g.csv", "C-1", "certifiable", "indetermine", "oui → peut-être", "il reste 1 critère"
)


def test_une_comparaison_va_du_plus_grave_au_moins_grave():
    assert montre(comparaison_texte.rendre(COMPARAISON, 50)) == [
        "",
        "  ‹bold:jouet 1.0 → jouet 2.0›",
        "  ‹dim:avant.yaml → apres.yaml›",
        "",
        "  ‹bold red:Majeur (2)›‹dim:  change des verdicts, ou la lecture des anciennes grilles›",
        "    1.1.1        1 point devient 2",
        "    1.1.2        critère retiré, avec tout ce qui",
        "                 en dépendait",
        "",
        "  ‹bold yellow:Mineur (1)›‹dim:  change ce que des personnes lisent›",
        "    un-long-endroit libellé",
        "",
        "  ‹bold:Rédactionnel (1)›‹dim:  ne change rien de ce qui compte›",
        "    1            note changée",
        "",
        "  ‹bold:Points requis›",
        "    r1 : en 1, 1 sur 2 requis devient 2 sur 3, si",
        "    rien d'autre ne change",
        "",
        "  ‹bold green:C'est assez.›",
        "",
        "",
    ]


def test_une_comparaison_dit_ce_que_deviennent_les_personnes():
    grilles = GrillesComparees(2, 0, (CHANGE, CHANGE._replace(candidat="C-2")), ("1.1.3", "1.1.4"))
    vue = COMPARAISON._replace(changements=(), effets=(), version_suffisante=False, grilles=grilles)
    assert montre(comparaison_texte.rendre(vue, 50)) == [
        "",
        "  ‹bold:jouet 1.0 → jouet 2.0›",
        "  ‹dim:avant.yaml → apres.yaml›",
        "",
        "  ‹bold:Pour les personnes›",
        "    2 grilles lues : 2 verdicts changent.",
        "    à évaluer de nouveau : 1.1.3, 1.1.4",
        "    ‹bold:C-1› (g.csv) : oui → peut-être",
        "      ‹dim:il reste 1 critère›",
        "    ‹bold:C-2› (g.csv) : oui → peut-être",
        "      ‹dim:il reste 1 critère›",
        "",
        "  ‹bold red:C'est assez.›",
        "",
        "",
    ]


@pytest.mark.parametrize(
    ("lues", "refusees", "changent", "phrase"),
    [
        (0, 0, 0, "0 grille lue : aucun verdict ne change."),
        (1, 1, 1, "1 grille lue, 1 fichier refusé : 1 verdict change."),
        (2, 2, 2, "2 grilles lues, 2 fichiers refusés : 2 verdicts changent."),
    ],
)
def test_le_resume_des_grilles_s_accorde(lues, refusees, changent, phrase):
    assert (
        comparaison_texte.resume_grilles(GrillesComparees(lues, refusees, (CHANGE,) * changent, ()))
        == phrase
    )


@pytest.mark.parametrize(
    ("changent", "montres", "suite"),
    [(20, 20, []), (21, 20, ["    et 1 autre."]), (22, 20, ["    et 2 autres."])],
)
def test_vingt_verdicts_sont_montres_et_les_autres_comptes(changent, montres, suite):
    vue = COMPARAISON._replace(grilles=GrillesComparees(changent, 0, (CHANGE,) * changent, ()))
    lignes = montre(comparaison_texte.rendre(vue, 60))
    assert lignes.count("    ‹bold:C-1› (g.csv) : oui → peut-être") == montres
    assert [ligne for ligne in lignes if " autre" in ligne and "rien d'" not in ligne] == suite


@pytest.mark.parametrize(("perdues", "fin"), [(20, "g20"), (21, "g20…")])
def test_vingt_fichiers_qui_ne_se_lisent_plus_sont_nommes_et_l_on_dit_s_il_en_reste(perdues, fin):
    noms = tuple(f"g{rang}" for rang in range(1, perdues + 1))
    vue = COMPARAISON._replace(grilles=GrillesComparees(0, 0, (), (), noms))
    lignes = montre(comparaison_texte.rendre(vue, 200))
    [nommes] = [ligne for ligne in lignes if ligne.startswith("    ne se lisent plus : g1, ")]
    assert nommes.endswith(f", {fin}")


def test_sans_verdict_change_ni_critere_a_evaluer_le_resume_suffit():
    vue = COMPARAISON._replace(changements=(), effets=(), grilles=GrillesComparees(1, 0, (), ()))
    lignes = montre(comparaison_texte.rendre(vue, 60))
    assert lignes[4:] == [
        "  ‹bold:Pour les personnes›",
        "    1 grille lue : aucun verdict ne change.",
        "",
        "  ‹bold green:C'est assez.›",
        "",
        "",
    ]


# A file and its layout


def test_une_difference_montre_ce_qui_part_et_ce_qui_vient_avec_une_ligne_autour():
    avant, apres = "zéro\nun\ndeux\ntrois\nquatre\n", "zéro\nun\nDEUX\ntrois\nquatre\n"
    assert montre(difference("a.yaml", avant, apres)) == [
        "--- a.yaml",
        "‹green:+++ a.yaml (mis en forme)›",
        "‹cyan:@@ -2,3 +2,3 @@›",
        " un",
        "‹red:-deux›",
        "‹green:+DEUX›",
        " trois",
        "",
    ]


def test_une_difference_qui_ne_se_voit_pas_est_dite():
    assert montre(difference("a.yaml", "un\r\n", "un\n")) == [
        "--- a.yaml",
        "  seules changent les fins de ligne, ou la marque au début du fichier.",
        "",
    ]


@pytest.mark.parametrize(
    ("lignes", "fin"),
    [
        (37, "‹green:+36›"),
        (38, "  et 1 autre ligne."),
        (39, "  et 2 autres lignes."),
    ],
)
def test_quarante_lignes_d_une_difference_sont_montrees_et_les_autres_comptees(lignes, fin):
    """Three lines of heading, then as many as come."""
    montrees = montre(difference("a.yaml", "", "\n".join(map(str, range(lignes)))))
    assert len(montrees) == (41 if lignes == 37 else 42)
    assert montrees[39] == "‹green:+36›"
    assert montrees[-2:] == [fin, ""]


# Two grilles of one person


def test_deux_grilles_rapprochees_disent_leur_accord_puis_chaque_ecart():
    vue = RapprochementVu(
        "C-1",
        "a.csv",
        "b.csv",
        "certifiable",
        "non certifiable, car il manque un point",
        AccordVu("", "Ensemble", "2/3", "66,6 %", "0,50"),
        (
            AccordVu("1", "Lire", "1/2", "50,0 %", "sans objet"),
            AccordVu("2", "Écrire", "1/1", "100,0 %", "1,00"),
        ),
        (EcartVu("1.1.1", "Lire un mot d'une ou de deux syllabes", "acquis", "non acquis"),),
    )
    assert montre(rapprochement_texte.rendre(vue, 40)) == [
        "",
        "  ‹bold:C-1›",
        "  A  a.csv : certifiable",
        "  B  b.csv : non certifiable, car il",
        "     manque un point",
        "",
        "‹dim:  Domaine       mêmes réponses     observé       kappa›",
        "  1                        1/2      50,0 %  sans objet",
        "  2                        1/1     100,0 %        1,00",
        "  Ensemble                 2/3      66,6 %        0,50",
        "",
        "  ‹bold:Là où elles diffèrent›",
        "    1.1.1  Lire un mot d'une ou de deux",
        "    syllabes",
        "      A : acquis   B : non acquis",
        "",
        "",
    ]


def test_deux_grilles_pareilles_le_sont_en_une_phrase():
    accord = AccordVu("", "Ensemble", "1/1", "100,0 %", "1,00")
    vue = RapprochementVu("C-1", "a.csv", "b.csv", "oui", "oui", accord, (), ())
    assert montre(rapprochement_texte.rendre(vue, 40))[6:] == [
        "  Ensemble                 1/1     100,0 %        1,00",
        "",
        "  Les deux grilles disent la même chose.",
        "",
        "",
    ]


# A session of the jury

PRET = DossierVu("D-1", "salarié", "OPCO", "certifiable", "certifiable", "3/4", (), (), 1)
SESSION = SessionVue("S-1", "2026-11-27", "Lyon", "Organisme", "CléA", "r1", (), (), (PRET,), ())
FAITS = Changements(3, 2, ("vieux.md",))


def test_une_session_preparee_dit_les_dossiers_prets_refuses_et_ceux_a_regarder():
    vue = SESSION._replace(
        dossiers=(
            PRET._replace(mots="indéterminé", raisons=("à un point", "doute"), priorite=2),
            PRET._replace(reference="D-2"),
            PRET._replace(reference="D-3", raisons=("urgent",)),
        ),
        refuses=(RefusVu("D-4", (("F203", "x"), ("F205", "y"))), RefusVu("D-5", (("J202", "z"),))),
    )
    assert montre(session_texte.rendre(vue, "la-sortie", 3, FAITS, 50)) == [
        "",
        "  ‹bold:Session S-1›  27/11/2026, Lyon",
        "",
        "  3 dossiers prêts : 2 certifiables, 1 indéterminé",
        "  2 dossiers refusés : D-4 (F203, F205), D-5",
        "  (J202)",
        "",
        "  ‹bold:À regarder d'abord›",
        "    D-3 : urgent",
        "    D-1 : à un point ; doute",
        "",
        "  la-sortie : 3 dossiers faits, 3 fichiers écrits,",
        "  2 inchangés, 1 retiré.",
        "",
        "",
    ]


@pytest.mark.parametrize(
    ("a_faire", "faits", "lignes"),
    [
        (1, None, ["  Rien n'est écrit (--simuler) : 1 dossier à faire", "  dans ici."]),
        (2, None, ["  Rien n'est écrit (--simuler) : 2 dossiers à faire", "  dans ici."]),
        (0, Changements(0, 7, ()), ["  ici : inchangé (7 fichiers)."]),
        (0, Changements(0, 1, ()), ["  ici : inchangé (1 fichier)."]),
        (
            0,
            Changements(0, 1, ("a", "b")),
            ["  ici : 0 dossier fait, 0 fichier écrit, 1", "  inchangé, 2 retirés."],
        ),
        (1, Changements(1, 0, ()), ["  ici : 1 dossier fait, 1 fichier écrit, 0", "  inchangé."]),
    ],
)
def test_une_session_dit_ce_qui_a_ete_ecrit(a_faire, faits, lignes):
    debut = [
        "",
        "  ‹bold:Session S-1›  27/11/2026, Lyon",
        "",
        "  1 dossier prêt : 1 certifiable",
        "",
    ]
    largeur = 52 if faits is None else 42
    assert montre(session_texte.rendre(SESSION, "ici", a_faire, faits, largeur)) == [
        *debut,
        *lignes,
        "",
        "",
    ]


def test_une_session_sans_dossier_pret_le_dit():
    vue = SESSION._replace(dossiers=(), refuses=(RefusVu("D-4", (("F203", "x"),)),))
    assert montre(session_texte.rendre(vue, "ici", 0, None, 60))[3:5] == [
        "  0 dossier prêt : aucun",
        "  1 dossier refusé : D-4 (F203)",
    ]


@pytest.mark.parametrize(
    ("nombre", "suite"),
    [
        (12, []),
        (13, ["    et 1 autre, dans l'ordre du jour."]),
        (14, ["    et 2 autres, dans l'ordre du jour."]),
    ],
)
def test_douze_dossiers_a_regarder_sont_montres_et_les_autres_comptes(nombre, suite):
    vue = SESSION._replace(dossiers=(PRET._replace(raisons=("doute",)),) * nombre)
    lignes = montre(session_texte.rendre(vue, "ici", 0, None, 80))
    assert lignes[6:] == [
        *["    D-1 : doute"] * 12,
        *suite,
        "",
        "  Rien n'est écrit (--simuler) : 0 dossier à faire dans ici.",
        "",
        "",
    ]


# A cohorte

F = Fraction
VERDICTS = TableauVu(
    "verdicts",
    "Les verdicts",
    "Combien de personnes.",
    ("Verdict", "personnes"),
    (
        LigneDeTableau("Certifiable", (Part(3, 4),), (F(3, 4),)),
        LigneDeTableau("Non", (Part(1, 4),), (F(1, 4),), detail="à reprendre"),
        LigneDeTableau("Indéterminé", (None,)),
    ),
    dessin="barres",
)


def tableau(largeur: int, *lignes: LigneDeTableau, **autres: object) -> list[str]:
    """How a table of those rows stands, its headings first."""
    reglages = {"colonnes": ("Nom", "n"), "dessin": "barres", "titre": "T", "phrase": ""} | autres
    vue = CohorteVue("", (), (), (TableauVu(cle="t", lignes=lignes, **reglages),), "", ())
    return montre(cohorte_texte.rendre(vue, largeur))[4:-4]


def test_une_cohorte_se_lit_de_son_titre_a_ses_sources():
    vue = CohorteVue(
        "Cohorte de 4 personnes",
        (
            "Grilles de 1 fichier.",
            "La moitié des personnes a de 50 à 80 % des points, la médiane 70 %.",
        ),
        ("peu de monde",),
        (VERDICTS, TableauVu("sites", "Par site", "Rien à montrer.", ("site", "personnes"), ())),
        "Une réponse de moins de 5 personnes est masquée.",
        (
            ("Référentiel", "jouet 1.0, dont le libellé se lit sur deux lignes au moins"),
            ("", "seul"),
        ),
    )
    assert montre(cohorte_texte.rendre(vue, 60)) == [
        "",
        "  ‹bold:Cohorte de 4 personnes›",
        "  Grilles de 1 fichier.",
        "  La moitié des personnes a de 50 à 80 % des points, la",
        "  médiane 70 %.",
        "  ‹yellow:Attention : peu de monde.›",
        "",
        "  ‹bold:Les verdicts›",
        "  ‹dim:Combien de personnes.›",
        f"‹dim:  Verdict         {' ' * 21}›‹dim:            personnes›",
        f"  Certifiable     ‹cyan:  {'█' * 14}{'·' * 5}›  3 (75,0 %, 30\u00a0à\u00a096)",
        f"  Non  à reprendre‹cyan:  {'█' * 4}{'·' * 15}›   1 (25,0 %, 4\u00a0à\u00a070)",
        f"  Indéterminé     ‹cyan:  {' ' * 19}›               masqué",
        "",
        "  ‹bold:Par site›",
        "  ‹dim:Rien à montrer.›",
        "",
        "  ‹dim:Une réponse de moins de 5 personnes est masquée.›",
        "  Référentiel  ‹dim:jouet 1.0, dont le libellé se lit sur deux›",
        "               ‹dim:lignes au moins›",
        "               ‹dim:seul›",
        f"  ‹dim:Calculé par clea {__version__}.›",
        "",
    ]


def test_une_cohorte_sans_avertissement_n_en_montre_pas():
    lignes = montre(cohorte_texte.rendre(CohorteVue("T", ("fait",), (), (), "légende", ()), 60))
    assert lignes == [
        "",
        "  ‹bold:T›",
        "  fait",
        "",
        "  ‹dim:légende›",
        f"  ‹dim:Calculé par clea {__version__}.›",
        "",
    ]


def test_une_barre_de_deux_morceaux_a_sa_legende_et_leurs_parts():
    ligne = LigneDeTableau("Lyon", (12,), (F(1, 2), F(1, 4)))
    assert tableau(80, ligne, morceaux=("obtenu", "possible")) == [
        "  ‹dim:█ obtenu   ▒ possible›",
        f"‹dim:  Nom           {' ' * 32}›‹dim:   n›",
        f"  Lyon          ‹cyan:  {'█' * 15}{'▒' * 7}{'·' * 8}›  12",
    ]


@pytest.mark.parametrize(
    ("debut", "milieu", "fin", "dessin"),
    [
        (F(1, 4), F(1, 2), F(3, 4), "·······━━━━━━━━◆━━━━━━━·······"),
        (F(0), F(0), F(0), "◆·····························"),
        (F(1), F(1), F(1), "·····························◆"),
        (F(29, 30), F(29, 30), F(1), "·····························◆"),
        (F(0), F(1), F(1), "━━━━━━━━━━━━━━━━━━━━━━━━━━━━━◆"),
    ],
)
def test_une_etendue_va_du_premier_quartile_au_dernier_la_mediane_marquee(
    debut, milieu, fin, dessin
):
    ligne = LigneDeTableau("Lyon", (1,), Etendue(debut, milieu, fin))
    assert tableau(80, ligne, dessin="etendues")[-1] == f"  Lyon          ‹cyan:  {dessin}›  1"


@pytest.mark.parametrize(
    ("largeur", "cases"),
    [(60, 30), (51, 30), (50, 29), (31, 10), (30, 0), (29, 0)],
)
def test_le_dessin_a_dix_a_trente_cases_ou_n_est_pas(largeur, cases):
    """2 columns of margin, 14 for the names, 3 for the numbers; the rest, two of them a gap, for what is drawn."""
    titres, ligne = tableau(largeur, LigneDeTableau("Lyon", (1,), (F(1),)))
    if cases:
        assert titres == f"‹dim:  Nom           {' ' * (cases + 2)}›‹dim:  n›"
        assert ligne == f"  Lyon          ‹cyan:  {'█' * cases}›  1"
    else:
        assert (titres, ligne) == ("‹dim:  Nom           ›‹dim:  n›", "  Lyon            1")


@pytest.mark.parametrize(
    ("largeur", "lettres", "ecrit"),
    [
        (80, 38, "a" * 38),
        (80, 39, "a" * 37 + "…"),
        (60, 38, "a" * 38),  # 60 − 2 − 3 − 12 = 43
        (54, 38, "a" * 36 + "…"),  # 37
        (53, 36, "a" * 36),
        (53, 37, "a" * 35 + "…"),
        (20, 15, "a" * 13 + "…"),  # never less than 14, even where all overflows
        (20, 14, "a" * 14),
    ],
)
def test_un_nom_trop_long_est_coupe_la_ou_le_dessin_commence(largeur, lettres, ecrit):
    _, ligne = tableau(largeur, LigneDeTableau("a" * lettres, (1,), (F(0),)))
    assert ligne.replace("‹cyan:", "").split()[0].rstrip("·›") == ecrit


@pytest.mark.parametrize(
    ("largeur", "ecrit"),
    [(80, "a" * 38), (43, "a" * 38), (42, "a" * 36 + "…"), (30, "a" * 24 + "…")],
)
def test_sans_dessin_le_nom_a_toute_la_place(largeur, ecrit):
    assert tableau(largeur, LigneDeTableau("a" * 38, (1,)), dessin="")[-1] == f"  {ecrit}  1"


@pytest.mark.parametrize(
    ("largeur", "titres", "cellules"),
    [
        (
            52,
            "                 part    durée  etc.",
            "  3 (75,0 %, 30\u00a0à\u00a096)  12 h 30     9",
        ),
        (51, "    part    durée  etc.", "  75,0 %  12 h 30     9"),
    ],
)
def test_ou_la_place_manque_une_part_n_est_qu_un_pourcentage(largeur, titres, cellules):
    """19, 7 and 4 columns, each with two before it, then 14 for the names and a margin of 2: 52."""
    ligne = LigneDeTableau("Lyon", (Part(3, 4), Mesure(750, "h"), 9), None)
    lignes = tableau(largeur, ligne, colonnes=("Nom", "part", "durée", "etc."), dessin="")
    assert lignes == [f"‹dim:  Nom           ›‹dim:{titres}›", f"  Lyon          {cellules}"]
