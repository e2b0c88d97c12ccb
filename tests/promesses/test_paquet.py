"""The wheel is what people get: built, installed alone in a clean environment outside the checkout, and used there."""

import json
import os
import shutil
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest
from packaging.metadata import parse_email

from livraison.hors_ligne import PYTHONS

RACINE = Path(__file__).parent.parent.parent
IGNORES = (".git", ".venv", ".hypothesis", ".*_cache", "__pycache__", "build", "dist", "site")


def lancer(*commande: str | Path, dossier: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        list(map(str, commande)), cwd=dossier, capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="module")
def roue(tmp_path_factory) -> Path:
    dossier = tmp_path_factory.mktemp("roue")
    construite = lancer(
        sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", dossier, dossier=RACINE
    )
    assert construite.returncode == 0, construite.stderr
    [fichier] = dossier.glob("*.whl")
    return fichier


def test_la_roue_porte_les_referentiels_et_rien_d_autre_que_le_paquet(roue):
    noms = zipfile.ZipFile(roue).namelist()
    livres = {nom.rpartition("/")[2] for nom in noms if nom.startswith("clea_cli/referentiels/")}
    assert {
        "clea.yaml",
        "clea-numerique.yaml",
        "clea-management.yaml",
        "manifeste.json",
        "clea.json",
    } <= livres
    assert {
        "clea_cli/atelier/rendus/gabarits/referentiel.html",
        "clea_cli/sorties/gabarits/page.css",
    } <= set(noms)
    assert {nom.partition("/")[0].partition("-")[0] for nom in noms} == {"clea_cli"}
    assert "clea_cli/py.typed" in noms


def test_la_roue_dit_son_nom_sa_licence_et_les_python_essayes(roue):
    archive = zipfile.ZipFile(roue)
    [fiche] = [nom for nom in archive.namelist() if nom.endswith(".dist-info/METADATA")]
    declare = parse_email(archive.read(fiche))[0]
    assert (declare["name"], declare["license_expression"]) == ("clea-cli", "MIT")
    assert declare["author"] == declare["maintainer"] == "Les mainteneurs de clea"
    assert declare["project_urls"]
    assert declare["requires_python"] == f">={PYTHONS[0]}"
    essayes = [f"Programming Language :: Python :: {python}" for python in PYTHONS]
    assert [ligne for ligne in declare["classifiers"] if ":: 3." in ligne] == essayes
    [licence] = [nom for nom in archive.namelist() if nom.endswith(".dist-info/licenses/LICENSE")]
    assert archive.read(licence) == (RACINE / "LICENSE").read_bytes()
    [commandes] = [nom for nom in archive.namelist() if nom.endswith("/entry_points.txt")]
    assert archive.read(commandes).decode().split() == [
        "[console_scripts]",
        "clea",
        "=",
        "clea_cli.__main__:main",
    ]


def test_la_roue_porte_la_page_de_manuel(roue):
    archive = zipfile.ZipFile(roue)
    [page] = [nom for nom in archive.namelist() if nom.endswith(".data/data/share/man/man1/clea.1")]
    assert archive.read(page) == (RACINE / "docs" / "clea.1").read_bytes()


def test_les_paquets_faits_deux_fois_ont_les_memes_octets(tmp_path):
    """A second time from another folder, on another day, by someone whose files are private, in another time zone."""
    ailleurs = tmp_path / "un autre dossier"
    shutil.copytree(RACINE, ailleurs, ignore=shutil.ignore_patterns(*IGNORES))
    for fichier in ailleurs.rglob("*"):
        if fichier.is_file():
            fichier.chmod(fichier.stat().st_mode & 0o700)
            os.utime(fichier, (10**9, 10**9))
    paquets = []
    for rang, (dossier, fuseau) in enumerate([(RACINE, "Europe/Paris"), (ailleurs, "Asia/Tokyo")]):
        cible = tmp_path / str(rang)
        environnement = {
            nom: valeur for nom, valeur in os.environ.items() if nom != "SOURCE_DATE_EPOCH"
        }
        construits = subprocess.run(
            [sys.executable, "-m", "hatchling", "build", "-d", str(cible)],
            cwd=dossier,
            env={**environnement, "TZ": fuseau},
            capture_output=True,
            text=True,
            check=False,
        )
        assert construits.returncode == 0, construits.stderr
        paquets.append({fichier.name: fichier.read_bytes() for fichier in cible.iterdir()})
    assert [Path(nom).suffix for nom in sorted(paquets[0])] == [".whl", ".gz"]
    assert paquets[0] == paquets[1]


def test_la_roue_installee_seule_calcule_une_grille(roue, tmp_path):
    venv.create(tmp_path / "env", with_pip=True)
    dossier = tmp_path / "env" / ("Scripts" if sys.platform == "win32" else "bin")
    pip = [dossier / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    # Two commands use little of what is installed: compiling it all would take half of the time.
    installe = lancer(
        *pip, "--no-compile", "-c", RACINE / "constraints.txt", roue, dossier=tmp_path
    )
    if installe.returncode and "No matching distribution" in installe.stderr:
        pytest.skip(
            "no package index can be reached from here, so the dependencies cannot be installed"
        )
    assert installe.returncode == 0, installe.stderr
    grille = tmp_path / "grille.csv"
    grille.write_bytes((RACINE / "examples" / "candidat-certifiable.csv").read_bytes())
    score = lancer(dossier / "clea", "score", "grille.csv", "--format", "json", dossier=tmp_path)
    assert score.returncode == 0, score.stderr
    assert json.loads(score.stdout)["resultats"][0]["verdict"] == "certifiable"
    page = lancer(
        dossier / "clea", "referentiel", "exporter", "clea", "--format", "html", dossier=tmp_path
    )
    assert (page.returncode, page.stdout[:15]) == (0, "<!DOCTYPE html>"), page.stderr
