"""Workbooks oddly written, or damaged, beside a second reader: both read the same texts, or ours refuses.

What the second reader cannot read, or is known to read wrongly, says nothing of ours.
"""

import re
import warnings
from io import BytesIO

import openpyxl
from hypothesis import given, settings
from hypothesis import strategies as st
from odf import opendocument, teletype
from odf.table import CoveredTableCell, TableCell, TableRow
from odf.table import Table as TableOdf
from odf.text import P

from clea_cli.sources.classeur import lire
from tests.outils.classeurs_bruts import PRINCIPAL, ods, table, xlsx

MOTS = ("acquis", "non acquis", "é", "1.1.1", " a ", "")
TEXTES = "".join(f'<si><t xml:space="preserve">{mot}</t></si>' for mot in MOTS)
TEXTES += "<si><r><t>gr</t></r><r><rPr><b/></rPr><t>as</t></r></si><si><t>a</t><rPh sb='0' eb='1'><t>P</t></rPh></si>"


BONNES = st.one_of(
    st.tuples(st.just("s"), st.integers(0, len(MOTS) + 1).map("<v>{}</v>".format)),
    st.sampled_from(
        [
            *(("b", "<v>0</v>"), ("b", "<v>1</v>"), ("e", "<v>#REF!</v>"), ("e", "<v>#SPILL!</v>")),
            *(
                ("n", "<v>1.5</v>"),
                ("", "<v>-2</v>"),
                ("", "<v>1E2</v>"),
                ("d", "<v>2001-02-03</v>"),
            ),
            *(
                ("str", "<v>&lt;b&gt;</v>"),
                ("str", "<f>B1</f><v>c</v>"),
                ("inlineStr", "<is><t>a</t></is>"),
            ),
        ]
    ),
)
RARES = st.one_of(
    st.tuples(
        st.just("s"),
        st.tuples(
            st.sampled_from(["", " ", "+", "-", "<!-- 1 -->", "&#48;", "0", "<![CDATA[1]]>"]),
            st.integers(0, 9).map(str),
            st.sampled_from(["", " ", ".0", "<!---->"]),
        ).map(lambda morceaux: f"<v>{''.join(morceaux)}</v>"),
    ),
    st.sampled_from(
        [
            *(
                ("s", "<is><t>a</t></is>"),
                ("s", "<v/>"),
                ("s", ""),
                ("b", "<v>true</v>"),
                ("b", "<v>2</v>"),
            ),
            *(
                ("b", "<v> 1</v>"),
                ("", "<v> 1 </v>"),
                ("", "<v>1,5</v>"),
                ("", "<v>abc</v>"),
                ("", "<v>1<!-- -->2</v>"),
            ),
            *(
                ("", "<v>1</v><v>2</v>"),
                ("", "<v/>"),
                ("str", "<v><![CDATA[c]]></v>"),
                ("str", "<v/>"),
            ),
            *(
                ("d", "<v>2001-02-30</v>"),
                ("inlineStr", "<v>1</v>"),
                ("inlineStr", "<is/>"),
                ("zz", "<v>1</v>"),
            ),
            (
                "inlineStr",
                "<is><r><t>a</t></r><r><t>b</t></r><rPh sb='0' eb='1'><t>P</t></rPh></is>",
            ),
        ]
    ),
)


@st.composite
def feuilles_xlsx(tirer):
    """The rows of a sheet, of which some cells are oddly written, without a place, twice, or elsewhere."""

    def rarement(une_sur, rare, ordinaire):
        return tirer(rare) if tirer(st.integers(1, une_sur)) == une_sur else ordinaire

    prefixe = rarement(5, st.just("x:"), "")
    guillemet = rarement(5, st.just("'"), '"')
    lignes = []
    for rang in rarement(8, st.sampled_from([[2, 1], [1, 1]]), [1, 2, 4]):
        cellules = []
        for lettre in rarement(12, st.sampled_from([["B", "A"], ["A", "A"]]), ["A", "B", "D"]):
            genre, contenu = rarement(6, RARES, tirer(BONNES))
            place = rarement(
                12, st.sampled_from(["", f"{lettre}{rang + 1}", lettre.lower()]), f"{lettre}{rang}"
            )
            dits = " ".join(
                f"{nom}={guillemet}{dit}{guillemet}"
                for nom, dit in (("r", place), ("t", genre))
                if dit
            )
            cellules.append(f"<{prefixe}c {dits}>{contenu}</{prefixe}c>")
        numero = rarement(12, st.just(""), f"r={guillemet}{rang}{guillemet}")
        lignes.append(f"<{prefixe}row {numero}>{''.join(cellules)}</{prefixe}row>")
    xml = "".join(lignes)
    if prefixe:
        xml = re.sub(r"<(/?)(v|f|is|t|r|rPh)(?=[ />])", r"<\1x:\2", xml)
        xml = xml.replace("<x:row ", f'<x:row xmlns:x="{PRINCIPAL}" ')
    return xml


def notre(contenu):
    """Our texts by place, or None: refused."""
    lecture = lire(contenu, "g")
    if lecture.value is None:
        return None
    [feuille] = lecture.value
    return {
        (ligne.rang, place): valeur
        for ligne in feuille.lignes
        for place, valeur in enumerate(ligne.valeurs, start=1)
        if valeur
    }


def openpyxl_lit(contenu):
    """Its values by place as ours would be, or None: it does not read that."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            feuille = openpyxl.load_workbook(BytesIO(contenu), data_only=True).worksheets[0]
        except Exception:  # whatever it may be, nothing is learned
            return None
    cases = [case for rangee in feuille.iter_rows() for case in rangee if case.value is not None]
    return {(case.row, case.column): en_texte(case.value) for case in cases if en_texte(case.value)}


def en_texte(valeur):
    if isinstance(valeur, bool):
        return "VRAI" if valeur else "FAUX"
    if isinstance(valeur, int | float):
        return f"{valeur:.15g}"
    return valeur if isinstance(valeur, str) else f"{valeur:%d/%m/%Y}"


def test_l_autre_lecteur_lit_ce_que_l_on_croit():
    bon = '<row r="1"><c r="A1" t="s"><v>1</v></c><c r="C1" t="b"><v>0</v></c><c r="D1"><v>1.5</v></c></row>'
    assert openpyxl_lit(xlsx(bon, textes=TEXTES)) == {
        (1, 1): "non acquis",
        (1, 3): "FAUX",
        (1, 4): "1.5",
    }


@settings(deadline=None, max_examples=200)
@given(feuilles_xlsx())
def test_un_xlsx_ecrit_de_travers_est_lu_comme_par_openpyxl_ou_refuse(lignes):
    contenu = xlsx(lignes, textes=TEXTES)
    nous, eux = notre(contenu), openpyxl_lit(contenu)
    if nous is not None and eux is not None:
        assert nous == eux


# OpenDocument


PARAGRAPHES = (
    "<text:p>acquis</text:p>",
    "<text:p>non <text:span>acquis</text:span></text:p>",
    "<text:p>a<text:s text:c='2'/>b<text:tab/>c</text:p>",
    "<text:p>a<text:line-break/>b</text:p>",
    "<text:p>a<!-- b -->c &amp; <![CDATA[<d>]]></text:p>",
    "<text:p>a</text:p><text:p>b</text:p>",
    "<office:annotation><text:p>NOTE</text:p></office:annotation><text:p>a</text:p>",
)
CELLULES = st.one_of(
    st.sampled_from(PARAGRAPHES).map(
        lambda p: f'<table:table-cell office:value-type="string">{p}</table:table-cell>'
    ),
    st.sampled_from(
        [
            "<table:table-cell/>",
            "<table:table-cell table:number-columns-repeated='2'/>",
            "<table:table-cell office:value-type='string' table:number-columns-repeated='2'><text:p>x</text:p>"
            "</table:table-cell>",
            "<table:table-cell office:value-type='boolean' office:boolean-value='true'><text:p>VRAI</text:p>"
            "</table:table-cell>",
            "<table:table-cell office:value-type='boolean' office:boolean-value='TRUE'><text:p>VRAI</text:p>"
            "</table:table-cell>",
            "<table:table-cell office:value-type='float' office:value='0'><text:p>#DIV/0!</text:p></table:table-cell>",
            "<table:covered-table-cell/>",
            "<table:table-cell><text:p>sans type</text:p></table:table-cell>",
        ]
    ),
)
RANGEES = st.tuples(
    st.sampled_from(["", "table:number-rows-repeated='2'"]), st.lists(CELLULES, max_size=4)
)


def odfpy_lit(contenu):
    """The texts of the paragraphs by place."""
    [feuille] = opendocument.load(BytesIO(contenu)).spreadsheet.getElementsByType(TableOdf)
    lus, rang = {}, 0
    for rangee in feuille.getElementsByType(TableRow):
        place, textes = 0, {}
        for case in rangee.childNodes:
            texte = "\n".join(
                teletype.extractText(p) for p in case.childNodes if p.qname == P().qname
            )
            for _ in range(int(case.getAttribute("numbercolumnsrepeated") or 1)):
                place += 1
                if texte and case.qname == TableCell().qname:
                    textes[place] = texte
            assert case.qname in (TableCell().qname, CoveredTableCell().qname)
        for _ in range(int(rangee.getAttribute("numberrowsrepeated") or 1)):
            rang += 1
            lus |= {(rang, place): texte for place, texte in textes.items()}
    return lus


@settings(deadline=None, max_examples=200)
@given(st.lists(RANGEES, max_size=4))
def test_un_ods_ecrit_de_travers_est_lu_comme_par_odfpy_ou_refuse(rangees):
    lignes = "".join(
        f"<table:table-row {dits}>{''.join(cellules)}</table:table-row>"
        for dits, cellules in rangees
    )
    contenu = ods(table(lignes))
    nous = notre(contenu)
    if nous is None:
        assert "'TRUE'" in lignes
    else:
        assert nous == odfpy_lit(contenu)
