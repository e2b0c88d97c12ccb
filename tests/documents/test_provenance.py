"""What a document says that it was made of, read back from its bytes, whatever its format; nothing else is believed."""

import json
import time
from html import escape
from io import BytesIO
from zipfile import ZipFile

import pytest

from clea_cli.documents.lire_provenance import PageDuJury, lire
from clea_cli.documents.provenance_modele import ProvenanceAncienne, ProvenanceModele

PORTEE = {
    "schema": "clea/provenance/2",
    "outil": "clea",
    "code": "0000 1111 2222",
    "document": "ecarts",
    "format": "pdf",
    "date": "2026-11-28",
    "grille": "01",
    "referentiel": {"id": "clea", "version": "1", "empreinte": "02"},
    "regle": "r",
    "lecture": {"encodage": None, "separateur": ";", "onglet": None},
    "modeles": {},
    "organisme": {"ecarts.md": "03"},
    "outils": {},
    "catalogue_livre": True,
}
FICHIER = {"fichier": "é&<>.csv", "empreinte": "01"}
PROVENANCE = {
    "schema": "clea/provenance/1",
    "outil": "clea",
    "document": "plan",
    "format": "md",
    "date": "2026-11-28",
    "candidat": "C-1",
    "verdict": "certifiable",
    "grille": FICHIER,
    "regle": "r",
    "modeles": {},
    "outils": {},
    "referentiel": {"id": "clea", "version": "1", **FICHIER},
    "lecture": {"encodage": None, "separateur": ";", "onglet": None},
    "organisme": {"dossier": "", "fichiers": {}},
    "demande": {"debut": "2026-11-28", "par_semaine": "7/2", "prealable": None, "situation": None},
}
ECRITE = json.dumps(PROVENANCE, ensure_ascii=False)
DU_JURY = {"schema": "clea/provenance-jury/1", "session": "s"}
SUITE = "x" * 30_000


def relue(contenu):
    """What was read back, with the keys and the values that were written."""
    return lire(contenu).model_dump(by_alias=True, exclude_unset=True)


def marque(ecrite):
    return f"<!-- clea-provenance {ecrite} -->"


def balise(ecrite):
    return f'<meta name="clea-provenance" content="{escape(ecrite)}">'


def description(ecrite):
    return f'<dc:description rdf:x="1">\n{escape(ecrite)}\n</dc:description>'


def en_langue(ecrite):
    alt = f'<rdf:Alt>\n<rdf:li xml:lang="x-default">{escape(ecrite)}</rdf:li>\n</rdf:Alt>'
    return f"<dc:description>{alt}</dc:description>"


def docx(xml, nom="docProps/core.xml", **autres):
    sortie = BytesIO()
    with ZipFile(sortie, "w") as archive:
        archive.writestr(nom, xml)
        for autre, contenu in autres.items():
            archive.writestr(autre, contenu)
    return sortie.getvalue()


@pytest.mark.parametrize(
    "texte",
    [
        marque(ECRITE),
        f"# Un plan\n{SUITE}\n{marque(ECRITE)}\n \n",
        f"<html>{balise(ECRITE)}{SUITE}",
        f"%PDF\n{SUITE}{description(ECRITE)}{SUITE}",
        f"%PDF {en_langue(ECRITE)} {en_langue('{}')}",
        f"{balise('{}')}{marque(ECRITE)}",
    ],
)
def test_une_provenance_se_relit_dans_chaque_format(texte):
    assert relue(texte.encode()) == PROVENANCE


def test_une_provenance_se_relit_dans_un_docx():
    assert relue(docx(description(ECRITE))) == PROVENANCE
    plein = docx(description(ECRITE) + "x" * (1_000_000 - len(description(ECRITE).encode())))
    assert relue(plein) == PROVENANCE
    assert lire(docx(description(ECRITE) + "x" * 1_000_000)) is None, "too large for what it holds"
    assert lire(docx(description(ECRITE), nom="autre.xml")) is None
    assert lire(docx(description(ECRITE))[:-10]) is None


def test_celle_d_une_page_du_jury_est_a_verifier_dans_son_manifeste():
    assert lire(marque(json.dumps(DU_JURY)).encode()) == PageDuJury()


def test_un_octet_abime_n_est_pas_une_panne():
    for texte in (balise(ECRITE), description(ECRITE)):
        abimee = texte.encode().replace("é".encode(), b"\xe9")
        assert lire(abimee).grille.fichier == "\ufffd&<>.csv"
    assert lire(marque(ECRITE).encode().replace("é".encode(), b"\xe9")) is None


@pytest.mark.parametrize(
    "ecrite",
    [
        "{}",
        "[]",
        '"clea/provenance-jury/1"',
        "{pas du JSON}",
        '{"a": ' * 20_000 + "1" + "}" * 20_000,
        ECRITE.replace("plan", "poème"),
        ECRITE.replace("7/2", "0/2"),
        ECRITE.replace("7/2", "7.5"),
        ECRITE.replace("7/2", "1234567"),
        ECRITE.replace('"outil"', '"autre"'),
        ECRITE.replace("2026-11-28", "28/11/2026", 1),
        json.dumps(DU_JURY).replace("jury/1", "jury/2"),
    ],
)
def test_ce_que_clea_n_a_pas_ecrit_n_est_pas_cru(ecrite):
    assert lire(marque(ecrite).encode()) is None
    assert lire(balise(ecrite).encode()) is None


@pytest.mark.parametrize(
    "texte", ["", "une page", f"{marque(ECRITE)} suite", marque(ECRITE) + "\n" + SUITE, "PK"]
)
def test_un_document_sans_provenance_n_en_a_pas(texte):
    assert lire(texte.encode()) is None


def test_celle_des_versions_d_avant_se_relit_encore():
    assert isinstance(lire(marque(ECRITE).encode()), ProvenanceAncienne)
    portee = lire(marque(json.dumps(PORTEE)).encode())
    assert isinstance(portee, ProvenanceModele)
    assert portee.model_dump(by_alias=True, exclude_unset=True) == PORTEE


@pytest.mark.parametrize(
    "morceau",
    [
        b'<meta name="clea-provenance" content="',
        b"<dc:description",
        b"<dc:description>",
        b"<rdf:li>",
        b"<!-- clea-provenance {",
    ],
)
def test_le_temps_de_lecture_est_celui_de_la_taille(morceau):
    debut = time.perf_counter()
    for fin in (b"", b"</dc:description>", b" -->", b'">'):
        lire(morceau * 40_000 + fin)
    assert time.perf_counter() - debut < 2
