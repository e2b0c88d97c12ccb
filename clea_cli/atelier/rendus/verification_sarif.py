"""`clea referentiel verifier --format sarif`: SARIF 2.1.0, which code scanning and editors read."""

import re
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from clea_cli import __version__
from clea_cli.atelier.rendus.constats import NIVEAUX, empreintes, phrase
from clea_cli.atelier.vues_referentiel import FichierVerifie
from clea_cli.diagnostics import Diagnostic, Entree, Position
from clea_cli.diagnostics.catalogue import CATALOGUE
from clea_cli.sorties.fautes import sans_faits
from clea_cli.sorties.json_utf8 import ecrire

_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_LANGUE = "fr"


def rendre(fichiers: Sequence[FichierVerifie], diagnostics: Sequence[Diagnostic]) -> bytes:
    """Write one run: the rules that were broken, and a result for each finding."""
    codes = sorted({faute.code for faute in diagnostics})
    regles = [_regle(CATALOGUE[code]) for code in codes]
    resultats = []
    for faute, empreinte in zip(diagnostics, empreintes(fichiers, diagnostics), strict=True):
        rang = codes.index(faute.code)
        resultats.append(_resultat(faute, rang, empreinte))
    outil = {"name": "clea", "version": __version__, "language": _LANGUE, "rules": regles}
    run = {
        "tool": {"driver": outil},
        "language": _LANGUE,
        "columnKind": "unicodeCodePoints",
        "results": resultats,
    }
    journal = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return ecrire(journal)


def _regle(entree: Entree) -> dict[str, Any]:
    # The words of a rule, for all findings at once: the facts of one are out.
    message = sans_faits(entree.message)
    phrase_de_regle = f"{message[0].upper()}{message[1:]}"
    if not message.endswith("…"):
        phrase_de_regle += "."
    aide = [entree.pourquoi]
    if entree.faux:
        aide.append(f"Faux :\n{entree.faux}")
    if entree.juste:
        aide.append(f"Juste :\n{entree.juste}")
    aide.append(f"Pour en savoir plus : clea expliquer {entree.code}")
    mots = [mot.capitalize() for mot in entree.slug.split("-")]
    return {
        "id": entree.code,
        "name": "".join(mots),
        "shortDescription": {"text": phrase_de_regle},
        "fullDescription": {"text": entree.pourquoi},
        "help": {"text": "\n\n".join(aide)},
        "defaultConfiguration": {"level": NIVEAUX[entree.gravite]},
    }


def _resultat(faute: Diagnostic, rang: int, empreinte: str) -> dict[str, Any]:
    return {
        "ruleId": faute.code,
        "ruleIndex": rang,
        "level": NIVEAUX[faute.gravite],
        "message": {"text": phrase(faute)},
        "locations": [{"physicalLocation": _lieu(faute.position)}],
        # The only name that GitHub looks at.
        "partialFingerprints": {"primaryLocationLineHash": empreinte},
    }


def _lieu(position: Position) -> dict[str, Any]:
    lieu: dict[str, Any] = {"artifactLocation": {"uri": _uri(position.source)}}
    if position.ligne is not None:
        lieu["region"] = {"startLine": position.ligne}
        if position.colonne is not None:
            lieu["region"]["startColumn"] = position.colonne
    return lieu


def _uri(chemin: str) -> str:
    """The URI of a path written with « / »: relative where the path is."""
    un_disque = re.match("[A-Za-z]:/", chemin)
    if un_disque:
        # « C: » keeps its colon: after « file: » nobody takes it for a scheme.
        ecrit = quote(chemin, safe="/:", errors="replace")
        return f"file:///{ecrit}"
    ecrit = quote(chemin, errors="replace")
    return f"file://{ecrit}" if chemin.startswith("/") else ecrit
