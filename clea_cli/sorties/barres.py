"""The bars of a figure: a small SVG for pages, letters for a terminal; both with the threshold."""

from collections.abc import Sequence
from fractions import Fraction
from html import escape
from typing import NamedTuple

from clea_cli.sorties.nombres import NombreExact, fraction

# Of the drawing, in points.
_NOM = 235  # the width of the names
_BARRE = 360  # that of the bars
_RANG = 34  # the height of a row
_LARGEUR = _NOM + _BARRE + 60
# Of the drawing in letters.
_SIGNES = 30  # of a bar
_NOM_MAX = 38  # letters of a name beside a bar


class Barre(NamedTuple):
    """One bar: `requis` is None where nothing is required."""

    nom: str
    obtenus: NombreExact
    possibles: NombreExact  # the most that may still be obtained
    total: NombreExact
    requis: NombreExact | None
    mots: str


def svg(barres: Sequence[Barre], legende: str, *, en_page: bool = False) -> str:
    """Draw the bars; `en_page` leaves the colours to the page's style, light or dark."""
    hauteur = _RANG * len(barres) + 30
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_LARGEUR} {hauteur}" role="img"',
        f' aria-label="{escape(legende)}">',
    ]
    if not en_page:
        parts.append(f"<style>{_COULEURS}</style>")
    parts.append(_HACHURES)
    for rang, barre in enumerate(barres):
        haut = rang * _RANG
        parts.append(_rangee(barre, haut))
    parts.append(_cle(hauteur - 22))
    parts.append("</svg>")
    return "".join(parts)


_COULEURS = (
    "text{font:13px Source Sans Pro,sans-serif;fill:#1d2430}"
    ".vide{fill:#fff;stroke:#545e6d}.obtenu{fill:#1f6f5c}"
    ".reste{fill:url(#hachures)}.hachure{stroke:#1f6f5c;stroke-width:2}"
    ".seuil{stroke:#9c2b1d;stroke-width:2.5}"
    ".petit{font-size:11px}"
)
# Full, hatched, empty: told apart without any colour.
_HACHURES = (
    '<defs><pattern id="hachures" width="6" height="6" patternUnits="userSpaceOnUse"'
    ' patternTransform="rotate(45)">'
    '<line class="hachure" x1="1" y1="0" x2="1" y2="6"/></pattern></defs>'
)


def _rangee(barre: Barre, haut: int) -> str:
    """The name, an empty bar and what fills it, the threshold and the points."""

    def jusqu_a(points: Fraction | int) -> float:
        """The width of so many points, all of them being the whole bar."""
        part = Fraction(points) / barre.total
        return float(part) * _BARRE

    obtenus = jusqu_a(barre.obtenus)
    possibles = jusqu_a(barre.possibles)
    points = fraction(barre.obtenus, barre.total)
    ligne = haut + 22  # where letters stand
    seuil = ""
    if barre.requis is not None:
        # A line that sticks out of the bar, above and below.
        place = f"{_NOM + jusqu_a(barre.requis):.1f}"
        bords = f'y1="{haut + 4}" y2="{haut + 30}"'
        seuil = f'<line class="seuil" x1="{place}" x2="{place}" {bords}/>'
    # What comes later covers what came before.
    return (
        f'<text x="0" y="{ligne}">{escape(_court(barre.nom))}</text>'
        f"{_rectangle('vide', haut, 0, _BARRE)}"
        f"{_rectangle('reste', haut, obtenus, possibles)}"
        f"{_rectangle('obtenu', haut, 0, obtenus)}"
        f"{seuil}"
        f'<text x="{_NOM + _BARRE + 8}" y="{ligne}">{points}</text>'
    )


def _rectangle(classe: str, haut: int, debut: float, fin: float) -> str:
    """From one place of the bar to another; nothing between two that are the same."""
    if debut == fin:
        return ""
    x = f"{_NOM + debut:.1f}"
    y = haut + 8
    large = f"{fin - debut:.1f}"
    return f'<rect class="{classe}" x="{x}" y="{y}" width="{large}" height="18"/>'


def _cle(haut: int) -> str:
    """What the colours and the line mean."""
    couleurs = (
        ("obtenu", _NOM, "acquis"),
        ("reste", _NOM + 75, "pas encore évalué"),
        ("vide", _NOM + 205, "non acquis"),
    )
    seuil = _NOM + 300
    parts: list[str] = []
    for classe, place, mot in couleurs:
        parts += [
            f'<rect class="{classe}" x="{place}" y="{haut}" width="12" height="12"/>',
            f'<text class="petit" x="{place + 16}" y="{haut + 10}">{mot}</text>',
        ]
    parts += [
        f'<line class="seuil" x1="{seuil}" x2="{seuil}" y1="{haut - 2}" y2="{haut + 14}"/>',
        f'<text class="petit" x="{seuil + 6}" y="{haut + 10}">seuil</text>',
    ]
    return "".join(parts)


_LEGENDE = "█ acquis   ▒ non évalué   · non acquis   │ seuil"


def lettres(barres: Sequence[Barre]) -> list[str]:
    """Draw the bars in letters, a line each, by the signs of a score, and say what these mean."""
    noms = [_court(barre.nom) for barre in barres]
    large = max(map(len, noms), default=0)
    lignes: list[str] = []
    for nom, barre in zip(noms, barres, strict=True):
        signes = _barre(barre)
        points = fraction(barre.obtenus, barre.total)
        lignes.append(f"{nom:<{large}}  {signes}  {points}")
    if lignes:
        lignes.append(_LEGENDE)
    return lignes


def _barre(barre: Barre) -> str:
    """The signs of a bar, with the threshold between two of them."""

    def jusqu_a(points: Fraction | int) -> int:
        """How many signs for so many points: cut, for one more would show too much."""
        part = Fraction(points) / barre.total
        return int(part * _SIGNES)

    obtenus = jusqu_a(barre.obtenus)
    possibles = jusqu_a(barre.possibles)
    signes = "█" * obtenus
    signes += "▒" * (possibles - obtenus)
    signes += "·" * (_SIGNES - possibles)
    if barre.requis is None:
        return signes
    place = jusqu_a(barre.requis)
    avant = signes[:place]
    apres = signes[place:]
    return f"{avant}│{apres}"


def _court(nom: str) -> str:
    if len(nom) <= _NOM_MAX:
        return nom
    return f"{nom[: _NOM_MAX - 1]}…"
