"""`clea referentiel verifier --format github`: commands that annotate the lines of a request."""

import re
from collections.abc import Sequence

from clea_cli.atelier.rendus.constats import NIVEAUX, phrase
from clea_cli.atelier.vues_referentiel import FichierVerifie
from clea_cli.diagnostics import Diagnostic, Gravite
from clea_cli.diagnostics.catalogue import CATALOGUE
from clea_cli.sorties.fautes import en_texte
from clea_cli.sorties.texte import inoffensif

# GitHub shows no more annotations a step.
MONTRES = 10

_NIVEAUX = NIVEAUX | {Gravite.NOTE: "notice"}
# `inoffensif` leaves no other end of line.
_MESSAGE = str.maketrans({"%": "%25", "\n": "%0A"})
_PROPRIETE = _MESSAGE | str.maketrans({":": "%3A", ",": "%2C"})
# What the runner obeys: `::` first in a line, `##[` anywhere.
_OBEI = re.compile(r"^\s*:(?=:)|##(?=\[)")


def rendre(fichiers: Sequence[FichierVerifie], diagnostics: Sequence[Diagnostic]) -> bytes:
    """Write one command a finding; of a file without any, nothing is said."""
    commandes = [f"{_commande(faute)}\n" for faute in diagnostics]
    return "".join(commandes).encode(errors="replace")


def liste(diagnostics: Sequence[Diagnostic]) -> list[str]:
    """All the findings for the log, in plain lines that the runner takes for nothing else."""
    # The text ends with an end of line: what follows it is nothing.
    *lignes, _ = en_texte(diagnostics, toutes=True).split("\n")
    return [_OBEI.sub(r"\g<0> ", ligne) for ligne in lignes]


def _commande(faute: Diagnostic) -> str:
    position = faute.position
    proprietes = {
        "file": position.source,
        "line": position.ligne,
        "col": position.colonne,
        "title": f"{faute.code} {CATALOGUE[faute.code].slug}",
    }
    ecrites: list[str] = []
    for nom, valeur in proprietes.items():
        if valeur is not None:
            texte = inoffensif(str(valeur)).translate(_PROPRIETE)
            ecrites.append(f"{nom}={texte}")
    lignes = [inoffensif(ligne) for ligne in phrase(faute).split("\n")]
    message = "\n".join(lignes).translate(_MESSAGE)
    niveau = _NIVEAUX[faute.gravite]
    ou = ",".join(ecrites)
    return f"::{niveau} {ou}::{message}"
