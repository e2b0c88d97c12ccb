"""What Word and typst are given of a document: decided by hand, styles, sizes and places included."""

import json
import re
import time
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import docx
import pypdf
import pytest
import typst
from docx.oxml.ns import qn

from clea_cli.documents.rendus import docx as document_docx
from clea_cli.documents.rendus import pdf as document_pdf
from clea_cli.documents.vues import (
    Document,
    Encadre,
    Figure,
    Habillage,
    Morceau,
    Paragraphe,
    Tableau,
    Titre,
)
from clea_cli.sorties import composer
from clea_cli.sorties.barres import svg
from clea_cli.sorties.polices import polices
from tests.documents.test_documents_ecrits import BARRES, DOCUMENT
from tests.outils.blocs import mots, numeros, par, puces

LOGO = (Path(__file__).parent.parent / "logo.png").read_bytes()
TITRES = {f"Heading {niveau}" for niveau in range(1, 10)}


@pytest.fixture
def dessins(monkeypatch):
    """What typst was asked to draw; it gives our logo instead."""
    demandes = []

    def compiler(source, **options):
        demandes.append((source.decode(), options))
        return LOGO

    document_docx._png.cache_clear()
    monkeypatch.setattr(typst, "compile", compiler)
    yield demandes
    document_docx._png.cache_clear()


def ecrit(document=DOCUMENT, reference=b"", logo=b""):
    """The parts of a docx, by name."""
    with ZipFile(BytesIO(document_docx.rendre(document, reference, Habillage(logo)))) as archive:
        return {partie.filename: archive.read(partie) for partie in archive.infolist()}


def attribut(noeud, chemin, nom="w:val"):
    """An attribute of what is found there, or nothing."""
    trouve = noeud.find("/".join(qn(pas) for pas in chemin.split("/")))
    return "" if trouve is None else trouve.get(qn(nom))


def suite(paragraphe):
    """A paragraph in a few signs: its style, where it stands, its runs, its image."""
    courses = ""
    for course in paragraphe.iter(qn("w:r")):
        signes = "".join(
            s
            for s, nom in (("*", "w:b"), ("_", "w:i"))
            if course.find(f"{qn('w:rPr')}/{qn(nom)}") is not None
        )
        courses += signes + "".join(noeud.text for noeud in course.iter(qn("w:t"))) + signes[::-1]
    for dessin in paragraphe.iter(qn("wp:inline")):
        courses += (
            f"[{dessin.find(qn('wp:docPr')).get('descr')} {dessin.find(qn('wp:extent')).get('cx')}]"
        )
    reglages = (attribut(paragraphe, f"w:pPr/{nom}") for nom in ("w:pStyle", "w:jc"))
    apres = attribut(paragraphe, "w:pPr/w:spacing", "w:after")
    return " ".join(filter(None, (*reglages, apres and f"+{apres}", f"«{courses}»")))


def corps(parties):
    """The body of a docx, a line a paragraph or a row."""
    lignes = []
    for noeud in docx.Document(BytesIO(_zip(parties))).element.body:
        if noeud.tag == qn("w:p"):
            lignes.append(suite(noeud))
        elif noeud.tag == qn("w:tbl"):
            colonnes = [colonne.get(qn("w:w")) for colonne in noeud.iter(qn("w:gridCol"))]
            forme = attribut(noeud, "w:tblPr/w:tblLayout", "w:type")
            lignes.append(
                " ".join(
                    ("table", attribut(noeud, "w:tblPr/w:tblStyle") or "nue", forme, *colonnes)
                )
            )
            lignes += [_rangee(rangee) for rangee in noeud.iter(qn("w:tr"))]
    return lignes


def _rangee(rangee):
    cellules = []
    for cellule in rangee.iter(qn("w:tc")):
        ombre = "".join(
            attribut(cellule, "w:tcPr/w:shd", nom) for nom in ("w:val", "w:color", "w:fill")
        )
        large = attribut(cellule, "w:tcPr/w:tcW", "w:w")
        cellules.append(
            " ".join((large, *([ombre] if ombre else []), *map(suite, cellule.iter(qn("w:p")))))
        )
    return " | ".join((f"rangée {attribut(rangee, 'w:trPr/w:tblHeader')}".strip(), *cellules))


def _zip(parties):
    sortie = BytesIO()
    with ZipFile(sortie, "w") as archive:
        for nom, contenu in parties.items():
            archive.writestr(nom, contenu)
    return sortie.getvalue()


def style(parties, identifiant):
    """A style as Word reads it."""
    trouve = re.search(
        f'<w:style [^>]*w:styleId="{identifiant}".*?</w:style>',
        parties["word/styles.xml"].decode(),
        re.DOTALL,
    )
    assert trouve
    return trouve[0]


def test_le_docx_a_chaque_bloc_dans_son_style(dessins):
    parties = ecrit(logo=LOGO)
    assert (
        parties["word/document.xml"].count(b'descr="') == 2
    )  # said of the images, and of nothing else
    assert corps(parties) == [
        "right «[Logo de l'organisme 1008000]»",
        "Heading1 «A *<b>*»",
        "Heading2 «B»",
        "«mot\u00a0: x»",
        "«*gras**_ et _*_penché_»",
        "ListBullet «un»",
        "ListBullet «deux»",
        "ListBullet «suite»",
        "ListNumber «x»",
        "ListNumber «y»",
        "ListNumber «un»",
        "+120 «»",
        "Encadré «Attention»",
        "+120 «»",
        "Encadré «encore»",
        "table TableGrid fixed 4819 4819",
        "rangée true | 4819 clearautoECEBE6 «*T*» | 4819 clearautoECEBE6 right «*N*»",
        "rangée | 4819 «a» | 4819 right «1»",
        "rangée | 4819 «*b & c*» | 4819 right «22»",
        "+0 «»",
        "«[Ce que c'est 6120130]»",
        "+120 «»",
    ]
    assert len(dessins) == 1


def test_les_colonnes_du_docx_se_partagent_la_page_selon_leurs_mots():
    tableau = Tableau(mots("T", "x" * 28), (mots("a", "b"),), (False, False))
    assert corps(ecrit(DOCUMENT._replace(blocs=(tableau,)))) == [
        "table TableGrid fixed 3213 6425",  # 170 mm, a third and two thirds
        f"rangée true | 3213 clearautoECEBE6 «*T*» | 6425 clearautoECEBE6 «*{'x' * 28}*»",
        "rangée | 3213 «a» | 6425 «b»",
        "+0 «»",
    ]


def test_un_titre_plus_profond_que_ceux_de_word_prend_le_dernier():
    profonds = DOCUMENT._replace(blocs=(Titre(9, (Morceau("neuf"),)), Titre(10, (Morceau("dix"),))))
    assert corps(ecrit(profonds)) == ["Heading9 «neuf»", "Heading9 «dix»"]


def test_le_docx_a_nos_lettres_nos_marges_et_notre_encadre():
    parties = ecrit(DOCUMENT._replace(blocs=()))
    assert (
        '<w:rFonts w:ascii="Calibri" w:hAnsi="Calibri"/><w:sz w:val="24"/><w:lang w:val="fr-FR"/>'
        in style(parties, "Normal")
    )
    for niveau, demi_points in ((1, 40), (2, 30), (3, 25)):  # 12 points by 1.7, 1.25 and 1.05
        vu = style(parties, f"Heading{niveau}")
        assert '<w:color w:val="1D2430"/>' in vu
        assert f'<w:sz w:val="{demi_points}"/>' in vu
    encadre = style(parties, "Encadré")
    assert 'w:type="paragraph"' in encadre
    assert encadre.partition('<w:name w:val="Encadré"/>')[2] == (
        '<w:basedOn w:val="Normal"/><w:pPr>'
        '<w:pBdr><w:left w:val="single" w:sz="24" w:space="8" w:color="B7791F"/></w:pBdr>'
        '<w:shd w:val="clear" w:color="auto" w:fill="FDF3DC"/></w:pPr></w:style>'
    )
    [section] = docx.Document(BytesIO(_zip(parties))).sections
    assert [round(cote.mm) for cote in (section.page_width, section.page_height)] == [210, 297]
    marges = (section.left_margin, section.right_margin, section.top_margin, section.bottom_margin)
    assert [round(marge.mm) for marge in marges] == [20, 20, 20, 20]


def test_le_docx_dit_de_quoi_il_a_ete_fait_et_quel_jour():
    parties = ecrit(DOCUMENT._replace(titre="T" * 300, blocs=()))
    vues = docx.Document(BytesIO(_zip(parties))).core_properties
    assert (vues.title, vues.author, vues.language) == ("T" * 255, "clea", "fr-FR")
    assert (vues.last_modified_by, vues.revision, vues.keywords) == ("clea", 1, "")
    assert vues.created == vues.modified
    assert vues.created.replace(tzinfo=UTC) == datetime(
        2026, 11, 28, tzinfo=UTC
    )  # once without a zone
    assert vues.comments == '{"a": "<-->\\"\\u00e9\'", "b": 1}'
    long = ecrit(DOCUMENT._replace(provenance={"a": "x" * 1000}, blocs=()))
    assert docx.Document(BytesIO(_zip(long))).core_properties.comments == json.dumps(
        {"a": "x" * 1000}
    )


def test_les_parties_du_docx_sont_serrees_et_de_la_meme_date():
    contenu = document_docx.rendre(DOCUMENT._replace(blocs=(par("a"),)))
    with ZipFile(BytesIO(contenu)) as archive:
        assert {(p.date_time, p.compress_type) for p in archive.infolist()} == {
            ((1980, 1, 1, 0, 0, 0), ZIP_DEFLATED)
        }
        assert archive.testzip() is None
    assert document_docx.rendre(DOCUMENT._replace(blocs=(par("a"),))) == contenu


def reference(*otes):
    """An organisme's reference document, without these styles."""
    leur = docx.Document()
    leur.add_paragraph("à effacer")
    leur.add_table(1, 1)
    leur.sections[0].left_margin = 0
    leur.core_properties.comments = "leur commentaire"
    leur.core_properties.keywords = "leurs mots"
    for nom in otes:
        leur.styles[nom].delete()
    sortie = BytesIO()
    leur.save(sortie)
    return sortie.getvalue()


STYLES = Document(
    "T",
    (
        Titre(1, (Morceau("T"),)),
        puces((par("a"),)),
        numeros((par("b"),)),
        Encadre((par("c"),)),
        Tableau(mots("d"), (), (False,)),
    ),
    {},
    {},
    "2026-11-28",
)


@pytest.mark.parametrize(
    ("otes", "lignes"),
    [
        (
            (),
            [
                "Heading1 «T»",
                "ListBullet «a»",
                "ListNumber «b»",
                "IntenseQuote «c»",
                "table TableGrid fixed 10440",
            ],
        ),
        (
            ("Intense Quote", "List Bullet"),
            ["Heading1 «T»", "«a»", "ListNumber «b»", "Quote «c»", "table TableGrid fixed 10440"],
        ),
        (
            ("Intense Quote", "Quote", "List Number", "Heading 1", "Table Grid"),
            ["«T»", "ListBullet «a»", "«b»", "«c»", "table nue fixed 10440"],
        ),
    ],
)
def test_le_docx_de_l_organisme_donne_ses_styles_et_sinon_les_plus_proches(otes, lignes):
    parties = ecrit(STYLES, reference(*otes))
    *vues, entete, vide = corps(parties)
    assert vues == lignes
    assert (entete, vide) == ("rangée true | 10440 clearautoECEBE6 «*d*»", "+0 «»")
    relu = docx.Document(BytesIO(_zip(parties)))
    assert relu.sections[0].left_margin == 0
    assert relu.styles["Normal"].font.name != "Calibri"
    assert (relu.core_properties.comments, relu.core_properties.keywords) == ("{}", "")


def test_une_figure_du_docx_est_dessinee_par_typst_avec_nos_lettres_seules(dessins):
    document_docx.rendre(DOCUMENT)
    dessin = json.dumps(svg(BARRES, "Ce que c'est"), ensure_ascii=False)
    assert dessins == [
        (
            f'#set page(width: auto, height: auto, margin: 0pt)\n#image(bytes({dessin}), format: "svg")',
            {"format": "png", "ppi": 200, "ignore_system_fonts": True, "font_paths": polices()},
        )
    ]
    assert "acquis" in dessin
    document_docx.rendre(DOCUMENT)
    assert len(dessins) == 1  # the same figure is drawn once


def test_un_dessin_que_typst_ne_rend_pas_en_octets_est_vide(monkeypatch):
    monkeypatch.setattr(typst, "compile", lambda *_, **__: [LOGO])
    document_docx._png.cache_clear()
    assert document_docx._png("<svg/>") == b""
    document_docx._png.cache_clear()


# PDF


class Compilateur:
    """Takes what typst is given, and says what it is told to."""

    def __init__(self, *reponses):
        self.demandes, self.reponses = [], list(reponses)

    def compile(self, sys_inputs, **options):
        """Answer once."""
        self.demandes.append((json.loads(sys_inputs["document"]), sys_inputs, options))
        reponse = self.reponses.pop(0)
        if isinstance(reponse, Exception):
            raise reponse
        return reponse


@pytest.fixture
def compilateur(monkeypatch):
    """A compiler of our own, until told otherwise."""
    faux = Compilateur(b"%PDF")
    monkeypatch.setattr(composer, "_compilateur", lambda _gabarit: faux)
    return faux


def m(texte, *, gras=False, italique=False):
    return {"texte": texte, "gras": gras, "italique": italique}


def p(texte):
    return {"genre": "paragraphe", "ligne": [m(texte)]}


def test_typst_recoit_les_blocs_en_donnees_et_un_jour_fixe(compilateur):
    assert document_pdf.rendre(DOCUMENT, Habillage(b"\x01\x02")) == b"%PDF"
    [(donnees, entrees, options)] = compilateur.demandes
    assert options == {"format": "pdf", "pdf_standards": ["a-2a", "ua-1"], "timestamp": 1795824000}
    assert list(entrees) == ["document"]
    assert "é" in entrees["document"]
    assert donnees == {
        "titre": "A <b>",
        "provenance": '{"a": "<-->\\"\\u00e9\'", "b": 1}',
        "code": "",
        "taille": 12,
        "facile": False,
        "jour": "28 novembre 2026",
        "logo": [1, 2],
        "images": {},
        "largeurs": {},
        "style": {
            "place": "droite",
            "principale": "#1d2430",
            "secondaire": "",
            "largeur": None,
            "police": "Source Sans Pro",
            "marges": 20,
            "tete": "",
            "pied": "",
        },
        "blocs": [
            {"genre": "titre", "niveau": 1, "ligne": [m("A "), m("<b>", gras=True)]},
            {"genre": "titre", "niveau": 2, "ligne": [m("B")]},
            p("mot\u00a0: x"),
            {
                "genre": "paragraphe",
                "ligne": [
                    m("gras", gras=True),
                    m(" et ", gras=True, italique=True),
                    m("penché", italique=True),
                ],
            },
            {
                "genre": "liste",
                "elements": [
                    [p("un")],
                    [p("deux"), p("suite")],
                    [{"genre": "numeros", "elements": [[p("x")], [p("y")]]}],
                    [],
                ],
            },
            {"genre": "numeros", "elements": [[p("un")], [{"genre": "filet"}]]},
            {"genre": "encadre", "blocs": [p("Attention"), {"genre": "filet"}, p("encore")]},
            {
                "genre": "tableau",
                "titres": [[m("T")], [m("N")]],
                "lignes": [[[m("a")], [m("1")]], [[m("b & c", gras=True)], [m("22")]]],
                "droite": [False, True],
                "poids": [14, 14],
            },
            {"genre": "figure", "svg": svg(BARRES, "Ce que c'est"), "legende": "Ce que c'est"},
            {"genre": "filet"},
        ],
    }


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="Windows keeps its own time zone")
def test_le_jour_du_pdf_est_le_meme_partout(compilateur, monkeypatch):
    try:
        with monkeypatch.context() as ailleurs:
            ailleurs.setenv("TZ", "Asia/Tokyo")
            time.tzset()
            document_pdf.rendre(DOCUMENT)
    finally:
        time.tzset()
    assert compilateur.demandes[0][2]["timestamp"] == 1795824000


def test_une_figure_du_pdf_se_dessine_dans_une_liste_ou_un_encadre(compilateur):
    blocs = (puces((Figure("d", "x"),)), Encadre((Figure("d", "x"),)))
    document_pdf.rendre(DOCUMENT._replace(blocs=blocs))
    figure = {"genre": "figure", "svg": svg(BARRES, "x"), "legende": "x"}
    assert compilateur.demandes[0][0]["blocs"] == [
        {"genre": "liste", "elements": [[figure]]},
        {"genre": "encadre", "blocs": [figure]},
    ]


def test_sans_titre_ni_legende_le_pdf_en_a_quand_meme(compilateur):
    vide = Document(
        "\u00a0", (Titre(1, (Morceau("\u00a0"),)), Figure("d", " ")), {"d": ()}, {}, "2026-11-28"
    )
    document_pdf.rendre(vide)
    [(donnees, _, _)] = compilateur.demandes
    assert donnees["titre"] == "Document sans titre"
    assert donnees["logo"] == []
    assert donnees["blocs"] == [
        p("\u00a0"),
        {"genre": "figure", "svg": svg((), " "), "legende": "d"},
    ]


def titre(niveau):
    return Titre(niveau, (Morceau(str(niveau)),))


@pytest.mark.parametrize(
    ("niveaux", "pdf"),
    [
        ([1, 2, 3, 2, 1], [1, 2, 3, 2, 1]),
        ([2, 2, 3], [1, 2, 3]),
        ([1, 3, 3, 6, 2, 4], [1, 2, 3, 4, 2, 3]),
        ([6], [1]),
    ],
)
def test_les_titres_du_pdf_descendent_d_un_niveau_a_la_fois(niveaux, pdf, compilateur):
    document_pdf.rendre(DOCUMENT._replace(blocs=tuple(map(titre, niveaux))))
    [(donnees, _, _)] = compilateur.demandes
    assert [bloc["niveau"] for bloc in donnees["blocs"]] == pdf


def test_un_titre_dans_une_liste_ou_un_encadre_compte_aussi(compilateur):
    blocs = (
        titre(1),
        puces((par("a"), titre(3)), (titre(6),)),
        Encadre((par("b"), titre(5))),
        titre(6),
    )
    document_pdf.rendre(DOCUMENT._replace(blocs=blocs))
    [(donnees, _, _)] = compilateur.demandes
    assert re.findall(r'"niveau": (\d)', json.dumps(donnees["blocs"])) == ["1", "2", "3", "4", "5"]


def test_une_lettre_sans_dessin_est_dite_par_son_numero(compilateur):
    lettres = DOCUMENT._replace(titre="\u1019", blocs=(par("a\U0001f600 \u4e2d\u1019"),))
    assert document_pdf.rendre(lettres) == b"%PDF"
    [(donnees, _, _)] = compilateur.demandes
    assert donnees["titre"] == "[U+1019]"
    assert donnees["blocs"] == [p("a[U+1F600] [U+4E2D][U+1019]")]


def test_ce_que_typst_ne_sait_pas_assembler_est_dit_par_ses_numeros(compilateur):
    compilateur.reponses = [typst.TypstError("the text `q` could not be displayed"), b"%PDF"]
    assert document_pdf.rendre(DOCUMENT._replace(blocs=(par("q\u0301 é"),))) == b"%PDF"
    assert [donnees["blocs"] for donnees, _, _ in compilateur.demandes] == [
        [p("q\u0301 é")],
        [p("[U+0071 U+0301] é")],
    ]


def test_une_autre_erreur_de_typst_n_est_pas_cachee(compilateur):
    compilateur.reponses = [typst.TypstError("out of paper")] * 2
    with pytest.raises(typst.TypstError, match="out of paper"):
        document_pdf.rendre(DOCUMENT)


def test_ce_que_typst_ne_rend_pas_en_octets_est_vide(compilateur):
    compilateur.reponses = [[b"%PDF"]]
    assert document_pdf.rendre(DOCUMENT) == b""


def test_tout_ce_qu_un_modele_peut_dire_fait_un_vrai_pdf():
    blocs = (
        *(
            Titre(3, (Morceau("A"),)),
            Titre(6, ()),
            Titre(6, (Morceau("B"),)),
            Paragraphe(()),
            puces((), (titre(6),)),
        ),
        *(
            Encadre(()),
            Encadre((numeros((par("\U0001f600"),)),)),
            Tableau(((), *mots("b")), ((*mots("c"), ()),), (False, True)),
        ),
        Figure("d", ""),
    )
    lu = pypdf.PdfReader(
        BytesIO(
            document_pdf.rendre(DOCUMENT._replace(titre="", blocs=blocs, figures={"d": BARRES}))
        )
    )
    assert lu.metadata.title == "Document sans titre"
    assert "[U+1F600]" in lu.pages[0].extract_text()


def test_le_compilateur_du_pdf_n_a_que_nos_lettres(monkeypatch):
    donnes, lettres = [], polices()
    monkeypatch.setattr(
        typst, "Compiler", lambda *chemins, **options: donnes.append((chemins, options))
    )
    gabarits = Path(document_pdf.__file__).parent / "gabarits"
    composer._compilateur.cache_clear()
    composer._compilateur(gabarits / "document.typ")
    composer._compilateur.cache_clear()
    assert donnes == [
        (
            (str(gabarits / "document.typ"),),
            {"root": str(gabarits), "ignore_system_fonts": True, "font_paths": lettres},
        )
    ]
