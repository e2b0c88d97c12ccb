"""`clea referentiel verifier`."""

from datetime import date, datetime
from typing import Annotated

import typer

from clea_cli.cli.sortie import publier, signaler, statut


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
