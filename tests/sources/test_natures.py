"""A file that is no grille is called by its name, with what to do: nobody wants « encodage illisible » of a photo."""

import pytest

from clea_cli.decision.charger import charger
from clea_cli.decision.convertir import grille_vide
from clea_cli.decision.lot import Lecture, lire_brute
from tests.outils.classeurs_bruts import archive

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
EXCEL_2003 = """<?xml version="1.0"?>
<?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet/></Workbook>"""
FODS = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 office:mimetype="application/vnd.oasis.opendocument.spreadsheet"/>"""
FICHIERS = {
    "photo.jpg": (b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01" + bytes(90), "une photo ou une image"),
    "photo.heic": (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(90), "une photo ou une image"),
    "capture.png": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(90), "une photo ou une image"),
    "scan.tiff": (b"II*\x00\x08\x00\x00\x00" + bytes(90), "une photo ou une image"),
    "scan.pdf": (b"%PDF-1.4\n1 0 obj<</Subtype /Image>>", "un scan (un PDF fait d'images)"),
    "grille.pdf": (b"%PDF-1.4\n1 0 obj<</Type /Font>>", "un PDF"),
    "film.mp4": (b"\0\0\0\x18ftypmp42\0\0\0\0isommp42" + bytes(90), "une vidéo"),
    "grille.docx": (
        archive({"[Content_Types].xml": "", "word/document.xml": ""}),
        "un document Word",
    ),
    "grille.doc": (OLE + "WordDocument".encode("utf-16-le"), "un ancien document Word (.doc)"),
    "grille.numbers": (
        archive({"Index/Document.iwa": "", "Index/Tables/DataList.iwa": ""}),
        "un document Numbers",
    ),
    "grille.xlsb": (
        archive({"[Content_Types].xml": "", "xl/workbook.bin": ""}),
        "un fichier binaire d'Excel (.xlsb)",
    ),
    "grille.odt": (
        archive({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a/>"}),
        "un document LibreOffice (.odt)",
    ),
    "grilles.zip": (archive({"C-0001.csv": "critere;resultat"}), "une archive"),
    "grilles.7z": (b"7z\xbc\xaf\x27\x1c\x00\x04" + bytes(90), "une archive"),
    "grilles.rar": (b"Rar!\x1a\x07\x01\x00" + bytes(90), "une archive"),
    "grille.xml": (EXCEL_2003.encode(), "un fichier XML d'Excel 2003"),
    "export.xls": (EXCEL_2003.encode("utf-16"), "un fichier XML d'Excel 2003"),
    "grille.fods": (FODS.encode(), "un fichier à plat de LibreOffice (.fods)"),
    "page.html": (b"<html><table><tr><td>critere", "une page web"),
    "notre-page.html": (
        grille_vide(charger("clea").value, None, "html", par_domaine=False),
        "la grille à remplir dans un navigateur",
    ),
}


@pytest.mark.parametrize("nom", FICHIERS)
def test_un_fichier_qui_n_est_pas_une_grille_est_nomme_avec_ce_qu_il_faut_faire(tmp_path, nom):
    contenu, nature = FICHIERS[nom]
    (tmp_path / nom).write_bytes(contenu)
    (faute,) = lire_brute(str(tmp_path / nom), Lecture()).diagnostics
    assert (faute.code, faute.message) == (
        "F106",
        f"ce n'est ni un CSV ni un classeur, mais {nature}",
    )
    assert len(faute.aide) > 30


@pytest.mark.parametrize("debut", ["BM", "ID;P", "Rar!", "GIF89a", "II*"])
def test_un_csv_dont_le_premier_mot_est_une_signature_reste_un_csv(tmp_path, debut):
    (tmp_path / "g.csv").write_text(
        f"{debut} titre\ncritere;resultat\n1.1.1;acquis\n", encoding="utf-8"
    )
    assert lire_brute(str(tmp_path / "g.csv"), Lecture()).value
