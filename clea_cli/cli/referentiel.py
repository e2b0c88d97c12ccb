"""`clea referentiel`."""

from datetime import date, datetime
from typing import Annotated

import typer

from clea_cli.cli.francais import ajouter, groupe
from clea_cli.cli.sortie import largeur_ecran, publier, signaler, statut

app = groupe("""Montre et vérifie les référentiels : les lignes évaluées et les règles.""")


def lister() -> int:
    """Liste les référentiels livrés.

    Exemple : clea referentiel lister
    """
    from clea_cli.documents.referentiel import ETATS
    from clea_cli.renderers import referentiel_texte
    from clea_cli.workflow.livres import DEFAUT, livres

    lignes = [(nom, livre.version, ETATS[livre.etat], livre.criteres, livre.libelle) for nom, livre in livres().items()]
    return publier(referentiel_texte.liste(lignes, DEFAUT), None)


def afficher(
    nom: Annotated[str, typer.Argument(metavar="NOM", help="Un référentiel livré, ou un fichier .yaml.")],
) -> int:
    """Montre un référentiel : ses règles, et chaque ligne avec ce qui est requis, sa certitude et ses sources.

    Exemple : clea referentiel afficher clea
    """
    from clea_cli.documents.referentiel import fiche
    from clea_cli.renderers import referentiel_texte
    from clea_cli.workflow.referentiels import charger

    charge = charger(nom)
    signaler(charge.diagnostics)
    if charge.value is None:
        return statut(charge.diagnostics)
    return publier(referentiel_texte.fiche(fiche(charge.value), largeur_ecran()), None)


def verifier(
    chemins: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="FICHIER…", help="Fichiers ou dossiers. Par défaut : les référentiels livrés.", show_default=False
        ),
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Compte les avertissements comme des erreurs.")] = False,
    jour: Annotated[
        datetime | None,
        typer.Option(
            "--date", formats=["%Y-%m-%d"], metavar="AAAA-MM-JJ", help="Juge à cette date. Par défaut : aujourd'hui."
        ),
    ] = None,
) -> int:
    """Vérifie des référentiels : écriture, sens, et les exemples qu'ils contiennent.

    Exemple : clea referentiel verifier mon-referentiel.yaml
    """
    from clea_cli.documents.referentiel import fichier_verifie
    from clea_cli.renderers import referentiel_texte
    from clea_cli.workflow.verification import verifier_tous

    verifies = list(verifier_tous(chemins or [], jour.date() if jour else date.today(), strict=strict))
    fautes = [faute for verifie in verifies for faute in verifie.diagnostics]
    fichiers = [fichier_verifie(v.source, v.texte, v.referentiel) for v in verifies]
    publie = publier(referentiel_texte.verifies(fichiers), None)
    signaler(fautes, {fichier.source: fichier.texte for fichier in fichiers})
    return publie or statut(fautes)


ajouter(app, lister, afficher, verifier)
