"""A session put into words: each dossier for the list, and why some should be looked at first."""

from collections.abc import Iterator, Sequence
from datetime import date
from enum import IntEnum
from typing import Any

from clea_cli.decision.decision import Bareme, Decision, Reponse
from clea_cli.decision.jugement import Jugement
from clea_cli.decision.marge import marge
from clea_cli.decision.mots import rapport
from clea_cli.decision.vues import Rapport
from clea_cli.diagnostics import en_lettres
from clea_cli.jury.session import Dossier, Evaluation, Membre, Regard, Session
from clea_cli.jury.vues_session import DomaineDuDossier, DossierVu, MembreVu, RefusVu, SessionVue
from clea_cli.referentiel.faits import termines
from clea_cli.referentiel.mots import mise_en_garde
from clea_cli.sorties.mots import compte

ORIGINES = {"prealable": "préalable", "finale": "finale"}
NOMS = {"prealable": "Évaluation préalable", "finale": "Évaluation finale"}


def dossier_vu(
    dossier: Dossier,
    bareme: Bareme,
    jugement: Jugement,
    avis: Sequence[tuple[str, str]],
    session: Session,
) -> DossierVu:
    """Put a dossier into words.

    `avis` are the warnings, a code and a reason each. Only the readings of the rule that are in
    force on the session's day are worth a look. What could not change a decision, or what the
    session does not want first, is a note of the page.
    """
    vu = rapport(jugement.decision, jugement.lectures, "", "")
    en_vigueur = _en_vigueur(vu, session.date)
    # The most pressing kind first: it says where the dossier stands among the others.
    raisons: list[str] = []
    notes: list[str] = []
    priorite = _Priorite.AUCUNE
    for sorte, mots in sorted(_raisons(bareme, jugement.decision, en_vigueur, avis)):
        if _d_abord(sorte, session.regard):
            raisons.append(mots)
            priorite = min(priorite, sorte)
        else:
            notes.append(mots)
    domaines: list[DomaineDuDossier] = []
    for domaine in vu.domaines:
        domaines.append(DomaineDuDossier(domaine.code, domaine.statut or "", domaine.mots))
    return DossierVu(
        reference=dossier.reference,
        statut=dossier.statut,
        prescripteur=dossier.prescripteur,
        verdict=vu.verdict,
        mots=vu.mots,
        points=str(vu.points),
        domaines=tuple(domaines),
        raisons=tuple(raisons),
        priorite=priorite,
        notes=tuple(notes),
    )


class _Priorite(IntEnum):
    """Which dossiers come first: those whose verdict is open or hangs by a thread."""

    OUVERT = 0
    VERDICT = 1
    LECTURE = 2
    AVERTISSEMENT = 3
    SEUIL = 4
    AUCUNE = 5


_SORTES = {  # as a session names them
    _Priorite.OUVERT: "indetermines",
    _Priorite.VERDICT: "verdict",
    _Priorite.LECTURE: "lectures",
    _Priorite.AVERTISSEMENT: "avertissements",
}


def _d_abord(sorte: _Priorite, regard: Regard) -> bool:
    """Whether a reason makes a dossier one to look at first: a threshold alone changes nothing."""
    return sorte in _SORTES and _SORTES[sorte] not in regard.sauf


def _raisons(
    bareme: Bareme,
    decision: Decision,
    vu: Rapport,
    avis: Sequence[tuple[str, str]],
) -> Iterator[tuple[_Priorite, str]]:
    # 1. The verdict is open.
    if decision.verdict is Reponse.INDETERMINE:
        # Possible and not acquired: what has no answer.
        sans_reponse = decision.grille.possibles & ~decision.grille.acquis
        restants = compte(sans_reponse.bit_count(), "critère")
        yield _Priorite.OUVERT, f"indéterminé : {restants} à évaluer"
    # 2. It hangs by a critère; or a threshold does, which may change nothing.
    proche = marge(bareme, decision)
    codes = [domaine.code for domaine in proche.domaines]
    lieux: list[str] = []
    if codes:
        nom = "domaines" if len(codes) > 1 else "domaine"
        lieux.append(f"{nom} {en_lettres(codes)}")
    if proche.ensemble:
        lieux.append("ensemble")
    ou = ", ".join(lieux)
    if proche.verdict:
        yield _Priorite.VERDICT, f"à un critère d'un autre verdict ({ou})"
    elif lieux:
        yield _Priorite.SEUIL, f"à un critère du seuil : {ou}"
    # 3. Another rule would say otherwise, or the grille was read with a doubt.
    for mots in _autres_lectures(vu):
        yield _Priorite.LECTURE, mots
    for code, mots in avis:
        yield _Priorite.AVERTISSEMENT, f"avertissement {code} : {mots}"


def _en_vigueur(vu: Rapport, jour: date) -> Rapport:
    """The same without the readings that have ended, which the foot of the page tells."""
    ce_jour = jour.isoformat()
    lectures = [lecture for lecture in vu.lectures if lecture.en_vigueur(ce_jour)]
    return vu._replace(lectures=tuple(lectures))


def _autres_lectures(vu: Rapport) -> Iterator[str]:
    """Say which other rules would give another verdict, those that give the same together."""
    par_mots: dict[str, list[str]] = {}
    for lecture in vu.lectures:
        if lecture.motif:
            par_mots.setdefault(lecture.mots, []).append(f"« {lecture.regle} »")
    for mots, regles in par_mots.items():
        yield f"{mots} selon {en_lettres(regles)}, encore en vigueur"


def session_vue(
    session: Session,
    bareme: Bareme,
    dossiers: Sequence[DossierVu],
    refuses: Sequence[RefusVu],
) -> SessionVue:
    """Put a session into words."""
    referentiel = bareme.referentiel
    return SessionVue(
        id=session.id,
        date=session.date.isoformat(),
        lieu=session.lieu,
        organisme=session.organisme.nom,
        certification=referentiel.libelle,
        regle=bareme.regle.libelle,
        jury=tuple(map(_membre, session.jury)),
        domaines=tuple((domaine.code, domaine.libelle) for domaine in referentiel.domaines),
        dossiers=_en_nombre(dossiers, session.regard.au_plus),
        refuses=tuple(refuses),
        echeances=tuple(termines(referentiel, bareme.regle, session.date)),
        avertissement=mise_en_garde(referentiel),
    )


def _en_nombre(dossiers: Sequence[DossierVu], au_plus: int | None) -> tuple[DossierVu, ...]:
    """The dossiers, of which no more are to be looked at first; the reasons of others are notes."""
    avec = [dossier for dossier in dossiers if dossier.raisons]
    # Of two that are as pressing, the first of the session.
    avec.sort(key=lambda dossier: dossier.priorite)
    retenus = {dossier.reference for dossier in avec[:au_plus]}
    vus: list[DossierVu] = []
    for dossier in dossiers:
        if dossier.reference not in retenus:
            notes = (*dossier.raisons, *dossier.notes)
            dossier = dossier._replace(raisons=(), notes=notes, priorite=_Priorite.AUCUNE)
        vus.append(dossier)
    return tuple(vus)


def _membre(membre: Membre) -> MembreVu:
    return MembreVu(membre.nom or membre.reference, membre.college.libelle, membre.president)


def parcours(dossier: Dossier) -> dict[str, Any]:
    """What happened before the jury, as the page of a dossier says it."""
    heures = dossier.heures
    evaluations = [_evaluation(NOMS[cle], evaluation) for cle, evaluation in dossier.evaluations]
    return {
        "statut": dossier.statut,
        "prescripteur": dossier.prescripteur,
        "financement": dossier.financement,
        "evaluations": evaluations,
        "formateurs": list(dossier.formateurs),
        "heures": "" if heures is None else str(heures),
    }


def _evaluation(nom: str, evaluation: Evaluation) -> dict[str, str]:
    return {
        "nom": nom,
        "date": evaluation.date.isoformat(),
        "duree": f"{evaluation.minutes}/60",
        "sequences": str(len(evaluation.sequences)),
        "evaluateur": evaluation.evaluateur,
    }
