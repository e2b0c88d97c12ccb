"""`clea jury decisions`: a sheet for the jury to fill, read back; no explicit decision is lost."""

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from clea_cli.diagnostics import Diagnostic, Outcome, Position, diagnostic
from clea_cli.jury import journal, lire_decisions, verifier_decisions
from clea_cli.jury.formats import FEUILLES, Feuille
from clea_cli.jury.manifeste import Manifeste
from clea_cli.jury.session import FEUILLE, PROPOSITIONS, DecisionDuJury, LigneDecision
from clea_cli.sorties import ecriture
from clea_cli.sorties.formats import declares
from clea_cli.sorties.mots import compte, premiers
from clea_cli.sources import fichiers
from clea_cli.sources.bornes import TABLE_OCTETS_MAX
from clea_cli.sources.mots import reference_comparable

NOMS = tuple(f"decisions{format_.fin}" for format_ in FEUILLES.values())  # of the sheet, in a session's folder


class FeuilleDeDecisions(NamedTuple):
    """A sheet of decisions: its file, what it holds, its rows, what they decide by reference."""

    chemin: str
    contenu: bytes
    lignes: tuple[LigneDecision, ...]
    prises: Mapping[str, DecisionDuJury]

    @property
    def empreinte(self) -> str:
        """Its SHA-256."""
        return hashlib.sha256(self.contenu).hexdigest()


class FeuilleTenue(NamedTuple):
    """The sheet as it is now; `ecrite` is None if it was left as it is.

    `comptes` counts each decision, in words; `restants` are the dossiers without one.
    """

    chemin: str
    ecrite: bool | None
    comptes: tuple[tuple[str, int], ...]
    restants: int


def tenir(dossier: str, format_: str | None) -> Outcome[FeuilleTenue]:
    """Write the sheet of a prepared session, or read it back.

    Errors: J301, J303-J306, J308, J309, J311, J316, S.
    """
    with journal.tenir(dossier) as preparee:
        if preparee.value is None:
            return preparee.refus()
        manifeste = preparee.value.manifeste
        feuille = lire(dossier, manifeste)
        if feuille.value is None and feuille.diagnostics:
            return feuille.refus()
        return _tenir(dossier, manifeste, feuille.value, format_)


def lire(dossier: str, manifeste: Manifeste) -> Outcome[FeuilleDeDecisions]:
    """Read the sheet of a session; None without a fault if there is none.

    Errors: J304-J306, J308, J309, J316, S.
    """
    possibles = [Path(dossier) / nom for nom in NOMS]
    presents = [str(chemin) for chemin in possibles if chemin.is_file()]
    if len(presents) > 1:
        return Outcome(None, (diagnostic("J316", Position(dossier)),))
    if not presents:
        return Outcome(None)
    [chemin] = presents
    contenu = fichiers.lire(chemin, TABLE_OCTETS_MAX)
    if contenu.value is None:
        return contenu.refus()
    lues = lire_decisions.lire(contenu.value, chemin)
    if lues.value is None:
        return lues.refus()
    session = manifeste.session
    verdicts = {pret.reference: pret.verdict for pret in manifeste.dossiers}
    membres = Counter(membre.college for membre in session.jury)
    prises = verifier_decisions.decisions(lues.value, chemin, verdicts, session.libelles, membres)
    if prises.value is None:
        return prises.refus()
    return Outcome(FeuilleDeDecisions(chemin, contenu.value, lues.value, prises.value))


def _tenir(
    dossier: str,
    manifeste: Manifeste,
    feuille: FeuilleDeDecisions | None,
    format_: str | None,
) -> Outcome[FeuilleTenue]:
    """Leave a sheet that has a row a dossier as it is; else write it anew with all that it said."""
    mots = manifeste.session.libelles
    prises = feuille.prises if feuille else {}
    comptes = Counter(mots[decision.choix] for decision in prises.values())
    chemin = feuille.chemin if feuille else str(Path(dossier) / f"decisions{FEUILLES[format_ or 'csv'].fin}")
    restants = len(manifeste.dossiers) - len(prises)
    tenue = FeuilleTenue(chemin, None, tuple(comptes.most_common()), restants)
    voulues = propositions(manifeste)
    attendues = {reference_comparable(reference): proposition for reference, proposition in voulues.items()}
    if manifeste.cloture or (feuille and _ecrites(feuille) == attendues):
        return Outcome(tenue)
    changees = tuple(propositions_changees(feuille, manifeste)) if feuille else ()
    lignes = _lignes(voulues, feuille)
    [format_de_feuille] = declares(FEUILLES, chemin)
    contenu = format_de_feuille.ecrire(Feuille(lignes, list(mots.values())))
    # Given what was read, the writing is refused if somebody has changed the sheet since.
    lu = feuille.contenu if feuille else b""
    ecrite = ecriture.ecrire(chemin, contenu, forcer=True, lu=lu)
    fautes = (*changees, *ecrite.diagnostics)
    if ecrite.value is None:
        return Outcome(None, fautes)
    return Outcome(tenue._replace(ecrite=ecrite.value), fautes)


def propositions(manifeste: Manifeste) -> dict[str, str]:
    """What is proposed of each dossier, in the session's words."""
    mots = manifeste.session.libelles
    return {d.reference: mots[PROPOSITIONS[d.verdict]] for d in manifeste.dossiers}


def propositions_changees(
    feuille: FeuilleDeDecisions,
    manifeste: Manifeste,
) -> Iterator[Diagnostic]:
    """Say of each dossier that is decided whether it was on another proposal. Warning J319."""
    ecrites = _ecrites(feuille)
    voulues = propositions(manifeste)
    for reference in feuille.prises:
        avant, apres = ecrites[reference_comparable(reference)], voulues[reference]
        if avant != apres:
            faits = {"reference": reference, "avant": avant, "apres": apres}
            yield diagnostic("J319", Position(feuille.chemin), **faits)


def _ecrites(feuille: FeuilleDeDecisions) -> dict[str, str]:
    """The proposals that stand in the sheet, by reference (comparable)."""
    ecrites = {}
    for ligne in feuille.lignes:
        ecrites[_dossier(ligne)] = ligne.cellules["proposition"].valeur
    return ecrites


def _dossier(ligne: LigneDecision) -> str:
    """Whose row it is (comparable)."""
    return reference_comparable(ligne.cellules["dossier"].valeur)


def _lignes(voulues: Mapping[str, str], feuille: FeuilleDeDecisions | None) -> list[Sequence[str]]:
    """The rows of all dossiers, each with what it said; columns that we do not know come last."""
    dites: dict[str, LigneDecision] = {}
    autres: dict[str, None] = {}  # the headings that we do not know, in their order
    for ligne in feuille.lignes if feuille else ():
        dites[_dossier(ligne)] = ligne
    for dite in dites.values():
        autres |= dict.fromkeys(dite.autres)
    lignes: list[Sequence[str]] = [(*FEUILLE, *autres)]
    for reference, proposition in voulues.items():
        suite = _suite(dites.get(reference_comparable(reference)), list(autres))
        lignes.append((reference, proposition, *suite))
    return lignes


def _suite(dite: LigneDecision | None, autres: Sequence[str]) -> list[str]:
    """What follows the proposal in a row: all that it said."""
    connues = FEUILLE[2:]
    if dite is None:
        return [""] * (len(connues) + len(autres))
    suite = [dite.cellules[nom].valeur for nom in connues]
    suite += [dite.autres.get(titre, "") for titre in autres]
    return suite


def manquantes(feuille: FeuilleDeDecisions, manifeste: Manifeste) -> tuple[Diagnostic, ...]:
    """The fault of dossiers without a decision. Errors: J307."""
    references = [dossier.reference for dossier in manifeste.dossiers]
    sans = [reference for reference in references if reference not in feuille.prises]
    if not sans:
        return ()
    faits = {"nombre": compte(len(sans), "dossier"), "references": premiers(sans)}
    return (diagnostic("J307", Position(feuille.chemin), **faits),)
