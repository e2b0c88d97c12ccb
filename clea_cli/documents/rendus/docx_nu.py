"""The look of a Word page that no organisme dresses: its letters, its margins, its feet.

The fonts are those of the machine. Where it lacks ours, it takes another, up to a quarter wider:
what must be one page has that much room.
"""

from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor, Twips

from clea_cli.documents.vues import Document
from clea_cli.sorties.mots import date_longue

ENCADRE = "Encadré"

_MARGE, _MARGE_FACILE = Mm(20), Mm(30)
# Above and below the text of a page that must be one: its head and its foot stand there.
_HAUT_FACILE, _BORD_FACILE = Mm(17), Mm(5)
_ENCRE = RGBColor(0x1D, 0x24, 0x30)
_PIED, _PIED_FACILE = 9, 12  # points of the foot of pages
_TABULATIONS = (4680, 9360)  # those of the style of feet, in twentieths of a point
_TITRES = {1: 1.7, 2: 1.25, 3: 1.05}  # headings, in times the letters of the text
_A4_LARGE, _A4_HAUT = Mm(210), Mm(297)


def regler(ecrit: Any, document: Document) -> None:
    """Our own look: plain letters, an A4 page, and a box for what must not be missed."""
    styles = ecrit.styles
    # Plain letters, in French.
    normal = styles["Normal"]
    normal.font.name = "Calibri"
    normal.font.size = Pt(document.taille)
    normal.element.get_or_add_rPr().append(xml("w:lang", val="fr-FR"))
    # Close enough for what must be one page to be one, in a wider font than ours too.
    normal.paragraph_format.line_spacing = 1
    normal.paragraph_format.space_after = Pt(4)
    # Headings, as large as the text asks for.
    for niveau, fois in _TITRES.items():
        style = styles[f"Heading {niveau}"]
        style.font.size = Pt(document.taille * fois)
        style.font.color.rgb = _ENCRE
        # Nothing above the first: it stands at the head of the page.
        avant = 10 if niveau > 1 else 0
        style.paragraph_format.space_before = Pt(avant)
        style.paragraph_format.space_after = Pt(4)
    if document.facile:
        _aerer(ecrit, document, normal)
    # The box: a thick line on its left, on a ground of its own.
    encadre = styles.add_style(ENCADRE, WD_STYLE_TYPE.PARAGRAPH)
    encadre.base_style = normal
    trait = xml("w:left", val="single", sz="24", space="8", color="B7791F")
    bordure = xml("w:pBdr", trait)
    fond = xml("w:shd", val="clear", color="auto", fill="FDF3DC")
    # In this order, which is that of Word's schema.
    encadre.element.get_or_add_pPr().extend([bordure, fond])
    # The page.
    marge = _MARGE_FACILE if document.facile else _MARGE
    haut = _HAUT_FACILE if document.facile else marge
    for section in ecrit.sections:
        section.page_width = _A4_LARGE
        section.page_height = _A4_HAUT
        section.left_margin = section.right_margin = marge
        section.top_margin = section.bottom_margin = haut
        if document.facile:
            section.header_distance = _BORD_FACILE
            section.footer_distance = _BORD_FACILE
    _pied(ecrit, document, marge)


def _pied(ecrit: Any, document: Document, marge: int) -> None:
    """The foot of pages: their number, and the code by which the document is controlled."""
    bas_de_page = ecrit.sections[0].footer
    pied = bas_de_page.paragraphs[0]
    # 1. Its letters.
    corps = _PIED_FACILE if document.facile else _PIED
    style = ecrit.styles["Footer"]
    style.font.size = Pt(corps)
    style.paragraph_format.line_spacing = 1
    style.paragraph_format.space_after = Pt(0)
    # 2. What is on the right ends where the text does: the style's own place is further.
    a_droite = _A4_LARGE - 2 * marge
    arrets = pied.paragraph_format.tab_stops
    arrets.add_tab_stop(a_droite, WD_TAB_ALIGNMENT.RIGHT)
    for ancienne in _TABULATIONS:
        arrets.add_tab_stop(Twips(ancienne), WD_TAB_ALIGNMENT.CLEAR)
    # 3. What it says: Word counts the pages.
    for avant, champ in (("Page ", "PAGE"), (" sur ", "NUMPAGES")):
        pied.add_run(avant)
        compteur = xml("w:fldSimple", _texte_de_champ(), instr=champ)
        pied._p.append(compteur)  # noqa: SLF001 — python-docx has no name for it
    if document.facile:
        pied.add_run(f"\tPage écrite le {date_longue(document.date)}")
    code = document.provenance.get("code", "")
    if not code:
        return
    dit = f"Code de contrôle : {code}"
    if document.facile:
        # The day has the right of the first line, and letters are large.
        dessous = bas_de_page.add_paragraph()
        dessous.style = style
        dessous.add_run(dit)
    else:
        pied.style = style
        pied.add_run(f"\t{dit}")


def _aerer(ecrit: Any, document: Document, normal: Any) -> None:
    """For people who read with difficulty: lines a half apart."""
    # Heights are fixed: lines that grew with the font of the machine would make two pages.
    normal.paragraph_format.line_spacing = Pt(document.taille * 1.5)
    normal.paragraph_format.space_after = Pt(0)
    hauteur = round(document.taille * 1.6)
    for niveau in (1, 2):
        titre = ecrit.styles[f"Heading {niveau}"].paragraph_format
        titre.space_before = Pt(2)
        titre.space_after = Pt(0)
        titre.line_spacing = Pt(hauteur)


def xml(nom: str, *dedans: Any, **attributs: str) -> Any:
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
