"""An Excel workbook told line by line, by other means than those that wrote it: what cells say and how they look."""

import re
from collections.abc import Iterator
from io import BytesIO
from itertools import groupby
from xml.etree import ElementTree as Xml
from zipfile import ZipFile

_TUS = {
    "sheetPr",
    "dimension",
    "sheetFormatPr",
    "pageMargins",
    "selection",
}  # what says nothing of its own
_MOTS = {"1": "plié", "top": "haut", "right": "à droite", "left": "à gauche"}
_TAILLE = "11"  # of letters, where nothing says another


def decrire(contenu: bytes) -> list[str]:
    """Its properties, then sheet by sheet its widths, its cells with their looks, and what is set around them.

    Cells side by side that look the same stand on one line, parted by bars.
    """
    with ZipFile(BytesIO(contenu)) as archive:
        parties = {
            nom: _xml(archive.read(nom)) for nom in archive.namelist() if nom.endswith(".xml")
        }
    textes = [
        element.findtext("t", "") or "·" for element in parties.get("xl/sharedStrings.xml", ())
    ]
    allures, couleurs = _allures(parties["xl/styles.xml"]), _couleurs(parties["xl/styles.xml"])
    lignes = [" | ".join(element.text or "" for element in parties["docProps/core.xml"])]
    classeur = parties["xl/workbook.xml"]
    for rang, feuille in enumerate(classeur.findall("sheets/sheet"), start=1):
        lignes.append(f"# {feuille.get('name')}")
        lignes += _feuille(parties[f"xl/worksheets/sheet{rang}.xml"], textes, allures, couleurs)
    lignes += [
        f"{nom.get('name')} {nom.text}" for nom in classeur.findall("definedNames/definedName")
    ]
    return lignes


def _xml(contenu: bytes) -> Xml.Element:
    sans_prefixes = re.sub(r"(</?)\w+:", r"\1", contenu.decode())
    sans_espaces_de_noms = re.sub(r' xmlns="[^"]*"', "", sans_prefixes)
    return Xml.fromstring(sans_espaces_de_noms)  # noqa: S314 — what our own program has written


def _feuille(
    racine: Xml.Element, textes: list[str], allures: list[str], couleurs: list[str]
) -> Iterator[str]:
    conditions: list[list[str]] = []
    for element in racine:
        if element.tag == "cols":
            yield "largeurs " + " ".join(
                f"{c.get('min')}-{c.get('max')}:{float(c.get('width')):.0f}" for c in element
            )
        elif element.tag == "sheetData":
            for ligne in element:
                if ligne.get("ht"):
                    yield f"hauteur {ligne.get('r')}: {float(ligne.get('ht')):.0f}"
                for allure, cases in groupby(ligne, lambda case: allures[int(case.get("s", 0))]):
                    groupe = list(cases)
                    zone = ":".join(dict.fromkeys((groupe[0].get("r"), groupe[-1].get("r"))))
                    yield f"{zone} [{allure}] {' | '.join(_case(case, textes) for case in groupe)}"
        elif element.tag == "conditionalFormatting":
            conditions.append(
                list(_reglages(element, couleurs))
            )  # in an order that changes with XlsxWriter
        elif element.tag not in _TUS:
            yield from _trier(conditions)
            conditions.clear()
            yield from _reglages(element, couleurs)
    yield from _trier(conditions)


def _trier(conditions: list[list[str]]) -> list[str]:
    def place(condition: list[str]) -> str:
        return re.sub(r"\d+", lambda nombre: nombre[0].zfill(7), condition[0])

    return [mot for condition in sorted(conditions, key=place) for mot in condition]


def _reglages(element: Xml.Element, couleurs: list[str]) -> Iterator[str]:
    for dedans in element.iter():
        if dedans.tag not in _TUS and (dedans.attrib or dedans.text):
            yield _reglage(dedans, couleurs)


def _case(case: Xml.Element, textes: list[str]) -> str:
    valeur, formule = case.findtext("v", ""), case.findtext("f")
    return (f"={formule} -> " if formule else "") + (
        textes[int(valeur)] if case.get("t") == "s" else valeur or "·"
    )


def _reglage(element: Xml.Element, couleurs: list[str]) -> str:
    attributs = {**element.attrib}
    if "dxfId" in attributs:
        attributs["dxfId"] = couleurs[int(attributs["dxfId"])]
    return " ".join(
        (element.tag, *(f"{cle}={valeur}" for cle, valeur in attributs.items()), element.text or "")
    ).strip()


def _allures(styles: Xml.Element) -> list[str]:
    """The looks of cells, in words, in the order of their numbers."""
    polices = [_encre(police) for police in styles.find("fonts")]
    fonds = [_encre(fond) for fond in styles.find("fills")]
    bords = [_trait(bord) for bord in styles.find("borders")]
    formats = {"1": "0"} | {
        format_.get("numFmtId"): format_.get("formatCode") for format_ in styles.iter("numFmt")
    }
    allures = []
    for allure in styles.find("cellXfs"):
        mots = [
            polices[int(allure.get("fontId"))],
            fonds[int(allure.get("fillId"))],
            bords[int(allure.get("borderId"))],
        ]
        mots.append(formats.get(allure.get("numFmtId"), ""))
        mots += [
            _MOTS[cote]
            for element in allure.findall("alignment")
            for cote in element.attrib.values()
        ]
        mots += [
            "libre" for element in allure.findall("protection") if element.get("locked") == "0"
        ]
        allures.append(" ".join(mot for mot in mots if mot))
    return allures


def _trait(bord: Xml.Element) -> str:
    return " ".join(
        dict.fromkeys(filter(None, (e.get("style") or e.get("rgb") for e in bord.iter())))
    )


def _couleurs(styles: Xml.Element) -> list[str]:
    return [_encre(couleur) for couleur in styles.find("dxfs")]


def _encre(element: Xml.Element) -> str:
    mots = [mot for tag, mot in (("b", "gras"), ("i", "penché")) if element.find(tag) is not None]
    mots += [
        f"{taille.get('val')} points"
        for taille in element.iter("sz")
        if taille.get("val") != _TAILLE
    ]
    encres = (
        c.get("rgb")
        for c in element.iter()
        if c.tag in ("color", "fgColor", "bgColor") and c.get("rgb")
    )
    return " ".join((*mots, *encres))
