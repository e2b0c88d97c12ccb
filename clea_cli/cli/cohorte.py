"""`clea cohorte`."""

import os
from datetime import date
from typing import Annotated

import typer

from clea_cli.cli import options
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


def cohorte(
    grilles: options.CheminsDeGrilles,
    dossiers: Annotated[
        str | None,
        typer.Option(
            "--dossiers",
            metavar="FICHIER",
            help="Un tableau (CSV, xlsx, xls ou ods), une ligne par candidat : reference, evaluateur, site, heures ;"
            " et pour deux évaluations, evaluation et grille.",
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
    """Compte les résultats de nombreux candidats : réussite par domaine, critères qui manquent, écarts entre sites.

    Aucun nombre ne porte sur moins de cinq personnes, et aucune référence de candidat n'est montrée.

    Exemple : clea cohorte grilles.csv --dossiers dossiers.csv
    """
    ecrit_en = choisir(COHORTE, format_, sortie)
    if sortie is None and not ecrit_en.a_l_ecran:
        return a_nommer("un classeur ne s'affiche pas à l'écran", "cohorte.xlsx")
    os.environ.setdefault(
        "OPENBLAS_NUM_THREADS", "1"
    )  # numpy would start threads that this does not need
    from clea_cli.cohorte.etudier import etudier_fichiers

    lecture = options.lecture(referentiel, regle, encodage, separateur, onglet, ignorer)
    etude = etudier_fichiers(grilles, dossiers, lecture, None if ecrit_en.donnees else date.today())
    dire_lectures(etude.lot)
    publie = 0
    if etude.vue:
        rendu = ecrit_en.rendre(CohorteARendre(etude.vue, LARGEUR if sortie else largeur_ecran()))
        lus = [*grilles, *([dossiers] if dossiers else []), *([referentiel] if referentiel else [])]
        publie = publier(rendu, sortie, forcer=forcer, entrees=lus)
    elif sortie:
        dire(f"{sortie} : pas écrit, il n'y a rien à montrer.")
    signaler(etude.diagnostics)
    return publie or statut(etude.diagnostics, partiel=etude.vue is not None)
