"""What stands above the headings of a grille: for which référentiel it is, whose, of what day."""

import re
from collections.abc import Iterator

from clea_cli.diagnostics import Diagnostic, court, diagnostic
from clea_cli.grille.grille import Partie
from clea_cli.grille.reconnaitre import role
from clea_cli.grille.titres import cle_du_preambule
from clea_cli.sources.cellules import Cellule, Ligne
from clea_cli.sources.mots import ERREUR_DE_TABLEUR, reference_comparable

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
            dites = list(cles_et_valeurs(cellules))
            # A key alone is a place left blank; with another text beside it, it is a title.
            if not dites and not all(cle_du_preambule(cellule.valeur) for cellule in cellules):
                muettes.append(ligne)
            for cellule in cellules:
                cles = set(map(cle_du_preambule, cellule.valeur.splitlines()[1:]))
                if cles - {None, "evaluation"}:  # « Évaluation » ends many a title of two lines
                    self.fautes.append(diagnostic("F112", cellule.position(self.source)))
            for cle, valeur in dites:
                if ERREUR_DE_TABLEUR.fullmatch(valeur.valeur):
                    self.fautes.append(en_erreur(valeur, self.source))
                    continue
                premiere = self.dit.setdefault(cle, valeur)
                if reference_comparable(premiere.valeur) != reference_comparable(valeur.valeur):
                    self.fautes.append(diagnostic("F303", valeur.position(self.source), cle=cle))
        return tuple(muettes)


def cles_et_valeurs(remplies: list[Cellule]) -> Iterator[tuple[str, Cellule]]:
    """What a row above the headings says: « version » in a cell and its value in the next, or both in one cell."""
    suivante = None
    for cellule, apres in zip(remplies, [*remplies[1:], None], strict=True):
        if cellule is suivante:
            continue
        cle, valeur = _cle_et_valeur(cellule.valeur)
        if cle and valeur:
            yield cle, cellule._replace(valeur=valeur)
        elif cle and apres and _est_sa_valeur(cle, cellule, apres):
            suivante = apres
            yield cle, apres


def _cle_et_valeur(texte: str) -> tuple[str | None, str]:
    """The key that a cell says, and its value if that stands in the same cell."""
    if ensemble := _UNE_CELLULE.fullmatch(texte):
        return cle_du_preambule(ensemble[1]), ensemble[2]
    return cle_du_preambule(texte), ""


def _est_sa_valeur(cle: str, cellule: Cellule, apres: Cellule) -> bool:
    """Whether the next text of a row is the value of a key, and not the next key after a blank place."""
    # « Évaluation » beside « Commentaires » is a band of titles.
    if cle == "evaluation" and role(apres.valeur):
        return False
    return apres.colonne == cellule.colonne + 1 or not _cle_et_valeur(apres.valeur)[0]


def remplies(ligne: Ligne) -> list[Cellule]:
    """The cells of a row that are not empty."""
    return [ligne.cellule(rang) for rang, valeur in enumerate(ligne.valeurs) if valeur]


def en_erreur(cellule: Cellule, source: str) -> Diagnostic:
    """The fault of a cell that shows a failed formula. Error: F143."""
    return diagnostic("F143", cellule.position(source), valeur=court(cellule.valeur))
