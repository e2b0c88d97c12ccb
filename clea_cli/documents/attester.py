"""What an attestation may attest.

At least a domaine, and not without a word where a reading disagrees.
"""

from collections.abc import Iterator
from datetime import date

from clea_cli.decision.decision import Decision, Reponse
from clea_cli.decision.jugement import Jugement
from clea_cli.diagnostics import Diagnostic, Position, diagnostic, en_lettres
from clea_cli.referentiel.faits import termine

GENRE = "attestation"


def constats(jugement: Jugement, source: str, jour: date) -> Iterator[Diagnostic]:
    """Look at what would be attested on that day. Errors: D312; warnings: D313.

    D312: no domaine is mastered. D313: a reading still in force would not attest one of them.
    """
    ici = Position(source)
    attestes = maitrises(jugement.decision)
    if not attestes:
        yield diagnostic("D312", ici)
        return
    for lecture in jugement.lectures:
        # A rule that has ended cannot be held against anybody.
        if termine(lecture.regle.jusqu_a, jour):
            continue
        siens = maitrises(lecture)
        perdus = [code for code in attestes if code not in siens]
        if perdus:
            domaines = en_lettres(perdus)
            yield diagnostic("D313", ici, domaines=domaines, lecture=lecture.regle.libelle)


def maitrises(decision: Decision) -> list[str]:
    """The codes of the domaines that are mastered."""
    return [domaine.domaine.code for domaine in decision.domaines if domaine.statut is Reponse.OUI]
