"""`clea jury preparer`: one folder in, a session ready to sit."""

import hashlib
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from clea_cli.decision.decision import bareme
from clea_cli.diagnostics import Diagnostic, Outcome, Position, diagnostic
from clea_cli.documents import formats
from clea_cli.jury import dossiers, journal, lire_manifeste, pages, sessions
from clea_cli.jury import mots_session as documents
from clea_cli.jury.dossiers import Dossiers
from clea_cli.jury.ecrire import Compte, Ecriture, Plan, ecrire, planifier
from clea_cli.jury.journal import Journal
from clea_cli.jury.pages import Contexte
from clea_cli.jury.sessions import SessionLue
from clea_cli.jury.vues_session import RefusVu, SessionVue
from clea_cli.sorties import chemins, ecriture, verrou
from clea_cli.sorties.mots import premiers
from clea_cli.sources import fichiers


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

    Errors: those of a session and of its dossiers, D202, J301-J303, S201-S203.
    """
    lue = sessions.charger(chemin)
    manques = tuple(manque for format_ in pages.FORMATS if (manque := formats.format_absent(format_)))
    if lue.value is None or manques:
        return Outcome(None, (*lue.diagnostics, *manques))
    etat = _ouvrir(lue.value.session.id, demande.sortie)
    if etat.value is None:  # said before anything else: nothing would be written
        return Outcome(None, etat.diagnostics)
    plan = planifier_session(lue.value, demande.sortie)
    if plan.value is None:
        return Outcome(None, (*lue.diagnostics, *plan.diagnostics))
    fait = (
        _simuler(plan.value, demande, etat.value)
        if demande.simuler
        else _ecrire(plan.value, lue.value.lus, demande, avancer)
    )
    return Outcome(fait.value, (*lue.diagnostics, *plan.diagnostics, *fait.diagnostics))


def planifier_session(lue: SessionLue, sortie: str) -> Outcome[Plan]:
    """Say all that is to stand in the folder of a session. Errors: those of its dossiers, J108; none ready, no plan."""
    precedente = _precedente(lue)
    if precedente.diagnostics:
        return Outcome(None, precedente.diagnostics)
    lus = dossiers.lire(lue)
    if not lus.prets:
        return Outcome(None, lus.diagnostics)
    contexte = _contexte(lue)
    plan = planifier(contexte, _voir(contexte, lue, lus), lus, lue, precedente.value, _depuis(lue.chemin, sortie))
    return Outcome(plan, lus.diagnostics)


def changes(dossier: str, manifeste_lu: Mapping[str, Any]) -> Iterator[Diagnostic]:
    """Say which dossiers the session's files would make otherwise today. Errors: J318, S102; warning J322."""
    chemin = str(Path(dossier) / manifeste_lu["session_lue"])
    lue = sessions.charger(chemin) if Path(chemin).is_file() else Outcome(None)
    plan = planifier_session(lue.value, dossier) if lue.value else Outcome(None)
    tenus = [faute for faute in (*lue.diagnostics, *plan.diagnostics) if faute.code == "S102"]
    if tenus:  # a file that cannot be read says nothing of whether it has changed
        yield from dict.fromkeys(tenus)
        return
    if plan.value is None:
        yield diagnostic("J322", Position(dossier))
        return
    prevues = {d["reference"]: d["cle"] for d in manifeste_lu["dossiers"]}
    autres = sorted({reference for reference, _ in prevues.items() ^ plan.value.cles.items()})
    if autres:
        yield diagnostic("J318", Position(dossier), references=premiers(autres))


def sources_changees(dossier: str) -> tuple[Diagnostic, ...]:
    """The same, of a folder that is a session's."""
    etat = journal.ouvrir(dossier)
    return tuple(changes(dossier, etat.value.manifeste)) if etat.value and etat.value.manifeste else ()


def _depuis(chemin: str, dossier: str) -> str:
    """Where a file is from a folder; its name alone if no path leads there (another drive)."""
    try:
        return chemins.chemin_ecrit(os.path.relpath(chemin, dossier))
    except ValueError:
        return Path(chemin).name


def _contexte(lue: SessionLue) -> Contexte:
    referentiel, regle = lue.bareme.referentiel, lue.bareme.regle
    autres = tuple(bareme(referentiel, autre) for autre in referentiel.regles if autre is not regle)
    return Contexte(lue.session._replace(dossiers=()), lue.bareme, autres)


def _voir(contexte: Contexte, lue: SessionLue, lus: Dossiers) -> SessionVue:
    jour = lue.session.date
    vus = [documents.dossier_vu(p.dossier, lue.bareme, p.decision, contexte.autres, p.avis, jour) for p in lus.prets]
    refuses = [RefusVu(r.reference, tuple((f.code, f.message) for f in r.diagnostics)) for r in lus.refuses]
    return documents.session_vue(lue.session, lue.bareme.referentiel, lue.bareme.regle, vus, refuses)


def _precedente(lue: SessionLue) -> Outcome[dict[str, str]]:
    """The manifest of the session before, by name and SHA-256. Errors: J108."""
    nommee = lue.session.precedente
    if not nommee:
        return Outcome(None)
    contenu = fichiers.lire(chemins.depuis_ici(str(Path(lue.chemin).parent / nommee)), journal.OCTETS_MAX)
    lu = None if contenu.value is None else lire_manifeste.lire(contenu.value)
    if contenu.value is None or lu is None or lu["cloture"] is None:
        return Outcome(None, (diagnostic("J108", Position(lue.chemin)),))
    return Outcome({"fichier": nommee, "empreinte": f"sha256:{hashlib.sha256(contenu.value).hexdigest()}"})


def _simuler(plan: Plan, demande: Demande, etat: Journal) -> Outcome[Bilan]:
    return Outcome(Bilan(plan.vue, len(plan.a_faire(etat, reprendre=demande.reprendre)), None))


def _ecrire(plan: Plan, lus: Sequence[str], demande: Demande, avancer: Callable[[int, int], None]) -> Outcome[Bilan]:
    """Write, alone in the folder, and over nothing that was read (`lus`)."""
    cree = ecriture.creer_dossier(str(Path(demande.sortie) / pages.DOSSIERS))
    if cree.value is None:
        return Outcome(None, cree.diagnostics)
    with verrou.seul(demande.sortie) as occupe:
        if occupe:
            return Outcome(None, (occupe,))
        etat = _ouvrir(plan.vue.id, demande.sortie)
        if etat.value is None:
            return Outcome(None, etat.diagnostics)
        for ici in (demande.sortie, str(Path(demande.sortie) / pages.DOSSIERS)):
            ecriture.balayer(ici)
        a_faire = plan.a_faire(etat.value, reprendre=demande.reprendre)
        fait = ecrire(plan, Ecriture(etat.value, lus, forcer=demande.forcer), a_faire, demande.travailleurs, avancer)
        bilan = None if fait.value is None else Bilan(plan.vue, len(a_faire), fait.value)
        return Outcome(bilan, fait.diagnostics)


def _ouvrir(identifiant: str, sortie: str) -> Outcome[Journal]:
    """The state of the folder, if this session may be prepared there. Errors: J301, J302."""
    etat = journal.ouvrir(sortie)
    manifeste_lu = etat.value.manifeste if etat.value else {}
    if manifeste_lu and manifeste_lu["session"]["id"] != identifiant:
        return Outcome(None, (diagnostic("J301", Position(sortie)),))
    if manifeste_lu and manifeste_lu["cloture"]:
        return Outcome(None, (diagnostic("J302", Position(sortie), id=identifiant),))
    return etat
