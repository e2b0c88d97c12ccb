"""Invented sessions, as real ones are read: made of what is given, or a plain one.

Templates are tried on the worst that can be given (`essai_modeles`); the list of what they may read
(`variables`) is made of the plain one.
"""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from itertools import cycle
from typing import Any

from clea_cli.decision.decision import Bareme, bareme
from clea_cli.diagnostics import Position, diagnostic
from clea_cli.documents.exemple import clea, grille
from clea_cli.grille.grille import Grille
from clea_cli.jury import ecrire, mots_proces_verbal
from clea_cli.jury.dossiers import Dossiers, GrilleDuDossier, Pret, Refuse
from clea_cli.jury.journal import Note
from clea_cli.jury.mots_proces_verbal import FaitDe, Presence
from clea_cli.jury.plan import Plan
from clea_cli.jury.session import (
    LIBELLES_USUELS,
    Choix,
    College,
    DecisionDuJury,
    Dossier,
    Evaluation,
    Membre,
    OrganismePresentateur,
    Session,
)
from clea_cli.jury.sessions import SessionLue
from clea_cli.referentiel.referentiel import Referentiel
from clea_cli.sources.temps import Sequence as Horaires

_EMPREINTE = "0" * 64
_ICI = Position("session.yaml", 1)
_JOUR = date(2026, 12, 1)
_JOUR_PREALABLE = date(2026, 3, 2)
# Domaines mastered at each évaluation: one who gets there, one who does not yet, one unknown.
_CANDIDATS: dict[str, tuple[int | None, ...]] = {"C-1": (2, 7), "C-2": (4,), "C-3": (None,)}


def comme_lue(
    session: Session,
    le_bareme: Bareme,
    grilles: Sequence[tuple[Grille, ...]],
    refuse: Dossier | None,
) -> tuple[SessionLue, Dossiers]:
    """A session whose dossiers have these grilles, one an évaluation; `refuse` is one not ready."""
    prets: list[Pret] = []
    for dossier, siennes in zip(session.dossiers, grilles, strict=True):
        sources = tuple(GrilleDuDossier(cle, _EMPREINTE) for cle, _ in dossier.evaluations)
        prets.append(Pret(dossier, siennes, sources, (), _ICI))
    refuses: tuple[Refuse, ...] = ()
    if refuse is not None:
        refuses = (Refuse(refuse, (diagnostic("J212", _ICI),), _ICI),)
    lieux = (_ICI,) * len(prets)
    lue = SessionLue(_ICI.source, session, le_bareme, {}, {}, lieux)
    return lue, Dossiers(tuple(prets), refuses)


def proces_verbal(prevu: Plan, motifs: Sequence[str]) -> dict[str, Any]:
    """The minutes of a session of three members, of whom the third presides in the second's place.

    Every dossier is put off; the reasons come in turn.
    """
    notes = {tache.reference: Note("", {}) for tache in prevu.taches}
    votes = {College.EMPLOYEURS: "1-0", College.SALARIES: "0-1"}
    prises = {}
    for reference, motif in zip(notes, cycle(motifs), strict=False):
        prises[reference] = DecisionDuJury(reference, Choix.REPORTE, motif, votes)
    _, absent, president = prevu.cadre.session.jury
    presence = Presence((absent.reference,), president.reference)
    empreinte = f"sha256:{_EMPREINTE}"
    fait_de = FaitDe(prevu.cadre.session.date.isoformat(), empreinte, empreinte)
    manifeste = ecrire.manifeste(prevu, notes, {})
    return mots_proces_verbal.donnees(manifeste, prises, presence, fait_de)


def simple() -> tuple[SessionLue, Dossiers]:
    """A session of three members, three dossiers and one that is refused, of CléA on trial."""
    referentiel = clea(essai=True)
    dossiers, grilles = [], []
    for reference, parcours in _CANDIDATS.items():
        dossiers.append(_dossier(reference, len(parcours)))
        siennes = tuple(_grille(referentiel, reference, maitrises) for maitrises in parcours)
        grilles.append(siennes)
    session = Session(
        id="2026-12",
        date=_JOUR,
        lieu="Lille",
        referentiel="clea",
        regle=None,
        organisme=OrganismePresentateur("Les Ateliers du Pont", "12345678200010", _JOUR, _JOUR),
        jury=(
            Membre("J-1", "Camille Roux", College.EMPLOYEURS, president=False),
            Membre("J-2", "Sacha Morel", College.SALARIES, president=True),
            Membre("J-3", "Andrea Petit", College.SALARIES, president=False),
        ),
        libelles=LIBELLES_USUELS,
        precedente="",
        liste="",
        dossiers=tuple(dossiers),
    )
    le_bareme = bareme(referentiel, referentiel.regles[0])
    return comme_lue(session, le_bareme, grilles, _dossier("C-4", 1))


def _grille(referentiel: Referentiel, reference: str, maitrises: int | None) -> Grille:
    """So many domaines mastered; None: nothing is evaluated yet."""
    if maitrises is None:
        return Grille(reference, 0, (1 << referentiel.nombre_de_criteres) - 1)
    return grille(referentiel, reference, maitrises)


def _dossier(reference: str, evaluations: int) -> Dossier:
    """A candidate evaluated once, or twice."""
    prealable, finale = (_evaluation(jour) for jour in (_JOUR_PREALABLE, _JOUR))
    return Dossier(
        reference=reference,
        statut="salarié",
        prescripteur="mission locale",
        financement="plan de l'entreprise",
        prealable=prealable,
        formateurs=("F-1",),
        heures=Fraction(21),
        finale=finale if evaluations > 1 else None,
    )


def _evaluation(jour: date) -> Evaluation:
    return Evaluation(jour, (Horaires(jour, 9 * 60, 12 * 60),), "E-1", "grille.csv")
