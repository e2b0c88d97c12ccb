"""`clea cohorte`."""

import os
from datetime import date
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from clea_cli.cli import options
from clea_cli.cli.sortie import LARGEUR, a_nommer, dire, dire_lectures, largeur_ecran, publier, signaler, statut

if TYPE_CHECKING:  # the help must not load what it does not need
    from clea_cli.cohorte.vues import CohorteVue
    from clea_cli.sorties.texte import Fragments

Format = Literal["texte", "csv", "xlsx", "html"]


_EnFormat = Annotated[Format, typer.Option("--format", "-f", show_default=False, help="Par défaut : texte.")]


def cohorte(
    grilles: options.Grilles,
    dossiers: Annotated[
        str | None,
        typer.Option(
            "--dossiers",
            metavar="FICHIER",
            help="Un tableau (CSV, xlsx, xls ou ods), une ligne par candidat : reference, evaluateur, site, heures ;"
            " et pour deux évaluations, evaluation et grille.",
        ),
    ] = None,
    format_: _EnFormat = "texte",
    referentiel: options.Referentiel = None,
    regle: options.Regle = None,
    sortie: options.Sortie = None,
    forcer: options.Forcer = False,
    encodage: options.Encodage = None,
    separateur: options.Separateur = None,
    onglet: options.Onglet = None,
    ignorer: options.Ignorer = None,
) -> int:
    """Compte les résultats de nombreux candidats : réussite par domaine, critères qui manquent, écarts entre sites.

    Aucun nombre ne porte sur moins de cinq personnes, et aucune référence de candidat n'est montrée.

    Exemple : clea cohorte grilles.csv --dossiers dossiers.csv
    """
    if format_ == "xlsx" and sortie is None:
        return a_nommer("un classeur ne s'affiche pas à l'écran", "cohorte.xlsx")
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # numpy would start threads that this does not need
    from clea_cli.cohorte.etudier import etudier_fichiers

    lecture = options.lecture(referentiel, regle, encodage, separateur, onglet, ignorer)
    etude = etudier_fichiers(grilles, dossiers, lecture, _jour(format_))
    dire_lectures(etude.lot)
    publie = 0
    if etude.vue:
        rendu = _rendre(format_, etude.vue, LARGEUR if sortie else largeur_ecran())
        lus = [*grilles, *([dossiers] if dossiers else []), *([referentiel] if referentiel else [])]
        publie = publier(rendu, sortie, forcer=forcer, entrees=lus)
    elif sortie:
        dire(f"{sortie} : pas écrit, il n'y a rien à montrer.")
    signaler(etude.diagnostics)
    return publie or statut(etude.diagnostics, partiel=etude.vue is not None)


def _jour(format_: Format) -> date | None:
    """The day of what a person reads; a file for other programs does not depend on the day."""
    return None if format_ == "csv" else date.today()


def _rendre(format_: Format, vue: "CohorteVue", largeur: int) -> "bytes | Fragments":
    """Render in one format, and load no other."""
    if format_ == "csv":
        from clea_cli.cohorte.rendus import csv as cohorte_csv

        return cohorte_csv.rendre(vue)
    if format_ == "xlsx":
        from clea_cli.cohorte.rendus import xlsx

        return xlsx.rendre(vue)
    if format_ == "html":
        from clea_cli.cohorte.rendus import html as cohorte_html

        return cohorte_html.rendre(vue)
    from clea_cli.cohorte.rendus import texte

    return texte.rendre(vue, largeur)
