"""`clea jury decisions`: a sheet for the jury to fill, read back; an explicit decision is never lost."""

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal, NamedTuple

from clea_cli.diagnostics import Diagnostic, Outcome, Position, diagnostic
from clea_cli.jury import journal
from clea_cli.jury import lire_decisions as readers
from clea_cli.jury import verifier_decisions as check
from clea_cli.jury.journal import Journal
from clea_cli.jury.rendus import decisions_xlsx
from clea_cli.jury.session import FEUILLE, PROPOSITIONS, Choix, College, DecisionDuJury, LigneDecision
from clea_cli.sorties import ecriture, tableur_csv
from clea_cli.sorties.mots import compte, premiers
from clea_cli.sources import fichiers, table

Format = Literal["csv", "xlsx"]
FEUILLES: tuple[Format, ...] = ("csv", "xlsx")


class Feuille(NamedTuple):
    """A sheet of decisions: its file, what it holds, its rows, and what they decide by reference."""

    chemin: str
    contenu: bytes
    lignes: tuple[LigneDecision, ...]
    prises: Mapping[str, DecisionDuJury]

    @property
    def empreinte(self) -> str:
        """Its SHA-256."""
        return hashlib.sha256(self.contenu).hexdigest()


class Etat(NamedTuple):
    """The sheet as it is now: `ecrite` None if it was left as it is; the count of each decision, in words."""

    chemin: str
    ecrite: bool | None
    comptes: tuple[tuple[str, int], ...]
    restants: int


def tenir(dossier: str, format_: Format | None) -> Outcome[Etat]:
    """Write the sheet of a prepared session, or read it back. Errors: J301, J303-J306, J308, J309, J311, J316, S."""
    with journal.tenir(dossier) as etat:
        if etat.value is None:
            return etat.refus()
        feuille = lire(dossier, etat.value.manifeste)
        if feuille.value is None and feuille.diagnostics:
            return feuille.refus()
        return _tenir(etat.value, etat.value.manifeste, feuille.value, format_)


def lire(dossier: str, manifeste: Mapping[str, Any]) -> Outcome[Feuille]:
    """Read the sheet of a session; None without a fault if there is none. Errors: J304-J306, J308, J309, J316, S."""
    presents = [str(ici) for f in FEUILLES if (ici := Path(dossier) / f"decisions.{f}").is_file()]
    if len(presents) > 1:
        return Outcome(None, (diagnostic("J316", Position(dossier)),))
    if not presents:
        return Outcome(None)
    [chemin] = presents
    contenu = fichiers.lire(chemin, table.OCTETS_MAX)
    if contenu.value is None:
        return contenu.refus()
    lues = readers.lire(contenu.value, chemin)
    if lues.value is None:
        return lues.refus()
    verdicts = {d["reference"]: d["verdict"] for d in manifeste["dossiers"]}
    membres = Counter(College(membre["college"]) for membre in manifeste["session"]["jury"])
    prises = check.decisions(lues.value, chemin, verdicts, libelles(manifeste), membres)
    if prises.value is None:
        return prises.refus()
    return Outcome(Feuille(chemin, contenu.value, lues.value, prises.value))


def libelles(manifeste: Mapping[str, Any]) -> dict[Choix, str]:
    """The words of decisions."""
    return {Choix(choix): mots for choix, mots in manifeste["session"]["libelles"].items()}


def _tenir(
    etat: Journal, manifeste: Mapping[str, Any], feuille: Feuille | None, format_: Format | None
) -> Outcome[Etat]:
    """Leave a sheet that has a row a dossier as it is; else write it anew, with all that it said."""
    dossiers, mots = manifeste["dossiers"], libelles(manifeste)
    prises = feuille.prises if feuille else {}
    comptes = Counter(mots[decision.choix] for decision in prises.values())
    chemin = feuille.chemin if feuille else str(Path(etat.dossier) / f"decisions.{format_ or 'csv'}")
    bilan = Etat(chemin, None, tuple(comptes.most_common()), len(dossiers) - len(prises))
    voulues = propositions(manifeste)
    if manifeste["cloture"] or (feuille and _ecrites(feuille) == voulues):
        return Outcome(bilan)
    changees = tuple(propositions_changees(feuille, manifeste)) if feuille else ()
    lignes = _lignes(voulues, feuille)
    contenu = tableur_csv.ecrire(lignes) if chemin.endswith("csv") else decisions_xlsx.rendre(lignes, [*mots.values()])
    ecrite = ecriture.ecrire(chemin, contenu, forcer=True, lu=feuille.contenu if feuille else b"")
    fait = None if ecrite.value is None else bilan._replace(ecrite=ecrite.value)
    return Outcome(fait, (*changees, *ecrite.diagnostics))


def propositions(manifeste: Mapping[str, Any]) -> dict[str, str]:
    """What is proposed of each dossier, in the session's words."""
    mots = libelles(manifeste)
    return {d["reference"]: mots[PROPOSITIONS[d["verdict"]]] for d in manifeste["dossiers"]}


def propositions_changees(feuille: Feuille, manifeste: Mapping[str, Any]) -> Iterator[Diagnostic]:
    """Say of each dossier that is decided whether it was on another proposal. Warning J319."""
    ecrites, voulues = _ecrites(feuille), propositions(manifeste)
    for reference in feuille.prises:
        if ecrites[reference] != voulues[reference]:
            faits = {"reference": reference, "avant": ecrites[reference], "apres": voulues[reference]}
            yield diagnostic("J319", Position(feuille.chemin), **faits)


def _ecrites(feuille: Feuille) -> dict[str, str]:
    return {ligne.cellules["dossier"].valeur: ligne.cellules["proposition"].valeur for ligne in feuille.lignes}


def _lignes(voulues: Mapping[str, str], feuille: Feuille | None) -> list[Sequence[str]]:
    """The rows of all dossiers, each with what it said; the columns that we do not know come last."""
    dites = {ligne.cellules["dossier"].valeur: ligne for ligne in (feuille.lignes if feuille else ())}
    autres = list(dict.fromkeys(titre for ligne in dites.values() for titre in ligne.autres))
    lignes: list[Sequence[str]] = [(*FEUILLE, *autres)]
    for reference, proposition in voulues.items():
        dite = dites.get(reference)
        suite = [dite.cellules[nom].valeur if dite else "" for nom in FEUILLE[2:]]
        lignes.append((reference, proposition, *suite, *(dite.autres.get(t, "") if dite else "" for t in autres)))
    return lignes


def manquantes(feuille: Feuille, manifeste: Mapping[str, Any]) -> tuple[Diagnostic, ...]:
    """The fault of dossiers without a decision. Errors: J307."""
    sans = [d["reference"] for d in manifeste["dossiers"] if d["reference"] not in feuille.prises]
    if not sans:
        return ()
    faits = {"nombre": compte(len(sans), "dossier"), "references": premiers(sans)}
    return (diagnostic("J307", Position(feuille.chemin), **faits),)
