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
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from clea_cli.documents import vues
from clea_cli.documents.rendus.blocs import illustree, poids
from clea_cli.documents.rendus.docx_nu import ENCADRE, regler, xml
from clea_cli.sorties import archive, pictogrammes
from clea_cli.sorties.barres import svg

_LIEN = RGBColor(0x1F, 0x4E, 0x79)
_PICTOGRAMME, _ABAISSE = Mm(11), "-20"
_IMAGE_HAUT = Mm(120)
_LOGO_LARGE, _LOGO_HAUT = 35, 14  # where no style says how wide it is
_LOGO_HAUT_FACILE = 10  # what the head of a page that must be one has room for
_PLACES = {
    "gauche": WD_ALIGN_PARAGRAPH.LEFT,
    "centre": WD_ALIGN_PARAGRAPH.CENTER,
    "droite": WD_ALIGN_PARAGRAPH.RIGHT,
}
_DESCRIPTION = "{http://purl.org/dc/elements/1.1/}description"


def rendre(
    document: vues.Document,
    reference: bytes = b"",
    habillage: vues.Habillage = vues.SANS_HABILLAGE,
) -> bytes:
    """Write the document on the reference document (ours, if it is empty)."""
    depart = BytesIO(reference) if reference else None
    ecrit = docx.Document(depart)
    _Ecrivain(document, ecrit, habillage, propre=not reference).ecrire()
    sortie = BytesIO()
    ecrit.save(sortie)
    # A zip says when it was written: the same document would not give the same bytes.
    return archive.refaire(sortie.getvalue())


class _Ecrivain:
    def __init__(
        self, document: vues.Document, ecrit: Any, habillage: vues.Habillage, *, propre: bool
    ) -> None:
        self._document = document
        self._habillage = habillage
        self._docx = ecrit
        self._propre = propre
        # What the reference document shows as a specimen goes; its pages stay as they are set.
        corps = ecrit.element.body
        for ancien in list(corps.iterchildren()):
            if ancien.tag != qn("w:sectPr"):
                corps.remove(ancien)
        if propre:
            regler(ecrit, document)
        self._largeur = _largeur_du_texte(ecrit.sections[-1])
        self._styles: dict[str, str] = {style.name: style.style_id for style in ecrit.styles}
        self._proprietes()

    def ecrire(self) -> None:
        if self._habillage.logo:
            self._logo()
        self._blocs(self._document.blocs)

    def _logo(self) -> None:
        """The logo, where and as wide as it is asked for.

        A page for people who read with difficulty keeps its own: at its head, for its lines take
        all the room.
        """
        facile = self._document.facile
        if facile and self._propre:
            paragraphe = self._docx.sections[0].header.paragraphs[0]
        else:
            paragraphe = self._docx.add_paragraph()
        paragraphe.alignment = _PLACES[self._habillage.place]
        voulue = None if facile else self._habillage.largeur
        largeur = Mm(voulue or _LOGO_LARGE)
        # As wide as the organisme asks, however high that is.
        haut = _LOGO_HAUT_FACILE if facile else _LOGO_HAUT
        hauteur = None if voulue else Mm(haut)
        self._image(paragraphe, self._habillage.logo, "Logo de l'organisme", largeur, hauteur)

    def _style(self, *noms: str) -> str | None:
        """The id of the first of these styles that the document has; None: its plain one."""
        for nom in noms:
            if nom in self._styles:
                return self._styles[nom]
        return None

    def _paragraphe(self, ligne: vues.LigneDeTexte, style: str | None) -> None:
        """Add a paragraph in the style of that id.

        Python-docx would look for it among all, each time.
        """
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
        proprietes.title = self._document.titre[:255]  # all that python-docx takes
        proprietes.author = proprietes.last_modified_by = "clea"
        proprietes.language = "fr-FR"
        proprietes.revision = 1
        proprietes.keywords = ""
        # The day that it bears, not the moment: made again, it is the same.
        jour = datetime.fromisoformat(self._document.date)
        proprietes.created = proprietes.modified = jour
        provenance = json.dumps(self._document.provenance, sort_keys=True)
        _description(proprietes, provenance)

    def _blocs(self, blocs: Iterable[vues.BlocDeTexte], style: str | None = None) -> None:
        for bloc in blocs:
            self._bloc(bloc, style)

    def _bloc(self, bloc: vues.BlocDeTexte, style: str | None) -> None:
        match bloc:
            case vues.Titre(niveau, ligne):
                # Word has nine levels.
                du_niveau = self._style(f"Heading {min(niveau, 9)}")
                self._paragraphe(ligne, du_niveau)
            case vues.Paragraphe(ligne):
                self._paragraphe(ligne, style)
            case vues.Liste(ordonnee, elements):
                puce = self._style("List Number" if ordonnee else "List Bullet")
                if illustree(bloc):
                    puce = None
                for element in elements:
                    self._blocs(element, puce)
            case vues.Encadre(dessous):
                # Ours; in a reference document of the organisme, the nearest that Word has.
                de_l_encadre = self._style(ENCADRE, "Intense Quote", "Quote")
                self._blocs(dessous, de_l_encadre)
            case vues.Tableau():
                self._tableau(bloc)
            case _:
                self._seul(bloc)

    def _seul(self, bloc: vues.BlocDeTexte) -> None:
        """A block that holds no words in a style: it is drawn."""
        match bloc:
            case vues.Figure(nom, legende):
                dessin = svg(self._document.figures[nom], legende)
                self._image(self._docx.add_paragraph(), _png(dessin), legende, self._largeur)
            case vues.Cadre(legendes, hauteur):
                self._cadre(legendes, hauteur)
            case vues.Illustration(nom, legende):
                self._illustrer(nom, legende)
            case vues.SautDePage():
                # One page is all that a page for people who read with difficulty may have.
                if not self._document.facile:
                    course = self._docx.add_paragraph().add_run()
                    course.add_break(WD_BREAK.PAGE)
            case vues.Filet():
                forme = self._docx.add_paragraph().paragraph_format
                forme.space_after = Pt(6)

    def _illustrer(self, nom: str, legende: str) -> None:
        """An image of the organisme, as on a screen, and no larger than the page."""
        image = self._habillage.images[nom]
        largeur = min(Mm(image.millimetres), self._largeur)
        self._image(self._docx.add_paragraph(), image.contenu, legende, largeur, _IMAGE_HAUT)

    def _cadre(self, legendes: Sequence[str], hauteur: int) -> None:
        table = self._table(rangees=1, colonnes=len(legendes))
        rangee = table.rows[0]
        rangee.height = Mm(hauteur)
        for cellule, legende in zip(rangee.cells, legendes, strict=True):
            cellule.paragraphs[0].add_run(legende)
        self._apres_un_tableau()

    def _table(self, rangees: int, colonnes: int) -> Any:
        """A table with its lines drawn, where the document has that style."""
        table = self._docx.add_table(rows=rangees, cols=colonnes)
        if style := self._style("Table Grid"):
            table._tbl.tblPr.style = style  # noqa: SLF001
        return table

    def _apres_un_tableau(self) -> None:
        """A low line: two tables that touch would be one."""
        forme = self._docx.add_paragraph().paragraph_format
        forme.space_after = Pt(0)
        forme.line_spacing = Pt(8)

    def _tableau(self, tableau: vues.Tableau) -> None:
        # 1. Its columns, as wide as their words ask for, not as Word would have them.
        table = self._table(rangees=0, colonnes=len(tableau.titres))
        table.autofit = False
        largeurs = _largeurs(tableau, self._largeur)
        for colonne, largeur in zip(table.columns, largeurs, strict=True):
            colonne.width = largeur
        # 2. The headings: bold, on a ground of their own, at the top of each page.
        titres: list[vues.LigneDeTexte] = []
        for titre in tableau.titres:
            gras = [morceau._replace(gras=True) for morceau in titre]
            titres.append(tuple(gras))
        rangee = table.add_row()
        _remplir_rangee(rangee, titres, tableau.a_droite, largeurs)
        for cellule in rangee.cells:
            fond = xml("w:shd", val="clear", color="auto", fill="ECEBE6")
            cellule._tc.get_or_add_tcPr().append(fond)  # noqa: SLF001
        repetee = xml("w:tblHeader", val="true")
        rangee._tr.get_or_add_trPr().append(repetee)  # noqa: SLF001
        # 3. The rows.
        for lignes in tableau.lignes:
            _remplir_rangee(table.add_row(), lignes, tableau.a_droite, largeurs)
        self._apres_un_tableau()

    def _image(
        self, paragraphe: Any, image: bytes, legende: str, largeur: Any, hauteur_max: Any = None
    ) -> None:
        paragraphe.paragraph_format.line_spacing = 1  # of a fixed height, it would cut the image
        dessin = paragraphe.add_run().add_picture(BytesIO(image), width=largeur)
        # Too high: smaller, in the same proportions.
        if hauteur_max and dessin.height > hauteur_max:
            dessin.width = int(dessin.width * hauteur_max / dessin.height)
            dessin.height = hauteur_max
        # What it shows, for whoever does not see it.
        for proprietes in paragraphe._p.iter(qn("wp:docPr")):  # noqa: SLF001 — python-docx has no name for it
            proprietes.set("descr", legende)


def _remplir_rangee(
    rangee: Any,
    lignes: Sequence[vues.LigneDeTexte],
    a_droite: Sequence[bool],
    largeurs: Sequence[int],
) -> None:
    colonnes = zip(rangee.cells, lignes, a_droite, largeurs, strict=True)
    for cellule, ligne, droite, largeur in colonnes:
        # Word reads the width of a column in its cells.
        cellule.width = largeur
        paragraphe = cellule.paragraphs[0]
        _remplir(paragraphe, ligne)
        if droite:
            paragraphe.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _remplir(paragraphe: Any, ligne: vues.LigneDeTexte) -> None:
    for morceau in ligne:
        if morceau.pictogramme:
            _dessiner(paragraphe, morceau.pictogramme)
            continue
        course = paragraphe.add_run(morceau.texte)
        if morceau.lien:
            _relier(paragraphe, course, morceau.lien)
        # None leaves to the paragraph's style what is not asked for.
        course.bold = morceau.gras or None
        course.italic = morceau.italique or None


def _relier(paragraphe: Any, course: Any, adresse: str) -> None:
    """Make of a run a link that can be followed, told from the text by its line."""
    cible = paragraphe.part.relate_to(adresse, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    lien = OxmlElement("w:hyperlink")
    lien.set(qn("r:id"), cible)
    course.underline = True
    course.font.color.rgb = _LIEN
    paragraphe._p.append(lien)  # noqa: SLF001
    lien.append(course._r)  # noqa: SLF001


def _dessiner(paragraphe: Any, pictogramme: str) -> None:
    """A pictogram in its line, whose middle is that of the words.

    It says nothing that they do not.
    """
    image = _png(pictogrammes.svg(pictogramme))
    course = paragraphe.add_run()
    course.add_picture(BytesIO(image), height=_PICTOGRAMME)
    # Lowered (half points), so that the line is no higher than the drawing, whatever the font.
    abaisse = xml("w:position", val=_ABAISSE)
    course._r.get_or_add_rPr().append(abaisse)  # noqa: SLF001
    paragraphe.add_run("  ")
    paragraphe.paragraph_format.line_spacing = 1
    au_milieu = xml("w:textAlignment", val="center")
    paragraphe._p.get_or_add_pPr().append(au_milieu)  # noqa: SLF001


def _largeur_du_texte(section: Any) -> int:
    """How wide the text of a page is.

    As on an A4 page of ours, where the document does not say it.
    """
    page = section.page_width or 0
    marges = (section.left_margin or 0) + (section.right_margin or 0)
    largeur = int(page - marges)
    return largeur if largeur > 0 else Mm(170)


def _largeurs(tableau: vues.Tableau, largeur: int) -> list[int]:
    """The width of each column, of all that the page has."""
    parts = poids(tableau)
    total = sum(parts)
    return [int(largeur * part / total) for part in parts]


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

    # A page of the size of the drawing. JSON and typst write a text alike.
    source = json.dumps(dessin, ensure_ascii=False)
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
