"""`clea jury proces-verbal`: the minutes, which close a session for good."""

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from clea_cli.diagnostics import (
    Diagnostic,
    Outcome,
    Position,
    diagnostic,
    refuse,
    refuser,
    strictement,
)
from clea_cli.documents.modeles_organisme import Modeles
from clea_cli.documents.rediger import sans_lettres
from clea_cli.documents.remplisseur import Remplisseur
from clea_cli.jury import (
    changements,
    controler,
    decisions,
    journal,
    modeles_de_session,
    mots_proces_verbal,
    pages,
)
from clea_cli.jury.decisions import FeuilleDeDecisions
from clea_cli.jury.journal import Note, Preparee
from clea_cli.jury.manifeste import Cloture, Manifeste
from clea_cli.jury.mots_proces_verbal import FaitDe, Presence
from clea_cli.jury.session import College, Membre
from clea_cli.sorties.mots import date_courte
from clea_cli.sources.mots import reference_comparable


class DemandeDeCloture(NamedTuple):
    """When a session is closed and what day it is (ISO), and who is away.

    `preside`: the reference of whoever presides in the place of the session's président, or "".
    `forcer`: another's files give way.
    """

    jour: str
    aujourdhui: str
    absents: Sequence[str] = ()
    preside: str = ""
    forcer: bool = False
    modeles: Modeles = Modeles()


def clore(dossier: str, demande: DemandeDeCloture) -> Outcome[dict[str, bool]]:
    """Write the minutes of a session whose every dossier is decided, and close it.

    The value says of each file whether it changed. Errors: J301-J322, J600-J621, S201, S202.
    """
    with journal.tenir(dossier) as preparee:
        if preparee.value is None:
            return preparee.refus()
        manifeste = preparee.value.manifeste
        session = manifeste.session
        if manifeste.cloture:
            # Left by a process killed once it had closed the session.
            preparee.value.journal.oublier()
            return refuser("J302", Position(dossier), id=session.id)
        if fautes := tuple(_fautes_du_jour(demande, session.date)):
            return Outcome(None, fautes)
        # 1. All that keeps it open is told at once. Those who are away have no vote in the sheet.
        presence = _presence(demande, session.jury)
        feuille = decisions.lire(dossier, manifeste, presence.absents)
        des_modeles = modeles_de_session.a_la_cloture(dossier, manifeste, demande.modeles)
        fautes = (*_fautes(dossier, manifeste, feuille, presence), *des_modeles)
        if feuille.value is None or refuse(fautes):
            return Outcome(None, fautes)
        # 2. The minutes, then the manifest that says them.
        fait = _ecrire(preparee.value, feuille.value, demande, presence)
        return Outcome(fait.value, (*fautes, *fait.diagnostics))


def _fautes_du_jour(demande: DemandeDeCloture, session: str) -> Iterator[Diagnostic]:
    """A session is closed on its day or after, and not before that day has come."""
    if demande.jour < session:
        jour = date_courte(demande.jour)
        yield diagnostic("J320", Position("--date"), jour=jour, session=date_courte(session))
    elif demande.jour > demande.aujourdhui:
        yield diagnostic("J614", Position("--date"), jour=date_courte(demande.jour))


def _presence(demande: DemandeDeCloture, membres: Sequence[Membre]) -> Presence:
    """Who is away and who presides, by the references that the session writes."""
    ecrites = {reference_comparable(membre.reference): membre.reference for membre in membres}

    def ecrite(demandee: str) -> str:
        # One that is of nobody here stays as it was typed, to be told so (J321).
        return ecrites.get(reference_comparable(demandee), demandee)

    absents = dict.fromkeys(map(ecrite, demande.absents))  # each once
    preside = ecrite(demande.preside) if demande.preside else _titulaire(membres)
    return Presence(tuple(absents), preside)


def _titulaire(membres: Sequence[Membre]) -> str:
    """The reference of whoever presides by the session; "" if nobody does."""
    for membre in membres:
        if membre.president:
            return membre.reference
    return ""


def _fautes(
    dossier: str,
    manifeste: Manifeste,
    feuille: Outcome[FeuilleDeDecisions],
    presence: Presence,
) -> Iterator[Diagnostic]:
    """Yield all that keeps a session open; what only warns elsewhere does too.

    Nothing opens it again: what could not be compared (J322) is not taken for unchanged.
    """
    # 1. The sheet of decisions.
    yield from feuille.diagnostics
    if feuille.value is not None:
        yield from decisions.manquantes(feuille.value, manifeste)
        yield from strictement(decisions.sans_code(feuille.value, manifeste))
        yield from decisions.ouverte(feuille.value)
        yield from strictement(decisions.propositions_changees(feuille.value, manifeste))
    elif not feuille.diagnostics:
        yield diagnostic("J310", Position(dossier), dossier=dossier)
    # 2. Those who sat.
    yield from _quorum(dossier, manifeste.session.jury, presence)
    # 3. What they had before their eyes, and what it was made of.
    changes = tuple(controler.fautes_des_fichiers(dossier, manifeste.nommes))
    if changes and controler.interrompue(dossier, manifeste):
        changes = (diagnostic("J611", Position(dossier)),)
    yield from changes
    for faute in changements.changements(dossier, manifeste):
        if faute.code == "J322":
            yield from strictement([faute])
        else:
            yield faute


def _quorum(
    dossier: str,
    membres: Sequence[Membre],
    presence: Presence,
) -> Iterator[Diagnostic]:
    """Both colleges must be there, and somebody who presides. Errors: J312, J321, J605, J606."""
    references = [membre.reference for membre in membres]
    # 1. Whoever is named is of this jury.
    connues = ", ".join(references)
    dits = [("--absent", absent) for absent in presence.absents]
    dits.append(("--preside", presence.preside))
    for option, reference in dits:
        if reference not in references:
            ici = Position(option)
            yield diagnostic("J321", ici, reference=reference, references=connues)
    # 2. Whoever presides is there: the session's président, or somebody in that place.
    preside = presence.preside
    if preside in presence.absents:
        code = "J605" if preside == _titulaire(membres) else "J606"
        yield diagnostic(code, Position("--preside"), reference=preside)
    # 3. Each college has somebody.
    presents: set[College] = set()
    for membre in membres:
        if membre.reference not in presence.absents:
            presents.add(membre.college)
    for college in College:
        if college not in presents:
            motif = f"personne du collège des {college.libelle}"
            yield diagnostic("J312", Position(dossier), motif=motif)


def _ecrire(
    preparee: Preparee,
    feuille: FeuilleDeDecisions,
    demande: DemandeDeCloture,
    presence: Presence,
) -> Outcome[dict[str, bool]]:
    """Write the minutes, announced before, then the manifest that says them and closes."""
    manifeste, etat = preparee
    minutes = _minutes(preparee, feuille, demande, presence)
    if minutes.value is None:
        return minutes.refus()
    contenus = minutes.value
    fautes = list(minutes.diagnostics)
    # 1. Announced first: a run cut in the middle leaves files that are known to be ours.
    empreintes: dict[str, str] = {}
    for nom, contenu in contenus.items():
        empreintes[nom] = hashlib.sha256(contenu).hexdigest()
    fautes += etat.annoncer("", Note("", empreintes), faite=False)
    # 2. The minutes.
    ecrits: dict[str, bool] = {}
    for nom, contenu in contenus.items():
        ecrit = etat.ecrire(nom, contenu, forcer=demande.forcer)
        fautes += ecrit.diagnostics
        if ecrit.value is not None:
            ecrits[nom] = ecrit.value
    if refuse(fautes):
        return Outcome(None, tuple(fautes))
    # 3. The manifest comes last, and closes.
    prises = {reference: prise.choix for reference, prise in feuille.prises.items()}
    cloture = Cloture(
        date=demande.jour,
        decisions={Path(feuille.chemin).name: feuille.empreinte},
        fichiers=empreintes,
        absents=presence.absents,
        preside=presence.preside,
        prises=prises,
        valeurs=feuille.valeurs,
        modeles=demande.modeles.propres(pages.MODELE_DU_PV),
    )
    conclu = etat.conclure(manifeste._replace(cloture=cloture))
    fautes += conclu.diagnostics
    if conclu.value is None:
        return Outcome(None, tuple(fautes))
    return Outcome(ecrits, tuple(fautes))


def _minutes(
    preparee: Preparee,
    feuille: FeuilleDeDecisions,
    demande: DemandeDeCloture,
    presence: Presence,
) -> Outcome[dict[str, bytes]]:
    """The minutes by name of file; they bear the SHA-256 of what they were made of.

    Errors: D201, D203, D351, S111; warning D350.
    """
    manifeste, etat = preparee
    fait_de = FaitDe(
        clos_le=demande.jour,
        manifeste=f"sha256:{etat.empreinte_du_manifeste}",
        feuille=f"sha256:{feuille.empreinte}",
    )
    donnees = mots_proces_verbal.donnees(manifeste, feuille.prises, presence, fait_de)
    remplisseur = Remplisseur(demande.modeles)
    try:
        redige = pages.proces_verbal(donnees, remplisseur)
    finally:
        remplisseur.fermer()
    if redige.value is None:
        return redige.refus()
    contenus: dict[str, bytes] = {}
    for format_, contenu in redige.value.contenus.items():
        contenus[f"proces-verbal.{format_}"] = contenu
    page = Position(str(Path(etat.dossier) / "proces-verbal.pdf"))
    return Outcome(contenus, sans_lettres(redige.value.absentes, page))
