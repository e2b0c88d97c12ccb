"""The cells of an xlsx whose text is struck through: a person who strikes an answer takes it back."""

import re
from io import BytesIO
from zipfile import ZipFile

from clea_cli.sources.classeur_xlsx_parties import nom_local, parties
from clea_cli.sources.feuille_lue import colonne
from clea_cli.sources.xml_borne import parcourir

_STYLES, _TEXTES = "xl/styles.xml", "xl/sharedStrings.xml"
_BARRE = re.compile(rb"<strike(?:\s*/>|\s+val=\"(?:1|true)\")")
_TEXTE = re.compile(rb"<si(?:\s[^<>]*)?(?:/>|>(.*?)</si>)", re.DOTALL)
_CELLULE = re.compile(rb"<c (r=[^<>]*?)(?:/>|>(.*?)</c>)", re.DOTALL)
_PLACE = re.compile(rb'r="([A-Z]{1,3})([0-9]{1,7})"')
_STYLE = re.compile(rb' s="([0-9]{1,9})"')
_RANG = re.compile(rb"<v>([0-9]{1,9})</v>")


def barrees(contenu: bytes, nom: str) -> frozenset[tuple[int, int]]:
    """The cells (row, column, from 1) of a sheet whose text is struck through, in whole or in part."""
    with ZipFile(BytesIO(contenu)) as archive:
        presentes = set(archive.namelist())
        styles = archive.read(_STYLES) if _STYLES in presentes else b""
        textes = archive.read(_TEXTES) if _TEXTES in presentes else b""
        ecrites = [
            ecrite for ecrite in parties(archive).feuilles if ecrite.nom == nom and ecrite.partie
        ]
        if not ecrites:
            return frozenset()
        feuille = archive.read(ecrites[0].partie)
    # Hardly any workbook strikes anything: those are looked at no further.
    if not any(b"<strike" in partie for partie in (styles, textes, feuille)):
        return frozenset()
    par_style = _styles(styles) if styles else frozenset()
    par_texte = {rang for rang, texte in enumerate(_TEXTE.findall(textes)) if _BARRE.search(texte)}
    trouvees: set[tuple[int, int]] = set()
    for attributs, dedans in _CELLULE.findall(feuille):
        place, style = _PLACE.match(attributs), _STYLE.search(attributs)
        if not place or not dedans:
            continue
        texte = _RANG.search(dedans) if b't="s"' in attributs else None
        du_style = style is not None and int(style[1]) in par_style
        du_texte = texte is not None and int(texte[1]) in par_texte
        if du_style or du_texte or _BARRE.search(dedans):
            trouvees.add((int(place[2]), colonne(place[1])))
    return frozenset(trouvees)


def _styles(xml: bytes) -> frozenset[int]:
    """The numbers of the styles whose font strikes."""
    pile: list[str] = []
    polices: list[bool] = []
    styles: list[int] = []

    def ouvrir(balise: str, attributs: dict[str, str]) -> None:
        nom = nom_local(balise)
        if nom == "font" and pile[-1:] == ["fonts"]:
            polices.append(False)
        elif nom == "strike" and pile[-2:] == ["fonts", "font"]:
            polices[-1] = attributs.get("val", "1") in ("1", "true")
        elif nom == "xf" and pile[-1:] == ["cellXfs"]:
            styles.append(int(attributs.get("fontId", "0")))
        pile.append(nom)

    def fermer(_balise: str) -> None:
        pile.pop()

    parcourir(xml, ouvrir, fermer)
    barrent = {rang for rang, barre in enumerate(polices) if barre}
    return frozenset(rang for rang, police in enumerate(styles) if police in barrent)
