"""`clea referentiel exporter --format json`: the whole référentiel, read by `clea` as its YAML."""

import json
import re
from collections.abc import Mapping
from typing import Any

# JSON allows them, a référentiel's file does not.
_INTERDITS = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


def rendre(donnees: Mapping[str, Any]) -> bytes:
    """Write the data of a référentiel as UTF-8 JSON that is YAML too."""
    texte = json.dumps(donnees, ensure_ascii=False, indent=2)
    permis = _INTERDITS.sub(_echappe, texte)
    return f"{permis}\n".encode(errors="replace")


def _echappe(trouve: re.Match[str]) -> str:
    return f"\\u{ord(trouve[0]):04x}"
