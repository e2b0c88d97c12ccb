"""The bars of a figure: a small SVG for pages, letters for a terminal. The threshold is drawn in both."""

from collections.abc import Sequence
from fractions import Fraction
from html import escape
from typing import NamedTuple

from clea_cli.sorties.nombres import Points, fraction

_NOM, _BARRE, _RANG = 235, 360, 34  # widths and height of a row, in points
_LARGEUR = _NOM + _BARRE + 60
_SIGNES = 30  # of a bar in letters
_NOM_MAX = 30  # letters of a name beside a bar


class Barre(NamedTuple):
    """One bar: points obtained, the most that may still be, all there are, and what is required (None: nothing)."""

    nom: str
    obtenus: Points
    possibles: Points
    total: Points
    requis: Points | None
    mots: str


def svg(barres: Sequence[Barre], legende: str, *, en_page: bool = False) -> str:
    """Draw the bars; `en_page` leaves the colours to the page's style, light or dark."""
    hauteur = _RANG * len(barres) + 30
    entete = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_LARGEUR} {hauteur}" role="img"'
    couleurs = "" if en_page else f"<style>{_COULEURS}</style>"
    rangees = "".join(_rangee(barre, rang * _RANG) for rang, barre in enumerate(barres))
    cle = _cle(hauteur - 22)
    return f'{entete} aria-label="{escape(legende)}">{couleurs}{rangees}{cle}</svg>'


_COULEURS = (
    "text{font:13px Source Sans Pro,sans-serif;fill:#1d2430}.fond{fill:#ecebe6}.obtenu{fill:#1f6f5c}"
    ".possible{fill:#a9cfc4}.seuil{stroke:#9c2b1d;stroke-width:2.5}.petit{font-size:11px}"
)


def _rangee(barre: Barre, haut: int) -> str:
    def jusqu_a(points: Fraction | int) -> str:
        return f"{float(Fraction(points) / barre.total) * _BARRE:.1f}"

    milieu = haut + 20
    seuil = ""
    if barre.requis is not None:
        place = f"{_NOM + float(jusqu_a(barre.requis)):.1f}"
        seuil = f'<line class="seuil" x1="{place}" x2="{place}" y1="{haut + 4}" y2="{haut + 30}"/>'
    return (
        f'<text x="0" y="{milieu + 2}">{escape(_court(barre.nom))}</text>'
        f'<rect class="fond" x="{_NOM}" y="{haut + 8}" width="{_BARRE}" height="18"/>'
        f'<rect class="possible" x="{_NOM}" y="{haut + 8}" width="{jusqu_a(barre.possibles)}" height="18"/>'
        f'<rect class="obtenu" x="{_NOM}" y="{haut + 8}" width="{jusqu_a(barre.obtenus)}" height="18"/>'
        f"{seuil}"
        f'<text x="{_NOM + _BARRE + 8}" y="{milieu + 2}">{fraction(barre.obtenus, barre.total)}</text>'
    )


def _cle(haut: int) -> str:
    """What the colours and the line mean."""
    parts = (("obtenu", 0, "acquis"), ("possible", 75, "pas encore évalué"), ("fond", 205, "non acquis"))
    cle = "".join(
        f'<rect class="{classe}" x="{_NOM + place}" y="{haut}" width="12" height="12"/>'
        f'<text class="petit" x="{_NOM + place + 16}" y="{haut + 10}">{mot}</text>'
        for classe, place, mot in parts
    )
    place = _NOM + 300
    return (
        f'{cle}<line class="seuil" x1="{place}" x2="{place}" y1="{haut - 2}" y2="{haut + 14}"/>'
        f'<text class="petit" x="{place + 6}" y="{haut + 10}">seuil</text>'
    )


def lettres(barres: Sequence[Barre]) -> list[str]:
    """Draw the bars in letters, a line each: █ acquired, ▒ not evaluated yet, ░ not acquired, │ the threshold."""
    large = max((len(_court(barre.nom)) for barre in barres), default=0)
    return [
        f"{_court(barre.nom):<{large}}  {_barre(barre)}  {fraction(barre.obtenus, barre.total)}" for barre in barres
    ]


def _barre(barre: Barre) -> str:
    def jusqu_a(points: Fraction | int) -> int:
        return int(Fraction(points) / barre.total * _SIGNES)

    obtenus, possibles = jusqu_a(barre.obtenus), jusqu_a(barre.possibles)
    signes = "█" * obtenus + "▒" * (possibles - obtenus) + "░" * (_SIGNES - possibles)
    if barre.requis is None:
        return signes
    place = jusqu_a(barre.requis)
    return f"{signes[:place]}│{signes[place:]}"


def _court(nom: str) -> str:
    return nom if len(nom) <= _NOM_MAX else f"{nom[: _NOM_MAX - 1]}…"
