"""What a session must mean: a jury that may sit, and dossiers that it may look at."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from clea_cli.jury.session import Choix, College, Dossier, Evaluation, Membre, Session
from clea_cli.jury.sosies import allure
from clea_cli.referentiel.referentiel import Modalites
from clea_cli.sorties.calendrier import delai
from clea_cli.sorties.mots import date_courte, duree
from clea_cli.sources import heures
from clea_cli.sources.mots import mot_comparable, reference_comparable
from clea_cli.sources.texte import Chemin, Constat, TexteLu

_PREMIERE_ANNEE = 2015  # CléA began then
_NOMS = {"prealable": "l'évaluation préalable", "finale": "l'évaluation finale"}


def evaluation_nommee(cle: str) -> str:
    """An évaluation as a sentence names it."""
    return _NOMS[cle]


def fautes(session: Session, texte: TexteLu) -> Iterator[Constat]:
    """Yield the faults of the session itself. Errors: J101-J105, J111, J618."""
    if bool(session.liste) == bool(session.dossiers):
        yield texte.constat("J101", ())
    if not session.lieu:
        yield texte.constat("J111", ())
    yield from _jury(session.jury, texte)
    organisme = session.organisme
    if not organisme.debut <= session.date <= organisme.fin:
        debut, fin = date_courte(organisme.debut), date_courte(organisme.fin)
        faits = {"jour": date_courte(session.date), "debut": debut, "fin": fin}
        yield texte.constat("J104", ("organisme", "habilitation"), **faits)
    yield from _references_du_jury(session.jury, texte)
    yield from _mots_des_decisions(session, texte)


def _mots_des_decisions(session: Session, texte: TexteLu) -> Iterator[Constat]:
    """A certified candidate is never told by the words of another decision."""
    certifie = mot_comparable(session.libelles[Choix.CERTIFIE])
    for choix in (Choix.AJOURNE, Choix.REPORTE):
        if mot_comparable(session.libelles[choix]) == certifie:
            mots = session.libelles[choix]
            yield texte.constat("J618", ("decisions",), mots=mots)
            return


def _jury(jury: Sequence[Membre], texte: TexteLu) -> Iterator[Constat]:
    """Both colleges sit, and one person presides."""
    presents = {membre.college for membre in jury}
    for college in College:
        if college not in presents:
            yield texte.constat("J102", ("jury",), college=college.libelle)
    presidents = sum(membre.president for membre in jury)
    if presidents != 1:
        yield texte.constat("J103", ("jury",), nombre=presidents or "aucune")


def _references_du_jury(jury: Sequence[Membre], texte: TexteLu) -> Iterator[Constat]:
    references = [reference_comparable(membre.reference) for membre in jury]
    for rang, membre in enumerate(jury):
        if references[rang] in references[:rang]:
            chemin = ("jury", rang, "reference")
            yield texte.constat("J105", chemin, reference=membre.reference)


def fautes_des_dossiers(
    session: Session, modalites: Modalites, texte: TexteLu
) -> Iterator[Constat]:
    """Yield the faults of each dossier, under `("dossiers", rank, …)`.

    Errors: J201-J209, J211, J213; warning J617.
    """
    premiers: dict[str, int] = {}
    allures: dict[str, str] = {}
    for rang, dossier in enumerate(session.dossiers):
        ici: Chemin = ("dossiers", rang)
        if texte.perdu(*ici, "reference"):
            continue
        premier = premiers.setdefault(reference_comparable(dossier.reference), rang)
        if premier != rang:
            # Either may be the wrong one: both are told, each with the place of the other.
            autre: Chemin = ("dossiers", premier)
            yield texte.constat("J201", (*ici, "reference"), ligne=texte.ligne(autre))
            yield texte.constat("J201", (*autre, "reference"), ligne=texte.ligne(ici))
        autre_ecrit = allures.setdefault(allure(dossier.reference), dossier.reference)
        if reference_comparable(autre_ecrit) != reference_comparable(dossier.reference):
            faits = {"reference": dossier.reference, "autre": autre_ecrit}
            yield texte.constat("J617", (*ici, "reference"), **faits)
        # What was made up in a dossier says nothing.
        if not texte.entame(*ici):
            yield from _dossier(ici, dossier, session, modalites, texte)


def _dossier(
    ici: Chemin,
    dossier: Dossier,
    session: Session,
    modalites: Modalites,
    texte: TexteLu,
) -> Iterator[Constat]:
    maximums = {
        "prealable": modalites.prealable_heures_max,
        "finale": modalites.finale_heures_max,
    }
    for cle, evaluation in dossier.evaluations:
        yield from _evaluation((*ici, cle), evaluation, maximums[cle], session.date, texte)
    yield from _delai(ici, dossier, modalites.validite_ans, texte)
    yield from _chevauchements(ici, dossier, texte)
    yield from _impartialite(ici, dossier, session, texte)
    yield from _sosies(ici, dossier, session, texte)
    if dossier.finale and dossier.finale.grille == dossier.prealable.grille:
        yield texte.constat("J211", (*ici, "finale", "grille"))


def _evaluation(
    ici: Chemin,
    evaluation: Evaluation,
    maximum: int,
    jour: date,
    texte: TexteLu,
) -> Iterator[Constat]:
    """How long an évaluation lasted, and when; nothing of one whose sequences are wrong."""
    for rang, sequence in enumerate(evaluation.sequences):
        if sequence.fin <= sequence.debut:
            yield texte.constat("J208", (*ici, "sequences", rang))
            return
    nom = _NOMS[str(ici[-1])]
    if evaluation.minutes > maximum * 60:
        faits = {"duree": duree(evaluation.minutes), "maximum": maximum}
        yield texte.constat("J202", (*ici, "sequences"), evaluation=nom, **faits)
    jours = [sequence.jour for sequence in evaluation.sequences]
    premier = min(evaluation.date, *jours)
    dernier = max(evaluation.date, *jours)
    if premier.year < _PREMIERE_ANNEE:
        yield texte.constat("J213", (*ici, "date"), evaluation=nom, jour=date_courte(premier))
    if dernier > jour:
        quand = {"jour": date_courte(dernier), "session": date_courte(jour)}
        yield texte.constat("J209", (*ici, "date"), evaluation=nom, **quand)


def _delai(ici: Chemin, dossier: Dossier, annees: int, texte: TexteLu) -> Iterator[Constat]:
    if dossier.finale is None or dossier.prealable.date.year < _PREMIERE_ANNEE:
        return
    ecoule = delai(dossier.prealable.date, dossier.finale.date, annees)
    if ecoule.avant or ecoule.passe:
        code = "J204" if ecoule.avant else "J203"
        yield texte.constat(
            code, (*ici, "finale", "date"), finale=date_courte(dossier.finale.date), **ecoule.faits
        )


def _chevauchements(ici: Chemin, dossier: Dossier, texte: TexteLu) -> Iterator[Constat]:
    """Two sequences of a candidate at one time."""
    toutes: list[tuple[heures.Sequence, Chemin]] = []
    for cle, evaluation in dossier.evaluations:
        for rang, sequence in enumerate(evaluation.sequences):
            toutes.append((sequence, (*ici, cle, "sequences", rang)))
    # In the order of time, two that overlap have two neighbours that do.
    toutes.sort()
    for (avant, _), (apres, chemin) in pairwise(toutes):
        if avant.jour == apres.jour and apres.debut < avant.fin:
            yield texte.constat("J207", chemin, jour=date_courte(apres.jour))
            return


def _sosies(
    ici: Chemin,
    dossier: Dossier,
    session: Session,
    texte: TexteLu,
) -> Iterator[Constat]:
    """Somebody whose reference looks like another's, in another alphabet. Warning J617."""
    personnes: list[tuple[Chemin, str]] = []
    for cle, evaluation in dossier.evaluations:
        personnes.append(((*ici, cle, "evaluateur"), evaluation.evaluateur))
    for rang, formateur in enumerate(dossier.formateurs):
        personnes.append(((*ici, "formation", "formateurs", rang), formateur))
    vues = {allure(membre.reference): membre.reference for membre in session.jury}
    for chemin, personne in personnes:
        autre = vues.setdefault(allure(personne), personne)
        if reference_comparable(autre) != reference_comparable(personne):
            yield texte.constat("J617", chemin, reference=personne, autre=autre)


def _impartialite(
    ici: Chemin,
    dossier: Dossier,
    session: Session,
    texte: TexteLu,
) -> Iterator[Constat]:
    """Whoever evaluated trained nobody here, and who evaluated or trained does not sit."""
    jury = {reference_comparable(membre.reference) for membre in session.jury}
    formateurs = [reference_comparable(formateur) for formateur in dossier.formateurs]
    for cle, evaluation in dossier.evaluations:
        chemin = (*ici, cle, "evaluateur")
        personne = evaluation.evaluateur
        comparable = reference_comparable(personne)
        if comparable in formateurs:
            yield texte.constat("J205", chemin, personne=personne)
        if comparable in jury:
            yield texte.constat("J206", chemin, personne=personne, role="évaluateur")
    for rang, formateur in enumerate(dossier.formateurs):
        if reference_comparable(formateur) in jury:
            chemin = (*ici, "formation", "formateurs", rang)
            yield texte.constat("J206", chemin, personne=formateur, role="formateur")
