"""An ods as a person sees it: the text that is shown, not the value stored beside it."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from odf.opendocument import OpenDocumentSpreadsheet
from odf.style import Style, TableCellProperties
from odf.table import Table, TableCell, TableRow
from odf.text import P

from clea_cli.sources.classeur import lire
from tests.outils.classeurs_bruts import cellules_ods, dit, ods, table


def lu(contenu):
    """The texts of the rows, or the code of the refusal."""
    lecture = lire(contenu, "g.ods")
    if lecture.value is None:
        [faute] = lecture.diagnostics
        return faute.code
    return [ligne.valeurs for ligne in lecture.value[0].lignes]


def cellule(attributs, contenu=""):
    return cellules_ods(f"<table:table-cell {attributs}>{contenu}</table:table-cell>")


def p(texte):
    return f"<text:p>{texte}</text:p>"


CHAINE = 'office:value-type="string"'


@pytest.mark.parametrize(
    ("attributs", "contenu", "texte"),
    [
        # A text.
        (CHAINE, p("a"), "a"),
        (CHAINE, p("a") + p("b"), "a\nb"),
        ('office:value-type="float" office:value="1"', p("-1"), "-1"),
        (CHAINE, p("a<text:span>b</text:span><text:a>c</text:a>"), "abc"),
        (CHAINE, p('a<text:s text:c="3"/>b<text:tab/>c<text:line-break/>d'), "a   b\tc\nd"),
        (CHAINE, p("  a\n   b "), "a b"),
        (CHAINE, p("a<!-- note -->b &amp; &#233;<![CDATA[<c>]]>"), "ab & é<c>"),
        ("", p("sans type"), "sans type"),
        (f'{CHAINE} office:string-value="a"', "", "a"),
        (f'{CHAINE} office:string-value="a"', p("a"), "a"),
        (f'{CHAINE} office:string-value="acquis"', p("non acquis"), None),
        # What is not part of the text of the cell.
        (
            CHAINE,
            "<office:annotation><dc:date>2020</dc:date>"
            + p("NOTE")
            + "</office:annotation>"
            + p("a"),
            "a",
        ),
        (
            CHAINE,
            p("a<text:note><text:note-body>" + p("NOTE") + "</text:note-body></text:note>"),
            "a",
        ),
        (CHAINE, "<drawing:frame>" + p("DESSIN") + "</drawing:frame>" + p("a"), "a"),
        (
            CHAINE,
            p(
                "<text:ruby><text:ruby-base>a</text:ruby-base><text:ruby-text>A</text:ruby-text></text:ruby>"
            ),
            "a",
        ),
        # A boolean is true or false.
        ('office:value-type="boolean" office:boolean-value="true"', p("VRAI"), "VRAI"),
        ('office:value-type="boolean" office:boolean-value="false"', "", "FAUX"),
        *(
            (f'office:value-type="boolean" office:boolean-value="{v}"', p("VRAI"), None)
            for v in ("TRUE", "1", " true")
        ),
        ('office:value-type="boolean"', p("VRAI"), None),
        # An error is its text, whatever value stands for it.
        (f'{CHAINE} office:string-value="" calcext:value-type="error"', p("#REF!"), "#REF!"),
        (
            'office:value-type="float" office:value="0" calcext:value-type="error"',
            p("#DIV/0!"),
            "#DIV/0!",
        ),
        ('office:value-type="float" office:value="0"', p("Err:502"), "Err:502"),
        # A number, however it is shown; or the words that are shown instead of it.
        ('office:value-type="float" office:value="1.0"', p("1,00"), "1"),
        ('office:value-type="float" office:value="1250"', p("1 250,00 €"), "1250"),
        ('office:value-type="float" office:value="2"', "", "2"),
        ('office:value-type="percentage" office:value="0.5"', p("50 %"), "0.5"),
        ('office:value-type="currency" office:currency="EUR" office:value="5"', p("5,00 EUR"), "5"),
        ('office:value-type="float" office:value="1"', p("non"), "non"),
        ('office:value-type="float" office:value="0"', p("☑"), "☑"),
        ('office:value-type="float" office:value="x"', p("1"), None),
        ('office:value-type="float"', p("1"), None),
        # Days and hours.
        ('office:value-type="date" office:date-value="2001-02-03"', p("3.2.01"), "03/02/2001"),
        ('office:value-type="date" office:date-value="2001-02-03T10:00:00"', p("x"), "03/02/2001"),
        ('office:value-type="date" office:date-value="2001-02-30"', p("30/02/2001"), None),
        ('office:value-type="time" office:time-value="PT10H30M00S"', p("10:30"), "10:30:00"),
        ('office:value-type="time" office:time-value="10:30"', p("10:30"), None),
        ('office:value-type="inconnu"', p("a"), None),
        # A formula without a result.
        ('table:formula="of:=[.B1]"', "", "formule non calculée"),
        (f'table:formula="of:=[.B1]" {CHAINE} office:string-value=""', "", ""),
        (CHAINE, '<table:table table:name="dedans"/>', None),
    ],
)
def test_une_cellule_est_ce_que_l_on_y_voit_ou_un_refus(attributs, contenu, texte):
    attendu = "F118" if texte is None else [(texte,)] if texte else []
    assert lu(cellule(attributs, contenu)) == attendu


def test_un_style_nomme_colore_et_celui_qui_en_vient_aussi():
    document = OpenDocumentSpreadsheet()
    bon = Style(name="Good", family="table-cell")
    bon.addElement(TableCellProperties(backgroundcolor="#ccffcc"))
    document.styles.addElement(bon)
    de_bon = Style(name="ce1", family="table-cell", parentstylename="Good")
    sans_fond = Style(name="ce2", family="table-cell", parentstylename="Good")
    sans_fond.addElement(TableCellProperties(backgroundcolor="transparent"))
    # The background of our own grilles, as LibreOffice writes it.
    pale = Style(name="ce3", family="table-cell")
    pale.addElement(TableCellProperties(backgroundcolor="#fffdf5"))
    rangee = TableRow()
    rangee.addElement(TableCell(valuetype="string"))
    for style in (bon, de_bon, sans_fond, pale):
        rangee.addElement(TableCell(stylename=style))
    fin = TableCell(valuetype="string")
    fin.addElement(P(text="fin"))
    rangee.addElement(fin)
    for style in (de_bon, sans_fond, pale):
        document.automaticstyles.addElement(style)
    feuille = Table(name="G")
    feuille.addElement(rangee)
    document.spreadsheet.addElement(feuille)
    octets = BytesIO()
    document.save(octets)
    [lue] = lire(octets.getvalue(), "g.ods").value
    assert lue.colorees == {(1, 2), (1, 3)}


BARRE = (
    '<style:style style:name="{}" style:family="table-cell">'
    '<style:text-properties style:text-line-through-style="solid"/></style:style>'
)


@pytest.mark.parametrize(
    ("colonnes", "rangee", "barrees"),
    [
        # A whole column struck: the cells that say nothing of themselves are its own.
        ("1 2b 1", "", {(1, 2), (1, 3)}),
        ("3 1b", "", {(1, 4)}),
        # Columns that nobody describes are shown like the last one.
        ("1 1b", "", {(1, 2), (1, 3), (1, 4)}),
        # A row speaks louder than a column, and a cell than both.
        ("4", "b", {(1, 1), (1, 2), (1, 3), (1, 4)}),
        ("4b", "n", set()),
        ("1", "", set()),
    ],
)
def test_une_cellule_sans_style_a_celui_de_sa_rangee_ou_de_sa_colonne(colonnes, rangee, barrees):
    dites = ""
    for groupe in colonnes.split():
        style = f'table:default-cell-style-name="{groupe[1:]}"' if groupe[1:] else ""
        dites += f'<table:table-column table:number-columns-repeated="{groupe[0]}" {style}/>'
    style = f'table:default-cell-style-name="{rangee}"' if rangee else ""
    seule = f'<table:table-cell {CHAINE} table:style-name="n">{p("e")}</table:table-cell>'
    lignes = f"{dites}<table:table-row {style}>{dit('a')}{dit('b')}{dit('c')}{dit('d')}{seule}</table:table-row>"
    styles = BARRE.format("b") + '<style:style style:name="n" style:family="table-cell"/>'
    [feuille] = lire(ods(table(lignes), styles), "g").value
    assert feuille.barrees == barrees


def test_de_cases_repetees_chacune_a_le_style_de_sa_colonne():
    # As LibreOffice writes one answer to several critères, whose columns are not all struck.
    colonnes = "<table:table-column/>"
    colonnes += '<table:table-column table:default-cell-style-name="b"/><table:table-column/>'
    egales = (
        f'<table:table-cell {CHAINE} table:number-columns-repeated="3">{p("a")}</table:table-cell>'
    )
    vides = '<table:table-cell table:number-columns-repeated="3"/>'
    lignes = f"{colonnes}<table:table-row>{egales}</table:table-row>"
    lignes += f"<table:table-row>{vides}{dit('fin')}</table:table-row>"
    fo = 'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"'
    fond = f'<style:table-cell-properties {fo} fo:background-color="#ff0000"/></style:style>'
    styles = BARRE.format("b").replace("</style:style>", fond)
    [feuille] = lire(ods(table(lignes), styles), "g").value
    assert (feuille.barrees, feuille.colorees) == ({(1, 2)}, {(2, 2)})


def test_ce_que_dit_le_style_par_defaut_n_est_pas_au_style_d_avant():
    styles = '<style:style style:name="a" style:family="table-cell"/>'
    styles += BARRE.format("b").replace('style:style style:name="b"', "style:default-style")
    styles = styles.replace("</style:style>", "</style:default-style>")
    case = f'<table:table-cell {CHAINE} table:style-name="a">{p("x")}</table:table-cell>'
    [feuille] = lire(ods(table(f"<table:table-row>{case}</table:table-row>"), styles), "g").value
    assert feuille.barrees == frozenset()


@pytest.mark.parametrize(
    "attributs",
    [
        'office:value-type="float" office:value="1"',
        'office:value-type="boolean" office:boolean-value="true"',
        'office:value-type="string" office:string-value="acquis"',
    ],
)
def test_un_paragraphe_vide_est_une_valeur_qu_un_format_cache(attributs):
    case = f"<table:table-cell {attributs}>{p('')}</table:table-cell>"
    contenu = ods(table(f"<table:table-row>{case}{dit('fin')}</table:table-row>"))
    assert lu(contenu) == [("", "fin")]


@pytest.mark.parametrize(("montre", "zero"), [("false", ""), ("true", "0")])
def test_un_tableur_peut_ne_montrer_aucun_zero(montre, zero):
    contenu = ods(
        table(
            "<table:table-row>"
            f'<table:table-cell office:value-type="float" office:value="0">{p("0")}</table:table-cell>'
            f"{dit('fin')}</table:table-row>"
        )
    )
    octets = BytesIO(contenu)
    with ZipFile(octets, "a") as archive:
        reglage = (
            f'<config:config-item config:name="ShowZeroValues" config:type="boolean">{montre}<'
        )
        archive.writestr("settings.xml", reglage)
    assert lu(octets.getvalue()) == [(zero, "fin")]


STYLE = '<style:style style:name="{}" style:family="{}">{}</style:style>'
TEXTE = "<style:text-properties {}/>"
CASE = "<style:table-cell-properties {}/>"
COULEUR = TEXTE.format('fo:color="{}"')
FOND = CASE.format('fo:background-color="{}"')
SELON = '<style:map style:condition="{}" style:apply-style-name="b"/>'


@pytest.mark.parametrize(
    ("style", "barre", "voile"),
    [
        ("", False, False),
        (COULEUR.format("#FFFFFF"), False, True),
        (COULEUR.format("#ffffff") + FOND.format("transparent"), False, True),
        (COULEUR.format("#ffffff") + FOND.format("#1f3864"), False, False),
        (COULEUR.format("#00b050") + FOND.format("#00b050"), False, True),
        (TEXTE.format('fo:color="#ffffff" style:use-window-font-color="true"'), False, False),
        (TEXTE.format('style:font-name="Wingdings1"'), False, True),
        (TEXTE.format("fo:font-family=\"'Wingdings 2'\""), False, True),
        (TEXTE.format('style:font-name="Liberation Sans"'), False, False),
        (CASE.format('style:diagonal-bl-tr="0.06pt solid #000000"'), True, False),
        (CASE.format('style:diagonal-bl-tr="none"'), False, False),
        # A line through the text is said by its style, by its type, or by both.
        (TEXTE.format('style:text-line-through-type="single"'), True, False),
        (TEXTE.format('style:text-line-through-type="none"'), False, False),
        # A conditional style: it holds, it may, it does not.
        (SELON.format("cell-content()=&quot;Acquis&quot;"), True, False),
        (SELON.format("is-true-formula([.A1]=2)"), True, False),
        (SELON.format("cell-content()=&quot;non&quot;"), False, False),
    ],
)
def test_un_style_barre_ou_cache_un_texte(style, barre, voile):
    styles = BARRE.format("b") + STYLE.format("s", "table-cell", style)
    case = f'<table:table-cell {CHAINE} table:style-name="s">{p("acquis")}</table:table-cell>'
    [feuille] = lire(ods(table(f"<table:table-row>{case}</table:table-row>"), styles), "g").value
    assert (bool(feuille.barrees), bool(feuille.voilees)) == (barre, voile)


def test_une_condition_ne_parle_que_des_cases_de_son_style():
    styles = BARRE.format("b")
    styles += STYLE.format("s", "table-cell", SELON.format("cell-content()=&quot;acquis&quot;"))
    style = 'table:style-name="s"'
    avec = f"<table:table-cell {CHAINE} {style}>{p('acquis')}</table:table-cell>"
    lignes = f"<table:table-row>{dit('acquis')}{avec}</table:table-row>"
    [feuille] = lire(ods(table(lignes), styles), "g").value
    assert feuille.barrees == {(1, 2)}


def test_un_style_de_la_feuille_remplace_celui_qui_a_ete_nomme():
    """« b » is struck and white where styles are named, and neither in the part of the sheets."""
    plat = STYLE.format("b", "table-cell", "")
    case = f'<table:table-cell {CHAINE} table:style-name="b">{p("acquis")}</table:table-cell>'
    octets = BytesIO(ods(table(f"<table:table-row>{case}</table:table-row>"), plat))
    blanc = COULEUR.format("#ffffff")
    nommes = BARRE.format("b").replace("</style:style>", f"{blanc}</style:style>")
    odf = "urn:oasis:names:tc:opendocument:xmlns"
    espaces = f'xmlns:office="{odf}:office:1.0" xmlns:style="{odf}:style:1.0"'
    espaces += f' xmlns:fo="{odf}:xsl-fo-compatible:1.0"'
    with ZipFile(octets, "a") as archive:
        archive.writestr(
            "styles.xml",
            f"<office:document-styles {espaces}><office:styles>{nommes}</office:styles>"
            "</office:document-styles>",
        )
    [feuille] = lire(octets.getvalue(), "g").value
    assert (feuille.barrees, feuille.voilees) == (frozenset(), frozenset())


@pytest.mark.parametrize(
    ("largeur", "masquee"),
    [
        ("0.0in", True),
        ("0.02in", True),  # 1.44 points
        ("0.5mm", True),  # 1.42
        ("0.1pc", True),  # 1.2
        ("1.9pt", True),
        ("1.9", True),
        ("2pt", False),
        ("0.1in", False),
        ("0.2cm", False),
        ("1mm", False),
        ("", False),
        ("large", False),
    ],
)
def test_une_colonne_de_moins_de_deux_points_ne_se_voit_pas(largeur, masquee):
    styles = (
        '<style:style style:name="co" style:family="table-column">'
        f'<style:table-column-properties style:column-width="{largeur}"/></style:style>'
    )
    colonne = COLONNE.format('table:style-name="co"')
    _, _, masquees = masques(RANGEE.format(""), colonne, styles=styles)
    assert masquees == ({1} if masquee else set())


@pytest.mark.parametrize(
    ("plage", "condition", "barrees"),
    [
        ("G.A1:G.B1", "=&quot;acquis&quot;", {(1, 1), (1, 2)}),
        ("'Ma. grille'.$B$1", "=&quot;acquis&quot;", {(1, 2)}),
        ("G.B1 G.D1:G.E9", "contains-text(&quot;quis&quot;)", {(1, 2)}),
        ("G.A1:G.B1", "formula-is([.A1]=2)", {(1, 1), (1, 2)}),
        ("G.A1:G.B1", "contains-text(&quot;non&quot;)", set()),
        ("G.A1:G.B1", "is-error", set()),
        ("G.C1:G.AB1", "=&quot;acquis&quot;", set()),
    ],
)
def test_une_mise_en_forme_conditionnelle_est_dite_sous_les_lignes(plage, condition, barrees):
    """The style is named there as a person knows it."""
    nomme = BARRE.format("Ma_5f_barre").replace(
        "style:family", 'style:display-name="Ma_barre" style:family'
    )
    lignes = f"<table:table-row>{dit('acquis')}{dit('acquis')}</table:table-row>"
    regle = (
        "<calcext:conditional-formats>"
        f'<calcext:conditional-format calcext:target-range-address="{plage}">'
        f'<calcext:condition calcext:apply-style-name="Ma_barre" calcext:value="{condition}"/>'
        "</calcext:conditional-format></calcext:conditional-formats>"
    )
    [feuille] = lire(ods(table(lignes + regle), nomme), "g").value
    assert feuille.barrees == barrees


@pytest.mark.parametrize(
    ("lettres", "fond", "voile"),
    [
        (COULEUR.format("#ffffff"), "", True),
        (COULEUR.format("#ffffff"), FOND.format("#1f3864"), False),
        (TEXTE.format('style:font-name="Webdings"'), "", True),
    ],
)
def test_un_style_de_quelques_mots_les_cache_selon_le_fond_de_leur_case(lettres, fond, voile):
    styles = STYLE.format("s", "table-cell", fond) + STYLE.format("m", "text", lettres)
    dit_ainsi = p('<text:span text:style-name="m">non</text:span> acquis')
    case = f'<table:table-cell {CHAINE} table:style-name="s">{dit_ainsi}</table:table-cell>'
    [feuille] = lire(ods(table(f"<table:table-row>{case}</table:table-row>"), styles), "g").value
    assert bool(feuille.voilees) == voile


def test_une_note_barree_ne_barre_pas_sa_case():
    styles = STYLE.format("m", "text", TEXTE.format('style:text-line-through-style="solid"'))
    note = p('<text:span text:style-name="m">vu</text:span>')
    case = f"<table:table-cell {CHAINE}><office:annotation>{note}</office:annotation>{p('acquis')}</table:table-cell>"
    [feuille] = lire(ods(table(f"<table:table-row>{case}</table:table-row>"), styles), "g").value
    assert feuille.barrees == frozenset()


def test_des_styles_qui_sont_leurs_propres_parents_ne_bouclent_pas():
    styles = '<style:style style:name="a" style:family="table-cell" style:parent-style-name="b"/>'
    styles += '<style:style style:name="b" style:family="table-cell" style:parent-style-name="a"/>'
    case = f'<table:table-cell {CHAINE} table:style-name="a">{p("x")}</table:table-cell>'
    [feuille] = lire(ods(table(f"<table:table-row>{case}</table:table-row>"), styles), "g").value
    assert feuille.barrees == frozenset()


def test_une_cellule_couverte_ne_se_voit_pas():
    couverte = f"<table:covered-table-cell {CHAINE}>{p('dessous')}</table:covered-table-cell>"
    dessus = (
        f'<table:table-cell {CHAINE} table:number-columns-spanned="2">{p("a")}</table:table-cell>'
    )
    assert lu(cellules_ods(dessus + couverte + dit("c"))) == [("a", "", "c")]


def test_une_fusion_qui_s_annonce_sans_fin_couvre_ce_qui_est_la():
    sans_fin = f'{CHAINE} table:number-rows-spanned="{10**20}"'
    lignes = f"<table:table-row><table:table-cell {sans_fin}>{p('a')}</table:table-cell>{dit('b')}"
    lignes += f"</table:table-row><table:table-row>{dit('dessous')}{dit('c')}</table:table-row>"
    assert lu(ods(table(lignes))) == [("a", "b"), ("", "c")]


def test_ce_qui_se_repete_est_a_chaque_place():
    deux = (
        f'<table:table-cell {CHAINE} table:number-columns-repeated="2">{p("a")}</table:table-cell>'
    )
    lignes = f'<table:table-row table:number-rows-repeated="2">{deux}{dit("b")}</table:table-row>'
    vides = '<table:table-row table:number-rows-repeated="3"><table:table-cell/></table:table-row>'
    contenu = ods(table(lignes + vides + f"<table:table-row>{dit('c')}</table:table-row>"))
    [feuille] = lire(contenu, "g").value
    assert [(ligne.rang, ligne.valeurs) for ligne in feuille.lignes] == [
        *((1, ("a", "a", "b")), (2, ("a", "a", "b")), (6, ("c", "", ""))),
    ]


@pytest.mark.parametrize("fois", ["0", "-1", "x", ""])
def test_une_repetition_impossible_est_refusee(fois):
    assert lu(cellule(f'{CHAINE} table:number-columns-repeated="{fois}"', p("a"))) == "F118"


def test_seules_les_feuilles_du_classeur_sont_lues():
    """Neither what a drawing holds, nor what tracked changes or a link to another file keep."""
    formes = f"<table:shapes><drawing:frame>{table('<table:table-row>' + dit('x') + '</table:table-row>')}"
    formes += "</drawing:frame></table:shapes>"
    liens = f"<table:dde-links><table:dde-link>{table('')}</table:dde-link></table:dde-links>"
    contenu = ods(table(f"{formes}<table:table-row>{dit('a')}</table:table-row>") + liens)
    assert [(f.nom, [li.valeurs for li in f.lignes]) for f in lire(contenu, "g").value] == [
        ("G", [("a",)])
    ]


def test_un_texte_d_opendocument_n_est_pas_un_classeur():
    contenu = ods(table(""))
    assert lu(contenu) == []
    assert lu(contenu.replace(b"content.xml", b"contenu.xml")) == "F118"


# What is hidden

RANGEE = "<table:table-row {}>" + dit("a") + dit("b") + "</table:table-row>"
COLONNE = "<table:table-column {}/>"


def masques(lignes, colonnes="", attributs="", styles=""):
    [feuille] = lire(ods(table(colonnes + lignes, attributs=attributs), styles), "g").value
    return feuille.masquee, set(feuille.lignes_masquees), set(feuille.colonnes_masquees)


@pytest.mark.parametrize(("montre", "masquee"), [("true", False), ("false", True)])
def test_un_onglet_masque_est_dit_tel(montre, masquee):
    style = '<style:style style:name="ta1" style:family="table">'
    style += f'<style:table-properties table:display="{montre}"/></style:style>'
    assert masques(RANGEE.format(""), attributs='table:style-name="ta1"', styles=style) == (
        masquee,
        set(),
        set(),
    )


@pytest.mark.parametrize("visibilite", ["collapse", "filter"])
def test_les_lignes_et_les_colonnes_masquees_sont_dites(visibilite):
    cachee = f'table:visibility="{visibilite}"'
    lignes = (
        RANGEE.format("")
        + RANGEE.format(f'{cachee} table:number-rows-repeated="2"')
        + RANGEE.format("")
    )
    colonnes = COLONNE.format("") + COLONNE.format(f'{cachee} table:number-columns-repeated="9"')
    assert masques(lignes, colonnes) == (False, {2, 3}, {2})


def test_un_groupe_replie_et_ce_qui_n_a_pas_de_hauteur_sont_masques():
    styles = '<style:style style:name="plate"><style:table-row-properties style:row-height="0cm"/></style:style>'
    styles += '<style:style style:name="nulle"><style:table-column-properties style:column-width="0.0in"/></style:style>'
    groupe = (
        f'<table:table-row-group table:display="false">{RANGEE.format("")}</table:table-row-group>'
    )
    ouvert = f"<table:table-row-group>{RANGEE.format('')}</table:table-row-group>"
    lignes = RANGEE.format("") + groupe + ouvert + RANGEE.format('table:style-name="plate"')
    colonnes = COLONNE.format('table:style-name="nulle"') + COLONNE.format(
        'table:style-name="plate"'
    )
    assert masques(lignes, colonnes, styles=styles) == (False, {2, 4}, {1})
