"""The grille that some others make together, in a format."""

from clea_cli.decision.convertir import notes_perdues
from clea_cli.decision.formats_grille import Convertie
from clea_cli.decision.mots_reunion import rangees
from clea_cli.decision.reunir_grilles import GrillesReunies
from clea_cli.diagnostics import Outcome
from clea_cli.sorties.formats import Format


def ecrire(reunion: GrillesReunies, format_: Format[Convertie], sortie: str) -> Outcome[bytes]:
    """Write it as rows; `sortie` is told of. Warning F126: notes too long for the format."""
    lignes = list(rangees(reunion))
    referentiel = reunion.referentiel
    titre = f"Grille {referentiel.id} {referentiel.version}"
    # The last cell of a row is its note.
    longueurs = [len(ligne[-1]) for ligne in lignes if ligne]
    perdues = notes_perdues(longueurs, sortie, "longue", format_.nom)
    ecrite = format_.ecrire(Convertie(lignes, titre))
    return Outcome(ecrite, tuple(perdues))
