"""The lines of a grid typed in a spreadsheet: domaines, sous-domaines, critères, in the order of the rows.

A level is told by the code (« 1.1.1 », « 1-1-1. », « Domaine 1 : … »), or else by the column. Nothing is dropped
without a word: a row that is no line of the grid is either above the first one, or a warning.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from clea_cli.diagnostics import Diagnostic, court, diagnostic
from clea_cli.grille import Cellule, Ligne, forme_comparable
from clea_cli.readers.yaml_source import Chemin

_NIVEAUX = ("domaine", "sous-domaine", "critère")
_DESSOUS = ("domaines", "sous_domaines", "criteres")
_TITRES = {  # the headings of a column of labels, of all levels or of one
    **dict.fromkeys(("libelle", "intitule", "designation", "description"), None),
    **dict.fromkeys(("domaine", "domaines"), 0),
    **dict.fromkeys(("sous domaine", "sous domaines"), 1),
    **dict.fromkeys(("critere", "criteres", "critere d evaluation", "criteres d evaluation"), 2),
}
_CODES = frozenset(("code", "codes", "n°", "numero"))  # the headings of a column of codes
_PREFIXE = r"(?P<mot>(?:sous[- ]?domaine|domaine|crit[eè]re|sd|d)\s*(?:n°\s*)?)?"
_CODE = re.compile(rf"{_PREFIXE}(?P<code>\d{{1,3}}(?:[.\-_]\d{{1,3}}){{0,2}})(?P<suite>.*)", re.I | re.S)
_SUITE = re.compile(r"\s*[.)]?\s*(?P<signe>[:–—-])?\s*(?P<libelle>.*)", re.S)
_DATE = re.compile(r"\d{1,2}/\d{1,2}/\d{2,4}|\d{4}-\d{2}-\d{2}|\d{1,2}-[a-zéû]{3,4}\.?|[a-zéû]{3,4}\.?-\d{2}", re.I)


class LignesLues(NamedTuple):
    """The lines as the YAML holds them, each value's cell, what was understood, and the title above the grid."""

    domaines: list[dict[str, Any]]
    lieux: dict[Chemin, Cellule]
    lu: tuple[str, ...]
    titre: str
    diagnostics: tuple[Diagnostic, ...]


class _Entree(NamedTuple):
    """One line of the grid, as a row gives it: its depth from 0, its code ("" : by its order), its label."""

    niveau: int
    code: str
    libelle: str
    cellule: Cellule


def combien_de_codes(lignes: Sequence[Ligne]) -> int:
    """How many rows hold a code: the sheet of the grid is the one that has most."""
    return sum(any(len(e.code) > 3 or e.niveau < 2 for e in _par_codes(ligne, frozenset())) for ligne in lignes)


def lire(lignes: Sequence[Ligne], source: str) -> LignesLues:
    """Read the lines of a grid. Errors: R601-R604, R608; warnings R606, R607."""
    return _Lecteur(source).lire([ligne._replace(valeurs=tuple(map(str.strip, ligne.valeurs))) for ligne in lignes])


def _code(cellule: str) -> tuple[str, str] | None:
    """The code that a cell begins with, and the label that follows it in the same cell."""
    trouve = _CODE.fullmatch(cellule)
    if not trouve:
        return None
    suite = _SUITE.fullmatch(trouve["suite"])
    if suite is None or (trouve["suite"][:1].isalnum()):
        return None
    code, libelle = re.sub("[-_]", ".", trouve["code"]), suite["libelle"].strip()
    seul = "." not in code and not trouve["mot"] and not suite["signe"] and trouve["suite"][:1] not in tuple(".)")
    return None if libelle and seul else (code, libelle)


def _par_codes(ligne: Ligne, colonnes_libelles: frozenset[int]) -> Iterator[_Entree]:
    """The lines of the grid that a row names by their codes, the deepest last."""
    niveau, vide = -1, True
    for indice, texte in enumerate(ligne.valeurs):
        trouve = _code(texte)
        if trouve and (vide or "." in trouve[0] or trouve[1]) and trouve[0].count(".") > niveau:
            code, libelle = trouve
            niveau = code.count(".")
            yield _Entree(niveau, code, libelle or _libelle(ligne, indice, colonnes_libelles), ligne.cellule(indice))
        vide = vide and not texte


def _libelle(ligne: Ligne, indice: int, colonnes: frozenset[int]) -> str:
    """The label beside a code: in the column that is headed so, or in the next cell that says something."""
    a_droite = [rang for rang in range(indice + 1, len(ligne.valeurs)) if ligne.valeurs[rang]]
    rang = next((rang for rang in a_droite if rang in colonnes), next(iter(a_droite), None))
    return "" if rang is None or _code(ligne.valeurs[rang]) else ligne.valeurs[rang]


class _Lecteur:
    """Gathers the lines row after row; `ouverts` is the way to the last line of each level."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._domaines: list[dict[str, Any]] = []
        self._lieux: dict[Chemin, Cellule] = {}
        self._fautes: list[Diagnostic] = []
        self._ouverts: list[tuple[Chemin, dict[str, Any]]] = []
        self._par_ordre = False
        self._sans_parent = len(_NIVEAUX)  # the level of a line that was told to have no parent: all below hangs on it

    def lire(self, lignes: Sequence[Ligne]) -> LignesLues:
        """Read the rows below the headings, from the first that is a line of the grid."""
        rang = next((rang for rang, ligne in enumerate(lignes) if _titres(ligne)), None)
        titres = None if rang is None else lignes[rang]
        noms = _titres(titres) if titres else {}
        corps = lignes if rang is None else lignes[rang + 1 :]
        entrees = self._entrees(corps, noms)
        debut = next((debut for debut, trouvees in enumerate(entrees) if trouvees), len(entrees))
        if debut == len(entrees):
            self._dire("R601", lignes[0].cellule(0))
        for ligne, trouvees in zip(corps[debut:], entrees[debut:], strict=True):
            self._ligne(ligne, trouvees)
        self._refermer(0)
        au_dessus = corps[:debut] if rang is None else lignes[:rang]
        titre = next((texte for ligne in au_dessus for texte in ligne.valeurs if texte), "")
        lu = tuple(self._lu(titres, noms))
        return LignesLues(self._domaines, self._lieux, lu, titre, tuple(self._fautes))

    def _entrees(self, corps: Sequence[Ligne], noms: dict[int, int | None]) -> list[list[_Entree]]:
        """What each row gives: by codes if there is any, else by columns."""
        libelles = frozenset(indice for indice, niveau in noms.items() if niveau is None)
        entrees = [list(_par_codes(ligne, libelles)) for ligne in corps]
        self._par_ordre = not any(entrees)
        if not self._par_ordre:
            return entrees
        colonnes = {indice: niveau for indice, niveau in noms.items() if niveau is not None} or _colonnes(corps)
        return [list(_par_colonnes(ligne, colonnes)) for ligne in corps]

    def _dire(self, cause: str, cellule: Cellule, /, **faits: object) -> None:
        self._fautes.append(diagnostic(cause, cellule.position(self._source), **faits))

    def _ligne(self, ligne: Ligne, trouvees: list[_Entree]) -> None:
        cellules = [ligne.cellule(indice) for indice, texte in enumerate(ligne.valeurs) if texte]
        if not trouvees and cellules:
            cause = "R604" if _DATE.fullmatch(cellules[0].valeur) else "R606"
            self._dire(cause, cellules[0], texte=court(cellules[0].valeur))
        for rang, entree in enumerate(trouvees):
            derniere = rang + 1 == len(trouvees)
            if derniere or not self._deja_ouverte(entree):
                self._ajouter(entree)

    def _deja_ouverte(self, entree: _Entree) -> bool:
        """Whether a row only says again under which line it stands."""
        if entree.niveau >= len(self._ouverts):
            return False
        ouverte = self._ouverts[entree.niveau][1]
        return bool(ouverte["code"] == entree.code if entree.code else ouverte["libelle"] == entree.libelle)

    def _ajouter(self, entree: _Entree) -> None:
        if entree.niveau >= self._sans_parent:
            return
        self._sans_parent = len(_NIVEAUX)
        if entree.niveau > len(self._ouverts):
            self._sans_parent = entree.niveau
            self._dire("R603", entree.cellule, niveau=_NIVEAUX[entree.niveau], parent=_NIVEAUX[entree.niveau - 1])
            return
        if not entree.libelle:
            self._dire("R602", entree.cellule, code=entree.code)
        self._refermer(entree.niveau)
        chemin, freres = self._freres(entree.niveau)
        code = entree.code or ".".join((*(o["code"] for _, o in self._ouverts[-1:]), str(len(freres) + 1)))
        self._verifier_le_rang(entree, code, freres)
        ligne: dict[str, Any] = {"code": code, "libelle": entree.libelle}
        if entree.niveau < 2:
            ligne[_DESSOUS[entree.niveau + 1]] = []
        ici = (*chemin, len(freres))
        freres.append(ligne)
        self._lieux |= {(*ici, *cle): entree.cellule for cle in ((), ("code",), ("libelle",))}
        self._ouverts.append((ici, ligne))

    def _refermer(self, niveau: int) -> None:
        """Nothing more comes below the lines open at this level and deeper."""
        if niveau < len(self._ouverts) < len(_NIVEAUX):
            chemin, vide = self._ouverts[-1]
            dessous = _NIVEAUX[len(self._ouverts)]
            self._dire("R608", self._lieux[chemin], code=vide["code"], dessous=dessous)
        del self._ouverts[niveau:]

    def _freres(self, niveau: int) -> tuple[Chemin, list[dict[str, Any]]]:
        """The way to the lines among which one of this level is added, and those lines."""
        if niveau == 0:
            return ("domaines",), self._domaines
        chemin, parent = self._ouverts[niveau - 1]
        return (*chemin, _DESSOUS[niveau]), parent[_DESSOUS[niveau]]

    def _verifier_le_rang(self, entree: _Entree, code: str, freres: list[dict[str, Any]]) -> None:
        avant = freres[-1]["code"] if freres else ""
        attendu = int(avant.rpartition(".")[2]) + 1 if avant else 1
        if int(code.rpartition(".")[2]) > attendu:
            parent = code.rpartition(".")[0]
            manque = f"{parent}.{attendu}" if parent else str(attendu)
            self._dire(
                "R607", entree.cellule, code=code, avant=f"après {avant}" if avant else "en premier", manque=manque
            )

    def _lu(self, titres: Ligne | None, noms: dict[int, int | None]) -> Iterator[str]:
        """What was understood, for the person to judge."""
        yield "codes donnés par l'ordre des lignes" if self._par_ordre else "niveaux donnés par les codes"
        if titres is not None:
            autres = [
                f"{titres.cellule(indice).nom} « {court(texte)} »"
                for indice, texte in enumerate(titres.valeurs)
                if texte and indice not in noms and forme_comparable(texte) not in _CODES
            ]
            if autres:
                yield f"colonnes laissées de côté : {', '.join(autres)}"


def _titres(ligne: Ligne) -> dict[int, int | None]:
    """The columns whose heading is known, and the level of the labels below it; {} if the row is no heading."""
    formes = [forme_comparable(texte) for texte in ligne.valeurs]
    connus = {indice: _TITRES[forme] for indice, forme in enumerate(formes) if forme in _TITRES}
    return connus if len(connus) >= 2 or (connus and _CODES & {*formes}) else {}


def _colonnes(lignes: Sequence[Ligne]) -> dict[int, int]:
    """The levels of columns without headings: three columns, and rows of one cell each."""
    occupees = sorted({indice for ligne in lignes for indice, texte in enumerate(ligne.valeurs) if texte})
    seules = all(sum(map(bool, ligne.valeurs)) == 1 for ligne in lignes)
    return {indice: rang for rang, indice in enumerate(occupees)} if seules and len(occupees) == 3 else {}


def _par_colonnes(ligne: Ligne, colonnes: dict[int, int]) -> Iterator[_Entree]:
    """The lines of the grid that a row names by the columns where their labels stand."""
    for indice, niveau in sorted(colonnes.items(), key=lambda colonne: colonne[1]):
        cellule = ligne.cellule(indice)
        if cellule.valeur:
            yield _Entree(niveau, "", cellule.valeur, cellule)
