"""The grid of a certification, typed in a spreadsheet, as keys and values of a référentiel's YAML.

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
from clea_cli.atelier.importation_disposition import Disposition, disposer
from clea_cli.atelier.importation_json import EndroitJson
from clea_cli.atelier.importation_nettoyage import nettoyer
from clea_cli.diagnostics import Diagnostic, Outcome, Position, diagnostic, en_lettres, refuser
from clea_cli.sources import table
from clea_cli.sources.cellules import Cellule, Feuille, Ligne, lettres
from clea_cli.sources.classeur import retenir
from clea_cli.sources.texte import Chemin

# Of a line whose code cannot be read: it is left aside, and what it would hold has no place.
_SUITES_DES_CODES = frozenset({"R603", "R606", "R607", "R608"})


class Importation(NamedTuple):
    """What a table says of a référentiel: all its keys, or `domaines` alone (`entiere` False).

    `lieux` says which cell a value came from; `lu` says in words what was understood of the table.
    """

    racine: dict[str, Any]
    lieux: Mapping[Chemin, Cellule | EndroitJson]
    entiere: bool
    lu: tuple[str, ...]
    titre: str


def lire(contenu: bytes, source: str, onglet: str | None = None) -> Outcome[Importation]:
    """Read a grid.

    Errors: F101, F102, F104, F106, F117-F120, F143 (the file), R601-R616 (the table).
    """
    if importation_json.est_du_json(contenu):
        lu_json = importation_json.lire(contenu, source)
        if lu_json.value is None:
            return lu_json.refus()
        return Outcome(Importation(*lu_json.value), lu_json.diagnostics)
    feuilles = table.feuilles(contenu, source)
    if feuilles.value is None:
        return feuilles.refus()
    retenues = retenir(feuilles.value, onglet, source)
    if retenues.value is None:
        return retenues.refus()
    # A sheet that nobody sees is read only where it is named.
    lisibles = retenues.value
    if onglet is None:
        lisibles = [feuille for feuille in lisibles if not feuille.masquee]
    choisie = _choisir(lisibles, source)
    if choisie.value is None:
        return choisie.refus()
    feuille = choisie.value
    lue = _feuille(feuille, contenu, source)
    if lue.value is None or not feuille.nom:
        return lue
    lu = (f"onglet « {feuille.nom} »", *lue.value.lu)
    return Outcome(lue.value._replace(lu=lu), lue.diagnostics)


def _feuille(feuille: Feuille, contenu: bytes, source: str) -> Outcome[Importation]:
    """Read the sheet of the grid: our own export, or what a person typed."""
    if not importation_export.reconnaitre(feuille.lignes):
        return _grille(feuille, contenu, source)
    racine, lieux, fautes = importation_export.lire(feuille.lignes, source)
    lu = ("export de clea, au complet",)
    lue = Importation(racine, lieux, entiere=True, lu=lu, titre="")
    return Outcome(lue, tuple(fautes))


def _choisir(feuilles: Sequence[Feuille], source: str) -> Outcome[Feuille]:
    """The sheet that holds codes, else the first. Errors: F101, R610."""
    avec_codes = []
    for feuille in feuilles:
        if importation_lignes.combien_de_codes(feuille.lignes):
            avec_codes.append(feuille)
    # An export of ours may have other sheets with codes; of grids nobody can choose one.
    if len(avec_codes) > 1 and not importation_export.reconnaitre(avec_codes[0].lignes):
        onglets = ", ".join(f"« {feuille.nom} »" for feuille in avec_codes)
        return refuser("R610", Position(source), onglets=onglets)
    candidates = avec_codes or feuilles
    if not candidates or not candidates[0].lignes:
        return refuser("F101", Position(source))
    return Outcome(candidates[0])


def _grille(feuille: Feuille, contenu: bytes, source: str) -> Outcome[Importation]:
    """Read the lines of a sheet that a person typed."""
    separateur = "" if feuille.nom else table.separateur(contenu)
    lignes = _lignes(feuille, contenu, separateur)
    nettes, remarques = nettoyer(lignes)
    disposition = disposer(nettes)
    autre_chose = _autre_chose(nettes, disposition, source)
    if autre_chose is not None:
        return Outcome(None, (autre_chose,))
    doutes = list(importation_doutes.des_codes(nettes, disposition, source))
    codes_illisibles = bool(doutes)
    if separateur:
        doutes += importation_doutes.des_virgules(lignes, disposition, separateur, source)
    lues = importation_lignes.lire(nettes, source)
    # With doubts, that no line was found follows.
    if doutes and not lues.domaines:
        return Outcome(None, tuple(doutes))
    # Lines whose codes cannot be read are missing: what would hold them looks empty.
    suites = _SUITES_DES_CODES if codes_illisibles else frozenset()
    fautes = list(doutes)
    for faute in lues.diagnostics:
        if faute.code not in suites:
            fautes.append(faute)
    if not lues.domaines:
        return Outcome(None, tuple(fautes))
    importation = Importation(
        racine={"domaines": lues.domaines},
        lieux=lues.lieux,
        entiere=False,
        lu=(*lues.lu, *remarques, *_masquees(feuille)),
        titre=lues.titre,
    )
    return Outcome(importation, tuple(fautes))


def _lignes(feuille: Feuille, contenu: bytes, separateur: str) -> Sequence[Ligne]:
    """The rows of a sheet; those of a CSV that is a text in one column are whole."""
    if feuille.nom or not importation_doutes.est_de_la_prose(feuille.lignes, separateur):
        return feuille.lignes
    entieres = table.une_colonne(contenu)
    # With quotes, a spreadsheet has written it: what it cut was cells.
    citees = any('"' in ligne.valeurs[0] for ligne in entieres)
    return feuille.lignes if citees else entieres


def _masquees(feuille: Feuille) -> Iterator[str]:
    """That rows or columns which a spreadsheet hides were read too."""
    if feuille.lignes_masquees:
        rangs = sorted(map(str, feuille.lignes_masquees))
        yield f"lignes masquées lues aussi : {en_lettres(rangs)}"
    if feuille.colonnes_masquees:
        colonnes = [lettres(colonne) for colonne in sorted(feuille.colonnes_masquees)]
        yield f"colonnes masquées lues aussi : {en_lettres(colonnes)}"


def _autre_chose(
    lignes: Sequence[Ligne], disposition: Disposition, source: str
) -> Diagnostic | None:
    """Say in one line that a table is no grid of three levels. Errors: R611, R613."""
    if importation_doutes.de_moodle(lignes):
        return diagnostic("R613", lignes[0].cellule(0).position(source))
    return importation_doutes.des_niveaux(lignes, disposition, source)
