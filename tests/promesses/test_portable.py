"""The portable archive of Windows: what is in it, and what happens to a file that is dropped on it."""

import hashlib
import os
import re
import struct
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from livraison import hors_ligne, paquets, portable
from livraison.portable import glisser

RACINE = Path(__file__).parent.parent.parent
ICI = Path(portable.__file__).parent
INSTALLATION = (RACINE / "docs" / "installation.md").read_text(encoding="utf-8")
NOM = "Glissez une grille ici.cmd"
X64, ARM64 = 0x8664, 0xAA64


def programme(machine: int) -> bytes:
    """As much of a program of Windows as says which machine it is for."""
    return b"MZ" + bytes(58) + struct.pack("<I", 64) + b"PE\0\0" + struct.pack("<H", machine)


def embarque(chemin: Path, version: str = "313", machine: int = X64, dans: str = "") -> Path:
    """An embeddable Python with nothing in it, but its names."""
    with zipfile.ZipFile(chemin, "w") as archive:
        archive.writestr(f"{dans}python.exe", programme(machine))
        archive.writestr(f"{dans}python{version}.zip", b"la bibliotheque")
        archive.writestr(
            f"{dans}python{version}._pth", f"python{version}.zip\r\n.\r\n#import site\r\n"
        )
    return chemin


def roue(dossier: Path, nom: str, fichiers: dict[str, str]) -> None:
    dossier.mkdir(exist_ok=True)
    with zipfile.ZipFile(dossier / f"{nom}-1.0-py3-none-any.whl", "w") as archive:
        for fichier, texte in fichiers.items():
            archive.writestr(fichier, texte)


@pytest.fixture
def archive(tmp_path):
    """A portable archive of two little wheels."""
    roues = tmp_path / "roues"
    roue(
        roues,
        "a",
        {
            "a/__init__.py": "",
            "a/tests/test_a.py": "",
            "a-1.0.data/scripts/a.exe": "",
            "a/tests.py": "a",
        },
    )
    roue(
        roues,
        "b",
        {
            "b-1.0.data/platlib/b/c.pyd": "c",
            "b-1.0.data/data/share/man/b.1": "",
            "b.libs/d.dll": "d",
        },
    )
    python = portable.lire_python(embarque(tmp_path / "python-3.13.2-embed-amd64.zip"))
    portable.archiver(python, roues, tmp_path / "clea-1.0-windows-x64-portable.zip")
    return zipfile.ZipFile(tmp_path / "clea-1.0-windows-x64-portable.zip")


def membre(archive: zipfile.ZipFile, nom: str) -> bytes:
    return archive.read(f"clea-1.0-windows-x64-portable/{nom}")


# What is in it


def test_l_archive_montre_cinq_choses_et_range_le_reste(archive):
    noms = {nom.removeprefix("clea-1.0-windows-x64-portable/") for nom in archive.namelist()}
    assert {nom.partition("/")[0] for nom in noms} == {
        NOM,
        "LISEZMOI.txt",
        "clea.cmd",
        "exemple.csv",
        "programme",
    }
    assert {nom.removeprefix("programme/") for nom in noms if nom.startswith("programme/")} == {
        *("glisser.py", "python/python.exe", "python/python313.zip", "python/python313._pth"),
        *("paquets/a/__init__.py", "paquets/a/tests.py", "paquets/b/c.pyd", "paquets/b.libs/d.dll"),
    }


def test_ce_python_ne_cherche_que_dans_l_archive(archive):
    assert (
        membre(archive, "programme/python/python313._pth")
        == b"python313.zip\r\n.\r\n..\\paquets\r\n"
    )


def test_les_cmd_ont_les_fins_de_ligne_de_windows_et_changent_de_page_de_codes_avant_un_accent(
    archive,
):
    for nom in (NOM, "clea.cmd"):
        octets = membre(archive, nom)
        assert octets.startswith(b"@echo off\r\n")  # no mark: cmd would take it for a command
        assert octets.count(b"\n") == octets.count(b"\r\n")
        assert octets.partition(b"chcp 65001 >nul")[0].isascii()


def test_le_lisezmoi_a_six_lignes_numerotees_et_la_marque_des_vieux_blocs_notes(archive):
    octets = membre(archive, "LISEZMOI.txt")
    lignes = octets.decode("utf-8-sig").split("\r\n")
    assert octets.startswith("\ufeff".encode())
    assert "\n" not in "".join(lignes)
    assert [ligne[:3] for ligne in lignes[2:-1]] == ["1. ", "2. ", "3. ", "4. ", "5. ", "6. "]
    nommes = re.findall(r"« ([\w ]+\.\w+) »", " ".join(lignes))
    assert set(nommes) == {NOM, "exemple.csv"}


def test_l_exemple_est_celui_du_projet(archive):
    assert (
        membre(archive, "exemple.csv")
        == (RACINE / "examples" / "un-domaine-manque.csv").read_bytes()
    )


def test_le_meme_python_et_les_memes_roues_donnent_les_memes_octets(tmp_path):
    roue(tmp_path / "roues", "a", {"a/__init__.py": ""})
    fichier = embarque(tmp_path / "p.zip")
    for nom in ("une", "deux"):
        (tmp_path / nom).mkdir()
        portable.archiver(
            portable.lire_python(fichier), tmp_path / "roues", tmp_path / nom / "clea.zip"
        )
        roue(tmp_path / "roues", "a", {"a/__init__.py": ""})  # made again: another date
    assert (tmp_path / "une" / "clea.zip").read_bytes() == (
        tmp_path / "deux" / "clea.zip"
    ).read_bytes()


# The Python that is given


@pytest.mark.parametrize("dans", ["", "cp313/"])
def test_le_python_est_reconnu_a_ses_fichiers_et_son_empreinte_est_celle_du_zip(dans, tmp_path):
    fichier = embarque(tmp_path / "python-3.13.2-embed-amd64.zip", dans=dans)
    python = portable.lire_python(fichier)
    assert python.version == "3.13"
    assert sorted(python.fichiers) == ["python.exe", "python313._pth", "python313.zip"]
    ligne = portable.noter(python, tmp_path / "python.sha256")
    assert (
        ligne
        == f"{hashlib.sha256(fichier.read_bytes()).hexdigest()}  python-3.13.2-embed-amd64.zip\n"
    )
    assert (tmp_path / "python.sha256").read_bytes() == ligne.encode()


def test_un_autre_fichier_est_refuse_avec_ce_qu_il_faut(tmp_path):
    (tmp_path / "rien.zip").write_bytes(b"pas un zip")
    with zipfile.ZipFile(tmp_path / "autre.zip", "w") as autre:
        autre.writestr("lisez.txt", "rien")
    refuses = {
        tmp_path / "rien.zip": "n'est pas un zip",
        tmp_path / "autre.zip": "n'est pas le Python « embeddable »",
        tmp_path / "absent.zip": "n'existe pas",
        embarque(tmp_path / "arm.zip", machine=ARM64): "en 64 bits",
        embarque(tmp_path / "vieux.zip", version="310"): "est un Python 3.10",
        embarque(tmp_path / "jeune.zip", version="316"): "est un Python 3.16",
    }
    for fichier, motif in refuses.items():
        with pytest.raises(SystemExit, match=motif):
            portable.lire_python(fichier)


def test_un_zip_qui_sortirait_de_son_dossier_est_refuse(tmp_path):
    fichier = embarque(tmp_path / "p.zip")
    with zipfile.ZipFile(fichier, "a") as archive:
        archive.writestr("../../demarrage.cmd", "")
    with pytest.raises(SystemExit, match="sortirait"):
        portable.lire_python(fichier)


def test_ce_python_sert_les_roues_de_windows():
    assert portable.PLATEFORME in [plateforme.nom for plateforme in hors_ligne.PLATEFORMES]


def test_la_livraison_se_fait_avec_et_sans_ce_python(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(paquets, "DIST", tmp_path / "dist")
    monkeypatch.setattr(paquets, "_ATELIER", tmp_path / "atelier")
    monkeypatch.setattr(
        paquets, "construire", lambda dossier: dossier.mkdir() or dossier / "clea.whl"
    )
    monkeypatch.setattr(paquets, "inventorier", lambda roue, cible: None)
    monkeypatch.setattr(paquets, "servis", lambda roue, plateforme, dossier: hors_ligne.PYTHONS)
    paquets.livrer(None)
    assert "PYTHON_WINDOWS" in capsys.readouterr().out
    assert not [fichier for fichier in (tmp_path / "dist").iterdir() if "portable" in fichier.name]
    fichier = embarque(tmp_path / "python.zip")
    paquets.livrer(fichier)
    empreinte = hashlib.sha256(fichier.read_bytes()).hexdigest()
    assert f"{empreinte}  python.zip" in capsys.readouterr().out
    [archive, note] = sorted(
        nom.name for nom in (tmp_path / "dist").iterdir() if "portable" in nom.name
    )[::-1]
    assert (archive, note) == (
        f"clea-{paquets.__version__}-windows-x64-portable.zip",
        f"{archive[:-4]}.python.sha256",
    )
    assert {archive, note} <= set(
        (tmp_path / "dist" / "SHA256SUMS").read_text(encoding="utf-8").split()
    )
    assert {archive, note} <= set(re.findall(r"`([\w.-]+)`", INSTALLATION))


# What is dropped on it


@pytest.mark.parametrize(
    ("apres", "fichiers"),
    [
        ('" "', []),
        ('" "C:\\Mes grilles\\C 1.csv""', ["C:\\Mes grilles\\C 1.csv"]),
        ('" C:\\R&D\\C-1.csv"', ["C:\\R&D\\C-1.csv"]),
        (
            '" C:\\a!b^c%d.csv "C:\\x y.xlsx" \\\\serveur\\p\\é.ods"',
            ["C:\\a!b^c%d.csv", "C:\\x y.xlsx", "\\\\serveur\\p\\é.ods"],
        ),
        (" C:\\a.csv", ["C:\\a.csv"]),
        (f'" "C:\\{NOM}\\a b.csv""', [f"C:\\{NOM}\\a b.csv"]),
    ],
)
def test_ce_que_l_explorateur_donne_est_lu_en_entier(apres, fichiers):
    ligne = f'C:\\Windows\\system32\\cmd.exe /c ""C:\\Mes outils\\{NOM}{apres}'
    # cmd has cut the arguments at the « & »: they are not looked at.
    assert glisser.deposes(ligne, NOM, ["coupé"]) == (fichiers, True)


@pytest.mark.parametrize(
    ("ligne", "fenetre"), [('"C:\\Windows\\system32\\cmd.exe" ', False), ("", True)]
)
def test_ce_qui_est_tape_dans_une_fenetre_y_reste(ligne, fenetre):
    assert glisser.deposes(ligne, NOM, ["a b.csv"]) == (["a b.csv"], fenetre)


def deposer(*fichiers: str) -> subprocess.CompletedProcess[str]:
    """Drop files, as Windows would say it."""
    noms = " ".join(f'"{fichier}"' for fichier in fichiers)
    environnement = {
        **os.environ,
        "CLEA_NOM": NOM,
        "CLEA_LIGNE": f'cmd /c ""C:\\clea\\{NOM}" {noms}"',
    }
    commande = [sys.executable, str(ICI / "glisser.py")]
    lance = subprocess.run(
        commande, env=environnement, cwd=RACINE, capture_output=True, check=False
    )
    return subprocess.CompletedProcess(
        commande, lance.returncode, lance.stdout.decode(), lance.stderr.decode()
    )


def commandes(texte: str) -> list[list[str]]:
    """The commands that a text proposes, one a line, as cmd would cut them."""
    lignes = [ligne.strip() for ligne in texte.splitlines() if ligne.startswith("    clea ")]
    return [
        [entre or nu for entre, nu in re.findall(r'"([^"]*)"|(\S+)', ligne)][1:] for ligne in lignes
    ]


def test_une_grille_deposee_montre_son_verdict_puis_une_suite_qui_marche(tmp_path):
    grille = tmp_path / "un dossier" / "C-0002.csv"
    grille.parent.mkdir()
    grille.write_bytes((RACINE / "examples" / "un-domaine-manque.csv").read_bytes())
    lance = deposer(str(grille))
    assert lance.returncode == glisser.FENETRE
    assert (
        lance.stdout.index("NON CERTIFIABLE")
        < lance.stdout.index("La suite")
        < lance.stdout.index("reste ouverte")
    )
    faites = commandes(lance.stdout)
    assert [commande[0] for commande in faites] == ["ecarts", "restitution"]
    for commande in faites:
        assert (
            subprocess.run([sys.executable, "-m", "clea_cli", *commande], check=False).returncode
            == 0
        )
    assert {fichier.suffix for fichier in grille.parent.iterdir()} == {".csv", ".html"}


def test_plusieurs_grilles_deposees_montrent_leur_tableau_et_une_suite_qui_marche(tmp_path):
    for nom in ("candidat-certifiable", "un-domaine-manque"):
        (tmp_path / f"{nom}.csv").write_bytes((RACINE / "examples" / f"{nom}.csv").read_bytes())
    lance = deposer(*(str(fichier) for fichier in sorted(tmp_path.iterdir())))
    assert "2 candidats" in lance.stdout
    [commande] = commandes(lance.stdout)
    assert (
        subprocess.run([sys.executable, "-m", "clea_cli", *commande], check=False).returncode == 0
    )
    assert len(list((tmp_path / "ecarts").iterdir())) == 2


def test_une_grille_fautive_deposee_dit_comment_recommencer():
    lance = deposer("examples/six-fautes.csv")
    assert "F203" in lance.stderr
    assert "glissez-le de nouveau" in lance.stdout
    assert lance.returncode == glisser.FENETRE
    assert "Ce qui manque" not in lance.stdout


def test_un_double_clic_sans_grille_dit_quoi_faire():
    lance = deposer()
    assert NOM in lance.stdout
    assert [commande[:2] for commande in commandes(lance.stdout)] == [["grille", "nouvelle"]]
    assert (lance.stderr, lance.returncode) == ("", glisser.FENETRE)


def test_le_cmd_garde_sa_fenetre_au_statut_convenu_et_ne_lance_rien_d_un_nom():
    texte = (ICI / NOM).read_text(encoding="utf-8")
    lignes = texte.splitlines()
    assert f"if not errorlevel {glisser.FENETRE} exit /b %ERRORLEVEL%" in lignes
    # Where cmd has cut a name at a « & », what follows is run once this file is done: it never is.
    fin = lignes.index("exit")
    assert "cmd /d /k" in lignes[fin - 3 : fin]
    assert "programme\\glisser.py" in texte
    # The line of cmd is read when nothing looks for « ! » in the name of the folder any more.
    assert lignes.index("setlocal DisableDelayedExpansion") < next(
        rang for rang, ligne in enumerate(lignes) if "glisser.py" in ligne
    )
