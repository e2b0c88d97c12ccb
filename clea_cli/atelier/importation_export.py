"""The CSV that `clea referentiel exporter` writes, read back as the keys and values of the YAML.

A row is a fact (the way to a value, then the value) until the headings of the lines; then it is a line of the grid. The
models say which values are lists, numbers or truth values; that they fit is verified later, like any référentiel.
"""

import re
from collections.abc import Sequence
from types import UnionType
from typing import Any, Union, get_args, get_origin

from pydantic import BaseModel

from clea_cli.diagnostics import Diagnostic, court, diagnostic
from clea_cli.referentiel.modele import ReferentielModele
from clea_cli.sources.cellules import Cellule, Ligne
from clea_cli.sources.lignes_csv import sans_precaution
from clea_cli.sources.yaml_source import Chemin

_NIVEAUX = {"domaine": "domaines", "sous_domaine": "sous_domaines", "critere": "criteres"}
_TITRES = ("niveau", "code", "libelle")
_LISTES = ("sources", "remplace")
_RIEN = "aucun"  # what a critère replaces when it says that it replaces nothing
_DATE_EXCEL = re.compile(r"(\d{2})/(\d{2})/(\d{4})")
_SIGNES = {0x2400 + code: code for code in range(32)} | {ord("␡"): 127}  # what the export shows instead of obeying


def reconnaitre(lignes: Sequence[Ligne]) -> bool:
    """Whether rows begin as an export does."""
    return (
        bool(lignes) and lignes[0].valeurs[:1] == ("schema",) and any(ligne.valeurs[:3] == _TITRES for ligne in lignes)
    )


def lire(lignes: Sequence[Ligne], source: str) -> tuple[dict[str, Any], dict[Chemin, Cellule], list[Diagnostic]]:
    """Read an export: the values, the cell of each, and rows that are neither a fact nor a line (R605)."""
    lecteur = _Lecteur(source)
    titres = next(rang for rang, ligne in enumerate(lignes) if ligne.valeurs[:3] == _TITRES)
    for ligne in lignes[:titres]:
        lecteur.fait(ligne)
    for ligne in lignes[titres + 1 :]:
        lecteur.ligne(ligne, lignes[titres])
    exemples = lecteur.racine.pop("exemples", [])  # in the YAML they come last
    return lecteur.racine | {"domaines": lecteur.domaines, "exemples": exemples}, lecteur.lieux, lecteur.fautes


class _Lecteur:
    """Gathers the values row after row."""

    def __init__(self, source: str) -> None:
        self.racine: dict[str, Any] = {}
        self.domaines: list[dict[str, Any]] = []
        self.lieux: dict[Chemin, Cellule] = {}
        self.fautes: list[Diagnostic] = []
        self._source = source
        self._ouverts: list[tuple[Chemin, dict[str, Any]]] = []

    def _refuser(self, cellule: Cellule) -> None:
        self.fautes.append(diagnostic("R605", cellule.position(self._source), texte=court(cellule.valeur)))

    def fait(self, ligne: Ligne) -> None:
        """Put a value at the end of its way; a list grows by one item at a time, in order."""
        etapes = ligne.valeurs[0].split("/")
        genre: Any = ReferentielModele
        lieu: Any = self.racine
        chemin: Chemin = ()
        for rang, etape in enumerate(etapes):
            dernier = rang + 1 == len(etapes)
            dessous = _dessous(genre, etape)
            valeur = _valeur(dessous, ligne.valeurs[1:]) if dernier else _vide(dessous)
            suite = _poser(lieu, etape, valeur, neuf=dernier)
            if suite is None:
                self._refuser(ligne.cellule(0))
                return
            chemin, genre, lieu = (*chemin, suite), dessous, lieu[suite]
            self.lieux.setdefault(chemin, ligne.cellule(1))

    def ligne(self, ligne: Ligne, titres: Ligne) -> None:
        """Add a line of the grid below the last one of the level above."""
        cellules = dict(zip(titres.valeurs, map(ligne.cellule, range(len(titres.valeurs))), strict=True))
        niveau = list(_NIVEAUX).index(cle) if (cle := cellules["niveau"].valeur) in _NIVEAUX else None
        if niveau is None or niveau > len(self._ouverts):
            self._refuser(cellules["niveau"])
            return
        del self._ouverts[niveau:]
        au_dessus, parent = self._ouverts[-1] if self._ouverts else ((), {"domaines": self.domaines})
        freres = parent[_NIVEAUX[cle]]
        ici = (*au_dessus, _NIVEAUX[cle], len(freres))
        donnees = {nom: _de_ligne(nom, c.valeur) for nom, c in cellules.items() if nom != "niveau" and c.valeur}
        if niveau < 2:
            donnees[list(_NIVEAUX.values())[niveau + 1]] = []
        freres.append(donnees)
        self.lieux |= {ici: cellules["code"], **{(*ici, nom): cellule for nom, cellule in cellules.items()}}
        self._ouverts.append((ici, donnees))


def _poser(lieu: Any, etape: str, valeur: Any, *, neuf: bool) -> str | int | None:
    """Put a value in a group or a list, unless the way goes on through one that is there; its key or rank, or None."""
    if isinstance(lieu, dict):
        if neuf and etape in lieu:
            return None
        lieu.setdefault(etape, valeur)
        return etape
    if not isinstance(lieu, list) or not etape.isdecimal() or not 1 <= int(etape) <= len(lieu) + 1:
        return None
    if int(etape) == len(lieu) + 1:
        lieu.append(valeur)
    return int(etape) - 1


def _nu(genre: Any) -> Any:
    """A type without « or nothing »."""
    if get_origin(genre) in (Union, UnionType):
        return next(choix for choix in get_args(genre) if choix is not type(None))
    return genre


def _dessous(genre: Any, etape: str) -> Any:
    """The type of what stands one step further; Any where the models say nothing."""
    if isinstance(genre, type) and issubclass(genre, BaseModel):
        champs = {champ.alias or nom: champ.annotation for nom, champ in genre.model_fields.items()}
        return _nu(champs.get(etape, Any))
    return _nu(get_args(genre)[-1]) if get_origin(genre) in (list, dict) else Any


def _vide(genre: Any) -> list[Any] | dict[str, Any]:
    return [] if get_origin(genre) is list else {}


def _valeur(genre: Any, cellules: tuple[str, ...]) -> Any:
    """The value of a row's cells, as the YAML would hold it."""
    textes = [_texte(cellule) for cellule in cellules]
    while textes and not textes[-1]:
        textes.pop()
    if get_origin(genre) is list:
        return textes
    if get_origin(genre) is dict or (isinstance(genre, type) and issubclass(genre, BaseModel) and not textes):
        return {}
    texte = textes[0] if textes else ""
    if genre is bool and texte.casefold() in ("true", "vrai"):
        return True
    return int(texte) if genre in (int, Any) and texte.isdecimal() else _DATE_EXCEL.sub(r"\3-\2-\1", texte)


def _de_ligne(nom: str, cellule: str) -> Any:
    """The value of a cell of the lines, as the YAML would hold it."""
    texte = _texte(cellule)
    if nom in _LISTES:
        return [] if texte == _RIEN else texte.split()
    return int(texte) if nom == "points" and texte.isdecimal() else texte


def _texte(cellule: str) -> str:
    """Undo what the export does for a spreadsheet's sake."""
    return sans_precaution(cellule).translate(_SIGNES)
