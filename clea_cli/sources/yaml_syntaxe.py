"""What libyaml says of a syntax error, in the words of the person who typed."""

import re
from collections.abc import Sequence
from typing import NamedTuple

import yaml

# what git leaves where two branches do not agree
_CONFLIT = re.compile(r"^(?:(?:<{7}|>{7}) |={7}\r?$)", re.MULTILINE)
_AU_DESSUS = 200  # lines: a quote is left open near the place where it is missed
_COLLEE = re.compile(r"\s*(- )?[{]?(?P<cle>[a-z_]+):[^\s/]")
_ECHAPPE = re.compile(r"\\.")
_MOTIFS = (  # what libyaml says, and what it means for the person who typed
    ("mapping values are not allowed", "deux-points inattendus (un texte qui en contient se met entre guillemets)"),
    ("could not find expected ':'", "il manque les deux-points après une clé"),
    (
        "did not find expected key",
        "cette ligne n'est pas alignée avec les autres clés, ou un guillemet n'est pas refermé",
    ),
    ("did not find expected '-' indicator", "cette ligne n'est pas alignée avec les autres éléments de la liste"),
    ("did not find expected ',' or ']'", "il manque une virgule ou un crochet fermant"),
    ("did not find expected ',' or '}'", "il manque une virgule ou une accolade fermante"),
    ("did not find expected node content", "il manque une valeur"),
    ("that cannot start any token", "ce caractère ne peut pas commencer une valeur (tabulation, @ ou ` ?)"),
    ("found unexpected end of stream", "un guillemet n'est pas refermé"),
    ("block sequence entries are not allowed", "un tiret de liste n'est pas à sa place"),
    ("did not find expected <document start>", "du texte suit la fin du document"),
    ("did not find expected alphabetic or numeric character", "une étoile ou une esperluette commence cette valeur"),
    ("unknown escape character", "une barre oblique inverse dans un texte entre guillemets doit être doublée"),
)


class Faute(NamedTuple):
    """Where to look, from 1 (line and column), and what is wrong there, in French."""

    lieu: tuple[int, int]
    motif: str


def faute_de_syntaxe(erreur: yaml.MarkedYAMLError, texte: str) -> Faute:
    """Find the place to mend, which is often above the one where libyaml gave up."""
    lignes = texte.splitlines()
    marque = erreur.problem_mark or erreur.context_mark
    ligne = min(marque.line, len(lignes) - 1) if marque else 0
    conflit = _CONFLIT.search(texte)
    if conflit:
        return Faute(
            (texte.count("\n", 0, conflit.start()) + 1, 1), "ce sont les marques d'un conflit de fusion de git"
        )
    for trouver in (_sans_espace, _guillemet_ouvert):
        trouvee = trouver(lignes, ligne)
        if trouvee is not None:
            return trouvee
    ouvert = _ouvert(erreur)
    if ouvert is not None:
        return ouvert
    lieu = (marque.line + 1, marque.column + 1) if marque else (1, 1)
    return Faute(lieu, _motif(erreur))


def _sans_espace(lignes: Sequence[str], ligne: int) -> Faute | None:
    """A key stuck to its value, on the line of the fault or just above."""
    for rang in range(ligne, max(ligne - 3, -1), -1):
        collee = _COLLEE.match(lignes[rang]) if rang < len(lignes) else None
        if collee:
            lieu = (rang + 1, collee.end("cle") + 1)
            return Faute(lieu, "il manque une espace après les deux-points")
    return None


def _guillemet_ouvert(lignes: Sequence[str], ligne: int) -> Faute | None:
    """A double quote that opens a value above the fault, and that its own line does not close."""
    debut = max(ligne - _AU_DESSUS, 0)
    for rang, texte in enumerate(lignes[debut : ligne + 1], start=debut):
        nue = _ECHAPPE.sub("..", texte)
        if nue.count('"') % 2 and not nue.lstrip().startswith("#"):
            return Faute((rang + 1, nue.index('"') + 1), "un guillemet n'est pas refermé")
    return None


def _ouvert(erreur: yaml.MarkedYAMLError) -> Faute | None:
    """A bracket or a quote that is never closed: the place to mend is where it opened."""
    marque = erreur.context_mark
    anglais = erreur.problem or ""
    if marque is None:
        return None
    lieu = (marque.line + 1, marque.column + 1)
    if "end of stream" in anglais:
        return Faute(lieu, _motif(erreur))
    if "',' or ']'" in anglais or "',' or '}'" in anglais:
        signe = "crochet" if "]" in anglais else "accolade"
        ouvert = "ouvert" if signe == "crochet" else "ouverte"
        suite = f"le {signe} {ouvert}" if signe == "crochet" else f"l'{signe} {ouvert}"
        ferme = "refermé" if signe == "crochet" else "refermée"
        return Faute(lieu, f"{suite} ici n'est pas {ferme}, ou il y manque une virgule")
    return None


def _motif(erreur: yaml.MarkedYAMLError) -> str:
    """What is wrong, in French."""
    anglais = erreur.problem or ""
    for debut, francais in _MOTIFS:
        if debut in anglais:
            return francais
    return "cette ligne n'a pas la forme attendue"


def trop_profond(erreur: yaml.MarkedYAMLError) -> bool:
    """Whether libyaml gave up on values nested in one another: since PyYAML 6.0.4 it has a limit of its own."""
    return "maximum nesting depth" in (erreur.problem or "")
