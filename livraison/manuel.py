"""The man page `clea(1)`, in roff, made of the help of every command."""

import re
from collections.abc import Iterable, Iterator

from clea_cli import __version__
from livraison.aides import Aide

_STATUTS = (
    ("0", "Tout va bien."),
    ("1", "Une grille ou un référentiel est en faute."),
    ("2", "La ligne de commande n'est pas comprise."),
    ("3", "Une partie seulement des fichiers a été refusée ; les autres sont faits."),
    ("4", "Un fichier n'a pas pu être écrit, ou lu."),
    ("5", "Ce que guette --echec-si, ou --echec-si-non-certifiable, est arrivé."),
    ("70", "Un défaut du programme."),
    ("130", "La commande a été interrompue (Ctrl+C)."),
)


def manuel(aides: Iterable[Aide]) -> str:
    """Write the whole page."""
    racine, *commandes = aides
    accroche, _, suite = racine.texte.partition("\n\n")
    # The line that `apropos` searches: a name, a hyphen, a phrase without a full stop.
    phrase = accroche[0].lower() + accroche[1:]
    lignes = [
        f'.TH CLEA 1 "" "clea {__version__}" "Manuel de clea"',
        ".SH NOM",
        f"clea \\- {_roff(phrase).rstrip('.')}",
        ".SH SYNOPSIS",
        ".B clea",
        _roff(racine.usage),
        ".SH DESCRIPTION",
        *_paragraphes(suite),
        ".SH OPTIONS",
        *_definitions(racine.options),
        ".SH COMMANDES",
    ]
    for aide in commandes:
        lignes += _commande(aide)
    lignes.append('.SH "STATUTS DE SORTIE"')
    lignes += _definitions(_STATUTS)
    page = "\n".join(lignes)
    return f"{page}\n"


def _commande(aide: Aide) -> Iterator[str]:
    """What a command does, what it takes; --help was told once for all."""
    titre = _roff(f"{aide.chemin} {aide.usage}")
    yield f'.SS "{titre}"'
    yield from _paragraphes(aide.texte)
    yield from _definitions(aide.arguments)
    autres = [(nom, dit) for nom, dit in aide.options if nom != "--help"]
    yield from _definitions(autres)


def _definitions(lignes: Iterable[tuple[str, str]]) -> Iterator[str]:
    for nom, aide in lignes:
        yield ".TP"
        yield f".B {_roff(nom)}"
        yield _roff(aide)


def _paragraphes(texte: str) -> Iterator[str]:
    for rang, paragraphe in enumerate(texte.split("\n\n")):
        if rang:  # the first follows its heading
            yield ".PP"
        sur_une_ligne = " ".join(paragraphe.split())
        yield _roff(sur_une_ligne)


# What stands for a sign that roff would obey, or draw as another.
_SIGNES = str.maketrans(
    {
        "\\": "\\e",
        "-": "\\-",
        '"': "\\(dq",
        "\u00a0": "\\ ",
        "'": "\\(aq",
    }
)


def _roff(texte: str) -> str:
    """A text that roff shows as it is: no escape, no request, hyphens that a shell understands."""
    ecrit = texte.translate(_SIGNES)
    # A full stop that begins a line would begin a request.
    return re.sub(r"^\.", r"\\&.", ecrit)
