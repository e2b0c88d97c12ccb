"""The whole command line, assembled."""

import os
import sys
from typing import Annotated, Any

import typer

from clea_cli import __version__
from clea_cli.cli import (
    cohorte,
    controler,
    documents,
    expliquer,
    grille,
    jury,
    modele,
    referentiel,
    score,
    vie_privee,
)
from clea_cli.cli.francais import ajouter, groupe, message_usage


def _version(demandee: bool) -> None:
    if demandee:
        from clea_cli.workflow.livres import livres

        typer.echo(f"clea {__version__}")
        for identifiant, livre in livres().items():
            typer.echo(f"  {identifiant} {livre.version} ({livre.etat})")
        raise typer.Exit


app = groupe(
    """Calcule et explique les verdicts de CléA et de CléA Numérique.

    La commande principale est « clea score » : donnez-lui une grille, elle dit le verdict, pourquoi, et ce qui manque.

    Exemple : clea score grille.csv"""
)


@app.callback()
def _racine(
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_version, is_eager=True, help="Affiche la version et les référentiels livrés."
        ),
    ] = False,
) -> None:
    """Take the options that stand before any command."""


ajouter(app, score.score)
ajouter(app, documents.ecarts)
ajouter(app, documents.plan)
ajouter(app, documents.restitution)
ajouter(app, documents.attestation)
app.add_typer(grille.app, name="grille")
app.add_typer(jury.app, name="jury")
app.add_typer(referentiel.app, name="referentiel")
app.add_typer(modele.app, name="modele")
ajouter(app, cohorte.cohorte)
ajouter(app, controler.controler)
ajouter(app, vie_privee.pseudonymiser)
ajouter(app, vie_privee.purge)
ajouter(app, expliquer.expliquer)


def executer(arguments: list[str] | None) -> int:
    """Run the command of these arguments (those of the process if None) and return its exit status."""
    if "_CLEA_COMPLETE" in os.environ:  # a shell asks what may come next: Typer answers it once it knows the shells
        from typer.completion import completion_init  # type: ignore[attr-defined]  # it has no other public name

        completion_init()
    commande: Any = typer.main.get_command(app)
    try:
        return commande.main(args=arguments, prog_name="clea", standalone_mode=False) or 0
    except typer.TyperException as erreur:
        if type(erreur).__name__ == "NoArgsIsHelpError":
            print(erreur.message)
            return 0
        mots = sys.argv[1:] if arguments is None else arguments
        print(message_usage(erreur, commande, mots), file=sys.stderr)
        return 2
