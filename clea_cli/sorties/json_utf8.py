"""JSON as all our formats write it: UTF-8, two spaces, letters as they are, an end of line."""

import json
from typing import Any


def ecrire(donnees: Any) -> bytes:
    """Write plain data as JSON; half a character, which no UTF-8 holds, becomes « ? »."""
    texte = json.dumps(donnees, ensure_ascii=False, indent=2)
    return f"{texte}\n".encode(errors="replace")
