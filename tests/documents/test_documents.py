"""Documents: all formats say the same, and what the JSON says; the same files give the same bytes."""

import json
import re
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import docx
import pypdf
import pytest

from clea_cli.documents import charger_modeles, formats
from clea_cli.documents.genres import GENRES
from clea_cli.documents.rendus.blocs import lire
from tests.outils.lire_documents import CODE, FRACTION, texte
from tests.promesses.test_cases import lancer, lancer_octets

RACINE = Path(__file__).parent.parent.parent
FORMATS = [
    nom for nom in formats.FORMATS if nom != "texte"
]  # whose words are read back, and laid out for no screen
EXEMPLES = (
    "candidat-certifiable",
    "indetermine",
    "un-domaine-manque",
    "lectures-differentes",
    "candidate-numerique",
)
VERDICTS = {
    "certifiable": "certifiable",
    "non_certifiable": "non certifiable",
    "indetermine": "indéterminé",
}


def faire(genre, format_, exemple="indetermine", *options):
    """Make a document of an example, and return its bytes."""
    assert (RACINE / "examples" / f"{exemple}.csv").exists()
    suite = ("--format", format_, "--date", "2026-11-28", *options)
    return octets(RACINE, genre, f"examples/{exemple}.csv", *suite)


def octets(dossier, *arguments):
    """What a command writes, which must be without a fault."""
    statut, sortie, erreurs = lancer_octets(dossier, *arguments)
    assert statut == 0, erreurs.decode()
    return sortie


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("exemple", EXEMPLES)
def test_codes_fractions_et_verdict_sont_ceux_du_json(exemple, format_):
    _, sortie, _ = lancer(RACINE, "score", f"examples/{exemple}.csv", "--format", "json")
    [resultat] = json.loads(sortie)["resultats"]
    lu = texte(faire("ecarts", format_, exemple), format_)
    assert f"Proposition calculée : {VERDICTS[resultat['verdict']]}." in lu
    points = [*(domaine["points"] for domaine in resultat["domaines"]), resultat["points"]]
    attendues = [f"{p['obtenus']}/{p['total']}" for p in points]
    trouvees = [fraction.split(" ")[0] for fraction in FRACTION.findall(lu)]
    assert sorted(trouvees) == sorted(
        attendues
    )  # the whole, the domaines that are not mastered, then the others
    detail = re.split(r"\d+ · [^:]*? \d+/\d+ \(", lu.split("Ce qui vient")[1], maxsplit=1)[
        -1
    ].split("À compléter")[0]
    assert sorted(CODE.findall(detail)) == sorted(ecart["code"] for ecart in resultat["ecarts"])


CODE_DE_CONTROLE = r"Code de contrôle : \d{4} \d{4} \d{4}"


def sans_pied(lu, code):
    """What a pdf says, without what is printed at the foot of its pages: the code of the document, and no other."""
    assert set(re.findall(CODE_DE_CONTROLE, lu)) == {code}
    return re.sub(rf"(Page \d+ sur \d+ Page écrite le 28 novembre 2026 )?{code}", "", lu)


@pytest.mark.parametrize("genre", GENRES)
def test_le_code_de_controle_est_une_fois_au_pied_de_chaque_page(genre):
    pied = docx.Document(BytesIO(faire(genre, "docx"))).sections[0].footer
    au_pied = " ".join(paragraphe.text for paragraphe in pied.paragraphs)
    pages = [page.extract_text() for page in pypdf.PdfReader(BytesIO(faire(genre, "pdf"))).pages]
    [code] = re.findall(CODE_DE_CONTROLE, texte(faire(genre, "html"), "html"))
    for page in (au_pied, *pages):
        assert re.findall(CODE_DE_CONTROLE, " ".join(page.split())) == [code]


@pytest.mark.parametrize("genre", GENRES)
def test_tous_les_formats_ont_les_memes_mots(genre):
    lus = {format_: texte(faire(genre, format_), format_) for format_ in FORMATS}
    if (
        genre == "ecarts"
    ):  # the names of the figure are letters in Markdown and in PDF, not elsewhere
        lus = {format_: lu.split("Ce qui vient")[1] for format_, lu in lus.items()}
    [code] = re.findall(CODE_DE_CONTROLE, lus["html"])
    # At the foot of each page there, at the end elsewhere.
    lus["pdf"] = f"{sans_pied(lus['pdf'], code)} {code}"
    lus["docx"] += f" {code}"
    mots = {format_: re.findall(r"\w+", lu) for format_, lu in lus.items()}
    assert mots["md"] == mots["docx"] == mots["html"]
    assert "".join(mots["pdf"]) == "".join(mots["html"])  # a line that is cut has a space there


@pytest.mark.parametrize("genre", GENRES)
@pytest.mark.parametrize("format_", FORMATS)
def test_les_memes_fichiers_donnent_les_memes_octets(genre, format_, tmp_path):
    ici = faire(genre, format_)
    commande = [
        sys.executable,
        "-m",
        "clea_cli",
        genre,
        "examples/indetermine.csv",
        "--format",
        format_,
    ]
    ailleurs = subprocess.run(
        [*commande, "--date", "2026-11-28", "--sortie", str(tmp_path / "d")],
        cwd=RACINE,
        capture_output=True,
        check=True,
        env={"PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo", "LC_ALL": "C", "PATH": "/usr/bin:/bin"},
    )
    assert ailleurs.returncode == 0
    assert (tmp_path / "d").read_bytes() == ici


HOSTILES = (
    "{{ 7*7 }}",
    '#eval("1")',
    "**x**",
    "<script>alert(1)</script>",
    "a | b",
    "R&D &amp;",
    "[x](y)",
    "$1+1$",
)


@pytest.mark.parametrize("format_", FORMATS)
def test_rien_de_ce_qui_est_ecrit_n_est_obei(format_, tmp_path):
    source = (RACINE / "tests" / "cases" / "grille" / "jouet.yaml").read_text(encoding="utf-8")
    hostile = re.sub(
        r"libelle: [^,}\n]+", lambda _: f"libelle: {json.dumps(' ; '.join(HOSTILES))}", source
    )
    (tmp_path / "h.yaml").write_text(hostile, encoding="utf-8")
    codes = re.findall(r'code: "(\d\.\d\.\d)"', source)
    grille = "candidat;critere;resultat\n" + "".join(
        f"{HOSTILES[0]} {HOSTILES[2]};{c};non acquis\n" for c in codes
    )
    (tmp_path / "g.csv").write_text(grille, encoding="utf-8")
    commande = ("ecarts", "g.csv", "-r", "h.yaml", "-f", format_, "--date", "2026-11-28")
    lu = texte(octets(tmp_path, *commande), format_)
    assert lu.count(" ; ".join(HOSTILES)) > len(codes)  # each critère, and the lines above them
    assert f"Écarts : {HOSTILES[0]} {HOSTILES[2]}" in lu


def test_le_docx_a_de_vrais_styles_des_titres_de_colonnes_et_des_textes_d_image():
    document = docx.Document(BytesIO(faire("ecarts", "docx")))
    styles = {paragraphe.style.name for paragraphe in document.paragraphs}
    assert {"Heading 1", "Heading 2", "List Bullet", "Normal"} <= styles
    assert document.core_properties.title == "Écarts\u00a0: C-0005"
    assert document.core_properties.language == "fr-FR"
    tableaux = [
        table for table in document.tables if len(table.rows) > 1
    ]  # the others are frames to write in
    assert tableaux
    assert all("tblHeader" in table.rows[0]._tr.xml for table in tableaux)
    xml = document.element.xml
    assert re.findall(r'<wp:docPr [^>]*descr="([^"]+)"', xml) == [
        "Points obtenus par domaine, avec le seuil de chacun"
    ]


def test_le_docx_prend_les_styles_de_l_organisme_et_son_logo(tmp_path):
    reference = docx.Document()
    reference.styles["Heading 1"].font.name = "Comic Neue"
    reference.add_paragraph("à effacer")
    reference.sections[0].header.paragraphs[0].text = "Les Ateliers du Pont"
    (tmp_path / "modeles").mkdir()
    reference.save(str(tmp_path / "modeles" / "reference.docx"))
    logo = RACINE / "tests" / "logo.png"
    (tmp_path / "modeles" / "logo.png").write_bytes(logo.read_bytes())
    fait = docx.Document(
        BytesIO(faire("attestation", "docx", "indetermine", "--modeles", str(tmp_path / "modeles")))
    )
    assert fait.styles["Heading 1"].font.name == "Comic Neue"
    assert fait.sections[0].header.paragraphs[0].text == "Les Ateliers du Pont"
    assert "à effacer" not in "".join(paragraphe.text for paragraphe in fait.paragraphs)
    assert 'descr="Logo de l\'organisme"' in fait.element.xml
    for format_ in ("html", "pdf"):
        sans = faire("attestation", format_)
        assert len(
            faire("attestation", format_, "indetermine", "--modeles", str(tmp_path / "modeles"))
        ) > len(sans)


PNG = (RACINE / "tests" / "logo.png").read_bytes()
VIDE = BytesIO()
with ZipFile(VIDE, "w") as archive:
    archive.writestr("autre.xml", "")


@pytest.mark.parametrize(
    ("nom", "contenu", "accepte"),
    [
        ("logo.png", PNG, True),
        ("logo.png", PNG[:-1], False),
        ("logo.png", PNG[: len(PNG) // 2], False),
        ("logo.png", PNG[:40] + bytes([PNG[40] ^ 1]) + PNG[41:], False),
        ("logo.png", b"\x89PNG\r\n\x1a\n", False),
        ("logo.png", b"\xff\xd8\xff\xe0 une photo JPEG", False),
        ("logo.png", b"", False),
        ("reference.docx", b"", False),
        ("reference.docx", b"PK\x03\x04", False),
        ("reference.docx", VIDE.getvalue(), False),
    ],
)
def test_un_logo_ou_une_reference_qui_n_en_est_pas_est_dit_avant_le_premier_document(
    tmp_path, nom, contenu, accepte
):
    (tmp_path / nom).write_bytes(contenu)
    lu = charger_modeles.charger(str(tmp_path))
    assert [(faute.code, faute.position.source) for faute in lu.diagnostics] == (
        [] if accepte else [("D206", str(tmp_path / nom))]
    )
    assert (lu.value is not None) is accepte


def test_une_reference_word_est_acceptee(tmp_path):
    docx.Document().save(str(tmp_path / "reference.docx"))
    assert charger_modeles.charger(str(tmp_path)).diagnostics == ()


@pytest.mark.parametrize("ou", ["{}", "> {}", "- {}", "- un\n\n  > {}", "1. {}"])
@pytest.mark.parametrize("format_", ["md", "html"])
def test_une_figure_inconnue_est_dite_ou_qu_elle_soit(tmp_path, ou, format_):
    (tmp_path / "ecarts.md").write_text(
        "# T\n\n" + ou.format("![x](figure:absente)"), encoding="utf-8"
    )
    statut, sortie, erreurs = lancer(
        RACINE,
        "ecarts",
        "examples/indetermine.csv",
        "--format",
        format_,
        "--modeles",
        str(tmp_path),
    )
    assert (statut, sortie) == (1, "")
    assert "D201" in erreurs
    assert "figure « absente »" in erreurs


def test_le_pdf_se_dit_accessible_et_archivable():
    pdf = pypdf.PdfReader(BytesIO(faire("ecarts", "pdf")))
    xmp = pdf.xmp_metadata.stream.get_data().decode()
    assert "<pdfaid:part>2</pdfaid:part>" in xmp
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in xmp
    assert "<pdfuaid:part>1</pdfuaid:part>" in xmp
    assert pdf.trailer["/Root"]["/Lang"] in ("fr-FR", "fr")
    assert pdf.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert pdf.metadata.title == "Écarts\u00a0: C-0005"


def test_le_html_ne_va_rien_chercher_ailleurs():
    page = faire("ecarts", "html").decode()
    assert "default-src 'none'" in page
    assert not re.findall(r'(?:src|href)="(?!data:)', page)
    assert "<script" not in page
    assert '<html lang="fr">' in page
    assert "prefers-color-scheme: dark" in page
    assert "@media print" in page


def test_les_parties_du_docx_ont_toutes_la_meme_date():
    with ZipFile(BytesIO(faire("plan", "docx"))) as archive:
        assert {partie.date_time for partie in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_les_blocs_disent_ce_que_dit_le_markdown():
    document = lire(
        "# A\n\ndu **gras** et *penché* : `x`\n\n- a\n- b\n  1. c\n\n> !\n\n| T | N |\n|:--|--:|\n| é | 1 |\n\n---\n",
        {},
        {},
        "2026-11-28",
    )
    assert [type(bloc).__name__ for bloc in document.blocs] == [
        *("Titre", "Paragraphe", "Liste", "Encadre", "Tableau", "Filet")
    ]
    assert [(m.texte, m.gras, m.italique) for m in document.blocs[1].ligne] == [
        *(
            ("du ", False, False),
            ("gras", True, False),
            (" et ", False, False),
            ("penché", False, True),
        ),
        ("\u00a0: x", False, False),
    ]
    assert document.blocs[4].a_droite == (False, True)
    assert document.titre == "A"


def test_d_un_pdf_seules_les_adresses_de_l_organisme_se_suivent(tmp_path):
    fiche = tmp_path / "organisme.yaml"
    fiche.write_text(
        "schema: clea/organisme/1\nnom: O, a@b ou https://o.example/a. Fin\ncourriel: c@o.example\n",
        encoding="utf-8",
    )
    pdf = faire("attestation", "pdf", "indetermine", "--organisme", str(fiche))
    liens = []
    for page in pypdf.PdfReader(BytesIO(pdf)).pages:
        liens += [note.get_object()["/A"]["/URI"] for note in page.get("/Annots", ())]
    assert sorted(set(liens)) == ["mailto:c@o.example"]


def test_d_une_page_qui_porte_un_nom_rien_n_est_cite(tmp_path):
    (tmp_path / "g.csv").write_bytes((RACINE / "examples" / "un-domaine-manque.csv").read_bytes())
    identites = "reference;prénom;nom de naissance\nC-0002;Wei 王;Bruyere\n"
    (tmp_path / "id.csv").write_text(identites, encoding="utf-8")
    execution = lancer(tmp_path, "attestation", "g.csv", "--identites", "id.csv", "-o", "a.pdf")
    assert "« 王 » (U+738B), dans le nom du candidat" in execution.erreurs
    assert not {"Wei", "Bruyere"} & set(re.findall(r"\w+", execution.erreurs))


def test_une_donnee_ne_tient_pas_lieu_des_mots_qu_un_modele_oublie(tmp_path):
    (tmp_path / "g.csv").write_bytes((RACINE / "examples" / "un-domaine-manque.csv").read_bytes())
    identites = "reference;prénom;nom de naissance\nC-0002;Ne vaut pas certificat;X\n"
    (tmp_path / "id.csv").write_text(identites, encoding="utf-8")
    (tmp_path / "m").mkdir()
    (tmp_path / "m" / "attestation.md").write_text("# Pour {{ nom }}\n", encoding="utf-8")
    options = ["--identites", "id.csv", "--modeles", "m", "-f", "md"]
    assert "> Cette attestation ne vaut pas certificat." in (
        lancer(tmp_path, "attestation", "g.csv", *options).sortie.splitlines()
    )
