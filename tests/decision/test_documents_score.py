"""The words of a verdict: whole sentences, decided by hand, for the people who will read them.

What a sentence says of points is decided elsewhere (test_decision.py); here it must say it of the right lines.
"""

import re
from datetime import date

import pytest

from clea_cli.atelier.mots_referentiel import fiche
from clea_cli.decision.charger import charger
from clea_cli.decision.decision import Reponse, bareme, decide
from clea_cli.decision.mots import lu, provenance, rapport
from clea_cli.decision.vues import DomaineVu, Ecart, LectureVue, PointsVus, Provenance, Rapport
from clea_cli.grille import lire_csv
from clea_cli.grille.lire_forme import interpreter
from clea_cli.referentiel.referentiel import Referentiel
from clea_cli.sorties.texte import inoffensif
from tests.outils.jouets import (
    JOUETS,
    POIDS,
    SIMPLE,
    Reponses,
    clea,
    donnees,
    grille,
    juger,
    referentiel,
    regle,
    reponses,
    toutes_les_reponses,
)

OBLIGATOIRES = JOUETS["obligatoires"]


def voir(modele: Referentiel, cas: Reponses, identifiant: str | None = None) -> Rapport:
    """The report of one rule on these answers, all the other rules beside it."""
    decision = juger(modele, cas, identifiant)
    autres = [
        juger(modele, cas, autre.id) for autre in modele.regles if autre.id != decision.regle.id
    ]
    return rapport(decision, autres, "grille.csv", "ab12")


def domaine(vu: Rapport, code: str) -> DomaineVu:
    return next(d for d in vu.domaines if d.code == code)


def lecture(vu: Rapport, identifiant: str) -> LectureVue:
    return next(autre for autre in vu.lectures if autre.regle == identifiant)


# Why this verdict


@pytest.mark.parametrize(
    ("sauf", "verdict", "phrases"),
    [
        pytest.param(
            {},
            "certifiable",
            ["Les 7 domaines sont maîtrisés. 106 points sur 106, 80 requis."],
            id="tout",
        ),
        pytest.param(
            {"non_evalue": ["1.2"]},
            "certifiable",
            [
                "Les 7 domaines sont maîtrisés. 102 points sur 106, 80 requis.",
                "4 critères ne sont pas évalués, mais cela ne peut plus changer le verdict.",
            ],
            id="decide-malgre-quatre-non-evalues",
        ),
        pytest.param(
            {"non_acquis": ["4.1.1", "4.1.2", "4.1.3"], "non_evalue": ["7.1.1"]},
            "non_certifiable",
            [
                "Le domaine 4 n'est pas maîtrisé.",
                "102 points sur 106, 80 requis. Un domaine n'en compense pas un autre.",
                "1 critère n'est pas évalué, mais cela ne peut plus changer le verdict.",
            ],
            id="un-domaine-manque",
        ),
        pytest.param(
            {"non_acquis": ["4.1", "6.1"], "non_evalue": ["7.1", "7.3"]},
            "non_certifiable",
            [
                "2 domaines sur 7 ne sont pas maîtrisés : 4 et 6.",
                "91 points sur 106, 80 requis. Un domaine n'en compense pas un autre.",
                "6 critères ne sont pas évalués, mais cela ne peut plus changer le verdict.",
            ],
            id="deux-domaines-manquent-et-un-est-ouvert",
        ),
        pytest.param(
            {"non_acquis": ["1", "2", "3", "4", "5", "6", "7"]},
            "non_certifiable",
            [
                "7 domaines sur 7 ne sont pas maîtrisés : 1, 2, 3, 4, 5, 6 et 7.",
                "0 point sur 106, 80 requis.",
            ],
            id="rien",
        ),
        pytest.param(
            {"non_evalue": ["4.1.1", "4.1.2", "4.1.3"]},
            "indetermine",
            [
                "Il reste 3 critères à évaluer : le verdict dépend encore de leur résultat.",
                "Le domaine 4 est encore ouvert. 103 points sur 106, 80 requis.",
            ],
            id="un-domaine-ouvert",
        ),
        pytest.param(
            {"non_evalue": ["4.1", "6.1"], "non_acquis": ["1.1"]},
            "indetermine",
            [
                "Il reste 9 critères à évaluer : le verdict dépend encore de leur résultat.",
                "Les domaines 4 et 6 sont encore ouverts. 95 points sur 106, 80 requis.",
            ],
            id="deux-domaines-ouverts",
        ),
    ],
)
def test_les_explications_d_un_verdict_de_clea(sauf, verdict, phrases):
    vu = voir(clea(), reponses(clea(), **sauf))
    assert (vu.verdict, list(vu.explications)) == (verdict, phrases)


def test_une_regle_sans_seuil_d_ensemble_ne_parle_pas_de_points_requis():
    vu = voir(clea(), reponses(clea(), non_acquis=["1.1.1"]), "sous-domaines-75")
    assert vu.explications == (
        "Le domaine 1 n'est pas maîtrisé.",
        "105 points sur 106. Un domaine n'en compense pas un autre.",
    )


def test_l_ensemble_qui_refuse_seul_est_la_seule_explication():
    modele = referentiel(SIMPLE)
    vu = voir(modele, reponses(modele, non_acquis=["1.1", "2.1.1"]), "ensemble-haut")
    assert (vu.mots, vu.explications) == ("non certifiable", ("5 points sur 7, 6 requis.",))


def test_l_ensemble_seul_encore_ouvert():
    modele = referentiel(SIMPLE)
    vu = voir(modele, reponses(modele, non_evalue=["1.1", "2.1.1"]), "ensemble-haut")
    assert (vu.mots, vu.explications) == (
        "indéterminé",
        (
            "Il reste 2 critères à évaluer : le verdict dépend encore de leur résultat.",
            "5 points sur 7, 6 requis.",
        ),
    )


def test_des_points_qui_ne_sont_pas_entiers_se_disent_en_fractions():
    modele = referentiel(POIDS)
    vu = voir(modele, reponses(modele, non_acquis=["1.1.1", "2.1.3"]))
    assert (
        vu.explications[1] == "19/2 points sur 12, 9 requis. Un domaine n'en compense pas un autre."
    )
    assert domaine(vu, "2").manque == ("il manque 1/2 point (5 requis)",)


def test_un_seul_critere_a_evaluer_est_un_singulier_jusqu_au_bout():
    vu = voir(clea(), reponses(clea(), non_acquis=["4.1.1", "4.1.2"], non_evalue=["4.1.3"]))
    assert vu.explications == (
        "Il reste 1 critère à évaluer : le verdict dépend encore de son résultat.",
        "Le domaine 4 est encore ouvert. 103 points sur 106, 80 requis.",
    )


def test_un_referentiel_d_un_seul_domaine_ne_parle_pas_des_autres():
    modele = referentiel(donnees({"1.1": [1, 1]}, [regle("r", domaine="75/100")]))
    assert voir(modele, reponses(modele)).explications == (
        "Le domaine est maîtrisé. 2 points sur 2.",
    )
    vu = voir(modele, reponses(modele, non_acquis=["1.1.2"]))
    assert vu.explications == ("Le domaine 1 n'est pas maîtrisé.", "1 point sur 2.")


# What a domaine wants


@pytest.mark.parametrize(
    ("identifiant", "sauf", "manque"),
    [
        ("clea-75", {"non_acquis": ["4.1.1", "4.1.2"]}, ()),
        ("clea-75", {"non_acquis": ["4.1.1", "4.1.2", "4.1.3"]}, ("il manque 1 point (9 requis)",)),
        (
            "clea-75",
            {"non_acquis": ["4.1"], "non_evalue": ["4.3"]},
            ("il manque 5 points (9 requis)",),
        ),
        ("clea-75", {"non_evalue": ["4.1"]}, ("il manque 2 points (9 requis)",)),
        (
            "sous-domaines-75",
            {"non_acquis": ["4.3.1", "4.3.2"]},
            ("sous-domaine 4.3 : il manque 2 points (3 requis)",),
        ),
        (
            "sous-domaines-2018",
            {"non_acquis": ["4.1.1", "4.1.2", "4.2.1", "4.4"]},
            (
                "sous-domaine 4.1 : il manque 1 point (3 requis)",
                "sous-domaine 4.4 : il manque 1 point (1 requis)",
            ),
        ),
        (
            "sous-domaines-2018",
            {"non_acquis": ["4.2"], "non_evalue": ["4.4"]},
            (
                "sous-domaine 4.2 : il manque 1 point (1 requis)",
                "sous-domaine 4.4 : il manque 1 point (1 requis)",
            ),
        ),
    ],
)
def test_ce_qui_manque_a_un_domaine_se_dit_aux_niveaux_que_la_regle_regarde(
    identifiant, sauf, manque
):
    vu = voir(clea(), reponses(clea(), **sauf), identifiant)
    assert domaine(vu, "4").manque == manque
    assert [d.code for d in vu.domaines if d.manque] == (["4"] if manque else [])


def test_une_regle_qui_regarde_domaine_et_sous_domaines_dit_ce_qui_manque_aux_deux():
    modele = referentiel(SIMPLE)
    vu = voir(modele, reponses(modele, non_acquis=["1.1", "1.2.1"]), "tous-niveaux")
    assert domaine(vu, "1").manque == (
        "il manque 1 point (2 requis)",
        "sous-domaine 1.1 : il manque 1 point (1 requis)",
    )


@pytest.mark.parametrize(
    ("sauf", "code", "manque"),
    [
        (
            {"non_acquis": ["1.1.1"]},
            "1",
            ("sous-domaine 1.1 : obligatoire et pas encore acquis : 1.1.1",),
        ),
        (
            {"non_evalue": ["1.1.1"]},
            "1",
            ("sous-domaine 1.1 : obligatoire et pas encore acquis : 1.1.1",),
        ),
        ({"non_acquis": ["1.1.2"]}, "1", ()),
        (
            {"non_acquis": ["2.1.3"]},
            "2",
            ("sous-domaine 2.1 : obligatoire et pas encore acquis : 2.1.3",),
        ),
        (
            {"non_acquis": ["2.1.1", "2.1.2"]},
            "2",
            ("sous-domaine 2.1 : il manque 1 point (2 requis)",),
        ),
    ],
)
def test_un_critere_obligatoire_qui_manque_est_nomme_et_lui_seul(sauf, code, manque):
    modele = referentiel(OBLIGATOIRES)
    assert domaine(voir(modele, reponses(modele, **sauf), "obligatoires"), code).manque == manque


def test_points_et_obligatoires_peuvent_manquer_ensemble():
    modele = referentiel(OBLIGATOIRES)
    vu = voir(modele, reponses(modele, non_acquis=["2.1"]), "deux-obligatoires")
    assert domaine(vu, "2").manque == (
        "il manque 1 point (2 requis)",
        "sous-domaine 2.1 : il manque 1 point (1 requis) ; obligatoire et pas encore acquis : 2.1.1 et 2.1.2",
    )


# When another rule says otherwise


def test_les_lectures_de_meme_verdict_n_ont_pas_de_motif():
    for cas in (reponses(clea()), reponses(clea(), "non_acquis"), reponses(clea(), "non_evalue")):
        vu = voir(clea(), cas)
        assert [(autre.regle, autre.motif) for autre in vu.lectures] == [
            ("sous-domaines-75", None),
            ("sous-domaines-2018", None),
        ]
        assert {autre.verdict for autre in vu.lectures} == {vu.verdict}


@pytest.mark.parametrize(
    ("principale", "sauf", "autre", "mots", "motif"),
    [
        pytest.param(
            "clea-75",
            {"non_acquis": ["1.1", "1.2.1", "1.3.1"]},
            "sous-domaines-2018",
            "non certifiable",
            "domaine 1 non maîtrisé (sous-domaine 1.1 à 0/2, 1 requis)",
            id="14-sur-18-avec-1.1-a-zero",
        ),
        pytest.param(
            "clea-75",
            {"non_acquis": ["1.1.1", "1.4.1", "1.4.2", "6.2.1"]},
            "sous-domaines-75",
            "non certifiable",
            "domaine 1 non maîtrisé (sous-domaine 1.1 à 1/2, 2 requis et sous-domaine 1.4 à 4/6, 5 requis)"
            " ; domaine 6 non maîtrisé (sous-domaine 6.2 à 1/2, 2 requis)",
            id="deux-domaines-et-trois-sous-domaines",
        ),
        pytest.param(
            "clea-75",
            {"non_evalue": ["1.1"]},
            "sous-domaines-2018",
            "indéterminé",
            "domaine 1 indéterminé (sous-domaine 1.1 à 0/2, 1 requis)",
            id="certifiable-mais-ouvert-pour-l-autre",
        ),
        pytest.param(
            "clea-75",
            {"non_acquis": ["4.1.1", "4.1.2"], "non_evalue": ["4.2.1"]},
            "sous-domaines-75",
            "non certifiable",
            "domaine 4 non maîtrisé (sous-domaine 4.1 à 2/4, 3 requis)",
            id="ouvert-mais-perdu-pour-l-autre",
        ),
        pytest.param(
            "clea-75",
            {"non_acquis": ["4.1.1", "4.2.1", "4.4.1"]},
            "sous-domaines-2018",
            "certifiable",
            "domaine 4 maîtrisé (chacun de ses sous-domaines atteint son compte)",
            id="refuse-mais-accepte-par-sous-domaines",
        ),
        pytest.param(
            "sous-domaines-75",
            {"non_acquis": ["1.1", "1.2.1", "1.3.1"], "non_evalue": ["6.2.1"]},
            "clea-75",
            "certifiable",
            "domaine 1 maîtrisé (14/18, 14 requis) ; domaine 6 maîtrisé (10/11, 9 requis)",
            id="refuse-mais-accepte-par-points",
        ),
    ],
)
def test_le_motif_d_une_autre_lecture_nomme_les_niveaux_ou_elle_differe(
    principale, sauf, autre, mots, motif
):
    vue = lecture(voir(clea(), reponses(clea(), **sauf), principale), autre)
    assert (vue.mots, vue.motif) == (mots, motif)


def test_le_motif_dit_l_ensemble_quand_c_est_lui_qui_refuse():
    regles = [regle("domaine", domaine="1/2"), regle("ensemble", domaine="1/2", ensemble="1/1")]
    modele = referentiel(donnees({"1.1": [1] * 4}, regles))
    vue = lecture(voir(modele, reponses(modele, non_acquis=["1.1.1"])), "ensemble")
    assert (vue.verdict, vue.motif) == ("non_certifiable", "3 points sur 4, 4 requis")


@pytest.mark.parametrize("principale", ["points", "sous-domaines", "comptes", "ensemble-haut"])
def test_les_domaines_et_sous_domaines_nommes_sont_exactement_ceux_qui_different(principale):
    modele = referentiel(SIMPLE)
    baremes = [bareme(modele, r) for r in sorted(modele.regles, key=lambda r: r.id != principale)]
    mots = {
        Reponse.OUI: "maîtrisé",
        Reponse.NON: "non maîtrisé",
        Reponse.INDETERMINE: "indéterminé",
    }
    vus = 0
    for cas in toutes_les_reponses(modele):
        ici, *autres = (decide(exigences, grille(modele, cas)) for exigences in baremes)
        for la, vue in zip(autres, rapport(ici, autres, "", "").lectures, strict=True):
            if la.verdict is ici.verdict:
                continue
            assert vue.motif, cas
            differents = [
                d
                for d, la_bas in zip(la.domaines, ici.domaines, strict=True)
                if d.statut is not la_bas.statut
            ]
            nommes = re.findall(
                r"(?<!sous-)domaine (\S+) (non maîtrisé|maîtrisé|indéterminé)", vue.motif
            )
            justes = {(d.domaine.code, mots[d.statut]): d for d in differents}
            assert justes.keys() >= set(nommes), cas
            if (ici.verdict, la.verdict) != (
                Reponse.NON,
                Reponse.INDETERMINE,
            ):  # there, it takes both to be explained
                assert nommes == [nom for nom, d in justes.items() if d.statut is la.verdict], cas
            fautifs = [
                sd.sous_domaine.code
                for nom in nommes
                for sd in justes[nom].sous_domaines
                if justes[nom].statut is not Reponse.OUI and sd.bilan.statut is justes[nom].statut
            ]
            assert re.findall(r"sous-domaine (\S+)", vue.motif) == fautifs, cas
            vus += 1
    assert vus > 50


def test_le_motif_dit_le_domaine_perdu_ici_quand_l_autre_lecture_attend_encore():
    vu = voir(clea(), reponses(clea(), non_acquis=["1.1"], non_evalue=["7"]), "sous-domaines-75")
    vue = lecture(vu, "clea-75")
    assert (vue.verdict, vue.motif) == ("indetermine", "domaine 1 maîtrisé (16/18, 14 requis)")


@pytest.mark.parametrize("reponse", ["non_acquis", "non_evalue"])
def test_le_motif_dit_que_l_autre_lecture_ne_regarde_pas_l_ensemble(reponse):
    regles = [regle("ensemble", domaine="1/2", ensemble="1/1"), regle("domaine", domaine="1/2")]
    modele = referentiel(donnees({"1.1": [1] * 4}, regles))
    vue = lecture(voir(modele, reponses(modele, **{reponse: ["1.1.1"]})), "domaine")
    assert (vue.verdict, vue.motif) == ("certifiable", "cette lecture n'exige rien de l'ensemble")


def test_un_ensemble_que_l_autre_lecture_exige_en_plus_n_est_pas_ce_qui_la_rend_plus_clemente():
    modele = referentiel(OBLIGATOIRES)
    vue = lecture(voir(modele, reponses(modele, non_acquis=["1.1.1"]), "obligatoires"), "ensemble")
    assert vue.motif == "domaine 1 maîtrisé (chacun de ses sous-domaines atteint son compte)"


def test_le_motif_nomme_le_critere_obligatoire_qui_manque():
    modele = referentiel(OBLIGATOIRES)
    vue = lecture(voir(modele, reponses(modele, non_acquis=["2.1.3"])), "obligatoires")
    assert (
        vue.motif
        == "domaine 2 non maîtrisé (sous-domaine 2.1 à 2/3, 2 requis, obligatoire : 2.1.3)"
    )


def test_le_motif_dit_lisiblement_des_points_qui_ne_sont_pas_entiers():
    modele = referentiel(POIDS)
    vue = lecture(voir(modele, reponses(modele, non_acquis=["2.1.1"])), "sous-domaines")
    assert vue.motif == "domaine 2 non maîtrisé (sous-domaine 2.1 à 5/2 sur 7/2, 3 requis)"


def test_une_lecture_dont_des_comptes_sont_a_confirmer_porte_une_reserve():
    vu = voir(clea(), reponses(clea()))
    assert {autre.regle: autre.reserve for autre in vu.lectures} == {
        "sous-domaines-75": "",
        "sous-domaines-2018": "certains de ses comptes sont à confirmer",
    }


# The rest of a report


def test_un_rapport_dit_de_qui_de_quoi_et_combien():
    vu = voir(clea(), reponses(clea(), non_acquis=["4.1"], non_evalue=["7.1.1", "7.1.2"]))
    assert (vu.candidat, vu.source, vu.empreinte) == ("C-0001", "grille.csv", "sha256:ab12")
    assert (vu.verdict, vu.mots) == ("non_certifiable", "non certifiable")
    assert vu.points == PointsVus(100, 102, 106, 80, "atteint")
    quatre = domaine(vu, "4")
    assert (quatre.statut, quatre.mots, quatre.points) == (
        "non_maitrise",
        "non maîtrisé",
        PointsVus(7, 7, 11, 9, "non_maitrise"),
    )
    assert quatre.libelle == "Travailler dans le cadre de règles définies d'un travail en équipe"
    assert [
        (sd.code, str(sd.points), sd.points.requis, sd.points.statut) for sd in quatre.sous_domaines
    ] == [
        ("4.1", "0/4 (0,0 %)", None, None),
        ("4.2", "2/2 (100,0 %)", None, None),
        ("4.3", "3/3 (100,0 %)", None, None),
        ("4.4", "2/2 (100,0 %)", None, None),
    ]


@pytest.mark.parametrize(
    ("defaut", "statut", "ensemble"),
    [
        ("acquis", ("maitrise", "maîtrisé"), "atteint"),
        ("non_acquis", ("non_maitrise", "non maîtrisé"), "non_atteint"),
        ("non_evalue", ("indetermine", "indéterminé"), "indetermine"),
    ],
)
def test_les_mots_de_chaque_statut(defaut, statut, ensemble):
    vu = voir(clea(), reponses(clea(), defaut))
    assert {(d.statut, d.mots) for d in vu.domaines} == {statut}
    assert vu.points.statut == ensemble


def test_une_regle_par_sous_domaine_ne_donne_de_statut_de_points_qu_aux_sous_domaines():
    vu = voir(clea(), reponses(clea(), non_acquis=["4.1"]), "sous-domaines-2018")
    assert (vu.points.requis, vu.points.statut) == (None, None)
    quatre = domaine(vu, "4")
    assert (quatre.points.requis, quatre.points.statut, quatre.statut) == (
        None,
        None,
        "non_maitrise",
    )
    assert [sd.points.statut for sd in quatre.sous_domaines] == [
        "non_maitrise",
        "maitrise",
        "maitrise",
        "maitrise",
    ]


def test_les_ecarts_suivent_l_ordre_du_referentiel_et_leur_domaine():
    cas = reponses(clea(), non_acquis=["7.4.4", "1.5.2", "4.2.1"], non_evalue=["4.1.4", "1.1.1"])
    vu = voir(clea(), cas)
    assert {d.code: [(e.code, e.resultat) for e in d.ecarts] for d in vu.domaines if d.ecarts} == {
        "1": [("1.1.1", "non_evalue"), ("1.5.2", "non_acquis")],
        "4": [("4.1.4", "non_evalue"), ("4.2.1", "non_acquis")],
        "7": [("7.4.4", "non_acquis")],
    }
    assert domaine(vu, "4").ecarts[1] == Ecart(
        "4.2.1",
        "Comprendre les missions de chaque membre du groupe",
        "4",
        "non_acquis",
        "non acquis",
    )
    assert domaine(vu, "1").ecarts[0].mots == "non évalué"


def test_l_ordre_est_celui_du_fichier_et_non_celui_des_codes():
    modele = referentiel(
        donnees({"2.2": [1, 1], "2.1": [1], "1.1": [1]}, [regle("r", domaine="1/2")])
    )
    vu = voir(modele, reponses(modele, "non_acquis"))
    assert [e.code for d in vu.domaines for e in d.ecarts] == ["2.2.1", "2.2.2", "2.1.1", "1.1.1"]
    assert vu.explications[0] == "2 domaines sur 2 ne sont pas maîtrisés : 2 et 1."


# Where it comes from


def test_la_provenance_de_clea_dit_la_regle_ses_sources_et_la_certitude_des_lignes():
    dit = provenance(clea(), clea().regle("sous-domaines-2018"))
    assert dit.referentiel_empreinte == f"sha256:{clea().empreinte}"
    assert dit._replace(referentiel_empreinte="") == Provenance(
        referentiel="clea",
        referentiel_libelle="CléA, socle de connaissances et de compétences professionnelles",
        referentiel_version="2020.1",
        referentiel_empreinte="",
        avertissement="",
        certitudes="106 critères : 20 confirmés, 47 recoupés, 37 d'une seule source et 2 à confirmer",
        regle="sous-domaines-2018",
        regle_libelle="un compte de critères pour chaque sous-domaine (lecture depuis 2018)",
        regle_sources="Copanef et eva (beta.gouv.fr)",
        regle_reserve="certains de ses comptes sont à confirmer",
        regle_verifiee_le="23/11/2026",
        domaines=("1", "2", "3", "4", "5", "6", "7"),
    )


@pytest.mark.parametrize(
    ("nom", "regle_", "jour", "echeances"),
    [
        # No day: data, which never depends on it
        ("clea", "clea-75", None, ()),
        ("clea", "clea-75", "2025-01-27", ()),
        (
            *("clea", "clea-75", "2025-01-28"),
            (
                "l'enregistrement RS5080 a pris fin le 27/01/2025 ; "
                "le suivant, RS7003 (vu actif le 04/07/2026), n'a pas d'échéance connue",
            ),
        ),
        ("clea", "sous-domaines-75", "2017-12-31", ()),
        (
            "clea",
            "sous-domaines-75",
            "2018-01-01",
            ("la règle sous-domaines-75 n'a plus cours depuis le 31/12/2017",),
        ),
        ("clea-numerique", "numerique-75", "2026-11-24", ()),
        (
            *("clea-numerique", "numerique-75", "2026-11-25"),
            ("l'enregistrement RS5616 a pris fin le 24/11/2026, renouvellement non trouvé",),
        ),
    ],
)
def test_ce_qui_a_pris_fin_est_dit_le_lendemain_du_dernier_jour(nom, regle_, jour, echeances):
    livre = charger(nom).value
    jour = date.fromisoformat(jour) if jour else None
    assert provenance(livre, livre.regle(regle_), jour).echeances == echeances


def test_le_seuil_d_un_domaine_est_une_reserve_de_la_regle_par_defaut():
    for nom in ("clea", "clea-numerique"):
        livre = charger(nom).value
        assert (
            provenance(livre, livre.regle(None)).regle_reserve
            == "le seuil de chaque domaine est à confirmer"
        )


@pytest.mark.parametrize("ecrit", ["à revoir", "à revoir.", "à revoir. ", "à revoir..."])
def test_un_avertissement_est_dit_sans_le_point_que_chaque_page_lui_ajoute(ecrit):
    modele = referentiel(
        donnees({"1.1": [1]}, [regle("r", domaine="1/1")], etat="brouillon", avertissement=ecrit)
    )
    assert provenance(modele, modele.regles[0]).avertissement == "à revoir"
    assert ("Attention", "À revoir.") in fiche(modele, date(2026, 11, 30)).faits


def test_une_regle_sans_source_le_dit_et_un_avertissement_suit_le_referentiel():
    brouillon = donnees(
        {"1.1": [1]},
        [regle("r", domaine="1/1", sources=[])],
        etat="brouillon",
        avertissement="à revoir",
    )
    modele = referentiel(brouillon)
    dit = provenance(modele, modele.regles[0])
    assert (dit.regle_sources, dit.regle_reserve, dit.avertissement) == ("aucune", "", "à revoir")


@pytest.mark.parametrize(
    ("candidats", "debut"),
    [(0, "7 critères, "), (1, "7 critères, "), (2, "2 candidats, 7 critères, ")],
)
def test_ce_qui_a_ete_lu_d_un_fichier(candidats, debut):
    tableau = lire_csv.lire(
        "critere;resultat;libellé\n1.1.1;oui;été\n".encode("cp1252"), "grille.csv", None, None
    )
    brute = interpreter(tableau.value).value
    assert (
        lu(brute, referentiel(SIMPLE), candidats)
        == f"{debut}séparateur « ; », encodage Windows-1252"
    )


def test_ce_qui_commanderait_un_terminal_est_montre_et_le_reste_ecrit_tel_quel():
    inverses = {
        0x61C,
        0x200E,
        0x200F,
        *range(0x202A, 0x202F),
        *range(0x2066, 0x206A),
    }  # the direction of a text
    for code in range(0x3000):
        attendu = chr(code)
        if code < 32 or code == 127:
            attendu = chr(0x2400 + code) if code < 32 else "␡"
        elif 0x80 <= code < 0xA0 or code in inverses:
            attendu = "�"
        assert inoffensif(f"a {chr(code)}é") == f"a {attendu}é"
