"""Try the templates of the jury's pages on invented sessions that are as bad as sessions can be."""

from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction
from itertools import cycle

from clea_cli.decision.decision import Bareme, bareme
from clea_cli.diagnostics import diagnostic
from clea_cli.documents.essai_modeles import HOSTILES, Essai, des_noms, grilles, outre
from clea_cli.documents.formats import format_absent
from clea_cli.documents.genres import PAGES_DU_JURY
from clea_cli.documents.modeles_organisme import Modeles
from clea_cli.documents.remplisseur import Remplisseur
from clea_cli.equipe import Perdue
from clea_cli.grille.grille import Grille
from clea_cli.jury import exemple, pages, plan, preparer
from clea_cli.jury.dossiers import Dossiers
from clea_cli.jury.formats import COMMUNES, MINUTES, PAGES
from clea_cli.jury.pages import Faite
from clea_cli.jury.session import (
    LIBELLES_USUELS,
    College,
    Dossier,
    Evaluation,
    Membre,
    OrganismePresentateur,
    Session,
)
from clea_cli.jury.sessions import SessionLue
from clea_cli.jury.variables import de_toutes
from clea_cli.sources.temps import Sequence

_JOUR = date(2026, 12, 1)


def essayer(modeles: Modeles) -> Iterator[Essai]:
    """Fill every template of the jury with every invented session, once its names are known.

    In each of its formats that is installed; in Markdown if none is.

    Errors: D201, D203, D209, D351, S110, S111; warning: D208.
    """
    remplisseur = Remplisseur(modeles)
    try:
        for page in PAGES_DU_JURY:
            noms = tuple(des_noms(remplisseur, f"{page}.md", de_toutes()))
            yield Essai(page, "les noms", "", noms)
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
    minutes = exemple.proces_verbal(prevu, (HOSTILES[0], "", HOSTILES[2], ""))
    yield "jury-proces-verbal", pages.proces_verbal(minutes, remplisseur, _presents(MINUTES))


def _presents(formats: Iterable[str]) -> tuple[str, ...]:
    """Those that are installed; Markdown, which always is, if none is."""
    presents = tuple(nom for nom in formats if format_absent(nom) is None)
    return presents or ("md",)


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
    # 3. Their grilles: the same one, of both évaluations; where there are several, one is refused.
    siens = []
    for dossier, grille in zip(dossiers, siennes, strict=True):
        siens.append((grille,) * len(dossier.evaluations))
    refuse = None
    if len(siennes) > 1:
        refuse = _dossier(textes[0], textes[0], finale=True)
    return exemple.comme_lue(session, le_bareme, siens, refuse)


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
