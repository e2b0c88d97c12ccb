"""The whole command line, assembled."""

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Annotated, Any

import typer

from clea_cli import __version__
from clea_cli.cli.francais import ajouter, groupe, message_usage

_COMMANDES = {  # the commands and groups of commands, in the order of the help, and the module that each is in
    "score": "score",
    "ecarts": "documents",
    "plan": "documents",
    "restitution": "documents",
    "attestation": "documents",
    "grille": "grille",
    "jury": "jury",
    "referentiel": "referentiel",
    "modele": "modele",
    "cohorte": "cohorte",
    "controler": "controler",
    "pseudonymiser": "vie_privee",
    "purge": "vie_privee",
    "expliquer": "expliquer",
}


def _version(demandee: bool) -> None:
    if demandee:
        from clea_cli.referentiel.livres import livres

        typer.echo(f"clea {__version__}")
        for identifiant, livre in livres().items():
            typer.echo(f"  {identifiant} {livre.version} ({livre.etat})")
        raise typer.Exit


def _racine(
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_version, is_eager=True, help="Affiche la version et les référentiels livrés."
        ),
    ] = False,
) -> None:
    """Take the options that stand before any command."""


def application(mots: Sequence[str]) -> typer.Typer:
    """The command line; of the commands only the one that its first word names, for making all of them takes time."""
    app = groupe(
        """Calcule et explique les verdicts de CléA et de CléA Numérique.

    La commande principale est « clea score » : donnez-lui une grille, elle dit le verdict, pourquoi, et ce qui manque.

    Exemple : clea score grille.csv"""
    )
    app.callback()(_racine)
    seules = list(mots[:1]) if mots and mots[0] in _COMMANDES else []
    for nom in seules if seules or list(mots) == ["--version"] else _COMMANDES:
        module = import_module(f"clea_cli.cli.{_COMMANDES[nom]}")
        if hasattr(module, "app"):
            app.add_typer(module.app, name=nom)
        else:
            ajouter(app, getattr(module, nom))
    return app


def executer(arguments: list[str] | None) -> int:
    """Run the command of these arguments (those of the process if None) and return its exit status."""
    if "_CLEA_COMPLETE" in os.environ:  # a shell asks what may come next: Typer answers it once it knows the shells
        from typer.completion import completion_init  # type: ignore[attr-defined]  # it has no other public name

        completion_init()
    mots = sys.argv[1:] if arguments is None else arguments
    commande: Any = typer.main.get_command(application(mots))
    try:
        return commande.main(args=mots, prog_name="clea", standalone_mode=False) or 0
    except typer.TyperException as erreur:
        if type(erreur).__name__ == "NoArgsIsHelpError":
            print(erreur.message)
            return 0
        print(message_usage(erreur, commande, mots), file=sys.stderr)
        return 2
