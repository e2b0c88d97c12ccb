"""`clea cohorte`."""

import os
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from clea_cli.cli import options
from clea_cli.cli.barre import barre
from clea_cli.cli.formats import choisir, option_de_format, option_de_sortie
from clea_cli.cli.sortie import (
    LARGEUR,
    a_nommer,
    dire,
    dire_lectures,
    largeur_ecran,
    publier,
    signaler,
    statut,
)
from clea_cli.cohorte.formats import COHORTE, CohorteARendre

_INTERROMPU = 130
_LONG_FICHIERS = 100  # beyond, or beyond so many bytes, a person waits and sees a bar
_LONG_OCTETS = 2_000_000


def _periode(ecrite: str) -> Any:
    """Read a period. Raises typer.BadParameter."""
    from clea_cli.cohorte.periode import lire_periode

    periode = lire_periode(ecrite)
    if periode is None:
        raise typer.BadParameter(
            f"« {ecrite} » n'est pas une période ; écrivez une année (2026), un mois (2026-03), "
            "ou du premier au dernier : 2026-01..2026-06"
        )
    if periode.renversee:
        raise typer.BadParameter(
            f"« {ecrite} » finit avant de commencer ; écrivez d'abord le premier mois"
        )
    return periode


def _site(ecrit: str) -> str:
    """Read the name of a site. Raises typer.BadParameter."""
    if not ecrit.strip():
        raise typer.BadParameter("« --site » est vide ; donnez le nom d'un site des dossiers")
    return ecrit


def cohorte(
    grilles: options.CheminsDeGrilles,
    dossiers: Annotated[
        str | None,
        typer.Option(
            "--dossiers",
            metavar="FICHIER",
            help="Un tableau (CSV, xlsx, xls ou ods), une ligne par candidat : reference, "
            "evaluateur, site, heures ; et pour deux évaluations, evaluation et grille.",
        ),
    ] = None,
    site: Annotated[
        list[str] | None,
        typer.Option(
            "--site",
            parser=_site,
            metavar="NOM",
            help="Ne compte que les personnes de ce site. Peut se répéter.",
        ),
    ] = None,
    periode: Annotated[
        Any,
        typer.Option(
            "--periode",
            parser=_periode,
            metavar="PERIODE",
            help="Ne compte que celles dont la dernière évaluation est de cette période : 2026, "
            "2026-03, 2026-01..2026-06.",
        ),
    ] = None,
    regroupement: Annotated[
        str | None,
        typer.Option(
            "--regroupement",
            metavar="FICHIER",
            help="Un tableau à deux colonnes, site et groupe : chaque groupe y remplace ses sites.",
        ),
    ] = None,
    format_: Annotated[str | None, option_de_format(COHORTE)] = None,
    referentiel: options.NomDeReferentiel = None,
    regle: options.NomDeRegle = None,
    sortie: Annotated[str | None, option_de_sortie(COHORTE)] = None,
    forcer: options.Forcer = False,
    encodage: options.Encodage = None,
    separateur: options.Separateur = None,
    onglet: options.Onglet = None,
    ignorer: options.Ignorer = None,
) -> int:
    """Compte les résultats de nombreux candidats : domaines, critères qui manquent, sites, durées.

    Aucun nombre ne porte sur moins de cinq personnes, et aucune référence de candidat n'est
    montrée.

    Exemple : clea cohorte grilles.csv --dossiers dossiers.csv
    """
    ecrit_en = choisir(COHORTE, format_, sortie)
    # Told at once, rather than after the minutes that a large cohorte takes.
    if sortie is None and not ecrit_en.a_l_ecran:
        return a_nommer("un classeur ne s'affiche pas à l'écran", "cohorte.xlsx")
    # Numpy would start threads that this does not need.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from clea_cli.cohorte.etudier import Tables, etudier_fichiers
    from clea_cli.cohorte.extrait import Extrait

    lecture = options.lecture(referentiel, regle, encodage, separateur, onglet, ignorer)
    tables = Tables(dossiers, regroupement)
    sites = tuple(site or ())
    extrait = Extrait(sites, periode)
    # Data for programs are the same whatever the day.
    jour = None if ecrit_en.donnees else date.today()
    try:
        with barre("Grilles", longue=_est_long(grilles)) as avancer:
            etude = etudier_fichiers(grilles, tables, lecture, jour, extrait, avancer)
    except KeyboardInterrupt:
        dire("Interrompu : rien n'a été écrit.")
        return _INTERROMPU
    dire_lectures(etude.lot)
    publie = 0
    if etude.vue:
        largeur = LARGEUR if sortie else largeur_ecran()
        rendu = ecrit_en.rendre(CohorteARendre(etude.vue, largeur))
        lus = list(grilles)
        for nomme in (dossiers, regroupement, referentiel):
            if nomme:
                lus.append(nomme)
        publie = publier(rendu, sortie, forcer=forcer, entrees=lus)
    elif sortie:
        dire(f"{sortie} : pas écrit, il n'y a rien à montrer.")
    signaler(etude.diagnostics)
    return publie or statut(etude.diagnostics, partiel=etude.vue is not None)


def _est_long(grilles: list[str]) -> bool:
    """Whether there is much to read."""
    if len(grilles) > _LONG_FICHIERS:
        return True
    octets = 0
    for grille in grilles:
        chemin = Path(grille)
        if chemin.is_file():
            octets += chemin.stat().st_size
    return octets > _LONG_OCTETS
