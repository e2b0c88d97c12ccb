"""Typer in French: the help pages, and what is wrong with a command line."""

import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from inspect import getdoc
from pathlib import Path
from typing import Any, ClassVar

import typer
from typer.core import TyperCommand, TyperGroup
from typer.exceptions import TyperException

from clea_cli.cli.options import RARES
from clea_cli.sorties.texte import coller

_COMMANDE_INCONNUE = r"No such command '(.*?)'\..*"
_USAGES = (  # Typer's English, and what it means; the groups are kept
    (r"No such option: (.+)", "l'option « {0} » n'existe pas"),
    (_COMMANDE_INCONNUE, "la commande « {0} » n'existe pas"),
    (r"Missing command\.", "il manque une commande"),
    (r"Option '(.+)' requires an argument\.", "l'option « {0} » attend une valeur"),
    (r"Option '(.+)' requires \d+ arguments\.", "l'option « {0} » attend une valeur"),
    (r"Option '(.+)' does not take a value\.", "l'option « {0} » ne prend pas de valeur"),
    (r"Got unexpected extra argument\(s\) \((.*)\)", "il y a un mot de trop : « {0} »"),
    (r"'(.*)' is not a valid int(?: range)?\.", "« {0} » n'est pas un nombre entier"),
    (r"(.+) is not in the range (.+)<=x<=(.+)\.", "{0} n'est pas entre {1} et {2}"),
    (r"'?(.*?)'? is not one of (.+)\.", "« {0} » n'est pas admis ; valeurs possibles : {1}"),
)

_AIDE = {"help_option_names": ["-h", "--help"]}
_AIDES = frozenset({"help", "aide", "/?", "-?", "?"})
_PROPOSEES = 3  # commands offered for one that does not exist


class _EnFrancais:
    """What a command and a group share: help in French, laid out by Typer's own formatter."""

    def get_help(self, contexte: Any) -> str:
        """The whole page; the spaces that held French punctuation to its word are plain again."""
        ecrite = super().get_help(contexte)  # type: ignore[misc]  # Typer gives it
        return str(ecrite).replace("\u00a0", " ")

    def format_usage(self, contexte: Any, page: Any) -> None:
        """Write the first line."""
        pieces = self.collect_usage_pieces(contexte)  # type: ignore[attr-defined]  # Typer gives it
        # Typer puts a choice in braces.
        nues = [piece.strip("{}") for piece in pieces]
        page.write_usage(contexte.command_path, " ".join(nues), prefix="Usage : ")

    def get_help_option(self, contexte: Any) -> Any:
        """The option --help, described in French."""
        option = super().get_help_option(contexte)  # type: ignore[misc]  # Typer gives it
        option.help = "Affiche cette aide."
        return option

    def format_options(self, contexte: Any, page: Any) -> None:
        """Write the arguments, then the options; those that few need come last."""
        arguments: list[tuple[str, str]] = []
        usuelles: list[tuple[str, str]] = []
        rares: list[tuple[str, str]] = []
        for parametre in self.get_params(contexte):  # type: ignore[attr-defined]  # Typer gives it
            nom, aide = parametre.get_help_record(contexte)
            # The line of usage says what may not be left out.
            sans_anglais = aide.replace("[required]", "").strip()
            ligne = (nom, sans_anglais)
            if parametre.param_type_name == "argument":
                arguments.append(ligne)
            elif RARES.isdisjoint(parametre.opts):
                usuelles.append(ligne)
            else:
                rares.append(ligne)
        _section(page, "Arguments", arguments)
        _section(page, "Options", usuelles)
        _section(page, "Options plus rares", rares)


class CommandeFrancaise(_EnFrancais, TyperCommand):
    """A command whose help is in French, and that says what to do next."""

    def invoke(self, ctx: Any) -> Any:
        """Run it; on a terminal, end with the next step."""
        statut = super().invoke(ctx)
        if sys.stderr.isatty():
            from clea_cli.cli.suite import dire_la_suite

            dire_la_suite(ctx.command_path, ctx.params, statut)
        return statut


class Groupe(_EnFrancais, TyperGroup):
    """A group of commands whose help is in French."""

    # Its commands by title; without any, all are under one.
    familles: ClassVar[Mapping[str, Sequence[str]]] = {}

    def format_options(self, contexte: Any, page: Any) -> None:
        """Write the options, then each command with the first sentence of its help."""
        super().format_options(contexte, page)
        familles = self.familles or {"Commandes": list(self.commands)}
        for titre, noms in familles.items():
            dites: list[tuple[str, str]] = []
            for nom in noms:
                # Of all commands, only those that were asked for are loaded.
                if nom in self.commands:
                    aide = self.commands[nom].help or ""
                    resume, _, _ = aide.partition("\n")
                    dites.append((nom, resume))
            _section(page, titre, dites)

    def get_command(self, contexte: Any, nom: str) -> Any:
        """The command of a name, whatever its case and accents."""
        trouvee = super().get_command(contexte, nom)
        if trouvee:
            return trouvee
        return super().get_command(contexte, sans_accents(nom))


def _section(page: Any, titre: str, lignes: list[tuple[str, str]]) -> None:
    """Write a part of the help, if there is something in it."""
    if not lignes:
        return
    # Typer writes a colon right after the title: in French there is a space between the two.
    with page.section(f"{titre}\u00a0"):
        page.write_dl([(nom, coller(aide)) for nom, aide in lignes])


def sans_accents(ecrit: str) -> str:
    """A word as commands and options are written."""
    from clea_cli.sources.mots import forme_comparable

    return forme_comparable(ecrit).replace(" ", "-")


def groupe(aide: str, cls: type[Groupe] = Groupe) -> typer.Typer:
    """Make a group of commands; without a command it shows its help."""
    return typer.Typer(
        cls=cls,
        context_settings=_AIDE,
        no_args_is_help=True,
        help=aide,
        rich_markup_mode=None,
        add_completion=False,
        pretty_exceptions_enable=False,
        subcommand_metavar="COMMANDE …",
    )


def ajouter(app: typer.Typer, *fonctions: Callable[..., int]) -> None:
    """Add functions as commands, by their names; their docstrings are their help."""
    for fonction in fonctions:
        declarer = app.command(
            fonction.__name__.replace("_", "-"),
            cls=CommandeFrancaise,
            context_settings=_AIDE,
            help=_aide(fonction),
        )
        declarer(fonction)


def _aide(fonction: Callable[..., int]) -> str:
    """The docstring of a command, a paragraph a line: our lines are not those of the screen."""
    docstring = getdoc(fonction) or ""
    paragraphes: list[str] = []
    for paragraphe in docstring.split("\n\n"):
        paragraphes.append(paragraphe.replace("\n", " "))
    return "\n\n".join(paragraphes)


def message_usage(erreur: TyperException, racine: TyperGroup, mots: Sequence[str]) -> str:
    """Say what is wrong with a command line (its words after `clea`), and what to type instead."""
    contexte = getattr(erreur, "ctx", None)
    chemin = contexte.command_path if contexte else _chemin(racine, mots)
    cause = _cause(erreur)
    aide = f"tapez « {chemin} --help »"
    # Of what is missing, an example says more than any word.
    if contexte and "manque" in cause:
        exemple = _exemple(contexte.command.help)
        if exemple:
            aide = f"par exemple « {exemple} » ; {aide}"
    suggestion = ""
    proches = _proches(erreur, racine, chemin)
    if proches:
        cites = [f"« {proche} »" for proche in proches]
        suggestion = f" Vouliez-vous dire {_ou(cites)} ?"
    return f"{chemin} : {cause}.{suggestion}\n  aide : {aide}."


def _proches(erreur: TyperException, racine: TyperGroup, chemin: str) -> list[str]:
    """What a misspelt command or option may be; Typer knows of the options only."""
    inconnue = re.fullmatch(_COMMANDE_INCONNUE, erreur.message)
    if inconnue:
        return _commandes_proches(racine, chemin, inconnue[1])
    options = getattr(erreur, "possibilities", None) or ()
    return list(options)[:1]


def _exemple(aide: str | None) -> str:
    """The example that the help of a command gives."""
    trouve = re.search(r"Exemple : (.+)", aide or "")
    return trouve[1] if trouve else ""


def _ou(choix: Sequence[str]) -> str:
    """Choices as a person lists them: « a, b ou c »."""
    *debut, dernier = choix
    if not debut:
        return dernier
    autres = ", ".join(debut)
    return f"{autres} ou {dernier}"


def _chemin(commande: Any, mots: Sequence[str]) -> str:
    """The command that these words name: Typer forgets it where an option lacks its value."""
    chemin = ["clea"]
    for mot in mots:
        # Only a group has commands of its own.
        filles = getattr(commande, "commands", {})
        commande = filles.get(mot)
        if commande is None:
            break
        chemin.append(mot)
    return " ".join(chemin)


def _cause(erreur: TyperException) -> str:
    """What is wrong, and with which option or argument."""
    parametre = getattr(erreur, "param", None)
    nom = _nom(parametre) if parametre is not None else ""
    # Its class cannot be imported: what Typer has of Click is its own, under no public name.
    if type(erreur).__name__ == "MissingParameter":
        sans_suite = nom.rstrip("…")
        return f"il manque {sans_suite}"
    dite = _traduire(erreur.message)
    return f"{nom} : {dite}" if nom else dite


def _nom(parametre: Any) -> str:
    """An option as it is typed, an argument as the help calls it."""
    if parametre.param_type_name == "option":
        return str(parametre.opts[0])
    return str(parametre.metavar)


def _traduire(anglais: str) -> str:
    """What Typer says, in French."""
    if anglais.startswith("«"):  # it is one of ours
        return anglais
    for modele, francais in _USAGES:
        trouve = re.fullmatch(modele, anglais)
        if trouve:
            # Choices come each between quotes.
            mots = [mot.replace("'", "") for mot in trouve.groups()]
            return francais.format(*mots)
    return f"cette écriture n'est pas comprise ({anglais})"


def _commandes_proches(racine: Any, groupe: str, ecrite: str) -> list[str]:
    """The commands that a misspelt one may be, as they are typed.

    The one of its own group, else wherever they stand.
    """
    from difflib import get_close_matches

    from clea_cli.sources.donnes import GRILLES

    if ecrite in _AIDES:
        return ["clea --help"]
    if Path(ecrite).suffix.lower() in GRILLES or ecrite == ".":
        return [f"clea score {ecrite}"]
    # Several groups have a command « verifier ».
    par_nom: dict[str, list[str]] = {}
    for chemin in _chemins(racine, "clea"):
        _, _, nom = chemin.rpartition(" ")
        par_nom.setdefault(nom, []).append(chemin)
    noms = get_close_matches(sans_accents(ecrite), par_nom, n=1)
    if not noms:
        return []
    proche = noms[0]
    du_groupe = f"{groupe} {proche}"
    partout = par_nom[proche]
    if du_groupe in partout:
        return [du_groupe]
    return partout[:_PROPOSEES]


def _chemins(commande: Any, chemin: str) -> Iterator[str]:
    """All commands, as they are typed."""
    for nom, fille in getattr(commande, "commands", {}).items():
        complet = f"{chemin} {nom}"
        yield complet
        yield from _chemins(fille, complet)
