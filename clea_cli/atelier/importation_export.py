"""The CSV that `clea referentiel exporter` writes, read back as the keys and values of the YAML.

A row is a fact (the way to a value, then the value) until the headings of the lines; then it is a
line of the grid. The models say which values are lists, numbers or truth values; that they fit is
verified later, like any référentiel.
"""

import re
from collections.abc import Sequence
from types import UnionType
from typing import Any, Union, get_args, get_origin

from pydantic import BaseModel

from clea_cli.atelier.rendus.referentiel_csv import RIEN
from clea_cli.diagnostics import Diagnostic, court, diagnostic
from clea_cli.referentiel.modele import ReferentielModele
from clea_cli.sources.cellules import Cellule, Ligne
from clea_cli.sources.lignes_csv import sans_precaution
from clea_cli.sources.texte import Chemin

# The levels, as the first column names them, and the key of the lines of each.
_CLES = {"domaine": "domaines", "sous_domaine": "sous_domaines", "critere": "criteres"}
_NIVEAUX = tuple(_CLES)
_TITRES = ("niveau", "code", "libelle")
_LISTES = ("sources", "remplace")
_DATE_EXCEL = re.compile(r"(\d{2})/(\d{2})/(\d{4})")
# Control characters, which the export shows instead of obeying: « ␀ » stands for the first.
_SIGNES = {0x2400 + code: code for code in range(32)}
_SIGNES[ord("␡")] = 127


def reconnaitre(lignes: Sequence[Ligne]) -> bool:
    """Whether rows begin as an export does."""
    if not lignes or lignes[0].valeurs[:1] != ("schema",):
        return False
    return any(ligne.valeurs[:3] == _TITRES for ligne in lignes)


def lire(
    lignes: Sequence[Ligne], source: str
) -> tuple[dict[str, Any], dict[Chemin, Cellule], list[Diagnostic]]:
    """Read an export: the values, the cell of each, rows neither a fact nor a line (R605)."""
    lecteur = _Lecteur(source)
    titres: Ligne | None = None
    for ligne in lignes:
        if titres is not None:
            lecteur.ligne(ligne, titres)
        elif ligne.valeurs[:3] == _TITRES:
            titres = ligne
        else:
            lecteur.fait(ligne)
    # In the YAML, examples come last.
    exemples = lecteur.racine.pop("exemples", [])
    racine = lecteur.racine | {"domaines": lecteur.domaines, "exemples": exemples}
    return racine, lecteur.lieux, lecteur.fautes


class _Lecteur:
    """Gathers the values row after row."""

    def __init__(self, source: str) -> None:
        self.racine: dict[str, Any] = {}
        self.domaines: list[dict[str, Any]] = []
        self.lieux: dict[Chemin, Cellule] = {}
        self.fautes: list[Diagnostic] = []
        self._source = source
        # The last line of each level, and the way to it.
        self._ouverts: list[tuple[Chemin, dict[str, Any]]] = []

    def _refuser(self, cellule: Cellule) -> None:
        position = cellule.position(self._source)
        faute = diagnostic("R605", position, texte=court(cellule.valeur))
        self.fautes.append(faute)

    def fait(self, ligne: Ligne) -> None:
        """Put a value at the end of its way; a list grows by one item at a time, in order."""
        etapes = ligne.valeurs[0].split("/")
        genre: Any = ReferentielModele
        lieu: Any = self.racine
        chemin: Chemin = ()
        for rang, etape in enumerate(etapes):
            # What stands there is the value at the end, and something that holds it before.
            dernier = rang + 1 == len(etapes)
            genre = _dessous(genre, etape)
            valeur = _valeur(genre, ligne.valeurs[1:]) if dernier else _vide(genre)
            suite = _poser(lieu, etape, valeur, neuf=dernier)
            if suite is None:
                self._refuser(ligne.cellule(0))
                return
            chemin = (*chemin, suite)
            lieu = lieu[suite]
            self.lieux.setdefault(chemin, ligne.cellule(1))

    def ligne(self, ligne: Ligne, titres: Ligne) -> None:
        """Add a line of the grid below the last one of the level above."""
        cellules = {titre: ligne.cellule(indice) for indice, titre in enumerate(titres.valeurs)}
        ecrit = cellules["niveau"].valeur
        niveau = _NIVEAUX.index(ecrit) if ecrit in _NIVEAUX else None
        # A critère without a sous-domaine above it has no place.
        if niveau is None or niveau > len(self._ouverts):
            self._refuser(cellules["niveau"])
            return
        # A line closes those of its level and deeper.
        del self._ouverts[niveau:]
        chemin, freres = self._freres(_CLES[ecrit])
        ici = (*chemin, len(freres))
        donnees: dict[str, Any] = {}
        for nom, cellule in cellules.items():
            if nom != "niveau" and cellule.valeur:
                donnees[nom] = _de_ligne(nom, cellule.valeur)
            self.lieux[(*ici, nom)] = cellule
        if niveau + 1 < len(_NIVEAUX):
            dessous = _NIVEAUX[niveau + 1]
            donnees[_CLES[dessous]] = []
        freres.append(donnees)
        self.lieux[ici] = cellules["code"]
        self._ouverts.append((ici, donnees))

    def _freres(self, cle: str) -> tuple[Chemin, list[dict[str, Any]]]:
        """The way to the lines under the one that is open, or at the top, and those lines."""
        if not self._ouverts:
            return (cle,), self.domaines
        chemin, parent = self._ouverts[-1]
        return (*chemin, cle), parent[cle]


def _poser(lieu: Any, etape: str, valeur: Any, *, neuf: bool) -> str | int | None:
    """Put a value in a group or a list; its key or rank, or None where it has no place.

    Unless it is `neuf`, the way goes on through what is there.
    """
    if isinstance(lieu, dict):
        if neuf and etape in lieu:
            return None
        lieu.setdefault(etape, valeur)
        return etape
    if not isinstance(lieu, list) or not etape.isdecimal():
        return None
    # Ranks count from 1, and skip none.
    rang = int(etape) - 1
    if not 0 <= rang <= len(lieu):
        return None
    if rang == len(lieu):
        lieu.append(valeur)
    return rang


def _nu(genre: Any) -> Any:
    """A type without « or nothing »."""
    if get_origin(genre) not in (Union, UnionType):
        return genre
    choix = [un for un in get_args(genre) if un is not type(None)]
    return choix[0]


def _dessous(genre: Any, etape: str) -> Any:
    """The type of what stands one step further; Any where the models say nothing."""
    if _est_un_modele(genre):
        for nom, champ in genre.model_fields.items():
            if etape == (champ.alias or nom):
                return _nu(champ.annotation)
        return Any
    # What a list holds is its only argument; what a dict holds is its last, after its keys.
    if get_origin(genre) in (list, dict):
        *_, contenu = get_args(genre)
        return _nu(contenu)
    return Any


def _est_un_modele(genre: Any) -> bool:
    return isinstance(genre, type) and issubclass(genre, BaseModel)


def _vide(genre: Any) -> Any:
    """What holds the rest of a way: a list, or a group by its keys."""
    return [] if get_origin(genre) is list else {}


def _valeur(genre: Any, cellules: tuple[str, ...]) -> Any:
    """The value of a row's cells, as the YAML would hold it."""
    textes = [_texte(cellule) for cellule in cellules]
    # A spreadsheet gives all rows as many cells: the last ones are nobody's.
    while textes and not textes[-1]:
        textes.pop()
    if get_origin(genre) is list:
        return textes
    # What is empty is exported as its way, and no value.
    modele_vide = _est_un_modele(genre) and not textes
    if modele_vide or get_origin(genre) is dict:
        return {}
    texte = textes[0] if textes else ""
    # « VRAI » and 31/12/2026 are what Excel makes of true and 2026-12-31 when it saves a CSV.
    if genre is bool and texte.casefold() in ("true", "vrai"):
        return True
    if genre in (int, Any) and texte.isdecimal():
        return int(texte)
    return _DATE_EXCEL.sub(r"\3-\2-\1", texte)


def _de_ligne(nom: str, cellule: str) -> Any:
    """The value of a cell of the lines, as the YAML would hold it."""
    texte = _texte(cellule)
    if nom in _LISTES:
        return [] if texte == RIEN else texte.split()
    if nom == "points" and texte.isdecimal():
        return int(texte)
    return texte


def _texte(cellule: str) -> str:
    """Undo what the export does for a spreadsheet's sake."""
    sans_apostrophe = sans_precaution(cellule)
    return sans_apostrophe.translate(_SIGNES)
