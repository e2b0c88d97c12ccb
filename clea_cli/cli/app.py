"""The whole command line, assembled."""

import os
import re
import sys
from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Annotated, Any, ClassVar

import typer

from clea_cli import __version__
from clea_cli.cli.francais import Groupe, ajouter, groupe, message_usage, sans_accents
from clea_cli.cli.sortie import largeur_ecran

_OPTION = re.compile(r"(?:--|[—–]+)(\w[\w-]*)")

# The commands and groups of commands, in the order of the help, and the module that each is in.
_FAMILLES = {
    "Commencer": {"grille": "grille", "score": "score", "expliquer": "expliquer"},
    "Un candidat": {
        "documents": "dossier",
        "ecarts": "documents",
        "plan": "documents",
        "restitution": "documents",
        "attestation": "documents",
        "controler": "controler",
    },
    "Le jury": {
        "jury": "jury",
        "cohorte": "cohorte",
        "pseudonymiser": "vie_privee",
        "purge": "vie_privee",
    },
    "L'atelier": {"referentiel": "referentiel", "modele": "modele"},
}
_COMMANDES: dict[str, str] = {}
for _famille in _FAMILLES.values():
    _COMMANDES |= _famille


class _Racine(Groupe):
    """All commands, by families."""

    familles: ClassVar[Mapping[str, Sequence[str]]] = {
        titre: tuple(famille) for titre, famille in _FAMILLES.items()
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
            "--version",
            callback=_version,
            is_eager=True,
            help="Affiche la version et les référentiels livrés.",
        ),
    ] = False,
) -> None:
    """Take the options that stand before any command."""


def application(mots: Sequence[str]) -> typer.Typer:
    """The command line; of the commands only the one that its first word names: all take time."""
    app = groupe(
        """Calcule et explique les verdicts de CléA et de CléA Numérique.

    La commande principale est « clea score » : donnez-lui une grille, elle dit le verdict,
    pourquoi, et ce qui manque. Tapée seule, « clea » regarde le dossier et dit quoi faire ensuite.

    Exemple : clea score grille.csv""",
        _Racine,
    )
    app.callback()(_racine)
    for nom in _a_charger(mots):
        fichier = _COMMANDES[nom]
        module = import_module(f"clea_cli.cli.{fichier}")
        # A group of commands, or a command: a function of that name.
        if hasattr(module, "app"):
            app.add_typer(module.app, name=nom)
        else:
            ajouter(app, getattr(module, nom))
    return app


def _a_charger(mots: Sequence[str]) -> list[str]:
    """The command that the first word names; none for the version; all where nothing is known."""
    if list(mots) == ["--version"]:
        return []
    premiere = _commande(mots[0]) if mots else ""
    if premiere in _COMMANDES:
        return [premiere]
    return list(_COMMANDES)


def _commande(mot: str) -> str:
    """The name of the command that a first word means."""
    if mot in _COMMANDES or mot.startswith("-"):
        return mot
    return sans_accents(mot)


def _sans_accents(mots: Sequence[str]) -> list[str]:
    """Options as they are written, without accents, nor the dashes of a word processor."""
    lus: list[str] = []
    for rang, mot in enumerate(mots):
        # After it, nothing is an option.
        if mot == "--":
            return [*lus, *mots[rang:]]
        lus.append(mot if mot.isascii() else _option_nue(mot))
    return lus


def _option_nue(mot: str) -> str:
    """An option as it is written; its value, and any other word, as it was typed."""
    nom, egal, valeur = mot.partition("=")
    trouve = _OPTION.fullmatch(nom)
    if trouve is None or nom.isascii():
        return mot
    nu = sans_accents(trouve[1])
    return f"--{nu}{egal}{valeur}"


def executer(arguments: list[str] | None) -> int:
    """Run the command of these arguments (None: those of the process); return its exit status."""
    un_shell_demande = "_CLEA_COMPLETE" in os.environ
    if un_shell_demande:
        # It asks what may come next: Typer answers once it knows the shells.
        from typer.completion import completion_init  # type: ignore[attr-defined]

        completion_init()
    tapes = sys.argv[1:] if arguments is None else arguments
    mots = _sans_accents(tapes)
    if not mots and not un_shell_demande:
        from clea_cli.cli.accueil import accueillir

        return accueillir(_Racine.familles, largeur_ecran())
    commande: Any = typer.main.get_command(application(mots))
    try:
        statut = commande.main(args=mots, prog_name="clea", standalone_mode=False)
    except typer.TyperException as erreur:
        # A group without a command; its class has no public name.
        if type(erreur).__name__ == "NoArgsIsHelpError":
            print(erreur.message)
            return 0
        # All commands are there, to find the one that was meant.
        toutes: Any = typer.main.get_command(application([]))
        message = message_usage(erreur, toutes, mots)
        print(message, file=sys.stderr)
        return 2
    return statut or 0  # None of a help that was shown
