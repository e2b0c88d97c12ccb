"""Codes that are admitted and look wrong are told, once, and never where something else explains them."""

import json

import pytest

from clea_cli.cli import main
from clea_cli.decision.charger import charger
from clea_cli.decision.verification import verifier
from tests.outils.jouets import donnees, regle


def dites(criteres, **autres):
    d = donnees({"1.1": [1] * len(criteres)}, [regle("points", domaine="75/100")], **autres)
    for critere, code in zip(
        d["domaines"][0]["sous_domaines"][0]["criteres"], criteres, strict=True
    ):
        critere["code"] = code
    return [faute.code for faute in verifier(json.dumps(d).encode(), "j.yaml", charger).diagnostics]


@pytest.mark.parametrize(
    ("criteres", "attendues"),
    [
        (["1.1.1", "1.1.2", "1.1.3"], []),
        (["1.1.1", "1.1.3"], ["R621"]),
        (["1.1.2", "1.1.3"], []),  # a list may begin anywhere
        (["1.1.2", "1.1.1"], []),
        (["1.1.1", "1.1.O"], ["R622"]),
        (["1.1.1", "1.1.l"], ["R622"]),
        (["1.1.1", "1.1.02"], ["R622"]),
        (["1.1.a", "1.1.b"], []),
        (["1.1.O", "1.1.S"], []),  # letters among letters
    ],
)
def test_un_code_douteux_est_dit(criteres, attendues):
    assert dites(criteres) == attendues


@pytest.mark.parametrize("retires", [["1.1.2"], []])
def test_un_critere_retire_laisse_un_trou_voulu(retires):
    attendues = [] if retires else ["R621"]
    assert dites(["1.1.1", "1.1.3"], succede={"version": "0", "retires": retires}) == attendues


def test_un_dossier_est_regarde_en_entier(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    texte = json.dumps(donnees({"1.1": [1]}, [regle("points", domaine="75/100")]))
    for nom in ("a.yaml", "b/c.yml", "b/d/E.YAML", ".cache/x.yaml", "b/note.txt"):
        (tmp_path / nom).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / nom).write_text(texte, encoding="utf-8")
    assert main(["referentiel", "verifier", "."]) == 0
    lu = capsys.readouterr()
    assert "3 fichiers regardés." in lu.err
    assert all(nom in lu.out for nom in ("a.yaml", "c.yml", "E.YAML"))


def test_ce_qui_n_est_pas_un_referentiel_est_passe_dans_un_dossier_et_refuse_quand_on_le_nomme(
    tmp_path, monkeypatch, capsys
):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "s.yaml").write_text("schema: clea/session/1\nid: S-1\n", encoding="utf-8")
    assert main(["referentiel", "verifier", "."]) == 0
    assert "s.yaml : passé" in capsys.readouterr().err
    assert main(["referentiel", "verifier", "s.yaml"]) == 1
    assert capsys.readouterr().err.count("erreur R") == 1
