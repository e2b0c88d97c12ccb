"""Try the templates of the jury's pages on invented sessions that are as bad as sessions can be."""

from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction
from itertools import cycle

from clea_cli.decision.decision import Bareme, bareme
from clea_cli.diagnostics import Position, diagnostic
from clea_cli.documents.essai_modeles import HOSTILES, Essai, grilles, outre
from clea_cli.documents.formats import format_absent
from clea_cli.documents.modeles_organisme import Modeles
from clea_cli.documents.remplisseur import Remplisseur
from clea_cli.equipe import Perdue
from clea_cli.grille.grille import Grille
from clea_cli.jury import ecrire, mots_proces_verbal, pages, plan, preparer
from clea_cli.jury.dossiers import Dossiers, GrilleDuDossier, Pret, Refuse
from clea_cli.jury.formats import COMMUNES, MINUTES, PAGES
from clea_cli.jury.journal import Note
from clea_cli.jury.mots_proces_verbal import FaitDe, Presence
from clea_cli.jury.pages import Faite
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
from clea_cli.sources.temps import Sequence

_JOUR = date(2026, 12, 1)
_EMPREINTE = "0" * 64
_ICI = Position("session.yaml", 1)


def essayer(modeles: Modeles) -> Iterator[Essai]:
    """Fill every template of the jury with every invented session.

    In each of its formats that is installed; in Markdown if none is.

    Errors: D201, D203, D351, S110, S111.
    """
    remplisseur = Remplisseur(modeles)
    try:
        for cas, lue, lus in _sessions():
            for page, faite in _pages(lue, lus, remplisseur):
                if isinstance(faite, Perdue):
                    perdue = diagnostic("S110", modeles.position(f"{page}.md"))
                    yield Essai(page, cas, "", (perdue,))
                    continue
                for format_ in faite.value.contenus if faite.value else ("",):
                    yield Essai(page, cas, format_, faite.diagnostics)
    finally:
        remplisseur.fermer()


def _pages(
    lue: SessionLue,
    lus: Dossiers,
    remplisseur: Remplisseur,
) -> Iterator[tuple[str, Faite]]:
    """Every page of a session, after its template."""
    cadre = preparer.cadre_de(lue, remplisseur.modeles)
    cadre = cadre._replace(remplisseur=remplisseur, formats=_presents(PAGES))
    vue = preparer.voir(cadre, lue, lus)
    prevu = plan.planifier(cadre, vue, lus, lue, None, "")
    for tache in prevu.taches:
        yield "jury-dossier", pages.dossier(cadre, (tache.pret, tache.vu))
    for nom, faite in pages.de_session(vue, remplisseur, _presents(COMMUNES)):
        if nom.endswith(".pdf"):
            yield f"jury-{nom.removesuffix('.pdf')}", faite
    yield "jury-proces-verbal", _proces_verbal(prevu, remplisseur)


def _presents(formats: Iterable[str]) -> tuple[str, ...]:
    """Those that are installed; Markdown, which always is, if none is."""
    presents = tuple(nom for nom in formats if format_absent(nom) is None)
    return presents or ("md",)


def _proces_verbal(prevu: Plan, remplisseur: Remplisseur) -> Faite:
    notes = {tache.reference: Note("", {}) for tache in prevu.taches}
    manifeste = ecrire.manifeste(prevu, notes, {})
    # One decision in two has a reason; who presides sits for somebody who is away.
    votes = {College.EMPLOYEURS: "1-0", College.SALARIES: "0-1"}
    prises: dict[str, DecisionDuJury] = {}
    for rang, reference in enumerate(notes):
        motif = HOSTILES[rang % len(HOSTILES)] if rang % 2 == 0 else ""
        prises[reference] = DecisionDuJury(reference, Choix.REPORTE, motif, votes)
    presence = Presence(absents=("J-2",), preside="J-3")
    empreinte = f"sha256:{_EMPREINTE}"
    fait_de = FaitDe(_JOUR.isoformat(), empreinte, empreinte)
    donnees = mots_proces_verbal.donnees(manifeste, prises, presence, fait_de)
    return pages.proces_verbal(donnees, remplisseur, _presents(MINUTES))


def _sessions() -> Iterator[tuple[str, SessionLue, Dossiers]]:
    referentiel = outre()
    le_bareme = bareme(referentiel, referentiel.regles[0])
    officiel = referentiel._replace(avertissement="")
    siennes = dict(grilles(referentiel))
    yield "tout à l'extrême", *_session(le_bareme, tuple(siennes.values()), HOSTILES)
    seule = (siennes["100 %"],)
    yield "un seul dossier", *_session(bareme(officiel, officiel.regles[0]), seule, ("",))


def _session(
    le_bareme: Bareme,
    siennes: tuple[Grille, ...],
    textes: tuple[str, ...],
) -> tuple[SessionLue, Dossiers]:
    """A session of a dossier a grille, all its words among `textes`; of many, one is refused."""
    # 1. Its dossiers: one in two has a finale, each has the next of the texts.
    dossiers: list[Dossier] = []
    for rang, (grille, texte) in enumerate(zip(siennes, cycle(textes), strict=False)):
        dossiers.append(_dossier(grille.candidat, texte, finale=rang % 2 == 1))
    # 2. Who presents them, and who sits: one of the members has no name.
    organisme = OrganismePresentateur(textes[0], "12345678200010", _JOUR, _JOUR)
    jury = (
        Membre("J-1", textes[-1], College.EMPLOYEURS, president=False),
        Membre("J-2", "", College.SALARIES, president=True),
        Membre("J-3", textes[0], College.SALARIES, president=False),
    )
    session = Session(
        id=textes[0] or "S-1",
        date=_JOUR,
        lieu=textes[-1] or "Lyon",
        referentiel="clea",
        regle=None,
        organisme=organisme,
        jury=jury,
        libelles=LIBELLES_USUELS,
        precedente="",
        liste="",
        dossiers=tuple(dossiers),
    )
    lieux = (_ICI,) * len(dossiers)
    lue = SessionLue(_ICI.source, session, le_bareme, {}, {}, lieux)
    # 3. Their grilles: the same one, of both évaluations.
    prets: list[Pret] = []
    for dossier, grille in zip(dossiers, siennes, strict=True):
        sources = [GrilleDuDossier(cle, _EMPREINTE) for cle, _ in dossier.evaluations]
        grilles_lues = (grille,) * len(sources)
        prets.append(Pret(dossier, grilles_lues, tuple(sources), (), _ICI))
    # 4. One that is not ready, where there are several.
    refuses: list[Refuse] = []
    if len(siennes) > 1:
        faute = diagnostic("J212", _ICI)
        pas_pret = _dossier(textes[0], textes[0], finale=True)
        refuses.append(Refuse(pas_pret, (faute,), _ICI))
    return lue, Dossiers(tuple(prets), tuple(refuses))


def _dossier(reference: str, texte: str, *, finale: bool) -> Dossier:
    sequence = Sequence(_JOUR, 9 * 60, 12 * 60)
    evaluation = Evaluation(_JOUR, (sequence,), texte or "E-1", "grille.csv")
    return Dossier(
        reference=reference,
        statut=texte,
        prescripteur=texte,
        financement=texte,
        prealable=evaluation,
        formateurs=(texte,) if texte else (),
        heures=Fraction(7, 2) if texte else None,
        finale=evaluation if finale else None,
    )
