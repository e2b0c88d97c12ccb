"""`clea jury proces-verbal`: the minutes, which close a session for good."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from clea_cli import __version__
from clea_cli.diagnostics import Diagnostic, Outcome, Position, diagnostic, refuse, strictement
from clea_cli.jury import controler, decisions, journal, pages, preparer
from clea_cli.jury import mots_proces_verbal as documents
from clea_cli.jury.decisions import Feuille
from clea_cli.jury.journal import Journal, Note
from clea_cli.jury.session import College
from clea_cli.sorties.texte import date_courte


def clore(dossier: str, jour: str, absents: Sequence[str], *, forcer: bool) -> Outcome[dict[str, bool]]:
    """Write the minutes of a session whose every dossier is decided, and close it on a day (ISO).

    The value says of each file whether it changed. Errors: J301-J322, S201, S202.
    """
    with journal.tenir(dossier) as etat:
        if etat.value is None:
            return etat.refus()
        manifeste, session = etat.value.manifeste, etat.value.manifeste["session"]
        if manifeste["cloture"]:
            etat.value.oublier()  # left by a process killed once it had closed the session
            return Outcome(None, (diagnostic("J302", Position(dossier), id=session["id"]),))
        if jour < session["date"]:
            faits = {"jour": date_courte(jour), "session": date_courte(session["date"])}
            return Outcome(None, (diagnostic("J320", Position("--date"), **faits),))
        feuille = decisions.lire(dossier, manifeste)
        fautes = tuple(_fautes(dossier, manifeste, feuille, absents))
        if feuille.value is None or refuse(fautes):
            return Outcome(None, fautes)
        fait = _ecrire(etat.value, manifeste, feuille.value, jour, absents, forcer=forcer)
        return Outcome(fait.value, (*fautes, *fait.diagnostics))


def _fautes(
    dossier: str, manifeste: Mapping[str, Any], feuille: Outcome[Feuille], absents: Sequence[str]
) -> Iterator[Diagnostic]:
    """Yield all that keeps a session open; a warning does too, for nothing opens it again."""
    yield from feuille.diagnostics
    if feuille.value is None and not feuille.diagnostics:
        yield diagnostic("J310", Position(dossier), dossier=dossier)
    if feuille.value is not None:
        yield from decisions.manquantes(feuille.value, manifeste)
        yield from strictement(decisions.propositions_changees(feuille.value, manifeste))
    yield from _quorum(dossier, manifeste["session"]["jury"], absents)
    yield from controler.fautes_des_fichiers(dossier, controler.attendus(manifeste))
    yield from preparer.changes(dossier, manifeste)


def _quorum(dossier: str, membres: Sequence[Mapping[str, Any]], absents: Sequence[str]) -> Iterator[Diagnostic]:
    """Both colleges must be there. Errors: J312, J321."""
    references = [membre["reference"] for membre in membres]
    for absent in absents:
        if absent not in references:
            yield diagnostic("J321", Position("--absent"), reference=absent, references=", ".join(references))
    presents = {membre["college"] for membre in membres if membre["reference"] not in absents}
    for college in College:
        if college.value not in presents:
            yield diagnostic("J312", Position(dossier), motif=f"personne du collège des {college.libelle}")


def _ecrire(
    etat: Journal, manifeste: dict[str, Any], feuille: Feuille, jour: str, absents: Sequence[str], *, forcer: bool
) -> Outcome[dict[str, bool]]:
    donnees = documents.donnees(manifeste, feuille.prises, absents)
    donnees |= {
        "outil": __version__,
        "manifeste": f"sha256:{etat.empreinte_du_manifeste}",
        "feuille": f"sha256:{feuille.empreinte}",
    }
    session = manifeste["session"]
    rendus = pages.proces_verbal(donnees, session["id"], session["date"])
    contenus = {f"proces-verbal.{format_}": contenu for format_, contenu in rendus.items()}
    empreintes = {nom: hashlib.sha256(contenu).hexdigest() for nom, contenu in contenus.items()}
    fautes = [*etat.annoncer("", Note("", empreintes), faite=False)]
    ecrits: dict[str, bool] = {}
    for nom, contenu in contenus.items():
        ecrit = etat.ecrire(nom, contenu, forcer=forcer)
        fautes += ecrit.diagnostics
        ecrits |= {nom: ecrit.value} if ecrit.value is not None else {}
    if refuse(fautes):
        return Outcome(None, tuple(fautes))
    cloture = {
        "date": jour,
        "decisions": {Path(feuille.chemin).name: feuille.empreinte},
        "fichiers": empreintes,
    }
    conclu = etat.conclure({**manifeste, "cloture": cloture})
    return Outcome(None if conclu.value is None else ecrits, conclu.diagnostics)
