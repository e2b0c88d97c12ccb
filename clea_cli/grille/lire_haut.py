"""What stands above the headings of a grille: for which référentiel it is, whose, of what day."""

import re
from collections.abc import Iterator

from clea_cli.diagnostics import Diagnostic, court, diagnostic
from clea_cli.grille.grille import Partie
from clea_cli.grille.titres import CLES_DU_PREAMBULE
from clea_cli.sources.cellules import Cellule, Ligne
from clea_cli.sources.mots import ERREUR_DE_TABLEUR, forme_comparable, reference_comparable

_UNE_CELLULE = re.compile(r"([^:=]+?)\s*[:=]\s*(.+)")  # « version : 2020.1 »


class Haut:
    """What the rows above the headings say: the référentiel, the version, the candidate, the day."""

    def __init__(self, source: str, fautes: list[Diagnostic]) -> None:
        """Start with nothing said; faults are added to `fautes`."""
        self.source = source
        self.fautes = fautes
        self.dit: dict[str, Cellule] = {}

    def lire(self, partie: Partie) -> tuple[Ligne, ...]:
        """Read the rows above the headings of one table; return those that say nothing known.

        Errors: F112, F143, F303.
        """
        muettes = []
        for ligne in partie.au_dessus:
            cellules = remplies(ligne)
            dites = list(_cles_et_valeurs(cellules))
            if not dites and not any(_cle(cellule.valeur) for cellule in cellules):
                muettes.append(ligne)
            for cellule in cellules:
                if any(map(_cle, cellule.valeur.splitlines()[1:])):
                    self.fautes.append(diagnostic("F112", cellule.position(self.source)))
            for cle, valeur in dites:
                if ERREUR_DE_TABLEUR.fullmatch(valeur.valeur):
                    self.fautes.append(en_erreur(valeur, self.source))
                    continue
                premiere = self.dit.setdefault(cle, valeur)
                if reference_comparable(premiere.valeur) != reference_comparable(valeur.valeur):
                    self.fautes.append(diagnostic("F303", valeur.position(self.source), cle=cle))
        return tuple(muettes)


def _cles_et_valeurs(remplies: list[Cellule]) -> Iterator[tuple[str, Cellule]]:
    """What a row above the headings says: « version » in a cell and its value in the next, or both in one cell."""
    suivante = None
    for cellule, apres in zip(remplies, [*remplies[1:], None], strict=True):
        if cellule is suivante:
            continue
        ensemble = _UNE_CELLULE.fullmatch(cellule.valeur)
        cle = _cle(ensemble[1] if ensemble else cellule.valeur)
        if cle and ensemble:
            yield cle, cellule._replace(valeur=ensemble[2])
        elif cle and apres:
            suivante = apres
            yield cle, apres


def _cle(texte: str) -> str | None:
    return CLES_DU_PREAMBULE.get(forme_comparable(texte).rstrip(" :="))


def remplies(ligne: Ligne) -> list[Cellule]:
    """The cells of a row that are not empty."""
    return [ligne.cellule(rang) for rang, valeur in enumerate(ligne.valeurs) if valeur]


def en_erreur(cellule: Cellule, source: str) -> Diagnostic:
    """The fault of a cell that shows a failed formula. Error: F143."""
    return diagnostic("F143", cellule.position(source), valeur=court(cellule.valeur))
