"""`clea pseudonymiser`, `clea purge`: fewer names, for less time."""

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from clea_cli.cli import options
from clea_cli.cli.formats import option_de_dossier
from clea_cli.cli.sortie import dire, publier, signaler, statut
from clea_cli.decision.formats_grille import CONVERTIES
from clea_cli.sorties.mots import date_courte

if TYPE_CHECKING:  # the help must not load what it does not need
    from clea_cli.jury.purge import Purge


def pseudonymiser(
    grilles: options.CheminsDeGrilles,
    sortie: Annotated[str, option_de_dossier(CONVERTIES, "Où écrire les grilles sans nom.")],
    table: Annotated[
        str,
        typer.Option(
            "--table",
            metavar="FICHIER",
            help="Qui est qui (CSV) ; à garder ailleurs que les grilles.",
        ),
    ],
    referentiel: options.NomDeReferentiel = None,
    forcer: options.Forcer = False,
    encodage: options.Encodage = None,
    separateur: options.Separateur = None,
    onglet: options.Onglet = None,
    ignorer: options.Ignorer = None,
) -> int:
    """Remplace les noms des candidats par des références, et garde à part la table de
    correspondance.

    Ni les commentaires ni les lignes du haut ne sont repris, sauf référentiel, version, date,
    évaluation : ils peuvent nommer quelqu'un. La table sert d'un passage à l'autre.

    Exemple : clea pseudonymiser grilles/*.csv --sortie sans-noms --table coffre/correspondance.csv
    """
    from clea_cli.jury.pseudonymes import pseudonymiser as faire

    lecture = options.lecture(referentiel, None, encodage, separateur, onglet, ignorer)
    ecrits, fautes = faire(grilles, sortie, table, lecture, forcer=forcer)
    signaler(fautes)
    if ecrits is None:
        return statut(fautes)
    connus = f"candidats dans la table : {ecrits.connus}"
    dire(f"{sortie} : grilles sans nom : {ecrits.grilles} ; {connus}.")
    if ecrits.lignes_laissees:
        laissees = f"lignes au-dessus des titres laissées de côté : {ecrits.lignes_laissees}"
        dire(f"{sortie} : {laissees} ; elles peuvent nommer quelqu'un.")
    return statut(fautes, partiel=ecrits.grilles > 0)


def purge(
    dossiers: Annotated[
        list[str],
        options.argument_de_fichiers("DOSSIER…", "Des dossiers de sessions préparées par clea."),
    ],
    avant: Annotated[
        date,
        options.option_de_jour("--avant", "Les sessions tenues avant ce jour."),
    ],
    confirmer: Annotated[
        bool, typer.Option("--confirmer", help="Supprime pour de bon. Sans : dit ce qui partirait.")
    ] = False,
) -> int:
    """Supprime les fichiers des sessions anciennes ; le manifeste reste, il ne nomme aucun
    candidat.

    Sans --confirmer, rien n'est supprimé : la liste de ce qui partirait s'affiche.

    Exemple : clea purge sessions/* --avant 2021-12-01
    """
    from clea_cli.jury.purge import examiner, purger

    purges, fautes = examiner(dossiers, avant)
    lignes: list[str] = []
    for une in purges:
        # The same words before and after: what was announced is what goes.
        lignes += _dire_purge(une)
        if confirmer:
            partis, refus = purger(une)
            fautes = (*fautes, *refus)
            lignes.append(f"  supprimés : {partis}")
    if not purges and not fautes:
        lignes.append("Aucune session de ces dossiers n'est aussi ancienne.")
    elif purges and not confirmer:
        lignes.append("Rien n'est supprimé. Ajoutez --confirmer pour le faire.")
    fragments = [(f"{ligne}\n", "") for ligne in lignes]
    publie = publier(fragments, None)
    signaler(fautes)
    return publie or statut(fautes, partiel=bool(purges))


def _dire_purge(une: "Purge") -> list[str]:
    """What would go of a session, and what would stay."""
    lignes = [f"{une.dossier} : session {une.session} du {date_courte(une.date)}"]
    for nom in une.partent:
        ligne = f"  part : {nom}"
        if nom in une.annotes:
            ligne += " (modifié depuis, annoté peut-être : gardez-le d'abord)"
        lignes.append(ligne)
    for nom in une.restent:
        lignes.append(f"  reste, à regarder vous-même : {nom}")
    for quoi in une.ailleurs:
        lignes.append(f"  ne peut pas être suivi : {quoi}")
    return lignes
