"""Points and shares, as a person reads them."""

from fractions import Fraction

NombreExact = int | Fraction  # never a float: a verdict is exact; always an int where it is whole


def fraction(obtenus: NombreExact, total: NombreExact) -> str:
    """Write points over points; « 7/2 sur 5 » where a second bar would be read wrongly."""
    if isinstance(obtenus, int) and isinstance(total, int):
        return f"{obtenus}/{total}"
    return f"{obtenus} sur {total}"


def pourcent(part: Fraction) -> str:
    """A share as a percentage, cut to one decimal: rounding would show 75 % for a refusal."""
    milliemes = int(part * 1000)  # cut, in whole numbers
    entiers, dixiemes = divmod(milliemes, 10)
    return f"{entiers},{dixiemes} %"
