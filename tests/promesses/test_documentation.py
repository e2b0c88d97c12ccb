"""The documentation is executed: its commands run, its links lead somewhere, its figures are those of the data."""

import re
import shlex
import shutil
from glob import glob
from pathlib import Path

import pytest

from clea_cli.cli import main
from clea_cli.decision.charger import charger
from clea_cli.referentiel.mots import certitudes

RACINE = Path(__file__).parent.parent.parent
PAGES = sorted([*RACINE.glob("*.md"), *RACINE.glob("docs/*.md")])
README = (RACINE / "README.md").read_text(encoding="utf-8")
COMMANDES = re.findall(r"^\| `clea ([^`]+)`", README, flags=re.MULTILINE)


def test_les_commandes_du_readme_font_ce_qu_elles_disent(tmp_path, monkeypatch, capsysbinary):
    monkeypatch.chdir(tmp_path)
    Path("examples").symlink_to(RACINE / "examples")
    assert len(COMMANDES) == 22
    for commande in COMMANDES:
        arguments = []
        for morceau in shlex.split(commande):
            arguments += sorted(glob(morceau)) or [morceau]  # noqa: PTH207 — absolute ones too
        assert main(arguments) == 0, commande
    assert capsysbinary.readouterr().out


def test_la_grille_du_readme_se_lit(tmp_path, monkeypatch, capsysbinary):
    monkeypatch.chdir(tmp_path)
    [grille] = re.findall(r"```text\n(critere.*?)```", README, flags=re.DOTALL)
    Path("grille.csv").write_text(grille, encoding="utf-8")
    assert main(["score", "grille.csv"]) == 1
    fautes = capsysbinary.readouterr().err.decode()
    assert [ligne for ligne in fautes.splitlines() if "erreur" in ligne] == [
        next(
            ligne
            for ligne in fautes.splitlines()
            if "erreur F205 : il manque 103 critères" in ligne
        )
    ]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_les_liens_menent_quelque_part(page):
    # What stands between backquotes is shown, not followed: a piece of a template.
    suivi = re.sub(r"`[^`\n]+`", "", page.read_text(encoding="utf-8"))
    for cible in re.findall(r"\]\(([^)#]+)\)", suivi):
        assert (page.parent / cible).exists(), cible


def test_les_commandes_make_du_readme_existent():
    cibles = set(
        re.findall(
            r"^([a-z]+):", (RACINE / "Makefile").read_text(encoding="utf-8"), flags=re.MULTILINE
        )
    )
    assert re.findall(r"^\$ make (\w+)$", README, flags=re.MULTILINE) == ["score", "test"]
    assert {"score", "test"} <= cibles


def test_le_readme_donne_les_certitudes_du_referentiel():
    texte = " ".join(README.split())
    assert certitudes(charger("clea").value) in texte


def test_le_glossaire_nomme_des_choses_qui_existent():
    code = "\n".join(
        fichier.read_text(encoding="utf-8") for fichier in (RACINE / "clea_cli").rglob("*.py")
    )
    glossaire = (RACINE / "docs" / "glossaire.md").read_text(encoding="utf-8")
    noms = [
        nom
        for ligne in glossaire.splitlines()
        for nom in re.findall(r"`([\w.]+)`", ligne.rpartition("|")[0].rpartition("|")[2])
    ]
    assert len(noms) > 20
    for nom in noms:
        assert all(re.search(rf"\b{partie}\b", code) for partie in nom.split(".")), nom


def test_l_architecture_nomme_chaque_piece():
    texte = (RACINE / "ARCHITECTURE.md").read_text(encoding="utf-8")
    for dossier in (RACINE / "clea_cli").iterdir():
        if dossier.is_dir() and not dossier.name.startswith("_"):
            assert re.search(rf"\b{dossier.name}\b", texte), dossier


def test_chaque_exemple_est_un_candidat_invente():
    for fichier in (RACINE / "examples").glob("*.csv"):
        contenu = fichier.read_bytes().decode("cp1252" if "excel" in fichier.name else "utf-8-sig")
        assert re.findall(r"[CN]-\d{4}", contenu), fichier.name
        assert not re.search(
            r"nom|naissance|@", contenu.partition("\n1.1.1")[0], flags=re.IGNORECASE
        ), fichier.name


def test_les_commandes_de_la_page_du_jury_font_ce_qu_elle_dit(tmp_path, monkeypatch, capsysbinary):
    page = (RACINE / "docs" / "jury.md").read_text(encoding="utf-8")
    shutil.copytree(RACINE / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    statuts = {}
    for commande in re.findall(r"^\$ clea (.+)$", page, flags=re.MULTILINE):
        arguments = shlex.split(commande)
        statuts[" ".join(arguments[:2])] = main(arguments)
        if arguments[1] == "decisions":
            remplir(tmp_path / "session-novembre" / "decisions.csv")
    assert statuts.pop("jury preparer") == 3
    assert set(statuts.values()) == {0}
    assert len((tmp_path / "certificateur.csv").read_text(encoding="utf-8-sig").splitlines()) == 23
    assert "part : proces-verbal.pdf" in capsysbinary.readouterr().out.decode()


def remplir(feuille):
    """Decide every dossier as proposed."""
    lignes = feuille.read_text(encoding="utf-8-sig").splitlines()
    decidees = [";".join((*(c := ligne.split(";"))[:2], c[1], *c[3:])) for ligne in lignes[1:]]
    feuille.write_text("\n".join([lignes[0], *decidees]), encoding="utf-8")
