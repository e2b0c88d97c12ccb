"""Curves on logarithmic scales, as a small SVG."""

from collections.abc import Mapping, Sequence
from math import log10

HAUT, BAS, GAUCHE, PAS = 30, 330, 70, 170
REPERES = ("0,1", "1", "10", "100", "1000")

Courbe = tuple[str, str, Sequence[float]]  # the unit, the colour, a value for each abscissa


def tracer(titre: str, resume: str, abscisses: Sequence[int], courbes: Mapping[str, Courbe]) -> str:
    """Draw each curve with the value of each of its points; from 0.1 to 1,000."""
    x = [GAUCHE + rang * PAS for rang in range(len(abscisses))]
    lignes = [
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 690 380" role="img"'
        ' font-family="sans-serif" font-size="12">',
        f"<title>{titre}</title>",
        f"<desc>{resume}</desc>",
        '<rect width="690" height="380" fill="#fff"/>',
    ]
    for rang, repere in enumerate(REPERES):
        ici = _y(10 ** (rang - 1))
        lignes.append(
            f'<path d="M{GAUCHE} {ici}H640" stroke="#ddd"/>'
            f'<text x="20" y="{ici + 4}">{repere}</text>'
        )
    for ici, abscisse in zip(x, abscisses, strict=True):
        lignes.append(f'<text x="{ici - 20}" y="355">{_nombre(abscisse)}</text>')
    lignes.append('<text x="300" y="374">candidats</text>')
    for nom, (unite, couleur, valeurs) in courbes.items():
        points = list(zip(x, map(_y, valeurs), strict=True))
        trace = " ".join(f"{a},{b}" for a, b in points)
        lignes.append(
            f'<polyline points="{trace}" fill="none" stroke="{couleur}" stroke-width="2"/>'
        )
        for (a, b), valeur in zip(points, valeurs, strict=True):
            texte = f"{_chiffres(valeur)} {unite}"
            lignes.append(f'<circle cx="{a}" cy="{b}" r="3" fill="{couleur}"/>')
            lignes.append(f'<text x="{a + 6}" y="{b - 8}" fill="{couleur}">{texte}</text>')
        lignes.append(f'<text x="560" y="{points[-1][1] + 20}" fill="{couleur}">{nom}</text>')
    return "\n".join([*lignes, "</svg>", ""])


def _y(valeur: float) -> int:
    return round(BAS - (log10(max(valeur, 0.1)) + 1) * (BAS - HAUT) / (len(REPERES) - 1))


def _nombre(nombre: int) -> str:
    return f"{nombre:,}".replace(",", "\u202f")


def _chiffres(valeur: float) -> str:
    return (f"{valeur:.0f}" if valeur >= 10 else f"{valeur:.2g}").replace(".", ",")
