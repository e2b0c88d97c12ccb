"""The specification of REGLE: a verdict is given exactly when no way of filling in the grille could change it.

Small référentiels are exhausted against an oracle that shares no code with the program; what is large is sampled,
around the thresholds, where a rule goes wrong. The counts of the official texts are written out by hand.
"""

from collections.abc import Iterator, Mapping
from enum import Enum
from fractions import Fraction
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from clea_cli.decision.decision import Decision, Reponse, bareme, decide, points_requis
from clea_cli.decision.vues import PointsVus
from clea_cli.grille.grille import Grille
from clea_cli.referentiel.livres import DOSSIER
from tests.outils.jouets import (
    JOUETS,
    POIDS,
    clea,
    donnees,
    grille,
    juger,
    referentiel,
    regle,
    reponses,
    toutes_les_reponses,
)
from tests.outils.oracle import Oracle, requis, requis_un_point

OUI, NON, INDETERMINE = Reponse.OUI, Reponse.NON, Reponse.INDETERMINE
RANG = {NON: 0, INDETERMINE: 1, OUI: 2}

DOMAINES = {
    "1": (14, 18),
    "2": (15, 20),
    "3": (15, 20),
    "4": (9, 11),
    "5": (8, 10),
    "6": (9, 11),
    "7": (12, 16),
}
COMPTES_2018 = {
    "1.1": (1, 2),
    "1.2": (3, 4),
    "1.3": (3, 4),
    "1.4": (5, 6),
    "1.5": (1, 2),
    "2.1": (6, 7),
    "2.2": (1, 2),
    "2.3": (6, 7),
    "2.4": (1, 1),
    "2.5": (2, 3),
    "3.1": (2, 3),
    "3.2": (4, 5),
    "3.3": (6, 8),
    "3.4": (3, 4),
    "4.1": (3, 4),
    "4.2": (1, 2),
    "4.3": (2, 3),
    "4.4": (1, 2),
    "5.1": (2, 3),
    "5.2": (3, 4),
    "5.3": (2, 3),
    "6.1": (4, 5),
    "6.2": (1, 2),
    "6.3": (3, 4),
    "7.1": (2, 3),
    "7.2": (5, 6),
    "7.3": (2, 3),
    "7.4": (3, 4),
}
REGLES_CLEA = ("clea-75", "sous-domaines-75", "sous-domaines-2018")
CLEA_EN_CLAIR = yaml.safe_load((DOSSIER / "clea.yaml").read_text(encoding="utf-8"))


def statuts(decision: Decision) -> dict[tuple[str, str], str]:
    """The statut of each level as the oracle names them, without those that the rule does not look at."""
    vus = {("verdict", ""): decision.verdict, ("points", ""): decision.bilan.statut}
    for domaine in decision.domaines:
        vus["domaine", domaine.domaine.code] = domaine.statut
    vus |= {niveau: bilan.statut for niveau, bilan in bilans(decision).items()}
    return {niveau: statut.value for niveau, statut in vus.items() if statut is not None}


def bilans(decision: Decision) -> dict[tuple[str, str], Any]:
    trouves = {("points", ""): decision.bilan}
    for domaine in decision.domaines:
        trouves["points", domaine.domaine.code] = domaine.bilan
        trouves |= {
            ("sous-domaine", sd.sous_domaine.code): sd.bilan for sd in domaine.sous_domaines
        }
    return trouves


# The specification, exhausted


@pytest.mark.parametrize(
    ("jouet", "identifiant"),
    [(nom, regle["id"]) for nom, jouet in JOUETS.items() for regle in jouet["regles"]],
)
def test_toute_grille_d_un_jouet_est_jugee_comme_l_oracle_a_chaque_niveau(jouet, identifiant):
    modele = referentiel(JOUETS[jouet])
    en_clair = next(r for r in JOUETS[jouet]["regles"] if r["id"] == identifiant)
    oracle, exigences = Oracle(JOUETS[jouet], en_clair), bareme(modele, modele.regle(identifiant))
    vus = set()
    for cas in toutes_les_reponses(modele):
        decision, juste = decide(exigences, grille(modele, cas)), oracle.juger(cas)
        assert statuts(decision) == juste.statuts, cas
        assert {
            n: (b.obtenus, b.possibles, b.total) for n, b in bilans(decision).items()
        } == juste.bilans, cas
        vus.add(decision.verdict)
    assert vus == {OUI, NON, INDETERMINE}


@pytest.mark.parametrize("jouet", JOUETS)
def test_les_points_requis_de_chaque_niveau_d_un_jouet_sont_ceux_de_l_oracle(jouet):
    modele = referentiel(JOUETS[jouet])
    for en_clair in JOUETS[jouet]["regles"]:
        oracle = Oracle(JOUETS[jouet], en_clair)
        decision = juger(modele, reponses(modele), en_clair["id"])
        assert {n: b.requis for n, b in bilans(decision).items()} == {
            n: oracle.requis(n) for n in oracle.niveaux
        }


def test_les_manquants_sont_les_obligatoires_non_acquis_du_sous_domaine():
    modele = referentiel(JOUETS["obligatoires"])
    cas = reponses(modele, non_acquis=["1.1.1", "2.2"], non_evalue=["2.1.3"])
    manquants = {
        n[1]: b.manquants
        for n, b in bilans(juger(modele, cas, "obligatoires")).items()
        if b.manquants
    }
    assert manquants == {"1.1": ("1.1.1",), "2.1": ("2.1.3",)}


def test_une_decision_dit_de_quel_referentiel_et_de_quelle_regle_elle_vient():
    modele = referentiel(JOUETS["obligatoires"])
    decision = juger(modele, reponses(modele), "points")
    assert (decision.referentiel, decision.regle) == (modele, modele.regle("points"))
    assert {bilan.manquants for bilan in bilans(decision).values()} == {()}


@pytest.mark.parametrize(
    ("reponse", "statut"),
    [("acquis", OUI), ("non_acquis", NON), ("non_evalue", INDETERMINE)],
    ids=str,
)
def test_un_obligatoire_decide_a_lui_seul_de_son_sous_domaine(reponse, statut):
    modele = referentiel(JOUETS["obligatoires"])  # 1.1 wants 1 of 2, and 1.1.1 in any case
    cas = reponses(modele, **{reponse: ["1.1.1"]})
    assert juger(modele, cas, "obligatoires").verdict is statut


@pytest.mark.parametrize(
    "exemple", CLEA_EN_CLAIR["exemples"], ids=range(len(CLEA_EN_CLAIR["exemples"]))
)
def test_les_exemples_decides_a_la_main_le_sont_ainsi_par_l_oracle_et_par_le_programme(exemple):
    cas = reponses(clea(), exemple["defaut"], **exemple["sauf"])
    identifiant = exemple.get("regle", "clea-75")
    verdicts = {"certifiable": "oui", "non_certifiable": "non", "indetermine": "indetermine"}
    assert juger(clea(), cas, identifiant).verdict.value == verdicts[exemple["verdict"]]
    if list(cas.values()).count("non_evalue") < 10:  # beyond that the oracle would not come back
        en_clair = next(r for r in CLEA_EN_CLAIR["regles"] if r["id"] == identifiant)
        assert Oracle(CLEA_EN_CLAIR, en_clair).juger(cas).verdict == verdicts[exemple["verdict"]]


# Thresholds

SEUILS = [
    Fraction(s)
    for s in ("75/100", "1/2", "1/3", "2/3", "4/5", "7/10", "9/10", "99/100", "1/1", "1/1000")
]


@pytest.mark.parametrize("seuil", SEUILS, ids=str)
def test_les_points_requis_de_1_a_200_criteres_d_un_point(seuil):
    assert [points_requis([1] * n, seuil) for n in range(1, 201)] == [
        requis_un_point(n, seuil) for n in range(1, 201)
    ]


@pytest.mark.parametrize(
    ("n", "k"), [(1, 1), (2, 2), (3, 3), (4, 3), (5, 4), (6, 5), (7, 6), (8, 6)]
)
def test_la_table_de_la_regle_a_75_pour_cent(n, k):
    assert points_requis([1] * n, Fraction(75, 100)) == k


@pytest.mark.parametrize(
    ("points", "seuil", "attendu"),
    [
        ([2, 2], "1/2", 2),
        ([2, 2], "3/4", 4),  # 3 of 4 would do, but cannot be had
        ([3, 5, 7], "1/2", 8),  # 7.5 of 15, and 8 = 3 + 5
        ([10, 1, 1], "1/4", 10),  # 3 of 12, and 2 is the most without the ten
        (["1/2", "1/2", 1], "3/4", "3/2"),
        (["1/2", "1/3"], "1/2", "1/2"),  # 5/12 of 5/6: a third is too little
        (["1/3", "1/3", "1/3"], "1/1", 1),
        ([100] * 3, "75/100", 300),
    ],
    ids=str,
)
def test_les_points_requis_sont_une_somme_que_l_on_peut_obtenir(points, seuil, attendu):
    obtenu = points_requis(map(Fraction, points), Fraction(seuil))
    assert obtenu == Fraction(attendu)
    assert type(obtenu) is (int if Fraction(attendu).denominator == 1 else Fraction)


POINTS = st.fractions(min_value=Fraction(1, 10), max_value=100, max_denominator=10)
SEUIL = st.fractions(min_value=Fraction(1, 9999), max_value=1, max_denominator=9999)


@settings(deadline=None, max_examples=100)
@given(st.lists(st.one_of(st.integers(1, 9), POINTS), min_size=1, max_size=8), SEUIL)
def test_les_points_requis_quels_que_soient_les_poids_sont_ceux_de_l_enumeration(points, seuil):
    assert points_requis(points, seuil) == requis(points, seuil)


def test_les_seuils_des_trois_lectures_de_clea_sont_75_pour_cent_la_ou_elles_regardent():
    assert {
        r.id: (r.seuil_domaine, r.seuil_sous_domaine, r.seuil_ensemble) for r in clea().regles
    } == {
        "clea-75": (Fraction(3, 4), None, Fraction(3, 4)),
        "sous-domaines-75": (None, Fraction(3, 4), None),
        "sous-domaines-2018": (None, Fraction(3, 4), None),
    }


@pytest.mark.parametrize(("domaine", "k", "n"), [(code, *kn) for code, kn in DOMAINES.items()])
def test_les_points_requis_de_chaque_domaine_de_clea(domaine, k, n):
    bilan = bilans(juger(clea(), reponses(clea())))["points", domaine]
    assert (bilan.requis, bilan.total) == (k, n)


def test_clea_requiert_80_points_sur_106():
    bilan = juger(clea(), reponses(clea())).bilan
    assert (bilan.requis, bilan.total) == (80, 106)


def test_les_lectures_par_sous_domaine_ne_regardent_que_les_sous_domaines():
    for identifiant in ("sous-domaines-75", "sous-domaines-2018"):
        regardes = {
            n[0]
            for n, b in bilans(juger(clea(), reponses(clea()), identifiant)).items()
            if b.requis
        }
        assert regardes == {"sous-domaine"}
    assert {
        n[0] for n, b in bilans(juger(clea(), reponses(clea()), "clea-75")).items() if b.requis
    } == {"points"}


def test_les_comptes_de_2018_sont_ceux_du_tableau():
    trouves = bilans(juger(clea(), reponses(clea()), "sous-domaines-2018"))
    assert {n[1]: (b.requis, b.total) for n, b in trouves.items() if b.requis} == COMPTES_2018


def test_75_pour_cent_de_chaque_sous_domaine_suit_la_table():
    table = {1: 1, 2: 2, 3: 3, 4: 3, 5: 4, 6: 5, 7: 6, 8: 6}
    trouves = bilans(juger(clea(), reponses(clea()), "sous-domaines-75"))
    assert {n[1]: b.requis for n, b in trouves.items() if b.requis} == {
        code: table[n] for code, (_, n) in COMPTES_2018.items()
    }


# Edges: k−1, k, k+1


def codes(prefixe: str) -> list[str]:
    return [critere.code for critere in clea().criteres if critere.code.startswith(f"{prefixe}.")]


def cas_au_bord(prefixe: str, acquis: int, non_evalues: int) -> dict[str, str]:
    """All acquis elsewhere; here `acquis` of them, then `non_evalues`, and the rest non acquis. The last come first."""
    ici = codes(prefixe)[::-1]
    return reponses(
        clea(),
        non_evalue=ici[acquis : acquis + non_evalues],
        non_acquis=ici[acquis + non_evalues :],
    )


@pytest.mark.parametrize(("domaine", "k", "n"), [(code, *kn) for code, kn in DOMAINES.items()])
def test_un_domaine_est_maitrise_a_k_points_et_pas_a_un_de_moins(domaine, k, n):
    for acquis, non_evalues, statut in (
        (k - 1, 0, NON),
        (k, 0, OUI),
        (k + 1, 0, OUI),
        (k - 1, 1, INDETERMINE),
        (k - 2, 1, NON),
        (k - 2, 2, INDETERMINE),
        (k, n - k, OUI),
        (k - 1, n - k + 1, INDETERMINE),
        (0, k - 1, NON),
        (0, k, INDETERMINE),
        (0, n, INDETERMINE),
    ):
        decision = juger(clea(), cas_au_bord(domaine, acquis, non_evalues))
        assert {d.domaine.code: d.statut for d in decision.domaines} == dict.fromkeys(
            DOMAINES, OUI
        ) | {domaine: statut}
        assert decision.verdict is statut


@pytest.mark.parametrize("identifiant", ["sous-domaines-75", "sous-domaines-2018"])
@pytest.mark.parametrize("code", COMPTES_2018)
def test_un_sous_domaine_est_atteint_a_k_points_et_pas_a_un_de_moins(identifiant, code):
    k, n = COMPTES_2018[code]
    if identifiant == "sous-domaines-75":
        k = {1: 1, 2: 2, 3: 3, 4: 3, 5: 4, 6: 5, 7: 6, 8: 6}[n]
    for acquis, non_evalues, statut in (
        (k, 0, OUI),
        (k - 1, 0, NON),
        (k - 1, 1, INDETERMINE),
        (k, n - k, OUI),
    ):
        decision = juger(clea(), cas_au_bord(code, acquis, non_evalues), identifiant)
        assert bilans(decision)["sous-domaine", code].statut is statut
        assert decision.verdict is statut


def test_14_sur_18_avec_1_1_a_zero_passe_clea_75_et_aucune_autre_lecture():
    cas = reponses(clea(), non_acquis=["1.1", "1.2.1", "1.3.1"])
    assert bilans(juger(clea(), cas))["points", "1"].obtenus == 14
    verdicts = {identifiant: juger(clea(), cas, identifiant).verdict for identifiant in REGLES_CLEA}
    assert verdicts == {"clea-75": OUI, "sous-domaines-75": NON, "sous-domaines-2018": NON}


def test_79_points_sur_106_n_atteignent_pas_l_ensemble_et_80_l_atteignent():
    sans_26 = [*codes("1")[:6], *codes("2")[:6], *codes("3")[:6], *codes("7")[:8]]
    bilan = juger(clea(), reponses(clea(), non_acquis=sans_26)).bilan
    assert (bilan.obtenus, bilan.statut) == (80, OUI)
    decision = juger(clea(), reponses(clea(), non_acquis=[*sans_26, "4.1.1"]))
    assert (decision.bilan.obtenus, decision.bilan.statut, decision.verdict) == (79, NON, NON)


def test_un_domaine_n_en_compense_pas_un_autre():
    decision = juger(
        clea(), reponses(clea(), non_acquis=["5.1"])
    )  # 7 of 10 there, 103 of 106 in all
    assert (decision.bilan.obtenus, decision.bilan.statut, decision.verdict) == (103, OUI, NON)


def test_chaque_domaine_a_son_minimum_suffit_et_cela_fait_82_points():
    perdus = [code for domaine, (k, n) in DOMAINES.items() for code in codes(domaine)[: n - k]]
    decision = juger(clea(), reponses(clea(), non_acquis=perdus))
    assert (decision.bilan.obtenus, decision.verdict) == (82, OUI)


def test_l_ensemble_peut_refuser_seul_quand_tous_les_domaines_sont_maitrises():
    modele = referentiel(JOUETS["simple"])  # « ensemble-haut » : 1/3 of each domaine, 6 of all 7
    decision = juger(modele, reponses(modele, non_acquis=["1.1", "2.1.1"]), "ensemble-haut")
    assert ([d.statut for d in decision.domaines], decision.bilan.statut) == ([OUI, OUI], NON)
    assert decision.verdict is NON


# Properties, on the real référentiel


@st.composite
def cas_de_clea(draw, ouverts: int = 3) -> dict[str, str]:
    """Answers near the thresholds: in each domaine, from none lost to one too many, and a few not evaluated."""
    cas = {}
    for domaine, (k, n) in DOMAINES.items():
        ici, tour = codes(domaine), draw(st.integers(0, n - 1))
        perdus, ouverts_ici = draw(st.integers(0, n - k + 1)), draw(st.integers(0, ouverts))
        sort = ["non_acquis"] * perdus + ["non_evalue"] * ouverts_ici + ["acquis"] * n
        cas |= dict(zip(ici[tour:] + ici[:tour], sort, strict=False))
    return cas


IDENTIFIANTS = st.sampled_from(REGLES_CLEA)


@settings(deadline=None, max_examples=40)
@given(cas_de_clea(ouverts=1), IDENTIFIANTS)
def test_clea_est_juge_comme_l_oracle_quand_peu_reste_a_evaluer(cas, identifiant):
    en_clair = next(r for r in CLEA_EN_CLAIR["regles"] if r["id"] == identifiant)
    juste = Oracle(CLEA_EN_CLAIR, en_clair).juger(cas)
    decision = juger(clea(), cas, identifiant)
    assert statuts(decision) == juste.statuts
    assert {
        n: (b.obtenus, b.possibles, b.total) for n, b in bilans(decision).items()
    } == juste.bilans


@settings(deadline=None, max_examples=100)
@given(cas_de_clea(), IDENTIFIANTS, st.data())
def test_un_acquis_de_plus_ne_fait_jamais_perdre_un_verdict(cas, identifiant, data):
    pas_acquis = [code for code, reponse in cas.items() if reponse != "acquis"] or ["1.1.1"]
    mieux = cas | {data.draw(st.sampled_from(pas_acquis)): "acquis"}
    avant, apres = (
        statuts(juger(clea(), cas, identifiant)),
        statuts(juger(clea(), mieux, identifiant)),
    )
    for niveau, statut in avant.items():
        assert RANG[Reponse(apres[niveau])] >= RANG[Reponse(statut)], niveau


@settings(deadline=None, max_examples=100)
@given(cas_de_clea(), IDENTIFIANTS, st.data())
def test_evaluer_davantage_ne_retourne_jamais_ce_qui_etait_decide(cas, identifiant, data):
    ouverts = [code for code, reponse in cas.items() if reponse == "non_evalue"]
    suite = {
        code: data.draw(st.sampled_from(["acquis", "non_acquis", "non_evalue"])) for code in ouverts
    }
    avant, apres = (
        statuts(juger(clea(), cas, identifiant)),
        statuts(juger(clea(), cas | suite, identifiant)),
    )
    assert {n: apres[n] for n, s in avant.items() if s != "indetermine"}.items() <= avant.items()


@settings(deadline=None, max_examples=100)
@given(st.integers(0, 2**106 - 1), st.integers(0, 2**106 - 1), IDENTIFIANTS)
def test_les_points_obtenus_ne_depassent_pas_les_possibles_ni_ceux_ci_le_total(
    acquis, ouverts, identifiant
):
    decision = decide(
        bareme(clea(), clea().regle(identifiant)), Grille("C-0001", acquis, acquis | ouverts)
    )
    for bilan in bilans(decision).values():
        assert 0 <= bilan.obtenus <= bilan.possibles <= bilan.total
    assert (decision.bilan.obtenus, decision.bilan.possibles) == (
        acquis.bit_count(),
        (acquis | ouverts).bit_count(),
    )


@settings(deadline=None, max_examples=25)
@given(cas_de_clea(), IDENTIFIANTS, st.text(alphabet="Zoé-7, \n"))
def test_le_nom_du_candidat_ne_change_rien_a_la_decision(cas, identifiant, candidat):
    exigences, anonyme = bareme(clea(), clea().regle(identifiant)), grille(clea(), cas, "")
    nommee = decide(exigences, anonyme._replace(candidat=candidat))
    assert nommee.grille.candidat == candidat
    assert nommee._replace(grille=anonyme) == decide(exigences, anonyme)


def test_chaque_critere_de_clea_compte_une_fois_dans_son_domaine_et_son_sous_domaine():
    for code in [critere.code for critere in clea().criteres]:
        domaine, sous_domaine, _ = code.split(".")
        decision = juger(clea(), reponses(clea(), "non_acquis", acquis=[code]))
        acquis = {niveau for niveau, bilan in bilans(decision).items() if bilan.obtenus == 1}
        assert acquis == {
            ("points", ""),
            ("points", domaine),
            ("sous-domaine", f"{domaine}.{sous_domaine}"),
        }


# Exact numbers


def nombres(valeur: object) -> Iterator[object]:
    """Every number of a value, wherever it stands."""
    if isinstance(valeur, Mapping):
        for cle, element in valeur.items():
            yield from (*nombres(cle), *nombres(element))
    elif isinstance(valeur, tuple | list | set | frozenset):
        for element in valeur:
            yield from nombres(element)
    elif valeur is not None and not isinstance(valeur, str | Enum):
        yield valeur


@pytest.mark.parametrize("identifiant", [regle["id"] for regle in POIDS["regles"]])
def test_aucun_flottant_dans_une_decision_et_un_compte_entier_est_un_int(identifiant):
    modele = referentiel(POIDS)
    for cas in (reponses(modele), reponses(modele, non_acquis=["1.1.1"], non_evalue=["2.1.2"])):
        decision = juger(modele, cas, identifiant)
        exigences = bareme(modele, modele.regle(identifiant))
        assert {type(nombre) for nombre in nombres((decision, exigences))} <= {int, bool, Fraction}
        points = [
            nombre
            for nombre in nombres(list(bilans(decision).values()))
            if isinstance(nombre, Fraction)
        ]
        assert points
        assert all(nombre.denominator > 1 for nombre in points)


def test_aucun_flottant_dans_les_decisions_de_clea():
    for identifiant in REGLES_CLEA:
        decision = juger(
            clea(), reponses(clea(), non_evalue=["1.1"], non_acquis=["4.1"]), identifiant
        )
        assert {type(nombre) for nombre in nombres(list(bilans(decision).values()))} == {int}
        assert {type(nombre) for nombre in nombres(decision)} <= {int, bool, Fraction}


def test_un_seuil_tombe_juste_meme_ou_un_flottant_le_manquerait():
    assert points_requis([1] * 100, Fraction("55/100")) == 55  # 0.55 * 100 is 55.00000000000001
    modele = referentiel(
        donnees({"1.1": ["1/10"] * 3}, [regle("r", domaine="1/3", ensemble="3/3")])
    )
    decision = juger(modele, reponses(modele))  # 0.1 + 0.1 + 0.1 is not 0.3 either
    assert (decision.bilan.obtenus, decision.bilan.requis, decision.verdict) == (
        Fraction(3, 10),
        Fraction(3, 10),
        OUI,
    )


# The percentage


def test_79_sur_106_s_ecrit_74_5_et_jamais_75():
    assert str(PointsVus(79, 106, 106, 80, "non_atteint")).startswith("79/106 (74,5 %)")


@pytest.mark.parametrize(
    ("obtenus", "total", "attendu"),
    [
        (0, 7, "0/7 (0,0 %)"),
        (2, 3, "2/3 (66,6 %)"),
        (3, 4, "3/4 (75,0 %)"),
        (7, 7, "7/7 (100,0 %)"),
    ],
)
def test_la_fraction_d_abord_puis_le_pourcentage(obtenus, total, attendu):
    assert str(PointsVus(obtenus, total, total, None, None)) == attendu


def test_le_pourcentage_est_coupe_et_jamais_arrondi():
    for n in range(1, 107):
        for k in range(n + 1):
            fraction, pourcentage = str(PointsVus(k, n, n, None, None)).split(" ", maxsplit=1)
            milliemes = int("".join(c for c in pourcentage if c.isdigit()))
            assert fraction == f"{k}/{n}"
            assert milliemes * n <= 1000 * k < (milliemes + 1) * n


def test_le_pourcentage_de_points_qui_ne_sont_pas_entiers_est_exact():
    points = PointsVus(Fraction(3, 10), Fraction(2, 5), Fraction(2, 5), None, None)
    assert str(points).endswith("(75,0 %)")  # 0.3 / 0.4 is 0.7499999999999999


def test_des_points_qui_ne_sont_pas_entiers_restent_lisibles():
    assert str(PointsVus(Fraction(9, 2), 5, Fraction(13, 2), 5, None)) == "9/2 sur 13/2 (69,2 %)"
    assert str(PointsVus(5, 5, Fraction(11, 2), 5, None)) == "5 sur 11/2 (90,9 %)"
    assert str(PointsVus(Fraction(19, 2), 12, 12, 9, None)) == "19/2 sur 12 (79,1 %)"
