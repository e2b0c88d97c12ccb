"""Workbooks written by hand, XML by XML, as no program would: oddly, or damaged."""

from io import BytesIO
from zipfile import ZipFile

import xlwt

PRINCIPAL = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
M = f'xmlns="{PRINCIPAL}"'
_PAQUET = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_ML = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_ODF = "urn:oasis:names:tc:opendocument:xmlns"
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
TEXTES = "<si><t>zéro</t></si><si><t>un</t></si>"


def archive(parties: dict[str, str | bytes]) -> bytes:
    """A zip of those parts."""
    sortie = BytesIO()
    with ZipFile(sortie, "w", 8) as ecrite:
        for nom, contenu in parties.items():
            ecrite.writestr(nom, contenu)
    return sortie.getvalue()


def styles(*codes: str) -> str:
    """The part that gives the styles 1, 2… these formats."""
    numeros = range(164, 164 + len(codes))
    formats = "".join(
        f'<numFmt numFmtId="{numero}" formatCode="{code.replace(chr(34), "&quot;")}"/>'
        for numero, code in zip(numeros, codes, strict=True)
    )
    usages = "".join(f'<xf numFmtId="{numero}"/>' for numero in (0, *numeros))
    return f"<styleSheet {M}><numFmts>{formats}</numFmts><cellXfs>{usages}</cellXfs></styleSheet>"


def feuille(lignes: str, avant: str = "", apres: str = "") -> str:
    """The part of a sheet whose rows are those."""
    return f"{DECLARATION}<worksheet {M}>{avant}<sheetData>{lignes}</sheetData>{apres}</worksheet>"


def parties_xlsx(
    feuilles: dict[str, str | bytes],
    *,
    textes: str = TEXTES,
    formats: str = "",
    classeur: str = "",
    etats: dict[str, str] | None = None,
) -> dict[str, str | bytes]:
    """The parts of an xlsx: its sheets (whole parts) by name; `etats` says which are hidden, and how."""
    rangs = range(1, len(feuilles) + 1)
    onglets = "".join(
        f'<sheet name="{nom}" sheetId="{rang}" state="{(etats or {}).get(nom, "visible")}" r:id="rId{rang}"/>'
        for rang, nom in zip(rangs, feuilles, strict=True)
    )
    liens = [("worksheet", f"worksheets/sheet{rang}.xml") for rang in rangs]
    liens += [("sharedStrings", "sharedStrings.xml"), ("styles", "styles.xml")]
    dits = "".join(
        f'<Relationship Id="rId{rang}" Type="{_OFFICE}/{genre}" Target="{cible}"/>'
        for rang, (genre, cible) in enumerate(liens, start=1)
    )
    genres = {"workbook": "sheet.main", "sharedStrings": "sharedStrings", "styles": "styles"}
    types = "".join(
        f'<Override PartName="/xl/{nom}.xml" ContentType="{_ML}.{genre}+xml"/>'
        for nom, genre in genres.items()
    )
    types += "".join(
        f'<Override PartName="/xl/worksheets/sheet{rang}.xml" ContentType="{_ML}.worksheet+xml"/>'
        for rang in rangs
    )
    return {
        "[Content_Types].xml": f'<Types xmlns="{_PAQUET}/content-types"><Default Extension="rels" '
        f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>{types}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PAQUET}/relationships"><Relationship Id="r1" '
        f'Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook {M} xmlns:r="{_OFFICE}"><sheets>{onglets}</sheets>{classeur}</workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PAQUET}/relationships">{dits}</Relationships>',
        "xl/sharedStrings.xml": textes
        if textes.startswith("<?xml")
        else f"<sst {M}>{textes}</sst>",
        "xl/styles.xml": formats or styles(),
        **{
            f"xl/worksheets/sheet{rang}.xml": xml
            for rang, xml in zip(rangs, feuilles.values(), strict=True)
        },
    }


def xlsx(lignes: str, avant: str = "", apres: str = "", **reste: str) -> bytes:
    """An xlsx of one sheet, « G », whose rows are those."""
    return archive(parties_xlsx({"G": feuille(lignes, avant, apres)}, **reste))


def ligne(cellules: str) -> bytes:
    """An xlsx of one row of such cells."""
    return xlsx(f'<row r="1">{cellules}</row>')


def ods(tables: str, styles_: str = "") -> bytes:
    """An ods of those tables."""
    espaces = " ".join(
        f'xmlns:{nom}="{_ODF}:{nom}:1.0"' for nom in ("office", "table", "text", "style", "drawing")
    )
    autres = (
        'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" '
        f'xmlns:fo="{_ODF}:xsl-fo-compatible:1.0"'
    )
    genre = "application/vnd.oasis.opendocument.spreadsheet"
    return archive(
        {
            "mimetype": genre,
            "META-INF/manifest.xml": f'<manifest:manifest xmlns:manifest="{_ODF}:manifest:1.0">'
            f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{genre}"/>'
            '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
            "</manifest:manifest>",
            "content.xml": f"{DECLARATION}<office:document-content {espaces} {autres}>"
            f"<office:automatic-styles>{styles_}</office:automatic-styles><office:body><office:spreadsheet>{tables}"
            "</office:spreadsheet></office:body></office:document-content>",
        }
    )


def table(lignes: str, nom: str = "G", attributs: str = "") -> str:
    """A table of those rows."""
    return f'<table:table table:name="{nom}" {attributs}>{lignes}</table:table>'


def cellules_ods(cellules: str) -> bytes:
    """An ods of one row of such cells."""
    return ods(table(f"<table:table-row>{cellules}</table:table-row>"))


def dit(texte: str) -> str:
    """A cell of an ods that says a text."""
    if not texte:
        return "<table:table-cell/>"
    return (
        f'<table:table-cell office:value-type="string"><text:p>{texte}</text:p></table:table-cell>'
    )


def ecrire_xls(lignes, regler=None):
    """An xls of one sheet, « Grille »; `regler` is handed the workbook and its sheet before it is written."""
    classeur = xlwt.Workbook()
    feuille = classeur.add_sheet("Grille")
    for rang, ligne in enumerate(lignes):
        for colonne, valeur in enumerate(ligne):
            feuille.write(rang, colonne, valeur)
    if regler:
        regler(classeur, feuille)
    sortie = BytesIO()
    classeur.save(sortie)
    return sortie.getvalue()
