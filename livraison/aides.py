"""The help of every command, taken from the command line itself."""

from collections.abc import Iterator
from typing import Any, NamedTuple

import typer

from clea_cli.cli.app import application

_LARGEUR = 78  # what Typer takes on a terminal of 80 columns

Lignes = tuple[tuple[str, str], ...]


class Aide(NamedTuple):
    """The help of one command: its whole page, and what the page is made of.

    The name comes first in each line.
    """

    chemin: str
    page: str
    usage: str
    texte: str
    arguments: Lignes
    options: Lignes


def aides() -> Iterator[Aide]:
    """The help of `clea`, then of each command, each group before its commands."""
    toutes = typer.main.get_command(application([]))
    yield from _parcourir(toutes, "clea", None)


def _parcourir(commande: Any, nom: str, parent: Any) -> Iterator[Aide]:
    contexte = commande.make_context(
        nom, [], parent=parent, resilient_parsing=True, terminal_width=_LARGEUR
    )
    # Typer puts a choice in braces.
    usage = [morceau.strip("{}") for morceau in commande.collect_usage_pieces(contexte)]
    yield Aide(
        chemin=contexte.command_path,
        page=commande.get_help(contexte),
        usage=" ".join(usage),
        texte=commande.help,
        arguments=_parametres(commande, contexte, "argument"),
        options=_parametres(commande, contexte, "option"),
    )
    for sous, fille in getattr(commande, "commands", {}).items():
        yield from _parcourir(fille, sous, contexte)


def _parametres(commande: Any, contexte: Any, genre: str) -> Lignes:
    """The arguments or the options of a command, each with what its help says."""
    lignes: list[tuple[str, str]] = []
    for parametre in commande.get_params(contexte):
        if parametre.param_type_name != genre:
            continue
        nom, aide = parametre.get_help_record(contexte)
        sans_anglais = aide.replace("[required]", "")
        lignes.append((nom, " ".join(sans_anglais.split())))
    return tuple(lignes)
