"""`clea score --format csv`: one line a candidate, for a spreadsheet in French."""

from clea_cli.renderers.tableur_csv import ecrire
from clea_cli.vues import Resultats


def rendre(resultats: Resultats) -> bytes:
    """Write `candidat;verdict;obtenus;total;d1;…;dN`, the statut of each domaine in its column."""
    titres = ["candidat", "verdict", "obtenus", "total", *(f"d{code}" for code in resultats.provenance.domaines)]
    lignes = [
        [
            rapport.candidat,
            rapport.verdict,
            str(rapport.points.obtenus),
            str(rapport.points.total),
            *(domaine.statut for domaine in rapport.domaines),
        ]
        for rapport in resultats.rapports
    ]
    return ecrire([titres, *lignes])
