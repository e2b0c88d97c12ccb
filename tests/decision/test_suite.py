"""What comes next: first what is left to evaluate, then what failed, and no more than is sure to be needed."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clea_cli.decision.decision import Reponse, bareme, decide
from clea_cli.decision.suite import Suite, parmi, suite
from clea_cli.grille.grille import Grille
from tests.outils.jouets import JOUETS, clea, donnees, grille, referentiel, regle, reponses

REFERENTIELS = {nom: referentiel(donnees) for nom, donnees in JOUETS.items()}
BAREMES = {
    (nom, regle.id): bareme(lu, regle) for nom, lu in REFERENTIELS.items() for regle in lu.regles
}
CLEA = clea()
BAREME = bareme(CLEA, CLEA.regles[0])
CODES = [critere.code for critere in CLEA.criteres]


def verdict(le_bareme, acquis):
    return decide(le_bareme, Grille("C-0001", acquis, acquis)).verdict


def verifier(le_bareme, remplie):
    """What holds of any grille: checked against the verdict alone."""
    vient = suite(le_bareme, remplie)
    restants = remplie.possibles & ~remplie.acquis
    assert vient.a_evaluer & ~restants == 0
    assert vient.a_travailler & remplie.possibles == 0  # never before it was evaluated
    # Evaluated with success, then worked on: that is enough, and none of the work is too much.
    assert verdict(le_bareme, remplie.acquis | vient.a_evaluer | vient.a_travailler) is Reponse.OUI
    for rang in range(len(bin(vient.a_travailler))):
        if vient.a_travailler >> rang & 1:
            sans = vient.a_travailler & ~(1 << rang)
            assert verdict(le_bareme, remplie.possibles | sans) is not Reponse.OUI
    # Nobody who is certifiable, or whose evaluation cannot change anything, is sent back to it.
    if verdict(le_bareme, remplie.acquis) is Reponse.OUI:
        assert (vient.a_evaluer, vient.a_travailler) == (0, 0)
    if vient.finie:
        assert verdict(le_bareme, remplie.acquis | vient.a_travailler) is Reponse.OUI


@pytest.mark.parametrize("cle", BAREMES, ids="-".join)
def test_ce_qui_vient_suffit_et_rien_n_est_de_trop_pour_toutes_les_grilles_d_un_jouet(cle):
    for acquis in range(128):
        for possibles in range(128):
            if acquis & ~possibles == 0:
                verifier(BAREMES[cle], Grille("C-0001", acquis, possibles))


@settings(max_examples=80, deadline=None)
@given(st.sampled_from(CLEA.regles), st.integers(0, 2**106 - 1), st.integers(0, 2**106 - 1))
def test_ce_qui_vient_suffit_et_rien_n_est_de_trop_pour_clea(regle, acquis, autres):
    verifier(bareme(CLEA, regle), Grille("C-0001", acquis, acquis | autres))


def codes(bits):
    return [code for rang, code in enumerate(CODES) if bits >> rang & 1]


def de_clea(**sauf):
    return suite(BAREME, grille(CLEA, reponses(CLEA, **sauf)))


def test_un_domaine_encore_ouvert_se_finit_d_evaluer_avant_de_se_travailler():
    """Domaine 4 wants 9 of 11: 7 acquired, 2 failed, 2 without an answer that suffice."""
    vient = de_clea(non_acquis=["4.1.1", "4.1.2"], non_evalue=["4.4"])
    assert codes(vient.a_evaluer) == ["4.4.1", "4.4.2"]
    assert codes(vient.a_travailler) == []


def test_un_domaine_perdu_se_finit_aussi_et_seul_ce_qui_manquera_surement_se_travaille():
    """Domaine 4 wants 9 of 11: 6 acquired, 3 failed, 2 without an answer: 1 is sure to be missing."""
    vient = de_clea(non_acquis=["4.1.1", "4.1.2", "4.1.3"], non_evalue=["4.4"])
    assert codes(vient.a_evaluer) == ["4.4.1", "4.4.2"]
    assert codes(vient.a_travailler) == ["4.1.1"]


def test_ce_qui_n_a_pas_de_reponse_dans_un_domaine_maitrise_ne_se_dit_pas():
    vient = de_clea(non_evalue=["1.1.1", "7.4.1"])
    assert vient == Suite(0, 0, commencee=True)


def test_les_points_d_un_domaine_ouvert_peuvent_suffire_a_l_ensemble():
    """Five points wanted of 8, 1 of 4 in each domaine: the second lacks 1, and may bring the 2 of the whole."""
    jouet = referentiel(
        donnees({"1.1": [1] * 4, "2.1": [1] * 4}, [regle("r", domaine="1/4", ensemble="5/8")])
    )
    # Of the first, 3 acquired, 1 not evaluated; of the second, nothing is evaluated.
    vient = suite(bareme(jouet, jouet.regles[0]), Grille("C-0001", 0b0000_0111, 0b1111_1111))
    assert vient.a_evaluer == 0b1111_0000


def test_un_critere_obligatoire_sans_reponse_se_demande_meme_si_les_points_y_sont():
    """One of the two is enough for the points, but the first is mandatory."""
    obligatoire = regle("r", sous_domaine="1/2", obligatoires=["1.1.1"])
    jouet = referentiel(donnees({"1.1": [1, 1, 1]}, [obligatoire]))
    vient = suite(bareme(jouet, jouet.regles[0]), Grille("C-0001", 0b010, 0b111))
    assert vient.a_evaluer & 0b001


@pytest.mark.parametrize(("sans_reponse", "commencee"), [(53, True), (54, False)])  # of 106
def test_une_grille_dont_la_moitie_manque_n_est_pas_commencee(sans_reponse, commencee):
    tout = (1 << 106) - 1
    acquis = tout >> sans_reponse
    assert suite(BAREME, Grille("C-0001", acquis, tout)).commencee is commencee


def test_parmi_les_criteres_qu_un_catalogue_sert_ils_passent_devant():
    """Domaine 4 lacks one of three; the module serves the second and the third."""
    remplie = grille(CLEA, reponses(CLEA, non_acquis=["4.1.1", "4.1.2", "4.1.3"]))
    assert codes(suite(BAREME, remplie).a_travailler) == ["4.1.1"]
    servis = sum(1 << CODES.index(code) for code in ("4.1.2", "4.1.3"))
    assert codes(parmi(BAREME, remplie, servis)) == ["4.1.2"]
