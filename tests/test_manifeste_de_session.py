"""The manifest of a prepared session is taken back only in the shape that we gave it: no name in it leads elsewhere."""

import json

import pytest

from clea_cli.readers.manifeste import SCHEMA, est_un_nom, lire

MANIFESTE = {
    "schema": SCHEMA,
    "outil": "clea",
    "session": {
        "id": "s",
        "date": "2026-11-28",
        "lieu": "Lyon",
        "organisme": {"nom": "O", "siret": "1"},
        "jury": [{"reference": "m", "nom": "Ana", "college": "employeurs", "president": True}],
        "libelles": {"certifie": "certifié"},
    },
    "referentiel": {"id": "clea", "version": "1", "libelle": "CléA", "empreinte": "a"},
    "regle": "r",
    "precedente": None,
    "session_lue": "a",
    "entrees": {},
    "dossiers": [],
    "refuses": [],
    "fichiers": {"liste.md": "a", "dossiers/D-1.html": "b"},
    "cloture": None,
}


def test_un_manifeste_revient_tel_qu_il_fut_ecrit():
    assert lire(json.dumps(MANIFESTE).encode()) == MANIFESTE


@pytest.mark.parametrize(
    "change",
    [
        {"schema": "clea/jury/2"},
        {"regle": 3},
        {"autre": 1},
        {"fichiers": {"../liste.md": "a"}},
        {"cloture": {"date": "2026-11-28", "decisions": {"/etc/passwd": "a"}, "fichiers": {}}},
    ],
)
def test_un_manifeste_dont_la_forme_a_change_n_en_est_pas_un(change):
    assert lire(json.dumps({**MANIFESTE, **change}).encode()) is None


@pytest.mark.parametrize("contenu", [b"", b"{", b"[]", b"\xff", b"[" * 100_000])
def test_ce_qui_n_est_pas_un_manifeste_n_en_est_pas_un(contenu):
    assert lire(contenu) is None


@pytest.mark.parametrize(
    ("nom", "admis"),
    [
        ("liste.md", True),
        ("dossiers/D-1_a.html", True),
        ("9", True),
        ("", False),
        (".cache", False),
        ("dossiers/", False),
        ("dossiers/.x", False),
        ("autres/x", False),
        ("dossiers/a/b", False),
        ("../x", False),
        ("a b", False),
        ("x\n", False),
    ],
)
def test_un_nom_de_fichier_reste_dans_le_dossier_de_la_session(nom, admis):
    assert est_un_nom(nom) is admis
