"""`clea jury preparer`: one folder in, a session ready to sit."""

import hashlib
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from clea_cli.decision.jugement import autres_lectures
from clea_cli.diagnostics import Outcome, Position, refuser
from clea_cli.documents import formats
from clea_cli.documents.modeles_organisme import Modeles
from clea_cli.documents.remplisseur import Remplisseur
from clea_cli.jury import (
    dossiers,
    journal,
    lire_manifeste,
    modeles_de_session,
    mots_session,
    pages,
    plan,
    sessions,
    sobre,
)
from clea_cli.jury.dossiers import Dossiers
from clea_cli.jury.ecrire import Ecrivain, Travail, ecrire
from clea_cli.jury.formats import PAGES
from clea_cli.jury.journal import Journal
from clea_cli.jury.manifeste import Precedente
from clea_cli.jury.pages import CadreDeSession
from clea_cli.jury.plan import Plan
from clea_cli.jury.sessions import SessionLue
from clea_cli.jury.vues_session import Changements, DossierVu, RefusVu, SessionVue
from clea_cli.sorties import chemins, ecriture, verrou
from clea_cli.sources import fichiers

_SANS_MODELES = Modeles()


class DemandeDePreparation(NamedTuple):
    """How to prepare: where, and by how many hands.

    `forcer`: another's files give way; `reprendre`: what is up to date stays; `simuler`: nothing
    is written.
    """

    sortie: str
    forcer: bool = False
    reprendre: bool = True
    travailleurs: int = 1
    simuler: bool = False
    modeles: Modeles = _SANS_MODELES


class SessionPreparee(NamedTuple):
    """A session that was prepared, and what that changed in its folder (None: only simulated)."""

    vue: SessionVue
    a_faire: int
    changements: Changements | None


def preparer(
    chemin: str,
    demande: DemandeDePreparation,
    avancer: Callable[[int, int], None],
) -> Outcome[SessionPreparee]:
    """Prepare a session; `avancer(done, all)` follows the dossiers.

    Errors: those of a session and of its dossiers, D201-D203, D351, J301-J303, S110, S111,
    S201-S203; warning D350.
    """
    # 1. The session, and the formats of its pages.
    lue = sessions.charger(chemin)
    absents = [formats.format_absent(format_) for format_ in PAGES]
    manques = [manque for manque in absents if manque]
    if lue.value is None or manques:
        return Outcome(None, (*lue.diagnostics, *manques))
    # 2. A folder that refuses the session is said before anything else: nothing would be written.
    etat = _ouvrir(lue.value.session.id, demande.sortie)
    if etat.value is None:
        return etat.refus()
    # 3. What is to stand there, then what is not there yet.
    prevu = planifier_session(lue.value, demande.sortie, demande.modeles)
    if prevu.value is None:
        return Outcome(None, (*lue.diagnostics, *prevu.diagnostics))
    if demande.simuler:
        a_faire = prevu.value.a_faire(etat.value, reprendre=demande.reprendre)
        fait = Outcome(SessionPreparee(prevu.value.vue, len(a_faire), None))
    else:
        fait = _ecrire(prevu.value, lue.value.lus, demande, avancer)
    return Outcome(fait.value, (*lue.diagnostics, *prevu.diagnostics, *fait.diagnostics))


def planifier_session(
    lue: SessionLue,
    sortie: str,
    modeles: Modeles = _SANS_MODELES,
) -> Outcome[Plan]:
    """Say all that is to stand in the folder of a session; none ready, no plan.

    Errors: those of its dossiers, J108.
    """
    precedente = _precedente(lue)
    if precedente.diagnostics:
        return precedente.refus()
    lus = dossiers.lire(lue)
    if not lus.prets:
        return Outcome(None, lus.diagnostics)
    cadre = cadre_de(lue, modeles)
    vue = voir(cadre, lue, lus)
    # Its file and its templates are noted from the folder, so that they are found again even when
    # all of them are moved together.
    origine = _depuis(lue.chemin, sortie)
    ou_sont_les_modeles = _depuis(modeles.dossier or ".", sortie)
    prevu = plan.planifier(cadre, vue, lus, lue, precedente.value, origine)
    notes = modeles_de_session.ecrits(modeles, ou_sont_les_modeles)
    return Outcome(prevu._replace(modeles=notes), lus.diagnostics)


def _depuis(chemin: str, dossier: str) -> str:
    """Where a file is from a folder; its name alone if no path leads there (another drive)."""
    try:
        return chemins.chemin_ecrit(os.path.relpath(chemin, dossier))
    except ValueError:
        return Path(chemin).name


def cadre_de(lue: SessionLue, modeles: Modeles) -> CadreDeSession:
    """What all dossiers of a session share."""
    # It goes to every helper: the dossiers, which are given one by one, would weigh on each.
    session = lue.session._replace(dossiers=())
    autres = autres_lectures(lue.bareme)
    return CadreDeSession(session, lue.bareme, autres, Remplisseur(modeles))


def voir(cadre: CadreDeSession, lue: SessionLue, lus: Dossiers) -> SessionVue:
    """The session in words: its dossiers that are ready, and why the others are not."""
    vus: list[DossierVu] = []
    for pret in lus.prets:
        jugement = pret.juger(cadre.bareme, cadre.autres)
        avis = tuple((faute.code, sobre.dire(faute)) for faute in pret.avis)
        vu = mots_session.dossier_vu(pret.dossier, lue.bareme, jugement, avis, lue.session)
        vus.append(vu)
    refuses: list[RefusVu] = []
    for refus in lus.refuses:
        grilles = dossiers.chemins_des_grilles(lue, refus.dossier)
        raisons = sobre.raisons(refus.dossier, refus.diagnostics, grilles)
        refuses.append(RefusVu(refus.reference, raisons))
    return mots_session.session_vue(lue.session, lue.bareme, vus, refuses)


def _precedente(lue: SessionLue) -> Outcome[Precedente]:
    """The manifest of the session before, which must be closed. Errors: J108."""
    nommee = lue.session.precedente
    if not nommee:
        return Outcome(None)
    chemin = chemins.depuis_ici(str(Path(lue.chemin).parent / nommee))
    contenu = fichiers.lire(chemin, journal.OCTETS_MAX)
    lu = None
    if contenu.value is not None:
        lu = lire_manifeste.lire(contenu.value)
    # Of a session that is open, nothing is sure yet.
    if contenu.value is None or lu is None or lu.cloture is None:
        return refuser("J108", Position(lue.chemin))
    empreinte = hashlib.sha256(contenu.value).hexdigest()
    return Outcome(Precedente(nommee, f"sha256:{empreinte}"))


def _ecrire(
    prevu: Plan,
    lus: Sequence[str],
    demande: DemandeDePreparation,
    avancer: Callable[[int, int], None],
) -> Outcome[SessionPreparee]:
    """Write, alone in the folder, and over nothing that was read (`lus`)."""
    pages_ici = str(Path(demande.sortie) / pages.DOSSIERS)
    cree = ecriture.creer_dossier(pages_ici)
    if cree.value is None:
        return cree.refus()
    with verrou.seul(demande.sortie) as occupe:
        if occupe:
            return Outcome(None, (occupe,))
        # It is read again: it may have changed before we were alone.
        etat = _ouvrir(prevu.vue.id, demande.sortie)
        if etat.value is None:
            return etat.refus()
        # What a run that was killed has left half written.
        for ici in (demande.sortie, pages_ici):
            ecriture.balayer(ici)
        a_faire = prevu.a_faire(etat.value, reprendre=demande.reprendre)
        ecrivain = Ecrivain(etat.value, lus, forcer=demande.forcer)
        travail = Travail(a_faire, demande.travailleurs, avancer)
        try:
            fait = ecrire(prevu, ecrivain, travail)
        finally:
            prevu.cadre.remplisseur.fermer()
        if fait.value is None:
            return fait.refus()
        return Outcome(SessionPreparee(prevu.vue, len(a_faire), fait.value), fait.diagnostics)


def _ouvrir(identifiant: str, sortie: str) -> Outcome[Journal]:
    """The state of the folder, if this session may be prepared there. Errors: J301, J302."""
    etat = journal.ouvrir(sortie)
    manifeste = etat.value.manifeste if etat.value else None
    if manifeste is None:
        return etat
    if manifeste.session.id != identifiant:
        return refuser("J301", Position(sortie))
    if manifeste.cloture:
        return refuser("J302", Position(sortie), id=identifiant)
    return etat
