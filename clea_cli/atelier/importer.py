"""From a grid in a spreadsheet to the YAML of a référentiel that passes its own verification."""

import hashlib
import re
from bisect import bisect_right
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from clea_cli.atelier.importation_json import EndroitJson
from clea_cli.atelier.lire_importation import Importation
from clea_cli.atelier.lire_importation import lire as lire_importation
from clea_cli.atelier.mots_importation import completer, suppositions
from clea_cli.atelier.rendus import yaml
from clea_cli.decision.charger import charger
from clea_cli.decision.verification import verifier
from clea_cli.diagnostics import Diagnostic, Outcome, Position, refuse
from clea_cli.referentiel.referentiel import Referentiel
from clea_cli.sorties.texte import en_ligne
from clea_cli.sources import fichiers
from clea_cli.sources.bornes import TABLE_OCTETS_MAX
from clea_cli.sources.cellules import Cellule
from clea_cli.sources.texte import Chemin
from clea_cli.sources.yaml_source import DocumentYaml
from clea_cli.sources.yaml_source import lire as lire_yaml

_MODELE = "clea"  # the référentiel whose scale is lent
# by fault of the table: what the verification says of the same cell because of it, and of nothing else
_SUITES = {"R602": {"R204"}, "R607": {"R621"}, "R608": {"R204"}}
_CITENT_UNE_LIGNE = frozenset({"R102", "R301", "R309", "R314"})


class Importe(NamedTuple):
    """The YAML made, the référentiel that it is, what was understood of the table and what was supposed beside it."""

    yaml: bytes
    referentiel: Referentiel
    lu: tuple[str, ...]
    suppositions: tuple[str, ...]


def importer(chemin: str, aujourdhui: date, onglet: str | None = None) -> Outcome[Importe]:
    """Make a référentiel of the grid in a file. Errors: S101-S104, those of `lire_importation`, and R."""
    contenu = fichiers.lire(chemin, TABLE_OCTETS_MAX)
    if contenu.value is None:
        return contenu.refus()
    lue = lire_importation(contenu.value, chemin, onglet)
    # where codes cannot be read, lines are missing: the rest is not looked at
    if lue.value is None or any(faute.code == "R612" for faute in lue.diagnostics):
        return lue.refus()
    racine, supposees = _completer(lue.value, chemin, aujourdhui)
    entete = [
        f"# Importé de « {en_ligne(Path(chemin).name)} » (SHA-256 {hashlib.sha256(contenu.value).hexdigest()})."
    ]
    if supposees:
        entete.append(
            "# Relisez chaque ligne, et ce qui est « à préciser » ou « à confirmer », avant de vous en servir."
        )
    texte = "\n".join((*entete, yaml.ecrire(racine))).encode()
    verifie = _verifier(texte, chemin, lue)
    fautes = tuple(
        sorted((*lue.diagnostics, *verifie.diagnostics), key=lambda faute: _place(faute.position))
    )
    if refuse(fautes) or verifie.value is None:
        return Outcome(None, fautes)
    return Outcome(Importe(texte, verifie.value, lue.value.lu, tuple(supposees)), fautes)


def _completer(lue: Importation, chemin: str, aujourdhui: date) -> tuple[dict[str, Any], list[str]]:
    modele = charger(_MODELE).value
    if lue.entiere or modele is None:
        return lue.racine, []
    racine = completer(
        lue.racine["domaines"], Path(chemin).stem, lue.titre, modele, aujourdhui.isoformat()
    )
    return racine, suppositions(racine)


def _verifier(texte: bytes, source: str, lue: Outcome[Importation]) -> Outcome[Referentiel]:
    """Verify what was made; a fault is shown at the cell that it comes from, unless it follows from one told there."""
    verifie = verifier(texte, source, charger)
    document = lire_yaml(texte, source).value
    if document is None or lue.value is None:
        return verifie
    renvois = _Renvois(document, lue.value.lieux)
    dites = {
        (faute.position, suite)
        for faute in lue.diagnostics
        for suite in _SUITES.get(faute.code, ())
    }
    fautes = [renvois.a_sa_cellule(faute) for faute in verifie.diagnostics]
    return Outcome(verifie.value, tuple(f for f in fautes if (f.position, f.code) not in dites))


class _Renvois:
    """Leads from a place in the YAML that was made to the cell that it comes from, or the nearest one before it."""

    def __init__(
        self, document: DocumentYaml, lieux: Mapping[Chemin, Cellule | EndroitJson]
    ) -> None:
        ordre = sorted(
            (_place(document.position(chemin)), cellule) for chemin, cellule in lieux.items()
        )
        self._source = document.source
        self._places = [place for place, _ in ordre]
        self._cellules = [cellule for _, cellule in ordre]

    def a_sa_cellule(self, faute: Diagnostic) -> Diagnostic:
        """The same fault, in the words of the table: « ligne 36 » too becomes a row of it."""
        cellule = self._cellule(_place(faute.position))
        message = faute.message
        if faute.code in _CITENT_UNE_LIGNE:
            message = re.sub(
                r"ligne (\d+)",
                lambda cite: f"ligne {self._cellule((int(cite[1]), 999)).rang}",
                message,
            )
        return faute._replace(position=cellule.position(self._source), message=message)

    def _cellule(self, place: tuple[int, int]) -> Cellule | EndroitJson:
        return self._cellules[max(bisect_right(self._places, place) - 1, 0)]


def _place(position: Position) -> tuple[int, int]:
    return position.ligne or 0, position.colonne or 0
