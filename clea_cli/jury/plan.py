"""What is to stand in the folder of a session: its dossiers, each with what it is made of."""

import hashlib
import json
from collections.abc import Mapping
from typing import NamedTuple

from clea_cli import __version__
from clea_cli.documents import formats, lots
from clea_cli.jury import pages
from clea_cli.jury.dossiers import Dossiers, Pret, Refuse
from clea_cli.jury.formats import PAGES
from clea_cli.jury.journal import Journal
from clea_cli.jury.manifeste import ModelesEcrits, Precedente
from clea_cli.jury.pages import CadreDeSession
from clea_cli.jury.sessions import SessionLue
from clea_cli.jury.vues_session import DossierVu, SessionVue


class DossierAEcrire(NamedTuple):
    """A dossier to write: its files by format, and two SHA-256.

    `cle` is of all that its page is made of, `juge` of what the jury judges.
    """

    pret: Pret
    vu: DossierVu
    noms: Mapping[str, str]
    cle: str
    juge: str

    @property
    def reference(self) -> str:
        """Whose it is."""
        return self.pret.dossier.reference


class Plan(NamedTuple):
    """All that is to stand in the folder."""

    cadre: CadreDeSession
    vue: SessionVue
    taches: tuple[DossierAEcrire, ...]
    refuses: tuple[Refuse, ...]
    precedente: Precedente | None
    entrees: Mapping[str, str]  # the session's own files, by name, with their SHA-256
    origine: str  # where the session's file is from the folder, for a later look at it
    modeles: ModelesEcrits = ModelesEcrits()

    def a_faire(self, journal: Journal, *, reprendre: bool) -> list[DossierAEcrire]:
        """The dossiers that are not in the folder as they should be, or all of them."""
        if not reprendre:
            return list(self.taches)
        return [tache for tache in self.taches if not journal.a_jour(tache.reference, tache.cle)]


def planifier(
    cadre: CadreDeSession,
    vue: SessionVue,
    lus: Dossiers,
    lue: SessionLue,
    precedente: Precedente | None,
    origine: str,
) -> Plan:
    """Name the files of each dossier, and say what it is made of."""
    # Names are given to all dossiers, ready or not: one that becomes ready renames no other.
    references = [dossier.reference for dossier in lue.session.dossiers]
    par_format: dict[str, dict[str, str]] = {}
    for format_ in PAGES:
        noms = lots.noms(references, "dossier", format_)
        par_format[format_] = dict(zip(references, noms, strict=True))
    # Looked at once for all of them.
    outils = _outils(cadre)
    taches: list[DossierAEcrire] = []
    for pret, vu in zip(lus.prets, vue.dossiers, strict=True):
        reference = pret.dossier.reference
        siens: dict[str, str] = {}
        for format_, noms_donnes in par_format.items():
            siens[format_] = f"{pages.DOSSIERS}/{noms_donnes[reference]}"
        cle = _cle(outils, cadre, pret, vu)
        taches.append(DossierAEcrire(pret, vu, siens, cle, _juge(pret)))
    entrees = {nom: f"sha256:{empreinte}" for nom, empreinte in lue.empreintes.items()}
    return Plan(cadre, vue, tuple(taches), lus.refuses, precedente, entrees, origine)


def _cle(outils: tuple[object, ...], cadre: CadreDeSession, pret: Pret, vu: DossierVu) -> str:
    """The SHA-256 of what a dossier's page is made of: changed, the page is made again."""
    session, bareme = cadre.session, cadre.bareme
    fait_de = (
        outils,
        (session.id, session.date, session.lieu),
        (bareme.referentiel.empreinte, bareme.regle.id),
        pret.dossier,
        pret.sources,
        vu,
    )
    ecrit = repr(fait_de)
    return hashlib.sha256(ecrit.encode(errors="replace")).hexdigest()


def _juge(pret: Pret) -> str:
    """The SHA-256 of what the jury judges: the dossier and the answers, wherever they are written.

    Neither a version of the program nor another candidate of the same file changes it.
    """
    dossier = pret.dossier
    evaluations: list[tuple[object, ...]] = []
    for (cle, evaluation), grille in zip(dossier.evaluations, pret.grilles, strict=True):
        sequences: list[tuple[str, int, int]] = []
        for sequence in evaluation.sequences:
            sequences.append((str(sequence.jour), sequence.debut, sequence.fin))
        reponses = (hex(grille.acquis), hex(grille.possibles))
        jour = evaluation.date.isoformat()
        evaluations.append((cle, jour, sequences, evaluation.evaluateur, reponses))
    fait_de = (
        (dossier.reference, dossier.statut, dossier.prescripteur, dossier.financement),
        evaluations,
        (dossier.formateurs, str(dossier.heures)),
    )
    ecrit = json.dumps(fait_de, ensure_ascii=False)
    return hashlib.sha256(ecrit.encode(errors="replace")).hexdigest()


def _outils(cadre: CadreDeSession) -> tuple[object, ...]:
    """The program, what writes its formats, and the templates of a dossier's page."""
    versions = [sorted(formats.outils(format_).items()) for format_ in PAGES]
    modeles = cadre.remplisseur.modeles
    empreintes = modeles.empreintes(pages.MODELE) | modeles.propres(pages.MODELE)
    return __version__, versions, sorted(empreintes.items())
