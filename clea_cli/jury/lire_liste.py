"""A roster: the dossiers of a session as rows of a table, given the shape that they have in YAML.

Each value keeps the place of its cell, so that the models and the checks find the same faults in
both.
"""

from collections.abc import Iterator, Mapping
from itertools import product
from typing import Any

from clea_cli.diagnostics import Diagnostic, Outcome, Position, diagnostic
from clea_cli.sources import table, yaml_source
from clea_cli.sources.cellules import Cellule, Ligne
from clea_cli.sources.table import Table
from clea_cli.sources.temps import lire_duree
from clea_cli.sources.texte import Chemin
from clea_cli.sources.yaml_source import DocumentYaml, ListeYaml

_SIMPLES = ("reference", "statut", "prescripteur", "financement")
_EVALUATIONS = ("prealable", "finale")
_CHAMPS = ("date", "sequences", "evaluateur", "grille")
_FORMATION = {
    "formateurs": "formation.formateurs",
    "formateur": "formation.formateurs",
    "heures": "formation.heures",
    "formation heures": "formation.heures",
}
# What a column is called, and the keys that lead to its value in the YAML.
_NOMS = {nom: nom for nom in _SIMPLES} | _FORMATION
for _evaluation, _champ in product(_EVALUATIONS, _CHAMPS):
    _NOMS[f"{_evaluation} {_champ}"] = f"{_evaluation}.{_champ}"
    _NOMS[f"{_champ} {_evaluation}"] = f"{_evaluation}.{_champ}"
_MOTS = {"prealable": "préalable", "sequences": "séquences", "evaluateur": "évaluateur"}
_REQUISES = {"reference": "reference"}
for _champ in _CHAMPS:
    _REQUISES[f"prealable.{_champ}"] = f"{_MOTS.get(_champ, _champ)} préalable"
# Words of headings that say something of a dossier: such a column is never passed over.
_PARLENT = {
    *("prealable", "initiale", "initial", "finale", "final", "grille", "grilles"),
    *(
        "evaluateur",
        "evaluatrice",
        "formateur",
        "formateurs",
        "formatrice",
        "sequence",
        "sequences",
    ),
    *("heure", "heures", "duree"),
}
_ECRITURES = {  # how a cell that was refused is written
    "sequences": "des séquences s'écrivent 9h-12h, 13h30-15h.",
    "heures": "des heures sont un nombre : 12,5.",
}
_PLUSIEURS = {"sequences", "formateurs"}
# As a spreadsheet holds them, with no-break or repeated spaces.
_PERSONNES = {"reference", "evaluateur"}
_SEPARATEURS = str.maketrans(";|\n", ",,,")


def lire(contenu: bytes, source: str) -> Outcome[tuple[DocumentYaml, dict[int, int]]]:
    """Read a roster as a document `{dossiers: […]}`, and the row of each line of its file.

    Errors: those of a table, J624.
    """
    lue = table.lire(contenu, source, _NOMS, _REQUISES)
    if lue.value is None:
        return lue.refus()
    if meconnus := tuple(table.titres_meconnus(lue.value, _NOMS, _PARLENT)):
        return Outcome(None, meconnus)
    # 1. The table as a whole stands at its headings.
    titres = lue.value.titres.ligne
    dossiers = ListeYaml((titres, 1))
    racine = yaml_source.TableYaml((1, 1))
    racine["dossiers"] = dossiers
    racine.lieux["dossiers"] = ((1, 1), (titres, 1))
    # 2. Each row that says something is a dossier.
    for ligne in lue.value.lignes:
        if dossier := _dossier(lue.value, ligne):
            dossiers.append(dossier)
            dossiers.lieux.append((ligne.ligne, 1))
    # 3. A cell may hold several lines of the file: a spreadsheet counts its rows otherwise.
    rangs = {ligne.ligne: ligne.rang for ligne in lue.value.lignes}
    return Outcome((DocumentYaml(source, "", racine), rangs))


def _dossier(lue: Table, ligne: Ligne) -> yaml_source.TableYaml:
    """A row: each cell goes under the keys that lead to it, groups made on the way."""
    dossier = yaml_source.TableYaml((ligne.ligne, 1))
    for nom, cellule in _remplies(lue, ligne):
        *groupes, champ = nom.split(".")
        ici = dossier
        for groupe in groupes:
            # A group stands where its first cell does.
            if groupe not in ici:
                ici[groupe] = yaml_source.TableYaml((cellule.ligne, cellule.colonne))
                ici.lieux[groupe] = _lieux(cellule)
            ici = ici[groupe]
        ici[champ] = _valeur(champ, cellule)
        ici.lieux[champ] = _lieux(cellule)
    return dossier


def _remplies(lue: Table, ligne: Ligne) -> Iterator[tuple[str, Cellule]]:
    for nom in lue.colonnes:
        cellule = lue.cellule(ligne, nom)
        if cellule.valeur:
            yield nom, cellule


def _lieux(cellule: Cellule) -> tuple[tuple[int, int], tuple[int, int]]:
    """Where a key and its value stand: in a table, both are the cell."""
    ici = (cellule.ligne, cellule.colonne)
    return ici, ici


def _valeur(champ: str, cellule: Cellule) -> Any:
    """A cell as the YAML would hold it; what cannot be stays as it is, and the models refuse it."""
    texte = cellule.valeur
    if champ in _PLUSIEURS:
        return _morceaux(cellule)
    if champ in _PERSONNES:
        return " ".join(texte.split())
    if champ == "heures":
        return _heures(texte)
    return texte


def _morceaux(cellule: Cellule) -> ListeYaml:
    """What a cell lists, each piece at the place of the cell."""
    # « a ; b et c », or one a line.
    a_virgules = cellule.valeur.translate(_SEPARATEURS).replace(" et ", ",")
    ici = (cellule.ligne, cellule.colonne)
    morceaux = ListeYaml(ici)
    for ecrit in a_virgules.split(","):
        if mots := ecrit.split():
            morceaux.append(" ".join(mots))
            morceaux.lieux.append(ici)
    return morceaux


def _heures(texte: str) -> float | int | str:
    """A number of hours as the YAML would hold it: whole if it can be."""
    duree = lire_duree(texte)
    if not duree:
        return texte
    return int(duree) if duree.denominator == 1 else float(duree)


def dire(faute: Diagnostic, chemin: Chemin, rangs: Mapping[int, int]) -> Diagnostic:
    """A fault of a roster as its reader sees it: by the cell's name, an absence as an empty one."""
    ou = faute.position
    # A key that is missing is an empty cell: « prealable.date » is the column « date préalable ».
    if faute.code == "R202":
        etapes = [str(etape) for etape in reversed(chemin[2:])]
        mots = [_MOTS.get(etape, etape) for etape in etapes]
        return diagnostic("J109", Position(ou.source, ou.ligne), colonne=" ".join(mots))
    # The advice of the models speaks of YAML.
    aide = faute.aide
    if faute.code in ("R203", "R204"):
        for etape in chemin:
            if etape in _ECRITURES:
                aide = _ECRITURES[etape]
                break
    rang = rangs.get(ou.ligne or 0, 1)
    cellule = Cellule("", 0, rang, ou.colonne or 1)
    return faute._replace(position=ou._replace(cellule=cellule.nom), aide=aide)
