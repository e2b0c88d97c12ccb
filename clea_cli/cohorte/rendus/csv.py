"""`clea cohorte --format csv`: one number a row, for a spreadsheet or another program."""

from fractions import Fraction

from clea_cli.cohorte.rendus.plat import TITRES, Valeur, rangees
from clea_cli.cohorte.vues import CohorteVue
from clea_cli.sorties.tableur_csv import ecrire


def rendre(vue: CohorteVue) -> bytes:
    """Write the headings, then a row a number."""
    lignes = [tuple(map(_ecrit, rangee)) for rangee in rangees(vue)]
    return ecrire([TITRES, *lignes])


def _ecrit(valeur: Valeur) -> str:
    """A number with a decimal comma, cut: tenths of what is counted in tenths, else hundredths."""
    if not isinstance(valeur, Fraction):
        return str(valeur)
    decimales = 1 if 10 % valeur.denominator == 0 else 2
    entiers, reste = divmod(int(valeur * 10**decimales), 10**decimales)
    return f"{entiers},{reste:0{decimales}}"
