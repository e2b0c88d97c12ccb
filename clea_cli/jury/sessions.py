"""A session read: its file, then its dossiers, from the file itself or from a roster."""

import hashlib
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from clea_cli.decision import charger as referentiels
from clea_cli.decision.decision import Bareme, bareme
from clea_cli.diagnostics import Diagnostic, Outcome, Position, diagnostic, refuse
from clea_cli.jury import lire_liste, lire_session
from clea_cli.jury import verifier_session as check
from clea_cli.jury.session import Session
from clea_cli.jury.session_modele import ListeModele, SessionModele
from clea_cli.referentiel.livres import identifier
from clea_cli.sorties import chemins
from clea_cli.sources import fichiers, table
from clea_cli.sources.bornes import YAML_OCTETS_MAX
from clea_cli.sources.forme import Forme, reparer
from clea_cli.sources.texte import Chemin, Constat, Texte
from clea_cli.sources.yaml_source import Document, lire

_PAR_DOSSIER = 2  # a fault at ("dossiers", rank, …) is of that dossier alone


class SessionLue(NamedTuple):
    """A session whose own file is right; `fautes` are those of its dossiers, by rank.

    `empreintes` are the SHA-256 of its file and of its roster, by name.
    """

    chemin: str
    session: Session
    bareme: Bareme
    fautes: Mapping[int, tuple[Diagnostic, ...]]
    empreintes: Mapping[str, str]

    @property
    def lus(self) -> tuple[str, ...]:
        """The files of the session: its own, its roster, the grilles that it names."""
        grilles = (evaluation.grille for dossier in self.session.dossiers for _, evaluation in dossier.evaluations)
        return (self.chemin, *(str(Path(self.chemin).parent / nom) for nom in (self.session.liste, *grilles) if nom))


class _Source(NamedTuple):
    """Where dossiers are written: what was read, its faults of shape, its SHA-256 by name of file.

    Of a roster, `rangs` is the row of each line.
    """

    document: Document
    forme: Forme
    empreintes: Mapping[str, str]
    rangs: Mapping[int, int] | None = None


def charger(chemin: str) -> Outcome[SessionLue]:
    """Read a session. Errors that refuse it whole: S101-S104, R1, R2, J1, those of its référentiel."""
    source = _ouvrir(chemin)
    if source.value is None:
        return source.refus()
    document, forme = source.value.document, source.value.forme
    session = lire_session.construire(document.racine)
    texte = Texte(document.position, forme.perdus)
    constats = tuple(constat.diagnostic for constat in check.fautes(session, texte))
    regle = _bareme(session, chemin, texte)
    fautes = (*constats, *regle.diagnostics)
    if regle.value is None or refuse(fautes):
        return Outcome(None, fautes)
    if session.liste:
        lue = _ouvrir_liste(session, source.value)
        if lue.value is None:
            return Outcome(None, (*fautes, *lue.diagnostics))
        source = lue
        session = session._replace(dossiers=lire_session.construire_dossiers(lue.value.document.racine))
    if source.value is None or not session.dossiers:
        return Outcome(None, (*fautes, diagnostic("J107", Position(session.liste or chemin))))
    par_dossier = _fautes_des_dossiers(session, source.value, regle.value)
    return Outcome(SessionLue(chemin, session, regle.value, par_dossier, source.value.empreintes), fautes)


def _ouvrir(chemin: str) -> Outcome[_Source]:
    """Read the session's own file; faults of a dossier do not refuse it."""
    contenu = fichiers.lire(chemin, YAML_OCTETS_MAX)
    if contenu.value is None:
        return contenu.refus()
    document = lire(contenu.value, chemin)
    if document.value is None or document.diagnostics:
        return document.refus()
    forme = reparer(SessionModele, document.value)
    if any(not _est_d_un_dossier(ou) for ou in forme.chemins):
        return Outcome(None, forme.fautes)
    return Outcome(_Source(document.value, forme, {Path(chemin).name: hashlib.sha256(contenu.value).hexdigest()}))


def _ouvrir_liste(session: Session, source: _Source) -> Outcome[_Source]:
    """Read a session's roster."""
    chemin = chemins.depuis_ici(str(Path(source.document.source).parent / session.liste))
    contenu = fichiers.lire(chemin, table.OCTETS_MAX)
    if contenu.value is None:
        return contenu.refus()
    lue = lire_liste.lire(contenu.value, chemin)
    if lue.value is None:
        return lue.refus()
    empreinte = {Path(chemin).name: hashlib.sha256(contenu.value).hexdigest()}
    document, rangs = lue.value
    forme = reparer(ListeModele, document)
    if any(not _est_d_un_dossier(ou) for ou in forme.chemins):
        return Outcome(None, forme.fautes)
    return Outcome(_Source(document, forme, {**source.empreintes, **empreinte}, rangs))


def _est_d_un_dossier(chemin: Chemin) -> bool:
    return chemin[:1] == ("dossiers",) and len(chemin) >= _PAR_DOSSIER


def _bareme(session: Session, chemin: str, texte: Texte) -> Outcome[Bareme]:
    """Find the référentiel and the rule of a session. Errors: J110, and those of a référentiel."""
    nom = session.referentiel
    if identifier(nom) is None:
        nom = chemins.depuis_ici(str(Path(chemin).parent / nom))
        if not fichiers.existe(nom):
            constat = texte.constat("J110", ("referentiel",), quoi="aucun référentiel", nom=session.referentiel)
            return Outcome(None, (constat.diagnostic,))
    charge = referentiels.a_calculer(nom)
    if charge.value is None:
        return charge.refus()
    regle = charge.value.regle(session.regle)
    if regle is None:
        constat = texte.constat("J110", ("regle",), quoi="aucune règle", nom=session.regle)
        return Outcome(None, (*charge.diagnostics, constat.diagnostic))
    return Outcome(bareme(charge.value, regle), charge.diagnostics)


def _fautes_des_dossiers(session: Session, source: _Source, regle: Bareme) -> dict[int, tuple[Diagnostic, ...]]:
    """The faults of shape and of meaning of each dossier, by rank."""
    document, forme, rangs = source.document, source.forme, source.rangs
    texte = Texte(document.position, forme.perdus | forme.retires)
    constats = [Constat(ou, faute) for ou, faute in zip(forme.chemins, forme.fautes, strict=True)]
    sens = check.fautes_des_dossiers(session, regle.referentiel.tenue, texte)
    constats += [constat for constat in sens if not texte.entame(*constat.chemin)]
    par_dossier: defaultdict[int, list[Diagnostic]] = defaultdict(list)
    for ou, faute in constats:
        par_dossier[int(ou[1])].append(faute if rangs is None else lire_liste.dire(faute, ou, rangs))
    return {rang: tuple(dict.fromkeys(fautes)) for rang, fautes in par_dossier.items()}
