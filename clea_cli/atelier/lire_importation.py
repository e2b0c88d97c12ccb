"""The grid of a certification, typed in a spreadsheet, as the keys and values of a référentiel's YAML.

A JSON is read by `importation_json`. Three forms are known of a table: the CSV that
`clea referentiel exporter` writes; a code and a label a row; a column a level.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from clea_cli.atelier import (
    importation_doutes,
    importation_export,
    importation_json,
    importation_lignes,
)
from clea_cli.atelier.importation_disposition import disposer
from clea_cli.atelier.importation_json import Endroit
from clea_cli.diagnostics import Diagnostic, Outcome, Position, diagnostic
from clea_cli.sources import table
from clea_cli.sources.cellules import Cellule, Feuille, Ligne
from clea_cli.sources.classeur import retenir
from clea_cli.sources.yaml_source import Chemin


class Importation(NamedTuple):
    """What a table says of a référentiel: all its keys, or `domaines` alone (`entiere` False).

    `lieux` says which cell a value came from; `lu` says in words what was understood of the table.
    """

    racine: dict[str, Any]
    lieux: Mapping[Chemin, Cellule | Endroit]
    entiere: bool
    lu: tuple[str, ...]
    titre: str


def lire(contenu: bytes, source: str, onglet: str | None = None) -> Outcome[Importation]:
    """Read a grid. Errors: F101, F102, F104, F106, F117-F120 (the file), R601-R615 (the table)."""
    if importation_json.est_du_json(contenu):
        lu_json = importation_json.lire(contenu, source)
        return Outcome(lu_json.value and Importation(*lu_json.value), lu_json.diagnostics)
    feuilles = table.feuilles(contenu, source)
    if feuilles.value is None:
        return Outcome(None, feuilles.diagnostics)
    retenues = retenir(feuilles.value, onglet, source)
    if retenues.value is None:
        return Outcome(None, retenues.diagnostics)
    avec_codes = [feuille for feuille in retenues.value if importation_lignes.combien_de_codes(feuille.lignes)]
    if len(avec_codes) > 1 and not importation_export.reconnaitre(avec_codes[0].lignes):
        onglets = ", ".join(f"« {feuille.nom} »" for feuille in avec_codes)
        return Outcome(None, (diagnostic("R610", Position(source), onglets=onglets),))
    feuille = next(iter(avec_codes or retenues.value), Feuille("", ()))
    if not feuille.lignes:
        return Outcome(None, (diagnostic("F101", Position(source)),))
    lu = [f"onglet « {feuille.nom} »"] if feuille.nom else []
    if importation_export.reconnaitre(feuille.lignes):
        racine, lieux, fautes = importation_export.lire(feuille.lignes, source)
        lu.append("export de clea, au complet")
        return Outcome(Importation(racine, lieux, entiere=True, lu=tuple(lu), titre=""), tuple(fautes))
    lignes = _lignes(feuille, contenu)
    autre_chose = _autre_chose(lignes, source)
    if autre_chose is not None:
        return Outcome(None, (autre_chose,))
    doutes = tuple(_doutes(lignes, source, csv=not feuille.nom))
    lues = importation_lignes.lire(lignes, source)
    if doutes and not lues.domaines:
        # that no line was found follows
        return Outcome(None, doutes)
    lu += lues.lu
    importation = Importation({"domaines": lues.domaines}, lues.lieux, entiere=False, lu=tuple(lu), titre=lues.titre)
    return Outcome(importation if lues.domaines else None, (*doutes, *lues.diagnostics))


def _lignes(feuille: Feuille, contenu: bytes) -> Sequence[Ligne]:
    """The rows of a sheet; those of a CSV that is a text in one column are whole."""
    if feuille.nom or not importation_doutes.est_de_la_prose(feuille.lignes):
        return feuille.lignes
    entieres = table.une_colonne(contenu)
    return entieres if '"' not in "".join(ligne.valeurs[0] for ligne in entieres) else feuille.lignes


def _autre_chose(lignes: Sequence[Ligne], source: str) -> Diagnostic | None:
    """Say in one line that a table is no grid of three levels. Errors: R611, R613."""
    if importation_doutes.de_moodle(lignes):
        return diagnostic("R613", lignes[0].cellule(0).position(source))
    nettes = importation_lignes.nettoyer(lignes)
    return importation_doutes.des_niveaux(nettes, disposer(nettes), source)


def _doutes(lignes: Sequence[Ligne], source: str, *, csv: bool) -> Iterator[Diagnostic]:
    """What would be read wrongly without a word. Errors: R612, R614."""
    nettes = importation_lignes.nettoyer(lignes)
    yield from importation_doutes.des_codes(nettes, disposer(nettes), source)
    if csv:
        yield from importation_doutes.des_virgules(lignes, source)
