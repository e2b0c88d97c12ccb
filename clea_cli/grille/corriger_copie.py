"""The copy of a file with its corrections, in its format; what a format cannot keep is said."""

from collections.abc import Collection, Sequence
from io import BytesIO
from typing import NamedTuple, Protocol
from zipfile import ZipFile

from clea_cli.grille.corriger import Correction, PlaceDeCellule
from clea_cli.grille.grille import TablesDuFichier
from clea_cli.sources.classeur_xlsx_parties import CLASSEUR
from clea_cli.sources.lignes_csv import est_un_classeur

_ZIP = b"PK\x03\x04"
_SANS_XLS = (
    "un .xls ne se récrit pas : la copie est un classeur .xlsx, avec ses onglets, ses textes, ce "
    "qu'il barre, fusionne et cache, sans ses formules ni le reste de sa mise en forme"
)
_A_RECALCULER = (
    "les formules du classeur sont gardées, avec les résultats qu'elles avaient : ouvrez la copie "
    "dans le tableur et enregistrez-la pour qu'il les recalcule"
)


class Ecrite(NamedTuple):
    """The bytes of a copy, and in words what is not there as it was."""

    contenu: bytes
    notes: tuple[str, ...] = ()


class Copie(Protocol):
    """How the copy of one file is written."""

    suffixe: str  # how its name ends; "" of a text, whose name may end otherwise
    modifiables: Collection[PlaceDeCellule] | None  # the cells that can be changed; None: all

    def aussi(self) -> list[Correction]:
        """What the format itself asks to mend."""
        ...

    def ecrire(self, corrections: Sequence[Correction]) -> list[Ecrite]:
        """Write the copy, the likeliest first: the first that is read as it should is kept."""
        ...


def pour(contenu: bytes, tableau: TablesDuFichier, encodage: str | None) -> Copie:
    """The way of writing a copy of these bytes, of which a table was read.

    `encodage` is the one that was forced, if any.
    """
    if not est_un_classeur(contenu):
        return _Csv(contenu, tableau, encodage)
    if not contenu.startswith(_ZIP):
        return _Xls(contenu)
    with ZipFile(BytesIO(contenu)) as classeur:
        parties = classeur.namelist()
    return _Xlsx(contenu) if CLASSEUR in parties else _Ods(contenu)


class _Csv:
    suffixe = ""
    modifiables: Collection[PlaceDeCellule] | None = None

    def __init__(self, contenu: bytes, tableau: TablesDuFichier, encodage: str | None) -> None:
        from clea_cli.grille import corriger_csv

        self._contenu = contenu
        self._encodage = tableau.lecture.encodage
        self._separateur = corriger_csv.separateur_lu(tableau.lecture)
        self._texte = corriger_csv.texte_lu(contenu, tableau, encodage)

    def aussi(self) -> list[Correction]:
        from clea_cli.grille import corriger_csv

        return list(corriger_csv.formules(self._texte, self._separateur))

    def ecrire(self, corrections: Sequence[Correction]) -> list[Ecrite]:
        from clea_cli.grille import corriger_csv

        if not corrections:
            return [Ecrite(self._contenu)]
        contenu = corriger_csv.recrire(self._texte, self._separateur, corrections)
        if self._encodage == corriger_csv.UTF_8:
            return [Ecrite(contenu)]
        note = f"la copie est en UTF-8 ; l'original est en {self._encodage}"
        return [Ecrite(contenu, (note,))]


class _Xlsx:
    def __init__(self, contenu: bytes) -> None:
        from clea_cli.grille import corriger_xlsx

        self._contenu = contenu
        self.suffixe = ".xlsm" if corriger_xlsx.a_des_macros(contenu) else ".xlsx"
        self._endroits = corriger_xlsx.endroits(contenu)
        self.modifiables: Collection[PlaceDeCellule] | None = self._endroits.keys()

    def aussi(self) -> list[Correction]:
        return []

    def ecrire(self, corrections: Sequence[Correction]) -> list[Ecrite]:
        from clea_cli.grille import corriger_xlsx

        if not corrections:
            return [Ecrite(self._contenu)]
        # A workbook that asks to be worked out anew is not read where a formula answers: then the
        # one that keeps what its formulas gave is.
        neuve = corriger_xlsx.recrire(self._contenu, corrections, recalculer=True)
        gardee = corriger_xlsx.recrire(self._contenu, corrections, recalculer=False)
        return [Ecrite(neuve), Ecrite(gardee, (_A_RECALCULER,))]


class _Ods:
    suffixe = ".ods"

    def __init__(self, contenu: bytes) -> None:
        from clea_cli.grille import corriger_ods

        self._contenu = contenu
        ou = corriger_ods.endroits(contenu)
        self.modifiables: Collection[PlaceDeCellule] | None = ou.keys()

    def aussi(self) -> list[Correction]:
        return []

    def ecrire(self, corrections: Sequence[Correction]) -> list[Ecrite]:
        from clea_cli.grille import corriger_ods

        if not corrections:
            return [Ecrite(self._contenu)]
        neuve = corriger_ods.recrire(self._contenu, corrections)
        return [Ecrite(neuve)]


class _Xls:
    suffixe = ".xlsx"
    modifiables: Collection[PlaceDeCellule] | None = None

    def __init__(self, contenu: bytes) -> None:
        self._contenu = contenu

    def aussi(self) -> list[Correction]:
        return []

    def ecrire(self, corrections: Sequence[Correction]) -> list[Ecrite]:
        from clea_cli.grille import corriger_xls
        from clea_cli.sources import classeur

        # All sheets, those that the grille does not take too.
        feuilles = classeur.lire(self._contenu, "").value or ()
        neuve = corriger_xls.recrire(feuilles, corrections)
        return [Ecrite(neuve, (_SANS_XLS,))]
