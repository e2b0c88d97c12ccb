"""A session read: its file, then its dossiers, from the file itself or from a roster."""

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from clea_cli.decision import charger as referentiels
from clea_cli.decision.decision import Bareme, bareme
from clea_cli.diagnostics import Diagnostic, Outcome, Position, diagnostic, refuse
from clea_cli.jury import lire_liste, lire_session, nominatifs, verifier_session
from clea_cli.jury.session import Dossier, Session
from clea_cli.jury.session_modele import ListeModele, SessionModele
from clea_cli.referentiel.livres import identifier
from clea_cli.sorties import chemins
from clea_cli.sources import fichiers
from clea_cli.sources.bornes import TABLE_OCTETS_MAX, YAML_OCTETS_MAX
from clea_cli.sources.forme import FormeLue, reparer
from clea_cli.sources.texte import Chemin, Constat, TexteLu
from clea_cli.sources.yaml_source import DocumentYaml, lire

_PAR_DOSSIER = 2  # a fault at ("dossiers", rank, …) is of that dossier alone


class SessionLue(NamedTuple):
    """A session whose own file is right; `fautes` are those of its dossiers, by rank.

    `empreintes` are the SHA-256 of its file and of its roster, by name. `lieux` says in which file
    and at which row each dossier stands, by rank.
    """

    chemin: str
    session: Session
    bareme: Bareme
    fautes: Mapping[int, tuple[Diagnostic, ...]]
    empreintes: Mapping[str, str]
    lieux: tuple[Position, ...]

    @property
    def lus(self) -> tuple[str, ...]:
        """The files of the session: its own, its roster, the grilles that it names."""
        noms = [self.session.liste]
        for dossier in self.session.dossiers:
            noms += [evaluation.grille for _, evaluation in dossier.evaluations]
        ici = Path(self.chemin).parent
        nommes = [str(ici / nom) for nom in noms if nom]
        return (self.chemin, *nommes)


class _Ecrits(NamedTuple):
    """Where dossiers are written: what was read, its faults of shape, its SHA-256 by name of file.

    Of a roster, `rangs` is the row of each line.
    """

    document: DocumentYaml
    forme: FormeLue
    empreintes: Mapping[str, str]
    rangs: Mapping[int, int] | None = None


def charger(chemin: str) -> Outcome[SessionLue]:
    """Read a session.

    Errors that refuse it whole: S101-S104, R1, R2, J1, those of its référentiel.
    """
    # 1. Its own file: the session, its référentiel and its rule.
    ouverte = _ouvrir(chemin)
    if ouverte.value is None:
        return ouverte.refus()
    ecrits = ouverte.value
    session = lire_session.construire(ecrits.document.racine)
    texte = TexteLu(ecrits.document.position, ecrits.forme.perdus)
    constats = [constat.diagnostic for constat in verifier_session.fautes(session, texte)]
    regle = _bareme(session, chemin, texte)
    fautes = (*constats, *regle.diagnostics)
    if regle.value is None or refuse(fautes):
        return Outcome(None, fautes)
    # 2. Its dossiers, from the file itself or from a roster.
    if session.liste:
        lue = _ouvrir_liste(session, ecrits)
        if lue.value is None:
            return Outcome(None, (*fautes, *lue.diagnostics))
        ecrits = lue.value
        dossiers = lire_session.construire_dossiers(ecrits.document.racine)
        session = session._replace(dossiers=dossiers)
    if not session.dossiers:
        vide = diagnostic("J107", Position(session.liste or chemin))
        return Outcome(None, (*fautes, vide))
    # 3. What is to be said of each, and where it stands.
    par_dossier = _fautes_des_dossiers(session, ecrits, regle.value)
    rangs = range(len(session.dossiers))
    lieux = tuple(_lieu(ecrits, rang) for rang in rangs)
    nommes = tuple(_nommes(session, ecrits, lieux))
    session = session._replace(dossiers=nommes)
    avis = nominatifs.noms_de_personnes(nommes, lieux)
    lue_entiere = SessionLue(chemin, session, regle.value, par_dossier, ecrits.empreintes, lieux)
    return Outcome(lue_entiere, (*fautes, *avis))


def _ouvrir(chemin: str) -> Outcome[_Ecrits]:
    """Read the session's own file; faults of a dossier do not refuse it."""
    contenu = fichiers.lire(chemin, YAML_OCTETS_MAX)
    if contenu.value is None:
        return contenu.refus()
    document = lire(contenu.value, chemin)
    if document.value is None or document.diagnostics:
        return document.refus()
    forme = reparer(SessionModele, document.value)
    if _refusee(forme):
        return Outcome(None, forme.fautes)
    empreintes = _empreinte(chemin, contenu.value)
    return Outcome(_Ecrits(document.value, forme, empreintes))


def _ouvrir_liste(session: Session, ecrits: _Ecrits) -> Outcome[_Ecrits]:
    """Read a session's roster."""
    # Named from the session's folder.
    ici = Path(ecrits.document.source).parent
    chemin = chemins.depuis_ici(str(ici / session.liste))
    contenu = fichiers.lire(chemin, TABLE_OCTETS_MAX)
    if contenu.value is None:
        return contenu.refus()
    lue = lire_liste.lire(contenu.value, chemin)
    if lue.value is None:
        return lue.refus()
    document, rangs = lue.value
    forme = reparer(ListeModele, document)
    if _refusee(forme):
        return Outcome(None, forme.fautes)
    empreintes = {**ecrits.empreintes, **_empreinte(chemin, contenu.value)}
    return Outcome(_Ecrits(document, forme, empreintes, rangs))


def _nommes(
    session: Session,
    ecrits: _Ecrits,
    lieux: Sequence[Position],
) -> Iterator[Dossier]:
    """The dossiers; one whose reference is refused is named by its row: that text may be a name."""
    texte = TexteLu(ecrits.document.position, ecrits.forme.perdus | ecrits.forme.retires)
    for rang, dossier in enumerate(session.dossiers):
        if texte.perdu("dossiers", rang, "reference"):
            dossier = dossier._replace(reference=f"ligne {lieux[rang].ligne}")
        yield dossier


def _lieu(ecrits: _Ecrits, rang: int) -> Position:
    """Where a dossier stands: its line, or its row in a roster as a spreadsheet counts."""
    ou = ecrits.document.position(("dossiers", rang))
    if ecrits.rangs is None:
        return Position(ou.source, ou.ligne)
    return Position(ou.source, ecrits.rangs.get(ou.ligne or 0))


def _empreinte(chemin: str, contenu: bytes) -> dict[str, str]:
    return {Path(chemin).name: hashlib.sha256(contenu).hexdigest()}


def _refusee(forme: FormeLue) -> bool:
    """Whether a fault of shape is of no dossier: then it refuses the whole."""
    return not all(map(_est_d_un_dossier, forme.chemins))


def _est_d_un_dossier(chemin: Chemin) -> bool:
    return chemin[:1] == ("dossiers",) and len(chemin) >= _PAR_DOSSIER


def _bareme(session: Session, chemin: str, texte: TexteLu) -> Outcome[Bareme]:
    """Find the référentiel and the rule of a session. Errors: J110, and those of a référentiel."""
    nom = session.referentiel
    # What is not the name of one that ships is a file, from the session's folder.
    if identifier(nom) is None:
        ici = Path(chemin).parent
        nom = chemins.depuis_ici(str(ici / nom))
        if not fichiers.existe(nom):
            ecrit = session.referentiel
            constat = texte.constat("J110", ("referentiel",), quoi="aucun référentiel", nom=ecrit)
            return Outcome(None, (constat.diagnostic,))
    charge = referentiels.a_calculer(nom)
    if charge.value is None:
        return charge.refus()
    regle = charge.value.regle(session.regle)
    if regle is None:
        constat = texte.constat("J110", ("regle",), quoi="aucune règle", nom=session.regle)
        return Outcome(None, (*charge.diagnostics, constat.diagnostic))
    return Outcome(bareme(charge.value, regle), charge.diagnostics)


def _fautes_des_dossiers(
    session: Session,
    ecrits: _Ecrits,
    regle: Bareme,
) -> dict[int, tuple[Diagnostic, ...]]:
    """The faults of shape and of meaning of each dossier, by rank."""
    # 1. Those of shape.
    forme = ecrits.forme
    constats: list[Constat] = []
    for chemin, faute in zip(forme.chemins, forme.fautes, strict=True):
        constats.append(Constat(chemin, faute))
    # 2. Those of meaning, but for what follows from a fault of shape alone.
    texte = TexteLu(ecrits.document.position, forme.perdus | forme.retires)
    tenue = regle.referentiel.tenue
    for constat in verifier_session.fautes_des_dossiers(session, tenue, texte):
        if not texte.entame(*constat.chemin):
            constats.append(constat)
    # 3. By dossier, each once, in the words of a table if they stand in one.
    par_dossier: defaultdict[int, dict[Diagnostic, None]] = defaultdict(dict)
    for chemin, faute in constats:
        if ecrits.rangs is not None:
            faute = lire_liste.dire(faute, chemin, ecrits.rangs)
        rang = int(chemin[1])
        par_dossier[rang][faute] = None
    return {rang: tuple(fautes) for rang, fautes in par_dossier.items()}
