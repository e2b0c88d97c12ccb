"""A document as Word's docx: real styles, header rows, texts beside the images; the same bytes for the same document.

An organisme's own reference document gives the styles, the headers and the margins.
"""

import json
from collections.abc import Iterable
from datetime import datetime
from functools import cache
from io import BytesIO
from typing import Any

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from clea_cli.documents.rendus.blocs import poids
from clea_cli.documents.vues import Bloc, Document, Encadre, Figure, Filet, Ligne, Liste, Paragraphe, Tableau, Titre
from clea_cli.sorties import archive
from clea_cli.sorties.barres import svg

_LARGEUR = Mm(165)  # of the text of a page
_ENCRE = RGBColor(0x1D, 0x24, 0x30)
_ENCADRE = "Encadré"


def rendre(document: Document, reference: bytes = b"", logo: bytes = b"") -> bytes:
    """Write the document on the reference document (ours, if it is empty)."""
    ecrit = docx.Document(BytesIO(reference) if reference else None)
    _Ecrivain(document, ecrit, propre=not reference).ecrire(logo)
    sortie = BytesIO()
    ecrit.save(sortie)
    return archive.refaire(sortie.getvalue())


class _Ecrivain:
    def __init__(self, document: Document, ecrit: Any, *, propre: bool) -> None:
        self._document, self._docx = document, ecrit
        corps = ecrit.element.body
        for ancien in list(corps.iterchildren()):  # what the reference document shows as a specimen
            if ancien.tag != qn("w:sectPr"):
                corps.remove(ancien)
        if propre:
            self._regler()
        self._styles = {style.name: style.style_id for style in ecrit.styles}
        self._proprietes()

    def ecrire(self, logo: bytes) -> None:
        if logo:
            paragraphe = self._docx.add_paragraph()
            paragraphe.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            self._image(paragraphe, logo, "Logo", Mm(35))
        self._blocs(self._document.blocs)

    def _regler(self) -> None:
        """Our own look: plain letters, an A4 page, and a box for what must not be missed."""
        styles = self._docx.styles
        styles["Normal"].font.name, styles["Normal"].font.size = "Calibri", Pt(self._document.taille)
        langue = OxmlElement("w:lang")
        langue.set(qn("w:val"), "fr-FR")
        styles["Normal"].element.get_or_add_rPr().append(langue)
        for niveau, taille in ((1, 1.7), (2, 1.25), (3, 1.05)):
            titre = styles[f"Heading {niveau}"]
            titre.font.size, titre.font.color.rgb = Pt(self._document.taille * taille), _ENCRE
        encadre = styles.add_style(_ENCADRE, WD_STYLE_TYPE.PARAGRAPH)
        encadre.base_style = styles["Normal"]
        proprietes = encadre.element.get_or_add_pPr()
        proprietes.append(_xml("w:pBdr", _xml("w:left", val="single", sz="24", space="8", color="B7791F")))
        proprietes.append(_xml("w:shd", val="clear", color="auto", fill="FDF3DC"))
        for section in self._docx.sections:
            section.page_width, section.page_height = Mm(210), Mm(297)
            section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(22)

    def _style(self, *noms: str) -> str | None:
        """The id of the first of these styles that the document has; None: its plain one."""
        return next((self._styles[nom] for nom in noms if nom in self._styles), None)

    def _paragraphe(self, ligne: Ligne, style: str | None) -> None:
        """Add a paragraph in the style of that id: python-docx would look for it among all, each time."""
        paragraphe = self._docx.add_paragraph()
        if style:
            paragraphe._p.style = style  # noqa: SLF001
        _remplir(paragraphe, ligne)

    def _proprietes(self) -> None:
        proprietes = self._docx.core_properties
        proprietes.title, proprietes.author, proprietes.language = self._document.titre[:255], "clea", "fr-FR"
        proprietes.last_modified_by, proprietes.revision, proprietes.keywords = "clea", 1, ""
        proprietes.created = proprietes.modified = datetime.fromisoformat(self._document.date)
        _description(proprietes, json.dumps(self._document.provenance, sort_keys=True))

    def _blocs(self, blocs: Iterable[Bloc], style: str | None = None) -> None:
        for bloc in blocs:
            self._bloc(bloc, style)

    def _bloc(self, bloc: Bloc, style: str | None) -> None:
        match bloc:
            case Titre(niveau, ligne):
                self._paragraphe(ligne, self._style(f"Heading {min(niveau, 9)}"))
            case Paragraphe(ligne):
                self._paragraphe(ligne, style)
            case Liste(ordonnee, elements):
                for element in elements:
                    self._blocs(element, self._style("List Number" if ordonnee else "List Bullet"))
            case Encadre(dessous):
                self._blocs(dessous, self._style(_ENCADRE, "Intense Quote", "Quote"))
            case Tableau():
                self._tableau(bloc)
            case Figure(nom, legende):
                image = _png(svg(self._document.figures[nom], legende))
                self._image(self._docx.add_paragraph(), image, legende, _LARGEUR)
            case Filet():
                self._docx.add_paragraph().paragraph_format.space_after = Pt(6)

    def _tableau(self, tableau: Tableau) -> None:
        table = self._docx.add_table(rows=0, cols=len(tableau.titres))
        if style := self._style("Table Grid"):
            table._tbl.tblPr.style = style  # noqa: SLF001
        table.autofit = False
        largeurs = _largeurs(tableau)
        for colonne, largeur in zip(table.columns, largeurs, strict=True):
            colonne.width = largeur
        for rang, rangee in enumerate((tableau.titres, *tableau.lignes)):
            cellules = table.add_row().cells
            for cellule, ligne, droite, largeur in zip(cellules, rangee, tableau.a_droite, largeurs, strict=True):
                cellule.width = largeur
                paragraphe = cellule.paragraphs[0]
                _remplir(paragraphe, ligne if rang else tuple(morceau._replace(gras=True) for morceau in ligne))
                if droite:
                    paragraphe.alignment = WD_ALIGN_PARAGRAPH.RIGHT
                if rang == 0:
                    cellule._tc.get_or_add_tcPr().append(_xml("w:shd", val="clear", color="auto", fill="ECEBE6"))  # noqa: SLF001
            if rang == 0:
                table.rows[0]._tr.get_or_add_trPr().append(_xml("w:tblHeader", val="true"))  # noqa: SLF001
        self._docx.add_paragraph()

    def _image(self, paragraphe: Any, image: bytes, legende: str, largeur: Any) -> None:
        paragraphe.add_run().add_picture(BytesIO(image), width=largeur)
        for dessin in paragraphe._p.iter(qn("wp:docPr")):  # noqa: SLF001 — python-docx has no name for it
            dessin.set("descr", legende)


def _remplir(paragraphe: Any, ligne: Ligne) -> None:
    for morceau in ligne:
        course = paragraphe.add_run(morceau.texte)
        course.bold, course.italic = morceau.gras or None, morceau.italique or None


def _largeurs(tableau: Tableau) -> list[int]:
    parts = poids(tableau)
    return [int(_LARGEUR * part / sum(parts)) for part in parts]


def _xml(nom: str, *dedans: Any, **attributs: str) -> Any:
    """An element of Word's own, for what python-docx has no name."""
    element = OxmlElement(nom)
    for attribut, valeur in attributs.items():
        element.set(qn(f"w:{attribut}"), valeur)
    element.extend(dedans)
    return element


def _description(proprietes: Any, provenance: str) -> None:
    """The provenance, as the document's description: longer than python-docx allows itself."""
    proprietes.comments = ""  # makes the element
    next(proprietes._element.iter("{http://purl.org/dc/elements/1.1/}description")).text = provenance  # noqa: SLF001


@cache
def _png(dessin: str) -> bytes:
    """A drawing as an image that Word shows: typst draws it."""
    import typst

    from clea_cli.documents.rendus.polices import polices

    source = json.dumps(dessin, ensure_ascii=False)  # typst reads such a text alike
    page = f'#set page(width: auto, height: auto, margin: 0pt)\n#image(bytes({source}), format: "svg")'
    image = typst.compile(
        page.encode(),
        format="png",
        ppi=200,
        ignore_system_fonts=True,
        font_paths=polices(),
    )
    return image if isinstance(image, bytes) else b""
