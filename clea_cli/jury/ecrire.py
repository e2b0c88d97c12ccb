"""The folder of a session as it is written: each dossier whole or not at all, then all of them."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from clea_cli import __version__, equipe
from clea_cli.diagnostics import Diagnostic, Outcome, Position, refuse, refuser
from clea_cli.documents.rediger import sans_lettres
from clea_cli.documents.remplisseur import Remplisseur
from clea_cli.jury import pages
from clea_cli.jury.dossiers import FautesDeDossiers
from clea_cli.jury.journal import Journal, Note
from clea_cli.jury.manifeste import (
    DossierEcrit,
    Manifeste,
    OrganismeEcrit,
    ReferentielEcrit,
    RefusEcrit,
    SessionEcrite,
)
from clea_cli.jury.plan import DossierAEcrire, Plan
from clea_cli.jury.session import Session
from clea_cli.jury.vues_session import Changements, SessionVue
from clea_cli.referentiel.referentiel import Referentiel

if TYPE_CHECKING:  # only a pdf has letters of its own
    from clea_cli.sorties.lettres import Absente


class Travail(NamedTuple):
    """How the dossiers are made: which, by how many hands; `avancer(done, all)` follows them."""

    a_faire: Sequence[DossierAEcrire]
    travailleurs: int
    avancer: Callable[[int, int], None]


def ecrire(plan: Plan, ecrivain: "Ecrivain", travail: Travail) -> Outcome[Changements]:
    """Write the dossiers, the documents of the session, and last the manifest.

    Errors: D201, D203, D351, S110, S111, S201-S203; warning D350.
    """
    journal = ecrivain.journal
    # 1. What stays is noted as it was.
    refaites = {tache.reference for tache in travail.a_faire}
    notes: dict[str, Note] = {}
    for tache in plan.taches:
        if tache.reference not in refaites:
            notes[tache.reference] = journal.notes[tache.reference]
    ecrivain.inchanges = sum(len(note.fichiers) for note in notes.values())
    # 2. The dossiers, then what speaks of all of them.
    faites = _dossiers(plan, ecrivain, travail)
    if faites.value is None:
        return faites.refus()
    notes |= faites.value
    communs = ecrivain.communs(plan.vue, plan.cadre.remplisseur)
    # 3. Nothing is taken away, and no manifest says that all is there, where something failed.
    if not refuse(ecrivain.fautes):
        gardes = set(communs)
        for note in notes.values():
            gardes |= note.fichiers.keys()
        ecrivain.retirer(gardes)
    if not refuse(ecrivain.fautes):
        fait = manifeste(plan, notes, communs)
        ecrivain.fautes += journal.conclure(fait).diagnostics
    # Many pages may have one fault.
    fautes = tuple(dict.fromkeys(ecrivain.fautes))
    if refuse(fautes):
        return Outcome(None, fautes)
    return Outcome(ecrivain.changements, fautes)


def _dossiers(plan: Plan, ecrivain: "Ecrivain", travail: Travail) -> Outcome[dict[str, Note]]:
    """Make the pages of the dossiers, and write each as it comes."""
    # This process writes, the others make; typst would keep in it all that it has made.
    prets = [(tache.pret, tache.vu) for tache in travail.a_faire]
    autres = travail.travailleurs if travail.travailleurs > 1 else 0
    faites = equipe.ensemble(pages.dossier, plan.cadre, prets, autres, ici_aussi=False)
    notes: dict[str, Note] = {}
    perdus = FautesDeDossiers()
    for rang, (tache, faite) in enumerate(zip(travail.a_faire, faites, strict=True), start=1):
        # A page that cannot be made keeps none of the others from being written.
        rendue = ecrivain.rendue(tache.noms["html"], faite, tache.pret.lieu)
        if rendue.value is None:
            perdus.ajouter(tache.pret.dossier, tache.pret.lieu, rendue.diagnostics)
            continue
        note = ecrivain.dossier(tache, rendue.value)
        if note is None:
            return Outcome(None, (*perdus.diagnostics, *ecrivain.fautes))
        notes[tache.reference] = note
        travail.avancer(rang, len(travail.a_faire))
    if perdus.diagnostics:
        return Outcome(None, tuple(dict.fromkeys((*perdus.diagnostics, *ecrivain.fautes))))
    return Outcome(notes)


class Ecrivain:
    """Writes in the folder and counts; it stops at the first refusal of the system."""

    def __init__(self, journal: Journal, lus: Sequence[str], *, forcer: bool) -> None:
        """Start with nothing written; no document replaces `lus`, the files of the session."""
        self.journal = journal
        self._lus = lus
        self._forcer = forcer
        self.ecrits = 0
        self.inchanges = 0
        self.retires: list[str] = []
        self.fautes: list[Diagnostic] = []
        self._dites: set[Absente] = set()

    @property
    def changements(self) -> Changements:
        """What has changed in the folder."""
        return Changements(self.ecrits, self.inchanges, tuple(self.retires))

    def dossier(self, tache: DossierAEcrire, contenus: Mapping[str, bytes]) -> Note | None:
        """Write the files of a dossier, announced before and noted after."""
        par_nom = {tache.noms[format_]: contenu for format_, contenu in contenus.items()}
        note = Note(tache.cle, _empreintes(par_nom))
        annonce = self.journal.annoncer(tache.reference, note, faite=False)
        if annonce:
            self.fautes += annonce
            return None
        for nom, contenu in par_nom.items():
            if not self._fichier(nom, contenu):
                return None
        self.fautes += self.journal.annoncer(tache.reference, note, faite=True)
        return None if refuse(self.fautes) else note

    def communs(self, vue: SessionVue, remplisseur: Remplisseur) -> dict[str, str]:
        """Write the documents of the whole session; their SHA-256 by name."""
        contenus: dict[str, bytes] = {}
        perdus: list[Diagnostic] = []
        for nom, faite in pages.de_session(vue, remplisseur):
            rendue = self.rendue(nom, faite, self._position(nom), commune=True)
            perdus += rendue.diagnostics
            for contenu in (rendue.value or {}).values():
                contenus[nom] = contenu
        empreintes = _empreintes(contenus)
        self.fautes += self.journal.annoncer("", Note("", empreintes), faite=False)
        for nom, contenu in contenus.items():
            if refuse(self.fautes) or not self._fichier(nom, contenu, self._lus):
                break
        self.fautes += perdus
        return empreintes

    def retirer(self, gardes: set[str]) -> None:
        """Take away our files of dossiers that are gone from the session, or no longer ready."""
        for nom in self.journal.connus:
            if nom in gardes:
                continue
            retire = self.journal.retirer(nom)
            self.fautes += retire.diagnostics
            if retire.value:
                self.retires.append(nom)

    def rendue(
        self,
        nom: str,
        faite: pages.Faite,
        lieu: Position,
        *,
        commune: bool = False,
    ) -> Outcome[dict[str, bytes]]:
        """What a page was made into; its letters without a drawing are told of `lieu`.

        A dossier tells its own, each place once; what speaks of all (`commune`) only new letters.
        Errors: those of the page, S110; warning D350.
        """
        if isinstance(faite, equipe.Perdue):
            return refuser("S110", self._position(nom))
        if faite.value is None:
            return faite.refus()
        lettres = {dite.lettres for dite in self._dites}
        nouvelles = []
        for absente in faite.value.absentes:
            deja = absente.lettres in lettres if commune else absente in self._dites
            if not deja:
                nouvelles.append(absente)
        self._dites.update(nouvelles)
        self.fautes += sans_lettres(nouvelles, lieu)
        return Outcome(faite.value.contenus)

    def _position(self, nom: str) -> Position:
        """Where a file of the folder stands."""
        return Position(str(Path(self.journal.dossier) / nom))

    def _fichier(self, nom: str, contenu: bytes, entrees: Sequence[str] = ()) -> bool:
        ecrit = self.journal.ecrire(nom, contenu, forcer=self._forcer, entrees=entrees)
        self.fautes += ecrit.diagnostics
        self.ecrits += ecrit.value is True
        self.inchanges += ecrit.value is False
        return ecrit.value is not None


def _empreintes(contenus: Mapping[str, bytes]) -> dict[str, str]:
    return {nom: hashlib.sha256(contenu).hexdigest() for nom, contenu in contenus.items()}


def manifeste(plan: Plan, notes: Mapping[str, Note], communs: Mapping[str, str]) -> Manifeste:
    """All that the folder holds: each dossier as it was noted, and what speaks of all of them."""
    bareme = plan.cadre.bareme
    refuses = []
    for refus in plan.vue.refuses:
        refuses.append(RefusEcrit(refus.reference, tuple(refus.codes), tuple(refus.raisons)))
    return Manifeste(
        outil=__version__,
        session=session_ecrite(plan.cadre.session),
        referentiel=_referentiel(bareme.referentiel, plan.vue),
        regle=bareme.regle.id,
        precedente=plan.precedente,
        session_lue=plan.origine,
        entrees=plan.entrees,
        dossiers=tuple(_dossier(tache, notes[tache.reference]) for tache in plan.taches),
        refuses=tuple(refuses),
        fichiers=communs,
        cloture=None,
        modeles=plan.modeles,
    )


def session_ecrite(session: Session) -> SessionEcrite:
    """What the manifest says of a session."""
    organisme = session.organisme
    return SessionEcrite(
        id=session.id,
        date=session.date.isoformat(),
        lieu=session.lieu,
        organisme=OrganismeEcrit(
            organisme.nom,
            organisme.siret,
            organisme.debut.isoformat(),
            organisme.fin.isoformat(),
        ),
        jury=session.jury,
        libelles=session.libelles,
        certificateur=session.certificateur,
    )


def _referentiel(referentiel: Referentiel, vue: SessionVue) -> ReferentielEcrit:
    return ReferentielEcrit(
        id=referentiel.id,
        version=referentiel.version,
        libelle=referentiel.libelle,
        empreinte=f"sha256:{referentiel.empreinte}",
        echeances=vue.echeances,
        avertissement=vue.avertissement,
    )


def _dossier(tache: DossierAEcrire, note: Note) -> DossierEcrit:
    vu = tache.vu
    dossier = tache.pret.dossier
    sources: dict[str, str] = {}
    for source in tache.pret.sources:
        sources[source.evaluation] = f"sha256:{source.empreinte}"
    domaines = {domaine.code: domaine.statut for domaine in vu.domaines}
    dernier_jour = max(evaluation.date for _, evaluation in dossier.evaluations)
    return DossierEcrit(
        reference=vu.reference,
        verdict=vu.verdict,
        points=vu.points,
        domaines=domaines,
        premiere_evaluation=dossier.finale is None,
        statut=dossier.statut,
        prescripteur=dossier.prescripteur,
        financement=dossier.financement,
        raisons=vu.raisons,
        notes=vu.notes,
        sources=sources,
        cle=note.cle,
        juge=tache.juge,
        evalue_le=dernier_jour.isoformat(),
        fichiers=note.fichiers,
    )
