"""The folder of a session as it is written: each dossier whole or not at all, then what speaks of all of them."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from clea_cli import __version__, equipe
from clea_cli.diagnostics import Diagnostic, Outcome, Position, diagnostic, refuse
from clea_cli.documents import formats, lots
from clea_cli.documents.rendus.modele import LIVRES
from clea_cli.jury import pages as jury_documents
from clea_cli.jury.dossiers import Dossiers, Pret
from clea_cli.jury.journal import Journal, Note
from clea_cli.jury.lire_manifeste import SCHEMA
from clea_cli.jury.pages import Contexte
from clea_cli.jury.sessions import SessionLue
from clea_cli.jury.vues_session import DossierVu, SessionVue


class Tache(NamedTuple):
    """A dossier to write: `noms` are its files by format, `cle` is the SHA-256 of all that it is made of."""

    pret: Pret
    vu: DossierVu
    noms: Mapping[str, str]
    cle: str

    @property
    def reference(self) -> str:
        """Whose it is."""
        return self.pret.dossier.reference


class Plan(NamedTuple):
    """All that is to stand in the folder."""

    contexte: Contexte
    vue: SessionVue
    taches: tuple[Tache, ...]
    precedente: Mapping[str, str] | None
    entrees: Mapping[str, str]  # the session's own files, by name, with their SHA-256
    origine: str  # where the session's file is from the folder, for a later look at it

    @property
    def cles(self) -> dict[str, str]:
        """What each dossier is made of, as one SHA-256, by reference."""
        return {tache.reference: tache.cle for tache in self.taches}

    def a_faire(self, journal: Journal, *, reprendre: bool) -> list[Tache]:
        """The dossiers that are not in the folder as they should be, or all of them."""
        return [t for t in self.taches if not (reprendre and journal.a_jour(t.reference, t.cle))]


class Compte(NamedTuple):
    """Files written, unchanged, and taken away because the session no longer has them."""

    ecrits: int
    inchanges: int
    retires: tuple[str, ...]


def planifier(
    contexte: Contexte,
    vue: SessionVue,
    lus: Dossiers,
    lue: SessionLue,
    precedente: Mapping[str, str] | None,
    origine: str,
) -> Plan:
    """Name the files of each dossier, and say what it is made of."""
    references = [dossier.reference for dossier in lue.session.dossiers]
    par_format = {
        format_: dict(zip(references, lots.noms(references, "dossier", format_), strict=True))
        for format_ in jury_documents.FORMATS
    }
    taches = tuple(
        Tache(
            pret,
            vu,
            {f: f"{jury_documents.DOSSIERS}/{noms[pret.dossier.reference]}" for f, noms in par_format.items()},
            _cle(contexte, pret, vu),
        )
        for pret, vu in zip(lus.prets, vue.dossiers, strict=True)
    )
    entrees = {nom: f"sha256:{empreinte}" for nom, empreinte in lue.empreintes.items()}
    return Plan(contexte, vue, taches, precedente, entrees, origine)


def _cle(contexte: Contexte, pret: Pret, vu: DossierVu) -> str:
    """The SHA-256 of what a dossier's page is made of: it is made again only when one of these changes."""
    session, le_bareme = contexte.session, contexte.bareme
    fait_de = (
        _outils(),
        (session.id, session.date, session.lieu),
        (le_bareme.referentiel.empreinte, le_bareme.regle.id),
        pret.dossier,
        pret.sources,
        vu,
    )
    return hashlib.sha256(repr(fait_de).encode(errors="replace")).hexdigest()


@cache
def _outils() -> tuple[object, ...]:
    versions = [sorted(formats.outils(format_).items()) for format_ in jury_documents.FORMATS]
    return __version__, versions, hashlib.sha256((LIVRES / "jury-dossier.md").read_bytes()).hexdigest()


def ecrire(
    plan: Plan,
    ecriture: "Ecriture",
    a_faire: Sequence[Tache],
    travailleurs: int,
    avancer: Callable[[int, int], None],
) -> Outcome[Compte]:
    """Write the dossiers, the documents of the session, and last the manifest. Errors: S110, S201-S203."""
    journal = ecriture.journal
    refaites = {tache.reference for tache in a_faire}
    notes = {t.reference: journal.notes[t.reference] for t in plan.taches if t.reference not in refaites}
    ecriture.inchanges = sum(len(note.fichiers) for note in notes.values())
    prets = [(tache.pret, tache.vu) for tache in a_faire]
    autres = travailleurs if travailleurs > 1 else 0
    pages = equipe.ensemble(jury_documents.dossier, plan.contexte, prets, autres, ici_aussi=False)
    perdus: list[Diagnostic] = []
    for rang, (tache, contenus) in enumerate(zip(a_faire, pages, strict=True), start=1):
        # A page that cannot be made keeps none of the others from being written.
        if isinstance(contenus, equipe.Perdue):
            perdus.append(ecriture.perdu(tache.noms["html"]))
            continue
        note = ecriture.dossier(tache, contenus)
        if note is None:
            return Outcome(None, (*perdus, *ecriture.fautes))
        notes[tache.reference] = note
        avancer(rang, len(a_faire))
    if perdus:
        return Outcome(None, tuple(perdus))
    communs = ecriture.communs(plan.vue)
    if not refuse(ecriture.fautes):
        ecriture.retirer({*communs, *(nom for note in notes.values() for nom in note.fichiers)})
    if not refuse(ecriture.fautes):
        ecriture.fautes += journal.conclure(_manifeste(plan, notes, communs)).diagnostics
    compte = Compte(ecriture.ecrits, ecriture.inchanges, tuple(ecriture.retires))
    return Outcome(None if refuse(ecriture.fautes) else compte, tuple(ecriture.fautes))


class Ecriture:
    """Writes in the folder and counts; it stops at the first refusal of the system."""

    def __init__(self, journal: Journal, lus: Sequence[str], *, forcer: bool) -> None:
        """Start with nothing written; `lus` are the files of the session, which no document of it replaces."""
        self.journal, self._lus, self._forcer = journal, lus, forcer
        self.ecrits = self.inchanges = 0
        self.retires: list[str] = []
        self.fautes: list[Diagnostic] = []

    def dossier(self, tache: Tache, contenus: Mapping[str, bytes]) -> Note | None:
        """Write the files of a dossier, announced before and noted after."""
        par_nom = {tache.noms[format_]: contenu for format_, contenu in contenus.items()}
        note = Note(tache.cle, {nom: hashlib.sha256(contenu).hexdigest() for nom, contenu in par_nom.items()})
        annonce = self.journal.annoncer(tache.reference, note, faite=False)
        if annonce or not all(self._fichier(nom, contenu) for nom, contenu in par_nom.items()):
            self.fautes += annonce
            return None
        self.fautes += self.journal.annoncer(tache.reference, note, faite=True)
        return None if refuse(self.fautes) else note

    def communs(self, vue: SessionVue) -> dict[str, str]:
        """Write the documents of the whole session; their SHA-256 by name."""
        contenus: dict[str, bytes] = {}
        perdus: list[Diagnostic] = []
        for nom, contenu in jury_documents.de_session(vue):
            if isinstance(contenu, equipe.Perdue):
                perdus.append(self.perdu(nom))
            else:
                contenus[nom] = contenu
        empreintes = {nom: hashlib.sha256(contenu).hexdigest() for nom, contenu in contenus.items()}
        self.fautes += self.journal.annoncer("", Note("", empreintes), faite=False)
        for nom, contenu in contenus.items():
            if refuse(self.fautes) or not self._fichier(nom, contenu, self._lus):
                break
        self.fautes += perdus
        return empreintes

    def retirer(self, gardes: set[str]) -> None:
        """Take away our files of dossiers that the session no longer has, or that are no longer ready."""
        for nom in self.journal.connus:
            if nom not in gardes:
                retire = self.journal.retirer(nom)
                self.fautes += retire.diagnostics
                self.retires += [nom] if retire.value else []

    def perdu(self, nom: str) -> Diagnostic:
        """Say that a file of the folder could not be made: S110."""
        return diagnostic("S110", Position(str(Path(self.journal.dossier) / nom)))

    def _fichier(self, nom: str, contenu: bytes, entrees: Sequence[str] = ()) -> bool:
        ecrit = self.journal.ecrire(nom, contenu, forcer=self._forcer, entrees=entrees)
        self.fautes += ecrit.diagnostics
        self.ecrits += ecrit.value is True
        self.inchanges += ecrit.value is False
        return ecrit.value is not None


def _manifeste(plan: Plan, notes: Mapping[str, Note], communs: Mapping[str, str]) -> dict[str, Any]:
    session, referentiel = plan.contexte.session, plan.contexte.bareme.referentiel
    return {
        "schema": SCHEMA,
        "outil": __version__,
        "session": {
            "id": session.id,
            "date": session.date.isoformat(),
            "lieu": session.lieu,
            "organisme": {"nom": session.organisme.nom, "siret": session.organisme.siret},
            "jury": [membre._asdict() | {"college": membre.college.value} for membre in session.jury],
            "libelles": {choix.value: mots for choix, mots in session.libelles.items()},
        },
        "referentiel": {
            "id": referentiel.id,
            "version": referentiel.version,
            "libelle": referentiel.libelle,
            "empreinte": f"sha256:{referentiel.empreinte}",
            "echeances": list(plan.vue.echeances),
        },
        "regle": plan.contexte.bareme.regle.id,
        "precedente": plan.precedente,
        "session_lue": plan.origine,
        "entrees": dict(plan.entrees),
        "dossiers": [_dossier(tache, notes[tache.reference]) for tache in plan.taches],
        "refuses": [{"reference": r.reference, "codes": r.codes} for r in plan.vue.refuses],
        "fichiers": dict(communs),
        "cloture": None,
    }


def _dossier(tache: Tache, note: Note) -> dict[str, Any]:
    vu, dossier = tache.vu, tache.pret.dossier
    return {
        "reference": vu.reference,
        "verdict": vu.verdict,
        "points": vu.points,
        "domaines": {domaine.code: domaine.statut for domaine in vu.domaines},
        "premiere_evaluation": dossier.finale is None,
        "statut": dossier.statut,
        "prescripteur": dossier.prescripteur,
        "financement": dossier.financement,
        "raisons": list(vu.raisons),
        "sources": {source.evaluation: f"sha256:{source.empreinte}" for source in tache.pret.sources},
        "cle": note.cle,
        "fichiers": dict(note.fichiers),
    }
