"""`clea referentiel verifier --format json`: the contract `clea/verification/1`, in its order."""

from collections.abc import Sequence
from typing import Any

from clea_cli import __version__
from clea_cli.atelier.vues_referentiel import FichierVerifie
from clea_cli.diagnostics import Diagnostic
from clea_cli.sorties.fautes import en_donnees
from clea_cli.sorties.json_utf8 import ecrire


def rendre(fichiers: Sequence[FichierVerifie], diagnostics: Sequence[Diagnostic]) -> bytes:
    """Write the files and their faults as UTF-8 JSON."""
    contrat = {
        "schema": "clea/verification/1",
        "outil": {"nom": "clea", "version": __version__},
        "fichiers": [_fichier(fichier) for fichier in fichiers],
        "diagnostics": en_donnees(diagnostics),
    }
    return ecrire(contrat)


def _fichier(fichier: FichierVerifie) -> dict[str, Any]:
    referentiel = {
        "id": fichier.referentiel,
        "version": fichier.version,
        "empreinte": fichier.empreinte,
    }
    return {
        "source": fichier.source,
        "correct": fichier.correct,
        "referentiel": referentiel if fichier.correct else None,
        "resume": fichier.resume,
        "a_confirmer": list(fichier.a_confirmer),
    }
