"""A document as Word's docx: real styles, header rows, texts beside the images.

The same document gives the same bytes. An organisme's own reference document gives the styles, the
headers and the margins.
"""

import json
from collections.abc import Iterable, Sequence
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

from clea_cli.documents.rendus.blocs import illustree, poids
from clea_cli.documents.vues import (
    BlocDeTexte,
    Cadre,
    Document,
    Encadre,
    Figure,
    Filet,
    LigneDeTexte,
    Liste,
    Paragraphe,
    Tableau,
    Titre,
)
from clea_cli.sorties import archive, pictogrammes
from clea_cli.sorties.barres import svg
from clea_cli.sorties.mots import date_longue

_LARGEUR = Mm(165)  # of the text of a page
_ENCRE = RGBColor(0x1D, 0x24, 0x30)
_PICTOGRAMME = Mm(11)
_MARGE, _MARGE_FACILE = Mm(22), Mm(30)
_ENCADRE = "Encadré"
_DESCRIPTION = "{http://purl.org/dc/elements/1.1/}description"


def rendre(document: Document, reference: bytes = b"", logo: bytes = b"") -> bytes:
    """Write the document on the reference document (ours, if it is empty)."""
    ecrit = docx.Document(BytesIO(reference) if reference else None)
    _Ecrivain(document, ecrit, propre=not reference).ecrire(logo)
    sortie = BytesIO()
    ecrit.save(sortie)
    return archive.refaire(sortie.getvalue())


class _Ecrivain:
    def __init__(self, document: Document, ecrit: Any, *, propre: bool) -> None:
        self._document = document
        self._docx = ecrit
        self._propre = propre
        # What the reference document shows as a specimen goes; its pages stay as they are set.
        corps = ecrit.element.body
        for ancien in list(corps.iterchildren()):
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
            self._image(paragraphe, logo, "Logo de l'organisme", Mm(35), Mm(25))
        self._blocs(self._document.blocs)

    def _regler(self) -> None:
        """Our own look: plain letters, an A4 page, and a box for what must not be missed."""
        styles = self._docx.styles
        # Plain letters, in French.
        normal = styles["Normal"]
        normal.font.name = "Calibri"
        normal.font.size = Pt(self._document.taille)
        normal.element.get_or_add_rPr().append(_xml("w:lang", val="fr-FR"))
        # Headings, as large as the text asks for.
        for niveau, taille in ((1, 1.7), (2, 1.25), (3, 1.05)):
            police = styles[f"Heading {niveau}"].font
            police.size = Pt(self._document.taille * taille)
            police.color.rgb = _ENCRE
        if self._document.facile:
            self._aerer(normal)
        # The box: a thick line on its left, on a ground of its own.
        encadre = styles.add_style(_ENCADRE, WD_STYLE_TYPE.PARAGRAPH)
        encadre.base_style = normal
        trait = _xml("w:left", val="single", sz="24", space="8", color="B7791F")
        proprietes = encadre.element.get_or_add_pPr()
        proprietes.append(_xml("w:pBdr", trait))
        proprietes.append(_xml("w:shd", val="clear", color="auto", fill="FDF3DC"))
        # The page.
        for section in self._docx.sections:
            section.page_width = Mm(210)
            section.page_height = Mm(297)
            marge = _MARGE_FACILE if self._document.facile else _MARGE
            section.left_margin = section.right_margin = marge
            section.top_margin = section.bottom_margin = marge

    def _aerer(self, normal: Any) -> None:
        """For people who read with difficulty: lines a half apart, « Page 1 sur 1 »."""
        ligne = Pt(self._document.taille * 1.5)
        normal.paragraph_format.line_spacing = ligne
        normal.paragraph_format.space_after = Pt(0)
        for niveau in (1, 2):
            titre = self._docx.styles[f"Heading {niveau}"].paragraph_format
            titre.space_before, titre.space_after = Pt(10), Pt(0)
            titre.line_spacing = Pt(round(self._document.taille * 1.8))
        pied = self._docx.sections[0].footer.paragraphs[0]
        for avant, champ in (("Page ", "PAGE"), (" sur ", "NUMPAGES")):
            pied.add_run(avant)
            pied._p.append(_xml("w:fldSimple", _texte_de_champ(), instr=champ))  # noqa: SLF001
        pied.add_run(f"\t\tPage écrite le {date_longue(self._document.date)}")

    def _style(self, *noms: str) -> str | None:
        """The id of the first of these styles that the document has; None: its plain one."""
        return next((self._styles[nom] for nom in noms if nom in self._styles), None)

    def _paragraphe(self, ligne: LigneDeTexte, style: str | None) -> None:
        """Add a paragraph in the style of that id: python-docx would look for it among all, each time."""
        paragraphe = self._docx.add_paragraph()
        if style:
            paragraphe._p.style = style  # noqa: SLF001
        _remplir(paragraphe, ligne)

    def _proprietes(self) -> None:
        proprietes = self._docx.core_properties
        if not self._propre:
            # Those of whoever wrote the reference document are not the candidate's.
            for ancienne in list(proprietes._element):  # noqa: SLF001 — python-docx has no name for it
                ancienne.getparent().remove(ancienne)
        proprietes.title = self._document.titre[:255]
        proprietes.author = proprietes.last_modified_by = "clea"
        proprietes.language = "fr-FR"
        proprietes.revision = 1
        proprietes.keywords = ""
        proprietes.created = proprietes.modified = datetime.fromisoformat(self._document.date)
        _description(proprietes, json.dumps(self._document.provenance, sort_keys=True))

    def _blocs(self, blocs: Iterable[BlocDeTexte], style: str | None = None) -> None:
        for bloc in blocs:
            self._bloc(bloc, style)

    def _bloc(self, bloc: BlocDeTexte, style: str | None) -> None:
        match bloc:
            case Titre(niveau, ligne):
                self._paragraphe(ligne, self._style(f"Heading {min(niveau, 9)}"))
            case Paragraphe(ligne):
                self._paragraphe(ligne, style)
            case Liste(ordonnee, elements):
                puce = self._style("List Number" if ordonnee else "List Bullet")
                puce = None if illustree(bloc) else puce
                for element in elements:
                    self._blocs(element, puce)
            case Encadre(dessous):
                self._blocs(dessous, self._style(_ENCADRE, "Intense Quote", "Quote"))
            case Tableau():
                self._tableau(bloc)
            case Figure(nom, legende):
                image = _png(svg(self._document.figures[nom], legende))
                self._image(self._docx.add_paragraph(), image, legende, _LARGEUR)
            case Cadre(legendes, hauteur):
                self._cadre(legendes, hauteur)
            case Filet():
                self._docx.add_paragraph().paragraph_format.space_after = Pt(6)

    def _cadre(self, legendes: Sequence[str], hauteur: int) -> None:
        table = self._docx.add_table(rows=1, cols=len(legendes))
        if style := self._style("Table Grid"):
            table._tbl.tblPr.style = style  # noqa: SLF001
        table.rows[0].height = Mm(hauteur)
        for cellule, legende in zip(table.rows[0].cells, legendes, strict=True):
            cellule.paragraphs[0].add_run(legende)
        # Two tables that touch would be one.
        self._docx.add_paragraph()

    def _tableau(self, tableau: Tableau) -> None:
        table = self._docx.add_table(rows=0, cols=len(tableau.titres))
        if style := self._style("Table Grid"):
            table._tbl.tblPr.style = style  # noqa: SLF001
        table.autofit = False
        largeurs = _largeurs(tableau)
        for colonne, largeur in zip(table.columns, largeurs, strict=True):
            colonne.width = largeur
        # The headings: bold, on a ground of their own, at the top of each page.
        titres = [
            tuple(morceau._replace(gras=True) for morceau in titre) for titre in tableau.titres
        ]
        rangee = table.add_row()
        _remplir_rangee(rangee, titres, tableau.a_droite, largeurs)
        for cellule in rangee.cells:
            fond = _xml("w:shd", val="clear", color="auto", fill="ECEBE6")
            cellule._tc.get_or_add_tcPr().append(fond)  # noqa: SLF001
        rangee._tr.get_or_add_trPr().append(_xml("w:tblHeader", val="true"))  # noqa: SLF001
        for lignes in tableau.lignes:
            _remplir_rangee(table.add_row(), lignes, tableau.a_droite, largeurs)
        # Two tables that touch would be one.
        self._docx.add_paragraph()

    def _image(
        self, paragraphe: Any, image: bytes, legende: str, largeur: Any, hauteur_max: Any = None
    ) -> None:
        dessin = paragraphe.add_run().add_picture(BytesIO(image), width=largeur)
        if hauteur_max and dessin.height > hauteur_max:
            dessin.width = int(dessin.width * hauteur_max / dessin.height)
            dessin.height = hauteur_max
        for dessin in paragraphe._p.iter(qn("wp:docPr")):  # noqa: SLF001 — python-docx has no name for it
            dessin.set("descr", legende)


def _remplir_rangee(
    rangee: Any,
    lignes: Sequence[LigneDeTexte],
    a_droite: Sequence[bool],
    largeurs: Sequence[int],
) -> None:
    for cellule, ligne, droite, largeur in zip(
        rangee.cells, lignes, a_droite, largeurs, strict=True
    ):
        cellule.width = largeur
        paragraphe = cellule.paragraphs[0]
        _remplir(paragraphe, ligne)
        if droite:
            paragraphe.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _remplir(paragraphe: Any, ligne: LigneDeTexte) -> None:
    for morceau in ligne:
        if morceau.pictogramme:
            _dessiner(paragraphe, morceau.pictogramme)
            continue
        course = paragraphe.add_run(morceau.texte)
        # None leaves to the paragraph's style what is not asked for.
        course.bold = morceau.gras or None
        course.italic = morceau.italique or None


def _dessiner(paragraphe: Any, pictogramme: str) -> None:
    """A pictogram in its line, whose middle is that of the words; it says nothing that they do not."""
    paragraphe.add_run().add_picture(
        BytesIO(_png(pictogrammes.svg(pictogramme))), height=_PICTOGRAMME
    )
    paragraphe.add_run("  ")
    paragraphe.paragraph_format.line_spacing = 1
    paragraphe._p.get_or_add_pPr().append(_xml("w:textAlignment", val="center"))  # noqa: SLF001


def _largeurs(tableau: Tableau) -> list[int]:
    parts = poids(tableau)
    total = sum(parts)
    return [int(_LARGEUR * part / total) for part in parts]


def _xml(nom: str, *dedans: Any, **attributs: str) -> Any:
    """An element of Word's own, for what python-docx has no name."""
    element = OxmlElement(nom)
    for attribut, valeur in attributs.items():
        element.set(qn(f"w:{attribut}"), valeur)
    element.extend(dedans)
    return element


def _texte_de_champ() -> Any:
    """What a field shows until Word counts the pages."""
    course = OxmlElement("w:r")
    mot = OxmlElement("w:t")
    mot.text = "1"
    course.append(mot)
    return course


def _description(proprietes: Any, provenance: str) -> None:
    """The provenance, as the document's description: longer than python-docx allows itself."""
    proprietes.comments = ""  # makes the element
    elements = proprietes._element.iter(_DESCRIPTION)  # noqa: SLF001 — python-docx has no name for it
    next(elements).text = provenance


@cache
def _png(dessin: str) -> bytes:
    """A drawing as an image that Word shows: typst draws it."""
    import typst

    from clea_cli.sorties.polices import polices

    source = json.dumps(dessin, ensure_ascii=False)  # typst reads such a text alike
    page = (
        f'#set page(width: auto, height: auto, margin: 0pt)\n#image(bytes({source}), format: "svg")'
    )
    image = typst.compile(
        page.encode(),
        format="png",
        ppi=200,
        ignore_system_fonts=True,
        font_paths=polices(),
    )
    return image if isinstance(image, bytes) else b""
