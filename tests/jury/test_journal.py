"""What a prepared session's folder holds: which files are its own, which dossiers are up to date, cut anywhere."""

import hashlib
import json
from pathlib import Path

import pytest

from clea_cli.jury import journal
from clea_cli.jury.journal import JOURNAL, MANIFESTE, Journal, Note, ouvrir, ouvrir_preparee, tenir
from clea_cli.jury.lire_manifeste import est_un_nom, lire
from clea_cli.jury.manifeste import donnees
from clea_cli.sorties import json_utf8, verrou

PAGE, AUTRE = b"une page\n", b"une autre\n"


def empreinte(contenu):
    return hashlib.sha256(contenu).hexdigest()


NOTE = Note("cle-1", {"dossiers/P-1.html": empreinte(PAGE)})
DOSSIER = {
    "reference": "P-1",
    "verdict": "certifiable",
    "points": "",
    "domaines": {},
    "premiere_evaluation": True,
    "statut": "",
    "prescripteur": "",
    "financement": "",
    "raisons": [],
    "sources": {},
    "cle": NOTE.cle,
    "fichiers": NOTE.fichiers,
    "juge": "a1",
    "evalue_le": "2026-10-05",
    "notes": ["x"],
}
SESSION = {
    "id": "s",
    "date": "2026-11-28",
    "lieu": "",
    "organisme": {"nom": "O", "siret": "", "debut": "2026-01-01", "fin": "2026-12-31"},
    "jury": [{"reference": "J-1", "nom": "", "college": "salaries", "president": True}],
    "libelles": {"reporte": "revu", "certifie": "certifié"},
    "certificateur": {"ccpi": "CléA", "passage": "", "fins_de_ligne": "lf"},
}
MANIFESTE_ECRIT = {
    "schema": "clea/jury/1",
    "outil": "",
    "session": SESSION,
    "referentiel": {
        "id": "",
        "version": "",
        "libelle": "",
        "empreinte": "",
        "echeances": [],
        "avertissement": "",
    },
    "regle": "",
    "precedente": {"fichier": "../s-0/manifest.json", "empreinte": "sha256:0"},
    "session_lue": "",
    "entrees": {},
    "dossiers": [DOSSIER],
    "refuses": [{"reference": "P-3", "codes": ["J210"], "raisons": ["J210, x"]}],
    "fichiers": {"ordre.txt": empreinte(AUTRE)},
    "cloture": None,
    "modeles": {"dossier": "../m", "fichiers": {"jury-liste.md": "d4"}},
}
MANIFESTE_LU = lire(json.dumps(MANIFESTE_ECRIT).encode())


@pytest.fixture
def ici(tmp_path):
    (tmp_path / "dossiers").mkdir()
    (tmp_path / "dossiers" / "P-1.html").write_bytes(PAGE)
    (tmp_path / "ordre.txt").write_bytes(AUTRE)
    return tmp_path


def note(reference="P-1", **changements):
    return json.dumps({"reference": reference, **NOTE._asdict(), "faite": True, **changements})


def codes(issue):
    assert issue.value is None
    return [(faute.code, Path(faute.position.source).name) for faute in issue.diagnostics]


def preparer(dossier):
    (dossier / MANIFESTE).write_text(json.dumps(MANIFESTE_ECRIT), encoding="utf-8")


def test_un_dossier_neuf_n_a_rien_a_lui(tmp_path):
    neuf = ouvrir(str(tmp_path)).value
    assert (neuf.dossier, neuf.manifeste, neuf.connus, neuf.notes) == (str(tmp_path), None, (), {})
    assert neuf.empreinte_du_manifeste == empreinte(b"")
    assert neuf.empreinte("absent.txt") == ""
    assert neuf.a_jour("P-1", "cle-1") is None


def test_le_manifeste_dit_les_dossiers_faits_et_les_fichiers_a_nous(ici):
    preparer(ici)
    manifeste, lu = ouvrir_preparee(str(ici)).value
    assert manifeste == lu.manifeste
    assert json_utf8.ecrire(donnees(manifeste)) == json_utf8.ecrire(MANIFESTE_ECRIT)
    assert lu.empreinte_du_manifeste == empreinte((ici / MANIFESTE).read_bytes())
    assert lu.connus == ("dossiers/P-1.html", "ordre.txt")
    assert lu.notes == {"P-1": NOTE}
    assert lu.a_jour("P-1", "cle-1") == NOTE
    assert lu.a_jour("P-1", "cle-2") is None, "made of something else"
    assert lu.a_jour("P-2", "cle-1") is None
    (ici / "dossiers" / "P-1.html").write_bytes(AUTRE)
    assert lu.a_jour("P-1", "cle-1") is None, "somebody has changed it"


@pytest.mark.parametrize("abime", [b"{}", b"pas du JSON", b"[1]"])
def test_un_manifeste_abime_est_dit(ici, abime):
    (ici / MANIFESTE).write_bytes(abime)
    assert codes(ouvrir(str(ici))) == [("J301", MANIFESTE)]


@pytest.mark.parametrize(
    "nom",
    ["../a", "/a", "dossiers/../a", "a/b", "dossiers/a/b", ".a", "", "a\\b", "a\n", "dossiers/"],
)
def test_un_manifeste_ne_nomme_que_des_fichiers_de_son_dossier(nom):
    assert not est_un_nom(nom)
    fichiers = {nom: empreinte(PAGE)}
    cloture = {"date": "2026-11-28", "decisions": {}, "fichiers": {}}
    cloture |= {"absents": ["J-2"], "preside": "J-1", "prises": {"P-1": "ajourne"}, "valeurs": "b2"}
    cloture["modeles"] = {"jury-proces-verbal.md": "c3"}
    for forge in (
        {"fichiers": fichiers},
        {"dossiers": [{**DOSSIER, "fichiers": fichiers}]},
        {"cloture": {**cloture, "decisions": fichiers}},
        {"cloture": {**cloture, "fichiers": fichiers}},
    ):
        assert lire(json.dumps({**MANIFESTE_ECRIT, **forge}).encode()) is None
    close = {**cloture, "fichiers": {"dossiers/A_1.b-2": ""}}
    juste = {**MANIFESTE_ECRIT, "precedente": None, "cloture": close}
    lu = lire(json.dumps(juste).encode())
    assert json_utf8.ecrire(donnees(lu)) == json_utf8.ecrire(juste)


def test_un_manifeste_sans_fond_est_abime():
    assert lire(b'{"a":' * 100_000) is None


def test_un_dossier_jamais_prepare_est_dit(ici):
    assert codes(ouvrir_preparee(str(ici))) == [("J311", ici.name)]
    assert ouvrir(str(ici)).diagnostics == ()


@pytest.mark.parametrize("nom", [MANIFESTE, JOURNAL])
def test_ce_qui_est_trop_lourd_n_est_pas_lu(ici, nom, monkeypatch):
    preparer(ici)
    (ici / nom).write_bytes(b"x" * 2000)
    monkeypatch.setattr(journal, "OCTETS_MAX", 1999)
    assert codes(ouvrir(str(ici))) == [("S104", nom)]


@pytest.mark.parametrize(
    ("lignes", "notes", "connus"),
    [
        ([note()], {"P-1": NOTE}, {"dossiers/P-1.html"}),
        ([note(faite=False)], {}, {"dossiers/P-1.html"}),
        ([note(), note(faite=False)], {}, {"dossiers/P-1.html"}),
        ([note(), note("P-2", faite=False)], {"P-1": NOTE}, {"dossiers/P-1.html"}),
        ([note(), note(cle="cle-2")], {"P-1": NOTE._replace(cle="cle-2")}, {"dossiers/P-1.html"}),
        ([note()[:20], note()], {"P-1": NOTE}, {"dossiers/P-1.html"}),
        (
            ["{}", "[]", "12", "", note(fichiers=None), note(fichiers=[1]), note()],
            {"P-1": NOTE},
            {"dossiers/P-1.html"},
        ),
        (
            [note(fichiers={"a.txt": "x", "../b.txt": "x"}), note("P-2")],
            {"P-2": NOTE},
            {"dossiers/P-1.html"},
        ),
        (["é\udce9", note("É")], {"É": NOTE}, {"dossiers/P-1.html"}),
    ],
)
def test_le_journal_d_une_preparation_coupee_se_rejoue(ici, lignes, notes, connus):
    (ici / JOURNAL).write_bytes("\n".join(lignes).encode(errors="surrogateescape"))
    rejoue = ouvrir(str(ici)).value
    assert (rejoue.notes, set(rejoue.connus)) == (notes, connus)


def test_ce_qui_s_annonce_se_relit_ligne_par_ligne(ici):
    preparer(ici)
    (ici / JOURNAL).write_bytes(b'{"une ligne coup')
    ouvert = ouvrir(str(ici)).value
    autre = Note("é", {"dossiers/P-2.html": "x"})
    assert ouvert.annoncer("P-1", NOTE, faite=False) == ()
    assert ouvert.annoncer("É", autre, faite=True) == ()
    assert ouvert.notes == {"É": autre}
    assert ouvert.connus == ("dossiers/P-1.html", "ordre.txt", "dossiers/P-2.html")
    coupee, *suite = (ici / JOURNAL).read_text(encoding="utf-8").split("\n")
    assert (coupee, [json.loads(ligne) for ligne in suite]) == (
        '{"une ligne coup',
        [
            json.loads(note(faite=False)),
            {"reference": "É", "cle": "é", "fichiers": autre.fichiers, "faite": True},
        ],
    )
    assert '"É"' in suite[1]
    repris = ouvrir(str(ici)).value
    assert (repris.notes, repris.connus) == (ouvert.notes, ouvert.connus)


def test_un_journal_que_l_on_ne_peut_pas_ecrire_est_dit(tmp_path):
    (faute,) = Journal(str(tmp_path / "absent"), None, b"", b"").annoncer("P-1", NOTE, faite=True)
    assert (faute.code, faute.position.source) == ("S202", str(tmp_path / "absent" / JOURNAL))
    assert "le dossier n'existe pas" in faute.message


def test_seul_un_fichier_a_nous_est_remplace(ici):
    preparer(ici)
    ouvert = ouvrir(str(ici)).value
    assert ouvert.ecrire("ordre.txt", PAGE, forcer=False).value is True
    assert (ici / "ordre.txt").read_bytes() == PAGE
    assert ouvert.ecrire("ordre.txt", AUTRE, forcer=False).value is True, (
        "what was just written is ours too"
    )
    (ici / "ordre.txt").write_bytes(b"annotee")
    assert codes(ouvert.ecrire("ordre.txt", AUTRE, forcer=False)) == [("S201", "ordre.txt")]
    assert (ici / "ordre.txt").read_bytes() == b"annotee"
    assert ouvert.ecrire("ordre.txt", AUTRE, forcer=True).value is True
    assert ouvert.ecrire("ordre.txt", AUTRE, forcer=False).value is False, "the same"
    assert ouvert.ecrire("neuf.txt", AUTRE, forcer=False).value is True
    assert codes(ouvert.ecrire("absent/neuf.txt", AUTRE, forcer=False)) == [("S202", "neuf.txt")]
    lu = [str(ici / "neuf.txt")]
    assert codes(ouvert.ecrire("neuf.txt", PAGE, forcer=True, entrees=lu)) == [("S203", "neuf.txt")]


def test_seul_un_fichier_a_nous_est_retire(ici, monkeypatch):
    preparer(ici)
    (ici / "autre.txt").write_bytes(AUTRE)
    ouvert = ouvrir(str(ici)).value
    for nom in ("autre.txt", "absent.txt"):
        assert ouvert.retirer(nom) == (False, ())
    assert (ici / "autre.txt").exists()
    assert ouvert.retirer("ordre.txt") == (True, ())
    assert not (ici / "ordre.txt").exists()

    def refuser(*_, **__):
        raise PermissionError(13, "x")

    monkeypatch.setattr(Path, "unlink", refuser)
    refus = ouvert.retirer("dossiers/P-1.html")
    assert codes(refus) == [("S202", "P-1.html")]
    assert "accès refusé" in refus.diagnostics[0].message


def test_conclure_ecrit_le_manifeste_puis_oublie_le_journal(ici, monkeypatch):
    preparer(ici)
    (ici / JOURNAL).write_text(note(), encoding="utf-8")
    ouvert = ouvrir(str(ici)).value
    clos = ouvert.manifeste._replace(regle="é")
    assert ouvert.conclure(clos) == (True, ())
    assert (ici / MANIFESTE).read_bytes() == json_utf8.ecrire({**MANIFESTE_ECRIT, "regle": "é"})
    assert not (ici / JOURNAL).exists()
    assert ouvert.conclure(clos) == (False, ()), "and there was no journal any more"
    (ici / JOURNAL).write_text(note(), encoding="utf-8")
    assert ouvert.conclure(clos) == (False, ())
    assert not (ici / JOURNAL).exists()


def test_un_manifeste_que_l_on_ne_peut_pas_ecrire_garde_son_journal(ici, monkeypatch):
    (ici / MANIFESTE).mkdir()
    (ici / JOURNAL).write_text(note(), encoding="utf-8")
    assert codes(Journal(str(ici), None, b"", b"").conclure(MANIFESTE_LU)) == [("S202", MANIFESTE)]
    assert (ici / JOURNAL).exists()
    monkeypatch.setattr(Path, "unlink", lambda *_, **__: (_ for _ in ()).throw(PermissionError))
    Journal(str(ici), None, b"", b"").oublier()  # what stays says nothing new


def test_un_dossier_prepare_se_tient_seul(ici):
    with tenir(str(ici)) as issue:
        assert codes(issue) == [("J311", ici.name)]
    assert not (ici / verrou.NOM).exists()
    preparer(ici)
    with tenir(str(ici)) as issue:
        assert issue.value.journal.notes == {"P-1": NOTE}
        with tenir(str(ici)) as second:
            assert codes(second) == [("J303", ici.name)]
        (ici / MANIFESTE).unlink()
    with tenir(str(ici)) as issue:
        assert codes(issue) == [("J311", ici.name)]


def test_l_etat_se_lit_quand_le_dossier_est_tenu(ici, monkeypatch):
    preparer(ici)
    lectures = []
    monkeypatch.setattr(
        journal, "ouvrir_preparee", lambda dossier: lectures.append(dossier) or vrai(dossier)
    )
    vrai = ouvrir_preparee
    with tenir(str(ici)):
        assert lectures == [str(ici)] * 2
