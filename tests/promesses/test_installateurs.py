"""What installs clea from an archive: which Python it takes, where it writes, and what it says to type."""

import os
import shutil
import stat
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path
from types import SimpleNamespace

import pytest

from livraison import hors_ligne
from livraison.hors_ligne import installer

LINUX = hors_ligne.PLATEFORMES[1]
ICI = ".".join(map(str, sys.version_info[:2]))
sur_linux = pytest.mark.skipif(
    sysconfig.get_platform() != "linux-x86_64" or not shutil.which("sh"),
    reason="the .sh is for Linux x86-64",
)


@pytest.fixture
def archive(tmp_path):
    """An archive for 3.11 to 3.15, unpacked; its wheels are empty, and its installer.py says which Python runs it."""
    (tmp_path / "roues").mkdir()
    (tmp_path / "roues" / "3.11").mkdir()
    with zipfile.ZipFile(tmp_path / "roues" / "3.11" / "clea_cli-1.0-py3-none-any.whl", "w"):
        pass
    hors_ligne.archiver(
        tmp_path / "roues", LINUX, ("3.15", "3.14", "3.13", "3.12", "3.11"), tmp_path / "clea.zip"
    )
    zipfile.ZipFile(tmp_path / "clea.zip").extractall(tmp_path)
    dossier = tmp_path / "clea"
    (dossier / "installer.py").write_text(
        "import sys; print('installé par', sys.argv[0])", encoding="utf-8"
    )
    return dossier


def faux_python(dossier: Path, nom: str, version: str, plateforme: str = "linux-x86_64") -> None:
    """A command that says what such a Python would, and names itself when it is given a file to run."""
    dossier.mkdir(exist_ok=True)
    fichier = dossier / nom
    fichier.write_text(
        f'#!/bin/sh\n[ "$1" = -c ] && echo "{plateforme} {version}" || echo "{nom} lance $1"\n',
        encoding="utf-8",
    )
    fichier.chmod(fichier.stat().st_mode | stat.S_IXUSR)


def lancer(archive: Path, pythons: Path) -> subprocess.CompletedProcess[str]:
    # The Pythons of this machine would be found as well: on this path are only ours, and what `sh` needs.
    pythons.mkdir(exist_ok=True)
    for outil in ("dirname", "sh"):
        shutil.copy2(shutil.which(outil) or outil, pythons / outil)
    environnement = {**os.environ, "PATH": str(pythons)}
    commande = [shutil.which("sh") or "sh", str(archive / "installer.sh")]
    return subprocess.run(commande, env=environnement, capture_output=True, text=True, check=False)


@sur_linux
@pytest.mark.parametrize(
    ("la", "choisi"),
    [
        ({"python3.11": "3.11", "python3.15": "3.15"}, "python3.15"),
        ({"python3.12": "3.12", "python3.10": "3.10"}, "python3.12"),
        ({"python3": "3.13"}, "python3"),
        ({"python3.16": "3.16", "python3": "3.16", "python3.13": "3.13"}, "python3.13"),
    ],
    ids=str,
)
def test_le_plus_recent_des_python_servis_installe(la, choisi, archive, tmp_path):
    for nom, version in la.items():
        faux_python(tmp_path / "bin", nom, version)
    lance = lancer(archive, tmp_path / "bin")
    assert (lance.stdout, lance.returncode) == (f"{choisi} lance installer.py\n", 0)
    assert ("Python 3.16" in lance.stderr) is ("python3.16" in la)


@sur_linux
@pytest.mark.parametrize(
    ("nom", "version", "plateforme"),
    [
        ("python3.16", "3.16", "linux-x86_64"),
        ("python3", "3.9", "linux-x86_64"),
        ("python3", "3.12", "linux-aarch64"),
    ],
)
def test_un_python_qui_n_est_pas_servi_est_nomme_et_rien_n_est_installe(
    nom, version, plateforme, archive, tmp_path
):
    faux_python(tmp_path / "bin", nom, version, plateforme)
    lance = lancer(archive, tmp_path / "bin")
    assert (lance.stdout, lance.returncode) == ("", 1)
    dit, il_faut = lance.stderr.splitlines()
    assert (
        dit
        == f"Python {version}, {plateforme}, est là, mais cette archive n'a pas tout ce qu'il lui faut."
    )
    assert il_faut.startswith(
        "Il faut Python, en 64 bits, d'une de ces versions : 3.15 3.14 3.13 3.12 3.11."
    )


@sur_linux
def test_une_archive_qui_n_est_pas_decompressee_est_dite(archive, tmp_path):
    shutil.rmtree(archive / "roues")
    faux_python(tmp_path / "bin", "python3", ICI)
    lance = lancer(archive, tmp_path / "bin")
    assert lance.returncode == 1
    assert "Décompressez d'abord toute l'archive" in lance.stderr


def test_les_deux_lanceurs_confient_l_installation_au_meme_programme():
    for plateforme in hors_ligne.PLATEFORMES:
        texte = (Path(hors_ligne.__file__).parent / plateforme.installateur).read_text(
            encoding="utf-8"
        )
        assert "installer.py\n" in texte
        assert "Décompressez d'abord toute l'archive" in texte
        assert "pip" not in texte


def test_le_lanceur_de_windows_n_a_que_ce_que_cmd_lit_bien():
    texte = (Path(hors_ligne.__file__).parent / "installer.bat").read_text(encoding="utf-8")
    # cmd reads bytes, in the code page of before until it has changed it.
    avant, _, apres = texte.partition("chcp 65001")
    assert avant.isascii()
    etiquettes = {ligne[1:] for ligne in apres.splitlines() if ligne.startswith(":")}
    visees = {mot for ligne in apres.splitlines() for mot in ligne.split("goto ")[1:]}
    appelees = {mot.split()[0] for ligne in apres.splitlines() for mot in ligne.split("call :")[1:]}
    assert visees | appelees == etiquettes
    assert 'pushd "%~dp0"' in apres  # « cd » refuses a folder of the network


# The program that installs


def test_une_seconde_installation_remplace_la_premiere(tmp_path, monkeypatch):
    """With a false pip, for the true one asks for minutes: what is left of the first is what is looked at."""
    lances = []
    monkeypatch.setattr(installer.subprocess, "run", lambda commande, **_: lances.append(commande))
    monkeypatch.setattr(installer, "EnvBuilder", lambda **options: FauxEnvironnement(**options))
    monkeypatch.setattr(installer, "ou_installer", lambda: tmp_path / "clea")
    for _ in range(2):
        assert installer.principal() == 0
        assert [fichier.name for fichier in (tmp_path / "clea").iterdir()] == ["pyvenv.cfg"]
        (tmp_path / "clea" / "d'avant.py").touch()
    assert [commande[-1] for commande in lances] == ["clea-cli[documents]", "--version"] * 2
    assert all("--no-index" in commande for commande in lances[::2])


class FauxEnvironnement:
    """An environment that is made as `venv` does, in no time and with nothing in it."""

    def __init__(self, *, clear: bool, with_pip: bool, symlinks: bool) -> None:
        assert (clear, with_pip) == (True, True)

    def create(self, dossier: Path) -> None:
        shutil.rmtree(dossier, ignore_errors=True)
        dossier.mkdir()
        (dossier / "pyvenv.cfg").touch()


def test_un_dossier_qui_n_est_pas_une_installation_n_est_jamais_efface(
    tmp_path, monkeypatch, capsys
):
    (tmp_path / "clea").mkdir()
    (tmp_path / "clea" / "mes grilles.csv").touch()
    monkeypatch.setattr(installer, "ou_installer", lambda: tmp_path / "clea")
    assert installer.principal() == 1
    assert "rien n'y a été touché" in capsys.readouterr().out
    assert (tmp_path / "clea" / "mes grilles.csv").exists()


@pytest.mark.parametrize(
    "erreur",
    [PermissionError(13, "Access is denied"), subprocess.CalledProcessError(1, "pip")],
    ids=str,
)
def test_une_installation_qui_echoue_dit_ce_qu_il_faut_faire(erreur, tmp_path, monkeypatch, capsys):
    def echouer(dossier: Path) -> Path:
        # Said before the long work: a window that shows nothing for minutes would be closed.
        assert "plusieurs minutes" in capsys.readouterr().out
        raise erreur

    monkeypatch.setattr(installer, "ou_installer", lambda: tmp_path / "clea")
    monkeypatch.setattr(installer, "installer", echouer)
    assert installer.principal() == 1
    assert "fermez-la, puis recommencez" in capsys.readouterr().out


def test_chacun_a_sa_place(monkeypatch, tmp_path):
    monkeypatch.setattr(installer, "WINDOWS", False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert installer.ou_installer() == tmp_path / "clea"
    monkeypatch.setenv("XDG_DATA_HOME", "")
    monkeypatch.setattr(installer.Path, "home", lambda: tmp_path / "moi")
    assert installer.ou_installer() == tmp_path / "moi" / ".local" / "share" / "clea"
    monkeypatch.setattr(installer, "WINDOWS", True)
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "Local"))
    assert installer.ou_installer() == tmp_path / "Local" / "clea"


def test_le_dossier_prive_du_python_du_store_est_celui_qui_est_dit(monkeypatch, tmp_path):
    """That Python is told LOCALAPPDATA/clea, and writes elsewhere: only the real path leads there."""
    prive = tmp_path / "Packages" / "Python" / "LocalCache" / "Local" / "clea"
    monkeypatch.setattr(installer, "WINDOWS", True)
    reel = prive / "Scripts" / "python.exe"
    monkeypatch.setattr(
        installer, "os", SimpleNamespace(path=SimpleNamespace(realpath=lambda _: str(reel)))
    )
    assert installer.programmes(tmp_path / "clea") == prive / "Scripts"


def test_ce_qui_est_dit_a_la_fin_se_tape_tel_quel_dans_les_deux_fenetres():
    lignes = installer.fin(Path("C:/Users/L'Hôte & Cie/clea/Scripts"), windows=True).splitlines()
    dossier = Path("C:/Users/L'Hôte & Cie/clea/Scripts")
    assert lignes[2] == f'  invite de commandes :  set "PATH={dossier};%PATH%"'
    # PowerShell reads a quote written twice as one, and nothing else, between two quotes.
    doubles = str(dossier).replace("'", "''")
    assert lignes[3] == f"  PowerShell          :  $env:Path = '{doubles};' + $env:Path"
    assert lignes[5] == f"Pour désinstaller, effacez le dossier {dossier.parent}"


@sur_linux
def test_la_ligne_dite_a_la_fin_est_comprise_de_sh(tmp_path):
    ici = tmp_path / "l'un & l'autre" / "bin"
    ici.mkdir(parents=True)
    (ici / "activate").write_text("echo lu\n", encoding="utf-8")
    [ligne] = [
        ligne for ligne in installer.fin(ici, windows=False).splitlines() if "Tapez" in ligne
    ]
    commande = ["sh", "-c", ligne.partition(" : ")[2]]
    assert subprocess.run(commande, capture_output=True, text=True, check=True).stdout == "lu\n"
