"""What libyaml says of a syntax error, in the words of the person who typed."""

import yaml

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


def lieu_de_syntaxe(erreur: yaml.MarkedYAMLError) -> tuple[int, int]:
    """Where to look, from 1: line and column."""
    ouvert = "end of stream" in (erreur.problem or "")  # the place to mend is where the quote was opened
    marque = (erreur.context_mark if ouvert else None) or erreur.problem_mark
    return (marque.line + 1, marque.column + 1) if marque else (1, 1)


def motif_de_syntaxe(erreur: yaml.MarkedYAMLError) -> str:
    """What is wrong, in French."""
    anglais = erreur.problem or ""
    return next((francais for debut, francais in _MOTIFS if debut in anglais), "cette ligne n'a pas la forme attendue")


def trop_profond(erreur: yaml.MarkedYAMLError) -> bool:
    """Whether libyaml gave up on values nested in one another: since PyYAML 6.0.4 it has a limit of its own."""
    return "maximum nesting depth" in (erreur.problem or "")
