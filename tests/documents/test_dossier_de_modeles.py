"""A folder of templates as people may hand it over: what is refused before any document, and what is left behind."""

import os
import zlib
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from clea_cli.documents import logo, reference_docx
from clea_cli.documents.charger_modeles import charger, inutiles
from clea_cli.documents.modeles_organisme import Modeles
from clea_cli.documents.rendus import docx as document_docx
from tests.documents.test_documents_ecrits import DOCUMENT
from tests.promesses.test_cases import lancer

LOGO = (Path(__file__).parent.parent / "logo.png").read_bytes()
LIEN = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def partie(genre, donnees):
    return len(donnees).to_bytes(4) + genre + donnees + zlib.crc32(genre + donnees).to_bytes(4)


def png(large, haut, donnees, *, bits=8, couleur=0, entrelace=0, autres=b""):
    """An image as its parts say."""
    entete = large.to_bytes(4) + haut.to_bytes(4) + bytes([bits, couleur, 0, 0, entrelace])
    image = zlib.compress(donnees) if donnees is not None else None
    corps = b"" if image is None else partie(b"IDAT", image)
    return b"\x89PNG\r\n\x1a\n" + partie(b"IHDR", entete) + autres + corps + partie(b"IEND", b"")


@pytest.mark.parametrize(
    ("image", "faute"),
    [
        (LOGO, ""),
        (png(2, 2, b"\0ab\4cd"), ""),
        (png(9, 1, b"\0abc", bits=1)[:-1], "ce n'est pas une image PNG entière"),
        (png(9, 1, b"\0ab", bits=1), ""),
        (png(2, 1, b"\0abcdefgh", couleur=6), ""),
        (png(3, 3, b"\0a\0b\0cd\0e\0f\0ghi", entrelace=1), ""),
        (png(3, 3, b"\0a\0b\0cd\0e\0f\0gh", entrelace=1), "l'image est abîmée"),
        (png(1, 1, b"\0a", entrelace=1), ""),
        (png(1, 1, b"\0a", couleur=3), "l'image est abîmée"),
        (png(1, 1, b"\0a", couleur=3, autres=partie(b"PLTE", b"abc")), ""),
        (png(2, 2, b"\0ab\5cd"), "l'image est abîmée"),
        (png(2, 2, b"\0ab"), "l'image est abîmée"),
        (png(2, 2, b"\0ab\0cd\0"), "l'image est abîmée"),
        (png(2, 2, None), "l'image est abîmée"),
        (png(2, 2, b"\0ab\0cd", bits=3), "ce n'est pas une image PNG entière"),
        (png(0, 2, b"\0"), "ce n'est pas une image PNG entière"),
        (png(30_000, 30_000, b"\0" * 100_000), "l'image est trop grande (30000 sur 30000 pixels)"),
        (png(1, 20_000, b"\0a" * 20_000), "l'image est trop grande (1 sur 20000 pixels)"),
        (b"\xff\xd8\xff une photo", "ce n'est pas une image PNG entière"),
    ],
)
def test_un_logo_est_lu_jusqu_a_sa_derniere_ligne(image, faute):
    assert logo.faute(image) == faute


def word(changer=None, **parties):
    """A reference document, changed; then some of its parts written anew."""
    ouvert = docx.Document()
    if changer:
        changer(ouvert)
    sortie = BytesIO()
    ouvert.save(sortie)
    if not parties:
        return sortie.getvalue()
    refait = BytesIO()
    with ZipFile(sortie) as avant, ZipFile(refait, "w", ZIP_DEFLATED) as apres:
        for nom in avant.namelist():
            apres.writestr(
                nom,
                parties.pop(nom.replace("/", "_").replace(".", "_").strip("[]"), avant.read(nom)),
            )
        for nom, contenu in parties.items():
            apres.writestr(nom, contenu)
    return refait.getvalue()


SIMPLE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def types(par):
    with ZipFile(BytesIO(word())) as archive:
        return archive.read("[Content_Types].xml").decode().replace(SIMPLE, par).encode()


def renomme(par):
    sortie = BytesIO()
    with ZipFile(BytesIO(word())) as avant, ZipFile(sortie, "w") as apres:
        for nom in avant.namelist():
            apres.writestr(nom, types(par) if nom == "[Content_Types].xml" else avant.read(nom))
    return sortie.getvalue()


@pytest.mark.parametrize(
    ("contenu", "faute"),
    [
        (word(), ""),
        (renomme(SIMPLE.replace("document.main", "template.main")), ".dotx"),
        (renomme("application/vnd.ms-word.document.macroEnabled.main+xml"), ".docm"),
        (word(word_styles_xml=b"<w:styles"), "une de ses parties est abîmée"),
        (word(word_settings_xml=b""), "une de ses parties est abîmée"),
        (word(**{"word/media/bombe.bin": b"\0" * 40_000_000}), "il est démesuré une fois ouvert"),
        (word(**{f"p{rang}.xml": b"" for rang in range(600)}), "il est démesuré une fois ouvert"),
        (b"PK\x03\x04", "ce n'est pas un document Word"),
        (word()[:-30], "ce n'est pas un document Word"),
    ],
)
def test_une_reference_word_est_ouverte_une_fois_avant_de_servir(contenu, faute):
    vue = reference_docx.epurer(contenu)
    assert faute in vue.faute
    assert bool(vue.contenu) is not bool(faute)


def dangereux(ouvert):
    """A link, an image from elsewhere, a field that fetches, a macro, in a header that must stay."""
    entete = ouvert.sections[0].header
    entete.is_linked_to_previous = False
    lien = entete.part.relate_to("http://pistage.invalid/a", f"{LIEN}/hyperlink", is_external=True)
    image = entete.part.relate_to("http://pistage.invalid/i.png", f"{LIEN}/image", is_external=True)
    ouvert.part._settings_part.relate_to(
        "http://pistage.invalid/t.dotm", f"{LIEN}/attachedTemplate", is_external=True
    )
    paragraphe = entete.paragraphs[0]
    paragraphe.add_run("Les Ateliers du Pont ")
    espaces = nsdecls("w", "r", "a", "wp")
    for xml in (
        f'<w:hyperlink {espaces} r:id="{lien}"><w:r><w:t>notre site</w:t></w:r></w:hyperlink>',
        f'<w:r {espaces}><w:drawing><wp:inline><a:blip r:link="{image}"/></wp:inline></w:drawing></w:r>',
        f'<w:fldSimple {espaces} w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>',
        f'<w:fldSimple {espaces} w:instr=" INCLUDETEXT http://pistage.invalid/x "><w:r/></w:fldSimple>',
        f"<w:r {espaces}><w:instrText> DDEAUTO cmd calc </w:instrText></w:r>",
    ):
        paragraphe._p.append(parse_xml(xml))
    ouvert.add_paragraph("un spécimen de Camille Inventée")
    ouvert.core_properties.author = "Camille Inventée"
    ouvert.core_properties.subject = "sujet secret"


def test_ce_qui_sort_du_document_de_reference_reste_derriere_et_c_est_dit(tmp_path):
    (tmp_path / "reference.docx").write_bytes(word(dangereux))
    lu = charger(str(tmp_path))
    [faute] = lu.diagnostics
    assert (faute.code, faute.position.source) == ("D354", str(tmp_path / "reference.docx"))
    assert "2 champs actifs" in faute.message
    assert "3 liens vers l'extérieur" in faute.message
    assert lu.value is not None
    ecrit = document_docx.rendre(DOCUMENT._replace(blocs=(), figures={}), lu.value.reference)
    with ZipFile(BytesIO(ecrit)) as archive:
        tout = b"".join(archive.read(nom) for nom in archive.namelist())
        assert "docProps/app.xml" not in archive.namelist()
    for reste in (
        b"pistage",
        b"INCLUDETEXT",
        b"DDEAUTO",
        b"Camille",
        "spécimen".encode(),
        b"secret",
    ):
        assert reste not in tout
    entete = docx.Document(BytesIO(ecrit)).sections[0].header
    assert entete.paragraphs[0].text.startswith("Les Ateliers du Pont notre site")
    assert b'w:instr=" PAGE "' in tout


BORNES = {"[": "begin", "|": "separate", "]": "end"}  # of a field


def morceau(ecrit):
    """A piece of a field: one of its bounds, or some of what it is told to do."""
    if ecrit in BORNES:
        return f'<w:r><w:fldChar w:fldCharType="{BORNES[ecrit]}"/></w:r>'
    return f'<w:r><w:instrText xml:space="preserve">{ecrit}</w:instrText></w:r>'


@pytest.mark.parametrize(
    ("champ", "gardes"),
    [
        # As Word cuts them, and around a field that stands in another.
        (["[", " PAGE ", r" \* MERGEFORMAT ", "|", "]"], None),
        (["[", " NUM", "PAGES ", "|", "]"], None),
        (["[", " STYLEREF ", "[", " PAGE ", "]", " x ", "]"], None),
        # What fetches or runs, in however many pieces.
        (["[", " INCLUDE", "TEXT a ", "|", "]"], [" TITLE ", ""]),
        (["[", " PAGE", "TEXT a ", "]"], [" TITLE ", ""]),
        (["[", " PAGE ", "|", " DDEAUTO a ", "]"], [" PAGE ", " TITLE "]),
        (["[", " PAGE ", "]", "[", " DDEAUTO a ", "]"], [" PAGE ", " TITLE "]),
        (["[", " PAGE ", "[", " DDEAUTO a ", "]", "]"], [" PAGE ", " TITLE "]),
        (["]", " PAGE ", " DDEAUTO a "], [" PAGE ", " TITLE "]),
    ],
    ids=repr,
)
def test_un_champ_que_word_a_coupe_en_morceaux_est_juge_entier(champ, gardes):
    def avec_pied(ouvert):
        pied = ouvert.sections[0].footer.paragraphs[0]._p
        morceaux = "".join(map(morceau, champ))
        pied.extend(parse_xml(f"<w:p {nsdecls('w')}>{morceaux}</w:p>"))

    epuree = reference_docx.epurer(word(avec_pied))
    assert epuree.laisses == (() if gardes is None else ("1 champ actif",))
    pied = docx.Document(BytesIO(epuree.contenu)).sections[0].footer.paragraphs[0]._p
    ordres = [trouve.text or "" for trouve in pied.iter(qn("w:instrText"))]
    assert ordres == (gardes or [ecrit for ecrit in champ if ecrit not in BORNES])


def test_un_modele_qui_est_un_lien_hors_du_dossier_est_refuse(tmp_path):
    (tmp_path / "secret.md").write_text("# secret", encoding="utf-8")
    (tmp_path / "m").mkdir()
    (tmp_path / "m" / "ecarts.md").symlink_to("../secret.md")
    assert [faute.code for faute in charger(str(tmp_path / "m")).diagnostics] == ["D352"]
    # A link inside of it is a file like another.
    (tmp_path / "m" / "ecarts.md").unlink()
    (tmp_path / "m" / "commun.md").write_text("# {{ candidat }}", encoding="utf-8")
    (tmp_path / "m" / "ecarts.md").symlink_to("commun.md")
    assert charger(str(tmp_path / "m")).diagnostics == ()


@pytest.mark.parametrize(
    ("octets", "code", "ligne", "dit"),
    [
        (b"# a\n\n\x0c\n", "D353", 3, "U+000C"),
        (b"a\x00b", "D201", None, "UTF-16"),
        (b"a\n" * 60 + b"a\x00b", "D353", 61, "U+0000"),
        (b"a\n\x1b[31m", "D353", 2, "U+001B"),
        (b"a\xc2\x85", "D353", 1, "U+0085"),
        (b"\xef\xb7\x90", "D353", 1, "U+FDD0"),
        (b"\xf4\x8f\xbf\xbf", "D353", 1, "U+10FFFF"),
        (b"a\nb\xed\xa0\x80", "D201", 2, "UTF-8"),  # half a letter
        (b"a\n\xe9", "D201", 2, "UTF-8"),
        ("# é".encode("utf-16"), "D201", None, "enregistrez-le en « UTF-8 »"),
        ("# é".encode("utf-16-be"), "D201", None, "enregistrez-le en « UTF-8 »"),
        (b"", "D201", None, "il est vide"),
        (b"\xef\xbb\xbf \n", "D201", None, "il est vide"),
    ],
)
def test_un_caractere_qui_n_a_rien_a_faire_dans_un_modele_est_dit_a_sa_ligne(
    octets, code, ligne, dit, tmp_path
):
    (tmp_path / "ecarts.md").write_bytes(octets)
    [faute] = charger(str(tmp_path)).diagnostics
    assert (faute.code, faute.position.ligne) == (code, ligne)
    assert dit in faute.message


def test_un_dossier_qui_n_existe_pas_est_dit(tmp_path):
    assert [faute.code for faute in charger(str(tmp_path / "rien")).diagnostics] == ["D355"]
    (tmp_path / "un.md").write_text("x", encoding="utf-8")
    assert [faute.code for faute in charger(str(tmp_path / "un.md")).diagnostics] == ["D355"]


def test_les_fichiers_qui_ne_servent_a_rien_sont_nommes(tmp_path):
    for nom in ("pied.md", "Logo.png", "ecarts.md", ".cache"):
        (tmp_path / nom).write_text("# x", encoding="utf-8")
    assert inutiles(charger(str(tmp_path)).value) == ["Logo.png", "pied.md"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_un_tube_dans_le_dossier_n_arrete_rien(tmp_path):
    os.mkfifo(tmp_path / "ecarts.md")
    assert [faute.code for faute in charger(str(tmp_path)).diagnostics] == ["D204"]


@pytest.mark.parametrize("format_", ["pdf", "docx", "html"])
@pytest.mark.parametrize(("large", "haut"), [(4000, 20), (20, 4000), (300, 300)])
def test_le_logo_ne_couvre_jamais_le_texte(large, haut, format_, tmp_path):
    image = png(large, haut, (b"\0" + b"\x80" * large) * haut)
    (tmp_path / "m").mkdir()
    (tmp_path / "m" / "logo.png").write_bytes(image)
    grille = Path(__file__).parent.parent.parent / "examples" / "indetermine.csv"
    commande = (
        "ecarts",
        str(grille),
        "--modeles",
        "m",
        "-f",
        format_,
        "-o",
        f"e.{format_}",
        "--date",
        "2026-11-28",
    )
    assert lancer(tmp_path, *commande).statut == 0
    contenu = (tmp_path / f"e.{format_}").read_bytes()
    if format_ == "docx":
        dessin = docx.Document(BytesIO(contenu)).inline_shapes[0]
        assert dessin.width.mm <= 35.1
        assert dessin.height.mm <= 25.1
    elif format_ == "pdf":
        import pypdf

        # The title stands below the logo, which is 14 mm high at most and begins at 20 mm.
        page = pypdf.PdfReader(BytesIO(contenu)).pages[0]
        hauts = []
        page.extract_text(
            visitor_text=lambda texte, cm, tm, *_: hauts.append((texte.strip(), cm[5] + tm[5]))
        )
        titre = next(haut for texte, haut in hauts if texte.startswith("Écarts"))
        logo_haut = 4000 / 20 and min(14, 60 * haut / large)
        assert titre < float(page.mediabox.height) - (20 + logo_haut) / 25.4 * 72 + 1
    else:
        assert b"max-width: 100%; float: right" in contenu


def test_un_texte_rempli_qui_ne_finit_pas_de_se_lire_est_arrete(tmp_path):
    from clea_cli.documents.remplisseur import Remplisseur

    texte = b"{{ '[' * 200000 }}{{ '![' * 100000 }}"
    brut = ("[" * 60_000 + "](" * 60_000).encode()
    for modele in (texte, brut):
        remplisseur = Remplisseur(Modeles("m", {"ecarts.md": modele}))
        try:
            rempli = remplisseur.remplir("ecarts.md", {})
        finally:
            remplisseur.fermer()
        assert rempli.value is not None or [faute.code for faute in rempli.diagnostics] == ["D203"]
