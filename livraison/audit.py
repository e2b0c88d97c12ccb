"""`make audit`: the known vulnerabilities of all that is installed.

What could not be looked up is no good news.
"""

import json
import subprocess
import sys
from typing import Any

_ICI = "distribution marked as editable"  # clea itself


def auditer() -> tuple[int, list[str]]:
    """Run pip-audit on this environment; return an exit status, and what to print."""
    commande = [
        sys.executable,
        "-m",
        "pip_audit",
        "--skip-editable",
        "--progress-spinner=off",
        "--format=json",
    ]
    lance = subprocess.run(commande, capture_output=True, text=True, check=False)  # noqa: S603 — a command of ours
    try:
        rapport = json.loads(lance.stdout)
    except ValueError:
        # Its last line says why; those before, where.
        cause = "aucune cause donnée"
        if dites := lance.stderr.strip().splitlines():
            cause = dites[-1]
        return 2, [f"Audit impossible : pip-audit n'a pas pu lire sa base ({cause})."]
    return juger(rapport)


def juger(rapport: dict[str, Any]) -> tuple[int, list[str]]:
    """Judge the report of pip-audit.

    1 for a vulnerability, 2 when a package could not be looked up, 0 otherwise.
    """
    failles: list[str] = []
    inconnus: list[str] = []
    vus = 0
    for paquet in rapport["dependencies"]:
        nom = paquet["name"]
        if "vulns" in paquet:
            vus += 1
        for faille in paquet.get("vulns", ()):
            corrigee = _versions(faille["fix_versions"])
            dite = f"{nom} {paquet['version']} : {faille['id']}, corrigée par {corrigee}"
            failles.append(dite)
        # What was passed over, save what is not on PyPI because it is ours.
        if paquet.get("skip_reason", _ICI) != _ICI:
            inconnus.append(nom)
    # That nothing is known of a package is not that nothing is wrong with it.
    if inconnus:
        lesquels = f"aucun des {len(inconnus)} paquets ne l'a été"
        if vus:
            lesquels = ", ".join(inconnus)
        cause = "la base des vulnérabilités (PyPI) ne répond pas d'ici, ou ne les connaît pas"
        return 2, [*failles, f"Audit incomplet, {cause}. Non audités : {lesquels}."]
    if failles:
        return 1, failles
    return 0, [f"{vus} paquets audités : aucune vulnérabilité connue."]


def _versions(corrigees: list[str]) -> str:
    return " ou ".join(corrigees) or "aucune version à ce jour"


if __name__ == "__main__":
    statut, lignes = auditer()
    print(*lignes, sep="\n")
    sys.exit(statut)
