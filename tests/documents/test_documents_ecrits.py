"""What each format makes of the same blocks, to the byte or to the letter: made of values decided by hand."""

import json
from fractions import Fraction

import pytest

from clea_cli.documents.rendus import html as document_html
from clea_cli.documents.rendus import markdown as document_markdown
from clea_cli.documents.rendus import texte
from clea_cli.documents.vues import (
    Document,
    Encadre,
    Figure,
    Filet,
    Habillage,
    Morceau,
    Paragraphe,
    Tableau,
    Titre,
)
from clea_cli.sorties.barres import Barre, lettres, svg
from clea_cli.sorties.styles import COMMUNS
from tests.outils.blocs import mots, numeros, par, puces
from tests.outils.marques import marques

STYLE = (COMMUNS / "document.css").read_text(encoding="utf-8")


BARRES = (
    Barre("1 <Lire>", 8, 9, 10, 7, "maîtrisé"),
    Barre("2 Un nom de plus de trente-huit lettres ici", Fraction(7, 2), 5, 5, None, "indéterminé"),
)
TABLEAU = Tableau(
    mots("T", "N"),
    (mots("a", "1"), ((Morceau("b & c", gras=True),), (Morceau("22"),))),
    (False, True),
)
BLOCS = (
    Titre(1, (Morceau("A "), Morceau("<b>", gras=True))),
    Titre(2, (Morceau("B"),)),
    par("mot\u00a0: x"),
    Paragraphe(
        (
            Morceau("gras", gras=True),
            Morceau(" et ", gras=True, italique=True),
            Morceau("penché", italique=True),
        )
    ),
    puces((par("un"),), (par("deux"), par("suite")), (numeros((par("x"),), (par("y"),)),), ()),
    numeros((par("un"),), (Filet(),)),
    Encadre((par("Attention"), Filet(), par("encore"))),
    TABLEAU,
    Figure("d", "Ce que c'est"),
    Filet(),
)
DOCUMENT = Document("A <b>", BLOCS, {"d": BARRES}, {"b": 1, "a": "<-->\"é'"}, "2026-11-28", 12)


# Figures

LEGENDE = "█ acquis   ▒ non évalué   · non acquis   │ seuil"
FOND = '<rect class="vide" x="235.0" y="{}" width="360.0" height="18"/>'
HACHURES = (
    '<defs><pattern id="hachures" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<line class="hachure" x1="1" y1="0" x2="1" y2="6"/></pattern></defs>'
)
CLE = (
    '<rect class="obtenu" x="235" y="{0}" width="12" height="12"/>'
    '<text class="petit" x="251" y="{1}">acquis</text>'
    '<rect class="reste" x="310" y="{0}" width="12" height="12"/>'
    '<text class="petit" x="326" y="{1}">pas encore évalué</text>'
    '<rect class="vide" x="440" y="{0}" width="12" height="12"/>'
    '<text class="petit" x="456" y="{1}">non acquis</text>'
    '<line class="seuil" x1="535" x2="535" y1="{2}" y2="{3}"/><text class="petit" x="541" y="{1}">seuil</text>'
)
DESSIN = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 655 98" role="img" aria-label="Ce que c&#x27;est">'
    + HACHURES
    + '<text x="0" y="22">1 &lt;Lire&gt;</text>'
    + FOND.format(8)
    + '<rect class="reste" x="523.0" y="8" width="36.0" height="18"/>'
    '<rect class="obtenu" x="235.0" y="8" width="288.0" height="18"/>'
    '<line class="seuil" x1="487.0" x2="487.0" y1="4" y2="30"/>'
    '<text x="603" y="22">8/10</text>'
    '<text x="0" y="56">2 Un nom de plus de trente-huit lettr…</text>'
    + FOND.format(42)
    + '<rect class="reste" x="487.0" y="42" width="108.0" height="18"/>'
    '<rect class="obtenu" x="235.0" y="42" width="252.0" height="18"/>'
    '<text x="603" y="56">7/2 sur 5</text>' + CLE.format(76, 86, 74, 90) + "</svg>"
)


def test_une_figure_est_un_dessin_avec_sa_cle_et_ses_seuils():
    assert svg(BARRES, "Ce que c'est", en_page=True) == DESSIN


def test_une_figure_hors_d_une_page_porte_ses_couleurs():
    avant, couleurs, apres = svg(BARRES, "Ce que c'est").partition("<style>")[0::1]
    style, _, reste = apres.partition("</style>")
    assert couleurs
    assert avant + reste == DESSIN
    assert {
        f".{classe}{{" in style
        for classe in ("vide", "obtenu", "reste", "hachure", "seuil", "petit")
    } == {True}


def test_une_figure_en_lettres_a_ses_noms_alignes_et_la_marque_du_seuil():
    assert lettres(BARRES) == [
        "1 <Lire>                                █████████████████████│███▒▒▒···  8/10",
        "2 Un nom de plus de trente-huit lettr…  █████████████████████▒▒▒▒▒▒▒▒▒  7/2 sur 5",
        LEGENDE,
    ]
    assert lettres([Barre("x" * 38, 0, 0, 3, 3, "")]) == [f"{'x' * 38}  {'·' * 30}│  0/3", LEGENDE]
    assert lettres([Barre("", 1, 1, 60, 1, "")]) == [f"  │{'·' * 30}  1/60", LEGENDE]
    assert lettres([]) == []


# HTML


def page(dedans, logo="", titre="A &lt;b&gt;", taille=12, provenance="{}"):
    return (
        '<!DOCTYPE html>\n<html lang="fr">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        '<meta http-equiv="Content-Security-Policy" '
        "content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\">\n"
        f'<meta name="clea-provenance" content="{provenance}">\n<title>{titre}</title>\n'
        f"<style>\n:root {{ --taille: {taille}pt; }}\n{STYLE}</style>\n"
        f"</head>\n<body>\n<main>\n{logo}{dedans}</main>\n</body>\n</html>\n"
    )


def test_la_page_html_a_ses_balises_et_rien_n_y_est_obei():
    assert document_html.rendre(DOCUMENT).decode() == page(
        "<h1>A <strong>&lt;b&gt;</strong></h1>\n"
        "<h2>B</h2>\n"
        "<p>mot\u00a0: x</p>\n"
        "<p><strong>gras</strong><strong><em> et </em></strong><em>penché</em></p>\n"
        "<ul>\n<li>un</li>\n<li><p>deux</p>\n<p>suite</p>\n</li>\n"
        "<li><ol>\n<li>x</li>\n<li>y</li>\n</ol>\n</li>\n<li></li>\n</ul>\n"
        "<ol>\n<li>un</li>\n<li><hr>\n</li>\n</ol>\n"
        '<aside role="note">\n<p>Attention</p>\n<hr>\n<p>encore</p>\n</aside>\n'
        '<div class="defile" tabindex="0" role="group" aria-label="Tableau"><table>\n'
        '<thead>\n<tr><th scope="col">T</th><th scope="col" class="nombre">N</th></tr>\n</thead>\n'
        '<tbody>\n<tr><td>a</td><td class="nombre">1</td></tr>\n'
        '<tr><td><strong>b &amp; c</strong></td><td class="nombre">22</td></tr>\n</tbody>\n</table></div>\n'
        f"<figure>{DESSIN}</figure>\n"
        "<hr>\n",
        provenance="{&#34;a&#34;: &#34;&lt;--&gt;\\&#34;\\u00e9&#39;&#34;, &#34;b&#34;: 1}",
    )


def test_la_page_html_porte_le_logo_et_n_a_pas_de_demi_caractere():
    nu = Document("\ud800", (par("\ud800"),), {}, {}, "2026-11-28")
    assert document_html.rendre(nu, Habillage(b"PNG?")).decode() == page(
        "<p>?</p>\n",
        logo='<img class="logo" alt="" src="data:image/png;base64,UE5HPw==">\n',
        titre="?",
        taille=11,
    )


def test_une_figure_se_dessine_ou_qu_elle_soit():
    ronde = Figure("d", "Ce que c'est")
    blocs = (puces((par("a"), ronde), (ronde,)), Encadre((ronde,)))
    assert document_html.rendre(
        Document("", blocs, {"d": BARRES}, {}, "2026-11-28")
    ).decode() == page(
        f"<ul>\n<li><p>a</p>\n<figure>{DESSIN}</figure>\n</li>\n<li><figure>{DESSIN}</figure>\n</li>\n</ul>\n"
        f'<aside role="note">\n<figure>{DESSIN}</figure>\n</aside>\n',
        titre="",
        taille=11,
    )


@pytest.mark.parametrize(("lettres_", "retenue"), [(400, 1), (401, 0)])
def test_une_ligne_n_est_retenue_que_si_elle_est_courte_et_d_un_seul_style(lettres_, retenue):
    document_html._retenue.cache_clear()
    assert (
        document_html._ligne((Morceau("a" * lettres_, gras=True),))
        == f"<strong>{'a' * lettres_}</strong>"
    )
    assert document_html._ligne((Morceau("a"), Morceau("b", gras=True))) == "a<strong>b</strong>"
    assert document_html._retenue.cache_info().currsize == retenue


# Markdown


def test_le_markdown_a_ses_figures_en_lettres_et_sa_provenance_a_la_fin():
    markdown = "# A\n\n![Ce que c'est](figure:d)\n\n![x](figure:d) y\n\n\n"
    assert document_markdown.rendre(markdown, DOCUMENT).decode() == (
        "# A\n\n```text\n"
        "1 <Lire>                                █████████████████████│███▒▒▒···  8/10\n"
        "2 Un nom de plus de trente-huit lettr…  █████████████████████▒▒▒▒▒▒▒▒▒  7/2 sur 5\n"
        "█ acquis   ▒ non évalué   · non acquis   │ seuil\n"
        "```\n\n*x* y\n\n"
        '<!-- clea-provenance {"a": "<-\\u002d>\\"\\u00e9\'", "b": 1} -->\n'
    )
    assert json.loads('"-\\u002d"') == "--"  # the comment does not end there, and says the same
    assert (
        document_markdown.rendre("a  \n", DOCUMENT._replace(provenance={}))
        == b"a  \n\n<!-- clea-provenance {} -->\n"
    )
    assert document_markdown.rendre("\ud800XX", DOCUMENT._replace(provenance={})) == (
        b"?XX\n\n<!-- clea-provenance {} -->\n"
    )


# In a terminal


def ecran(*blocs, largeur=40):
    return marques(texte.rendre(DOCUMENT._replace(blocs=blocs), largeur))


def test_dans_un_terminal_le_document_garde_ses_styles_en_mots():
    assert ecran(*BLOCS, Titre(3, (Morceau("C"),)), Titre(4, (Morceau("D"),)), largeur=72) == (
        """\
{bold underline|A <b>}

{bold|B}

mot : x

gras et penché

- un
- deux
  suite
-\x20
  1. x
  2. y
-\x20

1. un
2.\x20
"""
        f"{{dim|{'─' * 72}}}\n"
        """
{yellow|! }{yellow|Attention}
"""
        f"{{dim|{'─' * 72}}}\n"
        """\
{yellow|! }{yellow|encore}

{dim|T       N}
a       1
b & c  22

1 <Lire>                                █████████████████████│███▒▒▒···  8/10
2 Un nom de plus de trente-huit lettr…  █████████████████████▒▒▒▒▒▒▒▒▒  7/2 sur 5
█ acquis   ▒ non évalué   · non acquis   │ seuil

"""
        f"{{dim|{'─' * 72}}}\n"
        """
{bold|C}

D
"""
    )


@pytest.mark.parametrize(
    ("bloc", "ecrit"),
    [
        (Paragraphe(()), "\n"),
        (
            Paragraphe((Morceau("a : ", gras=True), Morceau("b", gras=True, italique=True))),
            "{bold|a : b}\n",
        ),
        (Paragraphe((Morceau("a", gras=True), Morceau("b"))), "ab\n"),
        (par("un deux trois qt\u00a0: x"), "un deux trois\nqt : x\n"),
        (numeros((par("un deux trois quatre"),)), "1. un deux trois\n   quatre\n"),
        (puces((par("a"), Paragraphe((Morceau("b", gras=True),)))), "- a\n  {bold|b}\n"),
        (
            puces((par("a"), Figure("f", ""))),
            f"- a\n  x  ██████████████████████████████│  1/1\n  {LEGENDE}\n",
        ),
        (
            Encadre((par("un deux trois quatre"),)),
            "{yellow|! }{yellow|un deux trois}\n{yellow|  }{yellow|quatre}\n",
        ),
        (Encadre((puces((par("un deux trois quatre"),)),)), "! - un deux\n    trois quatre\n"),
        (Encadre((Figure("f", ""),)), f"! x  ██████████████████████████████│  1/1\n! {LEGENDE}\n"),
        (Filet(), "{dim|────────────────}\n"),
        (par("un deux 12\u00a0345"), "un deux 12 345\n"),
        (par("un deux trois 12\u00a0345"), "un deux trois\n12 345\n"),
    ],
)
def test_chaque_bloc_est_coupe_a_la_largeur_de_l_ecran(bloc, ecrit):
    figures = {"f": (Barre("x", 1, 1, 1, 1, ""),)}
    assert marques(texte.rendre(DOCUMENT._replace(blocs=(bloc,), figures=figures), 16)) == ecrit


TROIS = Tableau(
    mots("Long titre ici", "N", "Le mot"),
    (mots("un deux trois quatre", "1", "a"), mots("b", "12 345", "cinq six sept")),
    (False, True, False),
)


@pytest.mark.parametrize(
    ("largeur", "lignes"),
    [
        (  # 20 + 2 + 6 + 2 + 13: as wide as it needs
            43,
            [
                "{dim|Long titre ici             N  Le mot}",
                "un deux trois quatre       1  a",
                "b                     12 345  cinq six sept",
            ],
        ),
        (  # one less: the widest gives way
            42,
            [
                "{dim|Long titre ici            N  Le mot}",
                "un deux trois             1  a",
                "quatre",
                "b                    12 345  cinq six sept",
            ],
        ),
        (
            30,
            [
                "{dim|Long titre       N  Le mot}",
                "{dim|ici}",
                "un deux          1  a",
                "trois",
                "quatre",
                "b           12 345  cinq six",
                "                    sept",
            ],
        ),
        (  # none below 8: the table is then wider than the screen
            10,
            [
                "{dim|Long           N  Le mot}",
                "{dim|titre}",
                "{dim|ici}",
                "un deux        1  a",
                "trois",
                "quatre",
                "b         12 345  cinq six",
                "                  sept",
            ],
        ),
    ],
)
def test_une_table_trop_large_a_ses_cellules_sur_plusieurs_lignes(largeur, lignes):
    assert ecran(TROIS, largeur=largeur).splitlines() == lignes
