"""The grid of a certification, typed in a spreadsheet, as the keys and values of a référentiel's YAML.

Three forms are known: the CSV that `clea referentiel exporter` writes; a code and a label a row; a column a level.
"""

from typing import Any, NamedTuple

from clea_cli.atelier import importation_export, importation_lignes
from clea_cli.diagnostics import Outcome, Position, diagnostic
from clea_cli.sources import table
from clea_cli.sources.cellules import Cellule, Feuille
from clea_cli.sources.classeur import retenir
from clea_cli.sources.yaml_source import Chemin


class Importation(NamedTuple):
    """What a table says of a référentiel: all its keys, or `domaines` alone (`entiere` False).

    `lieux` says which cell a value came from; `lu` says in words what was understood of the table.
    """

    racine: dict[str, Any]
    lieux: dict[Chemin, Cellule]
    entiere: bool
    lu: tuple[str, ...]
    titre: str


def lire(contenu: bytes, source: str, onglet: str | None = None) -> Outcome[Importation]:
    """Read a grid. Errors: F101, F102, F104, F106, F117-F120 (the file), R601-R610 (the table)."""
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
    lues = importation_lignes.lire(feuille.lignes, source)
    lu += lues.lu
    importation = Importation({"domaines": lues.domaines}, lues.lieux, entiere=False, lu=tuple(lu), titre=lues.titre)
    return Outcome(importation if lues.domaines else None, lues.diagnostics)
