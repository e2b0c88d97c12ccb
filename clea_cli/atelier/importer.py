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

# The référentiel whose scale is lent.
_MODELE = "clea"
# By fault of the table: what the verification says of the same cell because of it alone.
_SUITES = {"R602": "R204", "R607": "R621", "R608": "R204"}
_CITENT_UNE_LIGNE = frozenset({"R102", "R301", "R309", "R314"})


class Importe(NamedTuple):
    """The YAML made, the référentiel that it is, what was understood, and what was supposed."""

    yaml: bytes
    referentiel: Referentiel
    lu: tuple[str, ...]
    suppositions: tuple[str, ...]


def importer(chemin: str, aujourdhui: date, onglet: str | None = None) -> Outcome[Importe]:
    """Make a référentiel of the grid in a file.

    Errors: S101-S104, those of `lire_importation`, and R.
    """
    contenu = fichiers.lire(chemin, TABLE_OCTETS_MAX)
    if contenu.value is None:
        return contenu.refus()
    lue = lire_importation(contenu.value, chemin, onglet)
    # Where codes cannot be read, lines are missing: the rest is not looked at.
    codes_illisibles = any(faute.code == "R612" for faute in lue.diagnostics)
    if lue.value is None or codes_illisibles:
        return lue.refus()
    racine, supposees = _completer(lue.value, chemin, aujourdhui)
    entete = _entete(chemin, contenu.value, a_relire=bool(supposees))
    corps = yaml.ecrire(racine)
    texte = f"{entete}{corps}".encode()
    # What is handed over passes the verification of any file, or it is not handed over.
    verifie = _verifier(texte, chemin, lue)
    fautes = sorted((*lue.diagnostics, *verifie.diagnostics), key=_place_de)
    if refuse(fautes) or verifie.value is None:
        return Outcome(None, tuple(fautes))
    importe = Importe(
        yaml=texte,
        referentiel=verifie.value,
        lu=lue.value.lu,
        suppositions=tuple(supposees),
    )
    return Outcome(importe, tuple(fautes))


def _entete(chemin: str, contenu: bytes, *, a_relire: bool) -> str:
    """The comments at the top: where it comes from, and that what was supposed wants a look."""
    empreinte = hashlib.sha256(contenu).hexdigest()
    # On one line: an end of line in a name would end the comment.
    nom = en_ligne(Path(chemin).name)
    entete = f"# Importé de « {nom} » (SHA-256 {empreinte}).\n"
    if a_relire:
        entete += (
            "# Relisez chaque ligne, et ce qui est « à préciser » ou « à confirmer », "
            "avant de vous en servir.\n"
        )
    return entete


def _completer(lue: Importation, chemin: str, aujourdhui: date) -> tuple[dict[str, Any], list[str]]:
    """The keys of the référentiel, and what was supposed of those that the table does not say."""
    modele = charger(_MODELE).value
    if lue.entiere or modele is None:
        return lue.racine, []
    nom = Path(chemin).stem
    jour = aujourdhui.isoformat()
    racine = completer(lue.racine["domaines"], nom, lue.titre, modele, jour)
    return racine, suppositions(racine)


def _verifier(texte: bytes, source: str, lue: Outcome[Importation]) -> Outcome[Referentiel]:
    """Verify what was made; a fault is shown at the cell that it comes from.

    Unless it follows from one that was told there.
    """
    verifie = verifier(texte, source, charger)
    document = lire_yaml(texte, source).value
    if document is None or lue.value is None:
        return verifie
    renvois = _Renvois(document, lue.value.lieux)
    deja_dites = set()
    for faute in lue.diagnostics:
        suite = _SUITES.get(faute.code)
        deja_dites.add((faute.position, suite))
    fautes = []
    for faute in verifie.diagnostics:
        a_sa_cellule = renvois.a_sa_cellule(faute)
        if (a_sa_cellule.position, a_sa_cellule.code) not in deja_dites:
            fautes.append(a_sa_cellule)
    return Outcome(verifie.value, tuple(fautes))


class _Renvois:
    """Leads from a place in the YAML that was made to the cell that it comes from.

    Or to that of the nearest place before it.
    """

    def __init__(
        self, document: DocumentYaml, lieux: Mapping[Chemin, Cellule | EndroitJson]
    ) -> None:
        ordre = []
        for chemin, cellule in lieux.items():
            place = _place(document.position(chemin))
            ordre.append((place, cellule))
        # In the order of the YAML, so that the nearest place before another is searched by halves.
        ordre.sort()
        self._source = document.source
        self._places = [place for place, _ in ordre]
        self._cellules = [cellule for _, cellule in ordre]

    def a_sa_cellule(self, faute: Diagnostic) -> Diagnostic:
        """The same fault, in the words of the table: « ligne 36 » too becomes a row of it."""
        cellule = self._cellule(_place(faute.position))
        message = faute.message
        if faute.code in _CITENT_UNE_LIGNE:
            message = re.sub(r"ligne (\d+)", self._rangee_citee, message)
        return faute._replace(position=cellule.position(self._source), message=message)

    def _rangee_citee(self, cite: re.Match[str]) -> str:
        # The last value that begins on the line that is cited, or before.
        fin_de_la_ligne = (int(cite[1]), 999)
        cellule = self._cellule(fin_de_la_ligne)
        return f"ligne {cellule.rang}"

    def _cellule(self, place: tuple[int, int]) -> Cellule | EndroitJson:
        """The cell of the nearest place before one, or of the first."""
        rang = bisect_right(self._places, place) - 1
        return self._cellules[max(rang, 0)]


def _place(position: Position) -> tuple[int, int]:
    return position.ligne or 0, position.colonne or 0


def _place_de(faute: Diagnostic) -> tuple[int, int]:
    return _place(faute.position)
