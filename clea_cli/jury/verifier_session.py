"""What a session must mean: a jury that may sit, and dossiers that it may look at."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from clea_cli.decision.delais import delai
from clea_cli.grille.annees import PREMIERE_ANNEE
from clea_cli.jury.session import Choix, College, Dossier, Evaluation, Membre, Session
from clea_cli.jury.sosies import allure
from clea_cli.referentiel.referentiel import Modalites
from clea_cli.sorties.mots import date_courte, duree
from clea_cli.sources import temps
from clea_cli.sources.mots import mot_comparable, reference_comparable
from clea_cli.sources.texte import Chemin, Constat, TexteLu

_NOMS = {"prealable": "l'évaluation préalable", "finale": "l'évaluation finale"}


def evaluation_nommee(cle: str) -> str:
    """An évaluation as a sentence names it."""
    return _NOMS[cle]


def fautes(session: Session, texte: TexteLu) -> Iterator[Constat]:
    """Yield the faults of the session itself. Errors: J101-J105, J111, J618."""
    # Dossiers stand in the file or in a roster: neither is no session, both would be two of them.
    if bool(session.liste) == bool(session.dossiers):
        yield texte.constat("J101", ())
    if not session.lieu:
        yield texte.constat("J111", ())
    yield from _jury(session.jury, texte)
    # The organisme may hold juries on that day, both bounds included.
    organisme = session.organisme
    if not organisme.debut <= session.date <= organisme.fin:
        jour = date_courte(session.date)
        debut = date_courte(organisme.debut)
        fin = date_courte(organisme.fin)
        chemin = ("organisme", "habilitation")
        yield texte.constat("J104", chemin, jour=jour, debut=debut, fin=fin)
    yield from _references_du_jury(session.jury, texte)
    yield from _mots_des_decisions(session, texte)


def _mots_des_decisions(session: Session, texte: TexteLu) -> Iterator[Constat]:
    """A certified candidate is never told by the words of another decision."""
    certifie = mot_comparable(session.libelles[Choix.CERTIFIE])
    for choix in (Choix.AJOURNE, Choix.REPORTE):
        mots = session.libelles[choix]
        if mot_comparable(mots) == certifie:
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
    vues: set[str] = set()
    for rang, membre in enumerate(jury):
        comparable = reference_comparable(membre.reference)
        if comparable in vues:
            chemin = ("jury", rang, "reference")
            yield texte.constat("J105", chemin, reference=membre.reference)
        vues.add(comparable)


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
        reference = dossier.reference
        comparable = reference_comparable(reference)
        premier = premiers.setdefault(comparable, rang)
        if premier != rang:
            # Either may be the wrong one: both are told, each with the place of the other.
            autre: Chemin = ("dossiers", premier)
            yield texte.constat("J201", (*ici, "reference"), ligne=texte.ligne(autre))
            yield texte.constat("J201", (*autre, "reference"), ligne=texte.ligne(ici))
        # Two that only look alike are two, and that is told.
        sosie = allures.setdefault(allure(reference), reference)
        if reference_comparable(sosie) != comparable:
            chemin = (*ici, "reference")
            yield texte.constat("J617", chemin, reference=reference, autre=sosie)
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
        chemin = (*ici, cle)
        yield from _evaluation(chemin, evaluation, maximums[cle], session.date, texte)
    yield from _delai(ici, dossier, modalites.validite_ans, texte)
    yield from _chevauchements(ici, dossier, texte)
    yield from _impartialite(ici, dossier, session, texte)
    yield from _sosies(ici, dossier, session, texte)
    # One sheet cannot be both évaluations.
    if dossier.finale and dossier.finale.grille == dossier.prealable.grille:
        chemin = (*ici, "finale", "grille")
        yield texte.constat("J211", chemin)


def _evaluation(
    ici: Chemin,
    evaluation: Evaluation,
    maximum: int,
    jour: date,
    texte: TexteLu,
) -> Iterator[Constat]:
    """How long an évaluation lasted, and when; nothing of one whose sequences are wrong."""
    des_sequences = (*ici, "sequences")
    for rang, sequence in enumerate(evaluation.sequences):
        if sequence.fin <= sequence.debut:
            yield texte.constat("J208", (*des_sequences, rang))
            return
    cle = str(ici[-1])
    nom = _NOMS[cle]
    # How long: all sequences together.
    if evaluation.minutes > maximum * 60:
        ecoulee = duree(evaluation.minutes)
        yield texte.constat("J202", des_sequences, evaluation=nom, duree=ecoulee, maximum=maximum)
    # When: neither before CléA, nor after the session.
    de_la_date = (*ici, "date")
    jours = [evaluation.date]
    jours += [sequence.jour for sequence in evaluation.sequences]
    premier, dernier = min(jours), max(jours)
    if premier.year < PREMIERE_ANNEE:
        yield texte.constat("J213", de_la_date, evaluation=nom, jour=date_courte(premier))
    if dernier > jour:
        quand = {"jour": date_courte(dernier), "session": date_courte(jour)}
        yield texte.constat("J209", de_la_date, evaluation=nom, **quand)


def _delai(ici: Chemin, dossier: Dossier, annees: int, texte: TexteLu) -> Iterator[Constat]:
    """The finale comes after the préalable, and soon enough."""
    prealable = dossier.prealable.date
    # A year that cannot be was told already.
    if dossier.finale is None or prealable.year < PREMIERE_ANNEE:
        return
    finale = dossier.finale.date
    ecoule = delai(prealable, finale, annees)
    if ecoule.avant or ecoule.passe:
        code = "J204" if ecoule.avant else "J203"
        chemin = (*ici, "finale", "date")
        yield texte.constat(code, chemin, finale=date_courte(finale), **ecoule.faits)


def _chevauchements(ici: Chemin, dossier: Dossier, texte: TexteLu) -> Iterator[Constat]:
    """Two sequences of a candidate at one time."""
    toutes: list[tuple[temps.Sequence, Chemin]] = []
    for cle, evaluation in dossier.evaluations:
        for rang, sequence in enumerate(evaluation.sequences):
            chemin: Chemin = (*ici, cle, "sequences", rang)
            toutes.append((sequence, chemin))
    # In the order of time, two that overlap have two neighbours that do.
    toutes.sort()
    for (avant, _), (apres, ou) in pairwise(toutes):
        meme_jour = avant.jour == apres.jour
        if meme_jour and apres.debut < avant.fin:
            yield texte.constat("J207", ou, jour=date_courte(apres.jour))
            return


def _sosies(
    ici: Chemin,
    dossier: Dossier,
    session: Session,
    texte: TexteLu,
) -> Iterator[Constat]:
    """Somebody whose reference looks like another's, in another alphabet. Warning J617."""
    # Who evaluated and who trained, each with the place that says it.
    personnes: list[tuple[Chemin, str]] = []
    for cle, evaluation in dossier.evaluations:
        chemin: Chemin = (*ici, cle, "evaluateur")
        personnes.append((chemin, evaluation.evaluateur))
    for rang, formateur in enumerate(dossier.formateurs):
        chemin = (*ici, "formation", "formateurs", rang)
        personnes.append((chemin, formateur))
    # Each is compared with who sits, and with those before.
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
    formateurs = list(map(reference_comparable, dossier.formateurs))
    for cle, evaluation in dossier.evaluations:
        chemin = (*ici, cle, "evaluateur")
        personne = evaluation.evaluateur
        comparable = reference_comparable(personne)
        if comparable in formateurs:
            yield texte.constat("J205", chemin, personne=personne)
        if comparable in jury:
            yield texte.constat("J206", chemin, personne=personne, role="évaluateur")
    for rang, comparable in enumerate(formateurs):
        if comparable in jury:
            chemin = (*ici, "formation", "formateurs", rang)
            personne = dossier.formateurs[rang]
            yield texte.constat("J206", chemin, personne=personne, role="formateur")
