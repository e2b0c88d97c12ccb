"""A session put into words: each dossier for the list, and why the jury should look at some of them first."""

from collections.abc import Iterator, Sequence
from typing import Any

from clea_cli.decision import Bareme, Decision, Reponse, decide
from clea_cli.diagnostics import Diagnostic, en_lettres
from clea_cli.documents.mots import compte
from clea_cli.documents.score import rapport
from clea_cli.marge import marge
from clea_cli.referentiel import Referentiel, Regle
from clea_cli.session import Dossier, Evaluation, Membre, Session
from clea_cli.vues import Rapport
from clea_cli.vues.session import DomaineDuDossier, DossierVu, MembreVu, RefusVu, SessionVue

ORIGINES = {"prealable": "préalable", "finale": "finale"}
NOMS = {"prealable": "Évaluation préalable", "finale": "Évaluation finale"}


def dossier_vu(
    dossier: Dossier, bareme: Bareme, decision: Decision, autres: Sequence[Bareme], avis: Sequence[Diagnostic]
) -> DossierVu:
    """Put a dossier into words."""
    vu = rapport(decision, [decide(autre, decision.grille) for autre in autres], "", "")
    return DossierVu(
        reference=dossier.reference,
        statut=dossier.statut,
        prescripteur=dossier.prescripteur,
        verdict=vu.verdict,
        mots=vu.mots,
        points=str(vu.points),
        domaines=tuple(DomaineDuDossier(d.code, d.statut or "", d.mots) for d in vu.domaines),
        raisons=(
            *_indetermine(decision),
            *_au_seuil(bareme, decision),
            *_autres_lectures(vu),
            *(f"avertissement {faute.code} : {faute.message}" for faute in avis),
        ),
    )


def _autres_lectures(vu: Rapport) -> Iterator[str]:
    """Say which other rules would give another verdict, those that give the same together."""
    differentes = [lecture for lecture in vu.lectures if lecture.motif]
    for mots in dict.fromkeys(lecture.mots for lecture in differentes):
        regles = en_lettres([f"« {lecture.regle} »" for lecture in differentes if lecture.mots == mots])
        yield f"{mots} selon {regles}"


def _indetermine(decision: Decision) -> Iterator[str]:
    if decision.verdict is Reponse.INDETERMINE:
        restants = (decision.grille.possibles & ~decision.grille.acquis).bit_count()
        yield f"indéterminé : {compte(restants, 'critère')} à évaluer"


def _au_seuil(bareme: Bareme, decision: Decision) -> Iterator[str]:
    proche = marge(bareme, decision.grille)
    codes = [domaine.code for domaine in proche.domaines]
    if codes:
        yield f"à un critère du seuil : {'domaines' if len(codes) > 1 else 'domaine'} {en_lettres(codes)}"
    if proche.ensemble:
        yield "à un critère du seuil de l'ensemble"


def session_vue(
    session: Session, referentiel: Referentiel, regle: Regle, dossiers: Sequence[DossierVu], refuses: Sequence[RefusVu]
) -> SessionVue:
    """Put a session into words."""
    return SessionVue(
        id=session.id,
        date=session.date.isoformat(),
        lieu=session.lieu,
        organisme=session.organisme.nom,
        certification=referentiel.libelle,
        regle=regle.libelle,
        jury=tuple(map(_membre, session.jury)),
        domaines=tuple((domaine.code, domaine.libelle) for domaine in referentiel.domaines),
        dossiers=tuple(dossiers),
        refuses=tuple(refuses),
    )


def _membre(membre: Membre) -> MembreVu:
    return MembreVu(membre.nom or membre.reference, membre.college.libelle, membre.president)


def parcours(dossier: Dossier) -> dict[str, Any]:
    """What happened before the jury, as the page of a dossier says it."""
    heures = dossier.heures
    return {
        "statut": dossier.statut,
        "prescripteur": dossier.prescripteur,
        "financement": dossier.financement,
        "evaluations": [_evaluation(NOMS[cle], evaluation) for cle, evaluation in dossier.evaluations],
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
