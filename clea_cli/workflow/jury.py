"""`clea jury preparer`: one folder in, a session ready to sit."""

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from clea_cli.decision import bareme
from clea_cli.diagnostics import Outcome, Position, diagnostic
from clea_cli.documents import session as documents
from clea_cli.readers import manifeste
from clea_cli.vues.session import RefusVu, SessionVue
from clea_cli.workflow import dossiers, fichiers, formats, journal, jury_documents, sessions, verrou
from clea_cli.workflow.dossiers import Dossiers
from clea_cli.workflow.journal import Journal
from clea_cli.workflow.jury_documents import Contexte
from clea_cli.workflow.jury_ecriture import Compte, Ecriture, Plan, ecrire, planifier
from clea_cli.workflow.sessions import SessionLue


class Demande(NamedTuple):
    """How to prepare: where, whether another's files give way, whether what is up to date stays, by how many hands."""

    sortie: str
    forcer: bool = False
    reprendre: bool = True
    travailleurs: int = 1
    simuler: bool = False


class Bilan(NamedTuple):
    """A session that was prepared, and what that changed in its folder (None: nothing was written)."""

    vue: SessionVue
    a_faire: int
    compte: Compte | None


def preparer(chemin: str, demande: Demande, avancer: Callable[[int, int], None]) -> Outcome[Bilan]:
    """Prepare a session; `avancer(done, all)` follows the dossiers.

    Errors: those of a session and of its dossiers, D202, J301-J303, S201, S202.
    """
    lue = sessions.charger(chemin)
    manques = tuple(manque for format_ in jury_documents.FORMATS if (manque := formats.format_absent(format_)))
    if lue.value is None or manques:
        return Outcome(None, (*lue.diagnostics, *manques))
    precedente = _precedente(lue.value)
    if precedente.diagnostics:
        return Outcome(None, (*lue.diagnostics, *precedente.diagnostics))
    lus = dossiers.lire(lue.value)
    if not lus.prets:
        return Outcome(None, (*lue.diagnostics, *lus.diagnostics))
    plan = planifier(_contexte(lue.value), _voir(lue.value, lus), lus, lue.value, precedente.value)
    fait = _simuler(plan, demande) if demande.simuler else _ecrire(plan, demande, avancer)
    return Outcome(fait.value, (*lue.diagnostics, *lus.diagnostics, *fait.diagnostics))


def _contexte(lue: SessionLue) -> Contexte:
    referentiel, regle = lue.bareme.referentiel, lue.bareme.regle
    autres = tuple(bareme(referentiel, autre) for autre in referentiel.regles if autre is not regle)
    return Contexte(lue.session._replace(dossiers=()), lue.bareme, autres)


def _voir(lue: SessionLue, lus: Dossiers) -> SessionVue:
    contexte = _contexte(lue)
    vus = [documents.dossier_vu(p.dossier, lue.bareme, p.decision, contexte.autres, p.avis) for p in lus.prets]
    refuses = [RefusVu(r.reference, tuple((f.code, f.message) for f in r.diagnostics)) for r in lus.refuses]
    return documents.session_vue(lue.session, lue.bareme.referentiel, lue.bareme.regle, vus, refuses)


def _precedente(lue: SessionLue) -> Outcome[dict[str, str]]:
    """The manifest of the session before, by name and SHA-256. Errors: J108."""
    nommee = lue.session.precedente
    if not nommee:
        return Outcome(None)
    contenu = fichiers.lire(fichiers.depuis_ici(str(Path(lue.chemin).parent / nommee)), journal.OCTETS_MAX)
    lu = None if contenu.value is None else manifeste.lire(contenu.value)
    if contenu.value is None or lu is None or lu["cloture"] is None:
        return Outcome(None, (diagnostic("J108", Position(lue.chemin)),))
    return Outcome({"fichier": nommee, "empreinte": f"sha256:{hashlib.sha256(contenu.value).hexdigest()}"})


def _simuler(plan: Plan, demande: Demande) -> Outcome[Bilan]:
    etat = _ouvrir(plan, demande.sortie)
    if etat.value is None:
        return Outcome(None, etat.diagnostics)
    return Outcome(Bilan(plan.vue, len(plan.a_faire(etat.value, reprendre=demande.reprendre)), None))


def _ecrire(plan: Plan, demande: Demande, avancer: Callable[[int, int], None]) -> Outcome[Bilan]:
    """Write, alone in the folder."""
    cree = fichiers.creer_dossier(str(Path(demande.sortie) / jury_documents.DOSSIERS))
    if cree.value is None:
        return Outcome(None, cree.diagnostics)
    with verrou.seul(demande.sortie) as occupe:
        if occupe:
            return Outcome(None, (occupe,))
        etat = _ouvrir(plan, demande.sortie)
        if etat.value is None:
            return Outcome(None, etat.diagnostics)
        for ici in (demande.sortie, str(Path(demande.sortie) / jury_documents.DOSSIERS)):
            fichiers.balayer(ici)
        a_faire = plan.a_faire(etat.value, reprendre=demande.reprendre)
        fait = ecrire(plan, Ecriture(etat.value, forcer=demande.forcer), a_faire, demande.travailleurs, avancer)
        bilan = None if fait.value is None else Bilan(plan.vue, len(a_faire), fait.value)
        return Outcome(bilan, fait.diagnostics)


def _ouvrir(plan: Plan, sortie: str) -> Outcome[Journal]:
    """The state of the folder, if this session may be prepared there. Errors: J301, J302."""
    etat = journal.ouvrir(sortie)
    manifeste_lu = etat.value.manifeste if etat.value else None
    if manifeste_lu and manifeste_lu["session"]["id"] != plan.vue.id:
        return Outcome(None, (diagnostic("J301", Position(sortie)),))
    if manifeste_lu and manifeste_lu["cloture"]:
        return Outcome(None, (diagnostic("J302", Position(sortie), id=plan.vue.id),))
    return etat
