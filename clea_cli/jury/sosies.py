"""References that a person takes for one, and that are two: letters of two alphabets.

`reference_comparable` makes one of what nobody can tell apart on a keyboard of one alphabet.
A « C » that is Cyrillic stays another letter, and no check of impartiality would see it.
"""

from clea_cli.sources.mots import reference_comparable

_CYRILLIQUE = "абвеикмнорстухѕіјԁԛѡһԍ"
_CYRILLIQUE_LATIN = "abbeukmhopctyxsijdqwhg"
_GREC = "αβγεικμνορτυχ"
_GREC_LATIN = "abyeikuvoptux"
_LETTRES = str.maketrans(_CYRILLIQUE + _GREC, _CYRILLIQUE_LATIN + _GREC_LATIN)


def allure(reference: str) -> str:
    """A reference as it looks, whatever the alphabet of its letters."""
    return reference_comparable(reference).translate(_LETTRES)
