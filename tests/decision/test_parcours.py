"""The cheapest way to the certificate, against all ways tried one by one."""

from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clea_cli.decision import recherche
from clea_cli.decision.decision import Reponse, bareme, decide
from clea_cli.decision.parcours import moins_cher, plus_court, un_par_critere
from clea_cli.decision.recherche import Offre, TropDeChoixError
from clea_cli.grille.grille import Grille
from tests.outils.jouets import JOUETS, clea, donnees, grille, referentiel, regle, reponses

REFERENTIELS = {nom: referentiel(donnees) for nom, donnees in JOUETS.items()}
BAREMES = {
    (nom, regle.id): bareme(lu, regle) for nom, lu in REFERENTIELS.items() for regle in lu.regles
}
COUTS = st.sampled_from([Fraction(1), Fraction(7, 2), Fraction(3), Fraction(10)])
OFFRES = st.lists(st.builds(Offre, st.integers(0, 127), COUTS), max_size=8)
# Each serves one domaine (the first has three critères), and many sets of them cost the same.
D_UN_DOMAINE = st.integers(1, 7) | st.integers(1, 15).map(lambda bits: bits << 3)
A_EGALITE = st.lists(
    st.builds(Offre, D_UN_DOMAINE, st.sampled_from([Fraction(1), Fraction(2)])), max_size=7
)


def certifiable(le_bareme, acquis):
    return decide(le_bareme, Grille("C-0001", acquis, acquis)).verdict is Reponse.OUI


def reunion(acquis, offres):
    for offre in offres:
        acquis |= offre.bits
    return acquis


def par_force(le_bareme, acquis, offres):
    """The least cost and number of offers that make the verdict, all sets tried; None if none does."""
    couts = [
        (sum((offre.cout for offre in choix), Fraction(0)), nombre)
        for nombre in range(len(offres) + 1)
        for choix in combinations(offres, nombre)
        if certifiable(le_bareme, reunion(acquis, choix))
    ]
    return min(couts, default=None)


def cout(offres, rangs):
    return (sum((offres[rang].cout for rang in rangs), Fraction(0)), len(rangs))


@pytest.mark.parametrize("cle", BAREMES, ids="-".join)
def test_le_plus_petit_ensemble_de_criteres_est_celui_de_la_force_brute(cle):
    le_bareme = BAREMES[cle]
    for acquis in range(128):
        offres = un_par_critere(le_bareme, Grille("C-0001", acquis, acquis))
        trouve = moins_cher(le_bareme, acquis, offres)
        assert trouve is not None
        assert certifiable(le_bareme, reunion(acquis, [offres[rang] for rang in trouve]))
        assert cout(offres, trouve) == par_force(le_bareme, acquis, offres)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(sorted(BAREMES)), st.integers(0, 127), OFFRES)
def test_le_moins_cher_de_modules_qui_se_recouvrent_est_celui_de_la_force_brute(
    cle, acquis, offres
):
    le_bareme = BAREMES[cle]
    trouve = moins_cher(le_bareme, acquis, offres)
    attendu = par_force(le_bareme, acquis, offres)
    assert (trouve is None) == (attendu is None)
    if trouve is not None:
        assert certifiable(le_bareme, reunion(acquis, [offres[rang] for rang in trouve]))
        assert cout(offres, trouve) == attendu


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(sorted(BAREMES)), st.integers(0, 127), A_EGALITE)
def test_a_cout_egal_le_moins_de_modules_puis_les_premiers(cle, acquis, offres):
    le_bareme = BAREMES[cle]
    choix = [
        (*cout(offres, rangs), rangs)
        for nombre in range(len(offres) + 1)
        for rangs in combinations(range(len(offres)), nombre)
        if certifiable(le_bareme, reunion(acquis, [offres[rang] for rang in rangs]))
    ]
    assert moins_cher(le_bareme, acquis, offres) == (min(choix)[2] if choix else None)


def choix_parmi_un_par_critere(le_bareme, remplie):
    offres = un_par_critere(le_bareme, remplie)
    return sum(offres[rang].bits for rang in moins_cher(le_bareme, remplie.acquis, offres) or ())


@pytest.mark.parametrize("cle", BAREMES, ids="-".join)
def test_le_plus_court_est_le_choix_du_moins_cher_parmi_un_par_critere(cle):
    le_bareme = BAREMES[cle]
    for acquis in range(128):
        for possibles in range(128):
            if acquis & ~possibles == 0:
                remplie = Grille("C-0001", acquis, possibles)
                assert plus_court(le_bareme, remplie) == choix_parmi_un_par_critere(
                    le_bareme, remplie
                )


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(clea().regles), st.integers(0, 2**106 - 1), st.integers(0, 2**106 - 1))
def test_le_plus_court_de_clea_est_le_choix_du_moins_cher_parmi_un_par_critere(
    regle, acquis, autres
):
    le_bareme, remplie = bareme(clea(), regle), Grille("C-0001", acquis, acquis | autres)
    assert plus_court(le_bareme, remplie) == choix_parmi_un_par_critere(le_bareme, remplie)


def test_avec_deux_poids_le_critere_qui_vaut_le_plus_suffit():
    """Each domaine has 3 points and wants 2: its critère of 2 points alone."""
    deux_poids = referentiel(donnees({"1.1": [1, 2], "2.1": [2, 1]}, [regle("r", domaine="2/3")]))
    assert (
        plus_court(bareme(deux_poids, deux_poids.regles[0]), Grille("C-0001", 0, 0b1111)) == 0b0110
    )


EGALITES = [  # what is acquired, (bits, cost) of each offer, the ranks to take; all three critères of the first domaine
    (0b1111000, [(0b001, 1), (0b110, 1), (0b111, 2)], (2,)),  # one module rather than two
    (0b1111000, [(0b110, 1), (0b011, 1), (0b101, 1)], (0, 1)),  # any two serve: the first two
    (
        0,
        [(0b111, 1), (0b0111000, 2), (0b0011000, 1), (0b1100000, 1)],
        (0, 1),
    ),  # across domaines too
]


@pytest.mark.parametrize(("acquis", "offres", "prises"), EGALITES)
def test_les_egalites_decidees_a_la_main(acquis, offres, prises):
    offertes = [Offre(bits, Fraction(prix)) for bits, prix in offres]
    assert moins_cher(BAREMES["simple", "points"], acquis, offertes) == prises


def test_il_y_a_une_offre_par_critere_a_acquerir_moins_chere_s_il_n_est_pas_evalue():
    offres = un_par_critere(BAREMES["simple", "points"], Grille("C-0001", 0b1010001, 0b1010101))
    assert offres == [
        Offre(1 << rang, Fraction(prix)) for rang, prix in ((1, 8), (2, 7), (3, 8), (5, 8))
    ]


def test_le_chemin_de_clea_depuis_rien_prend_les_points_requis_de_chaque_domaine():
    lu = clea()
    le_bareme = bareme(lu, lu.regles[0])
    offres = un_par_critere(le_bareme, Grille("C-0001", 0, 0))
    trouve = moins_cher(le_bareme, 0, offres)
    assert trouve is not None
    assert len(trouve) == 14 + 15 + 15 + 9 + 8 + 9 + 12  # 82, more than the 80 of the whole


def test_a_cout_egal_les_premiers_criteres_sont_choisis():
    lu = clea()
    le_bareme = bareme(lu, lu.regles[0])
    acquis = grille(lu, reponses(lu, non_acquis=["4"])).acquis
    offres = un_par_critere(le_bareme, Grille("C-0001", acquis, acquis))
    trouve = moins_cher(le_bareme, acquis, offres)
    codes = [critere.code for critere in lu.criteres]
    quatre = [code for code in codes if code.startswith("4.")]
    assert [codes[offres[rang].bits.bit_length() - 1] for rang in trouve or ()] == quatre[:9]


def test_a_nombre_egal_les_criteres_pas_encore_evalues_passent_devant():
    lu = clea()
    le_bareme = bareme(lu, lu.regles[0])
    remplie = grille(lu, reponses(lu, non_acquis=["4.1.1", "4.1.2", "4.1.3"], non_evalue=["4.4"]))
    offres = un_par_critere(le_bareme, remplie)
    codes = [critere.code for critere in lu.criteres]
    trouve = moins_cher(le_bareme, remplie.acquis, offres) or ()
    assert [codes[offres[rang].bits.bit_length() - 1] for rang in trouve] == [
        "4.1.1",
        "4.4.1",
        "4.4.2",
    ]


def test_un_candidat_certifiable_n_a_plus_rien_a_faire():
    lu = clea()
    le_bareme = bareme(lu, lu.regles[0])
    tout = grille(lu, reponses(lu)).acquis
    assert moins_cher(le_bareme, tout, [Offre(1, Fraction(1))]) == ()


def test_sans_offre_pour_un_critere_obligatoire_il_n_y_a_pas_de_chemin():
    le_bareme = BAREMES["obligatoires", "obligatoires"]
    toutes = un_par_critere(le_bareme, Grille("C-0001", 0, 0))
    assert moins_cher(le_bareme, 0, toutes[1:]) is None  # 1.1.1 is mandatory
    assert moins_cher(le_bareme, 0, toutes) is not None


def test_un_catalogue_trop_enchevetre_est_dit_plutot_que_cherche_sans_fin():
    lu = clea()
    le_bareme = bareme(lu, lu.regles[0])
    offres = [
        Offre(sum(1 << (rang * 37 + pas * 11) % 106 for pas in range(9)), Fraction(7))
        for rang in range(60)
    ]
    with pytest.raises(TropDeChoixError):
        moins_cher(le_bareme, 0, offres)


def test_la_limite_des_situations_est_exacte(monkeypatch):
    tout_sauf_un, deux_fois = 0b1111110, [Offre(1, Fraction(1)), Offre(1, Fraction(2))]
    monkeypatch.setattr(recherche, "_SITUATIONS_MAX", 2)  # the first is taken, or is not
    assert moins_cher(BAREMES["simple", "points"], tout_sauf_un, deux_fois) == (0,)
    monkeypatch.setattr(recherche, "_SITUATIONS_MAX", 1)
    with pytest.raises(TropDeChoixError):
        moins_cher(BAREMES["simple", "points"], tout_sauf_un, deux_fois)
