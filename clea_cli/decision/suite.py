"""What comes next for a candidate, worked out once for all that is said of it.

First what is left to evaluate and could still change something: it asks for no training. Then what
was seen as not acquired, as little of it as is sure to be needed: were all that is left to evaluate
acquired, it would still be missing. So no critère is ever to be worked on before it was evaluated.
"""

from typing import NamedTuple

from clea_cli.decision.decision import Bareme
from clea_cli.decision.parcours import de_l_interieur, plus_court
from clea_cli.grille.grille import Grille


class Suite(NamedTuple):
    """The critères left to evaluate and those to work on, as bits; how far the evaluation is.

    `commencee`: at least half of the critères have an answer.
    """

    a_evaluer: int
    a_travailler: int
    commencee: bool

    @property
    def finie(self) -> bool:
        """Whether nothing that is left to evaluate could change anything."""
        return not self.a_evaluer


def suite(bareme: Bareme, grille: Grille) -> Suite:
    """Work out what comes next. Total: nothing at all, for somebody certifiable."""
    # Were all that is left to evaluate acquired, this would still be missing.
    au_mieux = Grille(grille.candidat, grille.possibles, grille.possibles)
    travail = plus_court(bareme, au_mieux)
    return Suite(
        a_evaluer=_a_evaluer(bareme, grille, travail),
        a_travailler=travail,
        commencee=_commencee(bareme, grille),
    )


def parmi(bareme: Bareme, grille: Grille, servis: int) -> int:
    """As few critères to work on as `suite` says, those of `servis` (bits) before any other."""
    # Of as many, the shortest way takes first what is not evaluated: here, what is served.
    comme_possibles = grille.possibles | servis
    au_mieux = Grille(grille.candidat, grille.possibles, comme_possibles)
    return plus_court(bareme, au_mieux)


def _a_evaluer(bareme: Bareme, grille: Grille, travail: int) -> int:
    """The critères not evaluated of levels that want more than what is acquired and worked on."""
    restants = grille.possibles & ~grille.acquis
    utiles = 0
    for niveau in de_l_interieur(bareme):
        suppose = grille.acquis | travail | utiles
        # What is mandatory wants an answer, whatever the points.
        for _, bit in niveau.obligatoires:
            utiles |= bit & restants
        # The others only where points are missing: an inner level may bring enough to an outer one.
        requis = niveau.requis or 0
        if niveau.points(suppose | utiles) < requis:
            for _, bits in niveau.poids:
                utiles |= bits & restants
    return utiles


def _commencee(bareme: Bareme, grille: Grille) -> bool:
    """Whether at least half of the critères have an answer."""
    ouverts = grille.possibles & ~grille.acquis
    sans_reponse = ouverts.bit_count()
    return 2 * sans_reponse <= bareme.nombre_de_criteres
