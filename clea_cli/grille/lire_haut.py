"""What stands above the headings of a grille: for which référentiel it is, whose, of what day."""

import re
from collections.abc import Iterator
from itertools import zip_longest

from clea_cli.diagnostics import Diagnostic, court, diagnostic
from clea_cli.grille.grille import Partie
from clea_cli.grille.reconnaitre import role
from clea_cli.grille.titres import cle_du_preambule
from clea_cli.sources.cellules import Cellule, Ligne
from clea_cli.sources.mots import ERREUR_DE_TABLEUR, reference_comparable

_UNE_CELLULE = re.compile(r"([^:=]+?)\s*[:=]\s*(.+)")  # « version : 2020.1 »


class Haut:
    """What the rows above the headings say: for which référentiel, whose, of what day."""

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
                if _cache_des_lignes(cellule.valeur):
                    ici = cellule.position(self.source)
                    self.fautes.append(diagnostic("F112", ici))
            for cle, valeur in dites:
                self._retenir(cle, valeur)
        return tuple(muettes)

    def _retenir(self, cle: str, valeur: Cellule) -> None:
        """Keep what a key says, once for all. Errors: F143, F303."""
        if ERREUR_DE_TABLEUR.fullmatch(valeur.valeur):
            self.fautes.append(en_erreur(valeur, self.source))
            return
        premiere = self.dit.setdefault(cle, valeur)
        # Another sheet may say it in other capitals.
        deja_dit = reference_comparable(premiere.valeur)
        if reference_comparable(valeur.valeur) != deja_dit:
            ici = valeur.position(self.source)
            self.fautes.append(diagnostic("F303", ici, cle=cle))


def _cache_des_lignes(texte: str) -> bool:
    """Whether a cell of several lines holds rows of the preamble, after its first line."""
    suite = texte.splitlines()[1:]
    cles = set(map(cle_du_preambule, suite))
    # « Évaluation » ends many a title of two lines.
    return bool(cles - {None, "evaluation"})


def cles_et_valeurs(remplies: list[Cellule]) -> Iterator[tuple[str, Cellule]]:
    """What a row above the headings says: keys, each with its value in the next cell or its own."""
    deja_dite = None
    for cellule, apres in zip_longest(remplies, remplies[1:]):
        if cellule is deja_dite:
            continue
        cle, valeur = _cle_et_valeur(cellule.valeur)
        if cle and valeur:
            yield cle, cellule._replace(valeur=valeur)
        elif cle and apres and _est_sa_valeur(cle, cellule, apres):
            deja_dite = apres
            yield cle, apres


def _cle_et_valeur(texte: str) -> tuple[str | None, str]:
    """The key that a cell says, and its value if that stands in the same cell."""
    if ensemble := _UNE_CELLULE.fullmatch(texte):
        return cle_du_preambule(ensemble[1]), ensemble[2]
    return cle_du_preambule(texte), ""


def _est_sa_valeur(cle: str, cellule: Cellule, apres: Cellule) -> bool:
    """Whether the next text of a row is the value of a key, and not a key after a blank place."""
    # « Évaluation » beside « Commentaires » is a band of titles.
    if cle == "evaluation" and role(apres.valeur):
        return False
    if apres.colonne == cellule.colonne + 1:
        return True
    autre_cle, _ = _cle_et_valeur(apres.valeur)
    return not autre_cle


def remplies(ligne: Ligne) -> list[Cellule]:
    """The cells of a row that are not empty."""
    return [ligne.cellule(rang) for rang, valeur in enumerate(ligne.valeurs) if valeur]


def en_erreur(cellule: Cellule, source: str) -> Diagnostic:
    """The fault of a cell that shows a failed formula. Error: F143."""
    return diagnostic("F143", cellule.position(source), valeur=court(cellule.valeur))
