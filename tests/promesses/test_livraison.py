"""What is delivered beside the program: generated pages, completion, archives, bounds, audit, site, CI, security."""

import ast
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement

from clea_cli import __version__
from clea_cli.cli import main
from clea_cli.diagnostics import Entree
from clea_cli.diagnostics.catalogue import CATALOGUE
from livraison import audit, bornes, hors_ligne, pages, paquets, site
from livraison.aides import Aide, aides
from livraison.manuel import manuel

RACINE = Path(__file__).parent.parent.parent
PROJET = (RACINE / "pyproject.toml").read_text(encoding="utf-8")
SECURITE = (RACINE / "SECURITY.md").read_text(encoding="utf-8")
INSTALLATION = (RACINE / "docs" / "installation.md").read_text(encoding="utf-8")
CI = yaml.safe_load((RACINE / ".github" / "workflows" / "ci.yml").read_text(encoding="utf-8"))
LIVRAISON = yaml.safe_load(
    (RACINE / ".github" / "workflows" / "livraison.yml").read_text(encoding="utf-8")
)
MENU = yaml.safe_load(
    (RACINE / "livraison" / "mkdocs.yml").read_text(encoding="utf-8").replace("!ENV ", "")
)
WINDOWS, LINUX = hors_ligne.PLATEFORMES


# Generated pages


@pytest.mark.parametrize("nom", pages.PAGES)
def test_les_pages_qui_viennent_du_programme_sont_a_jour(nom):
    assert (RACINE / "docs" / nom).read_text(encoding="utf-8") == pages.PAGES[nom](), (
        "run `make docs`"
    )


def test_la_page_des_commandes_donne_chaque_aide_telle_quelle(capsysbinary):
    for aide in aides():
        assert main([*aide.chemin.split()[1:], "--help"]) == 0
        assert capsysbinary.readouterr().out.decode().strip() == aide.page.strip(), aide.chemin


@pytest.mark.parametrize("colonnes", ["40", "200"])
def test_les_pages_ne_dependent_pas_de_la_largeur_de_l_ecran(colonnes, monkeypatch):
    monkeypatch.setenv("COLUMNS", colonnes)
    test_les_pages_qui_viennent_du_programme_sont_a_jour("commandes.md")


def test_la_page_des_fautes_les_a_toutes_dans_l_ordre_et_une_fois():
    codes = re.findall(r"^### (\w+) ", pages.diagnostics(CATALOGUE.values()), flags=re.MULTILINE)
    assert sorted(codes) == sorted(CATALOGUE)
    assert [code[0] for code in codes] == sorted(
        (code[0] for code in codes), key=[*pages.FAMILLES].index
    )


def test_une_faute_se_lit_comme_elle_est_ecrite():
    entree = Entree(
        "F999",
        "un-cas",
        "« {mot} » <b> n'est pas admis",
        "{conseil}",
        "Il *faut* un mot.",
        "a;b",
        "a",
    )
    assert pages.diagnostics([entree]).splitlines()[4:] == [
        *("## Grilles", "", "### F999 un-cas", ""),
        *(r"Erreur : « … » \<b\> n'est pas admis.", "", r"Il \*faut\* un mot."),
        *("", "Faux :", "", "```text", "a;b", "```", "", "Juste :", "", "```text", "a", "```"),
    ]


# The manual


def test_le_manuel_ecrit_pour_roff_ce_qu_il_faut():
    aide = Aide(
        "clea",
        "",
        "[OPTIONS]",
        "Dit tout.\n\n.tous les\nmots d'ici",
        (),
        (("-a, --aide", "C:\\x « \u00a0"),),
    )
    commande = Aide(
        "clea score", "", "GRILLE…", "Fait.", (("GRILLE…", "Une."),), (("--help", "Aide."),)
    )
    lignes = manuel([aide, commande]).splitlines()
    assert lignes[0] == f'.TH CLEA 1 "" "clea {__version__}" "Manuel de clea"'
    assert lignes[2] == r"clea \- dit tout"
    assert r"\&.tous les mots d\(aqici" in lignes
    assert lignes[lignes.index(".SH OPTIONS") + 1 :][:3] == [
        ".TP",
        r".B \-a, \-\-aide",
        "C:\\ex « \\ ",
    ]
    assert lignes[lignes.index(".SH COMMANDES") + 1 :][:5] == [
        *('.SS "clea score GRILLE…"', "Fait.", ".TP", ".B GRILLE…", "Une."),
    ]


@pytest.mark.skipif(not shutil.which("groff"), reason="no groff here to read the manual")
def test_le_manuel_se_lit_sans_une_remarque_et_dit_chaque_commande():
    commande = [
        "groff",
        "-man",
        "-ww",
        "-Kutf8",
        "-Tutf8",
        "-P-cbou",
        str(RACINE / "docs" / "clea.1"),
    ]
    lu = subprocess.run(commande, capture_output=True, check=True)
    texte = " ".join(lu.stdout.decode().split())
    assert lu.stderr == b""
    assert all(" ".join(f"{aide.chemin} {aide.usage}".split()) in texte for aide in aides())


@pytest.mark.parametrize(
    ("statut", "arguments"),
    [
        ("0", "score examples/indetermine.csv"),
        ("1", "score examples/six-fautes.csv"),
        ("2", "scor"),
        ("3", "score examples/indetermine.csv examples/six-fautes.csv"),
        ("4", "score examples/indetermine.csv --sortie README.md"),
        ("5", "score examples/indetermine.csv --echec-si-non-certifiable"),
    ],
)
def test_les_statuts_du_manuel_sont_ceux_du_programme(statut, arguments, monkeypatch, capsysbinary):
    monkeypatch.chdir(RACINE)
    assert str(main(arguments.split())) == statut
    assert f".TP\n.B {statut}\n" in manuel(aides())
    capsysbinary.readouterr()


# Completion


def completer(interpreteur: str, *mots: str) -> list[str]:
    """What the program answers to a shell that asks how the last word may end."""
    demande = {
        "_CLEA_COMPLETE": f"complete_{interpreteur}",
        "COMP_WORDS": " ".join(mots),
        "COMP_CWORD": str(len(mots) - 1),
        "_TYPER_COMPLETE_ARGS": " ".join(mots),
        "_TYPER_COMPLETE_WORD_TO_COMPLETE": mots[-1],
    }
    commande = [sys.executable, "-m", "clea_cli"]
    lance = subprocess.run(commande, env={**os.environ, **demande}, capture_output=True, check=True)
    assert lance.stderr == b""
    return lance.stdout.decode().split("\n")[:-1]


@pytest.mark.parametrize(
    ("mots", "propositions"),
    [
        (("clea", "sc"), ["score"]),
        (("clea", "referentiel", "comp"), ["comparer"]),
        (("clea", "score", "--form"), ["--format"]),
        (("clea", "score", "--format", "js"), ["json"]),
        (("clea", "score", "grille"), [""]),  # the shell proposes files
    ],
)
def test_un_mot_commence_se_complete(mots, propositions):
    assert completer("bash", *mots) == propositions


def test_powershell_et_zsh_recoivent_aussi_l_aide():
    assert completer("powershell", "clea", "grille", "conv")[0].startswith(
        "convertir:::Récrit une grille"
    )
    assert "formater" in completer("zsh", "clea referentiel f")[0]


@pytest.mark.skipif(not shutil.which("bash") or sys.platform == "win32", reason="no bash here")
def test_la_ligne_de_la_documentation_suffit_a_bash(tmp_path):
    [ligne] = re.findall(r"\| bash \|.*\| `(.*)` \|", INSTALLATION)
    clea = tmp_path / "clea"
    clea.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m clea_cli "$@"\n', encoding="utf-8")
    clea.chmod(0o755)
    essai = "COMP_WORDS=(clea sc) COMP_CWORD=1; _clea_completion clea; echo ${COMPREPLY[@]}; complete -p clea"
    environnement = {**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}"}
    commande = ["bash", "-c", f"{ligne}\n{essai}"]
    lance = subprocess.run(commande, env=environnement, cwd=RACINE, capture_output=True, check=True)
    assert lance.stdout.decode().splitlines() == [
        "score",
        "complete -o default -F _clea_completion clea",
    ]
    assert lance.stderr == b""


@pytest.mark.parametrize("interpreteur", ["bash", "zsh", "fish", "powershell"])
def test_la_documentation_nomme_des_interpreteurs_qui_existent(interpreteur):
    assert f"source_{interpreteur}" in INSTALLATION
    commande = [sys.executable, "-m", "clea_cli"]
    environnement = {**os.environ, "_CLEA_COMPLETE": f"source_{interpreteur}"}
    assert (
        b"_CLEA_COMPLETE"
        in subprocess.run(commande, env=environnement, capture_output=True, check=True).stdout
    )


# Archives for machines without internet


def roue(dossier: Path, nom: str, *exigences: str) -> None:
    """A wheel with nothing in it but what it asks for."""
    dossier.mkdir(exist_ok=True)
    lignes = [
        f"Metadata-Version: 2.1\nName: {nom}\nVersion: 1.0",
        *(f"Requires-Dist: {e}" for e in exigences),
    ]
    with zipfile.ZipFile(dossier / f"{nom}-1.0-py3-none-any.whl", "w") as archive:
        archive.writestr(f"{nom}-1.0.dist-info/METADATA", "\n".join(lignes) + "\n")


def test_ce_qui_manque_est_cherche_pour_l_autre_machine(tmp_path):
    roue(tmp_path, "clea_cli", "a>=1", 'mots; extra == "documents"', 'tests; extra == "dev"')
    roue(
        tmp_path,
        "a",
        'colorama; sys_platform == "win32"',
        'vieux; python_version < "3.12"',
        "b[plus]",
    )
    roue(tmp_path, "b", "clea-cli", 'c>2; extra == "plus"')
    assert hors_ligne.manquants(tmp_path, hors_ligne.marqueurs(WINDOWS, "3.13")) == {
        "mots",
        "colorama",
        "c>2",
    }
    assert hors_ligne.manquants(tmp_path, hors_ligne.marqueurs(LINUX, "3.11")) == {
        "mots",
        "vieux",
        "c>2",
    }
    for nom in ("mots", "vieux", "c"):
        roue(tmp_path, nom)
    assert hors_ligne.manquants(tmp_path, hors_ligne.marqueurs(LINUX, "3.11")) == set()


def sans_les_roues_de(*absents: str):
    """A download of what is asked, where these Pythons have no wheels; and what it was asked."""
    demandes = []

    def telecharger(
        noms: list[str], plateforme: hors_ligne.Plateforme, python: str, dossier: Path
    ) -> None:
        demandes.append((python, noms))
        if python in absents:
            raise subprocess.CalledProcessError(1, "pip")
        if "colorama" in noms:
            roue(dossier, "colorama")
        else:
            roue(dossier, "clea_cli", 'colorama; sys_platform == "win32"')

    return demandes, telecharger


def test_ce_qui_manque_est_demande_jusqu_a_ce_que_rien_ne_manque(tmp_path, monkeypatch):
    demandes, telecharger = sans_les_roues_de()
    monkeypatch.setattr(hors_ligne, "_telecharger", telecharger)
    hors_ligne.rassembler(Path("clea.whl"), WINDOWS, "3.12", tmp_path)
    assert demandes == [("3.12", [f"{Path('clea.whl')}[documents]"]), ("3.12", ["colorama"])]


@pytest.mark.parametrize("python", hors_ligne.PYTHONS)
def test_chaque_python_a_une_version_eprouvee_de_chaque_bibliotheque(python, tmp_path, monkeypatch):
    donnees: list[str] = []

    def lancer(commande: list[str], *, check: bool) -> None:
        [option] = [mot for mot in commande if mot.startswith("--constraint=")]
        donnees.extend(Path(option.partition("=")[2]).read_text(encoding="utf-8").splitlines())

    monkeypatch.setattr(subprocess, "run", lancer)
    hors_ligne._telecharger(["clea.whl"], LINUX, python, tmp_path)
    noms = [ligne.partition("==")[0].lower() for ligne in donnees]
    assert len(noms) == len(set(noms))
    assert {"numpy", "pandas", "pyyaml", "typst"} <= set(noms)


def test_un_python_sans_roues_est_dit_et_laisse_de_cote(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(hors_ligne, "_telecharger", sans_les_roues_de("3.16")[1])
    assert hors_ligne.servis(Path("clea.whl"), LINUX, tmp_path) == (
        "3.15",
        "3.14",
        "3.13",
        "3.12",
        "3.11",
    )
    assert "Python 3.16" in capsys.readouterr().out
    assert "3.16" not in [dossier.name for dossier in tmp_path.iterdir()]


def test_un_python_attendu_sans_roues_arrete_la_livraison(tmp_path, monkeypatch):
    monkeypatch.setattr(hors_ligne, "_telecharger", sans_les_roues_de("3.12")[1])
    with pytest.raises(subprocess.CalledProcessError):
        hors_ligne.servis(Path("clea.whl"), LINUX, tmp_path)


@pytest.mark.parametrize("plateforme", hors_ligne.PLATEFORMES, ids=lambda p: p.nom)
def test_l_archive_a_tout_et_les_memes_octets_chaque_fois(plateforme, tmp_path):
    for python in ("3.11", "3.13", "3.16"):
        roue(tmp_path / python, "clea_cli" if python != "3.16" else "pour_3_16")
    for nom in ("une", "deux"):
        (tmp_path / nom).mkdir()
        hors_ligne.archiver(tmp_path, plateforme, ("3.13", "3.11"), tmp_path / nom / "clea-1.0.zip")
        roue(tmp_path / "3.11", "clea_cli")  # made again: another date
    contenu = (tmp_path / "une" / "clea-1.0.zip").read_bytes()
    assert contenu == (tmp_path / "deux" / "clea-1.0.zip").read_bytes()
    archive = zipfile.ZipFile(io.BytesIO(contenu))
    noms = {
        "LISEZMOI.txt",
        "installer.py",
        plateforme.installateur,
        "roues/clea_cli-1.0-py3-none-any.whl",
    }
    assert set(archive.namelist()) == {f"clea-1.0/{nom}" for nom in noms}
    lisezmoi = archive.read("clea-1.0/LISEZMOI.txt").decode()
    assert lisezmoi.startswith("\ufeffclea, pour une machine sans internet\r\n")
    assert "d'une de ces versions : 3.13 3.11." in lisezmoi
    installateur = archive.read(f"clea-1.0/{plateforme.installateur}").decode()
    assert installateur.count("\r\n") == (installateur.count("\n") if plateforme is WINDOWS else 0)
    assert re.findall(r'(?i)(?:avec|sans)="?([^"\n\r]*)"', installateur)[:2] == [
        "3.13 3.11",
        "3.16",
    ]


def test_les_pages_nomment_les_fichiers_de_cette_version_et_leurs_python():
    for plateforme in hors_ligne.PLATEFORMES:
        assert f"clea-{__version__}-{plateforme.nom}.zip" in INSTALLATION
        assert plateforme.installateur in INSTALLATION
    portable = f"`clea-{__version__}-windows-x64-portable.zip`"
    for page in (INSTALLATION, (RACINE / "README.md").read_text(encoding="utf-8")):
        assert portable in page
        assert f"Python {hors_ligne.PYTHONS[0]} à {hors_ligne.PYTHONS[-1]}" in page
    nommees = set(re.findall(r"clea_cli-(.+?)-py3", INSTALLATION))
    assert nommees == {__version__}


def test_les_sommes_sont_celles_que_sha256sum_verifie(tmp_path):
    (tmp_path / "b.txt").write_bytes(b"")
    (tmp_path / "a.txt").write_bytes(b"abc")
    (tmp_path / "SHA256SUMS").write_bytes(b"vieux")
    assert paquets.sommes(tmp_path) == (
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  a.txt\n"
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  b.txt\n"
    )


# Bounds


def test_les_versions_les_plus_basses_sont_celles_du_projet():
    declare = tomllib.loads(PROJET)["project"]
    exigences = [
        *map(Requirement, declare["dependencies"] + declare["optional-dependencies"]["documents"])
    ]
    basses = [Requirement(contrainte) for contrainte in bornes.contraintes(PROJET, "basses")]
    assert [basse.name for basse in basses] == [exigence.name for exigence in exigences]
    for basse, exigence in zip(basses, exigences, strict=True):
        [version] = [morceau.version for morceau in basse.specifier]
        assert exigence.specifier.contains(version)
    assert bornes.contraintes(PROJET, "hautes") == []


def test_une_dependance_sans_borne_basse_est_refusee():
    projet = PROJET.replace('"rich>=14,<16"', '"rich<16"')
    with pytest.raises(ValueError, match="rich<16"):
        bornes.contraintes(projet, "basses")


def test_chaque_dependance_a_une_borne_haute():
    declare = tomllib.loads(PROJET)["project"]
    for exigence in map(
        Requirement, declare["dependencies"] + declare["optional-dependencies"]["documents"]
    ):
        assert {borne.operator for borne in exigence.specifier} in ({">=", "<"}, {"=="}), exigence


def test_la_copie_essayee_n_a_pas_le_programme(tmp_path, monkeypatch):
    monkeypatch.setattr(bornes, "ESSAI", tmp_path)
    projet = bornes.preparer("basses") / "projet"
    assert (projet / "tests" / "decision" / "test_decision.py").exists()
    assert (projet / "examples").is_dir()
    assert not (projet / "clea_cli").exists()
    assert "pyyaml==" in (tmp_path / "basses" / "contraintes.txt").read_text(encoding="utf-8")


# Audit

SAIN = {"name": "rich", "version": "15.0.0", "vulns": []}
MALADE = {
    "name": "jinja2",
    "version": "3.1.5",
    "vulns": [{"id": "CVE-1", "fix_versions": ["3.1.6"]}],
}
INCONNU = {"name": "pyyaml", "skip_reason": "Dependency not found on PyPI and could not be audited"}
CLEA = {"name": "clea-cli", "skip_reason": "distribution marked as editable"}


@pytest.mark.parametrize(
    ("paquets_vus", "statut", "debut"),
    [
        ([SAIN, SAIN, CLEA], 0, "2 paquets audités : aucune vulnérabilité connue."),
        ([SAIN, MALADE, CLEA], 1, "jinja2 3.1.5 : CVE-1, corrigée par 3.1.6"),
        ([SAIN, INCONNU, CLEA], 2, "Audit incomplet"),
        ([INCONNU, INCONNU, CLEA], 2, "Audit incomplet"),
        ([MALADE, INCONNU], 2, "jinja2"),
    ],
)
def test_un_audit_qui_n_a_pas_tout_vu_est_un_echec(paquets_vus, statut, debut):
    rendu, lignes = audit.juger({"dependencies": paquets_vus})
    assert rendu == statut
    assert lignes[0].startswith(debut)
    assert ("Audit incomplet" in lignes[-1]) is (INCONNU in paquets_vus)


@pytest.mark.parametrize("sortie", ["", "pas du json"])
def test_un_audit_sans_rapport_dit_pourquoi(sortie, monkeypatch):
    rendu = subprocess.CompletedProcess([], 1, sortie, "trace\nConnectionError: pas de réseau\n")
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: rendu)
    statut, [ligne] = audit.auditer()
    assert statut == 2
    assert "ConnectionError: pas de réseau" in ligne


def test_un_rapport_de_pip_audit_se_lit(monkeypatch):
    rendu = subprocess.CompletedProcess(
        [], 1, json.dumps({"dependencies": [MALADE], "fixes": []}), ""
    )
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: rendu)
    assert audit.auditer()[0] == 1


# The site


def test_le_menu_du_site_montre_chaque_page():
    montrees = [nom for entree in MENU["nav"] for nom in entree.values()]
    assert sorted(montrees) == sorted(nom for nom in site.sources(RACINE) if nom.endswith(".md"))


def test_le_site_ne_demande_ni_police_ni_script_a_internet():
    assert MENU["theme"]["font"] is False
    assert MENU["extra"]["polyfills"] == [
        "assets/iframe-worker.js"
    ]  # otherwise the offline plugin adds an address


@pytest.mark.parametrize(
    ("dossier", "avant", "apres"),
    [
        (".", "[le glossaire](docs/glossaire.md)", "[le glossaire](glossaire.md)"),
        (".", "![image](docs/clea-score.svg)", "![image](clea-score.svg)"),
        (".", "[architecture](ARCHITECTURE.md)", "[architecture](ARCHITECTURE.md)"),
        ("docs", "[accueil](../README.md#la-règle)", "[accueil](index.md#la-règle)"),
        ("docs", "[commandes](commandes.md)", "[commandes](commandes.md)"),
        (".", "le dossier [`examples/`](examples)", "le dossier `examples/`"),
        ("docs", "![points](figure:domaines)", "![points](figure:domaines)"),
    ],
)
def test_un_lien_mene_dans_le_site_ou_devient_ses_mots(dossier, avant, apres):
    assert site.relier(avant, dossier, site.sources(RACINE)) == apres


def test_ce_que_le_site_demanderait_dehors_est_vu(tmp_path):
    (tmp_path / "a.html").write_text(
        '<a href="https://a.fr">ok</a><img src="logo.png"><script src="https://b.fr/x.js"></script>'
        '<link href="//c.fr/c.css"><img src="http://d.fr/d.png">',
        encoding="utf-8",
    )
    (tmp_path / "b.css").write_text(
        '@import "https://e.fr/e";a{b:url(x.png)}c{d:url(//f.fr/f)}', encoding="utf-8"
    )
    vues = [demande.partition(" : ")[2] for demande in site.demandes_dehors(tmp_path)]
    assert vues == [
        "https://b.fr/x.js",
        "//c.fr/c.css",
        "http://d.fr/d.png",
        "https://e.fr/e",
        "//f.fr/f",
    ]


# Continuous integration


@pytest.mark.parametrize("systeme", ["linux", "windows"])
def test_l_integration_continue_essaie_chaque_python(systeme):
    tache = CI["jobs"][systeme]
    assert tache["strategy"]["matrix"]["python"] == [*hors_ligne.PYTHONS]
    assert [etape["uses"].split("@")[0] for etape in tache["steps"][:2]] == [
        "actions/checkout",
        "actions/setup-python",
    ]
    assert CI["permissions"] == {"contents": "read"}


def test_l_integration_continue_lance_les_commandes_de_la_documentation():
    assert CI["jobs"]["linux"]["steps"][-1]["run"] == "make test"
    lancees = [etape["run"] for etape in CI["jobs"]["windows"]["steps"] if "run" in etape]
    readme = (RACINE / "README.md").read_text(encoding="utf-8")
    [bloc] = re.findall(r"```console\n(> py -m venv.*?)```", readme, flags=re.DOTALL)
    for commande in re.findall(
        r"^> (?:py -m |\.venv\\Scripts\\python -m )?(.*)$", bloc, flags=re.MULTILINE
    ):
        if "activate" not in commande:
            assert any(commande in lancee for lancee in lancees), commande
    makefile = (RACINE / "Makefile").read_text(encoding="utf-8")
    for outil in ("ruff check .", "ruff format --check .", "mypy", "python -m pytest -n auto"):
        assert f"$(BIN)/{outil}" in makefile
        assert f".venv\\Scripts\\{outil}" in lancees


def test_la_livraison_essaie_sur_windows_des_commandes_qui_existent():
    etapes = [
        etape for tache in LIVRAISON["jobs"].values() for etape in tache["steps"] if "run" in etape
    ]
    lignes = [ligne for etape in etapes for ligne in etape["run"].splitlines()]
    connues = {aide.chemin for aide in aides()}
    essayees = set()
    for ligne in lignes:
        _, du_portable, reste = ligne.partition("portable\\clea.cmd ")
        if not du_portable:
            continue
        mots = reste.split()
        commande = next(
            nom for nom in (f"clea {mots[0]} {mots[1]}", f"clea {mots[0]}") if nom in connues
        )
        essayees.add(commande)
        for fichier in re.findall(r"examples\\\S+", reste):
            assert (RACINE / fichier.replace("\\", "/")).exists(), fichier
    assert essayees == {
        "clea score",
        "clea ecarts",
        "clea controler",
        "clea cohorte",
        "clea jury preparer",
    }
    assert any("Glissez une grille ici.cmd" in ligne for ligne in lignes)
    assert sum("installer.bat" in ligne for ligne in lignes) == 2  # the second replaces the first
    assert any(ligne.startswith("make release PYTHON_WINDOWS=") for ligne in lignes)


def test_la_livraison_ne_va_rien_chercher_hors_du_depot():
    texte = (RACINE / ".github" / "workflows" / "livraison.yml").read_text(encoding="utf-8")
    assert "://" not in texte
    assert not re.search(
        r"\b(curl|wget|Invoke-WebRequest|winget|choco|nuget)\b", texte, flags=re.IGNORECASE
    )
    assert set(re.findall(r"uses: (\S+)@", texte)) <= {
        f"actions/{nom}"
        for nom in ("checkout", "setup-python", "upload-artifact", "download-artifact")
    }


# Security


def test_chaque_attaque_de_la_page_a_son_essai():
    code = "\n".join(
        fichier.read_text(encoding="utf-8") for fichier in (RACINE / "tests").rglob("test_*.py")
    )
    attaques = re.findall(r"^\| (?!attaque|---)(.+) \|$", SECURITE, flags=re.MULTILINE)
    assert len(attaques) >= 20
    for attaque in attaques:
        essais = re.findall(r"`(test_\w+)`", attaque.split(" | ")[2])
        assert essais, attaque
        for essai in essais:
            assert f"\ndef {essai}(" in code, essai


def test_le_programme_n_a_pas_de_quoi_parler_au_reseau():
    reseau = {
        "socket",
        "ssl",
        "http",
        "urllib",
        "ftplib",
        "smtplib",
        "asyncio",
        "requests",
        "httpx",
        "xmlrpc",
    }
    for fichier in (RACINE / "clea_cli").rglob("*.py"):
        for noeud in ast.walk(ast.parse(fichier.read_text(encoding="utf-8"))):
            noms = [a.name for a in noeud.names] if isinstance(noeud, ast.Import) else []
            noms += [noeud.module or ""] if isinstance(noeud, ast.ImportFrom) else []
            dehors = {nom for nom in noms if nom.split(".")[0] in reseau}
            assert dehors <= {"urllib.parse"}, fichier


def test_les_commandes_make_de_la_documentation_existent():
    cibles = set(
        re.findall(
            r"^([a-z-]+):.*##",
            (RACINE / "Makefile").read_text(encoding="utf-8"),
            flags=re.MULTILINE,
        )
    )
    for page in site.sources(RACINE).values():
        if page.suffix == ".md":
            nommees = re.findall(r"`make ([a-z-]+)`", page.read_text(encoding="utf-8"))
            assert set(nommees) <= cibles, page
