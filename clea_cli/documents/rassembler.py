"""All that a template may say of one candidate, gathered: judged, put into words, dated.

What a template does not read is not worked out.
"""

from typing import Any, NamedTuple

from clea_cli.decision.decision import Bareme, decide
from clea_cli.decision.jugement import Jugement, juger
from clea_cli.decision.mots import resume
from clea_cli.decision.suite import Suite
from clea_cli.decision.suite import suite as suite_de
from clea_cli.decision.vues import Rapport
from clea_cli.diagnostics import Diagnostic, Outcome, Position, refuse, refuser
from clea_cli.documents import attester, candidat, charger_catalogues, jours, suite
from clea_cli.documents import plan as documents_plan
from clea_cli.documents.calendrier import ANNEES_MAX, SansFinError
from clea_cli.documents.catalogue import Catalogue
from clea_cli.documents.commande import Commande, Tache
from clea_cli.documents.dire_organisme import dit
from clea_cli.documents.origine import Qui
from clea_cli.documents.remplisseur import Remplisseur

_DITS_DANS_LE_DOCUMENT = frozenset({"F306"})  # an older grille, read under this version


class Atelier(NamedTuple):
    """What serves all the documents of a call, made once."""

    commande: Commande
    bareme: Bareme
    autres: tuple[Bareme, ...]
    catalogue: Catalogue | None
    communs: candidat.Communs
    remplisseur: Remplisseur
    qui: Qui = Qui()

    @property
    def nom(self) -> str:
        """The template of these documents."""
        return f"{self.commande.genre}.md"

    def lit(self, donnee: str) -> bool:
        """Whether their template may read that name."""
        return self.remplisseur.lit(self.nom, donnee)


class Rassemble(NamedTuple):
    """What was decided of a candidate, the same in words, and the data of the template."""

    jugement: Jugement
    rapport: Rapport
    donnees: dict[str, Any]


def rassembler(atelier: Atelier, tache: Tache) -> Outcome[Rassemble]:
    """Gather the data of a document. Errors: D111, D312; warning: D313."""
    commande = atelier.commande
    # 1. What is decided, and what comes next. An attestation looks at the other readings even
    # where its template does not: one that disagrees is told (D313).
    atteste = commande.genre == attester.GENRE
    autres = atelier.autres if atteste or atelier.lit("lectures") else ()
    jugement = juger(atelier.bareme, autres, tache.grille, tache.grille_finale)
    source = tache.fichier.source
    constats: tuple[Diagnostic, ...] = ()
    if atteste:
        constats = tuple(attester.constats(jugement, source, commande.jour))
    if refuse(constats):
        return Outcome(None, constats)
    grille = jugement.decision.grille
    vu = resume(jugement.decision, jugement.lectures)
    donnees = candidat.donnees(atelier.communs, jugement.decision, vu, commande.date)
    vient = suite_de(atelier.bareme, grille)
    if atelier.lit("suite"):
        contexte = suite.CadreDeLaSuite(atelier.bareme, atelier.communs, atelier.catalogue)
        donnees["suite"] = suite.dite(contexte, vient, grille)
    donnees["progres"] = _progres(atelier, tache, jugement)
    # 2. What is to be known of the files.
    donnees["avis"] = _avis(tache)
    donnees["catalogue"] = _catalogue_dit(atelier.catalogue)
    donnees["organisme"] = dit(atelier.qui.fiche.organisme)
    donnees["notes"] = tache.notes
    donnees["avec_points"] = commande.points
    donnees["nom"] = atelier.qui.noms.de(vu.candidat)
    # 3. The days, and the plan that begins on one of them.
    hauts = tache.hauts
    annees = atelier.bareme.referentiel.tenue.validite_ans
    prealable = jours.de_la_prealable(hauts[0], commande.prealable_donnee)
    donnees |= candidat.evaluation(hauts, prealable, annees)
    if commande.demande and atelier.catalogue:
        # The grille may say what the command does not.
        demande = commande.demande._replace(prealable=prealable)
        agenda = atelier.qui.fiche.organisme.agenda
        depart = documents_plan.Depart(grille, demande, commande.jour, agenda)
        plan = _plan(atelier, vient, depart)
        if plan is None:
            return refuser("D111", Position(source), annees=ANNEES_MAX)
        donnees["plan"] = plan
    return Outcome(Rassemble(jugement, vu, donnees), constats)


def _progres(atelier: Atelier, tache: Tache, jugement: Jugement) -> list[dict[str, str]]:
    """What has changed since the préalable, where there is a finale."""
    if tache.finale is None:
        return []
    avant = decide(atelier.bareme, tache.grille)
    return candidat.progres(atelier.communs, avant, jugement.decision)


def _avis(tache: Tache) -> list[str]:
    """What the reader of a document must know of how its grilles were read."""
    avis: list[str] = []
    for fichier in tache.fichiers:
        for faute in fichier.diagnostics:
            if faute.code in _DITS_DANS_LE_DOCUMENT:
                avis.append(faute.message)
    return avis


def _plan(
    atelier: Atelier,
    vient: Suite,
    depart: documents_plan.Depart,
) -> dict[str, Any] | None:
    """The plan; None if nobody would see its end."""
    if atelier.catalogue is None:
        return None
    moyens = charger_catalogues.financement()
    try:
        return documents_plan.plan(atelier.bareme, vient, atelier.catalogue, moyens, depart)
    except SansFinError:
        return None


def _catalogue_dit(catalogue: Catalogue | None) -> dict[str, str]:
    """A catalogue; without one, an empty group, which a template takes for false."""
    if catalogue is None:
        return {}
    return {"libelle": catalogue.libelle, "reserve": catalogue.reserve}
