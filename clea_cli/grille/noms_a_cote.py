"""Names of people beside their references: they are left aside."""

from collections.abc import Mapping

from clea_cli.grille.grille import Partie
from clea_cli.grille.titres import colonnes
from clea_cli.sources.cellules import Cellule
from clea_cli.sources.mots import reference_comparable


def est_nomme(preambule: Mapping[str, Cellule]) -> bool:
    """Whether the candidate is named above the headings."""
    candidat = preambule.get("candidat")
    if candidat is None:
        return False
    return bool(reference_comparable(candidat.valeur))


def sans_noms(partie: Partie) -> Partie:
    """A table of one candidate, who is named above.

    A column « nom » beside the codes gives no other reference.
    """
    places = [place for place, nom in partie.noms.items() if nom == "candidat"]
    if not places:
        return partie
    # In the wide form, it says whose row each one is.
    lues = colonnes(partie.titres, (), partie.noms)
    if lues.critere is None:
        return partie
    noms = dict(partie.noms)
    del noms[places[0]]
    return partie._replace(noms=noms)
