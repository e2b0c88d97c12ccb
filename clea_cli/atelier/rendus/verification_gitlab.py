"""`clea referentiel verifier --format gitlab`: a Code Quality report, for a merge request."""

from collections.abc import Sequence

from clea_cli.atelier.rendus.constats import empreintes, phrase
from clea_cli.atelier.vues_referentiel import FichierVerifie
from clea_cli.diagnostics import Diagnostic, Gravite
from clea_cli.sorties.json_utf8 import ecrire

_SEVERITES = {Gravite.ERREUR: "major", Gravite.AVERTISSEMENT: "minor", Gravite.NOTE: "info"}


def rendre(fichiers: Sequence[FichierVerifie], diagnostics: Sequence[Diagnostic]) -> bytes:
    """Write one issue a finding.

    GitLab drops the report at an issue without a line: 1 stands for the whole file.
    """
    rapport = []
    for faute, empreinte in zip(diagnostics, empreintes(fichiers, diagnostics), strict=True):
        position = faute.position
        lieu = {"path": position.source, "lines": {"begin": position.ligne or 1}}
        probleme = {
            "description": f"{faute.code} : {phrase(faute)}",
            "check_name": faute.code,
            "fingerprint": empreinte,
            "severity": _SEVERITES[faute.gravite],
            "location": lieu,
        }
        rapport.append(probleme)
    return ecrire(rapport)
