"""What a sheet of decisions must mean: a dossier's each, in the session's words, with a reason."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from clea_cli.diagnostics import Diagnostic, Outcome, Position, court, diagnostic
from clea_cli.jury import codes
from clea_cli.jury.session import PROPOSITIONS, VOTES, Choix, College, DecisionDuJury, LigneDecision
from clea_cli.sorties.mots import compte, premiers
from clea_cli.sources.cellules import Cellule
from clea_cli.sources.mots import mot_comparable, reference_comparable

_VOTES = re.compile(r"([0-9]{1,2}) *[-–/] *([0-9]{1,2})")
_UN_MOT = re.compile(r"[^\W_]")
_UNE_DATE = re.compile(r"[0-9]{1,4}([-/.])[0-9]{1,2}\1[0-9]{1,4}( .*)?")
_FEMININ = re.compile(r"(?:\(e\)|[.·]e|e)+$")


class Seance(NamedTuple):
    """What the sheet is read by: the verdicts of ready dossiers, the session's words, who votes."""

    verdicts: Mapping[str, str]
    libelles: Mapping[Choix, str]
    votants: Mapping[College, int]


def decisions(
    lignes: Sequence[LigneDecision],
    source: str,
    seance: Seance,
) -> Outcome[dict[str, DecisionDuJury]]:
    """Give each row that is decided its meaning.

    What is decided is given by the reference as the dossier writes it.
    Errors: J304-J306, J308, J309, J600, J613. Any of them refuses the sheet.
    """
    if melees := _melees(lignes, source, seance):
        # What else would be wrong with mixed rows follows from that.
        return Outcome(None, (melees,))
    lecture = _Lecture(source, seance)
    for ligne in lignes:
        lecture.ligne(ligne)
    lecture.dire_les_votes()
    return Outcome(None if lecture.fautes else lecture.prises, tuple(lecture.fautes))


def _melees(
    lignes: Sequence[LigneDecision],
    source: str,
    seance: Seance,
) -> Diagnostic | None:
    """The fault of rows that bear the code of another: a column was sorted without the others.

    A dossier that is unknown, or has two rows, has a fault of its own.
    """
    siens = codes.connus(lignes, seance.verdicts, seance.libelles.values())
    prets = set(map(reference_comparable, seance.verdicts))
    references = [reference_comparable(ligne.cellules["dossier"].valeur) for ligne in lignes]
    fois = Counter(references)
    premiere: Position | None = None
    dites: list[str] = []
    for ligne, ici in zip(lignes, references, strict=True):
        dossier = ligne.cellules["dossier"]
        if ici not in prets or fois[ici] > 1:
            continue
        # The row says whose code it bears: its own, another's, or nobody's.
        pour = codes.ecrite_pour(ligne, siens)
        if pour and pour.dossier == ici:
            continue
        premiere = premiere or ligne.cellules["code"].position(source)
        de_qui = court(pour.reference) if pour else "personne"
        dites.append(f"{court(dossier.valeur)} (celui de {de_qui})")
    if premiere is None:
        return None
    return diagnostic("J600", premiere, nombre=len(dites), lignes=premiers(dites))


class _Lecture:
    def __init__(self, source: str, seance: Seance) -> None:
        self._source = source
        self._verdicts, self._libelles, self._votants = seance
        # A decision may be written by its key, or in the session's words, which come first.
        self._mots = {choix.value: choix for choix in Choix}
        for choix, mots in self._libelles.items():
            self._mots[mot_comparable(mots)] = choix
        self._references = {reference_comparable(ecrite): ecrite for ecrite in self._verdicts}
        # The cell of each dossier that was met, by reference: a second one is a fault.
        self._vues: dict[str, Cellule] = {}
        # Votes that are refused, told together where they are written alike.
        self._votes: dict[tuple[College, str], list[Cellule]] = {}
        self.prises: dict[str, DecisionDuJury] = {}
        self.fautes: list[Diagnostic] = []

    def _faute(self, code: str, cellule: Cellule, /, **faits: object) -> None:
        self.fautes.append(diagnostic(code, cellule.position(self._source), **faits))

    def ligne(self, ligne: LigneDecision) -> None:
        """Take a row: of a dossier that is ready, once, and with votes that may be."""
        dossier = ligne.cellules["dossier"]
        comparable = reference_comparable(dossier.valeur)
        reference = self._references.get(comparable)
        if reference is None:
            if dit_quelque_chose(ligne):
                self._faute("J306", dossier)
            return
        premiere = self._vues.setdefault(reference, dossier)
        if premiere is not dossier:
            self._faute("J309", dossier, premiere=premiere.nom)
            return
        # Votes are looked at before the decision: a wrong one is told even where none is made.
        votes = {}
        for college, nom in VOTES.items():
            votes[college] = self._vote(college, ligne.cellules[nom])
        decision = ligne.cellules["decision"]
        if decision.valeur:
            self._decision(reference, ligne, votes)

    def _decision(
        self,
        reference: str,
        ligne: LigneDecision,
        votes: Mapping[College, str],
    ) -> None:
        """Take a decision; one that is not the proposal says why."""
        # 1. What is decided.
        decision = ligne.cellules["decision"]
        verdict = self._verdicts[reference]
        proposition = PROPOSITIONS[verdict]
        choix = self._choix(decision.valeur, proposition)
        if choix is None:
            # Two decisions of a session may have the same words.
            admises = ", ".join(dict.fromkeys(self._libelles.values()))
            self._faute("J304", decision, valeur=court(decision.valeur), admises=admises)
            return
        prise = self._libelles[choix]
        # 2. Why: a decision of the jury's own has its reason. A dash fills the cell, and is none.
        motif = ligne.cellules["motif"]
        dit = motif.valeur if _UN_MOT.search(motif.valeur) else ""
        if choix is not proposition and not dit:
            proposee = self._libelles[proposition]
            suite = _montree(ligne, proposee)
            self._faute("J305", motif, decision=prise, proposition=proposee, suite=suite)
        # 3. By whom: votes are on the decision that is written, and most of them carry it.
        pour, contre = _totaux(votes.values())
        if contre > pour:
            premiere_colonne = next(iter(VOTES.values()))
            premiers_votes = ligne.cellules[premiere_colonne]
            self._faute("J613", premiers_votes, pour=pour, contre=contre, decision=prise)
        self.prises[reference] = DecisionDuJury(reference, choix, dit, votes)

    def _choix(self, ecrite: str, proposition: Choix) -> Choix | None:
        """What a word decides, in the feminine too; the words of the proposal are the proposal."""
        mot = mot_comparable(ecrite)
        if mot == mot_comparable(self._libelles[proposition]):
            return proposition
        if mot in self._mots:
            return self._mots[mot]
        # In the feminine, unless two decisions would then be said alike.
        neutre = _sans_genre(mot)
        pareils: set[Choix] = set()
        for connu, choix in self._mots.items():
            if _sans_genre(connu) == neutre:
                pareils.add(choix)
        return pareils.pop() if len(pareils) == 1 else None

    def _vote(self, college: College, cellule: Cellule) -> str:
        """« 2-0 »: for and against, no more than the college has people to vote."""
        if not cellule.valeur:
            return ""
        if trouve := _VOTES.fullmatch(cellule.valeur):
            pour, contre = map(int, trouve.groups())
            # Fewer may vote than are there: some abstain.
            if pour + contre <= self._votants[college]:
                return f"{pour}-{contre}"
        self._votes.setdefault((college, cellule.valeur), []).append(cellule)
        return ""

    def dire_les_votes(self) -> None:
        """Say of votes that are refused what they are, once for all rows that write them so."""
        for (_, ecrits), cellules in self._votes.items():
            premiere, *autres = cellules
            suite = f", ici et {compte(len(autres), 'autre')} fois" if autres else ""
            # « 2-1 » typed in a cell becomes the second of January.
            if _UNE_DATE.fullmatch(ecrits):
                suite += " ; un tableur en a fait une date"
            self._faute("J308", premiere, valeur=court(ecrits), suite=suite)


def _montree(ligne: LigneDecision, proposee: str) -> str:
    """What the row still shows as its proposal, if it is another."""
    montree = ligne.cellules["proposition"].valeur
    if not montree or mot_comparable(montree) == mot_comparable(proposee):
        return ""
    return f" (la feuille montre encore « {court(montree)} »)"


def _sans_genre(mot: str) -> str:
    """A word without what makes it feminine: « certifiée », « certifié(e) », « certifié »."""
    neutres = [_FEMININ.sub("", morceau) for morceau in mot.split()]
    return " ".join(filter(None, neutres))


def _totaux(votes: Iterable[str]) -> tuple[int, int]:
    """How many are for what is decided, and how many against, both colleges together."""
    pour = contre = 0
    for vote in filter(None, votes):
        oui, _, non = vote.partition("-")
        pour += int(oui)
        contre += int(non)
    return pour, contre


def dit_quelque_chose(ligne: LigneDecision) -> bool:
    """Whether a row of no dossier would lose something.

    A dossier that has left, and of which nothing but the proposal was written, loses nothing.
    """
    ecrites = {nom for nom, cellule in ligne.cellules.items() if cellule.valeur}
    seule_la_proposition = ecrites - {"dossier", "code"} == {"proposition"}
    return ligne.autres or not seule_la_proposition
