"""From grilles to their verdicts."""

from collections.abc import Iterator, Sequence
from datetime import date

from clea_cli.decision.decision import Bareme
from clea_cli.decision.jugement import autres_lectures, juger
from clea_cli.decision.lot import Fichier, Lot
from clea_cli.decision.mots import provenance, rapport
from clea_cli.decision.vues import FichierVu, LaisseVu, Rapport, Resultats
from clea_cli.sorties.chemins import chemin_ecrit


def scores(lot: Lot, jour: date | None = None) -> Resultats | None:
    """Decide each grille of a batch, by its rule and by the others; None: nothing to decide by.

    With `jour`, people are told what has come to an end by then; no verdict looks at it.
    """
    bareme = lot.bareme
    if bareme is None:
        return None
    autres = autres_lectures(bareme)
    rapports: list[Rapport] = []
    for fichier in lot.fichiers:
        rapports += _rapports(fichier, bareme, autres)
    return Resultats(
        provenance=provenance(bareme.referentiel, bareme.regle, jour),
        rapports=tuple(rapports),
        refuses=lot.refuses,
        fichiers=tuple(map(compte_rendu, lot.fichiers)),
    )


def compte_rendu(fichier: Fichier) -> FichierVu:
    """What was left aside of a file, for whoever reads the results."""
    laisses = [LaisseVu(*laisse) for laisse in fichier.laisses]
    source = chemin_ecrit(fichier.source)
    return FichierVu(source, tuple(laisses))


def _rapports(fichier: Fichier, principal: Bareme, autres: Sequence[Bareme]) -> Iterator[Rapport]:
    source = chemin_ecrit(fichier.source)
    for grille in fichier.grilles:
        decision, lectures, _ = juger(principal, autres, grille)
        yield rapport(decision, lectures, source, fichier.empreinte)
