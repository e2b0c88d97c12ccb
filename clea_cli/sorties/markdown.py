"""Values written into Markdown so that it shows them letter by letter, and obeys none of them."""

import re

from clea_cli.sorties.texte import en_ligne

# What Markdown, or GitHub's, would take for its own anywhere in a line…
_SIGNES = re.compile(r"[\\`*_\[\]<>|&~$#]")
# …and what would begin a list or end a heading.
_DEBUTS = re.compile(r"^()([-+=])|^(\d+)([.)])(?=\s|$)")


def brut(texte: str) -> str:
    """A text that Markdown shows as it is, on one line."""
    ligne = en_ligne(texte).strip()
    echappee = _SIGNES.sub(r"\\\g<0>", ligne)
    # The backslash goes before the sign of a list, or between a number and its full stop.
    return _DEBUTS.sub(r"\1\3\\\2\4", echappee)
