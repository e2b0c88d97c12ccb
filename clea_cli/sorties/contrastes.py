"""How well a colour is read on white (WCAG 2.2, contrast ratio)."""

MINIMUM, FACILE = 4.5, 7.0  # of any text; for people who read with difficulty
_SEUIL_LINEAIRE = 0.04045
_PARTS = (0.2126, 0.7152, 0.0722)  # of red, green and blue in what the eye sees
_REFLET = 0.05


def sur_blanc(couleur: str) -> float:
    """The contrast of a colour (« #1f4e79 ») with white: from 1, the same, to 21, black."""
    clarte = 0.0
    # Each primary is two digits of sixteen, after the « # ».
    for part, debut in zip(_PARTS, (1, 3, 5), strict=True):
        chiffres = couleur[debut : debut + 2]
        teinte = int(chiffres, 16) / 255
        clarte += part * _lineaire(teinte)
    return (1 + _REFLET) / (clarte + _REFLET)


def _lineaire(teinte: float) -> float:
    """The light that a screen gives for a shade, from 0 to 1 (sRGB)."""
    if teinte <= _SEUIL_LINEAIRE:
        return teinte / 12.92
    return float(((teinte + 0.055) / 1.055) ** 2.4)


def gardee(couleur: str, *, facile: bool) -> str:
    """A colour where it is read well enough; else nothing, and ours serves."""
    minimum = FACILE if facile else MINIMUM
    if couleur and sur_blanc(couleur) >= minimum:
        return couleur
    return ""
