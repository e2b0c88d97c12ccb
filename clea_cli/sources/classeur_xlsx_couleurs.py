"""The colours of the empty cells of an xlsx, looked at only where answers are missing."""

import re
from io import BytesIO
from zipfile import ZipFile

from clea_cli.sources.classeur_xlsx_parties import nom_local, parties
from clea_cli.sources.feuille_lue import colonne
from clea_cli.sources.xml_borne import parcourir

_STYLES = "xl/styles.xml"
_VIDE = re.compile(rb"<c (r=[^<>]*)(?:/>|></c>)")
_PLACE = re.compile(rb'r="([A-Z]{1,3})([0-9]{1,7})".* s="([0-9]{1,9})"')
_PALE = re.compile(
    "(?:[0-9A-F]{2})?(?:F[0-9A-F]){3}", re.IGNORECASE
)  # of a form: nobody coloured it to answer
_SANS_COULEUR = ("none", "gray125")  # the two patterns that each workbook has


def colorees(contenu: bytes, nom: str) -> frozenset[tuple[int, int]]:
    """The cells (row, column, from 1) of a sheet that have a background and no text."""
    with ZipFile(BytesIO(contenu)) as archive:
        colorent = _styles(archive.read(_STYLES)) if _STYLES in archive.namelist() else frozenset()
        ecrites = [
            ecrite for ecrite in parties(archive).feuilles if ecrite.nom == nom and ecrite.partie
        ]
        if not colorent or not ecrites:
            return frozenset()
        vides = _VIDE.findall(archive.read(ecrites[0].partie))
    trouvees: set[tuple[int, int]] = set()
    for attributs in vides:
        place = _PLACE.match(attributs)
        if place and int(place[3]) in colorent:
            trouvees.add((int(place[2]), colonne(place[1])))
    return frozenset(trouvees)


def _styles(xml: bytes) -> frozenset[int]:
    """The numbers of the styles that give a background."""
    pile: list[str] = []
    fonds: list[str] = []
    styles: list[int] = []

    def ouvrir(balise: str, attributs: dict[str, str]) -> None:
        nom = nom_local(balise)
        if nom == "patternFill" and pile[-2:] == ["fills", "fill"]:
            fonds.append(attributs.get("patternType", "none"))
        elif (
            nom == "fgColor"
            and pile[-1:] == ["patternFill"]
            and _PALE.fullmatch(attributs.get("rgb", ""))
        ):
            fonds[-1] = "none"
        elif nom == "xf" and pile[-1:] == ["cellXfs"]:
            styles.append(int(attributs.get("fillId", "0")))
        pile.append(nom)

    def fermer(_balise: str) -> None:
        pile.pop()

    parcourir(xml, ouvrir, fermer)
    colores = {rang for rang, motif in enumerate(fonds) if motif not in _SANS_COULEUR}
    return frozenset(rang for rang, fond in enumerate(styles) if fond in colores)
