"""A roster: the dossiers of a session as the rows of a table, given the shape that they have in its YAML.

Each value keeps the place of its cell, so that the models and the checks find the same faults in both.
"""

from collections.abc import Iterator, Mapping
from itertools import product
from typing import Any

from clea_cli.diagnostics import Diagnostic, Outcome, Position, diagnostic
from clea_cli.sources import table
from clea_cli.sources.cellules import Cellule, Ligne
from clea_cli.sources.heures import lire_jour
from clea_cli.sources.table import Table
from clea_cli.sources.yaml_source import Chemin, Document, Liste
from clea_cli.sources.yaml_source import Table as Groupe

_SIMPLES = ("reference", "statut", "prescripteur", "financement")
_EVALUATIONS = ("prealable", "finale")
_CHAMPS = ("date", "sequences", "evaluateur", "grille")
_FORMATION = {"formateurs": "formateurs", "formateur": "formateurs", "heures": "heures", "formation heures": "heures"}
_NOMS = {
    **{nom: nom for nom in _SIMPLES},
    **{
        f"{a} {b}": f"{evaluation}.{champ}"
        for evaluation, champ in product(_EVALUATIONS, _CHAMPS)
        for a, b in ((evaluation, champ), (champ, evaluation))
    },
    **{titre: f"formation.{champ}" for titre, champ in _FORMATION.items()},
}
_MOTS = {"prealable": "préalable", "sequences": "séquences", "evaluateur": "évaluateur"}
_REQUISES = {"reference": "reference"} | {
    f"prealable.{champ}": f"{_MOTS.get(champ, champ)} préalable" for champ in _CHAMPS
}
_ECRITURES = {  # how a cell that was refused is written
    "date": "une date s'écrit JJ/MM/AAAA : 02/03/2026.",
    "sequences": "des séquences s'écrivent 9h-12h, 13h30-15h.",
    "heures": "des heures sont un nombre : 12,5.",
}
_PLUSIEURS = {"sequences", "formateurs"}
_SEPARATEURS = str.maketrans(";|\n", ",,,")


def lire(contenu: bytes, source: str) -> Outcome[tuple[Document, dict[int, int]]]:
    """Read a roster as a document `{dossiers: […]}`, and the row of each line of its file. Errors: those of a table."""
    lue = table.lire(contenu, source, _NOMS, _REQUISES)
    if lue.value is None:
        return lue.refus()
    racine = Groupe((1, 1))
    dossiers = racine["dossiers"] = Liste((lue.value.titres.ligne, 1))
    racine.lieux["dossiers"] = ((1, 1), (lue.value.titres.ligne, 1))
    for ligne in lue.value.lignes:
        if dossier := _dossier(lue.value, ligne):
            dossiers.append(dossier)
            dossiers.lieux.append((ligne.ligne, 1))
    rangs = {ligne.ligne: ligne.rang for ligne in lue.value.lignes}
    return Outcome((Document(source, "", racine), rangs))


def _dossier(lue: Table, ligne: Ligne) -> Groupe:
    dossier = Groupe((ligne.ligne, 1))
    for nom, cellule in _remplies(lue, ligne):
        *groupes, champ = nom.split(".")
        ici = dossier
        for groupe in groupes:
            if groupe not in ici:
                ici[groupe] = Groupe((cellule.ligne, cellule.colonne))
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
    return (cellule.ligne, cellule.colonne), (cellule.ligne, cellule.colonne)


def _valeur(champ: str, cellule: Cellule) -> Any:
    """A cell as the YAML would hold it; what cannot be is left as it is, and the models refuse it."""
    texte = cellule.valeur
    if champ in _PLUSIEURS:
        morceaux = Liste((cellule.ligne, cellule.colonne))
        ecrits = texte.translate(_SEPARATEURS).replace(" et ", ",").split(",")
        morceaux += [morceau.strip() for morceau in ecrits if morceau.strip()]
        morceaux.lieux = [(cellule.ligne, cellule.colonne)] * len(morceaux)
        return morceaux
    if champ == "date" and (jour := lire_jour(texte)):
        return jour.isoformat()
    if champ == "heures":
        return _heures(texte)
    return texte


def _heures(texte: str) -> float | int | str:
    entier, _, decimales = texte.removesuffix("h").strip().replace(",", ".").partition(".")
    if not (entier.isascii() and entier.isdecimal() and (decimales or "0").isdecimal()) or len(texte) > 8:
        return texte
    heures = float(f"{entier}.{decimales or 0}")
    return (int(heures) if heures.is_integer() else heures) if heures else texte


def dire(faute: Diagnostic, chemin: Chemin, rangs: Mapping[int, int]) -> Diagnostic:
    """A fault of a roster as its reader sees it: by the name of the cell, an absent value as an empty cell."""
    ou = faute.position
    if faute.code == "R202":
        colonne = " ".join(_MOTS.get(str(etape), str(etape)) for etape in reversed(chemin[2:]))
        return diagnostic("J109", Position(ou.source, ou.ligne), colonne=colonne)
    nom = Cellule("", 0, rangs.get(ou.ligne or 0, 1), ou.colonne or 1).nom
    ecriture = next((_ECRITURES[etape] for etape in chemin if etape in _ECRITURES), faute.aide)
    aide = ecriture if faute.code in ("R203", "R204") else faute.aide
    return faute._replace(position=ou._replace(cellule=nom), aide=aide)
