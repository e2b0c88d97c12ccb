"""A thousand référentiels the size of CléA's, read and verified, beside reading plain YAML.

Each is another file (its version differs), with its examples run. One process, one core.
"""

import sys
import time
from datetime import date
from pathlib import Path

import yaml

sys.path.insert(0, str(Path(__file__).parent.parent))

from clea_cli.decision.charger import charger
from clea_cli.decision.verification import verifier
from clea_cli.referentiel.livres import DOSSIER
from clea_cli.sources import yaml_source

NOMBRE = 1000
TEXTE = (DOSSIER / "clea.yaml").read_text(encoding="utf-8")
FICHIERS = [
    TEXTE.replace('version: "2020.1"', f'version: "2020.{n + 2}"').encode() for n in range(NOMBRE)
]
CHARGEUR = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def main() -> None:
    """Measure, and print."""
    debut = time.process_time()
    for fichier in FICHIERS:
        assert verifier(fichier, "clea.yaml", charger, date(2026, 11, 30)).value is not None  # noqa: S101 — a fault would flatter
    verifies = time.process_time() - debut
    debut = time.process_time()
    for fichier in FICHIERS:
        yaml.load(fichier, CHARGEUR)  # noqa: S506 — the safe loader, in C where it can be had
    lus = time.process_time() - debut
    debut = time.process_time()
    for fichier in FICHIERS:
        yaml_source.lire(fichier, "clea.yaml")
    places = time.process_time() - debut
    print(
        f"{NOMBRE} référentiels lus, chaque valeur à sa place :"
        f" {places / lus:.2f} fois PyYAML (CSafeLoader) seul."
    )
    print(
        f"{NOMBRE} référentiels vérifiés : {verifies:.1f} s de processeur,"
        f" {verifies / lus:.2f} fois cette lecture."
    )


if __name__ == "__main__":
    main()
