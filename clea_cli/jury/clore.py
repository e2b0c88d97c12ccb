"""`clea jury proces-verbal`: the minutes, which close a session for good."""

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from clea_cli import __version__
from clea_cli.diagnostics import Diagnostic, Outcome, Position, diagnostic, refuse, strictement
from clea_cli.jury import controler, decisions, journal, mots_proces_verbal, pages, preparer
from clea_cli.jury.decisions import FeuilleDeDecisions
from clea_cli.jury.journal import Note, Preparee
from clea_cli.jury.manifeste import Cloture, Manifeste
from clea_cli.jury.session import College, Membre
from clea_cli.sorties.mots import date_courte
from clea_cli.sources.mots import reference_comparable


def clore(
    dossier: str,
    jour: str,
    absents: Sequence[str],
    *,
    forcer: bool,
) -> Outcome[dict[str, bool]]:
    """Write the minutes of a session whose every dossier is decided, and close it on a day (ISO).

    The value says of each file whether it changed. Errors: J301-J322, S201, S202.
    """
    with journal.tenir(dossier) as preparee:
        if preparee.value is None:
            return preparee.refus()
        manifeste = preparee.value.manifeste
        session = manifeste.session
        if manifeste.cloture:
            # Left by a process killed once it had closed the session.
            preparee.value.journal.oublier()
            return Outcome(None, (diagnostic("J302", Position(dossier), id=session.id),))
        if jour < session.date:
            faits = {"jour": date_courte(jour), "session": date_courte(session.date)}
            return Outcome(None, (diagnostic("J320", Position("--date"), **faits),))
        absents = _comme_ecrits(absents, session.jury)
        feuille = decisions.lire(dossier, manifeste)
        fautes = tuple(_fautes(dossier, manifeste, feuille, absents))
        if feuille.value is None or refuse(fautes):
            return Outcome(None, fautes)
        fait = _ecrire(preparee.value, feuille.value, jour, absents, forcer=forcer)
        return Outcome(fait.value, (*fautes, *fait.diagnostics))


def _comme_ecrits(absents: Sequence[str], membres: Sequence[Membre]) -> list[str]:
    """The references of those who are away, as the session writes them."""
    ecrites = {reference_comparable(membre.reference): membre.reference for membre in membres}
    return [ecrites.get(reference_comparable(absent), absent) for absent in absents]


def _fautes(
    dossier: str,
    manifeste: Manifeste,
    feuille: Outcome[FeuilleDeDecisions],
    absents: Sequence[str],
) -> Iterator[Diagnostic]:
    """Yield all that keeps a session open; a warning does too, for nothing opens it again."""
    yield from feuille.diagnostics
    if feuille.value is not None:
        yield from decisions.manquantes(feuille.value, manifeste)
        yield from strictement(decisions.propositions_changees(feuille.value, manifeste))
    elif not feuille.diagnostics:
        yield diagnostic("J310", Position(dossier), dossier=dossier)
    yield from _quorum(dossier, manifeste.session.jury, absents)
    yield from controler.fautes_des_fichiers(dossier, manifeste.nommes)
    yield from preparer.changes(dossier, manifeste)


def _quorum(
    dossier: str,
    membres: Sequence[Membre],
    absents: Sequence[str],
) -> Iterator[Diagnostic]:
    """Both colleges must be there. Errors: J312, J321."""
    references = [membre.reference for membre in membres]
    for absent in absents:
        if absent not in references:
            faits = {"reference": absent, "references": ", ".join(references)}
            yield diagnostic("J321", Position("--absent"), **faits)
    presents = {membre.college for membre in membres if membre.reference not in absents}
    for college in College:
        if college not in presents:
            motif = f"personne du collège des {college.libelle}"
            yield diagnostic("J312", Position(dossier), motif=motif)


def _ecrire(
    preparee: Preparee,
    feuille: FeuilleDeDecisions,
    jour: str,
    absents: Sequence[str],
    *,
    forcer: bool,
) -> Outcome[dict[str, bool]]:
    """Write the minutes, announced before, then the manifest that says them and closes."""
    manifeste, etat = preparee
    contenus = _minutes(preparee, feuille, absents)
    empreintes = {}
    for nom, contenu in contenus.items():
        empreintes[nom] = hashlib.sha256(contenu).hexdigest()
    fautes = list(etat.annoncer("", Note("", empreintes), faite=False))
    ecrits: dict[str, bool] = {}
    for nom, contenu in contenus.items():
        ecrit = etat.ecrire(nom, contenu, forcer=forcer)
        fautes += ecrit.diagnostics
        if ecrit.value is not None:
            ecrits[nom] = ecrit.value
    if refuse(fautes):
        return Outcome(None, tuple(fautes))
    decidees = {Path(feuille.chemin).name: feuille.empreinte}
    conclu = etat.conclure(manifeste._replace(cloture=Cloture(jour, decidees, empreintes)))
    if conclu.value is None:
        return conclu.refus()
    return Outcome(ecrits, conclu.diagnostics)


def _minutes(
    preparee: Preparee,
    feuille: FeuilleDeDecisions,
    absents: Sequence[str],
) -> dict[str, bytes]:
    """The minutes by name of file; they bear the SHA-256 of what they were made of."""
    manifeste, etat = preparee
    donnees = mots_proces_verbal.donnees(manifeste, feuille.prises, absents)
    donnees |= {
        "outil": __version__,
        "manifeste": f"sha256:{etat.empreinte_du_manifeste}",
        "feuille": f"sha256:{feuille.empreinte}",
    }
    session = manifeste.session
    rendus = pages.proces_verbal(donnees, session.id, session.date)
    return {f"proces-verbal.{format_}": contenu for format_, contenu in rendus.items()}
