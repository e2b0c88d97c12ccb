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


def ligne(nom: str, nombre: NombreMontre, sur: int, detail: str = "") -> LigneDeTableau:
    """How many of how many, with a bar."""
    return LigneDeTableau(nom, (part(nombre, sur),), morceaux((nombre,), sur), detail)


def part(nombre: NombreMontre, sur: NombreMontre) -> Part | None:
    """How many of how many; hidden where either is."""
    return None if nombre is None or sur is None else Part(nombre, sur)


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
    return Etendue(*(Fraction(valeur - debut, fin - debut) for valeur in quartiles))
