"""`clea referentiel exporter --format json`: the whole référentiel, which `clea` reads as it reads the YAML."""

import json
import re
from collections.abc import Mapping
from typing import Any

_INTERDITS = re.compile(
    "[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]"
)  # JSON allows them, a référentiel's file does not


def rendre(donnees: Mapping[str, Any]) -> bytes:
    """Write the data of a référentiel as UTF-8 JSON that is YAML too."""
    texte = json.dumps(donnees, ensure_ascii=False, indent=2) + "\n"
    return _INTERDITS.sub(lambda trouve: f"\\u{ord(trouve[0]):04x}", texte).encode(errors="replace")
