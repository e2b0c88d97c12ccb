"""The CSV of verdicts decided by columns: of a batch of files, or of any block of candidates."""

from typing import NamedTuple

from clea_cli.decision.colonnes import REPONSES, Juge
from clea_cli.decision.decision import Bareme, Reponse
from clea_cli.decision.lot import Lot
from clea_cli.decision.mots import MAITRISES, VERDICTS
from clea_cli.decision.rendus import csv as score_csv
from clea_cli.decision.score import scores
from clea_cli.grille.grille import Colonnes, Grille
from clea_cli.sorties.tableur_csv import ecrire


class VerdictsEnCsv(NamedTuple):
    """The CSV of the verdicts of a batch, and whether all are « certifiable »."""

    csv: bytes
    certifiables: bool


class LignesDesVerdicts:
    """Decides candidates by columns, and writes their lines.

    `certifiables` says whether all were, so far.
    """

    def __init__(self, bareme: Bareme) -> None:
        """Prepare the words of all columns; `juge.convient` must be true."""
        self.bareme = bareme
        self.juge = Juge(bareme)
        # What stands in each column of the CSV for each byte of a column of décisions.
        verdicts: list[str] = []
        statuts: list[str] = []
        for reponse in REPONSES:
            verdict, _ = VERDICTS[reponse]
            statut, _ = MAITRISES[reponse]
            verdicts.append(verdict)
            statuts.append(statut)
        # « obtenus;total »: two columns, of which the second is the same for all.
        total = bareme.ensemble.total
        points = [f"{obtenus};{total}" for obtenus in self.juge.points]
        par_domaine = [statuts] * len(bareme.domaines)
        mots = [verdicts, points, *par_domaine]
        self.suites = score_csv.Suites(mots)
        self.certifiables = True

    def titres(self) -> bytes:
        """The first line."""
        codes = [domaine.code for domaine in self.bareme.referentiel.domaines]
        return ecrire([score_csv.titres(codes)])

    def ecrire(self, noms: list[bytes], colonnes: Colonnes) -> bytes:
        """The lines of candidates whose names are written as they stand."""
        decisions = self.juge.decider(colonnes)
        oui = bytes([REPONSES.index(Reponse.OUI)])
        tous_certifiables = oui * len(noms)
        if decisions.verdicts != tous_certifiables:
            self.certifiables = False
        # The bytes of a candidate, one a column, choose the words of their line; `map` is the fast
        # form, for there may be a million of them.
        rangs = zip(decisions.verdicts, decisions.obtenus, *decisions.statuts, strict=True)
        suites = map(self.suites.__getitem__, rangs)
        return score_csv.lignes_en_bloc(noms, suites)


def verdicts(lot: Lot) -> VerdictsEnCsv | None:
    """Decide all grilles of a batch at once; None: nothing to decide, or to decide by."""
    grilles: list[Grille] = []
    for fichier in lot.fichiers:
        grilles += fichier.grilles
    if lot.bareme is None or not grilles:
        return None
    lignes = LignesDesVerdicts(lot.bareme)
    if not lignes.juge.convient:
        return _un_par_un(lot)
    noms = score_csv.noms_en_bloc(grille.candidat for grille in grilles)
    colonnes = Colonnes.depuis(grilles, lot.bareme.nombre_de_criteres)
    corps = lignes.ecrire(noms, colonnes)
    csv = lignes.titres() + corps
    return VerdictsEnCsv(csv, lignes.certifiables)


def _un_par_un(lot: Lot) -> VerdictsEnCsv | None:
    """The same without columns, for points that do not fit a byte."""
    resultats = scores(lot)
    if resultats is None:
        return None
    rendus = {rapport.verdict for rapport in resultats.rapports}
    csv = score_csv.rendre(resultats)
    return VerdictsEnCsv(csv, certifiables=rendus <= {"certifiable"})
