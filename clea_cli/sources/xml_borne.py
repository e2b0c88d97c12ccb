"""A part of a workbook as XML events, read by expat: nothing is guessed, no entity unfolds."""

from collections.abc import Callable
from xml.parsers import expat

# What expat itself decodes; of another encoding, nobody says that it is read as it was written.
_ENCODAGES = {"UTF-8", "UTF-16", "ISO-8859-1", "US-ASCII"}

Ouvrir = Callable[[str, dict[str, str]], None]
Fermer = Callable[[str], None]
Ecrire = Callable[[str], None]


def parcourir(
    xml: bytes, ouvrir: Ouvrir, fermer: Fermer | None = None, ecrire: Ecrire | None = None
) -> None:
    """Call `ouvrir` and `fermer` with each element, « namespace name », and `ecrire` with texts.

    Raises ValueError (an encoding that is not known, a document type), expat.ExpatError.
    """
    lecteur = expat.ParserCreate(namespace_separator=" ")
    lecteur.buffer_text = True
    lecteur.StartElementHandler = ouvrir
    if fermer:
        lecteur.EndElementHandler = fermer
    if ecrire:
        lecteur.CharacterDataHandler = ecrire
    lecteur.XmlDeclHandler = _refuser_un_autre_encodage
    lecteur.StartDoctypeDeclHandler = _refuser_un_type
    try:
        lecteur.Parse(xml, True)  # noqa: FBT003 — expat gives its arguments no names
    except LookupError as inconnu:  # an encoding that Python does not know either
        raise ValueError(xml[:100]) from inconnu


def _refuser_un_autre_encodage(_version: str, encodage: str | None, _seul: int) -> None:
    if encodage and encodage.upper() not in _ENCODAGES:
        raise ValueError(encodage)


def _refuser_un_type(nom: str, *_autres: object) -> None:
    """No spreadsheet writes one; it could only define entities."""
    raise ValueError(nom)
