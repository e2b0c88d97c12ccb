"""What a document says that it was made of is found in its bytes, whatever its format; anything else is none."""

import html
import json
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from clea_cli.readers import provenance
from clea_cli.readers.provenance import DU_JURY, lire

DU_JURY_ECRITE = {"schema": DU_JURY, "nom": "« é » <&>"}
ECRITE = json.dumps(DU_JURY_ECRITE, ensure_ascii=False)
ECHAPPEE = html.escape(ECRITE)


def docx(description, partie="docProps/core.xml"):
    sortie = BytesIO()
    with ZipFile(sortie, "w", ZIP_DEFLATED) as archive:
        archive.writestr(partie, description)
    return sortie.getvalue()


XML = f"<x><dc:description a='b'>\n{ECHAPPEE}\n</dc:description></x>"
DOCUMENTS = {
    "md": f"# Titre\n\n<!-- clea-provenance {ECRITE} -->\n".encode(),
    "md sans fin de ligne": f"<!-- clea-provenance {ECRITE} -->".encode(),
    "md très long": b"x" * 50_000 + f"<!-- clea-provenance {ECRITE} --> \n\n".encode(),
    "html": f'<head><meta name="clea-provenance" content="{ECHAPPEE}"></head>'.encode(),
    "pdf": f"<dc:description><rdf:Alt><rdf:li lang='fr'>{ECHAPPEE}</rdf:li></rdf:Alt></dc:description>".encode(),
    "xml": XML.encode(),
    "docx": docx(XML),
}


@pytest.mark.parametrize("format_", DOCUMENTS)
def test_la_provenance_est_trouvee_dans_chaque_format(format_):
    assert lire(DOCUMENTS[format_]) == DU_JURY_ECRITE


@pytest.mark.parametrize(
    "contenu",
    [
        b"",
        b"# Titre",
        b"PK\x03\x04",
        docx(XML, "docProps/app.xml"),
        docx("<x/>"),
        f"<!-- clea-provenance {ECRITE} -->\nune suite".encode(),
        f"<!-- clea-provenance {ECRITE[:-1]} -->".encode(),
        f"<!-- clea-provenance {ECRITE} -->".encode() + b" " * 20_000,
        b'<meta name="clea-provenance" content="">',
        b'<meta name="clea-provenance" content="[1]">',
        b'<meta name="clea-provenance" content="{}">',
        b'<meta name="clea-provenance" content="\xe9">',
        b'<meta name="clea-provenance" content="' + b"[" * 100_000 + b'">',
        DOCUMENTS["html"].replace(b"clea/provenance-jury/1", b"clea/provenance-jury/2"),
    ],
)
def test_ce_qui_n_est_pas_une_provenance_de_ce_programme_n_en_est_pas_une(contenu):
    assert lire(contenu) is None


def test_une_partie_demesuree_d_un_docx_n_est_pas_lue(monkeypatch):
    monkeypatch.setattr(provenance, "_OCTETS_MAX", len(XML.encode()))
    assert lire(docx(XML)) == DU_JURY_ECRITE
    assert lire(docx(XML + " ")) is None


def test_des_octets_qui_ne_sont_pas_de_l_utf_8_ne_font_pas_tomber_la_lecture():
    contenu = f'<meta name="clea-provenance" content="{ECHAPPEE}">'.encode().replace("é".encode(), b"\xe9")
    assert lire(contenu) == {**DU_JURY_ECRITE, "nom": "« \ufffd » <&>"}
    assert lire(docx(XML.encode().replace("é".encode(), b"\xe9"))) == {**DU_JURY_ECRITE, "nom": "« \ufffd » <&>"}


UN_DOCUMENT = {
    "schema": "clea/provenance/1",
    "outil": "clea",
    "document": "plan",
    "format": "md",
    "date": "2026-11-28",
    "candidat": "C-1",
    "verdict": "certifiable",
    "grille": {"fichier": "g.csv", "empreinte": "a"},
    "referentiel": {"id": "clea", "fichier": "", "version": "1", "empreinte": "b"},
    "regle": "r",
    "lecture": {"encodage": "UTF-8", "separateur": None, "onglet": None},
    "modeles": {},
    "organisme": {"dossier": "", "fichiers": {}},
    "outils": {},
}


@pytest.mark.parametrize(
    ("change", "admise"), [({}, True), ({"format": "odt"}, False), ({"date": "hier"}, False), ({"autre": 1}, False)]
)
def test_la_provenance_d_un_candidat_n_est_rendue_que_si_elle_a_sa_forme(change, admise):
    ecrite = {**UN_DOCUMENT, **change}
    lue = lire(f"<!-- clea-provenance {json.dumps(ecrite)} -->".encode())
    assert lue == (ecrite if admise else None)
