"""What a sheet of decisions must mean: a dossier's each, in the session's words, with a reason."""

import re
from collections.abc import Iterable, Mapping

from clea_cli.diagnostics import Diagnostic, Outcome, court, diagnostic
from clea_cli.jury.session import PROPOSITIONS, VOTES, Choix, College, DecisionDuJury, LigneDecision
from clea_cli.sources.cellules import Cellule
from clea_cli.sources.mots import mot_comparable, reference_comparable

_VOTES = re.compile(r"([0-9]{1,2}) *[-–/] *([0-9]{1,2})")


def decisions(
    lignes: Iterable[LigneDecision],
    source: str,
    verdicts: Mapping[str, str],
    libelles: Mapping[Choix, str],
    membres: Mapping[College, int],
) -> Outcome[dict[str, DecisionDuJury]]:
    """Give each row that is decided its meaning; `verdicts` are those of ready dossiers.

    What is decided is given by the reference as the dossier writes it.
    Errors: J304-J306, J308, J309. Any of them refuses the sheet.
    """
    lecture = _Lecture(source, verdicts, libelles, membres)
    for ligne in lignes:
        lecture.ligne(ligne)
    return Outcome(None if lecture.fautes else lecture.prises, tuple(lecture.fautes))


class _Lecture:
    def __init__(
        self,
        source: str,
        verdicts: Mapping[str, str],
        libelles: Mapping[Choix, str],
        membres: Mapping[College, int],
    ) -> None:
        self._source = source
        self._verdicts = verdicts
        self._libelles = libelles
        self._membres = membres
        # A decision may be written in the session's words, or by its key.
        self._mots = {mot_comparable(mots): choix for choix, mots in libelles.items()}
        self._mots |= {choix.value: choix for choix in Choix}
        self._references = {reference_comparable(reference): reference for reference in verdicts}
        self._vues: dict[str, Cellule] = {}
        self.prises: dict[str, DecisionDuJury] = {}
        self.fautes: list[Diagnostic] = []

    def _faute(self, code: str, cellule: Cellule, /, **faits: object) -> None:
        self.fautes.append(diagnostic(code, cellule.position(self._source), **faits))

    def ligne(self, ligne: LigneDecision) -> None:
        dossier = ligne.cellules["dossier"]
        reference = self._references.get(reference_comparable(dossier.valeur))
        if reference is None:
            if _dit_quelque_chose(ligne):
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
            self._decision(reference, decision, ligne.cellules["motif"], votes)

    def _decision(
        self,
        reference: str,
        decision: Cellule,
        motif: Cellule,
        votes: Mapping[College, str],
    ) -> None:
        """Take a decision; one that is not the proposal says why."""
        choix = self._mots.get(mot_comparable(decision.valeur))
        if choix is None:
            admises = ", ".join(self._libelles.values())
            self._faute("J304", decision, valeur=court(decision.valeur), admises=admises)
            return
        proposition = PROPOSITIONS[self._verdicts[reference]]
        if choix is not proposition and not motif.valeur:
            prise, proposee = self._libelles[choix], self._libelles[proposition]
            self._faute("J305", motif, decision=prise, proposition=proposee)
        self.prises[reference] = DecisionDuJury(reference, choix, motif.valeur, votes)

    def _vote(self, college: College, cellule: Cellule) -> str:
        """« 2-0 »: for and against, no more than the college has members."""
        if not cellule.valeur:
            return ""
        trouve = _VOTES.fullmatch(cellule.valeur)
        if trouve:
            pour, contre = map(int, trouve.groups())
            if pour + contre <= self._membres[college]:
                return f"{pour}-{contre}"
        self._faute("J308", cellule, valeur=court(cellule.valeur))
        return ""


def _dit_quelque_chose(ligne: LigneDecision) -> bool:
    """Whether a row of no dossier would lose something.

    A dossier that has left, and of which nothing but the proposal was written, loses nothing.
    """
    ecrites = {nom for nom, cellule in ligne.cellules.items() if cellule.valeur}
    return ecrites - {"dossier"} != {"proposition"} or any(ligne.autres.values())
