"""`clea referentiel verifier --format github`: the workflow commands that annotate the lines of a pull request."""

import re
from collections.abc import Sequence

from clea_cli.atelier.rendus.constats import NIVEAUX, phrase
from clea_cli.atelier.vues_referentiel import FichierVerifie
from clea_cli.diagnostics import Diagnostic, Gravite
from clea_cli.diagnostics.catalogue import CATALOGUE
from clea_cli.sorties.fautes import en_texte
from clea_cli.sorties.texte import inoffensif

MONTRES = 10  # GitHub shows no more annotations a step

_NIVEAUX = NIVEAUX | {Gravite.NOTE: "notice"}
_MESSAGE = str.maketrans({"%": "%25", "\n": "%0A"})  # `inoffensif` leaves no other end of line
_PROPRIETE = _MESSAGE | str.maketrans({":": "%3A", ",": "%2C"})
_OBEI = re.compile(r"^\s*:(?=:)|##(?=\[)")  # by the runner: `::` first in a line, `##[` anywhere


def rendre(fichiers: Sequence[FichierVerifie], diagnostics: Sequence[Diagnostic]) -> bytes:
    """Write one command a finding; of a file without any, nothing is said."""
    return "".join(f"{_commande(faute)}\n" for faute in diagnostics).encode(errors="replace")


def liste(diagnostics: Sequence[Diagnostic]) -> list[str]:
    """All the findings for the log, in plain lines that the runner takes for nothing else."""
    lignes = en_texte(diagnostics, toutes=True).split("\n")[:-1]
    return [_OBEI.sub(lambda trouve: f"{trouve[0]} ", ligne) for ligne in lignes]


def _commande(faute: Diagnostic) -> str:
    position = faute.position
    proprietes = {
        "file": position.source,
        "line": position.ligne,
        "col": position.colonne,
        "title": f"{faute.code} {CATALOGUE[faute.code].slug}",
    }
    ecrites = ",".join(
        f"{nom}={inoffensif(str(valeur)).translate(_PROPRIETE)}"
        for nom, valeur in proprietes.items()
        if valeur is not None
    )
    message = "\n".join(inoffensif(ligne) for ligne in phrase(faute).split("\n"))
    return f"::{_NIVEAUX[faute.gravite]} {ecrites}::{message.translate(_MESSAGE)}"
