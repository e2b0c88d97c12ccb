"""What an organisme gives its documents to wear: images, links, page breaks, a logo, a style."""

import re
import zlib
from io import BytesIO
from zipfile import ZipFile

import docx
import pypdf
import pytest

from clea_cli.documents import essai_modeles, image
from clea_cli.documents.charger_modeles import charger, inutiles
from clea_cli.documents.rendus import blocs, html, pdf, texte
from clea_cli.documents.rendus import docx as document_docx
from clea_cli.documents.rendus.markdown import rendre as en_markdown
from clea_cli.documents.vues import Habillage, Illustration, SautDePage
from clea_cli.sorties.texte import sans_style
from livraison import manifeste
from tests.documents.test_documents import RACINE
from tests.documents.test_dossier_de_modeles import LOGO, png
from tests.promesses.test_cases import lancer

DESSIN = png(96, 48, (b"\0" + b"\x40" * 96) * 48)
# One grey pixel: the smallest whole JPEG, made once by hand of its segments.
TABLES = bytes([*range(1, 65)])
JPEG = b"".join(
    [
        b"\xff\xd8",
        b"\xff\xdb\x00\x43\x00" + bytes([1] * 64),
        b"\xff\xc0\x00\x0b\x08\x00\x01\x00\x01\x01\x01\x11\x00",
        b"\xff\xc4\x00\x14\x00\x01" + bytes(15) + b"\x00",
        b"\xff\xc4\x00\x14\x10\x01" + bytes(15) + b"\x00",
        b"\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00\x3f\xff\xd9",
    ]
)
PAGE = """# Titre

[notre site](https://exemple.fr/accueil) et **[le courriel](mailto:a@exemple.fr)**

![Notre atelier](images/atelier.png)

![](saut-de-page)

Fin.
"""
ADMIS = ("images/atelier.png", "https://exemple.fr/accueil", "mailto:a@exemple.fr")
HABITS = Habillage(images={"images/atelier.png": image.lire(DESSIN)})


def lu(markdown=PAGE, admis=ADMIS, **options):
    return blocs.lire(markdown, {}, {"code": "1"}, "2026-11-28", admis=admis, **options)


def dossier(ici, **fichiers):
    """A folder of templates; « images__a_png » is « images/a.png »."""
    (ici / "images").mkdir()
    for nom, contenu in fichiers.items():
        chemin = ici / nom.replace("__", "/").replace("_", ".")
        chemin.write_bytes(contenu if isinstance(contenu, bytes) else contenu.encode())
    return charger(str(ici))


# Images


@pytest.mark.parametrize(
    ("contenu", "dit"),
    [
        (DESSIN, ("png", 96, 48)),
        (JPEG, ("jpeg", 1, 1)),
        (JPEG[:-2], "ce n'est pas une image JPEG entière, en couleurs ou en gris"),
        (
            JPEG.replace(b"\x08\x00\x01\x00\x01\x01", b"\x08\x00\x01\x00\x01\x04"),
            "ce n'est pas une image JPEG",
        ),
        (JPEG.replace(b"\x08\x00\x01\x00\x01", b"\x08\xff\xff\xff\xff"), "l'image est trop grande"),
        (JPEG.replace(b"\xff\xdb\x00\x43", b"\xff\xdb\x00\x02"), "ce n'est pas une image JPEG"),
        (b"GIF89a", "ce n'est pas une image PNG ou JPEG entière"),
        (b"\xff\xd8\xff\xd9", "ce n'est pas une image JPEG"),
    ],
)
def test_une_image_est_lue_avant_de_servir(contenu, dit):
    lue = image.lire(contenu)
    if isinstance(lue, str):
        assert lue.startswith(dit)
    else:
        assert (lue.genre, lue.large, lue.haut) == dit


def test_une_image_jpeg_dont_le_dessin_est_abime_est_refusee():
    pytest.importorskip("typst")
    abimee = JPEG.replace(b"\xff\xc4\x00\x14\x10\x01", b"\xff\xc4\x00\x14\x11\x01")
    assert image.lire(abimee) == "l'image est abîmée"


@pytest.mark.parametrize(
    ("nom", "motif"),
    [
        (
            "images/atelie.png",
            "elle n'est pas dans le dossier des modèles ; vouliez-vous dire « images/atelier.png » ?",
        ),
        ("../a.png", "son chemin sort du dossier des modèles"),
        ("/etc/a.png", "son chemin sort du dossier des modèles"),
        ("images\\\\a.png", "son chemin sort du dossier des modèles"),
        ("images/a.gif", "seules le sont celles qui finissent par .png, .jpg, .jpeg"),
        ("mon image.png", "son nom a une espace : renommez le fichier"),
        ("faux.png", "ce n'est pas une image PNG ou JPEG entière"),
    ],
)
def test_une_image_ne_vient_que_du_dossier_et_se_dit_a_sa_ligne(nom, motif, tmp_path):
    fichiers = {
        "ecarts_md": f"# x\n\n![a]({nom})\n",
        "images__atelier_png": DESSIN,
        "faux_png": b"x",
    }
    [faute] = dossier(tmp_path, **fichiers).diagnostics
    assert (faute.code, faute.position.ligne) == ("D207", 3)
    assert motif in faute.message


def test_une_image_qui_mene_hors_du_dossier_est_refusee(tmp_path):
    (tmp_path / "secret.png").write_bytes(DESSIN)
    (tmp_path / "m").mkdir()
    (tmp_path / "m" / "a.png").symlink_to("../secret.png")
    lu = dossier(tmp_path / "m", ecarts_md="![a](a.png)")
    assert [faute.code for faute in lu.diagnostics] == ["D352"]


def test_les_images_qui_ne_servent_pas_sont_nommees(tmp_path):
    fichiers = {"images__a_png": DESSIN, "images__b_png": DESSIN, "images__lisez_txt": "x"}
    lu = dossier(tmp_path, ecarts_md="![a](images/a.png)", pied_md="x", **fichiers)
    assert inutiles(lu.value) == ["pied.md", "images/b.png"]
    assert set(lu.value.propres("ecarts.md")) == {"ecarts.md", "images/a.png"}
    assert set(lu.value.propres("plan.md")) == set()


# In each format


def test_en_html_les_liens_se_suivent_et_l_image_est_dans_la_page():
    page = html.rendre(lu(), HABITS).decode()
    assert '<a href="https://exemple.fr/accueil" rel="noreferrer">notre site</a>' in page
    assert '<a href="mailto:a@exemple.fr" rel="noreferrer"><strong>le courriel</strong></a>' in page
    assert '<img class="image" alt="Notre atelier" src="data:image/png;base64,' in page
    assert page.index("<img") < page.index('<div class="saut">') < page.index("Fin.")


def test_en_word_les_liens_l_image_et_le_saut_sont_les_vrais():
    contenu = document_docx.rendre(lu(), b"", HABITS)
    ouvert = docx.Document(BytesIO(contenu))
    liens = [lien for p in ouvert.paragraphs for lien in p.hyperlinks]
    assert [(lien.text, lien.address) for lien in liens] == [
        ("notre site", "https://exemple.fr/accueil"),
        ("le courriel", "mailto:a@exemple.fr"),
    ]
    [dessin] = ouvert.inline_shapes
    assert round(dessin.width.mm) == 25  # 96 pixels, an inch
    with ZipFile(BytesIO(contenu)) as archive:
        corps = archive.read("word/document.xml").decode()
    assert 'descr="Notre atelier"' in corps
    assert corps.count('<w:br w:type="page"/>') == 1


def test_en_pdf_les_liens_l_image_et_le_saut_sont_les_vrais():
    pytest.importorskip("typst")
    lecteur = pypdf.PdfReader(BytesIO(pdf.rendre(lu(), HABITS)))
    premiere, seconde = lecteur.pages
    adresses = [note.get_object()["/A"]["/URI"] for note in premiere["/Annots"]]
    assert adresses == ["https://exemple.fr/accueil", "mailto:a@exemple.fr"]
    assert len(premiere.images) == 1
    assert "Fin." in seconde.extract_text()


def test_a_l_ecran_et_en_markdown_une_image_est_ses_mots():
    dit = sans_style(texte.rendre(lu(), 80))
    assert "notre site (https://exemple.fr/accueil) et le courriel (a@exemple.fr)" in dit
    assert "[Image : Notre atelier]" in dit
    ecrit = en_markdown(PAGE, lu()).decode()
    assert "[notre site](https://exemple.fr/accueil)" in ecrit
    assert "*Notre atelier*\n\n\n\nFin." in ecrit
    assert "atelier.png" not in ecrit


def test_une_donnee_ne_devient_ni_un_lien_ni_une_image():
    """A reference that is an address, where a template has left it room."""
    (_, paragraphe, illustration, _, _) = lu(admis=()).blocs
    assert not any(morceau.lien for morceau in paragraphe.ligne)
    assert [morceau.texte for morceau in illustration.ligne] == ["Notre atelier"]
    ecrit = en_markdown(PAGE, lu(admis=())).decode()
    assert "](" not in ecrit
    assert "[notre site]\\(https://exemple.fr/accueil) et" in ecrit
    # Whatever is in it, and however long: at once.
    assert (
        "]("
        not in en_markdown("[a](https://b.fr/(c)) [\n](d)" + "[a](" * 200_000, lu("x")).decode()
    )
    # The same for a reference, in a list and in a table.
    autres = (
        "- [a](https://b.fr)\n\n| [c](https://d.fr) |\n|---|\n| [e][f] |\n\n[f]: https://g.fr\n"
    )
    vus = lu(autres, ("https://b.fr",)).blocs
    assert [morceau.lien for morceau in blocs.morceaux(vus)] == ["https://b.fr", "", ""]
    assert "\\[f]: https://g.fr" in en_markdown(autres, lu(autres, ())).decode()


def test_un_lien_d_une_autre_sorte_n_en_est_pas_un():
    for cible in (
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "//x.fr",
        "x.md",
    ):
        vus = lu(f"a [b]({cible})", (cible,)).blocs
        assert not any(morceau.lien for morceau in blocs.morceaux(vus)), cible


def test_une_page_facile_n_a_pas_de_saut():
    facile = lu(facile=True)
    assert SautDePage() in facile.blocs
    assert "saut" not in html.rendre(facile, HABITS).decode().split("</style>")[1]
    with ZipFile(BytesIO(document_docx.rendre(facile, b"", HABITS))) as archive:
        assert b'w:type="page"' not in archive.read("word/document.xml")
    pytest.importorskip("typst")
    assert len(pypdf.PdfReader(BytesIO(pdf.rendre(facile, HABITS))).pages) == 1


def test_les_images_se_lisent_meme_avec_un_accent():
    [vue] = lu("![x](images/été.png)", ("images/été.png",)).blocs
    assert vue == Illustration("images/été.png", "x")


# The style

STYLE = """schema: clea/style/1
logo: {place: centre, largeur: 50}
police: Libertinus Serif
couleurs: {principale: "#1f4e79", secondaire: "#7a4b00"}
marges: 25
tete: Les Ateliers du Pont
pied: 3 rue des Tanneurs
"""


def test_le_style_se_lit_en_entier(tmp_path):
    habits = dossier(tmp_path, style_yaml=STYLE, logo_png=LOGO).value.habillage
    assert habits == Habillage(
        LOGO,
        "centre",
        50,
        {},
        "Libertinus Serif",
        "#1f4e79",
        "#7a4b00",
        25,
        "Les Ateliers du Pont",
        "3 rue des Tanneurs",
    )


@pytest.mark.parametrize(
    ("ligne", "code", "dit"),
    [
        ('couleurs: {principale: "#f5b700"}', "D210", "son contraste est de 1,8 pour 1"),
        ('couleurs: {secondaire: "#777777"}', "D210", "4,4 pour 1"),  # 4.48
        ("couleurs: {principale: bleu}", "R204", "#1f4e79"),
        ("police: Arial", "R204", "Source Sans Pro"),
        ("marges: 5", "R204", "de 10 à 40 millimètres"),
        ("logo: {largeur: 200}", "R204", "de 10 à 80 millimètres"),
        ("logo: {place: haut}", "R204", "gauche"),
        ("polices: Libertinus Serif", "R201", "police"),
        ('tete: "Les Ateliers\\ndu Pont"', "R204", "écrivez une seule ligne"),
        ('pied: "Les Ateliers\\tdu Pont"', "R204", "écrivez une seule ligne"),
        ('pied: "Les Ateliers\\u2028du Pont"', "R204", "écrivez une seule ligne"),
        ("tete: Les Ateliers 中", "D350", "« 中 » (U+4E2D)"),
    ],
)
def test_une_faute_du_style_est_dite_a_sa_place(ligne, code, dit, tmp_path):
    [faute] = dossier(tmp_path, style_yaml=f"schema: clea/style/1\n{ligne}\n").diagnostics
    assert (faute.code, faute.position.ligne) == (code, 2)
    assert dit in f"{faute.message} {faute.aide}"


HABILLE = Habillage(
    LOGO, "gauche", 50, {}, "Libertinus Serif", "#1f4e79", "#7a4b00", 25, "Tête", "Pied"
)


def polices(contenu):
    noms = set()
    for page in pypdf.PdfReader(BytesIO(contenu)).pages:
        for police in page["/Resources"]["/Font"].values():
            noms.add(police.get_object()["/BaseFont"].split("+")[1].removesuffix("-Identity-H"))
    return noms


def test_en_pdf_le_style_donne_la_police_les_marges_le_haut_et_le_bas():
    pytest.importorskip("typst")
    contenu = pdf.rendre(lu("# Titre\n\nTexte.\n"), HABILLE)
    assert polices(contenu) <= {
        "LibertinusSerif-Regular",
        "LibertinusSerif-Bold",
        "LibertinusSerif-Semibold",
    }
    dit = pypdf.PdfReader(BytesIO(contenu)).pages[0].extract_text()
    assert "Tête" in dit
    assert "Pied" in dit


def test_en_html_le_style_vaut_sur_du_blanc():
    page = html.rendre(lu("# Titre\n"), HABILLE).decode()
    assert "@media print, (prefers-color-scheme: light) { h1, h2, h3 { color: #1f4e79; }" in page
    assert 'body { font-family: "Libertinus Serif"' in page
    assert "@page { margin: 25mm; }" in page
    assert '<p class="tete">Tête</p>' in page
    assert '<img class="logo gauche" alt="" src="data:image/png;base64,' in page
    assert 'style="width: 50mm; max-height: none"' in page


def test_la_page_facile_garde_ses_regles_et_n_a_que_les_couleurs_foncees():
    """#1f4e79 has a contrast of 8.5, #7a4b00 of 7.3, #8a5a00 of 5.9."""
    claire = HABILLE._replace(secondaire="#8a5a00")
    page = html.rendre(lu("# Titre\n", facile=True, taille=15), claire).decode()
    style, corps = page.split("</style>")
    assert "color: #1f4e79" in style
    for absent in ("#8a5a00", "Libertinus", "25mm"):
        assert absent not in style
    assert "Tête" not in corps
    assert "width: 50mm" not in corps
    pytest.importorskip("typst")
    contenu = pdf.rendre(lu("# Titre\n\nTexte.\n", facile=True, taille=15), claire)
    assert all(nom.startswith("SourceSansPro") for nom in polices(contenu))


def test_en_word_le_logo_est_a_sa_place_et_a_sa_largeur():
    ouvert = docx.Document(BytesIO(document_docx.rendre(lu("# Titre\n"), b"", HABILLE)))
    assert ouvert.paragraphs[0].alignment == 0  # on the left
    assert round(ouvert.inline_shapes[0].width.mm) == 50


# What is controlled

MODELE = "# {{ candidat }}\n\n![Atelier](images/a.png)\n\n[site](https://exemple.fr)\n"


def test_un_document_se_controle_avec_ses_images_et_son_style(tmp_path):
    m = tmp_path / "m"
    m.mkdir()
    fichiers = {"style_yaml": STYLE, "logo_png": LOGO, "images__a_png": DESSIN}
    dossier(m, ecarts_md=MODELE, **fichiers)
    (tmp_path / "g.csv").write_bytes((RACINE / "examples" / "un-domaine-manque.csv").read_bytes())
    ligne = ("ecarts", "g.csv", "--modeles", "m", "--date", "2026-11-28", "-o", "e.html")
    assert lancer(tmp_path, *ligne).statut == 0
    assert lancer(tmp_path, "controler", "e.html").statut == 0
    # Another image, and it is no longer the document of this folder.
    autre = png(96, 48, (b"\0" + b"\x41" * 96) * 48)
    (m / "images" / "a.png").write_bytes(autre)
    fait = lancer(tmp_path, "controler", "e.html")
    assert re.findall("D[0-9]{3}", fait.erreurs) == ["D302"]
    (m / "images" / "a.png").write_bytes(DESSIN)
    (m / "style.yaml").write_text("schema: clea/style/1\n", encoding="utf-8")
    assert lancer(tmp_path, "controler", "e.html").statut == 1


def test_le_meme_dossier_donne_les_memes_octets(tmp_path):
    m = tmp_path / "m"
    m.mkdir()
    dossier(m, ecarts_md=MODELE, style_yaml=STYLE, logo_png=LOGO, images__a_png=DESSIN)
    grille = str(RACINE / "examples" / "un-domaine-manque.csv")
    for format_ in ("html", "docx", "pdf"):
        ligne = ("ecarts", grille, "--modeles", "m", "--date", "2026-11-28", "-f", format_)
        octets = []
        for nom in ("1", "2"):
            assert lancer(tmp_path, *ligne, "-o", f"{nom}.{format_}").statut == 0
            octets.append(zlib.crc32((tmp_path / f"{nom}.{format_}").read_bytes()))
        assert octets[0] == octets[1]


def test_le_dossier_donne_en_exemple_est_correct(tmp_path, monkeypatch):
    monkeypatch.setattr(essai_modeles, "format_absent", lambda nom: None if nom == "md" else nom)
    monkeypatch.setattr(essai_modeles, "_presences", tuple)
    fait = lancer(RACINE, "modele", "verifier", "examples/modeles")
    assert (fait.statut, fait.erreurs) == (0, "")
    assert "Ne servent à aucun document" not in fait.sortie
    assert "style.yaml : restitution.md n'en prend que" in fait.sortie


def test_le_schema_livre_du_style_est_celui_du_modele():
    schema = RACINE / "referentiels" / "schema" / "style-v1.json"
    assert schema.read_text(encoding="utf-8") == manifeste.schema_de_style()


def test_un_modele_qui_ne_donne_rien_est_refuse(tmp_path):
    (tmp_path / "m").mkdir()
    (tmp_path / "m" / "ecarts.md").write_text("{# rien #}\n{% if nom %}x{% endif %}", "utf-8")
    grille = str(RACINE / "examples" / "un-domaine-manque.csv")
    fait = lancer(tmp_path, "ecarts", grille, "--modeles", "m", "-f", "md")
    assert fait.statut == 1
    assert "une fois rempli, il est vide" in fait.erreurs


@pytest.mark.parametrize("texte", ["{{ cadidat }}", "![x](figure:rien)", "{# vide #}"])
def test_un_modele_en_faute_a_le_meme_nom_quelle_que_soit_la_faute(texte, tmp_path):
    (tmp_path / "m").mkdir()
    (tmp_path / "m" / "ecarts.md").write_text(texte, "utf-8")
    grille = str(RACINE / "examples" / "un-domaine-manque.csv")
    fait = lancer(tmp_path, "ecarts", grille, "--modeles", ".//m/", "-f", "md")
    assert re.search(r"(?<![./])m/ecarts\.md", fait.erreurs)
    assert ".//m" not in fait.erreurs
