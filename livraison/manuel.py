"""The man page `clea(1)`, in roff, made of the help of every command."""

import re
from collections.abc import Iterable, Iterator

from clea_cli import __version__
from livraison.aides import Aide, Lignes

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
    lignes = [
        f'.TH CLEA 1 "" "clea {__version__}" "Manuel de clea"',
        ".SH NOM",
        f"clea \\- {_roff(accroche[0].lower() + accroche[1:]).rstrip('.')}",
        *(".SH SYNOPSIS", ".B clea", _roff(racine.usage)),
        *(".SH DESCRIPTION", *_paragraphes(suite)),
        *_section(".SH OPTIONS", racine.options),
        ".SH COMMANDES",
    ]
    for aide in commandes:
        lignes += [f'.SS "{_roff(f"{aide.chemin} {aide.usage}")}"', *_paragraphes(aide.texte)]
        lignes += [
            *_definitions(aide.arguments),
            *_definitions(ligne for ligne in aide.options if ligne[0] != "--help"),
        ]
    lignes += _section('.SH "STATUTS DE SORTIE"', _STATUTS)
    return "\n".join(lignes) + "\n"


def _section(titre: str, definitions: Lignes) -> list[str]:
    return [titre, *_definitions(definitions)]


def _definitions(lignes: Iterable[tuple[str, str]]) -> Iterator[str]:
    for nom, aide in lignes:
        yield from (".TP", f".B {_roff(nom)}", _roff(aide))


def _paragraphes(texte: str) -> Iterator[str]:
    for rang, paragraphe in enumerate(texte.split("\n\n")):
        if rang:  # the first follows its heading
            yield ".PP"
        yield _roff(" ".join(paragraphe.split()))


def _roff(texte: str) -> str:
    """A text that roff shows as it is: no escape, no request, hyphens that a shell understands."""
    texte = texte.replace("\\", "\\e").replace("-", "\\-").replace('"', "\\(dq")
    texte = texte.replace("\u00a0", "\\ ").replace("'", "\\(aq")
    return re.sub(r"^\.", r"\\&.", texte)
