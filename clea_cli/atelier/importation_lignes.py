"""The lines of a grid typed in a spreadsheet: domaines, sous-domaines, critères, by their rows.

Nothing is dropped without a word: a row that is no line of the grid is either above the first one,
or a warning, and a cell that could have meant something else is an error.
"""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from clea_cli.atelier.importation_disposition import (
    NIVEAUX,
    Disposition,
    colonne_de_points,
    disposer,
    est_un_titre,
    lire_code,
)
from clea_cli.atelier.importation_entrees import (
    LectureDeRangee,
    LigneImportee,
    par_codes,
    par_colonnes,
    promet,
    sans_code,
)
from clea_cli.atelier.importation_pieds import en_erreur, est_un_pied, est_une_date
from clea_cli.atelier.importation_points import PointsLus
from clea_cli.diagnostics import Diagnostic, court, diagnostic
from clea_cli.sources.cellules import Cellule, Ligne, lettres
from clea_cli.sources.texte import Chemin

_DESSOUS = ("domaines", "sous_domaines", "criteres")


class LignesLues(NamedTuple):
    """The lines as the YAML holds them, each value's cell, what was understood, the title above."""

    domaines: list[dict[str, Any]]
    lieux: dict[Chemin, Cellule]
    lu: tuple[str, ...]
    titre: str
    diagnostics: tuple[Diagnostic, ...]


class _Ouverte(NamedTuple):
    """A line that lines may still come under, and the way to it."""

    chemin: Chemin
    ligne: dict[str, Any]


def combien_de_codes(lignes: Sequence[Ligne]) -> int:
    """How many rows hold a code of several numbers: the sheet of the grid has most of them."""
    return sum(map(_a_un_code, lignes))


def _a_un_code(ligne: Ligne) -> bool:
    """Whether a row holds a code of several numbers."""
    for texte in ligne.valeurs:
        code = lire_code(texte.strip())
        if code and len(code.nombres) > 1:
            return True
    return False


def lire(lignes: Sequence[Ligne], source: str) -> LignesLues:
    """Read the lines of a grid, whose cells are clean.

    Errors: F143, R601-R604, R608, R609, R616; warnings R606, R607.
    """
    return _Lecteur(source, disposer(lignes)).lire(lignes)


class _Lecteur:
    """Gathers the lines row after row; `ouverts` are the last lines of each level."""

    def __init__(self, source: str, disposition: Disposition) -> None:
        self._source = source
        self._disposition = disposition
        self._domaines: list[dict[str, Any]] = []
        self._lieux: dict[Chemin, Cellule] = {}
        self._fautes: list[Diagnostic] = []
        self._ouverts: list[_Ouverte] = []
        # The level of a line that was told to have no parent: all below hangs on it.
        self._sans_parent = len(NIVEAUX)
        # The row of the last fault.
        self._derniere_dite = 0
        self._points = PointsLus(None)
        # Whether a line has its code from its rank alone.
        self._comptes = False
        # The columns that gave something, and a text of those that did not.
        self._lues: set[int] = set()
        self._delaissees: dict[int, str] = {}

    def lire(self, lignes: Sequence[Ligne]) -> LignesLues:
        """Read the rows below the headings, from the first that is a line of the grid."""
        titres = self._disposition.titres
        if titres is not None:
            self._points = PointsLus(colonne_de_points(lignes[titres]))
        corps = self._disposition.corps(lignes)
        debut = self._debut(corps)
        if debut == len(corps):
            self._dire("R601", lignes[0].cellule(0))
        for ligne in corps[debut:]:
            self._ligne(ligne)
        self._refermer(0)
        if self._points.donner():
            self._lues.add(self._points.colonne or 0)
        # The title stands above the headings; without headings, above the first line.
        au_dessus = corps[:debut] if titres is None else lignes[:titres]
        return LignesLues(
            domaines=self._domaines,
            lieux=self._lieux,
            lu=tuple(self._lu()),
            titre=_titre(au_dessus),
            diagnostics=tuple(self._fautes),
        )

    def _debut(self, corps: Sequence[Ligne]) -> int:
        """The rank of the first row that can be a line; past the end where none can."""
        for rang, ligne in enumerate(corps):
            if promet(ligne, self._disposition):
                return rang
        return len(corps)

    def _dire(self, cause: str, cellule: Cellule, /, **faits: object) -> None:
        """Tell of a cell, and remember that its row was told of."""
        self._derniere_dite = cellule.rang
        faute = diagnostic(cause, cellule.position(self._source), **faits)
        self._fautes.append(faute)

    def _ligne(self, ligne: Ligne) -> None:
        """Read one row, and say what of it is not read."""
        premiere = _premiere_pleine(ligne)
        if premiere is None:
            return
        lecture = self._lecture(ligne)
        entrees: tuple[LigneImportee, ...] = ()
        if not self._hors_grille(ligne, premiere):
            self._doutes(ligne, lecture)
            entrees = lecture.entrees
        if not entrees and self._derniere_dite != ligne.rang:
            cause = "R604" if est_une_date(premiere.valeur) else "R606"
            self._dire(cause, premiere, texte=court(premiere.valeur))
        for rang, entree in enumerate(entrees):
            derniere = rang + 1 == len(entrees)
            # A row says again under which lines it stands: only the deepest is new for sure.
            if derniere or not self._deja_ouverte(entree):
                self._ajouter(entree, ligne)

    def _hors_grille(self, ligne: Ligne, premiere: Cellule) -> bool:
        """Whether a row is no line: headings that come again, what stands below the grid."""
        if est_un_titre(ligne):
            return True
        en_colonnes = bool(self._disposition.niveaux)
        return en_colonnes and est_un_pied(premiere.valeur)

    def _lecture(self, ligne: Ligne) -> LectureDeRangee:
        """What a row gives; remember which columns are read, and which only say something."""
        if self._disposition.niveaux:
            lecture = par_colonnes(ligne, self._disposition)
        else:
            codes = [ouverte.ligne["code"] for ouverte in self._ouverts]
            lecture = par_codes(ligne, self._disposition, codes)
        self._lues |= lecture.colonnes
        for indice, texte in enumerate(ligne.valeurs):
            if texte and lecture.colonnes:
                self._delaissees.setdefault(indice, texte)
        return lecture

    def _doutes(self, ligne: Ligne, lecture: LectureDeRangee) -> None:
        """Say which cells of a row could be read wrongly."""
        for cellule in en_erreur(ligne, self._disposition):
            self._dire("F143", cellule, valeur=cellule.valeur)
        for douteuse in lecture.douteuses:
            texte = court(douteuse.cellule.valeur)
            self._dire("R609", douteuse.cellule, texte=texte, motif=douteuse.motif)
        for cellule in sans_code(ligne, self._disposition):
            if not est_un_pied(cellule.valeur) and not est_une_date(cellule.valeur):
                self._dire("R616", cellule, texte=court(cellule.valeur))

    def _deja_ouverte(self, entree: LigneImportee) -> bool:
        """Whether a row only says again under which line it stands."""
        if entree.niveau >= len(self._ouverts):
            return False
        ouverte = self._ouverts[entree.niveau].ligne
        if entree.code:
            return bool(ouverte["code"] == entree.code)
        return bool(ouverte["libelle"] == entree.libelle)

    def _ajouter(self, entree: LigneImportee, rangee: Ligne) -> None:
        """Put a line of a row under the one above it."""
        # 1. One that has nothing to stand under is told, and what hangs on it is not.
        if entree.niveau >= self._sans_parent:
            return
        self._sans_parent = len(NIVEAUX)
        if entree.niveau > len(self._ouverts):
            self._sans_parent = entree.niveau
            niveau = NIVEAUX[entree.niveau]
            parent = NIVEAUX[entree.niveau - 1]
            self._dire("R603", entree.cellule, niveau=niveau, parent=parent)
            return
        if not entree.libelle:
            self._dire("R602", entree.cellule, code=entree.code)
        # 2. It closes the lines open at its level and deeper, and takes its code beside the others.
        self._refermer(entree.niveau)
        chemin, freres = self._freres(entree.niveau)
        code = entree.code or self._code_du_rang(len(freres))
        self._verifier_le_rang(entree, code, freres)
        # 3. It opens: lines may come under it, or points beside it.
        ligne: dict[str, Any] = {"code": code, "libelle": entree.libelle}
        if entree.niveau + 1 < len(_DESSOUS):
            dessous = _DESSOUS[entree.niveau + 1]
            ligne[dessous] = []
        elif self._points.colonne is not None:
            ecrits = rangee.cellule(self._points.colonne)
            self._points.noter(ligne, ecrits.valeur)
        ici = (*chemin, len(freres))
        freres.append(ligne)
        for lieu in (ici, (*ici, "code"), (*ici, "libelle")):
            self._lieux[lieu] = entree.cellule
        self._ouverts.append(_Ouverte(ici, ligne))

    def _code_du_rang(self, rang: int) -> str:
        """The code of a line that has none: that of the line above, and its rank (from 0)."""
        self._comptes = True
        nombre = str(rang + 1)
        if not self._ouverts:
            return nombre
        au_dessus = self._ouverts[-1].ligne["code"]
        return f"{au_dessus}.{nombre}"

    def _refermer(self, niveau: int) -> None:
        """Nothing more comes below the lines open at this level and deeper."""
        # Only a line of the last level may be the deepest one that is closed.
        if niveau < len(self._ouverts) < len(NIVEAUX):
            vide = self._ouverts[-1]
            nom = vide.ligne["libelle"] or vide.ligne["code"]
            cellule = self._lieux[vide.chemin]
            dessous = NIVEAUX[len(self._ouverts)]
            self._dire("R608", cellule, libelle=court(nom), dessous=dessous)
        del self._ouverts[niveau:]

    def _freres(self, niveau: int) -> tuple[Chemin, list[dict[str, Any]]]:
        """The way to the lines among which one of this level is added, and those lines."""
        if niveau == 0:
            return ("domaines",), self._domaines
        parent = self._ouverts[niveau - 1]
        cle = _DESSOUS[niveau]
        return (*parent.chemin, cle), parent.ligne[cle]

    def _verifier_le_rang(
        self, entree: LigneImportee, code: str, freres: list[dict[str, Any]]
    ) -> None:
        """Warn of a number that is left out."""
        attendu = 1
        place = "en premier"
        if freres:
            avant = freres[-1]["code"]
            _, _, dernier = avant.rpartition(".")
            attendu = int(dernier) + 1
            place = f"après {avant}"
        parent, _, nombre = code.rpartition(".")
        if int(nombre) > attendu:
            manque = f"{parent}.{attendu}" if parent else str(attendu)
            self._dire("R607", entree.cellule, code=code, avant=place, manque=manque)

    def _lu(self) -> Iterator[str]:
        """What was understood, for the person to judge."""
        if self._disposition.codes and not self._disposition.niveaux:
            yield "niveaux donnés par les codes"
        else:
            yield "niveaux donnés par les colonnes"
        if self._comptes:
            yield "codes comptés dans l'ordre des lignes"
        de_points = self._points.colonne
        if de_points is not None and de_points in self._lues:
            yield f"points lus dans la colonne {lettres(de_points + 1)}"
        delaissees = []
        for indice, texte in sorted(self._delaissees.items()):
            if indice not in self._lues:
                colonne = lettres(indice + 1)
                delaissees.append(f"{colonne} (« {court(texte)} »…)")
        if delaissees:
            lesquelles = ", ".join(delaissees)
            yield f"colonnes laissées de côté : {lesquelles}"


def _titre(au_dessus: Sequence[Ligne]) -> str:
    """The first text that stands alone above the grid."""
    for ligne in au_dessus:
        textes = [texte for texte in ligne.valeurs if texte]
        if len(textes) == 1:
            return textes[0]
    return ""


def _premiere_pleine(ligne: Ligne) -> Cellule | None:
    """The first cell of a row that says something."""
    for indice, texte in enumerate(ligne.valeurs):
        if texte:
            return ligne.cellule(indice)
    return None
