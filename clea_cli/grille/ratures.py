"""What is struck through, or is not seen as it is written: nothing says whether it still counts.

Of an answer, and of what says whose it is: its critère, its label, its candidate, its heading.
"""

from collections.abc import Iterable, Iterator

from clea_cli.diagnostics import Diagnostic, diagnostic
from clea_cli.grille.grille import GrilleBrute, Lue
from clea_cli.sources.cellules import Cellule


def fautes(brute: GrilleBrute) -> Iterator[Diagnostic]:
    """Tell the cells that are struck through, in whole or in part, and answers that are not seen.

    Errors: F346, F347.
    """
    feuilles = [partie.feuille for partie in brute.tableau.parties]
    if any(feuille.barrees for feuille in feuilles):
        for cellule in _distinctes((*_autour(brute), *_reponses(brute))):
            if _place(cellule) in brute.tableau.feuille(cellule).barrees:
                yield diagnostic("F346", cellule.position(brute.source))
    if any(feuille.voilees for feuille in feuilles):
        for cellule in _distinctes(_reponses(brute)):
            if _place(cellule) in brute.tableau.feuille(cellule).voilees:
                yield diagnostic("F347", cellule.position(brute.source))


def _place(cellule: Cellule) -> tuple[int, int]:
    return cellule.rang, cellule.colonne


def _distinctes(cellules: Iterable[Cellule]) -> Iterable[Cellule]:
    """Each once: a candidate's name stands beside many answers, a critère above many."""
    trouvees: dict[tuple[str, int, int], Cellule] = {}
    for cellule in cellules:
        trouvees.setdefault((cellule.feuille, *_place(cellule)), cellule)
    return trouvees.values()


def _autour(brute: GrilleBrute) -> Iterator[Cellule]:
    """What says what is answered, and of whom: headings, labels, candidates."""
    for lue in brute.lues:
        colonnes = lue.colonnes
        for place in (colonnes.critere, colonnes.candidat, *colonnes.reponses):
            if place is not None:
                yield lue.partie.titres.cellule(place)
        for place in _des_libelles(lue):
            for ligne in lue.avec:
                yield ligne.cellule(place)
    for saisie in brute.saisies:
        if saisie.candidat:
            yield saisie.candidat


def _des_libelles(lue: Lue) -> list[int]:
    """The columns of labels."""
    return [place for place in lue.a_cote if lue.role(place) == "libelle"]


def _reponses(brute: GrilleBrute) -> Iterator[Cellule]:
    """The answers, each with its critère."""
    for saisie in brute.saisies:
        yield saisie.critere
        if saisie.resultat:
            yield saisie.resultat
