"""Many candidates judged at once are judged as each of them is alone."""

from hypothesis import given, settings
from hypothesis import strategies as st

from clea_cli.decision.decision import bareme
from clea_cli.decision.jugement import juger
from clea_cli.decision.jugement_colonnes import juger_ensemble
from clea_cli.grille.grille import Grille
from clea_cli.referentiel.referentiel import Resultat
from tests.outils.jouets import JOUETS, clea, referentiel

REFERENTIELS = (*map(referentiel, JOUETS.values()), clea())


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_juger_ensemble_dit_de_chacun_ce_que_dit_juger(data):
    choisi = data.draw(st.sampled_from(REFERENTIELS))
    principal = bareme(choisi, data.draw(st.sampled_from(choisi.regles)))
    nombre = sum(1 for _ in choisi.criteres)
    reponses = st.lists(st.sampled_from(Resultat), min_size=nombre, max_size=nombre)
    grille = reponses.map(lambda resultats: Grille.depuis("C-1", resultats))
    evaluations = data.draw(
        st.lists(st.lists(grille, min_size=1, max_size=2), min_size=1, max_size=6)
    )
    for siennes, bref in zip(evaluations, juger_ensemble(principal, evaluations), strict=True):
        seul = juger(principal, (), *siennes)
        assert bref.grille == seul.decision.grille
        assert bref.verdict is seul.decision.verdict
        assert bref.obtenus == seul.decision.bilan.obtenus
        assert list(bref.statuts) == [domaine.statut for domaine in seul.decision.domaines]
        gardes = [domaine.domaine.code in seul.gardes for domaine in seul.decision.domaines]
        avant = juger(principal, (), siennes[0]).decision.verdict
        assert bref.avant is (avant if len(siennes) > 1 else None)
        assert bref.gardes == (tuple(gardes) if len(siennes) > 1 else None)
