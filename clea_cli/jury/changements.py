"""Is a prepared session still what its files say today, and if not, what has changed?

What the jury judges is compared (the session, each dossier with its answers, the référentiel, the
rule), never what made the pages: a new version of the program changes no dossier.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

from clea_cli.diagnostics import Diagnostic, Outcome, Position, diagnostic, en_lettres
from clea_cli.jury import ecrire, journal, sessions
from clea_cli.jury.manifeste import Manifeste, SessionEcrite
from clea_cli.jury.plan import Plan
from clea_cli.jury.preparer import planifier_session
from clea_cli.jury.session import Membre
from clea_cli.sorties import chemins
from clea_cli.sorties.mots import date_courte, premiers

_MOTS = {
    "id": "son nom",
    "lieu": "le lieu",
    "libelles": "les mots des décisions",
    "certificateur": "ce que le certificateur attend",
}


def changements(dossier: str, manifeste: Manifeste) -> Iterator[Diagnostic]:
    """Say what the session's files would make otherwise today.

    Errors: J318, J603, J607, J626, and those of a file that is no longer right; warning J322.
    """
    # 1. What can be compared: the session's file is there, and what was judged was noted.
    chemin = Path(dossier) / manifeste.session_lue
    if not chemin.is_file():
        yield diagnostic("J322", Position(dossier), chemin=chemins.depuis_ici(str(chemin)))
        return
    if not all(ecrit.juge for ecrit in manifeste.dossiers):
        yield diagnostic("J607", Position(dossier))
        return
    prevu = _planifier(str(chemin), dossier)
    # A file that cannot be read says nothing of whether it has changed.
    tenus = [faute for faute in prevu.diagnostics if faute.code == "S102"]
    if tenus or prevu.value is None:
        yield from dict.fromkeys(tenus or prevu.diagnostics)
        return
    # 2. What has changed: in the session, in its dossiers, in what is proposed of them.
    change = list(_de_la_session(manifeste, prevu.value))
    if change:
        quoi = en_lettres(change)
        yield diagnostic("J603", Position(str(chemin)), quoi=quoi)
    yield from _des_dossiers(dossier, manifeste, prevu.value)
    yield from _des_verdicts(dossier, manifeste, prevu.value)


def sources_changees(dossier: str) -> tuple[Diagnostic, ...]:
    """The same, of a folder that is a session's."""
    etat = journal.ouvrir(dossier)
    if etat.value is None or etat.value.manifeste is None:
        return ()
    return tuple(changements(dossier, etat.value.manifeste))


def _planifier(chemin: str, dossier: str) -> Outcome[Plan]:
    """The plan that the session's files give today."""
    lue = sessions.charger(chemin)
    if lue.value is None:
        return lue.refus()
    prevu = planifier_session(lue.value, dossier)
    return Outcome(prevu.value, (*lue.diagnostics, *prevu.diagnostics))


def _des_dossiers(dossier: str, manifeste: Manifeste, prevu: Plan) -> Iterator[Diagnostic]:
    """The dossiers that are not judged on the same; of those no longer ready, why."""
    avant = {ecrit.reference: ecrit.juge for ecrit in manifeste.dossiers}
    apres = {tache.reference: tache.juge for tache in prevu.taches}
    # A dossier on one side only has changed, too.
    autres = {reference for reference, _ in avant.items() ^ apres.items()}
    if not autres:
        return
    yield diagnostic("J318", Position(dossier), references=premiers(sorted(autres)))
    for refus in prevu.refuses:
        if refus.reference in autres:
            yield from dict.fromkeys(refus.diagnostics)


def _des_verdicts(dossier: str, manifeste: Manifeste, prevu: Plan) -> Iterator[Diagnostic]:
    """The dossiers judged on the same that have another verdict today. Errors: J626."""
    avant = {ecrit.reference: ecrit for ecrit in manifeste.dossiers}
    autres: list[str] = []
    for tache in prevu.taches:
        ecrit = avant.get(tache.reference)
        # One that is new, or judged on something else, was told already.
        if ecrit is None or ecrit.juge != tache.juge:
            continue
        if ecrit.verdict != tache.vu.verdict:
            autres.append(tache.reference)
    if autres:
        yield diagnostic("J626", Position(dossier), references=premiers(autres))


def _de_la_session(manifeste: Manifeste, prevu: Plan) -> Iterator[str]:
    """What has changed in the session itself, in words."""
    # 1. What its own file says.
    avant = manifeste.session
    apres = ecrire.session_ecrite(prevu.cadre.session)
    for champ, mots in _MOTS.items():
        if getattr(avant, champ) != getattr(apres, champ):
            yield mots
    if avant.date != apres.date:
        yield f"la date ({date_courte(avant.date)}, et maintenant {date_courte(apres.date)})"
    yield from _de_l_organisme(avant, apres)
    yield from _du_jury(avant.jury, apres.jury)
    # 2. What it names: other bytes of a référentiel may be another rule.
    bareme = prevu.cadre.bareme
    if manifeste.referentiel.empreinte != f"sha256:{bareme.referentiel.empreinte}":
        yield "le référentiel"
    if manifeste.regle != bareme.regle.id:
        yield "la règle"
    if manifeste.precedente != prevu.precedente:
        yield "la session précédente"


def _de_l_organisme(avant: SessionEcrite, apres: SessionEcrite) -> Iterator[str]:
    ancien, nouveau = avant.organisme, apres.organisme
    if (ancien.nom, ancien.siret) != (nouveau.nom, nouveau.siret):
        yield "l'organisme"
    if (ancien.debut, ancien.fin) != (nouveau.debut, nouveau.fin):
        yield "son habilitation"


def _du_jury(avant: tuple[Membre, ...], apres: tuple[Membre, ...]) -> Iterator[str]:
    """Who sits no longer, who is new, and who is not as before."""
    anciens = _par_reference(avant)
    nouveaux = _par_reference(apres)
    for reference, membre in anciens.items():
        if reference not in nouveaux:
            yield f"le membre {reference}, qui n'y est plus"
        elif nouveaux[reference] != membre:
            yield f"le membre {reference}"
    for reference in nouveaux:
        if reference not in anciens:
            yield f"le membre {reference}, qui est nouveau"


def _par_reference(jury: tuple[Membre, ...]) -> Mapping[str, Membre]:
    return {membre.reference: membre for membre in jury}
