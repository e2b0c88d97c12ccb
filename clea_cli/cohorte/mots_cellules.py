"""Numbers that may be hidden as cells of a table, and what is drawn of them."""

from collections.abc import Sequence
from fractions import Fraction

from clea_cli.cohorte.statistiques import NombreMontre, Quartiles
from clea_cli.cohorte.vues import CelluleVue, Etendue, LigneDeTableau, Mesure, Part, Trace
from clea_cli.decision.mots import VERDICTS

MOTS_DES_VERDICTS = dict(VERDICTS.values())
LIRE = (
    "un quart des personnes est sous le premier nombre, la moitié sous la médiane, "
    "un quart au-dessus du dernier"
)

_MASQUE = (
    "Un nombre masqué n'est pas toujours petit : un grand groupe l'est aussi, "
    "quand son nombre donnerait celui d'un petit par soustraction."
)


def ligne(nom: str, nombre: NombreMontre, sur: int, detail: str = "") -> LigneDeTableau:
    """How many of how many, with a bar."""
    cellules = (part(nombre, sur),)
    trace = morceaux((nombre,), sur)
    return LigneDeTableau(nom, cellules, trace, detail)


def part(nombre: NombreMontre, sur: NombreMontre) -> Part | None:
    """How many of how many; hidden where either is."""
    if nombre is None or sur is None:
        return None
    return Part(nombre, sur)


def morceaux(nombres: Sequence[NombreMontre], sur: NombreMontre) -> Trace:
    """A bar in pieces; nothing is drawn where one of them is hidden."""
    connus = [nombre for nombre in nombres if nombre is not None]
    if not sur or len(connus) < len(nombres):
        return None
    return tuple(Fraction(nombre, sur) for nombre in connus)


def mesures(quartiles: Quartiles | None, unite: str) -> tuple[CelluleVue, ...]:
    """Both quarters and the median."""
    if quartiles is None:
        return (None, None, None)
    return tuple(Mesure(valeur, unite) for valeur in quartiles)


def etendue(quartiles: Quartiles | None, debut: int, fin: int) -> Trace:
    """The middle half on an axis that goes from `debut` to `fin`."""
    if quartiles is None:
        return None
    longueur = fin - debut
    places = [Fraction(valeur - debut, longueur) for valeur in quartiles]
    return Etendue(*places)


def masque(lignes: Sequence[LigneDeTableau]) -> str:
    """Why even a large group is hidden, where something is."""
    masques = any(None in ligne.cellules for ligne in lignes)
    return _MASQUE if masques else ""


def en_phrases(*phrases: str) -> str:
    """Sentences one after another, the empty ones left out."""
    return " ".join(filter(None, phrases))
