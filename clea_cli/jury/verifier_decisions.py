"""What a sheet of decisions must mean: each a dossier's, in the session's words, explained where it must be."""

import re
from collections.abc import Iterable, Mapping

from clea_cli.diagnostics import Diagnostic, Outcome, court, diagnostic
from clea_cli.jury.session import PROPOSITIONS, VOTES, Choix, College, DecisionDuJury, LigneDecision
from clea_cli.sources.cellules import Cellule
from clea_cli.sources.mots import mot_comparable

_VOTES = re.compile(r"([0-9]{1,2}) *[-–/] *([0-9]{1,2})")


def decisions(
    lignes: Iterable[LigneDecision],
    source: str,
    verdicts: Mapping[str, str],
    libelles: Mapping[Choix, str],
    membres: Mapping[College, int],
) -> Outcome[dict[str, DecisionDuJury]]:
    """Give each row that is decided its meaning; `verdicts` are those of the dossiers that are ready, by reference.

    Errors: J304-J306, J308, J309. Any of them refuses the sheet.
    """
    lecture = _Lecture(source, verdicts, libelles, membres)
    for ligne in lignes:
        lecture.ligne(ligne)
    return Outcome(None if lecture.fautes else lecture.prises, tuple(lecture.fautes))


class _Lecture:
    def __init__(
        self, source: str, verdicts: Mapping[str, str], libelles: Mapping[Choix, str], membres: Mapping[College, int]
    ) -> None:
        self._source, self._verdicts, self._libelles, self._membres = source, verdicts, libelles, membres
        self._mots = {mot_comparable(mots): choix for choix, mots in libelles.items()}
        self._mots |= {choix.value: choix for choix in Choix}
        self._vues: dict[str, Cellule] = {}
        self.prises: dict[str, DecisionDuJury] = {}
        self.fautes: list[Diagnostic] = []

    def _faute(self, code: str, cellule: Cellule, /, **faits: object) -> None:
        self.fautes.append(diagnostic(code, cellule.position(self._source), **faits))

    def ligne(self, ligne: LigneDecision) -> None:
        dossier, decision = ligne.cellules["dossier"], ligne.cellules["decision"]
        if dossier.valeur not in self._verdicts:
            if _dit_quelque_chose(ligne):
                self._faute("J306", dossier)
            return
        premiere = self._vues.setdefault(dossier.valeur, dossier)
        if premiere is not dossier:
            self._faute("J309", dossier, premiere=premiere.nom)
            return
        votes = {college: self._vote(college, ligne.cellules[nom]) for college, nom in VOTES.items()}
        if not decision.valeur:
            return
        choix = self._mots.get(mot_comparable(decision.valeur))
        if choix is None:
            self._faute("J304", decision, valeur=court(decision.valeur), admises=", ".join(self._libelles.values()))
            return
        motif = ligne.cellules["motif"]
        proposition = PROPOSITIONS[self._verdicts[dossier.valeur]]
        if choix is not proposition and not motif.valeur:
            faits = {"decision": self._libelles[choix], "proposition": self._libelles[proposition]}
            self._faute("J305", motif, **faits)
        self.prises[dossier.valeur] = DecisionDuJury(dossier.valeur, choix, motif.valeur, votes)

    def _vote(self, college: College, cellule: Cellule) -> str:
        """« 2-0 »: for and against, no more than the college has members."""
        if not cellule.valeur:
            return ""
        trouve = _VOTES.fullmatch(cellule.valeur)
        if trouve is None or int(trouve[1]) + int(trouve[2]) > self._membres[college]:
            self._faute("J308", cellule, valeur=court(cellule.valeur))
            return ""
        return f"{int(trouve[1])}-{int(trouve[2])}"


def _dit_quelque_chose(ligne: LigneDecision) -> bool:
    """Whether a row of no dossier would lose something: all but a dossier that left before anything was written."""
    ecrites = [nom for nom, cellule in ligne.cellules.items() if cellule.valeur and nom != "dossier"]
    return ecrites != ["proposition"] or any(ligne.autres.values())
