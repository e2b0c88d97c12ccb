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
        dernier = (lance.stderr.strip().splitlines() or ["aucune cause donnée"])[-1]
        return 2, [f"Audit impossible : pip-audit n'a pas pu lire sa base ({dernier})."]
    return juger(rapport)


def juger(rapport: dict[str, Any]) -> tuple[int, list[str]]:
    """Judge the report of pip-audit.

    1 for a vulnerability, 2 when a package could not be looked up, 0 otherwise.
    """
    paquets = rapport["dependencies"]
    failles = [
        f"{paquet['name']} {paquet['version']} : {faille['id']},"
        f" corrigée par {_versions(faille['fix_versions'])}"
        for paquet in paquets
        for faille in paquet.get("vulns", ())
    ]
    inconnus = [paquet["name"] for paquet in paquets if paquet.get("skip_reason", _ICI) != _ICI]
    vus = sum("vulns" in paquet for paquet in paquets)
    if inconnus:
        lesquels = ", ".join(inconnus) if vus else f"aucun des {len(inconnus)} paquets ne l'a été"
        cause = "la base des vulnérabilités (PyPI) ne répond pas d'ici, ou ne les connaît pas"
        return 2, [*failles, f"Audit incomplet, {cause}. Non audités : {lesquels}."]
    return (
        (1, failles) if failles else (0, [f"{vus} paquets audités : aucune vulnérabilité connue."])
    )


def _versions(corrigees: list[str]) -> str:
    return " ou ".join(corrigees) or "aucune version à ce jour"


if __name__ == "__main__":
    statut, lignes = auditer()
    print(*lignes, sep="\n")
    sys.exit(statut)
