"""`clea score`."""

import sys
from datetime import date
from typing import TYPE_CHECKING, Annotated, BinaryIO, NamedTuple

import typer

from clea_cli.cli import options
from clea_cli.cli.formats import choisir, option_de_format, option_de_sortie
from clea_cli.cli.paires import Sources, lire_sources
from clea_cli.cli.sortie import (
    LARGEUR,
    dire,
    dire_lectures,
    largeur_ecran,
    publier,
    signaler,
    statut,
)
from clea_cli.decision.formats import VERDICTS, Verdicts
from clea_cli.sorties.formats import Format

if TYPE_CHECKING:  # the help must not load what it does not need
    from clea_cli.decision.blocs.calcul import TravailDesBlocs
    from clea_cli.decision.lot import Lecture
    from clea_cli.decision.vues import Resultats
    from clea_cli.diagnostics import Diagnostic, Outcome
    from clea_cli.sorties.texte import Fragments


def score(
    grilles: options.GrillesOuPaires = None,
    format_: Annotated[str | None, option_de_format(VERDICTS)] = None,
    referentiel: options.NomDeReferentiel = None,
    regle: options.NomDeRegle = None,
    sortie: Annotated[str | None, option_de_sortie(VERDICTS)] = None,
    forcer: options.Forcer = False,
    encodage: options.Encodage = None,
    separateur: options.Separateur = None,
    onglet: options.Onglet = None,
    ignorer: options.Ignorer = None,
    finale: options.Finale = None,
    paires: options.CheminDesPaires = None,
    toutes: options.Toutes = False,
    suivre: Annotated[
        bool,
        typer.Option(
            "--suivre", help="Recalcule à chaque enregistrement de la grille, jusqu'à Ctrl+C."
        ),
    ] = False,
    echec_si_non_certifiable: Annotated[
        bool,
        typer.Option(
            "--echec-si-non-certifiable",
            help="Termine avec le statut 5 si un verdict n'est pas « certifiable ».",
        ),
    ] = False,
) -> int:
    """Dit le verdict d'une grille, domaine par domaine, et ce qui manque.

    Exemple : clea score grille.csv
    """
    if suivre and paires is not None:
        raise typer.BadParameter(
            "« --suivre » va avec des grilles, et non avec un tableau de paires"
        )
    if suivre and "-" in (*(grilles or ()), finale):
        raise typer.BadParameter(
            "« --suivre » attend un fichier : l'entrée standard ne s'enregistre pas"
        )
    ecrit_en = choisir(VERDICTS, format_, sortie)
    sources = lire_sources(grilles, finale, paires)
    if sources.value is None:
        signaler(sources.diagnostics)
        return statut(sources.diagnostics)
    lecture = options.lecture(referentiel, regle, encodage, separateur, onglet, ignorer)
    lus = sources.value.lues
    if referentiel:
        lus.append(referentiel)
    affichage = _Affichage(ecrit_en, sortie, forcer, echec_si_non_certifiable, lus, toutes)
    if not suivre:
        return _une_fois(sources.value, lecture, affichage)
    return _a_chaque_fois(sources.value, lecture, affichage._replace(forcer=True))


class _Affichage(NamedTuple):
    """How a score is shown, and where; `lus` are the files that it comes from.

    `toutes` says each fault, `echec` fails on a verdict that is not « certifiable ».
    """

    format: Format[Verdicts]
    sortie: str | None
    forcer: bool
    echec: bool
    lus: list[str]
    toutes: bool


def _une_fois(sources: Sources, lecture: "Lecture", affichage: _Affichage) -> int:
    if affichage.format.nom == "csv" and not sources.paires:
        return _en_csv(sources.grilles, lecture, affichage)
    resultats, fautes = _calculer(sources, lecture)
    rapports = resultats.rapports if resultats else ()
    largeur = LARGEUR if affichage.sortie else largeur_ecran()
    aujourd_hui = date.today().isoformat()
    verdicts = Verdicts(resultats, fautes, largeur, aujourd_hui)
    return _remettre(
        affichage.format.rendre(verdicts),
        fautes,
        affichage,
        partiel=bool(rapports),
        certifiables=all(rapport.verdict == "certifiable" for rapport in rapports),
    )


def _en_csv(grilles: list[str], lecture: "Lecture", affichage: _Affichage) -> int:
    """Decide by columns: one grille that is read by blocks, or any number of files."""
    if len(grilles) == 1:
        from clea_cli.decision.blocs import calculer

        # None: it has to be read as any other.
        lue = calculer(grilles[0], lecture)
        if lue is not None:
            return _publier_table(lue, affichage)
    from clea_cli.decision.lot import lire_lot
    from clea_cli.decision.roles import finales_seules
    from clea_cli.decision.score_colonnes import verdicts

    lot = lire_lot(grilles, lecture)
    dire_lectures(lot)
    tous = verdicts(lot)
    fautes = (*lot.diagnostics, *finales_seules(lot.fichiers))
    if not tous:
        return _remettre(None, fautes, affichage, partiel=False, certifiables=True)
    return _remettre(tous.csv, fautes, affichage, partiel=True, certifiables=tous.certifiables)


def _publier_table(lue: "Outcome[TravailDesBlocs]", affichage: _Affichage) -> int:
    """Hand over the verdicts of a grille that was read by blocks."""
    table = lue.value
    if table is None:
        return _remettre(None, lue.diagnostics, affichage, partiel=False, certifiables=True)
    dire(f"Lu : {table.lu}")
    with table.flux:
        return _remettre(
            table.flux,
            lue.diagnostics,
            affichage,
            partiel=True,
            certifiables=table.certifiables,
        )


def _remettre(
    rendu: "bytes | BinaryIO | Fragments | None",
    fautes: "tuple[Diagnostic, ...]",
    affichage: _Affichage,
    *,
    partiel: bool,
    certifiables: bool,
) -> int:
    """Hand over what was rendered, then the faults; return the exit status."""
    publie = 0
    if rendu:
        publie = publier(rendu, affichage.sortie, forcer=affichage.forcer, entrees=affichage.lus)
    elif affichage.sortie:
        dire(f"{affichage.sortie} : pas écrit, il n'y a aucun verdict.")
    signaler(fautes, toutes=affichage.toutes)
    refuse = publie or statut(fautes, partiel=partiel)
    if refuse:
        return refuse
    if affichage.echec and not certifiables:
        return 5
    return 0


def _calculer(
    sources: Sources, lecture: "Lecture"
) -> "tuple[Resultats | None, tuple[Diagnostic, ...]]":
    """Decide all grilles, or all pairs of them."""
    from clea_cli.decision.references_nominatives import noms_de_personnes

    if sources.paires:
        from clea_cli.decision.paires import lire_paires, scores_des_paires

        lues = lire_paires(sources.paires, lecture)
        dire_lectures(lues)
        fautes = (*lues.diagnostics, *noms_de_personnes(lues.fichiers))
        return scores_des_paires(lues, date.today()), fautes
    from clea_cli.decision.lot import lire_lot
    from clea_cli.decision.roles import finales_seules
    from clea_cli.decision.score import scores

    lot = lire_lot(sources.grilles, lecture)
    dire_lectures(lot)
    avis = (*finales_seules(lot.fichiers), *noms_de_personnes(lot.fichiers))
    return scores(lot, date.today()), (*lot.diagnostics, *avis)


def _a_chaque_fois(sources: Sources, lecture: "Lecture", affichage: _Affichage) -> int:
    """Score again whenever one of the files is saved, until the person stops it."""
    from clea_cli.decision.suivi import enregistrements

    for quand in enregistrements(sources.lues):
        # Clear the screen, and begin at its top.
        if sys.stdout.isatty():
            print("\x1b[2J\x1b[H", end="", flush=True)
        _une_fois(sources, lecture, affichage)
        dire(
            f"Calculé à {quand:%H:%M:%S} ;"
            " enregistrez la grille pour recalculer, Ctrl+C pour finir."
        )
    return 0
