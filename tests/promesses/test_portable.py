"""The portable archive of Windows: what is in it, and what happens to a file that is dropped on it."""

import hashlib
import re
import shlex
import shutil
import struct
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from livraison import hors_ligne, paquets, portable
from livraison.portable import glisser
from tests.outils import terminal

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
    return archive.read(f"clea-1.0/{nom}")


# What is in it


def test_l_archive_montre_cinq_choses_et_range_le_reste(archive):
    noms = {nom.removeprefix("clea-1.0/") for nom in archive.namelist()}
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


def deposer(*fichiers: str, coupe: str | None = None) -> tuple[int, str]:
    """Drop files, as Windows would say it; give the status and what the window shows.

    `coupe` is what cmd makes of the first one where it cuts it at a « & ».
    """
    noms = " ".join(f'"{fichier}"' for fichier in fichiers)
    return terminal.executer(
        [coupe] if coupe else list(fichiers),
        programme=(str(ICI / "glisser.py"),),
        colonnes=200,
        CLEA_NOM=NOM,
        CLEA_LIGNE=f'cmd /c ""C:\\clea\\{NOM}" {noms}"',
        NO_COLOR="1",
    )


def commandes(texte: str) -> list[list[str]]:
    """The commands that a text proposes, one a line."""
    trouvees = re.findall(r"^(?:    |→ Ensuite : )clea (.+)$", texte, re.MULTILINE)
    return [shlex.split(trouvee) for trouvee in trouvees]


def grilles(dossier: Path, *noms: str) -> list[str]:
    """Some examples, in a folder of their own."""
    dossier.mkdir()
    copies = [shutil.copy(RACINE / "examples" / f"{nom}.csv", dossier) for nom in noms]
    return [str(copie) for copie in copies]


@pytest.mark.parametrize(
    ("noms", "montre", "documents"),
    [
        (["un-domaine-manque"], "NON CERTIFIABLE", 4),
        (["un-domaine-manque", "candidat-certifiable"], "2 candidats", 8),
    ],
)
def test_le_verdict_puis_une_suite_a_taper_la_et_les_documents_viennent_a_cote_des_grilles(
    noms, montre, documents, tmp_path
):
    dossier = tmp_path / "un dossier"
    statut, vu = deposer(*grilles(dossier, *noms))
    assert statut == glisser.FENETRE
    assert vu.index(montre) < vu.index("Ensuite") < vu.index("reste ouverte")
    [commande] = commandes(vu)
    assert commande == ["documents", *(f"{nom}.csv" for nom in noms)]
    fait = subprocess.run([sys.executable, "-m", "clea_cli", *commande], cwd=dossier, check=False)
    assert fait.returncode == 0
    assert len(list((dossier / "documents").iterdir())) == documents


def test_un_dossier_depose_montre_toutes_ses_grilles(tmp_path):
    grilles(tmp_path / "mai", "un-domaine-manque", "candidat-certifiable")
    statut, vu = deposer(str(tmp_path / "mai"))
    assert statut == glisser.FENETRE
    assert "2 candidats" in vu
    [commande] = commandes(vu)
    assert commande == ["documents", "mai/candidat-certifiable.csv", "mai/un-domaine-manque.csv"]


def test_un_nom_que_cmd_a_coupe_reste_entier_car_la_fenetre_sera_ailleurs(tmp_path):
    [grille] = grilles(tmp_path / "R&D", "un-domaine-manque")
    _, vu = deposer(grille, coupe=str(tmp_path / "R"))
    assert commandes(vu) == [["documents", grille]]


def test_un_nom_qui_serait_une_option_et_celui_d_un_autre_dossier_restent_entiers(
    tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    [ailleurs] = grilles(tmp_path / "autre", "un-domaine-manque")
    fichiers = [str(tmp_path / "a b.csv"), str(tmp_path / "-o.csv"), ailleurs]
    assert glisser.a_cote(fichiers, fichiers) == ["a b.csv", *fichiers[1:]]
    assert glisser.a_cote([tmp_path.anchor], [tmp_path.anchor]) == ["."]


def test_une_grille_fautive_deposee_dit_comment_recommencer(tmp_path):
    statut, vu = deposer(*grilles(tmp_path / "g", "six-fautes"))
    assert vu.index("F203") < vu.index("glisser de nouveau")
    assert statut == glisser.FENETRE
    assert "documents" not in vu


def test_un_double_clic_sans_grille_dit_quoi_faire():
    statut, vu = deposer()
    assert NOM in vu
    assert [commande[:2] for commande in commandes(vu)] == [["grille", "nouvelle"]]
    assert statut == glisser.FENETRE


def test_le_cmd_garde_sa_fenetre_au_statut_convenu_et_ne_lance_rien_d_un_nom():
    texte = (ICI / NOM).read_text(encoding="utf-8")
    lignes = texte.splitlines()
    assert f"if not errorlevel {glisser.FENETRE} exit /b %ERRORLEVEL%" in lignes
    # Where cmd has cut a name at a « & », what follows is run once this file is done: it never is.
    fin = lignes.index("exit")
    assert "cmd /d /k" in lignes[fin - 3 : fin]
    # The window is in a folder of somebody's files: a program named clea there is not ours.
    assert 'set "NoDefaultCurrentDirectoryInExePath=1"' in lignes[: fin - 1]
    assert "programme\\glisser.py" in texte
    # The line of cmd is read when nothing looks for « ! » in the name of the folder any more.
    assert lignes.index("setlocal DisableDelayedExpansion") < next(
        rang for rang, ligne in enumerate(lignes) if "glisser.py" in ligne
    )
