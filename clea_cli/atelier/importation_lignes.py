"""The lines of a grid typed in a spreadsheet: domaines, sous-domaines, critères, in the order of the rows.

Nothing is dropped without a word: a row that is no line of the grid is either above the first one, or a warning, and a
cell that could have meant something else is an error.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from clea_cli.atelier.importation_disposition import NIVEAUX, Code, Disposition, disposer, est_un_titre, lire_code
from clea_cli.diagnostics import Diagnostic, court, diagnostic
from clea_cli.sources.cellules import Cellule, Ligne
from clea_cli.sources.mots import forme_comparable
from clea_cli.sources.yaml_source import Chemin

_DESSOUS = ("domaines", "sous_domaines", "criteres")
_DATE = re.compile(r"\d{1,2}/\d{1,2}/\d{2,4}|\d{4}-\d{2}-\d{2}|\d{1,2}-[a-zéû]{3,4}\.?|[a-zéû]{3,4}\.?-\d{2}", re.I)
_PIED = re.compile(r"(sous-?)?total|signatures?|fait (le|a)|date|avis|nom|prenom|page|observations?", re.I)


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


def est_une_date(texte: str) -> bool:
    """Whether a cell is a date, as spreadsheets make of a code."""
    return _DATE.fullmatch(texte) is not None


def est_un_pied(texte: str) -> bool:
    """Whether a cell begins as those below a grid do."""
    return _PIED.match(forme_comparable(texte)) is not None


def combien_de_codes(lignes: Sequence[Ligne]) -> int:
    """How many rows hold a code of several numbers: the sheet of the grid is the one that has most."""
    lus = ((lire_code(texte.strip()) for texte in ligne.valeurs) for ligne in lignes)
    return sum(any(code and len(code.nombres) > 1 for code in codes) for codes in lus)


def lire(lignes: Sequence[Ligne], source: str) -> LignesLues:
    """Read the lines of a grid. Errors: R601-R604, R608, R609; warnings R606, R607."""
    nettes = nettoyer(lignes)
    return _Lecteur(source, disposer(nettes)).lire(nettes)


def nettoyer(lignes: Sequence[Ligne]) -> list[Ligne]:
    """The rows without the spaces around their cells."""
    return [ligne._replace(valeurs=tuple(map(str.strip, ligne.valeurs))) for ligne in lignes]


class _Lecteur:
    """Gathers the lines row after row; `ouverts` is the way to the last line of each level."""

    def __init__(self, source: str, disposition: Disposition) -> None:
        self._source, self._disposition = source, disposition
        self._domaines: list[dict[str, Any]] = []
        self._lieux: dict[Chemin, Cellule] = {}
        self._fautes: list[Diagnostic] = []
        self._ouverts: list[tuple[Chemin, dict[str, Any]]] = []
        self._sans_parent = len(NIVEAUX)  # the level of a line that was told to have no parent: all below hangs on it
        self._derniere_dite = 0  # the row of the last fault
        self._lues: set[int] = set()  # the columns that gave something
        self._delaissees: dict[int, str] = {}  # and a text of those that did not

    def lire(self, lignes: Sequence[Ligne]) -> LignesLues:
        """Read the rows below the headings, from the first that is a line of the grid."""
        titres = self._disposition.titres
        corps = lignes if titres is None else lignes[titres + 1 :]
        debut = next((rang for rang, ligne in enumerate(corps) if self._promet(ligne)), len(corps))
        if debut == len(corps):
            self._dire("R601", lignes[0].cellule(0))
        for ligne in corps[debut:]:
            self._ligne(ligne)
        self._refermer(0)
        au_dessus = corps[:debut] if titres is None else lignes[:titres]
        seules = (textes[0] for ligne in au_dessus if len(textes := [t for t in ligne.valeurs if t]) == 1)
        return LignesLues(self._domaines, self._lieux, tuple(self._lu()), next(seules, ""), tuple(self._fautes))

    def _dire(self, cause: str, cellule: Cellule, /, **faits: object) -> None:
        self._derniere_dite = cellule.rang
        self._fautes.append(diagnostic(cause, cellule.position(self._source), **faits))

    def _promet(self, ligne: Ligne) -> bool:
        """Whether a row can be the first of the grid."""
        if self._disposition.niveaux:
            return any(ligne.cellule(indice).valeur for indice in self._disposition.niveaux)
        return any(True for _ in self._codes(ligne))

    def _ligne(self, ligne: Ligne) -> None:
        cellules = [ligne.cellule(indice) for indice, texte in enumerate(ligne.valeurs) if texte]
        en_colonnes = bool(self._disposition.niveaux)
        trouvees = list(self._par_colonnes(ligne) if en_colonnes else self._par_codes(ligne))
        if cellules and (est_un_titre(ligne) or (en_colonnes and est_un_pied(cellules[0].valeur))):
            trouvees = []
        if not trouvees and cellules and self._derniere_dite != ligne.rang:
            cause = "R604" if est_une_date(cellules[0].valeur) else "R606"
            self._dire(cause, cellules[0], texte=court(cellules[0].valeur))
        for rang, entree in enumerate(trouvees):
            if rang + 1 == len(trouvees) or not self._deja_ouverte(entree):
                self._ajouter(entree)

    def _codes(self, ligne: Ligne) -> Iterator[tuple[Cellule, Code]]:
        """The codes of a row, in the columns that hold codes."""
        for indice in self._disposition.codes:
            cellule = ligne.cellule(indice)
            code = None if est_une_date(cellule.valeur) else lire_code(cellule.valeur)
            if code and not (code.seul and code.reste and indice not in self._disposition.reunis):
                yield cellule, code

    def _par_codes(self, ligne: Ligne) -> Iterator[_Entree]:
        """The lines that a row names by their codes, the deepest last."""
        vus = {cellule.colonne - 1 for cellule, _ in self._codes(ligne)}
        dernier = -1
        for cellule, code in self._codes(ligne):
            libelle = self._libelle(ligne, cellule, code, vus)
            niveau, complet = self._situer(code)
            if niveau <= dernier:
                self._dire("R609", cellule, texte=court(cellule.valeur), motif="un autre le précède sur la ligne")
            elif niveau >= len(NIVEAUX):
                self._dire("R609", cellule, texte=court(cellule.valeur), motif="plus de trois niveaux")
            elif code.reste and cellule.colonne - 1 not in self._disposition.reunis:
                self._dire("R609", cellule, texte=court(cellule.valeur), motif="quelque chose suit le code")
            else:
                dernier = niveau
                yield _Entree(niveau, complet, libelle, cellule)
        self._noter(ligne, vus)

    def _situer(self, code: Code) -> tuple[int, str]:
        """The level of a code and the whole of it: « Sous-domaine 1 » is counted below the open domaine."""
        niveau = len(code.nombres) - 1
        if code.niveau and niveau == 0 and code.niveau <= len(self._ouverts):
            return code.niveau, f"{self._ouverts[code.niveau - 1][1]['code']}.{code.nombres[0]}"
        return niveau, ".".join(code.nombres)

    def _libelle(self, ligne: Ligne, cellule: Cellule, code: Code, codes: set[int]) -> str:
        """The label of a code: after it, in the column that is headed so, or in the next cell that says something."""
        if cellule.colonne - 1 in self._disposition.reunis:
            return code.reste
        indices: Sequence[int] = self._disposition.libelles or range(cellule.colonne, len(ligne.valeurs))
        indice = next((i for i in indices if i not in codes and ligne.cellule(i).valeur), None)
        if indice is None:
            return ""
        self._lues.add(indice)
        return ligne.cellule(indice).valeur

    def _par_colonnes(self, ligne: Ligne) -> Iterator[_Entree]:
        """The lines that a row names by the columns where their labels stand; a code beside them is the deepest's."""
        donnees = [
            (niveau, ligne.cellule(i)) for i, niveau in sorted(self._disposition.niveaux.items(), key=lambda c: c[1])
        ]
        dites = [(niveau, cellule) for niveau, cellule in donnees if cellule.valeur]
        codes = [code.nombres for _, code in self._codes(ligne) if not code.reste]
        nombres = codes[0] if codes and dites and len(codes[0]) == dites[-1][0] + 1 else ()
        for niveau, cellule in dites:
            yield _Entree(niveau, ".".join(nombres[: niveau + 1]), cellule.valeur, cellule)
        self._noter(ligne, {*self._disposition.niveaux, *self._disposition.codes})

    def _noter(self, ligne: Ligne, lues: set[int]) -> None:
        """Remember the columns that are read, and those that say something all the same."""
        self._lues |= lues
        for indice, texte in enumerate(ligne.valeurs):
            if texte and lues:
                self._delaissees.setdefault(indice, texte)

    def _deja_ouverte(self, entree: _Entree) -> bool:
        """Whether a row only says again under which line it stands."""
        if entree.niveau >= len(self._ouverts):
            return False
        ouverte = self._ouverts[entree.niveau][1]
        return bool(ouverte["code"] == entree.code if entree.code else ouverte["libelle"] == entree.libelle)

    def _ajouter(self, entree: _Entree) -> None:
        if entree.niveau >= self._sans_parent:
            return
        self._sans_parent = len(NIVEAUX)
        if entree.niveau > len(self._ouverts):
            self._sans_parent = entree.niveau
            self._dire("R603", entree.cellule, niveau=NIVEAUX[entree.niveau], parent=NIVEAUX[entree.niveau - 1])
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
        if niveau < len(self._ouverts) < len(NIVEAUX):
            chemin, vide = self._ouverts[-1]
            dessous = NIVEAUX[len(self._ouverts)]
            self._dire("R608", self._lieux[chemin], libelle=court(vide["libelle"] or vide["code"]), dessous=dessous)
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
            place = f"après {avant}" if avant else "en premier"
            self._dire("R607", entree.cellule, code=code, avant=place, manque=manque)

    def _lu(self) -> Iterator[str]:
        """What was understood, for the person to judge."""
        par_codes = self._disposition.codes and not self._disposition.niveaux
        yield "niveaux donnés par les codes" if par_codes else "niveaux donnés par les colonnes"
        delaissees = [
            f"{_lettre(i)} (« {court(texte)} »…)"
            for i, texte in sorted(self._delaissees.items())
            if i not in self._lues
        ]
        if delaissees:
            yield f"colonnes laissées de côté : {', '.join(delaissees)}"


def _lettre(indice: int) -> str:
    """The name that a spreadsheet gives to a column."""
    return Cellule("", 0, 0, indice + 1).nom.rstrip("0123456789")
